"""Rows become words, and words become rows. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable

from mailflow.network import Champion, Figures, Group, Organisation, Question, Reference, Round, Status, Update
from mailflow.store.tables import (
    ChampionRow,
    GroupMemberRow,
    GroupRow,
    MailRow,
    OrganisationRow,
    QuestionRow,
    RoundRow,
    UpdateRow,
)

_CHAMPION_FIELDS = (
    "name", "organisation", "language", "listed", "applied", "joined", "left", "leaves_on", "paused_from",
    "paused_until", "away_until", "suppressed", "nominated_by", "greeting",
)  # fmt: skip


def champion_of(row: ChampionRow) -> Champion:
    """The champion that a row holds."""
    return Champion(
        id=row.id,
        address=row.address or "",
        status=Status(row.status),
        skips=frozenset(row.skips),
        also=tuple(row.also),
        **{name: getattr(row, name) for name in _CHAMPION_FIELDS},
    )


def fill_champion(row: ChampionRow, champion: Champion) -> ChampionRow:
    """Write a champion into its row."""
    for name in _CHAMPION_FIELDS:
        setattr(row, name, getattr(champion, name))
    row.address = champion.address.lower() or None
    row.status = str(champion.status)
    row.skips = sorted(champion.skips)
    row.also = list(champion.also)
    return row


def organisation_of(row: OrganisationRow) -> Organisation:
    """The organisation that a row holds."""
    return Organisation(
        row.acronym, row.name, tuple(row.domains), tuple(row.aliases), row.nation, row.successor, row.succeeded
    )


def group_of(row: GroupRow, members: Iterable[GroupMemberRow]) -> Group:
    """The group that its rows hold."""
    placed = sorted(members, key=lambda member: member.place)
    return Group(
        round=row.round,
        number=row.number,
        members=tuple(member.champion_id for member in placed if not member.left_out),
        convener=row.convener,
        met=row.met,
        met_on=row.met_on,
        left_out=tuple(member.champion_id for member in placed if member.left_out),
    )


def round_of(row: RoundRow, groups: Iterable[Group]) -> Round:
    """The round that its rows hold."""
    figures = Figures(**row.figures) if row.figures else None
    placed = tuple(sorted(groups, key=lambda group: group.number))
    return Round(row.month, row.drawn, row.seed, row.digest, placed, figures)


def update_of(row: UpdateRow) -> Update:
    """The update that a row holds."""
    return Update(
        champion=row.champion_id,
        month=row.month,
        text=row.text,
        received=row.received,
        nil=row.nil,
        held=row.held,
        approved=row.approved,
        organisation=row.organisation,
        activities=tuple((kind, state) for kind, state in row.activities.get("kinds", [])),
        source=row.source,
        id=row.id,
        withdrawn=row.withdrawn,
        digest=row.digest,
    )


def question_of(row: QuestionRow) -> Question:
    """The question that a row holds."""
    return Question(
        row.id, row.reason, row.asked, row.due, row.source, row.champion_id, row.writer, row.intent, row.suggestion,
        row.later, row.settled, row.answer, row.matter, row.proposal,
    )  # fmt: skip


def reference_of(row: MailRow) -> Reference:
    """A mail of ours as a reply can name it."""
    return Reference(
        row.code, row.kind, row.number, row.champion_id, row.address, row.message_id, row.sent or row.handed_over
    )
