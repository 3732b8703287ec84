"""Records of meetings become rows, and rows records."""

from __future__ import annotations

from datetime import time
from typing import Literal, cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mailflow.network import (
    AccessNeed,
    AgendaItem,
    Answer,
    Breakout,
    Meeting,
    MeetingState,
    TalkOffer,
)
from mailflow.store.ledger import has_key
from mailflow.store.tables import (
    AccessNeedRow,
    AnswerRow,
    BreakoutRow,
    LedgerRow,
    MailRow,
    MeetingRow,
    QuestionRow,
    TalkOfferRow,
)

_MEETING_FIELDS = (
    "kind", "name", "start", "minutes", "place", "joining", "uid", "sequence", "asked", "summary", "touched",
)  # fmt: skip


def meeting_of(row: MeetingRow) -> Meeting:
    """The meeting that a row holds."""
    return Meeting(
        number=row.number,
        state=MeetingState(row.state),
        agenda=tuple(AgendaItem(kind, minutes) for kind, minutes in row.agenda.get("items", [])),
        **{name: getattr(row, name) for name in _MEETING_FIELDS},
    )


def keep_meeting(session: Session, meeting: Meeting, source: str) -> None:
    """Write a meeting. Of one that is over or cancelled, what people need in order to take part is deleted."""
    del source
    row = session.get(MeetingRow, meeting.number) or MeetingRow(number=meeting.number)
    for name in _MEETING_FIELDS:
        setattr(row, name, getattr(meeting, name))
    row.state = str(meeting.state)
    row.agenda = {"items": [[item.kind, item.minutes] for item in meeting.agenda]}
    session.add(row)
    session.flush()
    if meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}:
        _forget_needs(session, meeting)


def _forget_needs(session: Session, meeting: Meeting) -> None:
    """Delete what people need: the row, the letter that told of it, and the briefs in which the lead read it."""
    told = list(session.scalars(select(AccessNeedRow.source).where(AccessNeedRow.meeting == meeting.number)))
    if not told:
        return
    session.execute(delete(AccessNeedRow).where(AccessNeedRow.meeting == meeting.number))
    about = (QuestionRow.source.in_(told), QuestionRow.intent == "access_need")
    session.execute(update(QuestionRow).where(*about).values(reason="(An access need; the meeting is over.)"))
    closed = update(QuestionRow).where(*about, QuestionRow.settled.is_(None))
    session.execute(closed.values(settled=meeting.end, answer="the meeting is over"))
    for source in told:
        session.execute(update(LedgerRow).where(has_key(source)).values(raw=None, raw_until=None))
    session.execute(update(MailRow).where(MailRow.mail == "lead/brief", MailRow.state == "sent").values(raw=None))


def answer_of(row: AnswerRow) -> Answer:
    """The answer that a row holds."""
    return Answer(
        meeting=row.meeting,
        address=row.address or "",
        says=cast("Literal['yes', 'no', 'maybe', '']", row.says),
        at=row.at,
        champion=row.champion_id or 0,
        name=row.name,
        sequence=row.sequence,
        leaves_at=time.fromisoformat(row.leaves_at) if row.leaves_at else None,
        instead_of=row.instead_of or 0,
        delegate=row.delegate,
        came=row.came,
        id=row.id,
    )


def keep_answer(session: Session, answer: Answer, source: str) -> int | None:
    """Write what one person has answered; there is one answer of each to each meeting, the latest."""
    del source
    row = session.get(AnswerRow, answer.id) if answer.id else None
    if row is None:
        known = select(AnswerRow).where(AnswerRow.meeting == answer.meeting, AnswerRow.address == answer.address)
        row = session.scalars(known).first() or AnswerRow(meeting=answer.meeting)
    row.address, row.champion_id = answer.address or None, answer.champion or None
    row.name, row.says, row.at, row.sequence = answer.name, answer.says, answer.at, answer.sequence
    row.leaves_at = f"{answer.leaves_at:%H:%M}" if answer.leaves_at else ""
    row.instead_of, row.delegate, row.came = answer.instead_of or None, answer.delegate, answer.came
    session.add(row)
    session.flush()
    return answer.champion or None


def keep_access_need(session: Session, need: AccessNeed, source: str) -> int | None:
    """Write what somebody needs, in the one table that nothing but the lead's view reads."""
    text = need.text.strip()
    session.add(
        AccessNeedRow(meeting=need.meeting, champion_id=need.champion or None, text=text, source=need.source or source)
    )
    return need.champion or None


def talk_of(row: TalkOfferRow) -> TalkOffer:
    """The offer that a row holds."""
    return TalkOffer(
        champion=row.champion_id,
        topic=row.topic,
        minutes=row.minutes,
        preferred=tuple(row.preferred),
        offered=row.offered,
        state=cast("Literal['offered', 'placed', 'declined']", row.state),
        meeting=row.meeting,
        source=row.source,
        id=row.id,
    )


def keep_talk(session: Session, offer: TalkOffer, source: str) -> int:
    """Write an offer of a talk, as it now stands."""
    row = session.get(TalkOfferRow, offer.id) if offer.id else None
    row = row or TalkOfferRow(champion_id=offer.champion, offered=offer.offered, source=offer.source or source)
    row.topic, row.minutes, row.preferred = offer.topic, offer.minutes, list(offer.preferred)
    row.state, row.meeting = offer.state, offer.meeting
    session.add(row)
    session.flush()
    return offer.champion


def breakout_of(row: BreakoutRow) -> Breakout:
    """The groups that a row holds."""
    return Breakout(row.meeting, row.drawn, tuple(tuple(group) for group in row.groups))


def keep_breakout(session: Session, drawn: Breakout, source: str) -> None:
    """Write breakout groups beside those that were drawn before."""
    del source
    session.add(BreakoutRow(meeting=drawn.meeting, drawn=drawn.drawn, groups=[list(group) for group in drawn.groups]))
