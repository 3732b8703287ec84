"""When of meetings: the series by rule, the meetings that are kept, and the moments of each. Pure, as `almanac` is.

A meeting that is kept (in the store) beats the rule that it came from: it may have been moved or cancelled by hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from mailflow.almanac import LOOK_BACK, at_wall_time, next_working_day, occurrences, working_days_after
from mailflow.almanac import fallen_due as by_the_almanac
from mailflow.events import Due
from mailflow.network.meetings import AgendaItem, Meeting, MeetingState
from mailflow.settings import SeriesSettings, Settings

YEAR = timedelta(days=366)
HOWEVER_LATE = frozenset({"meeting/invite", "meeting/held"})
"""Moments that are noticed however long ago they were: invitations may be due half a year before the meeting."""
NOON = time(12, 0)
MORNING = time(10, 0)
_NUMBER = re.compile(r"(?:([a-z][a-z_]{0,14})-)?(\d{4}-\d\d-\d\d)")


def all_series(settings: Settings) -> dict[str, SeriesSettings]:
    """Every kind of event by its key; the meeting of the network has the empty one."""
    return {"": settings.meetings, **settings.meetings.also}


def series_of(meeting: Meeting, settings: Settings) -> SeriesSettings:
    """The settings of its kind; of a kind that was taken out of the configuration, the main ones."""
    return all_series(settings).get(meeting.kind, settings.meetings)


def number_for(kind: str, day: date) -> str:
    """``2026-12-09``, or ``sharing-2027-01-20`` of another kind."""
    return f"{kind}-{day}" if kind else f"{day}"


def planned_at(kind: str, start: datetime, settings: Settings) -> Meeting:
    """A meeting of that kind, as the settings would have it."""
    series, network = all_series(settings)[kind], settings.network
    number = number_for(kind, start.astimezone(network.zone).date())
    digest = hashlib.sha256(f"{network.mailbox} {number}".encode()).hexdigest()[:24]
    return Meeting(
        number,
        start,
        series.minutes,
        series.place,
        uid=f"{digest}@{network.mailbox.partition('@')[2]}",
        kind=kind,
        name=series.name,
        joining=series.joining,
        agenda=tuple(AgendaItem(what, minutes) for what, minutes in series.items),
    )


def by_rule(settings: Settings, after: datetime, until: datetime, kind: str | None = None) -> list[Meeting]:
    """The meetings of the series that begin in ``(after, until]``, oldest first; of one kind, or of all."""
    found: dict[str, Meeting] = {}
    for key, series in all_series(settings).items():
        if series.every and kind in {None, key}:
            for start in occurrences(series.every, settings.network.started, after, until, settings.network.zone):
                meeting = planned_at(key, start, settings)
                found.setdefault(meeting.number, meeting)
    return sorted(found.values(), key=lambda meeting: meeting.start)


def numbered(occasion: str, settings: Settings) -> Meeting | None:
    """The meeting of a series by the number in ``occasion``; None if no series has it."""
    match = _NUMBER.fullmatch(number_in(occasion))
    if match is None:
        return None
    day = datetime.combine(date.fromisoformat(match[2]), time(), settings.network.zone)
    of_day = by_rule(settings, day - timedelta(seconds=1), day + timedelta(days=1), match[1] or "")
    return next(iter(of_day), None)


def coming(settings: Settings, kept: Iterable[Meeting], after: datetime, until: datetime) -> list[Meeting]:
    """The meetings to come, kept or by rule, without the cancelled; oldest first."""
    known = {meeting.number: meeting for meeting in kept}
    ruled = {meeting.number: meeting for meeting in by_rule(settings, after, until)}
    together = (ruled | known).values()
    here = [one for one in together if one.state is not MeetingState.CANCELLED and after < one.start <= until]
    return sorted(here, key=lambda meeting: meeting.start)


def next_after(settings: Settings, kept: Iterable[Meeting], after: datetime, kind: str = "") -> Meeting | None:
    """The next meeting of that kind."""
    return next((one for one in coming(settings, kept, after, after + YEAR) if one.kind == kind), None)


# --- occasions --------------------------------------------------------------------------------------------------------


def occasion_of(meeting: Meeting, settings: Settings, turn: int | None = None) -> str:
    """What makes a moment happen once: the number, with ``turn`` if it comes again, and the day if it was moved."""
    day = meeting.start.astimezone(settings.network.zone).date()
    moved = "" if meeting.number.endswith(f"{day}") and turn is None else f"~{day}"
    return f"{meeting.number}{'' if turn is None else f'.{turn}'}{moved}"


def number_in(occasion: str) -> str:
    """The meeting's number in an occasion."""
    return re.split(r"[.~]", occasion, maxsplit=1)[0]


