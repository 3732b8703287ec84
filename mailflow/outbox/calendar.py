"""An entry for calendar programs: an iTIP REQUEST or CANCEL (RFC 5546 sections 3.2.2 and 3.2.5) about one meeting.

Each person's entry names the mailbox as organiser and only themselves as attendee, so nobody learns who else is asked.
"""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mailflow.network import CalendarEntry, Champion
from mailflow.outbox.markup import plain
from mailflow.settings import NetworkSettings

if TYPE_CHECKING:
    from icalendar import Event, Timezone, vCalAddress

LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
END:VTIMEZONE
"""
"""The two rules of the United Kingdom since 1996 (RFC 5545 section 3.6.5); Outlook reads no more than stands here."""
PRODUCT = "-//mailflow//meetings//EN"


def entry(calendar: CalendarEntry, to: Champion, network: NetworkSettings) -> str:
    """The entry as iCalendar text with CRLF; times in London's zone, or in UTC for a network elsewhere."""
    from icalendar import Calendar  # noqa: PLC0415  66 ms that most commands do not need

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", calendar.method)
    london = network.timezone == "Europe/London"
    if london:
        made.add_component(_timezone())
    made.add_component(_event(calendar, to, network, network.zone if london else None))
    text: str = made.to_ical().decode()
    return text


@lru_cache(maxsize=1)
def _timezone() -> Timezone:
    from icalendar import Timezone  # noqa: PLC0415

    return Timezone.from_ical(LONDON)  # type: ignore[return-value]


def _event(calendar: CalendarEntry, to: Champion, network: NetworkSettings, zone: ZoneInfo | None) -> Event:
    from icalendar import Event  # noqa: PLC0415

    cancelled = calendar.method == "CANCEL"
    event = Event()
    event.add("uid", calendar.uid)
    event.add("sequence", calendar.sequence)
    event.add("dtstamp", calendar.stamp.astimezone(UTC))
    event.add("dtstart", calendar.start.astimezone(zone or UTC))
    event.add("dtend", calendar.end.astimezone(zone or UTC))
    event.add("summary", plain(calendar.summary))
    event.add("location", plain(calendar.place))
    event.add("description", calendar.description)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event.add("organizer", _person(network.mailbox, network.from_name), encode=False)
    attendee = _person(to.address, to.name)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    if not cancelled:
        attendee.params["PARTSTAT"] = "NEEDS-ACTION"
        attendee.params["RSVP"] = "TRUE"
    event.add("attendee", attendee, encode=False)
    return event


def _person(address: str, name: str) -> vCalAddress:
    from icalendar import vCalAddress  # noqa: PLC0415

    person = vCalAddress(f"mailto:{address}")
    if plain(name):
        person.params["CN"] = plain(name)
    return person
