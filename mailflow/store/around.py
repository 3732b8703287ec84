"""What is around one person: their group of the month, the groups near it, what they told, asked and were sent.

Each statement is made once (`mailflow.store.asking`) and finds its rows by an index that leads with the person, so
that it costs as much in a network of 100,000 as in one of 56.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, exists, func, select, union_all
from sqlalchemy.orm import Session

from mailflow.events import Thread
from mailflow.network import MEMBERS, Champion, Group, Organisation, Question, Round, Update
from mailflow.store.asking import among, ask, ask_one
from mailflow.store.rows import group_of, organisation_of, question_of, round_of, update_of
from mailflow.store.tables import (
    ApartRow,
    ChampionRow,
    GroupMemberRow,
    GroupRow,
    MailRow,
    MoveRow,
    OrganisationRow,
    QuestionRow,
    RoundRow,
    UpdateRow,
)

RECENT_UPDATES = 12
RECENT_GROUPS = 60
OPEN_QUESTIONS = 20
NEARBY_GROUPS = 12
"""How many other groups are looked at when a group becomes too small."""
ACKNOWLEDGED_FOR = timedelta(days=1)

Known = Mapping[int | None, Champion]
"""Champions by number."""

# --- one glance -------------------------------------------------------------------------------------------------------

_COUNT = (
    select(func.count())
    .select_from(ChampionRow)
    .where(ChampionRow.organisation == bindparam("organisation"), among(ChampionRow.status, MEMBERS))
)
_TO_THEM = MailRow.address == bindparam("address")
_THEIRS: BindParameter[int] = bindparam("champion")
_GLANCE = select(
    select(func.max(MailRow.sent)).where(_TO_THEM).scalar_subquery(),
    exists().where(
        _TO_THEM,
        MailRow.mail == "question/acknowledged",
        MailRow.planned > bindparam("since"),
        MailRow.state != "cancelled",
    ),
    _COUNT.scalar_subquery(),
    exists().where(GroupMemberRow.champion_id == _THEIRS),
    exists().where(UpdateRow.champion_id == _THEIRS),
    exists().where(QuestionRow.writer == bindparam("address"), QuestionRow.settled.is_(None)),
    exists().where(QuestionRow.champion_id == _THEIRS, QuestionRow.settled.is_(None)),
    exists().where(MoveRow.champion_id == _THEIRS),
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look tells of a writer, so that nothing is asked for that is not there."""

    last_sent: datetime | None
    """When the last mail of ours was sent to that address."""
    acknowledged: bool
    """They were told within a day that a person will answer."""
    members: int
    """How many members their organisation has."""
    has_groups: bool
    has_updates: bool
    has_asked: bool
    is_asked_about: bool
    has_moved: bool


def glance(session: Session, address: str, champion: Champion | None, acronym: str, now: datetime) -> Glance:
    """One look at whoever has that address, or is ``champion``; ``acronym``: of their organisation, if any."""
    number, since = champion.id if champion else 0, now - ACKNOWLEDGED_FOR
    given = {"address": address, "champion": number, "organisation": acronym or None, "since": since}
    return Glance(*ask(session, _GLANCE, **given)[0])


# --- groups -----------------------------------------------------------------------------------------------------------

_GROUPS_OF = (
    select(GroupRow.__table__)
    .join(GroupMemberRow, GroupMemberRow.group_id == GroupRow.id)
    .where(GroupMemberRow.champion_id == bindparam("champion"), GroupMemberRow.left_out.is_(False))
    .order_by(GroupRow.round.desc())
    .limit(RECENT_GROUPS)
)
_MEMBERS = select(GroupMemberRow.__table__).where(GroupMemberRow.group_id.in_(bindparam("groups", expanding=True)))
_NEARBY = (
    select(GroupRow.__table__)
    .where(GroupRow.round == bindparam("round"), GroupRow.number.in_(bindparam("numbers", expanding=True)))
    .where(GroupRow.met.is_not(True))
)
_ROUND = select(RoundRow.__table__).where(RoundRow.month == bindparam("month"))


def group_around(session: Session, champion: Champion, thread: Thread | None = None, month: str = "") -> Group | None:
    """The champion's group in ``month`` or the month that the thread names, or else the latest one."""
    if not month and thread and thread.kind in {"chat", "update", "swap"} and thread.number:
        month = thread.number[:7]
    rows = ask(session, _GROUPS_OF, champion=champion.id)
    row = next((one for one in rows if not month or one.round == month), None)
    return with_members(session, [row])[0] if row else None


def with_members(session: Session, rows: Sequence[GroupRow]) -> list[Group]:
    """The groups of these rows."""
    members: dict[int, list[GroupMemberRow]] = {row.id: [] for row in rows}
    numbers = list(members)
    for start in range(0, len(numbers), 500):
        for member in ask(session, _MEMBERS, groups=numbers[start : start + 500]):
            members[member.group_id].append(member)
    return [group_of(row, members[row.id]) for row in rows]


