"""Gather for the lead: what is new since the last brief, and what a reply of theirs is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from mailflow.events import Due, Intent, Letter, Order, Rsvp, Trust
from mailflow.flows.by_hand import BY_HAND
from mailflow.flows.lead.brief import DEEDS
from mailflow.flows.lead.whole import key_of as key_of_undo
from mailflow.network import MEMBERS, Asked, Champion, Deed, Mass, News, Question, Situation, Undoable
from mailflow.settings import Settings
from mailflow.store import changes, digests, mass, matters, office
from mailflow.store.ledger import has_key, key_of, raw_of
from mailflow.store.meetings import need_told_in
from mailflow.store.people import by_address, by_id, number_in
from mailflow.store.rows import champion_of, question_of
from mailflow.store.tables import ChampionRow, LedgerRow, MailRow, OccurrenceRow, QuestionRow, RoundRow
from mailflow.understand import understand
from mailflow.understand.envelope import read

FIRST_LOOK_BACK = timedelta(days=3)
"""How far the first brief of a network looks back."""
MOST_WORDS = 30
"""The words of so many letters are read for one brief."""
PRIVATE = frozenset({Intent.CHANGE_DETAILS, Intent.DATA_RIGHTS, Intent.ACCESS_NEED, Intent.SUSPICIOUS})
"""What is never quoted, whatever its marking: an old name, what is held, somebody's health."""


def open_questions(session: Session) -> tuple[Question, ...]:
    """All that waits for a person."""
    rows = session.scalars(select(QuestionRow).where(QuestionRow.settled.is_(None)).order_by(QuestionRow.id))
    return tuple(question_of(row) for row in rows)


# --- the brief --------------------------------------------------------------------------------------------------------


def at_brief(session: Session, settings: Settings, due: Due) -> tuple[Situation, str]:
    """All that the brief of that day may tell, and the month of the round that was drawn since, or an empty string."""
    since = _last_brief(session, due)
    questions = open_questions(session)
    people = by_id(session, (question.champion for question in questions))
    fresh = [question for question in questions if question.asked > since][:MOST_WORDS]
    first = {question.source: question for question in reversed(fresh)}  # a letter is quoted once
    words = {question.id: _words(session, question) for question in first.values()}
    news = News(
        since=since,
        people={number: champion for number, champion in people.items() if number},
        words={number: text for number, text in words.items() if text},
        deeds=_deeds(session, since),
        closed=_closed_by_hand(session, since),
        failed=_count(session, MailRow.state == "failed", MailRow.handed_over > since),
        unknown=_count(session, MailRow.state == "unknown"),
        held=_count(session, MailRow.state == "held", MailRow.needs_yes.is_(True)),
    )
    drawn = select(RoundRow.month).where(RoundRow.drawn > since).order_by(RoundRow.drawn.desc()).limit(1)
    return Situation(settings=settings, news=news, open_questions=questions), session.scalar(drawn) or ""


def _last_brief(session: Session, due: Due) -> datetime:
    query = select(func.max(OccurrenceRow.done)).where(
        OccurrenceRow.key.startswith("lead/brief:"), OccurrenceRow.at < due.at
    )
    return session.scalar(query) or due.at - FIRST_LOOK_BACK


def _words(session: Session, question: Question) -> str:
    """What was newly written in the mail that raised it, if its sender is sure and it may be shown; else nothing."""
    if not question.source.startswith("mail:"):
        return ""
    need = need_told_in(session, question.source)
    if need:
        return need
    trust = session.scalar(select(LedgerRow.trust).where(has_key(question.source), LedgerRow.raw.is_not(None)).limit(1))
    raw = raw_of(session, question.source)
    if raw is None or trust not in {Trust.TOKEN, Trust.PASS}:
        return ""
    letter = understand(raw)
    if isinstance(letter, Rsvp):
        return letter.comment
    if not isinstance(letter, Letter) or letter.entities.get("hold") or letter.entities.get("marking"):
        return ""
    return "" if PRIVATE & {*letter.intents, question.intent} else letter.new_text


def _deeds(session: Session, since: datetime) -> tuple[Deed, ...]:
    rows = session.execute(
        select(MailRow.id, MailRow.mail, ChampionRow)
        .join(ChampionRow, ChampionRow.id == MailRow.champion_id)
        .where(MailRow.mail.in_(DEEDS), MailRow.planned > since)
        .order_by(MailRow.id)
    )
    return tuple(Deed(number, mail, champion_of(row)) for number, mail, row in rows)


