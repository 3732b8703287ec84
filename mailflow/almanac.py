"""When: cadences, working days, bank holidays, quiet hours and occurrence keys. Pure: moments in, moments out.

Every moment is aware. Cadences are iCalendar recurrence rules (RFC 5545 section 3.3.10) in local wall time, so that
9:30am stays 9:30am across a clock change. What is due is worked out, never remembered: a missed beat loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from mailflow.events import Due
from mailflow.settings import SendingSettings, Settings

ONE_DAY = timedelta(days=1)
NIGHT = time(3)
YEARLY_DAY = 12
"""Not in the days in which groups are made and updates are asked for."""
LOOK_BACK = timedelta(days=40)
"""How far back a missed moment is still noticed; before that nobody would miss it."""

NETWORK_WIDE = frozenset(
    {
        "chat",
        "update/ask",
        "update/remind",
        "meeting/breakout",
        "meeting/cancel",
        "meeting/change",
        "meeting/held",
        "meeting/invite",
        "meeting/remind",
        "meeting/thanks",
        "lead/brief",
        "lead/handover",
        "privacy/retention",
        "organisation/change",
        "membership/still",
        "digest/draft",
        "digest/send",
    }
)
"""The flows whose moments come from the network's calendar; all others concern one champion."""

_SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


@lru_cache(maxsize=256)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of one nation of the United Kingdom (``england`` if the nation is not known)."""
    import holidays  # noqa: PLC0415  slow to import, and most commands never ask

    return frozenset(holidays.country_holidays("GB", subdiv=_SUBDIVISIONS.get(nation, "ENG"), years=year))


def is_working_day(day: date, nation: str = "england") -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def next_working_day(day: date, nation: str = "england") -> date:
    """That day, or the first working day after it."""
    while not is_working_day(day, nation):
        day += ONE_DAY
    return day


def working_days_after(day: date, count: int, nation: str = "england") -> date:
    """The ``count``-th working day after ``day``; negative: before it."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, nation):
            day += step
    return day


def at_wall_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of ``zone`` show that time; a time that a clock change skips moves on by it."""
    moment = datetime.combine(day, clock, tzinfo=zone)
    return moment.astimezone(ZoneInfo("UTC")).astimezone(zone)


def occurrences(rule: str, started: date, after: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The moments of a cadence in ``(after, until]``, oldest first; ``started`` anchors an INTERVAL."""
    first, last = after.astimezone(zone).date() - ONE_DAY, until.astimezone(zone).date() + ONE_DAY
    for naive in _on_days(rule, started, first, last):
        moment = at_wall_time(naive.date(), naive.time(), zone)
        if after < moment <= until:
            yield moment


@lru_cache(maxsize=1024)
def _on_days(rule: str, started: date, first: date, last: date) -> tuple[datetime, ...]:
    """The wall times of a cadence from one day to another; a rule is walked from its start, so once a day is enough."""
    series = rrulestr(rule, dtstart=datetime.combine(started, time()))
    return tuple(series.between(datetime.combine(first, time.min), datetime.combine(last, time.max), inc=True))


def next_occurrence(rule: str, started: date, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment of a cadence after ``after`` within two years; None if it has ended."""
    return next(occurrences(rule, started, after, after + timedelta(days=731), zone), None)


def is_quiet(moment: datetime, sending: SendingSettings, zone: ZoneInfo, nation: str = "england") -> bool:
    """Whether unprompted mail must wait: night, weekend or a bank holiday of the person's nation."""
    local = moment.astimezone(zone)
    night = not sending.quiet_until <= local.time() < sending.quiet_from
    return night or (not sending.weekends and not is_working_day(local.date(), nation))


def next_open(moment: datetime, sending: SendingSettings, zone: ZoneInfo, nation: str = "england") -> datetime:
    """That moment, or the first after it that is not quiet."""
    if not is_quiet(moment, sending, zone, nation):
        return moment
    local = moment.astimezone(zone)
    day = local.date() if local.time() < sending.quiet_until else local.date() + ONE_DAY
    if not sending.weekends:
        day = next_working_day(day, nation)
    return at_wall_time(day, sending.quiet_until, zone)


def after_hold(moment: datetime, sending: SendingSettings, zone: ZoneInfo, nation: str = "england") -> datetime:
    """When mail to many may leave: the hold window begins when the lead can read of it, not in the night before."""
    begins = next_open(moment, sending, zone)
    return next_open(begins + timedelta(minutes=sending.hold_minutes), sending, zone, nation)


@dataclass(frozen=True, slots=True)
class ChatMonth:
    """The moments of one month's Champion Chats."""

    month: str
    draw: datetime
    meet_by: date
    ask: datetime
    remind: datetime
    deadline: date


def chat_month(draw: datetime, settings: Settings) -> ChatMonth:
    """What follows from a draw at that moment: when to meet by, when updates are asked for, reminded and due."""
    chats, zone = settings.chats, settings.network.zone
    local = draw.astimezone(zone)
    asked = next_working_day(local.date() + timedelta(days=chats.update_after_days))
    deadline = next_working_day(asked + timedelta(days=chats.deadline_days))
    reminded = working_days_after(deadline, -chats.remind_days)
    return ChatMonth(
        month=f"{local:%Y-%m}",
        draw=draw,
        meet_by=working_days_after(local.date() + timedelta(days=chats.meet_by_days + 1), -1),
        ask=at_wall_time(asked, local.time(), zone),
        remind=at_wall_time(reminded, local.time(), zone),
        deadline=deadline,
    )


def chat_months(settings: Settings, after: datetime, until: datetime) -> Iterator[ChatMonth]:
    """The chat months whose draw falls in ``(after, until]``."""
    network = settings.network
    for draw in occurrences(settings.chats.every, network.started, after, until, network.zone):
        yield chat_month(draw, settings)


def next_draw(settings: Settings, after: datetime) -> datetime | None:
    """When the next groups are made."""
    return next_occurrence(settings.chats.every, settings.network.started, after, settings.network.zone)


def month_of(number: str, settings: Settings) -> ChatMonth | None:
    """The chat month with that number (``YYYY-MM``), or None if no groups are made in it."""
    year, month = int(number[:4]), int(number[5:7])
    start = datetime(year, month, 1, tzinfo=settings.network.zone)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=settings.network.zone)
    return next(chat_months(settings, start - timedelta(seconds=1), end - timedelta(seconds=1)), None)


