"""What a person must settle: held with its reason and a date, and acknowledged once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow.almanac import working_days_after
from mailflow.decisions import Ask, Cancel, Decision, Facts, Keep, Send
from mailflow.events import Envelope, Intent, Letter
from mailflow.flows.answer import answer, writer
from mailflow.network import Champion, Question, Situation

WORKING_DAYS = {
    Intent.COMPLAINT: 2,
    Intent.PROBLEM: 2,
    Intent.ACCESS_NEED: 2,
    Intent.OFFER_TALK: 20,
    Intent.CHANGE_ADDRESS: 5,
    Intent.CHANGE_DETAILS: 5,
    Intent.DATA_RIGHTS: 19,  # within the 28 days that are safe for "one month" (UK GDPR article 12(3))
}
"""How soon a person should have answered; all else as ``[sending] answer_days`` says."""

REASONS = {
    Intent.DATA_RIGHTS: "asks what is held about them, or to delete it; the law gives one month.",
    Intent.CHANGE_ADDRESS: "writes from, or names, another address; it must be verified through the old one.",
    Intent.CHANGE_DETAILS: "asks to change name or details; the past changes too, and the old name is never quoted.",
    Intent.MOVE_ORGANISATION: "moves to another organisation.",
    Intent.ORGANISATION_CHANGE: "says that an organisation is renamed, merged or split.",
    Intent.COMMITMENT: "sends an organisation's commitment; check authority and record it.",
    Intent.CASE_STUDY: "proposes a case study.",
    Intent.OFFER_TALK: "offers a talk.",
    Intent.ACCESS_NEED: "has an access need; meeting it is a duty.",
    Intent.RSVP_YES: "says that they will come to the meeting.",
    Intent.RSVP_NO: "says that they cannot come to the meeting.",
    Intent.RSVP_MAYBE: "does not know yet whether they will come to the meeting.",
    Intent.FEEDBACK: "gives feedback for the hub team.",
    Intent.PROBLEM: "has a problem.",
    Intent.QUESTION: "asks a question.",
    Intent.UNCLEAR: "wrote something that mailflow could not read with certainty.",
    Intent.COMPLAINT: "complains; automatic mail to them is stopped until this is settled.",
}

NOT_DONE = {
    Intent.DID_NOT_MEET: "says that their group did not meet, but is in no group that we know.",
    Intent.SKIP: "would like to sit out, but we could not tell which month.",
    Intent.PAUSE: "would like to pause, but we could not tell from when until when.",
    Intent.HANDOVER: "would like to hand over, but we could not tell to whom.",
}
"""Why a person is asked about something that is settled at once when it is clear."""


def ask(reason: str, event: Letter, situation: Situation, now: datetime, suggestion: str = "") -> Ask:
    """A question to the lead about this mail, with the date by which it wants an answer."""
    settings = situation.settings
    today = now.astimezone(settings.network.zone).date()
    days = min((WORKING_DAYS.get(intent, settings.sending.answer_days) for intent in event.intents), default=10)
    return Ask(
        reason,
        working_days_after(today, days),
        champion=situation.sender,
        writer=event.envelope.sender.address,
        intent=str(event.intent),
        suggestion=suggestion,
    )


def tell(asked: Question, to: Champion, text: str, letter: Envelope | None, mail: str = "question/answer") -> Send:
    """A person's answer in their own words to whoever raised the question; ``letter`` is what it answers, if kept."""
    facts: Facts = {"text": text}
    if mail == "question/asks":  # who wrote more than once must know which mail is meant
        facts = {**facts, "written": letter.date.date() if letter and letter.date else None}
    return Send(mail, to, "question", str(asked.id), facts, answers=letter)


def acknowledge(event: Letter, situation: Situation, now: datetime, about: str) -> Iterator[Decision]:
    """Tell the writer, once a day, who will answer and by when."""
    if not situation.already_answered:
        by = ask("", event, situation, now).due
        yield answer(
            event, writer(event, situation.sender), "question/acknowledged", kind="question", about=about, by=by
        )


OF_THEIR_OWN = frozenset({Intent.COMMITMENT, Intent.CASE_STUDY, Intent.FEEDBACK})
"""What a flow of its own asks about; it comes here only for what that flow could not read."""


def hold(event: Letter, situation: Situation, now: datetime, *about: Intent) -> Iterator[Decision]:
    """Ask a person, and tell the writer once who will answer and by when; ``about`` that alone, if it is given."""
    meant = about or tuple(intent for intent in event.intents if intent not in OF_THEIR_OWN)
    yield from _hold(event, situation, now, [intent for intent in meant if intent in REASONS])


def complaint(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Stop automatic mail until a person has answered. A complaint is no leave."""
    sender = situation.sender
    if sender is not None and sender.is_member and Intent.LEAVE not in event.intents:
        yield Cancel("a complaint stops automatic mail", champion=sender)
        yield Keep(replace(sender, suppressed="complaint"), "automatic mail stops until the complaint is settled")
    yield from _hold(event, situation, now, [Intent.COMPLAINT], tell=Intent.LEAVE not in event.intents)


def _by_law(event: Letter) -> str:
    """The last day that the law gives (UK GDPR article 12(3)), as the mail's own date makes it."""
    try:
        last = date.fromisoformat(event.entities.get("due", ""))
    except ValueError:
        return ""
    return f" That month ends on {last.day} {last:%B %Y}."


def _hold(
    event: Letter, situation: Situation, now: datetime, intents: list[Intent], *, tell: bool = True
) -> Iterator[Decision]:
    who = writer(event, situation.sender)
    name = who.name or who.address
    told = [REASONS[intent] for intent in intents] or [NOT_DONE.get(event.intent, REASONS[Intent.UNCLEAR])]
    said = " ".join(f"{name} {one}" for one in told)
    if not intents and not (situation.sender and situation.sender.is_member):
        said = f"{name} means “{event.intent}”, but is no champion whom we know at this address."
    said += _by_law(event) if Intent.DATA_RIGHTS in intents else ""
    doubts = "; ".join(event.reasons)
    asked = ask(said, event, situation, now, suggestion=doubts)
    yield asked
    if tell and not situation.already_answered:
        main = intents[0] if intents else Intent.UNCLEAR
        yield answer(event, who, "question/acknowledged", kind="question", about=str(main), by=asked.due)