def round_around(session: Session, group: Group | None, drops: bool, size: int) -> tuple[Round | None, list[Group]]:
    """The round of the group; when the group may fall below three, with some groups nearby that could take or give."""
    if group is None:
        return None, []
    nearby: list[Group] = []
    if drops and len(group.members) <= size - 1:
        close = range(max(0, group.number - 5 * NEARBY_GROUPS), group.number + 5 * NEARBY_GROUPS)
        rows = ask(session, _NEARBY, round=group.round, numbers=[one for one in close if one != group.number])
        rows.sort(key=lambda row: (abs(row.number - group.number), row.number))
        nearby = with_members(session, rows[:NEARBY_GROUPS])
    return round_of(ask(session, _ROUND, month=group.round)[0], [group, *nearby]), nearby


def everybody(groups: Iterable[Group]) -> list[int]:
    """The numbers of all who are or were in these groups."""
    return [number for group in groups for number in (*group.members, *group.left_out)]


def history_among(session: Session, members: Known) -> tuple[Round, ...]:
    """The rounds before, seen through these people only."""
    rows = session.execute(
        select(GroupRow.round, GroupRow.number, GroupRow.convener, GroupRow.met, GroupMemberRow.champion_id)
        .join(GroupMemberRow, GroupMemberRow.group_id == GroupRow.id)
        .where(GroupMemberRow.champion_id.in_(filter(None, members)), GroupMemberRow.left_out.is_(False))
        .order_by(GroupMemberRow.group_id, GroupMemberRow.place)
    )
    groups: dict[tuple[str, int], Group] = {}
    for month, number, convener, met, champion in rows:
        known = groups.setdefault((month, number), Group(month, number, (), convener, met))
        groups[month, number] = replace(known, members=(*known.members, champion))
    return rounds_of(session, groups.values())


def rounds_of(session: Session, groups: Iterable[Group]) -> tuple[Round, ...]:
    """The rounds of these groups, oldest first."""
    by_month: dict[str, list[Group]] = {}
    for group in groups:
        by_month.setdefault(group.round, []).append(group)
    rows = session.scalars(select(RoundRow).where(RoundRow.month.in_(by_month)).order_by(RoundRow.month))
    return tuple(round_of(row, by_month[row.month]) for row in rows)


def apart_among(session: Session, members: Iterable[int | None] | None = None) -> frozenset[tuple[int, int]]:
    """Pairs to be kept apart, of ``members`` (numbers), or all."""
    query = select(ApartRow.first, ApartRow.second)
    if members is not None:
        numbers = [number for number in members if number]
        query = query.where(ApartRow.first.in_(numbers), ApartRow.second.in_(numbers))
    return frozenset((first, second) for first, second in session.execute(query))


def convened(session: Session, members: Known) -> dict[int, int]:
    """How often each of these people has convened."""
    query = select(GroupRow.convener, func.count()).where(GroupRow.convener.in_(filter(None, members)))
    return dict(session.execute(query.group_by(GroupRow.convener)).all())


# --- what they told, asked and were sent ------------------------------------------------------------------------------

_UPDATES = (
    select(UpdateRow.__table__)
    .where(UpdateRow.champion_id == bindparam("champion"))
    .order_by(UpdateRow.month.desc(), UpdateRow.id.desc())
    .limit(RECENT_UPDATES)
)
_QUESTIONS = (
    select(QuestionRow.__table__)
    .where(
        QuestionRow.id.in_(
            union_all(
                select(QuestionRow.id).where(QuestionRow.writer == bindparam("writer"), QuestionRow.settled.is_(None)),
                select(QuestionRow.id).where(QuestionRow.champion_id == _THEIRS, QuestionRow.settled.is_(None)),
            )
        )
    )
    .order_by(QuestionRow.id)
    .limit(OPEN_QUESTIONS)
)
"""Two selects, so that each has its index."""


def updates_of(session: Session, champion: Champion | None) -> tuple[Update, ...]:
    """What a champion told lately, the latest first."""
    return tuple(map(update_of, ask(session, _UPDATES, champion=champion.id))) if champion else ()


def questions_about(session: Session, champion: Champion | None, writer: str) -> tuple[Question, ...]:
    """What is open about a champion, or was asked by that address, the oldest first."""
    rows = ask(session, _QUESTIONS, writer=writer, champion=champion.id if champion else 0)
    return tuple(map(question_of, rows))


# --- their organisation -----------------------------------------------------------------------------------------------

_ORGANISATION = select(OrganisationRow.__table__).where(OrganisationRow.acronym == bindparam("acronym"))
_ORGANISATIONS = select(OrganisationRow.__table__).where(
    OrganisationRow.acronym.in_(bindparam("acronyms", expanding=True))
)


def members_of(session: Session, acronym: str) -> int:
    """How many members an organisation has; of none, 0."""
    return ask_one(session, _COUNT, organisation=acronym) or 0 if acronym else 0


def organisations(session: Session, acronyms: set[str]) -> tuple[Organisation, ...]:
    """The organisations with these acronyms."""
    wanted = sorted(acronyms - {""})
    if len(wanted) == 1:  # nearly always
        return tuple(map(organisation_of, ask(session, _ORGANISATION, acronym=wanted[0])))
    return tuple(map(organisation_of, ask(session, _ORGANISATIONS, acronyms=wanted))) if wanted else ()