def fallen_due(settings: Settings, now: datetime) -> list[Due]:
    """Every moment of the network's calendar in the last `LOOK_BACK`, oldest first; the store knows which are done."""
    since = now - LOOK_BACK
    found = []
    for month in chat_months(settings, since - LOOK_BACK, now):
        found += _digest(month, settings)
        found += [
            Due("chat", month.month, month.draw),
            Due("update/ask", month.month, month.ask),
            Due("update/remind", month.month, month.remind),
        ]
    found += _yearly_question(settings, now)
    found += _brief_of_today(settings, now)
    found += _night_of_today(settings, now)
    return sorted((due for due in found if since < due.at <= now), key=lambda due: due.at)


def _yearly_question(settings: Settings, now: datetime) -> list[Due]:
    """Once a month, those who joined in this month of an earlier year are asked whether they are still champions."""
    if not settings.join.ask_yearly:
        return []
    today = now.astimezone(settings.network.zone).date()
    day = next_working_day(today.replace(day=YEARLY_DAY))
    at = at_wall_time(day, time(9, 30), settings.network.zone)
    return [Due("membership/still", f"{today:%Y-%m}", at)]


def _digest(month: ChatMonth, settings: Settings) -> list[Due]:
    """The draft of that month's digest, some working days after its updates are due."""
    digest, network = settings.digest, settings.network
    if not (digest.send and network.lead_address):
        return []
    day = working_days_after(month.deadline, digest.days_after_deadline)
    return [Due("digest/draft", month.month, at_wall_time(day, digest.draft_at, network.zone))]


def _brief_of_today(settings: Settings, now: datetime) -> list[Due]:
    """The lead's brief, if today is a working day. A missed one is not caught up: the next tells all of it."""
    today = now.astimezone(settings.network.zone).date()
    if not (settings.lead.brief and settings.network.lead_address and is_working_day(today)):
        return []
    return [Due("lead/brief", f"{today:%Y-%m-%d}", at_wall_time(today, settings.lead.brief_at, settings.network.zone))]


def _night_of_today(settings: Settings, now: datetime) -> list[Due]:
    """What is looked through every night; of missed nights the last is enough."""
    today = now.astimezone(settings.network.zone).date()
    return [Due("privacy/retention", f"{today:%Y-%m-%d}", at_wall_time(today, NIGHT, settings.network.zone))]


def still_makes_sense(due: Due, now: datetime, settings: Settings) -> bool:
    """The catch-up rule: a missed moment is caught up once if it still makes sense, and else dropped with a note."""
    late = now - due.at
    match due.flow:
        case "chat":
            return late <= timedelta(days=settings.chats.catch_up_days)
        case "update/ask" | "update/remind":
            month = month_of(due.occasion, settings)
            return month is not None and now.astimezone(settings.network.zone).date() <= month.deadline
        case "digest/draft" | "digest/send":
            return late <= timedelta(days=settings.digest.catch_up_days)
        case "meeting/invite" | "meeting/change" | "meeting/cancel" | "meeting/remind" | "meeting/breakout":
            # an occasion ends with the meeting's day: word of what is over helps nobody
            return now.astimezone(settings.network.zone).date() <= date.fromisoformat(due.occasion[-10:])
        case "meeting/thanks":
            return late <= timedelta(days=14)
        case "join/remind":
            return late <= timedelta(days=settings.join.lapse_after_days - settings.join.remind_after_days)
        case _:
            return True  # leaving, returning and lapsing are facts: late is better than never
