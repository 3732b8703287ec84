"""Gather for meetings: which one a mail is about, and all that a moment of a meeting can reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailflow import diary
from mailflow.events import Due, Intent, Letter, Mail, Rsvp
from mailflow.network import OPEN, Answer, Breakout, Meeting, Situation, TalkOffer
from mailflow.store.keep_meetings import answer_of, breakout_of, meeting_of, talk_of
from mailflow.store.mass import LEFT
from mailflow.store.tables import AccessNeedRow, AnswerRow, BreakoutRow, MailRow, MeetingRow, TalkOfferRow

ANSWERS = frozenset({Intent.RSVP_YES, Intent.RSVP_NO, Intent.RSVP_MAYBE, Intent.ACCESS_NEED})
GOING = frozenset({Intent.LEAVE, Intent.PAUSE, Intent.HANDOVER, Intent.CONFIRM_NO})
LONG_OVER = timedelta(days=60)
ABOUT_MEETINGS = frozenset({"attendance", "summary", "joining", "offer_talk"})
"""The intents of questions to the lead whose answers change a meeting."""


def kept_lately(session: Session, now: datetime) -> list[Meeting]:
    """The meetings that are not long over, or that nothing has closed yet; oldest first."""
    query = select(MeetingRow).where(or_(MeetingRow.start > now - LONG_OVER, MeetingRow.state.in_(OPEN)))
    return [meeting_of(row) for row in session.scalars(query.order_by(MeetingRow.start))]


def kept(session: Session, number: str) -> Meeting | None:
    """The meeting with that number, if it is kept."""
    row = session.get(MeetingRow, number)
    return meeting_of(row) if row else None


def answers_to(session: Session, number: str) -> tuple[Answer, ...]:
    """Everybody's answers to one meeting, by number."""
    query = select(AnswerRow).where(AnswerRow.meeting == number).order_by(AnswerRow.id)
    return tuple(answer_of(row) for row in session.scalars(query))


def needs_for(session: Session, number: str) -> list[tuple[int, str]]:
    """(champion, need) of one meeting, for the lead's eyes."""
    query = select(AccessNeedRow.champion_id, AccessNeedRow.text).where(AccessNeedRow.meeting == number)
    return [(champion or 0, text) for champion, text in session.execute(query.order_by(AccessNeedRow.id))]


def need_told_in(session: Session, source: str) -> str:
    """What a mail told of somebody's needs, while it is kept; for the lead's brief."""
    return session.scalar(select(AccessNeedRow.text).where(AccessNeedRow.source == source).limit(1)) or ""


def talks_in(session: Session, number: str) -> tuple[TalkOffer, ...]:
    """The talks that are placed in one meeting."""
    query = select(TalkOfferRow).where(TalkOfferRow.meeting == number, TalkOfferRow.state == "placed")
    return tuple(talk_of(row) for row in session.scalars(query.order_by(TalkOfferRow.id)))


# --- a mail -----------------------------------------------------------------------------------------------------------


def around_mail(session: Session, situation: Situation, event: Mail, now: datetime) -> Situation:
    """``situation`` with the meeting that the mail is about, and what its sender has answered."""
    if isinstance(event, Letter) and {Intent.CONFIRM_YES, Intent.JOIN} & set(event.intents):
        situation = replace(situation, meetings=tuple(kept_lately(session, now)))  # who joins is told of the next one
    if isinstance(event, Letter) and situation.sender is not None and GOING & set(event.intents):
        situation = replace(situation, invited=_in_calendar_of(session, situation.sender.address, now))
    if not _is_about_meetings(event, situation):
        return situation
    meeting = _meant(session, event, now)
    if isinstance(event, Letter) and Intent.OFFER_TALK in event.intents:
        situation = replace(situation, meetings=tuple(kept_lately(session, now)))
    if meeting is None:
        return situation
    sender = event.envelope.sender.address
    about = AnswerRow.address == sender
    if situation.sender is not None:
        about = or_(about, AnswerRow.instead_of == situation.sender.id)
    query = select(AnswerRow).where(AnswerRow.meeting == meeting.number, about)
    rows = session.scalars(query.order_by(AnswerRow.id))
    return replace(situation, meeting=meeting, answers=tuple(answer_of(row) for row in rows))


