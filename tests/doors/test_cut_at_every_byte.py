"""Both servers break off after each byte that they say: no mail is lost, taken cut, answered twice or sent twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mailflow.inbox.faults import MailboxFault
from mailflow.outbox import smtp as handing_over
from mailflow.outbox.samples import sample
from mailflow.outbox.transport import TransportFault
from mailflow.settings import ImapSettings, SendingSettings, Settings, SmtpSettings
from mailflow.store import Store, engine
from mailflow.store.ledger import key_of
from mailflow.store.tables import LedgerRow, MailRow
from mailflow.understand.envelope import read
from mailflow.worker import Worker
from tests.databases import DATABASES
from tests.doors.servers.cut import Door, Ending, behind
from tests.doors.servers.faulty_smtp import FaultySmtp, answers, faulty_smtp, hangs, settled
from tests.doors.test_store import ORGANISATIONS, PEOPLE, writer
from tests.people import NOW, PRIYA, SETTINGS
from tests.soak.dice import Dice
from tests.soak.lying_imap import LyingImap

pytestmark = pytest.mark.doors
ME = SETTINGS.network.mailbox
FREE = SendingSettings(per_hour=10**6, answers_per_hour=10**6, answers_per_day=10**6, per_thread_30_days=10**6)
EVERY = {Ending.CLOSE: 1, Ending.RESET: 7, Ending.SILENCE: 37}
"""Every byte where the connection is closed. The other endings meet the same lines of ours; silence costs a timeout."""
HASTY, PATIENT = 0.1, 10.0
"""Seconds: who meets silence gives up soon; who must get all does not, however busy the machine is."""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Store]]:
    for name in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"MAILFLOW_{name}_PASSWORD", "open-sesame")
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "synchronous = OFF"))  # no process dies here
    opened = []

    def make(**servers: object) -> Store:
        settings = SETTINGS.model_copy(update={"database": DATABASES.settings_in(tmp_path), "sending": FREE, **servers})
        opened.append(Store.open(settings, b"k" * 32))
        opened[0].register.keep_organisations(ORGANISATIONS)
        opened[0].register.keep(PEOPLE, NOW, "for a test")
        return opened[0]

    yield make
    for store in opened:
        store.engine.dispose()


# --- the mailbox ------------------------------------------------------------------------------------------------------


def honest(port: int) -> LyingImap:
    return LyingImap(port, Dice(0, "imap", often=0), uidnext=1000)


def two_letters(number: int) -> list[bytes]:
    """One that is answered, and one of a stranger; always of the same length."""
    return [
        f"From: {sender}\r\nSubject: {number:05}\r\n\r\n{text}\r\n-- \r\n* 1 EXISTS\r\n)\r\n".encode()
        for sender, text in ((PRIYA.address, "Please stop."), ("zoe@mail.example", "Is this the help desk?"))
    ]


class Reading:
    """One network that reads the mailbox; ``written`` has come in so far."""

    def __init__(self, house: Callable[..., Store], server: LyingImap) -> None:
        self._server = server
        self.written: list[bytes] = []
        imap = ImapSettings(host="127.0.0.1", port=server.port, security="none", username=ME, timeout_seconds=PATIENT)
        self.store = house(imap=imap)
        self._patient = self._worker(self.store.settings)
        hasty = imap.model_copy(update={"timeout_seconds": HASTY})
        self._hasty = self._worker(self.store.settings.model_copy(update={"imap": hasty}))

    def _worker(self, settings: Settings) -> Worker:
        return Worker(settings, self.store, writer(self.store), lambda: NOW)

    def gets_letters(self) -> None:
        """Two, if none waits any more; people have taken away the old ones."""
        if sum(self.store.ledger.counts().values()) < len(self.written):
            return
        self._server.mails.clear()
        for raw in two_letters(len(self.written)):
            self._server.deliver(raw)
            self.written.append(raw)

    def polls(self, *, hasty: bool = False) -> None:
        """As the worker does; then it waits for news, for no time."""
        worker = self._hasty if hasty else self._patient
        with worker.open_mailbox() as mailbox:
            worker.receive(mailbox)
            mailbox.select("INBOX")
            mailbox.wait(60, chain([False], repeat(True)).__next__)

    def is_whole(self) -> bool:
        """Whether each letter has its outcome, once."""
        return self.store.ledger.counts() == {"handled": len(self.written) // 2, "not_ours": len(self.written) // 2}


@pytest.mark.parametrize("ending", Ending)
def test_the_mailbox_breaks_off_after_each_byte(house: Callable[..., Store], ending: Ending) -> None:
    door = Door(ending=ending)
    faults: list[MailboxFault] = []  # kept, so that no connection is closed only because nobody knows it any more
    with behind(door, honest) as server:
        reading = Reading(house, server)
        reading.polls()
        reading.gets_letters()
        reading.polls()
        whole = bytes(door.said)
        for count, length in enumerate(range(0, len(whole), EVERY[ending]), 1):
            reading.gets_letters()
            door.allowed = length
            try:
                reading.polls(hasty=ending is Ending.SILENCE)
            except MailboxFault as fault:
                faults.append(fault)
            assert door.has_cut or ending is Ending.SILENCE, length
            door.allowed = None
            if count % 4 == 0:  # each poll is the next poll of the one before; now and then one gets through
                reading.polls()
                assert reading.is_whole(), length
        reading.polls()
    assert all(raw in whole for raw in (*two_letters(0), b"+ idling", b"* BYE bye\r\n"))
    assert reading.is_whole()
    assert server.changed == []
    assert settled(lambda: not door.left_open)
    with Session(reading.store.engine) as session:
        taken = Counter(session.scalars(select(LedgerRow.digest)))
        answered = Counter(session.scalars(select(MailRow.source).where(MailRow.prompted)))
    digests = [read(raw).envelope.digest for raw in reading.written]
    assert taken == Counter(digests), "none was taken cut"
    assert answered == Counter(map(key_of, digests[::2]))


# --- the way out ------------------------------------------------------------------------------------------------------


class Sending:
    """One network that hands a mail at a time to a faulty server; time goes on by the hour."""

    def __init__(self, house: Callable[..., Store], server: FaultySmtp) -> None:
        self._server = server
        server.extensions = ("AUTH PLAIN", "SIZE 1000000")
        smtp = SmtpSettings(host="127.0.0.1", port=server.port, security="none", username=ME, timeout_seconds=PATIENT)
        self.store = house(smtp=smtp)
        self._now = NOW
        self._patient = self._worker(self.store.settings)
        hasty = smtp.model_copy(update={"timeout_seconds": HASTY})
        self._hasty = self._worker(self.store.settings.model_copy(update={"smtp": hasty}))
        self._priya = next(one for one in self.store.register.champions() if one.name == PRIYA.name)

    def _worker(self, settings: Settings) -> Worker:
        return Worker(settings, self.store, writer(self.store), lambda: self._now)

    def plans(self, source: str) -> int:
        """A mail is written; its number."""
        self.store.plan(source, [replace(sample("question/answer"), to=self._priya)], writer(self.store), self._now)
        return self.store.queue.listed()[0].id

    def delivers(self, *, hasty: bool = False) -> None:
        """What may leave now is tried once."""
        worker = self._hasty if hasty else self._patient
        with suppress(TransportFault):
            worker.deliver()
        worker._deliverer.settle_doubts(None)
        self._now += timedelta(hours=1)

    def state(self, number: int) -> str:
        return self.store.queue.get(number).state

    def is_shown(self, number: int) -> bool:
        """Whether a person is asked about it."""
        return any(one.source.endswith(f":{number}") for one in self.store.register.questions())

    def came(self, number: int) -> int:
        """How often the server had it with its final dot."""
        message_id = self.store.queue.get(number).message_id.encode()
        return sum(message_id in raw for raw in self._server.taken)


@pytest.mark.parametrize("ending", Ending)
def test_the_way_out_breaks_off_after_each_byte(house: Callable[..., Store], ending: Ending) -> None:
    door, seen = Door(ending=ending), Counter[str]()
    with behind(door, FaultySmtp) as server:
        sending = Sending(house, server)
        sending.plans("test:whole")
        sending.delivers()
        whole = bytes(door.said)
        for length in range(0, len(whole), EVERY[ending] // 4 + 1):
            number = sending.plans(f"test:{length}")
            door.allowed = length
            sending.delivers(hasty=ending is Ending.SILENCE)
            state = sending.state(number)
            seen[state] += 1
            assert state in {"planned", "unknown", "sent"}, length
            assert settled(lambda: sending.came(number) == (state != "planned")), length  # noqa: B023
            assert sending.is_shown(number) == (state == "unknown"), length
            door.allowed = None
            for _ in range(2):
                sending.delivers()
            assert sending.came(number) == 1, length
            assert sending.state(number) == ("unknown" if state == "unknown" else "sent"), length
    assert whole.endswith(b"250 queued as 1\r\n221 bye\r\n")
    assert set(seen) == {"planned", "unknown", "sent"}
    if ending is Ending.CLOSE:
        assert seen["unknown"] == len(b"250 queued as 1\r\n")
    assert settled(lambda: not door.left_open)


STEPS = ("banner", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "END")
ABOUT_THE_SERVER = {"banner", "EHLO", "AUTH"}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("code", [421, 451, 500, 554])
def test_a_no_at_each_step_is_tried_again_or_shown(house: Callable[..., Store], step: str, code: int) -> None:
    with faulty_smtp(**{step: answers(f"{code} 4.3.0 no", then_closes=code == 421)}) as server:
        sending = Sending(house, server)
        number = sending.plans("test:1")
        sending.delivers()
        came = int(step == "END")
        assert sending.came(number) == came
        final = code >= 500 and step not in ABOUT_THE_SERVER
        assert sending.state(number) == ("failed" if final else "planned")
        assert sending.is_shown(number) == final
        for _ in range(2):
            sending.delivers()
        assert sending.state(number) == ("failed" if final else "sent")
        assert sending.came(number) == came + (not final)  # the one before was refused, after its dot


def test_a_server_that_hangs_before_its_last_reply_may_have_taken_it(
    house: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "LAST_REPLY_FACTOR", 1)
    with faulty_smtp(END=hangs) as server:
        sending = Sending(house, server)
        number = sending.plans("test:1")
        sending.delivers(hasty=True)
        for _ in range(3):
            assert (sending.state(number), sending.is_shown(number)) == ("unknown", True)
            assert settled(lambda: sending.came(number) == 1)
            sending.delivers()
