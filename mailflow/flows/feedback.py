"""Feedback for the hub team: the writer is thanked, a person passes it on, and then it counts as feedback given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.decisions import Decision, Keep, Send
from mailflow.events import Intent, Letter
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.flows.marking import is_held
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import Activity, Asked, Feedback, FeedbackState, Situation


def receive(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Note that there is feedback and what it is about; the words stay in the mail, for a person to pass on."""
    sender = situation.sender
    if sender is None or not sender.is_member or is_held(event):
        yield from question.hold(event, situation, now, Intent.FEEDBACK)
        return
    about = tuple(event.entities.get("about", []))
    today = now.astimezone(situation.settings.network.zone).date()
    yield Keep(Feedback(0, about, sender.id, sender.organisation, today))
    asked = question.ask(f"{sender.name} gives feedback. Pass it on to the hub project team.", event, situation, now)
    yield replace(asked, matter="feedback", proposal={"about": list(about)})
    if not situation.already_answered:
        yield answer(event, sender, "feedback/received", about=list(about), by=asked.due)


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes: the lead has passed it on; the writer is told, and counts among those who give feedback on the hub."""
    if yes and words:
        return WORDS
    one = next((one for one in asked.records if isinstance(one, Feedback)), None)
    names = [asked.about.name] if asked.about else []
    if one is None or not yes:
        return Outcome("feedback not passed on", facts={"names": names})
    month = f"{one.received or now:%Y-%m}"
    homes = (one.organisation,) if one.organisation else ()
    counted = Activity(
        0, one.source, one.champion, month, "feedback_on_hub", homes,
        approved_by=situation.settings.network.lead, approved=now,
    )  # fmt: skip
    thanks = Send(
        "feedback/passed_on", asked.writer, "feedback", one.source, {"about": list(one.about)}, answers=asked.letter
    )
    passed = Keep(replace(one, state=FeedbackState.PASSED_ON), "the lead has passed it on")
    return Outcome("feedback passed on", (passed, Keep(counted), thanks), {"names": names})
