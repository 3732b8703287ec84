"""The register as the lead's commands see it: who is in it, what came of the chats, what waits for a person."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, datetime

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.orm import Session

from mailflow.decisions import Record
from mailflow.network import Champion, Lead, Organisation, Question, Round, Update
from mailflow.store import office
from mailflow.store.around import apart_among
from mailflow.store.keep import settle
from mailflow.store.organisations import all_organisations
from mailflow.store.people import number_in
from mailflow.store.records import keep_champion, keep_record
from mailflow.store.rows import champion_of, organisation_of, question_of, update_of
from mailflow.store.situation import all_rounds, round_by_month
from mailflow.store.tables import (
    ActivityRow,
    ApartRow,
    AuditRow,
    ChampionRow,
    OccurrenceRow,
    OrganisationRow,
    QuestionRow,
    RoundRow,
    UpdateRow,
)


def fill_organisation(session: Session, one: Organisation) -> None:
    """Write one organisation."""
    row = session.get(OrganisationRow, one.acronym) or OrganisationRow(acronym=one.acronym)
    row.name, row.domains, row.aliases = one.name, list(one.domains), list(one.aliases)
    row.nation, row.successor, row.succeeded = one.nation, one.successor, one.succeeded
    session.add(row)


class Register:
    """Reading, and the few changes that a lead makes by hand. Each call is one transaction, with a line of audit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def champions(self, status: Iterable[str] = ()) -> list[Champion]:
        """Champions by name; all, or those of some status."""
        with Session(self._engine) as session:
            query, wanted = select(ChampionRow), list(status)
            rows = session.scalars(query.where(ChampionRow.status.in_(wanted)) if wanted else query)
            people = map(champion_of, rows)
            return sorted(people, key=lambda one: (one.name, one.id))  # whatever language the database sorts by

    def find(self, person: str) -> list[Champion]:
        """Champions by number, address, or a part of the name."""
        with Session(self._engine) as session:
            about = or_(ChampionRow.address == person.lower(), ChampionRow.name.ilike(f"%{person}%"))
            if (number := number_in(person)) is not None:
                about = ChampionRow.id == number
            return [
                champion_of(row) for row in session.scalars(select(ChampionRow).where(about).order_by(ChampionRow.id))
            ]

    def keep(self, champions: Iterable[Champion], now: datetime, why: str) -> list[Champion]:
        """Write champions, all or none."""
        with Session(self._engine) as session, session.begin():
            kept = []
            for champion in champions:
                row = keep_champion(session, champion)
                session.add(AuditRow(at=now, source="cli", actor="lead", champion_id=row.id, what=why))
                kept.append(champion_of(row))
            return kept

    def organisations(self, session: Session | None = None) -> tuple[Organisation, ...]:
        """Every organisation, by acronym."""
        with nullcontext(session) if session else Session(self._engine) as inner:
            assert inner is not None
            return all_organisations(inner)

    def keep_organisations(self, organisations: Iterable[Organisation]) -> int:
        """Write organisations; those that are known are brought up to date. Gives how many changed."""
        changed = 0
        with Session(self._engine) as session, session.begin():
            for one in organisations:
                row = session.get(OrganisationRow, one.acronym)
                if row is None or organisation_of(row) != one:
                    fill_organisation(session, one)
                    changed += 1
        return changed

    def bring_in(self, records: Iterable[Record | Organisation], now: datetime, why: str) -> None:
        """Write records of any kind, all or none, with a line of audit each."""
        with Session(self._engine) as session, session.begin():
            for one in records:
                if isinstance(one, Organisation):
                    fill_organisation(session, one)
                    continue
                champion = keep_record(session, one, "cli")
                session.add(AuditRow(at=now, source="cli", actor="lead", champion_id=champion, what=why))

    def rounds(self) -> tuple[Round, ...]:
        """Every round, oldest first."""
        with Session(self._engine) as session:
            return all_rounds(session)

    def round(self, month: str) -> Round | None:
        """One round."""
        with Session(self._engine) as session:
            return round_by_month(session, month)

    def record(self, month: str) -> str | None:
        """What went into that month's draw and came of it (`flows.chat.record`); None: nothing was kept."""
        with Session(self._engine) as session:
            packed = session.scalar(select(RoundRow.record).where(RoundRow.month == month))
            return zlib.decompress(packed).decode() if packed else None

    def apart(self) -> frozenset[tuple[int, int]]:
        """Pairs to be kept apart."""
        with Session(self._engine) as session:
            return apart_among(session)

    def keep_apart(self, first: int, second: int, *, apart: bool = True) -> bool:
        """Keep two champions apart from the next draw on, or no longer. False: it was so already."""
        pair = (min(first, second), max(first, second))
        with Session(self._engine) as session, session.begin():
            row = session.get(ApartRow, pair)
            if (row is not None) == apart:
                return False
            if row is None:
                session.add(ApartRow(first=pair[0], second=pair[1]))
            else:
                session.delete(row)
            return True

    def handovers(self) -> list[Lead]:
        """Every handover of the lead, past and to come, earliest first."""
        with Session(self._engine) as session:
            return office.handovers(session)

    def hand_over(self, lead: Lead, now: datetime) -> None:
        """Let somebody lead from a day on."""
        with Session(self._engine) as session, session.begin():
            office.keep_lead(session, lead, "cli")
            session.add(AuditRow(at=now, source="cli", actor="lead", what=f"somebody else leads from {lead.since}"))

    def take_handover_back(self, since: date, now: datetime) -> bool:
        """Let nobody else lead from that day on; False: nobody was going to."""
        with Session(self._engine) as session, session.begin():
            found = office.take_back(session, since)
            if found:
                session.add(AuditRow(at=now, source="cli", actor="lead", what=f"the handover on {since} is taken back"))
            return found

    def updates(self, month: str | None = None) -> list[tuple[int, Update]]:
        """(number, update), latest month first."""
        with Session(self._engine) as session:
            query = select(UpdateRow).order_by(UpdateRow.month.desc(), UpdateRow.id)
            rows = session.scalars(query.where(UpdateRow.month == month) if month else query)
            return [(row.id, update_of(row)) for row in rows]

    def approve(self, numbers: Iterable[int], now: datetime) -> list[int]:
        """Approve updates; gives the numbers that were found."""
        with Session(self._engine) as session, session.begin():
            rows = session.scalars(select(UpdateRow).where(UpdateRow.id.in_(list(numbers)))).all()
            for row in rows:
                row.approved, row.held = True, False
                told = (ActivityRow.source == row.source, ActivityRow.champion_id == row.champion_id)
                waiting = update(ActivityRow).where(
                    *told, ActivityRow.approved.is_(None), ActivityRow.withdrawn.is_(None)
                )
                session.execute(waiting.values(approved=now, approved_by="the lead"))
                _settle_approval(session, row.source, now)
                what = f"approve the update of {row.month}"
                session.add(AuditRow(at=now, source="cli", actor="lead", champion_id=row.champion_id, what=what))
            return [row.id for row in rows]

    def questions(self, *, settled: bool = False) -> list[Question]:
        """What waits for a person, most urgent first; or what was settled."""
        with Session(self._engine) as session:
            about = QuestionRow.settled.is_not(None) if settled else QuestionRow.settled.is_(None)
            rows = session.scalars(select(QuestionRow).where(about).order_by(QuestionRow.due, QuestionRow.id))
            return [question_of(row) for row in rows]

    def question(self, number: int) -> Question | None:
        """One question."""
        with Session(self._engine) as session:
            row = session.get(QuestionRow, number)
            return question_of(row) if row else None

    def settle(self, number: int, answer: str, now: datetime) -> None:
        """Settle a question. A complaint that is settled lets mail to its writer go again."""
        with Session(self._engine) as session, session.begin():
            champion = settle(session, number, answer, now)
            what = f"settle question {number}"
            session.add(AuditRow(at=now, source="cli", actor="lead", champion_id=champion, what=what))

    def calendar(self, limit: int = 50) -> list[OccurrenceRow]:
        """The moments that were dealt with, latest first."""
        with Session(self._engine, expire_on_commit=False) as session:
            return list(session.scalars(select(OccurrenceRow).order_by(OccurrenceRow.at.desc()).limit(limit)))

    def trail(self, champion: int | None = None, limit: int = 100) -> list[AuditRow]:
        """The audit trail, latest first; of one champion, or of all."""
        with Session(self._engine, expire_on_commit=False) as session:
            query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
            return list(session.scalars(query.where(AuditRow.champion_id == champion) if champion else query))


def _settle_approval(session: Session, source: str, now: datetime) -> None:
    """The question whether a mail's updates count is answered once every one of them is approved."""
    session.flush()
    left = select(UpdateRow.id).where(
        UpdateRow.source == source,
        UpdateRow.approved.is_(False),
        UpdateRow.nil.is_(False),
        UpdateRow.withdrawn.is_(None),
    )
    if session.scalar(left.limit(1)) is None:
        asked = (QuestionRow.source == source, QuestionRow.matter == "update", QuestionRow.settled.is_(None))
        session.execute(update(QuestionRow).where(*asked).values(settled=now, answer="approved by hand"))
