"""Counting: how many organisations have done what, and which mails say so. Pure: records and a day in, numbers out.

An organisation counts once, however often it is told of. Once it was replaced or merged it counts as its successor; a
report of an earlier day still names it as it was then. Only what a person has approved and nobody has withdrawn counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mailflow.network import (
    AIMS,
    KINDS,
    OF_PEOPLE,
    Activity,
    CaseStudy,
    CaseStudyState,
    Commitment,
    CommitmentState,
    Organisation,
    Stage,
)

_ORDER = (Stage.DONE, Stage.UNDER_WAY, Stage.PLANNED)


@dataclass(frozen=True, slots=True)
class Counted:
    """One organisation (or person) that counts, and why."""

    key: str
    """The organisation's acronym on that day; of a person, the champion's number."""
    name: str
    """The organisation's name; of a person empty, for whoever shows it knows who may be named."""
    sources: tuple[str, ...]
    """The keys of the mails that say so, oldest first."""
    tools: tuple[str, ...] = ()
    with_hub: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of activity. Who has done it is not counted again among those who are about to."""

    kind: str
    done: tuple[Counted, ...] = ()
    under_way: tuple[Counted, ...] = ()
    planned: tuple[Counted, ...] = ()

    @property
    def counts_people(self) -> bool:
        """Whether it counts champions and not organisations."""
        return self.kind in OF_PEOPLE

    @property
    def count(self) -> int:
        """How many have done it."""
        return len(self.done)


def current(acronym: str, organisations: Mapping[str, Organisation], on: date) -> str:
    """The acronym under which that organisation counts on that day: its own, or its successor's, or theirs."""
    seen = {acronym}
    while (one := organisations.get(acronym)) and one.successor and (one.succeeded is None or one.succeeded <= on):
        if one.successor in seen:
            break  # a circle in the register is a slip; the count must end
        acronym = one.successor
        seen.add(acronym)
    return acronym


def counts(activity: Activity, on: date) -> bool:
    """Whether it counts in a report of that day."""
    return activity.approved is not None and activity.withdrawn is None and activity.month <= f"{on:%Y-%m}"


def tally(activities: Iterable[Activity], organisations: Iterable[Organisation], *, on: date) -> tuple[Tally, ...]:
    """One `Tally` for each of the eight kinds, in their order."""
    known = {one.acronym: one for one in organisations}
    counting = sorted((one for one in activities if counts(one, on)), key=lambda one: (one.month, one.id))
    return tuple(_of_kind(kind, [one for one in counting if one.kind == kind], known, on) for kind in KINDS)


@dataclass(slots=True)
class _Found:
    stage: Stage
    sources: dict[Stage, dict[str, None]] = field(default_factory=dict)
    tools: dict[str, None] = field(default_factory=dict)
    with_hub: bool = False

    def add(self, activity: Activity) -> None:
        if _ORDER.index(activity.state) < _ORDER.index(self.stage):
            self.stage = activity.state
        self.sources.setdefault(activity.state, {})[activity.source] = None
        if activity.state is not Stage.PLANNED:
            self.with_hub |= activity.with_hub
            self.tools |= {activity.tool: None} if activity.tool else {}


def _of_kind(kind: str, activities: Sequence[Activity], known: Mapping[str, Organisation], on: date) -> Tally:
    found: dict[str, _Found] = {}
    for activity in activities:
        for key in _keys(activity, known, on):
            found.setdefault(key, _Found(activity.state)).add(activity)
    by_stage = {
        stage: tuple(
            _counted(key, one, "" if kind in OF_PEOPLE else _name(key, known))
            for key, one in sorted(found.items())
            if one.stage is stage
        )
        for stage in _ORDER
    }
    return Tally(kind, by_stage[Stage.DONE], by_stage[Stage.UNDER_WAY], by_stage[Stage.PLANNED])


def _keys(activity: Activity, known: Mapping[str, Organisation], on: date) -> dict[str, None]:
    if activity.kind in OF_PEOPLE:
        return {str(activity.champion): None} if activity.champion else {}
    return {current(acronym, known, on): None for acronym in activity.organisations if acronym}


def _counted(key: str, one: _Found, name: str) -> Counted:
    return Counted(key, name, tuple(one.sources[one.stage]), tuple(one.tools), one.with_hub)


def _name(acronym: str, known: Mapping[str, Organisation]) -> str:
    return known[acronym].name if acronym in known else acronym


def partnerships(
    activities: Iterable[Activity], organisations: Iterable[Organisation], stage: Stage, *, on: date
) -> tuple[tuple[str, ...], ...]:
    """Who works with whom, at that stage: acronyms, each set once and none that is a part of a larger one."""
    known = {one.acronym: one for one in organisations}
    told = [one for one in activities if one.kind == "joint_working" and one.state is stage and counts(one, on)]
    sets = dict.fromkeys(frozenset(_keys(one, known, on)) for one in told)
    whole = [one for one in sets if one and not any(one < other for other in sets)]
    return tuple(sorted(tuple(sorted(one, key=str.casefold)) for one in whole))


# --- commitments and case studies -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Commitments:
    """Which organisations are committed, and to which aims."""

    organisations: tuple[Counted, ...]
    aims: Mapping[str, tuple[Counted, ...]]
    """By aim, in the order of `AIMS`."""

    @property
    def count(self) -> int:
        """How many organisations."""
        return len(self.organisations)


def committed(commitments: Iterable[Commitment], organisations: Iterable[Organisation], *, on: date) -> Commitments:
    """The organisations whose commitment a person has accepted by that day; a second one of the same replaces."""
    known = {one.acronym: one for one in organisations}
    standing: dict[str, list[Commitment]] = {}
    for one in commitments:
        if one.state is CommitmentState.ACCEPTED and (one.agreed or one.received or on) <= on:
            standing.setdefault(current(one.organisation, known, on), []).append(one)

    def counted(key: str, held: list[Commitment]) -> Counted:
        return Counted(key, _name(key, known), tuple(dict.fromkeys(one.source for one in held)))

    by_aim = {
        aim: tuple(
            counted(key, [one for one in held if aim in one.aims])
            for key, held in sorted(standing.items())
            if any(aim in one.aims for one in held)
        )
        for aim in AIMS
    }
    return Commitments(tuple(counted(key, held) for key, held in sorted(standing.items())), by_aim)


def published(case_studies: Iterable[CaseStudy], *, on: date) -> tuple[CaseStudy, ...]:
    """The case studies that can be read on that day, newest first."""
    live = [one for one in case_studies if one.state is CaseStudyState.PUBLISHED and (one.published or on) <= on]
    return tuple(sorted(live, key=lambda one: (one.published or date.min, one.id), reverse=True))
