"""The book of meetings as the lead's commands see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from mailflow.decisions import Keep
from mailflow.network import Answer, Breakout, Meeting, TalkOffer
from mailflow.store import keep, meetings
from mailflow.store.keep_meetings import breakout_of, meeting_of, talk_of
from mailflow.store.tables import BreakoutRow, MeetingRow, TalkOfferRow


class Minutes:
    """Reading, and what a lead changes by hand. Each call is one transaction; each change has its line of audit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def kept(self) -> list[Meeting]:
        """Every meeting that is kept, oldest first."""
        with Session(self._engine) as session:
            return [meeting_of(row) for row in session.scalars(select(MeetingRow).order_by(MeetingRow.start))]

    def get(self, number: str) -> Meeting | None:
        """One meeting, if it is kept."""
        with Session(self._engine) as session:
            return meetings.kept(session, number)

    def answers(self, number: str) -> tuple[Answer, ...]:
        """Everybody's answers to one meeting."""
        with Session(self._engine) as session:
            return meetings.answers_to(session, number)

    def needs(self, number: str) -> list[tuple[int, str]]:
        """(champion, need): what people need in order to take part; of a meeting that is over, nothing."""
        with Session(self._engine) as session:
            return meetings.needs_for(session, number)

    def talks(self) -> list[TalkOffer]:
        """Every talk that was offered, oldest first."""
        with Session(self._engine) as session:
            return [talk_of(row) for row in session.scalars(select(TalkOfferRow).order_by(TalkOfferRow.id))]

    def breakouts(self, number: str) -> list[Breakout]:
        """The breakout groups of one meeting, in the order in which they were drawn."""
        with Session(self._engine) as session:
            rows = session.scalars(select(BreakoutRow).where(BreakoutRow.meeting == number).order_by(BreakoutRow.id))
            return [breakout_of(row) for row in rows]

    def keep(self, decisions: Iterable[Keep], now: datetime) -> None:
        """Write records that the lead has decided on by command, all or none."""
        with Session(self._engine) as session, session.begin():
            for decision in decisions:
                keep.by_the_lead(session, decision, now)