def _closed_by_hand(session: Session, since: datetime) -> tuple[Question, ...]:
    query = select(QuestionRow).where(QuestionRow.settled > since, QuestionRow.answer.startswith(BY_HAND))
    return tuple(question_of(row) for row in session.scalars(query.order_by(QuestionRow.id)))


def _count(session: Session, *about: object) -> int:
    return session.scalar(select(func.count()).select_from(MailRow).where(*about)) or 0  # type: ignore[arg-type]


def at_handover(session: Session, settings: Settings, due: Due) -> Situation:
    """Everybody who is told that somebody else leads, who led until then, and all that waits."""
    members = session.scalars(select(ChampionRow).where(ChampionRow.status.in_(MEMBERS)).order_by(ChampionRow.id))
    return Situation(
        settings=settings,
        handover=next(one for one in office.handovers(session) if f"{one.since:%Y-%m-%d}" == due.occasion),
        champions=tuple(map(champion_of, members)),
        open_questions=open_questions(session),
    )


# --- a reply ----------------------------------------------------------------------------------------------------------


def around_reply(session: Session, situation: Situation, letter: Letter, now: datetime) -> Situation:
    """``situation`` with the questions that the lead's reply names, and the mail to many that it is about."""
    orders = letter.entities.get("orders", [])
    numbers = {order["number"] for order in orders if order["number"]}
    waiting = open_questions(session)
    if any(not order["number"] and order["verdict"] in {"yes", "no"} for order in orders):
        numbers |= {question.id for question in waiting}
    rows = session.scalars(select(QuestionRow).where(QuestionRow.id.in_(numbers)).order_by(QuestionRow.id))
    assert letter.thread is not None
    if letter.thread.kind == "draft":
        situation = digests.around_draft(session, situation, letter)
    return replace(
        situation,
        open_questions=waiting,
        told=_told(session, letter),
        meant=_meant(session, orders),
        asked=tuple(asked_of(session, question_of(row)) for row in rows),
        mass=_mass(session, letter, now) if any(not order["number"] for order in orders) else None,
        undoable=_undoable(session, letter, orders, now),
    )


def _meant(session: Session, orders: list[Order]) -> dict[str, tuple[Champion, ...]]:
    """Members by the names, numbers or addresses that orders to keep people apart give."""
    names = [name for one in orders if one["verdict"] in {"apart", "together"} for name in one["text"].split("|")]
    found = {}
    for name in names:
        number = number_in(name)
        about = ChampionRow.name.ilike(f"%{name}%") if number is None else ChampionRow.id == number
        query = select(ChampionRow).where(or_(about, ChampionRow.address == name), ChampionRow.status.in_(MEMBERS))
        found[name] = tuple(map(champion_of, session.scalars(query.order_by(ChampionRow.id).limit(5))))
    return found


def _told(session: Session, letter: Letter) -> datetime | None:
    assert letter.thread is not None
    return session.scalar(select(MailRow.planned).where(MailRow.code == letter.thread.code))


def _undoable(session: Session, letter: Letter, orders: list[Order], now: datetime) -> dict[str, Undoable]:
    """What each UNDO of the reply would put right, by what it names."""
    found = {}
    for key in {key_of_undo(order) for order in orders if order["verdict"] == "undo"}:
        source = _source_named(session, letter, key, now)
        what = changes.undoable(session, source, now) if source else None
        if what is not None:
            found[key] = what
    return found


def _source_named(session: Session, letter: Letter, key: str, now: datetime) -> str:
    """The event that caused a deed (by the mail that told of it), settled a question, or was answered by a receipt."""
    if key.isdigit():
        return changes.source_of(session, int(key), now)
    if key:
        deed = select(MailRow.source).where(MailRow.id == int(key.removeprefix("D")), MailRow.mail.in_(DEEDS))
        return session.scalar(deed) or ""
    assert letter.thread is not None
    return session.scalar(select(MailRow.source).where(MailRow.code == letter.thread.code)) or ""


def asked_of(session: Session, question: Question) -> Asked:
    """A question with whom to answer, and what its matter is about."""
    known = by_address(session, [question.writer]).get(question.writer)
    raw = raw_of(session, question.source) if question.source.startswith(key_of("")) else None
    letter = read(raw).envelope if raw else None
    asked = Asked(
        question,
        known or Champion(0, letter.sender.name if letter else "", question.writer, ""),
        letter,
        by_id(session, [question.champion]).get(question.champion),
    )
    return matters.around(session, asked)


def _mass(session: Session, letter: Letter, now: datetime) -> Mass | None:
    assert letter.thread is not None
    occasion = letter.thread.number if letter.thread.kind == "hold" else mass.latest(session, now)
    return mass.standing(session, occasion) if occasion else None
