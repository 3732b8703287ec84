"""What every mail about a meeting says: when, where, what is on the agenda; and the entry for calendar programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from mailflow.decisions import Facts
from mailflow.network import CalendarEntry, Meeting, Situation
from mailflow.settings import Settings

_LINK = re.compile(r"https://[^\s<>()\\]+")
"""A way in that is one address of the web is shown as a link."""


def name_of(meeting: Meeting, settings: Settings) -> str:
    """What it is called: ``user engagement champions meeting``."""
    return meeting.name or f"{settings.network.name} meeting"


def about(meeting: Meeting, situation: Situation, **facts: object) -> Facts:
    """The facts that the templates of ``meeting`` share; times in wall time."""
    settings = situation.settings
    zone = settings.network.zone
    return {
        "meeting": meeting,
        "name": name_of(meeting, settings),
        "begins": meeting.start.astimezone(zone),
        "ends": meeting.end.astimezone(zone),
        "place": meeting.place,
        "joining": meeting.joining,
        "link": meeting.joining if _LINK.fullmatch(meeting.joining) else "",
        "agenda": list(_agenda(meeting, situation)),
        **facts,
    }


def _agenda(meeting: Meeting, situation: Situation) -> Iterator[Facts]:
    """Each part with its wall times; the talks stand in the presentations."""
    speakers = {one.id: one for one in situation.champions}
    at = meeting.start.astimezone(situation.settings.network.zone)
    for item in meeting.agenda:
        ends = at + timedelta(minutes=item.minutes)
        talks = situation.talks if item.kind == "presentations" else ()
        yield {
            "kind": item.kind,
            "begins": at,
            "ends": ends,
            "talks": [
                {"topic": talk.topic, "who": speakers[talk.champion]} for talk in talks if talk.champion in speakers
            ],
        }
        at = ends


def entry(
    meeting: Meeting, situation: Situation, now: datetime, method: Literal["REQUEST", "CANCEL"] = "REQUEST"
) -> CalendarEntry:
    """The meeting as it now stands, for calendar programs."""
    return CalendarEntry(
        method, meeting.uid, meeting.sequence, meeting.start, meeting.end, stamp=now, place=meeting.place,
        meeting=meeting, name=name_of(meeting, situation.settings),
    )  # fmt: skip
