"""Talks: somebody offers one, the lead places it in a meeting or declines, and the speaker is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow import diary
from mailflow.decisions import Decision, Keep, Send
from mailflow.events import Envelope, Letter
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.flows.marking import is_held
from mailflow.flows.meeting.telling import about
from mailflow.network import Champion, Meeting, Situation, TalkOffer
from mailflow.settings import Settings


def offered(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Note the offer, ask the lead where it goes, and tell the speaker by when they hear."""
    sender = situation.sender
    if sender is None or not sender.is_member or is_held(event):
        yield from question.hold(event, situation, now)
        return
    entities = event.entities
    offer = TalkOffer(
        sender.id,
        entities.get("topic", ""),
        entities.get("minutes", 0),
        tuple(entities.get("preferred", [])),
        now,
    )
    fitting = that_fit(offer, _to_come(situation, now), situation.settings)
    yield Keep(offer)
    first = _day(fitting[0], situation.settings) if fitting else "the next meeting"
    asked = question.ask(
        f"{sender.name} offers a talk{_how_long(offer)}{_what(offer)}{_when(offer)}. Yes puts it into {first}, a month "
        "into the meeting of that month; no tells them that there is no room.",
        event,
        situation,
        now,
    )
    yield replace(asked, intent="offer_talk")
    yield answer(
        event,
        sender,
        "meeting/talk_offered",
        topic=offer.topic,
        minutes=offer.minutes,
        months=_months(fitting, offer, situation.settings),
        missed=[month for month in offer.preferred if month not in _months(fitting, offer, situation.settings)],
        by=asked.due,
    )


def place(
    offer: TalkOffer, meeting: Meeting, situation: Situation, to: Champion, letter: Envelope | None
) -> Iterator[Decision]:
    """The talk goes into that meeting, and the speaker is told; ``letter``: what the mail answers, if it is kept."""
    yield Keep(replace(offer, state="placed", meeting=meeting.number))
    facts = about(meeting, situation, topic=offer.topic, minutes=offer.minutes)
    yield Send("meeting/talk_placed", to, "meeting", meeting.number, facts, answers=letter)


def decline(offer: TalkOffer, to: Champion, letter: Envelope | None) -> Iterator[Decision]:
    """There is no room for it; the speaker was promised an answer and gets it."""
    yield Keep(replace(offer, state="declined", meeting=""))
    yield Send("meeting/talk_declined", to, "meeting", "", {"topic": offer.topic}, answers=letter)


def _to_come(situation: Situation, now: datetime) -> list[Meeting]:
    found = diary.coming(situation.settings, situation.meetings, now, now + diary.YEAR)
    return [one for one in found if not one.kind]


def that_fit(offer: TalkOffer, meetings: list[Meeting], settings: Settings) -> list[Meeting]:
    """The meetings of the months that would suit, the best first; without any, all to come, the soonest first."""
    by_month = {f"{one.start.astimezone(settings.network.zone):%Y-%m}": one for one in reversed(meetings)}
    return [by_month[month] for month in offer.preferred if month in by_month] or meetings


def _months(fitting: list[Meeting], offer: TalkOffer, settings: Settings) -> list[str]:
    """The months to name in the receipt: those asked for that have a meeting, or else the next two that do."""
    months = [f"{one.start.astimezone(settings.network.zone):%Y-%m}" for one in fitting]
    return [month for month in months if month in offer.preferred] or months[:2]


def _day(meeting: Meeting, settings: Settings) -> str:
    day = meeting.start.astimezone(settings.network.zone)
    return f"the meeting on {day.day} {day:%B %Y}"


def _how_long(offer: TalkOffer) -> str:
    return f" of {offer.minutes} minutes" if offer.minutes else ""


def _what(offer: TalkOffer) -> str:
    return f" on {offer.topic}" if offer.topic else ""


def _when(offer: TalkOffer) -> str:
    months = [f"{date.fromisoformat(f'{month}-01'):%B %Y}" for month in offer.preferred]
    return f", best in {' or '.join(months)}" if months else ""