def _in_calendar_of(session: Session, address: str, now: datetime) -> tuple[Meeting, ...]:
    """The open meetings to come whose entry has gone to that address, the next one first."""
    sent = select(MailRow.number).where(
        MailRow.kind == "meeting", MailRow.address == address, MailRow.state.in_(LEFT),
        MailRow.mail.in_(("meeting/invite", "meeting/changed", "meeting/remind")),
    )  # fmt: skip
    query = select(MeetingRow).where(MeetingRow.state.in_(OPEN), MeetingRow.start > now, MeetingRow.number.in_(sent))
    return tuple(meeting_of(row) for row in session.scalars(query.order_by(MeetingRow.start)))


def _is_about_meetings(event: Mail, situation: Situation) -> bool:
    if isinstance(event, Rsvp):
        return True
    if not isinstance(event, Letter):
        return False
    named = event.thread is not None and event.thread.kind == "meeting"
    stops = situation.sender is None and Intent.LEAVE in event.intents
    return named or stops or bool({*ANSWERS, Intent.OFFER_TALK} & set(event.intents))


def _meant(session: Session, event: Mail, now: datetime) -> Meeting | None:
    """By its entry in the calendar, by the thread (a number, or a day that a subject names), or the next one."""
    if isinstance(event, Rsvp) and event.uid:
        row = session.scalars(select(MeetingRow).where(MeetingRow.uid == event.uid)).first()
        return meeting_of(row) if row else None
    named = event.thread.number if event.thread and event.thread.kind == "meeting" else ""
    if named:
        found = kept(session, named) or _on(session, named, now)
        if found is not None:
            return found
    query = select(MeetingRow).where(MeetingRow.state.in_(OPEN), MeetingRow.start > now)
    row = session.scalars(query.order_by(MeetingRow.kind != "", MeetingRow.start).limit(1)).first()
    return meeting_of(row) if row else None


def _on(session: Session, day: str, now: datetime) -> Meeting | None:
    return next((one for one in kept_lately(session, now) if f"{one.start:%Y-%m-%d}" == day), None)


# --- a moment ---------------------------------------------------------------------------------------------------------


def at_moment(session: Session, situation: Situation, due: Due) -> Situation:
    """``situation`` (which holds everybody) with the meeting of that moment and all that was answered."""
    number = diary.number_in(due.occasion)
    meeting = kept(session, number)
    reached = select(MailRow.address).where(
        MailRow.kind == "meeting", MailRow.number == number, MailRow.state.in_(LEFT),
        MailRow.mail.in_(("meeting/invite", "meeting/changed", "meeting/guest")),
    )  # fmt: skip
    return replace(
        situation,
        meeting=meeting or diary.numbered(due.occasion, situation.settings),
        meetings=tuple(kept_lately(session, due.at)),
        answers=answers_to(session, number),
        talks=talks_in(session, number),
        breakouts=_earlier_breakouts(session, number) if due.flow == "meeting/breakout" else (),
        reached=frozenset(session.scalars(reached)),
    )


def _earlier_breakouts(session: Session, number: str) -> tuple[Breakout, ...]:
    """The groups of the meetings before, each as last drawn."""
    rows = session.scalars(select(BreakoutRow).where(BreakoutRow.meeting != number).order_by(BreakoutRow.id))
    latest = {row.meeting: breakout_of(row) for row in rows}
    return tuple(sorted(latest.values(), key=lambda one: one.drawn))


# --- the lead's reply -------------------------------------------------------------------------------------------------


def around_reply(session: Session, situation: Situation, now: datetime) -> Situation:
    """``situation`` with the meeting, its answers and the talks that the lead's answers are about."""
    about = [one.question for one in situation.asked if one.question.intent in ABOUT_MEETINGS]
    if not about:
        return situation
    numbers = [diary.number_in(one.source.partition(":")[2]) for one in about if one.source.startswith("meeting/")]
    meeting = next((found for number in numbers if (found := kept(session, number))), None)
    offers = select(TalkOfferRow).where(TalkOfferRow.source.in_(_sources(one.source for one in about)))
    return replace(
        situation,
        meeting=meeting,
        meetings=tuple(kept_lately(session, now)),
        answers=answers_to(session, meeting.number) if meeting else (),
        talks=tuple(talk_of(row) for row in session.scalars(offers.order_by(TalkOfferRow.id))),
    )


def _sources(sources: Iterable[str]) -> list[str]:
    return [source for source in sources if source.startswith("mail:")]
