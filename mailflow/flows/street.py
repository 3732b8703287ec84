"""Which flow answers what: two tables, and what happens around them for every mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from mailflow.decisions import Ask, Decision, Ignore, Keep, Leave, Send
from mailflow.events import TO_LEAD, AutoReply, Bounce, ByHand, Due, Event, Intent, Letter, Machine, Rsvp, Trust
from mailflow.flows import (
    by_hand,
    case_study,
    chat,
    commitment,
    delivery,
    digest,
    feedback,
    information,
    join,
    lead,
    meeting,
    membership,
    move,
    organisation,
    privacy,
    question,
    still,
    trouble,
    trust,
    update,
    verify,
)
from mailflow.network import Situation

LetterFlow = Callable[[Letter, Situation, datetime], Iterator[Decision]]
TickFlow = Callable[[Due, Situation, datetime], Iterator[Decision]]

LETTERS: tuple[tuple[Intent, LetterFlow], ...] = (
    # Stopping comes first: it must hold whatever else the mail says.
    (Intent.LEAVE, membership.leave),
    (Intent.COMPLAINT, question.complaint),
    (Intent.HANDOVER, membership.hand_over),
    (Intent.MOVE_ORGANISATION, move.announced),
    (Intent.CHANGE_ADDRESS, move.announced),
    (Intent.PAUSE, membership.pause),
    (Intent.SKIP, membership.skip),
    # Then the way in.
    (Intent.CONFIRM_YES, join.confirmed),
    (Intent.CONFIRM_NO, join.declined),
    (Intent.JOIN, join.apply),
    (Intent.JOIN_ON_BEHALF, join.nominate),
    # Then what people tell.
    (Intent.DID_NOT_MEET, chat.did_not_meet),
    (Intent.UPDATE, update.tell),
    (Intent.UPDATE_NIL, update.tell),
    (Intent.RSVP_NO, meeting.answered),
    (Intent.RSVP_MAYBE, meeting.answered),
    (Intent.RSVP_YES, meeting.answered),
    (Intent.ACCESS_NEED, meeting.needs),
    (Intent.OFFER_TALK, meeting.offered),
    (Intent.INFORMATION_REQUEST, information.answer),
    # Then what a person settles; one question and one acknowledgement for all of them.
    (Intent.DATA_RIGHTS, question.hold),
    (Intent.CHANGE_DETAILS, move.asked_for),
    (Intent.ORGANISATION_CHANGE, organisation.asked_for),
    (Intent.COMMITMENT, commitment.receive),
    (Intent.CASE_STUDY, case_study.receive),
    (Intent.FEEDBACK, feedback.receive),
    (Intent.PROBLEM, trouble.told),
    (Intent.QUESTION, question.hold),
    (Intent.UNCLEAR, question.hold),
    # Silence is a correct reply.
    (Intent.GROUP_CHATTER, chat.chatter),
    (Intent.THANKS, membership.thanked),
)

BELONGING = frozenset({Intent.UNCLEAR, Intent.MOVE_ORGANISATION, Intent.CHANGE_DETAILS, Intent.QUESTION})
"""As what the answer to “where do you belong now?” may be read; whatever else it says has its own flow."""
LEFT_AS_FOUND = {
    Intent.NOT_OURS: "it is for the help desk",
    Intent.OTHER_NETWORK: "it is for another champion network",
    Intent.SUSPICIOUS: "it looks like somebody pretending; a person reads it in the mailbox",
}

TICKS: dict[str, TickFlow] = {
    "chat": chat.draw_round,
    "update/ask": update.ask,
    "update/remind": update.remind,
    "join/remind": join.remind,
    "join/lapse": join.lapse,
    "case_study/later": case_study.later,
    "digest/draft": lead.drafted,
    "digest/send": digest.send,
    "membership/leave": membership.leave_today,
    "membership/pause": membership.pause_today,
    "membership/return": membership.ask_back,
    "membership/still": still.ask,
    "membership/silent": still.silent,
    "move/due": move.due,
    "organisation/change": organisation.change,
    "meeting/invite": meeting.invite,
    "meeting/change": meeting.changed,
    "meeting/cancel": meeting.cancelled,
    "meeting/remind": meeting.remind,
    "meeting/breakout": meeting.breakout,
    "meeting/held": meeting.held,
    "meeting/thanks": meeting.thanks,
    "lead/brief": lead.brief,
    "lead/handover": lead.handed_over,
    "privacy/retention": privacy.retain,
}


def decide(event: Event, situation: Situation, now: datetime) -> list[Decision]:
    """What to do about ``event``, in order. Never empty: even silence has its reason."""
    decisions = list(_decide(event, situation, now))
    return decisions or [Ignore("there is nothing to do")]


def _decide(event: Event, situation: Situation, now: datetime) -> Iterator[Decision]:
    match event:
        case Due():
            decided = list(TICKS[event.flow](event, situation, now))
            yield from decided
            yield from lead.notice(event, decided, situation, now)
        case Bounce():
            yield from delivery.bounced(event, situation, now)
        case AutoReply():
            yield from delivery.away(event, situation, now)
        case Rsvp():
            yield from meeting.by_calendar(event, situation, now)
        case Machine():
            yield Ignore(event.reason)
        case ByHand():
            yield from by_hand.answered(event, situation, now)
        case Letter():
            yield from map(partial(_as_they_write, event), letter(event, situation, now))


def _as_they_write(event: Letter, decision: Decision) -> Decision:
    """A Welsh mail gets a Welsh answer, whatever language the register has for its writer."""
    match decision:
        case Send(answers=answered, to=to) if (
            answered is not None and event.language == "cy" and to.language == "en" and not decision.to_lead
        ):
            return replace(decision, to=replace(to, language="cy"))
    return decision


def letter(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A person wrote: leave what is not ours, hold what is not trusted, and give each meaning its due in one answer."""
    if event.thread is not None and event.thread.kind in TO_LEAD:
        yield from lead.answered(event, situation, now)
        return
    if event.intent in LEFT_AS_FOUND:
        yield Leave(LEFT_AS_FOUND[event.intent])
        return
    if event.trust is Trust.FAIL:
        reason = f"The sender of this mail could not be proven; it asks for “{event.intent}”. It has not been answered."
        yield question.ask(reason, event, situation, now)
        return
    if event.thread is not None and event.thread.kind == "verify":
        yield from verify.answered(event, situation, now, letter)
        return
    if event.thread is not None and event.thread.kind == "move" and _says_yes_or_no(event):
        yield from move.answered(event, situation, now)
        return
    if trust.must_ask_back(event, situation):
        yield from verify.ask_back(event, situation, now)
        return
    if situation.change is not None and set(event.intents) <= BELONGING:
        yield from organisation.belongs(event, situation, now)
        return
    sender = situation.sender
    wish = event.entities.get("language", "")
    if sender is not None and wish and wish != sender.language and trust.MAY[event.trust].act:
        sender = replace(sender, language=wish)
        situation = replace(situation, sender=sender)
        yield Keep(sender, f"wishes to be written to in “{wish}”")
    yield from one_answer(_each_meaning(event, situation, now))


