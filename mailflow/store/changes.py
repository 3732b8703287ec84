"""What each event changed, as it stood before: kept for a week, so that the lead can take it back by replying UNDO.

The rows of people, questions and the network's own records are watched where they are written; mail and groups are not:
what has left cannot be called back, and a group that was told of each other stays together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, event, insert, inspect, select, update
from sqlalchemy.orm import LoaderCallableStatus, Session

from mailflow.network import Status, Undoable
from mailflow.store.mass import LEFT, WAITING
from mailflow.store.people import by_id
from mailflow.store.tables import (
    ActivityRow,
    ApartRow,
    Base,
    CaseStudyRow,
    ChampionRow,
    ChangeRow,
    CommitmentRow,
    FeedbackRow,
    LeadRow,
    MailRow,
    MeetingRow,
    MoveRow,
    OrganisationChangeRow,
    OrganisationRow,
    QuestionRow,
    TalkOfferRow,
    UpdateRow,
)

WEEK = timedelta(days=7)
"""So long can something be undone (product: everything for 7 days)."""
WATCHED: dict[str, type[Base]] = {
    row.__tablename__: row
    for row in (
        ActivityRow,
        ApartRow,
        CaseStudyRow,
        ChampionRow,
        CommitmentRow,
        FeedbackRow,
        LeadRow,
        MeetingRow,
        MoveRow,
        OrganisationChangeRow,
        OrganisationRow,
        QuestionRow,
        TalkOfferRow,
        UpdateRow,
    )
}
"""The tables whose rows are put back."""
_KINDS = frozenset(WATCHED.values())
UNDONE = "undone by the lead"
_NOTE = insert(ChangeRow)


def begin(session: Session, source: str, now: datetime) -> None:
    """Note everything that this session changes as the doing of ``source``."""
    session.info["source"], session.info["now"] = source, now


@event.listens_for(Session, "before_flush")
def _before(session: Session, *_: object) -> None:
    """Remember how changed rows stood, while it is still known."""
    if "source" not in session.info:
        return
    noted = session.info.setdefault("noted", [])
    for row in session.dirty:
        before = _as_it_was(row) if type(row) in _KINDS else {}
        if before:
            noted.append((type(row).__tablename__, _key(row), before))
    session.info["new"] = [row for row in session.new if type(row) in _KINDS]


@event.listens_for(Session, "after_flush")
def _after(session: Session, *_: object) -> None:
    """Write down what was noted, and which rows are new, now that they have their keys."""
    noted = session.info.pop("noted", [])
    noted += [(type(row).__tablename__, _key(row), None) for row in session.info.pop("new", [])]
    doing = {"at": session.info.get("now"), "source": session.info.get("source")}
    if noted:
        lines = [{**doing, "name": table, "key": key, "before": before} for table, key, before in noted]
        session.connection().execute(_NOTE, lines)  # inside a flush, which `tell` would begin anew


def _as_it_was(row: Any) -> dict[str, Any]:
    """What has changed in a row, with its value before."""
    was = inspect(row).committed_state
    known = {key: None if isinstance(value, LoaderCallableStatus) else value for key, value in was.items()}
    return {key: _plain(value) for key, value in known.items() if value != getattr(row, key)}


def _key(row: Any) -> list[Any]:
    return [_plain(part) for part in inspect(row).mapper.primary_key_from_instance(row)]


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; moments and days in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


# --- taking back ------------------------------------------------------------------------------------------------------


def undoable(session: Session, source: str, now: datetime) -> Undoable | None:
    """What taking ``source`` back would put right; None if it changed nothing that can be, or a week has passed."""
    changes = _of(session, source, now)
    if not changes:
        return None
    named = (change.key[0] for change in changes if change.name == ChampionRow.__tablename__ and change.before)
    people = list(dict.fromkeys(named))
    known = by_id(session, people)
    restored = [replace(known[number], status=_as_it_stood(session, number, changes)) for number in people]
    mails = session.scalars(select(MailRow.state).where(MailRow.source == source)).all()
    return Undoable(
        source=source,
        questions=tuple(sorted({change.key[0] for change in changes if _was_settled(change)})),
        people=tuple(one for one in restored if one.status is not known[one.id].status),
        others=sum(change.name not in {ChampionRow.__tablename__, QuestionRow.__tablename__} for change in changes),
        gone=sum(state in LEFT for state in mails),
        overtaken=any(_overtaken(session, change) for change in changes),
    )


def undo(session: Session, source: str, now: datetime) -> None:
    """Put back what ``source`` changed, the latest first, and cancel those of its mails that have not left."""
    for change in reversed(_of(session, source, now)):
        row = session.get(WATCHED[change.name], _identity(change))
        if row is None:
            continue
        if change.before is None:
            _unmake(session, row, now)
        else:
            for name, value in change.before.items():
                setattr(row, name, _read(row, name, value))
    session.execute(delete(ChangeRow).where(ChangeRow.source == source))
    waiting = update(MailRow).where(MailRow.source == source, MailRow.state.in_(WAITING))
    session.execute(waiting.values(state="cancelled", why=UNDONE))


def let_go(session: Session, now: datetime) -> None:
    """What was changed more than a week ago can no longer be undone, and is not kept."""
    session.execute(delete(ChangeRow).where(ChangeRow.at < now - WEEK))


def forget(session: Session, champion: int, words: Iterable[str]) -> None:
    """Drop every change of a champion, or that holds one of ``words`` (names, addresses): erasing outweighs undoing."""
    session.flush()
    wanted = [word.casefold() for word in words if word]
    for change in session.scalars(select(ChangeRow)):
        held = repr(change.before).casefold()
        theirs = change.name == ChampionRow.__tablename__ and change.key == [champion]
        if theirs or any(word in held for word in wanted):
            session.delete(change)


def source_of(session: Session, question: int, now: datetime) -> str:
    """What settled that question last, within the week; empty: nothing did."""
    query = select(ChangeRow).where(ChangeRow.name == QuestionRow.__tablename__, ChangeRow.at >= now - WEEK)
    for change in session.scalars(query.order_by(ChangeRow.id.desc())):
        if change.key == [question] and _was_settled(change):
            return change.source
    return ""


def _of(session: Session, source: str, now: datetime) -> list[ChangeRow]:
    query = select(ChangeRow).where(ChangeRow.source == source, ChangeRow.at >= now - WEEK)
    return list(session.scalars(query.order_by(ChangeRow.id)))


def _was_settled(change: ChangeRow) -> bool:
    return change.name == QuestionRow.__tablename__ and change.before is not None and "settled" in change.before


def _overtaken(session: Session, change: ChangeRow) -> bool:
    """Whether something else has changed the same columns of the same row since."""
    later = select(ChangeRow).where(
        ChangeRow.name == change.name, ChangeRow.id > change.id, ChangeRow.source != change.source
    )
    changed = set(change.before or {})
    return any(one.key == change.key and changed & set(one.before or {}) for one in session.scalars(later))


def _as_it_stood(session: Session, number: int, changes: list[ChangeRow]) -> Status:
    first = next(one for one in changes if one.name == ChampionRow.__tablename__ and one.key == [number] and one.before)
    now_is = session.get_one(ChampionRow, number).status
    return Status((first.before or {}).get("status", now_is))


def _identity(change: ChangeRow) -> Any:
    return tuple(change.key) if len(change.key) > 1 else change.key[0]


def _read(row: Any, name: str, value: Any) -> Any:
    """A kept value as its column wants it."""
    kind = inspect(type(row)).columns[name].type.python_type
    return kind.fromisoformat(value) if isinstance(value, str) and issubclass(kind, date) else value


def _unmake(session: Session, row: Base, now: datetime) -> None:
    """A row that had not been there: people and questions are closed, for others point to them; the rest goes."""
    match row:
        case ChampionRow():
            row.status, row.listed = str(Status.LAPSED), False
        case QuestionRow():
            row.settled, row.answer = row.settled or now, row.answer or UNDONE
        case _:
            session.delete(row)
