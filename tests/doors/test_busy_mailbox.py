"""The mailbox under stress, by the worker's own hand: Junk, full and vanished folders, new numbers, busy people."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailflow.inbox import fetch as fetching
from mailflow.inbox import imap as reading
from mailflow.inbox.imap import Mailbox
from mailflow.settings import Dial, ImapSettings, SendingSettings
from mailflow.store import Store
from mailflow.worker import Worker
from tests.databases import DATABASES
from tests.doors.conftest import _Servers
from tests.doors.servers.dovecot import Dovecot, dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.scripted_imap import scripted_imap
from tests.doors.test_gate import plans
from tests.doors.test_store import ORGANISATIONS, PEOPLE, writer
from tests.people import NOW, PRIYA, SETTINGS, TOM

pytestmark = pytest.mark.doors

House = Callable[..., Store]


@pytest.fixture
def lead(person: Callable[..., Person]) -> Person:
    """Who works in the mailbox beside us."""
    return person("champions", domain="statistics.example")


def open_house(folder: Path, imap: ImapSettings) -> Store:
    """A network whose mailbox that is, and whose mails are drafts."""
    changed = {
        "network": SETTINGS.network.model_copy(update={"mailbox": imap.username}),
        "database": DATABASES.settings_in(folder),
        "imap": imap,
        "sending": SendingSettings(dial=Dial.DRAFTS),
    }
    store = Store.open(SETTINGS.model_copy(update=changed), b"k" * 32)
    store.register.keep_organisations(ORGANISATIONS)
    store.register.keep(PEOPLE, NOW, "for a test")
    return store


@pytest.fixture
def house(tmp_path: Path, lead: Person, imap_settings: Callable[..., ImapSettings]) -> Iterator[House]:
    opened = []

    def make(imap: ImapSettings | None = None, **more: object) -> Store:
        opened.append(open_house(tmp_path, imap or imap_settings(lead.address, **more)))
        return opened[-1]

    yield make
    for store in opened:
        store.engine.dispose()


def worker(store: Store) -> Worker:
    return Worker(store.settings, store, writer(store), lambda: NOW)


def polls(store: Store, mine: Worker | None = None) -> int:
    with Mailbox.open(store.settings.imap) as mailbox:
        return (mine or worker(store)).receive(mailbox)


def letter(number: int, text: str = "Please stop.", sender: str = PRIYA.address, more: str = "") -> bytes:
    return (
        f"From: {sender}\r\nTo: champions@statistics.example\r\nSubject: letter {number}\r\n"
        f"Message-ID: <{number}.{sender}>\r\n{more}\r\n{text}\r\n"
    ).encode()


def reply(store: Store, number: int, sender: str = PRIYA.address) -> bytes:
    row = next(row for row in store.queue.listed() if row.address == PRIYA.address)
    return letter(number, "I cannot make it this month, sorry", sender, f"In-Reply-To: <{row.message_id}>\r\n")


def test_junk_gives_up_what_is_surely_ours_and_keeps_all_else(house: House, lead: Person) -> None:
    store = house(junk_folder="Junk")
    plans(store, "test:1")
    forged = reply(store, 3).replace(b"In-Reply-To: <", b"In-Reply-To: <0000000-aaaaaaaaaaaaaaaa.")
    forged = forged.replace(store.queue.listed()[0].message_id.encode(), b"x@y.example")
    lead.puts(letter(1, "Win a prize! reply YES", "spam@elsewhere.example"), "Junk")
    lead.puts(letter(2, f"Subject says [UEC-{store.queue.listed()[0].code}]", "spam@elsewhere.example"), "Junk")
    lead.puts(forged, "Junk")
    lead.puts(reply(store, 4), "Junk")
    lead.puts(letter(5, "I want to join"), "Junk")
    before = lead.sees("Junk")
    assert polls(store) == 1
    assert sum(store.ledger.counts().values()) == 1
    assert store.ledger.counts(of="Junk") == store.ledger.counts()
    assert lead.sees("Junk") == before
    assert polls(store) == 0
    lead.puts(reply(store, 4))  # the person's program, or the lead's hand, brings the same mail to the inbox, too
    assert polls(store) == 0
    assert store.ledger.counts(of="INBOX") == {"duplicate": 1}


def test_a_genuine_token_in_another_hand_is_read_too_and_junk_is_not_read_unless_it_is_set(
    house: House, lead: Person
) -> None:
    store = house()
    plans(store, "test:1")
    lead.puts(reply(store, 1, "priya@home.example"), "Junk")
    assert polls(store) == 0
    assert polls(house(junk_folder="Junk")) == 1


def test_old_junk_is_not_fetched_at_first_sight(house: House, lead: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    store = house(junk_folder="Junk")
    plans(store, "test:1")
    with lead.program_open("Junk") as program:
        for number in (1, 2):
            program.append("Junk", "", '"01-Jan-2020 10:00:00 +0000"', reply(store, number))
    lead.puts(reply(store, 3), "Junk")
    fetched: list[int] = []
    plain = Mailbox.fetch

    def counted(self: Mailbox, uids: list[int], **more: int) -> Iterator[fetching.Fetched]:
        fetched.extend(uids)
        return plain(self, uids, **more)

    monkeypatch.setattr(Mailbox, "fetch", counted)
    assert polls(store) == 1
    assert fetched == [3]
    with Mailbox.open(store.settings.imap) as mailbox:
        assert worker(store).receive(mailbox) == 0
    assert fetched == [3]


def test_a_folder_that_vanishes_stops_no_other_and_is_read_when_it_is_back(
    house: House, lead: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with lead.program_open() as program:
        program.create("Desk")
    store = house(folders=("INBOX", "Desk"), junk_folder="Spam")
    lead.puts(letter(1), "Desk")
    assert polls(store) == 1
    with lead.program_open() as program:
        program.delete("Desk")
    lead.puts(letter(2))
    assert polls(store) == 1
    assert "no folder “Desk”" in caplog.text
    assert "no folder “Spam”" in caplog.text
    with lead.program_open() as program:
        program.create("Desk")
    lead.puts(letter(1), "Desk")  # the person's program puts it back: other numbers, the same mail
    lead.puts(letter(3), "Desk")
    assert polls(store) == 1
    assert store.ledger.counts(of="Desk").get("duplicate", 0) == 0
    assert {pulse.name for pulse in store.pulses.all()} == {"folder:INBOX", "folder:Desk"}


def meanwhile(monkeypatch: pytest.MonkeyPatch, after: int, act: Callable[[], object]) -> None:
    """Let ``act`` happen once, when so many mails have been fetched of those that a poll asked for."""
    plain, done = Mailbox.fetch, []
    monkeypatch.setattr(reading, "BATCH_COUNT", 1)

    def fetch(self: Mailbox, uids: list[int], **more: int) -> Iterator[fetching.Fetched]:
        for number, fetched in enumerate(plain(self, uids, **more), 1):
            yield fetched
            if number == after and not done:
                done.append(True)
                act()

    monkeypatch.setattr(Mailbox, "fetch", fetch)


def test_new_numbers_in_the_middle_of_a_poll_lose_and_repeat_nothing(
    house: House, lead: Person, imap: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = house()
    for number in range(1, 7):
        lead.puts(letter(number))

    def renumber() -> None:
        imap.doveadm("mailbox", "update", "-u", lead.address, "--uid-validity", "4711", "INBOX")

    meanwhile(monkeypatch, 3, renumber)
    mine = worker(store)
    handled = 0
    for _ in range(3):
        try:
            handled += polls(store, mine)
        except reading.ServerGone:  # Dovecot closes the session whose folder was renumbered
            handled = sum(store.ledger.counts().values())
    assert sum(store.ledger.counts().values()) == 6
    assert store.ledger.counts().get("duplicate", 0) == 0
    cursor = store.ledger.cursor("INBOX")
    assert cursor is not None
    assert cursor.uidvalidity == 4711


def test_people_who_move_flag_and_delete_meanwhile_change_nothing_but_their_own(
    house: House, lead: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = house()
    for number in range(1, 7):
        lead.puts(letter(number))

    def work() -> None:
        with lead.program_open() as program:
            program.uid("STORE", "3", "+FLAGS", r"(\Flagged \Seen)")
            program.uid("STORE", "4", "+FLAGS", r"(\Deleted)")
            program.expunge()
            program.uid("MOVE", "5", "Junk")

    meanwhile(monkeypatch, 2, work)
    assert polls(store) == 4
    assert store.ledger.counts()["gone"] == 2
    assert ["\\Seen" in facts for facts, _ in lead.sees()] == [False, False, True, False]
    lead.puts(letter(5))  # moved back: another number, and it has not been read yet
    assert polls(store) == 1


@pytest.fixture
def small(servers: _Servers) -> Dovecot:
    quota = (
        "mail_plugins = quota\nprotocol imap {\n mail_plugins = quota imap_quota\n}\n"
        "plugin {\n quota = count:all\n quota_vsizes = yes\n quota_rule = *:storage=64K\n quota_grace = 0\n}\n"
    )
    return servers.get("Dovecot with quota", lambda: dovecot(extra=quota))


def test_a_full_mailbox_takes_no_draft_and_gets_each_once_when_there_is_room(
    house: House, small: Dovecot, lead: Person
) -> None:
    me = Person(lead.address, small.imap_port, 0, small.password)
    me.puts(letter(1, "x" * 65_000))
    store = house(
        ImapSettings(host="127.0.0.1", port=small.imap_port, security="none", username=me.address, timeout_seconds=5)
    )
    plans(store, "test:1")
    mine = worker(store)
    for _ in range(2):
        with Mailbox.open(store.settings.imap) as mailbox:
            mine._deliverer.put_drafts(mailbox)
            assert mailbox.select("INBOX").exists == 1  # the connection still stands
    assert [row.state for row in store.queue.listed()] == ["draft"]
    (question,) = store.register.questions()
    assert "No draft can be put aside" in question.reason
    assert "OVERQUOTA" in question.reason.upper()
    with me.program_open() as program:
        program.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
        program.expunge()
    with Mailbox.open(store.settings.imap) as mailbox:
        mine._deliverer.put_drafts(mailbox)
    assert [row.state for row in store.queue.listed()] == ["drafted"]
    assert len(me.sees("Drafts")) == 1


def test_a_draft_whose_last_reply_was_lost_is_not_put_aside_twice(house: House, lead: Person) -> None:
    store = house()
    plans(store, "test:1")
    ((number, raw),) = store.queue.drafts(NOW)
    del number
    lead.puts(raw, "Drafts", r"(\Draft)")
    with Mailbox.open(store.settings.imap) as mailbox:
        worker(store)._deliverer.put_drafts(mailbox)
    assert [row.state for row in store.queue.listed()] == ["drafted"]
    assert len(lead.sees("Drafts")) == 1


MANY = 20_000


def test_twenty_thousand_waiting_mails_are_never_in_memory_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", "open-sesame")
    body = b"x" * 400
    found = "* SEARCH " + " ".join(map(str, range(1, MANY + 1)))

    def fetched(command: str) -> str:
        uids = _uids(command.split()[2])
        whole = "BODY" in command
        return "".join(
            f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(body)}"
            + (f' FLAGS () INTERNALDATE "10-Nov-2026 10:00:00 +0000" BODY[] {{{len(body)}}}\r\n{body.decode()}' * whole)
            + ")\r\n"
            for uid in uids
        )

    replies = {
        "EXAMINE": f"* {MANY} EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT {MANY + 1}] x\r\n{{tag}} OK done",
        "UID SEARCH": f"{found}\r\n{{tag}} OK done",
    }
    with scripted_imap(replies, says={"UID FETCH": fetched}) as server:
        settings = ImapSettings(
            host="127.0.0.1", port=server.port, security="none", username=TOM.address, timeout_seconds=20
        )
        with Mailbox.open(settings) as mailbox:
            uids = mailbox.new_uids("INBOX")
            assert len(uids) == MANY
            alive = []
            for count, mail in enumerate(mailbox.fetch(uids), 1):
                assert mail.raw == body
                if count % 2000 == 50:  # in the middle of a batch
                    alive.append(sum(isinstance(one, fetching.Fetched) for one in gc.get_objects()))
    assert count == MANY
    assert max(alive) <= reading.BATCH_COUNT, alive


def _uids(spec: str) -> list[int]:
    uids: list[int] = []
    for part in spec.split(","):
        first, _, last = part.partition(":")
        uids.extend(range(int(first), int(last or first) + 1))
    return uids
