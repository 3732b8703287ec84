"""The lead answers with a mail program of their own; the worker finds it in Sent, and leaves no trace there."""

from __future__ import annotations

import imaplib
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path

import pytest

from tests.doors.network import Network, network
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix

pytestmark = pytest.mark.doors


@pytest.fixture
def house(tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]) -> Network:
    return network(tmp_path, imap, smtp, person("gsshelp", smtp=smtp, domain="statistics.example"))


def answer(house: Network, letter: EmailMessage) -> bytes:
    """The lead's reply as their program keeps it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = house.mailbox.address, str(letter["From"]), f"RE: {letter['Subject']}"
    mail["Message-ID"] = make_msgid(domain="statistics.example")
    mail["In-Reply-To"] = mail["References"] = str(letter["Message-ID"])
    mail.set_content("Hello\n\nYes, that is fine.\n\nNatasha")
    return mail.as_bytes()


def test_a_reply_by_hand_settles_the_question_and_leaves_no_trace(
    house: Network, person: Callable[..., Person], smtp: Postfix
) -> None:
    tom = person("tom.ashworth", smtp=smtp, domain="orr.example")
    house.run("champions", "add", "--name", "Tom", "--address", tom.address, "--organisation", "ORR")
    letter = tom.writes(
        to=house.mailbox.address, subject="Champion emails",
        text="I have now had five emails from you in nine days. Please can someone look at this.\n\nTom",
    )  # fmt: skip
    house.mailbox.waits_for(1)
    house.works("2026-11-10T10:00+00:00")
    assert len(house.lines("questions", "list")) == 1
    house.mailbox.puts(answer(house, letter), "Sent", r"(\Answered)")
    before = house.mailbox.sees("Sent")
    house.works("2026-11-10T11:00+00:00")
    house.works("2026-11-10T11:00+00:00")
    assert house.lines("questions", "list") == []
    assert house.lines("questions", "list", "--settled")[0]["answer"].startswith("answered by hand on ")
    assert house.mailbox.sees("Sent") == before
    account = house.lines("account")[0]
    assert (account["in"], account["sent_by_people"]) == (1, {"by_hand": 1})


def test_our_own_mail_in_sent_is_nobodys_answer(house: Network, person: Callable[..., Person], smtp: Postfix) -> None:
    priya = person("priya.raman", smtp=smtp, domain="dft.example")
    priya.writes(to=house.mailbox.address, subject="champion", text="Can I be a user engagement champion please")
    house.mailbox.waits_for(1)
    house.works("2026-11-10T10:00+00:00")
    (ours,) = priya.waits_for(1)
    house.mailbox.puts(ours.as_bytes(), "Sent")
    house.works("2026-11-10T11:00+00:00")
    assert "sent_by_people" not in house.lines("account")[0]


def test_a_long_sent_folder_is_not_read_whole_at_first_sight(house: Network) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = house.mailbox.address, "g@mail.example", "RPI"
    mail.set_content("It was 100.6.")
    with house.mailbox.program_open("Sent") as line:
        for days in (400, 30, 1):
            mail["Message-ID"] = make_msgid(domain="statistics.example")
            at = imaplib.Time2Internaldate(time.time() - days * 86400)
            assert line.append("Sent", "", at, mail.as_bytes())[0] == "OK"
            del mail["Message-ID"]
    house.run("work", "--once")
    assert house.lines("account")[0]["sent_by_people"] == {"not_ours": 1}


def test_without_a_sent_folder_the_rest_goes_on(
    tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]
) -> None:
    mailbox = person("gsshelp", smtp=smtp, domain="statistics.example")
    house = network(tmp_path, imap, smtp, mailbox, imap_more='sent_folder = "Sent Items"')
    said = house.works("2026-11-10T10:00+00:00")
    assert "has no folder “Sent Items”" in said
    assert "Traceback" not in said
