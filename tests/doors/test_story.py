"""The whole story over real servers: join, confirm, draw, update, remind, skip, pause, leave; month by month.

Dovecot and Postfix are real, people write and read with mail programs of their own, and the worker is a process of its
own that is let in at played moments. On SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.doors.network import Network, network, subject_without_code
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix

pytestmark = pytest.mark.doors

FOREIGN = [
    ("RPI", "Please advise the RPI figure for March 1987."),
    ("Champion", "I'd like to become a Harmonisation Champion for HMRC. Can you let me know what's involved?"),
    ("Newsletter", "The latest from the world of statistics. To unsubscribe, click here."),
    ("Invoice 4711", "Please find attached our invoice."),
    ("Question about CPIH", "Which index should I use for a rent review?"),
    ("Press enquiry", "We are writing a piece on inflation and would like to speak to a statistician."),
    ("Data request", "Could you send me the population estimates by ward?"),
    ("Re: your ticket 1234", "Thanks, that answers my question."),
    ("Training", "Is there a course on seasonal adjustment this spring?"),
    ("FOI request", "Under the Freedom of Information Act I request the following information."),
]
PEOPLE = [
    ("priya.raman", "dft"), ("tom.ashworth", "orr"), ("eilidh.munro", "sg"), ("dylan.evans", "wg"),
    ("grace.okafor", "ofsted"), ("ruth.castellano", "dwp"), ("wei.zhang", "dbt"), ("leo.fairweather", "ons"),
    ("aisha.bello", "moj"),
]  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]
) -> Network:
    url = f"sqlite:///{tmp_path}/mailflow.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("database").new_database()
    mailbox = person("gsshelp", smtp=smtp, domain="statistics.example")
    return network(tmp_path, imap, smtp, mailbox, url=url)


def subjects(mails: list[EmailMessage]) -> list[str]:
    return [subject_without_code(str(mail["Subject"])) for mail in mails]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_network_lives_by_mail(house: Network, person: Callable[..., Person], smtp: Postfix) -> None:
    town = [person(name, smtp=smtp, domain=f"{home}.example") for name, home in PEOPLE]
    newcomer, members = town[0], town[1:]
    rows = "".join(f"{one.name},{one.address},{home}\n" for one, (_, home) in zip(members, PEOPLE[1:], strict=True))
    people = house.folder / "people.csv"
    people.write_text("name,address,organisation\n" + rows)
    house.run("champions", "import", str(people))
    outsider = person("gerald", smtp=smtp, domain="mail.example")
    for subject, text in FOREIGN:
        outsider.writes(to=house.mailbox.address, subject=subject, text=text)
    house.mailbox.waits_for(len(FOREIGN))
    foreign = house.mailbox.sees()

    # A newcomer writes in, is asked to confirm, confirms by replying, is welcomed.
    newcomer.writes(
        to=house.mailbox.address, subject="champion", text="Can I be a user engagement champion please\n\nPriya"
    )
    house.mailbox.waits_for(len(FOREIGN) + 1)
    house.works("2026-11-27T10:00+00:00")
    (asked,) = newcomer.waits_for(1)
    assert subject_without_code(asked["Subject"]) == "Please confirm you want to be a user engagement champion"
    newcomer.replies(asked, "Yes please, happy to!")
    house.mailbox.waits_for(len(FOREIGN) + 2)
    house.works("2026-11-27T11:00+00:00")
    assert subjects(newcomer.waits_for(2))[1] == "Welcome to the user engagement champions network"

    # The first Tuesday: everybody active is drawn, and each group gets its mail; a second run sends nothing new.
    house.works("2026-12-01T09:35+00:00")
    house.works("2026-12-01T09:35+00:00")
    groups = [one.waits_for(3 if one is newcomer else 1)[-1] for one in town]
    assert {subject_without_code(mail["Subject"]) for mail in groups} == {"Your December Champion Chat group"}
    assert all(3 <= len(str(mail["To"]).split(",")) <= 5 for mail in groups)
    assert [len(one.reads()) for one in town] == [3] + [1] * 8

    # Arranging it among themselves is answered by nobody. One cannot make it; the others hear of it.
    talker = town[1]
    talker.replies(groups[1], "Hi all, lovely to e-meet you. Tuesday 2pm works for me.", everyone=True)
    skipper = town[3]
    skipper.replies(groups[3], "Sorry can't do December, we've got a release going out. Put me back in for January.")
    house.mailbox.waits_for(len(FOREIGN) + 4)
    house.works("2026-12-02T10:00+00:00")
    assert subjects(skipper.waits_for(2))[-1] == "You are out of the chats for December"
    changed = [one for one in town if "has changed" in subjects(one.reads())[-1]]
    assert skipper not in changed
    assert len(changed) >= 2

    # After the chat each is asked for an update; replies get a receipt; who is silent gets one reminder.
    house.works("2026-12-21T09:35+00:00")
    answered, silent = [], []
    for one in town:
        request = [mail for mail in one.reads() if str(mail["Subject"]).startswith("Your update for December")]
        if one is skipper:
            assert not request
            continue
        (answered if len(answered) < 4 else silent).append((one, request[0]))
    words = "We have launched the strategy internally, with an email to all 900 analysts."
    for one, request_mail in answered[:3]:
        one.replies(request_mail, words)
    answered[3][0].replies(answered[3][1], "We met, nothing to report from our side this month.")
    house.mailbox.waits_for(len(FOREIGN) + 8)
    house.works("2026-12-22T10:00+00:00")
    receipt = answered[0][0].reads()[-1]
    assert subject_without_code(receipt["Subject"]) == "Thank you: we have your update for December"
    assert "internal launch" in text_of(receipt)
    assert subjects(answered[3][0].reads())[-1] == "Thank you for your answer for December"
    house.works("2026-12-29T09:35+00:00")
    house.works("2026-12-30T09:35+00:00")
    for one, _ in silent:
        assert subjects(one.reads()).count("Reminder: your update for December") == 1
    for one, _ in answered:
        assert "Reminder: your update for December" not in subjects(one.reads())

    # One leaves, at once and for good; one pauses.
    leaver, pauser = answered[1], silent[0]
    leaver[0].replies(leaver[1], "Please take me off the list, I am not doing this any more.")
    pauser[0].replies(pauser[1], "Please pause me, I'll be back on 1 March 2027.")
    house.mailbox.waits_for(len(FOREIGN) + 10)
    house.works("2026-12-31T10:00+00:00")
    assert subjects(leaver[0].reads())[-1] == "We have taken you off the list"
    assert subjects(pauser[0].reads())[-1] == "You are paused from 31 December 2026"
    before = len(leaver[0].reads()), len(pauser[0].reads())
    house.works("2027-01-05T09:35+00:00")
    assert (len(leaver[0].reads()), len(pauser[0].reads())) == before
    assert subjects(skipper.reads())[-1] == "Your January Champion Chat group"
    house.works("2027-03-01T09:35+00:00")
    assert subjects(pauser[0].reads())[-1] == "Would you like to come back to the champions?"

    # What is not ours is as it was, and every message has one outcome.
    assert house.mailbox.sees()[: len(FOREIGN)] == foreign
    account = house.lines("account")[0]
    assert account["not_ours"] >= len(FOREIGN) - 2  # a newsletter or a ticket may be recorded as ignored instead
    assert account["in"] == len(house.mailbox.sees())
    assert not house.lines("outbox", "list")


def test_the_same_mail_twice_and_a_rescan_are_answered_once(
    house: Network, person: Callable[..., Person], smtp: Postfix, imap: Dovecot
) -> None:
    priya = person("priya.raman", smtp=smtp, domain="dft.example")
    priya.writes(
        to=house.mailbox.address, subject="champion", text="Can I be a user engagement champion please\n\nPriya"
    )
    house.mailbox.waits_for(1)
    ((_, raw),) = house.mailbox.sees()
    house.works("2026-11-27T10:00+00:00")
    house.mailbox.puts(raw)
    house.works("2026-11-27T10:05+00:00")
    assert len(priya.waits_for(1)) == 1
    _renumber(house, imap)
    house.works("2026-11-27T10:10+00:00")
    house.works("2026-11-27T10:15+00:00")
    assert len(priya.reads()) == 1
    account = house.lines("account")[0]
    assert (account["handled"], account["duplicate"], account["in"]) == (1, 1, 2)


def _renumber(house: Network, imap: Dovecot) -> None:
    """Give the folder a new UIDVALIDITY, as a restored or migrated server does."""
    known = imap.doveadm("mailbox", "status", "-u", house.mailbox.address, "uidvalidity", "INBOX")
    changed = str(int(known.rpartition("=")[2]) + 5)
    imap.doveadm("mailbox", "update", "-u", house.mailbox.address, "--uid-validity", changed, "INBOX")


def test_claimed_mail_is_moved_only_where_the_settings_say_so(
    tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]
) -> None:
    mailbox = person("gsshelp", smtp=smtp, domain="statistics.example")
    with mailbox.program_open() as line:
        line.create("Champions")
    house = network(tmp_path, imap, smtp, mailbox, imap_more='claimed_folder = "Champions"')
    priya = person("priya.raman", smtp=smtp, domain="dft.example")
    priya.writes(to=mailbox.address, subject="champion", text="Can I be a user engagement champion please")
    outsider = person("gerald", smtp=smtp, domain="mail.example")
    outsider.writes(to=mailbox.address, subject="RPI", text="Please advise the RPI figure for March 1987.")
    mailbox.waits_for(2)
    house.works("2026-11-27T10:00+00:00")
    assert [mail["Subject"] for mail in mailbox.reads()] == ["RPI"]
    assert [mail["Subject"] for mail in mailbox.reads("Champions")] == ["champion"]