def is_again(occasion: str) -> bool:
    """Whether the occasion is one that somebody asked for by hand, beside the calendar's own."""
    return "." in occasion


def day_in(occasion: str) -> date | None:
    """The day of the meeting in an occasion; None if it is no meeting's."""
    try:
        return date.fromisoformat(occasion[-10:])
    except ValueError:
        return None


# --- moments ----------------------------------------------------------------------------------------------------------


def invite_at(meeting: Meeting, settings: Settings) -> datetime:
    """When invitations are made: so many weeks before, at the meeting's own wall time, on a working day."""
    zone = settings.network.zone
    start = meeting.start.astimezone(zone)
    day = next_working_day(start.date() - timedelta(weeks=series_of(meeting, settings).invite_weeks))
    return at_wall_time(day, start.time(), zone)


def remind_at(meeting: Meeting, settings: Settings) -> datetime:
    """When people are reminded: so many working days before, in the morning."""
    day = meeting.start.astimezone(settings.network.zone).date()
    days = series_of(meeting, settings).remind_days
    return at_wall_time(working_days_after(day, -days) if days else day, MORNING, settings.network.zone)


def breakout_at(meeting: Meeting, settings: Settings) -> datetime:
    """When the groups of the chat inside are drawn: at midday of the working day before."""
    day = meeting.start.astimezone(settings.network.zone).date()
    return at_wall_time(working_days_after(day, -1), NOON, settings.network.zone)


def thanks_at(meeting: Meeting, settings: Settings) -> datetime:
    """When thanks go out."""
    day = meeting.start.astimezone(settings.network.zone).date()
    days = series_of(meeting, settings).thanks_days
    return at_wall_time(working_days_after(day, days), MORNING, settings.network.zone)


def moments(meeting: Meeting, settings: Settings) -> Iterator[Due]:
    """Every moment of a meeting as it now stands; those that are over are known by their occurrence keys."""
    occasion = occasion_of(meeting, settings)
    again = occasion_of(meeting, settings, meeting.sequence)
    touched = meeting.touched or meeting.start
    since = meeting.start - YEAR
    if meeting.state is MeetingState.PLANNED:
        yield Due("meeting/invite", occasion, max(invite_at(meeting, settings), meeting.touched or since))
    if meeting.state is MeetingState.CANCELLED:
        yield Due("meeting/cancel", again, touched)
    if meeting.state is MeetingState.CHANGED:
        yield Due("meeting/change", again, touched)
    if meeting.is_open:
        yield Due("meeting/remind", occasion, remind_at(meeting, settings))
        if meeting.span("chat"):
            yield Due("meeting/breakout", occasion, breakout_at(meeting, settings))
        yield Due("meeting/held", occasion, meeting.end)
    if meeting.state is MeetingState.HELD:
        yield Due("meeting/thanks", occasion, thanks_at(meeting, settings))


def fallen_due(settings: Settings, now: datetime, kept: Sequence[Meeting]) -> list[Due]:
    """Every moment of the network's calendar, meetings among them; ``kept``: those that are not long over.

    A meeting that is over is closed however late: what people told for it alone must not stay. In a month whose round
    is held inside the meeting no other round is drawn, and updates are asked for once it is over.
    """
    since = now - LOOK_BACK
    known = {meeting.number for meeting in kept}
    ruled = by_rule(settings, since, now + timedelta(weeks=27))
    meetings = [*kept, *(meeting for meeting in ruled if meeting.number not in known)]
    found = [due for meeting in meetings for due in moments(meeting, settings)]
    found = [due for due in found if due.at <= now and (since < due.at or due.flow in HOWEVER_LATE)]
    inside = _months_inside(settings, meetings)
    found += [
        due
        for due in by_the_almanac(settings, now)
        if not (due.flow == "chat" and due.occasion in inside)
        and not (due.flow.startswith("update/") and inside.get(due.occasion, now) > now)
    ]
    return sorted(found, key=lambda due: due.at)


def _months_inside(settings: Settings, meetings: Iterable[Meeting]) -> dict[str, datetime]:
    """The months whose round is held inside a meeting, and when that is over."""
    if not settings.chats.in_meeting:
        return {}
    zone = settings.network.zone
    return {
        f"{one.start.astimezone(zone):%Y-%m}": one.end
        for one in meetings
        if not one.kind and one.span("chat") and one.state is not MeetingState.CANCELLED
    }


def holds_round(meeting: Meeting, settings: Settings) -> bool:
    """Whether the month's Champion Chats are held inside that meeting."""
    return settings.chats.in_meeting and not meeting.kind and meeting.span("chat") is not None
