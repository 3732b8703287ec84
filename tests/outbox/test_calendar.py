"""Entries for calendar programs, read back by a library that did not write them (vobject; we write with icalendar).

The tables are those of RFC 5546 (sections 3.2.2 REQUEST and 3.2.5 CANCEL): what must be there, and how often.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import vobject

from mailflow.network import CalendarEntry, Champion, Status
from mailflow.outbox.calendar import entry
from mailflow.outbox.samples import sample
from mailflow.outbox.samples.town import PRIYA
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from tests.people import SETTINGS

TEMPLATES = Templates(Path(__file__).resolve().parents[2] / "templates", ("en", "cy"))
WRITER = Writer(SETTINGS, TEMPLATES, b"k" * 32, lambda count: bytes(range(count)))
SUMMER = datetime(2027, 6, 9, 13, tzinfo=UTC)  # 2pm in London
REQUEST = CalendarEntry(
    "REQUEST",
    "3f2a@statistics.example",
    1,
    SUMMER,
    SUMMER + timedelta(hours=2),
    stamp=datetime(2027, 5, 12, 13, tzinfo=UTC),
    summary="User engagement champions meeting",
    place="Microsoft Teams; room 2, floor 3",
    description="Join: https://meet.example/a,b;c\n\nReply in plain words.",
)
CANCEL = replace(REQUEST, method="CANCEL", sequence=2)
BOTH = pytest.mark.parametrize("given", [REQUEST, CANCEL], ids=["request", "cancel"])
NASTY = Champion(9, 'Siân "Bo" O’Neil;,:\r\nATTENDEE:mailto:x@y.example', "sian@wg.example", "WG", Status.ACTIVE)


def read(given, to=PRIYA, network=SETTINGS.network):
    text = entry(given, to, network)
    calendar = vobject.readOne(text)
    assert calendar.validate(raiseException=True)
    return text, calendar


@BOTH
def test_all_that_the_standard_wants_is_there_once(given):
    _, calendar = read(given)
    assert [one.value for one in calendar.contents["method"]] == [given.method]
    assert [one.value for one in calendar.contents["version"]] == ["2.0"]
    (event,) = calendar.contents["vevent"]
    for name in ("uid", "dtstamp", "dtstart", "dtend", "organizer", "attendee", "sequence", "summary", "status"):
        assert len(event.contents[name]) == 1, name
    assert event.uid.value == given.uid
    assert event.sequence.value == str(given.sequence)
    assert event.organizer.value == "mailto:gsshelp@statistics.example"
    assert event.attendee.value == "mailto:priya.raman@dft.example"
    assert event.status.value == {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}[given.method]
    assert event.dtstamp.value == given.stamp
    assert (event.location.value, event.description.value) == (given.place, given.description)


def test_only_a_request_wants_an_answer():
    _, asked = read(REQUEST)
    assert asked.vevent.attendee.params["RSVP"] == ["TRUE"]
    assert asked.vevent.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    _, gone = read(CANCEL)
    assert "RSVP" not in gone.vevent.attendee.params


@pytest.mark.parametrize(
    ("utc", "local"), [("2027-06-09T13:00", "20270609T140000"), ("2026-12-09T14:00", "20261209T140000")]
)
def test_times_are_of_london_with_two_rules_that_outlook_reads(utc, local):
    start = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    text, calendar = read(replace(REQUEST, start=start, end=start + timedelta(hours=2)))
    assert f"DTSTART;TZID=Europe/London:{local}\r\n" in text
    assert calendar.vevent.dtstart.value == start
    (zone,) = calendar.contents["vtimezone"]
    assert len(zone.contents["standard"]) == len(zone.contents["daylight"]) == 1
    assert text.count("RRULE:") == 2
    assert "RDATE" not in text


def test_a_network_elsewhere_writes_utc():
    dublin = SETTINGS.network.model_copy(update={"timezone": "Europe/Dublin"})
    text, _ = read(REQUEST, network=dublin)
    assert "DTSTART:20270609T130000Z\r\n" in text
    assert "VTIMEZONE" not in text


@BOTH
def test_no_name_breaks_a_line_or_adds_a_property(given):
    text, calendar = read(given, to=NASTY)
    assert len(calendar.vevent.contents["attendee"]) == 1
    assert calendar.vevent.attendee.value == "mailto:sian@wg.example"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # RFC 5545 section 3.1
    assert "\n" not in text.replace("\r\n", "")


@BOTH
def test_the_mail_carries_it_twice(given):
    mail = "meeting/invite" if given is REQUEST else "meeting/cancelled"
    written = WRITER.mail(replace(sample(mail), calendar=given))
    message = message_from_bytes(written.raw, policy=default)
    assert message.get_content_type() == "multipart/mixed"
    alternative, attached = message.iter_parts()
    assert [part.get_content_type() for part in alternative.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    part = list(alternative.iter_parts())[-1]
    assert part["Content-Type"].params["method"] == given.method  # the same as METHOD (RFC 6047 section 2.4)
    assert attached.get_filename() == "invite.ics"
    inside = vobject.readOne(part.get_content())
    assert inside.method.value == given.method
    assert vobject.readOne(attached.get_content().decode()).vevent.uid.value == inside.vevent.uid.value == given.uid


def test_no_other_mail_has_an_attachment():
    message = message_from_bytes(WRITER.mail(sample("meeting/remind")).raw, policy=default)
    assert message.get_content_type() == "multipart/alternative"
