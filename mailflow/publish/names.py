"""Who and what may be named. Every page asks here: nothing held, unlisted or erased gets a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mailflow.network import MEMBERS, CaseStudy, Champion, Status
from mailflow.publish.facts import Facts
from mailflow.tally import Counted, published

_LINK = re.compile(r"https?://[^\s<>\"]+\Z")


def was_member(one: Champion, on: date) -> bool:
    """Whether somebody was a champion on that day; whoever was there before dates were kept counts since ever."""
    if one.joined is not None and one.joined > on:
        return False
    if one.status in MEMBERS:
        return True
    return one.status in {Status.LEFT, Status.ERASED} and one.left is not None and one.left > on


def listed(facts: Facts) -> list[Champion]:
    """The champions of the public page, by name: members who let their name stand there."""
    shown = [one for one in facts.champions if one.is_member and one.listed and was_member(one, facts.on)]
    return sorted(shown, key=lambda one: (one.name.casefold(), one.id))


def person(champion: Champion | None) -> str:
    """How the lead's copy names a champion: whoever is unlisted by number, whoever is erased not at all."""
    if champion is None or champion.status is Status.ERASED:
        return ""
    return champion.name if champion.listed else f"#{champion.id}"


def may_be_named(one: Counted, facts: Facts) -> bool:
    """Whether at least one mail that says so may be shown."""
    return any(source not in facts.held for source in one.sources)


def by_name(counted: Sequence[Counted]) -> list[Counted]:
    """In the order of a dictionary, capitals or not."""
    return sorted(counted, key=lambda one: (one.key.casefold(), one.key))


def readable(facts: Facts) -> tuple[CaseStudy, ...]:
    """The case studies that may be shown: published by that day, and of no mail that is held; newest first."""
    return tuple(one for one in published(facts.case_studies, on=facts.on) if one.source not in facts.held)


def link_of(one: CaseStudy) -> str:
    """Its address, if it is one that a browser may open; else empty."""
    return one.link if _LINK.match(one.link) else ""
