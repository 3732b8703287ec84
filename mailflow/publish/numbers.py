"""Each number that is shown, with whom it counts and the mails behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mailflow.network import AIMS, OF_PEOPLE, CaseStudy, Champion, Commitment, Stage
from mailflow.publish.facts import Facts
from mailflow.publish.names import by_name, may_be_named, person, readable, was_member
from mailflow.tally import Counted, Tally, committed, current, tally

STAGES = (Stage.DONE, Stage.UNDER_WAY, Stage.PLANNED)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail behind a number."""

    key: str
    on: date | None
    who: str
    """Who told, as far as they may be named; empty: nobody is to be."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One organisation (or champion, or case study) that counts."""

    name: str
    """Empty: it counts, and may not be named."""
    mails: tuple[Mail, ...]
    acronym: str = ""
    tools: tuple[str, ...] = ()
    with_hub: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what is behind it."""

    of: tuple[Behind, ...] = ()
    people: bool = False
    """Whether it counts champions: the public copy then names nobody."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.of)

    @property
    def unnamed(self) -> int:
        """How many of them may not be named."""
        return sum(not one.name for one in self.of)


@dataclass(frozen=True, slots=True)
class Period:
    """The time of a report, both days included."""

    since: date
    until: date

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.since <= day <= self.until

    def has_month(self, month: str) -> bool:
        """Whether a month (``YYYY-MM``) lies in it, or a part of it."""
        return f"{self.since:%Y-%m}" <= month <= f"{self.until:%Y-%m}"


def numbers(facts: Facts, period: Period) -> dict[str, Number]:
    """Every number by its name, in the order of the review. The state is that of the last day, the work of the time."""
    facts = replace(facts, on=period.until)
    members = [one for one in facts.champions if was_member(one, period.until)]
    return {
        "champions": _people(members, facts),
        "organisations": _organisations(members, facts),
        "new_champions": _people([one for one in facts.champions if period.has(one.joined)], facts),
        "chat_rounds": Number(
            tuple(Behind(month, ()) for month in facts.rounds if period.has_month(month)), people=False
        ),
        "updates": _updates(facts, period),
        **_commitments(facts),
        **dict(_activities(facts, period)),
        "case_studies": Number(tuple(_case_study(one, facts) for one in readable(facts))),
    }


def _people(champions: Iterable[Champion], facts: Facts) -> Number:
    ordered = sorted(champions, key=lambda one: one.id)
    return Number(tuple(Behind(person(one), _came_by(one, facts), one.organisation) for one in ordered), people=True)


def _came_by(one: Champion, facts: Facts) -> tuple[Mail, ...]:
    told = facts.came_by.get(one.id)
    if told is None:
        return ()
    return (Mail(told.key, told.on, person(one) if told.key.startswith("mail:") else ""),)


def _organisations(members: Iterable[Champion], facts: Facts) -> Number:
    known = {one.acronym: one for one in facts.organisations}
    there: dict[str, list[Champion]] = {}
    for one in members:
        for acronym in dict.fromkeys(filter(None, (one.organisation, *one.also))):
            there.setdefault(current(acronym, known, facts.on), []).append(one)
    ordered = sorted(there.items(), key=lambda item: (item[0].casefold(), item[0]))
    return Number(
        tuple(
            Behind(
                known[acronym].name if acronym in known else acronym,
                tuple(mail for one in champions for mail in _came_by(one, facts)),
                acronym,
            )
            for acronym, champions in ordered
        )
    )


def _updates(facts: Facts, period: Period) -> Number:
    told = [one for one in facts.updates if period.has_month(one.month) and not (one.nil or one.withdrawn)]
    people = {one.id: one for one in facts.champions}
    return Number(
        tuple(
            Behind(person(people.get(one.champion)), (_mail(one.source, people.get(one.champion), facts),))
            for one in sorted(told, key=lambda one: one.id)
        ),
        people=True,
    )


def _mail(source: str, who: Champion | None, facts: Facts) -> Mail:
    return Mail(source, facts.mails.get(source), person(who))


def _activities(facts: Facts, period: Period) -> Iterator[tuple[str, Number]]:
    """``kind/done``, ``kind/under_way``, ``kind/planned`` of each kind."""
    told = [one for one in facts.activities if period.has_month(one.month)]
    people = {one.id: one for one in facts.champions}
    who = {one.source: people.get(one.champion or 0) for one in told}
    for kind in tally(told, facts.organisations, on=period.until):
        for stage in STAGES:
            yield (
                f"{kind.kind}/{stage}",
                Number(
                    tuple(_behind(one, who, facts, people) for one in by_name(_of(kind, stage))), kind.kind in OF_PEOPLE
                ),
            )


def _of(kind: Tally, stage: Stage) -> tuple[Counted, ...]:
    return {Stage.DONE: kind.done, Stage.UNDER_WAY: kind.under_way, Stage.PLANNED: kind.planned}[stage]


def _behind(
    one: Counted, who: Mapping[str, Champion | None], facts: Facts, people: Mapping[int, Champion] | None = None
) -> Behind:
    named = may_be_named(one, facts)
    champion = None if one.name or people is None else people.get(int(one.key))
    name = one.name or person(champion)
    mails = tuple(_mail(source, who.get(source), facts) for source in one.sources)
    acronym = one.key if one.name else (champion.organisation if champion else "")
    return Behind(name if named else "", mails, acronym if named else "", one.tools, one.with_hub)


def _commitments(facts: Facts) -> dict[str, Number]:
    found = committed(facts.commitments, facts.organisations, on=facts.on)
    writers = _writers(facts.commitments, facts)
    return {
        "commitments": Number(tuple(_behind(one, writers, facts) for one in by_name(found.organisations))),
        **{
            f"commitments/{aim}": Number(tuple(_behind(one, writers, facts) for one in by_name(found.aims[aim])))
            for aim in AIMS
        },
    }


def _writers(commitments: Iterable[Commitment], facts: Facts) -> dict[str, Champion | None]:
    """Who sent each commitment, if it was a champion; of others no name is held."""
    by_address = {one.address: one for one in facts.champions if one.address}
    return {one.source: by_address.get(one.writer) for one in commitments}


def _case_study(one: CaseStudy, facts: Facts) -> Behind:
    people = {champion.id: champion for champion in facts.champions}
    mail = _mail(one.source, people.get(one.champion or 0), facts)
    return Behind(one.name, (mail,), one.organisation)


def as_json(found: Mapping[str, Number]) -> dict[str, object]:
    """Every number with its references, for scripts; mails by key and day, nobody's address."""

    def mails(one: Behind) -> list[dict[str, object]]:
        return [{"mail": mail.key, "on": mail.on.isoformat() if mail.on else None} for mail in one.mails]

    return {
        name: {
            "count": number.count,
            "of": [
                {"name": one.name or None, "organisation": one.acronym or None}
                | ({"tools": list(one.tools)} if one.tools else {})
                | ({"with_hub": True} if one.with_hub else {})
                | {"references": mails(one)}
                for one in number.of
            ],
        }
        for name, number in found.items()
    }