def _says_yes_or_no(event: Letter) -> bool:
    return bool({Intent.CONFIRM_YES, Intent.CONFIRM_NO} & set(event.intents))


def _each_meaning(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    done: set[LetterFlow] = set()
    meant = set(event.intents)
    for intent, flow in LETTERS:
        if intent in meant and flow not in done:
            done.add(flow)
            yield from flow(event, situation, now)


def _with(answer: Send, more: Send) -> Send:
    """``answer`` with what ``more`` says behind it, unless it says that already."""
    said = {answer.mail, *(mail for mail, _ in answer.also)}
    behind = {**more.facts, "behind": True}
    if more.mail in said:
        return answer
    also = (*answer.also, (more.mail, behind), *more.also)
    return replace(answer, also=also, calendar=answer.calendar or more.calendar)


def one_answer(decisions: Iterator[Decision]) -> Iterator[Decision]:
    """Join several answers to the same person and mail into one mail, and several questions about it into one."""
    answer: Send | None = None
    asked: Ask | None = None
    silent: list[Ignore] = []
    spoke = False
    for decision in decisions:
        match decision:
            case Send(answers=envelope) if envelope is not None and decision.to.address == envelope.sender.address:
                answer = _with(answer, decision) if answer else decision
            case Ask(matter=matter) if matter:
                spoke = True
                yield decision  # one number, one decision: its yes must not answer anything else
            case Ask():
                said_before = asked is not None and decision.reason in asked.reason
                reason = (
                    f"{asked.reason} {decision.reason}" if asked and not said_before else (asked or decision).reason
                )
                asked = replace(
                    asked or decision, reason=reason, due=min(asked.due, decision.due) if asked else decision.due
                )
            case Ignore():
                silent.append(decision)
            case _:
                spoke = True
                yield decision
    yield from filter(None, (answer, asked))
    if not (spoke or answer or asked):
        yield from silent
