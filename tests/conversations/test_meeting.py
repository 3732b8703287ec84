"""A meeting from the invitation to the thanks, as people meet it: read the snapshots as letters."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from sqlalchemy import inspect
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Status
from tests.conversations.town import MAILBOX, Town, as_letters, body_of

PEOPLE = {
    "priya": ("Priya Raman", "priya.raman@dft.example", "DfT"),
    "tom": ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
    "eilidh": ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
    "dylan": ("Dylan Evans", "dylan.evans@wg.example", "WG"),
    "ruth": ("Ruth Castellano", "ruth.castellano@dwp.example", "DWP"),
    "hannah": ("Hannah Lindqvist", "h.lindqvist@ofs.example", "OfS"),
}
MEETING = "2026-12-09"


def settle(folder: Path, **more: bool) -> Town:
    made = Town(folder, meetings=True, **{"chats": False, **more})
    made.has(*(Champion(0, name, address, home, Status.ACTIVE) for name, address, home in PEOPLE.values()))
    return made


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path)


def mailbox(who: str) -> str:
    return f"{PEOPLE[who][0]} <{PEOPLE[who][1]}>"


def by_person(mails: list[EmailMessage]) -> dict[str, EmailMessage]:
    short = {address: who for who, (_, address, _) in PEOPLE.items()}
    return {short.get(mail["To"].addresses[0].addr_spec, mail["To"].addresses[0].addr_spec): mail for mail in mails}


def invited(town: Town) -> dict[str, EmailMessage]:
    town.wakes("2026-11-11T14:00+00:00")
    town.wakes("2026-11-11T15:01+00:00")
    return by_person(town.says())


def words_of(mail: EmailMessage) -> str:
    """The words of a letter, wherever its lines break."""
    return " ".join(body_of(mail).split())


def entry_of(mail: EmailMessage) -> str:
    """The calendar entry of a letter, unfolded."""
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    return re.sub(r"\r?\n[ \t]", "", part.get_content())


def value_of(entry: str, name: str) -> str:
    found = re.search(rf"(?<=BEGIN:VEVENT).*?^{name}[^:\n]*:([^\r\n]*)", entry, re.DOTALL | re.MULTILINE)
    assert found is not None, name
    return found[1]


OUTLOOK = "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:GMT Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nATTENDEE;PARTSTAT={state};CN={name}:mailto:{address}\r\nCOMMENT;LANGUAGE=en-GB:{comment}\\n\r\nUID:{uid}\r\nSUMMARY;LANGUAGE=en-GB:Accepted: User engagement champions meeting\r\nDTSTART;TZID=GMT Standard Time:20261209T140000\r\nSEQUENCE:{sequence}\r\nDTSTAMP:20261112T101500Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"  # fmt: skip  # noqa: E501
GOOGLE = "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nDTSTART:20261209T140000Z\r\nDTEND:20261209T160000Z\r\nDTSTAMP:20261112T101500Z\r\nORGANIZER;CN=User engagement champions:mailto:gsshelp@statistics.example\r\nUID:{uid}\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={state};CN=\r\n {name};X-NUM-GUESTS=0:mailto:{address}\r\nSEQUENCE:{sequence}\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"  # fmt: skip  # noqa: E501
APPLE = 'BEGIN:VCALENDAR\r\nCALSCALE:GREGORIAN\r\nVERSION:2.0\r\nPRODID:-//Apple Inc.//macOS 15.1//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261112T101500Z\r\nATTENDEE;CN="{name}";CUTYPE=INDIVIDUAL;EMAIL="{address}";PARTSTAT={state}:mailto:{address}\r\nDTSTART;TZID=Europe/London:20261209T140000\r\nSEQUENCE:{sequence}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'  # fmt: skip  # noqa: E501
WORDS_BY_GOOGLE = "{name} has accepted this invitation.\n\nInvitation from Google Calendar"


def by_calendar(
    town: Town, who: str, invitation: EmailMessage, program: str, state: str, *, method: str = "REPLY",
    comment: str = "", sequence: int | None = None, proven: bool = True, uid: str = "",
) -> None:  # fmt: skip
    """Somebody answers by calendar, as that program writes it."""
    name, address, _ = PEOPLE[who]
    entry = entry_of(invitation)
    mail = EmailMessage(policy=SMTP)
    if proven:
        mail["Authentication-Results"] = f"mx.statistics.example; dmarc=pass header.from={address.rpartition('@')[2]}"
    mail["From"], mail["To"] = f"{name} <{address}>", MAILBOX
    mail["Subject"] = f"{state.capitalize()}: User engagement champions meeting"
    town._count += 1
    mail["Message-ID"] = f"<{town._count}@{address.rpartition('@')[2]}>"
    mail["Date"] = town.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    mail.set_content(WORDS_BY_GOOGLE.format(name=name) if program is GOOGLE else "")
    text = program.format(
        method=method, state=state, name=name, address=address, uid=uid or value_of(entry, "UID"), comment=comment,
        sequence=value_of(entry, "SEQUENCE") if sequence is None else sequence,
    )  # fmt: skip
    mail.add_alternative(text, subtype="calendar", params={"method": method})
    town.takes(mail.as_bytes())


def answers(town: Town, number: str = MEETING) -> dict[str, str]:
    people = {one.id: one.address for one in town.store.register.champions()}
    short = {address: who for who, (_, address, _) in PEOPLE.items()}
    return {short.get(people.get(one.champion, ""), one.name): one.says for one in town.store.minutes.answers(number)}


def answered(town: Town, mails: dict[str, EmailMessage]) -> None:
    """Everybody answers in their own way."""
    town.replies(mailbox("priya"), "YES", mails["priya"])
    town.replies(
        mailbox("dylan"),
        "Should be able to make it but will need to drop off at 3 as I've got the school run. Can I have the slides in "
        "advance please, I use a screen reader.\n\nDylan",
        mails["dylan"],
    )
    town.replies(
        mailbox("ruth"),
        "I'm in Leeds that day I'm afraid. Joanna Fell from my team will come in my place - joanna.fell@dwp.example - "
        "please send her the link.",
        mails["ruth"],
    )
    by_calendar(town, "hannah", mails["hannah"], OUTLOOK, "ACCEPTED")
    by_calendar(town, "tom", mails["tom"], GOOGLE, "ACCEPTED")
    by_calendar(town, "eilidh", mails["eilidh"], APPLE, "TENTATIVE")


def test_a_meeting_from_invitation_to_thanks(town: Town, snapshot: SnapshotAssertion) -> None:
    town.wakes("2026-11-11T14:00+00:00")
    assert as_letters(town.tells_lead()[:1]) == snapshot(name="the lead may stop it")
    mails = invited(town)
    assert len(mails) == 6
    assert as_letters([mails["priya"]]) == snapshot(name="invitation")

    answered(town, mails)
    assert answers(town) == {
        "priya": "yes", "dylan": "yes", "ruth": "no", "Joanna Fell": "yes", "hannah": "yes", "tom": "yes",
        "eilidh": "maybe",
    }  # fmt: skip
    told = by_person(town.says())
    assert set(told) == {"priya", "dylan", "ruth", "joanna.fell@dwp.example"}  # calendar programs hear nothing
    assert as_letters([told["dylan"], told["ruth"]]) == snapshot(name="receipts")
    assert as_letters([told["joanna.fell@dwp.example"]]) == snapshot(name="a guest")
    assert not town.store.register.find("joanna.fell")

    town.wakes("2026-11-12T08:30+00:00")
    (brief,) = town.tells_lead()
    assert "screen reader" in words_of(brief)
    town.lead_replies("1 https://meet.example/champions", brief)
    assert as_letters(town.tells_lead()) == snapshot(name="the way in")

    town.wakes("2026-12-04T10:00+00:00")
    town.wakes("2026-12-04T11:01+00:00")
    reminders = by_person(town.says())
    assert set(reminders) == set(PEOPLE) - {"ruth"} | {"joanna.fell@dwp.example"}
    assert as_letters([reminders["tom"], reminders["eilidh"]]) == snapshot(name="reminders")

    town.wakes("2026-12-08T12:00+00:00")
    town.wakes("2026-12-08T13:01+00:00")
    groups = by_person(town.says())
    assert set(groups) == {"priya", "tom", "hannah", "joanna.fell@dwp.example"}  # Dylan leaves at 3pm
    assert as_letters([groups["priya"]]) == snapshot(name="group")

    town.wakes("2026-12-09T16:00+00:00")
    assert town.store.minutes.needs(MEETING) == []
    town.wakes("2026-12-10T08:30+00:00")
    (brief,) = town.tells_lead()[-1:]
    assert as_letters([brief]) == snapshot(name="the lead is asked")
    numbers = {one.intent: one.id for one in town.store.register.questions()}
    town.lead_replies(
        f"{numbers['attendance']} all but Hannah Lindqvist\n"
        f"{numbers['summary']} We agreed to try the new templates. The slides are on the hub.",
        brief,
    )
    assert as_letters(town.tells_lead()) == snapshot(name="attendance")

    town.wakes("2026-12-11T10:00+00:00")
    town.wakes("2026-12-11T11:01+00:00")
    thanks = by_person(town.says())
    assert set(thanks) == {"priya", "dylan", "tom", "joanna.fell@dwp.example"}
    assert as_letters([thanks["priya"]]) == snapshot(name="thanks")
    assert all("joanna" not in f"{one.name} {one.address}".lower() for one in town.store.minutes.answers(MEETING))


def everything_held(town: Town) -> str:
    """All that stands in the database, mails as their readers see them."""
    tables = inspect(town.store.engine).get_table_names()
    with town.store.engine.connect() as connection:
        rows = [row for name in tables for row in connection.exec_driver_sql(f'select * from "{name}"').fetchall()]
    cells = [cell for row in rows for cell in row]
    mails = [message_from_bytes(cell, policy=default) for cell in cells if isinstance(cell, bytes)]
    return " ".join([*map(str, cells), *(body_of(mail) for mail in mails if mail.get_body(("plain",)))])


def test_needs_are_nowhere_once_the_meeting_is_over(town: Town) -> None:
    answered(town, invited(town))
    town.wakes("2026-11-12T08:30+00:00")
    town.tells_lead()
    town.says()
    assert "screen" in everything_held(town)
    town.wakes("2026-12-09T16:00+00:00")
    assert "screen" not in everything_held(town)


def test_change_and_cancel_keep_the_entry_and_raise_its_sequence(town: Town, snapshot: SnapshotAssertion) -> None:
    mails = invited(town)
    answered(town, mails)
    town.says()
    first = entry_of(mails["priya"])
    town.changes(MEETING, start="2026-12-16T14:30")
    town.wakes("2026-11-12T10:00+00:00")
    town.wakes("2026-11-12T11:01+00:00")
    changed = by_person(town.says())
    assert set(changed) == set(PEOPLE) | {"joanna.fell@dwp.example"}
    assert as_letters([changed["priya"]]) == snapshot(name="changed")
    second = entry_of(changed["priya"])
    assert value_of(second, "UID") == value_of(first, "UID")
    assert (value_of(first, "SEQUENCE"), value_of(second, "SEQUENCE")) == ("0", "1")
    assert value_of(second, "DTSTART") == "20261216T143000"

    by_calendar(town, "tom", changed["tom"], GOOGLE, "ACCEPTED", sequence=0)  # he still answers the old one
    by_calendar(town, "hannah", changed["hannah"], OUTLOOK, "DECLINED")
    town.replies(mailbox("priya"), "Yes, I can come", changed["priya"])
    town.says()

    town.wakes("2026-12-09T16:00+00:00")  # the day that it left
    town.wakes("2026-12-11T10:00+00:00")
    town.wakes("2026-12-11T11:01+00:00")
    reminders = by_person(town.says())
    assert set(reminders) == {"priya", "tom", "eilidh", "dylan", "ruth", "joanna.fell@dwp.example"}
    assert "We have not heard from you yet" in words_of(reminders["tom"])
    assert "look forward to seeing you" in words_of(reminders["priya"])

    town.cancels(MEETING)
    town.wakes("2026-12-14T10:00+00:00")
    town.wakes("2026-12-14T11:01+00:00")
    cancelled = by_person(town.says())
    assert set(cancelled) == set(changed)
    assert as_letters([cancelled["priya"]]) == snapshot(name="cancelled")
    third = entry_of(cancelled["priya"])
    assert (value_of(third, "UID"), value_of(third, "SEQUENCE")) == (value_of(first, "UID"), "2")
    assert "METHOD:CANCEL" in third
    town.wakes("2026-12-18T10:00+00:00")
    assert town.says() == []


def test_what_nobody_was_invited_to_is_cancelled_in_silence(town: Town) -> None:
    town.cancels(MEETING)
    town.wakes("2026-11-11T14:00+00:00")
    town.wakes("2026-11-11T15:01+00:00")
    assert town.says() == []


def test_stop_holds_invitations(town: Town) -> None:
    town.wakes("2026-11-11T14:00+00:00")
    notice = town.tells_lead()[0]
    town.lead_replies("STOP", notice)
    town.wakes("2026-11-11T15:01+00:00")
    assert town.says() == []
    assert "invitations to the meeting on 9 December 2026" in str(town.tells_lead()[0]["Subject"])


def test_a_restart_in_july_sends_no_march_invitations(town: Town) -> None:
    town.wakes("2026-12-20T10:00+00:00")
    town.wakes("2026-12-20T11:30+00:00")
    assert town.says() == []
    keys = {row.key: row.outcome for row in town.store.register.calendar()}
    assert keys[f"meeting/invite:{MEETING}"] == "dropped"


def test_a_counter_and_a_comment_are_read_by_the_lead(town: Town) -> None:
    mails = invited(town)
    by_calendar(town, "eilidh", mails["eilidh"], OUTLOOK, "TENTATIVE", method="COUNTER")
    by_calendar(town, "hannah", mails["hannah"], OUTLOOK, "ACCEPTED", comment="I may be ten minutes late")
    assert town.says() == []
    reasons = [one.reason for one in town.store.register.questions() if one.intent.startswith("rsvp")]
    assert reasons == [
        "Eilidh Munro proposes another time for the meeting; see the mail.",
        "Hannah Lindqvist wrote something beside their calendar answer.",
    ]
    town.wakes("2026-11-12T08:30+00:00")
    assert "ten minutes late" in words_of(town.tells_lead()[-1])


def test_an_answer_that_nothing_proves_needs_the_entry_itself(town: Town) -> None:
    mails = invited(town)
    by_calendar(town, "tom", mails["tom"], GOOGLE, "ACCEPTED", proven=False, uid="guessed@statistics.example")
    assert answers(town) == {}
    by_calendar(town, "tom", mails["tom"], GOOGLE, "ACCEPTED", proven=False)
    assert answers(town) == {"tom": "yes"}


def test_words_that_nothing_proves_are_asked_back(town: Town, snapshot: SnapshotAssertion) -> None:
    invited(town)
    town.hears(
        mailbox("tom"), "Invitation: user engagement champions meeting, 9 December 2026", "Yes, I will be there.",
        proven=False,
    )  # fmt: skip
    (asked,) = town.says()
    assert "Did you send us this" in str(asked["Subject"])
    assert answers(town) == {}
    town.replies(mailbox("tom"), "YES", asked)
    assert answers(town) == {"tom": "yes"}


def test_a_guest_can_say_no_and_stop(town: Town) -> None:
    mails = invited(town)
    town.replies(
        mailbox("ruth"), "Can't make it. Joanna Fell will come in my place - joanna.fell@dwp.example", mails["ruth"]
    )
    guest = by_person(town.says())["joanna.fell@dwp.example"]
    assert "attendee" in entry_of(guest).lower() and "joanna.fell@dwp.example" in entry_of(guest)
    town.replies("Joanna Fell <joanna.fell@dwp.example>", "Sorry, I can't make it.", guest)
    assert len(town.says()) == 1
    assert answers(town)["Joanna Fell"] == "no"
    town.replies("Joanna Fell <joanna.fell@dwp.example>", "Yes, I can come after all", guest)
    town.replies("Joanna Fell <joanna.fell@dwp.example>", "STOP", guest)
    assert [mail["To"].addresses[0].addr_spec for mail in town.says()] == ["joanna.fell@dwp.example"] * 2
    assert answers(town)["Joanna Fell"] == "no"
    town.wakes("2026-12-04T10:00+00:00")
    town.wakes("2026-12-04T11:01+00:00")
    assert "joanna.fell@dwp.example" not in by_person(town.says())


def test_a_delegate_of_elsewhere_waits_for_the_lead(town: Town) -> None:
    mails = invited(town)
    town.replies(
        mailbox("ruth"), "Can't make it. Joanna Fell will come in my place - joanna.fell@mail.example", mails["ruth"]
    )
    (receipt,) = town.says()
    assert "Natasha Bowen will look at this" in words_of(receipt)
    assert any("joanna.fell@mail.example" in one.reason for one in town.store.register.questions())


def test_a_talk_is_offered_and_placed(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        mailbox("tom"), "Slot at a champions meeting?",
        "Hello\n\nHappy to do 15 minutes at the February meeting on what we learned from running a user forum for 18 "
        "months, warts and all. If February is full then April is fine too.\n\nTom",
    )  # fmt: skip
    assert as_letters(town.says()) == snapshot(name="offered")
    town.wakes("2026-11-11T08:30+00:00")
    brief = town.tells_lead()[-1]
    town.lead_replies("1 2027-03", brief)
    assert as_letters(town.tells_lead()) == snapshot(name="no such meeting")
    town.lead_replies("1 2027-04", brief)
    town.tells_lead()
    assert as_letters(town.says()) == snapshot(name="placed")
    assert [(one.state, one.meeting) for one in town.store.minutes.talks()] == [("placed", "2027-04-14")]
    town.wakes("2027-03-17T14:00+00:00")
    town.wakes("2027-03-17T15:01+00:00")
    invitation = by_person(town.says())["priya"]
    assert "presentations (Tom Ashworth on running a user forum)" in words_of(invitation)


def test_no_tells_the_speaker(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(mailbox("tom"), "A talk", "I would be happy to give a talk about our user forum at a champions meeting.")
    town.says()
    town.wakes("2026-11-11T08:30+00:00")
    town.lead_replies("1 no", town.tells_lead()[-1])
    assert as_letters(town.says()) == snapshot


def test_the_months_round_is_held_inside(tmp_path: Path) -> None:
    town = settle(tmp_path, chats=True, in_meeting=True)
    mails = invited(town)
    for who in ("priya", "tom", "eilidh", "hannah"):
        town.replies(mailbox(who), "YES", mails[who])
    town.says()
    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-01T11:00+00:00")
    assert town.store.register.round("2026-12") is None
    assert town.says() == []
    town.wakes("2026-12-08T12:00+00:00")
    town.wakes("2026-12-08T13:01+00:00")
    drawn = town.store.register.round("2026-12")
    assert drawn is not None and [len(group.members) for group in drawn.groups] == [4]
    assert {"priya", "tom", "eilidh", "hannah"} <= set(by_person(town.says()))
    town.wakes("2026-12-21T09:30+00:00")
    town.wakes("2026-12-21T10:31+00:00")
    asked = [mail for mail in town.says() if "Your update" in str(mail["Subject"])]
    assert len(asked) == 4
    town.wakes("2027-01-05T09:30+00:00")
    assert town.store.register.round("2027-01") is not None


def test_a_cancelled_meeting_gives_the_month_its_round_back(tmp_path: Path) -> None:
    town = settle(tmp_path, chats=True, in_meeting=True)
    invited(town)
    town.cancels(MEETING)
    town.wakes("2026-12-01T09:30+00:00")
    assert town.store.register.round("2026-12") is not None


def test_who_leaves_or_pauses_has_it_taken_out_of_the_calendar(town: Town) -> None:
    mails = invited(town)
    (uid,) = re.findall(r"UID:(\S+)", entry_of(mails["tom"]))
    town.now = town.now.replace(day=16, hour=10)
    town.replies(mailbox("tom"), "Please take me off the list of champions.", mails["tom"])
    town.replies(mailbox("eilidh"), "Please pause me until 1 March 2027.", mails["eilidh"])
    town.replies(mailbox("ruth"), "Please pause me until 1 December 2026.", mails["ruth"])
    told = by_person(town.says())
    assert [mail["Subject"].rpartition(" [")[0] for mail in told.values()] == [
        "We have taken you off the list", *["You are paused from 16 November 2026"] * 2,
    ]  # fmt: skip
    for who in ("tom", "eilidh"):
        entry = entry_of(told[who])
        assert "METHOD:CANCEL" in entry
        assert f"UID:{uid}" in entry
        assert "SEQUENCE:1" in entry
        assert "STATUS:CANCELLED" in entry
        assert "ATTENDEE;CN=" in entry
        assert "invited to the meeting on Wednesday 9 December 2026" in words_of(told[who])
    assert not any(part.get_content_type() == "text/calendar" for part in told["ruth"].walk())  # back by then
    town.replies(mailbox("eilidh"), "BACK", told["eilidh"])
    town.wakes("2026-11-16T11:00+00:00")
    back = [mail for mail in town.says() if "Invitation" in mail["Subject"]]
    assert ["SEQUENCE:2" in entry_of(mail) and "METHOD:REQUEST" in entry_of(mail) for mail in back] == [True]
    town.wakes("2026-12-04T10:00+00:00")
    town.wakes("2026-12-04T12:00+00:00")
    assert "tom" not in by_person(town.says())


def test_who_joins_after_the_invitations_is_invited_at_once(town: Town) -> None:
    invited(town)
    town.now = town.now.replace(day=17, hour=10)
    sender = "Callum Baird <callum.baird@nrs.example>"
    town.hears(sender, "champion", "Can I be a user engagement champion please\n\nCallum")
    (asked,) = town.says()
    town.replies(sender, "YES", asked)
    welcome, invitation = town.says()
    assert welcome["Subject"].startswith("Welcome")
    assert invitation["Subject"].startswith("Invitation: user engagement champions meeting, 9 December 2026")
    assert "SEQUENCE:0" in entry_of(invitation)


def test_who_joins_the_day_before_is_not_invited(town: Town) -> None:
    invited(town)
    town.wakes("2026-12-08T15:00+00:00")
    town.says()
    sender = "Callum Baird <callum.baird@nrs.example>"
    town.hears(sender, "champion", "Can I be a user engagement champion please\n\nCallum")
    (asked,) = town.says()
    town.replies(sender, "YES", asked)
    assert [mail["Subject"].partition(" ")[0] for mail in town.says()] == ["Welcome"]


def test_a_welsh_reader_has_a_welsh_entry_of_the_same_meeting(tmp_path: Path) -> None:
    made = Town(tmp_path, meetings=True, chats=False)
    made.has(*(
        Champion(0, name, address, home, Status.ACTIVE, language=language)
        for (name, address, home), language in zip(PEOPLE.values(), ("en", "cy", "both", "en", "en", "en"), strict=True)
    ))  # fmt: skip
    mails = invited(made)
    entries = {who: entry_of(mails[who]) for who in ("priya", "tom", "eilidh")}
    assert len({re.search(r"UID:\S+\s+SEQUENCE:\d+|UID:\S+", entry)[0] for entry in entries.values()}) == 1  # type: ignore[index]
    assert "SUMMARY:User engagement champions meeting" in entries["priya"]
    assert "SUMMARY:Cyfarfod user engagement champions" in entries["tom"]
    assert "SUMMARY:Cyfarfod user engagement champions / User engagement champions meeting" in entries["eilidh"]
    assert "Accept or decline here" in entries["priya"]
    assert "Derbyniwch neu gwrthodwch yma" in entries["tom"]
    assert "Accept" not in entries["tom"]
