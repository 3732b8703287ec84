"""The facts that pages and review are made from, as the store gathers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mailflow.network import Activity, CaseStudy, Champion, Commitment, Lead, Organisation, Update
from mailflow.settings import Settings


class Copy(StrEnum):
    """For whom the pages are."""

    PUBLIC = "public"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Told:
    """One mail that a number rests on."""

    key: str
    """As in the accounting and the audit trail: ``mail:…``; ``cli`` for what was entered by hand."""
    on: date | None = None
    """The day on which it came; None: it is not known any more."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All records that pages may be made from. What may be shown of them is decided in this room."""

    settings: Settings
    on: date
    """The day that the pages bear, and as of which all is counted."""
    champions: tuple[Champion, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    activities: tuple[Activity, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    case_studies: tuple[CaseStudy, ...] = ()
    updates: tuple[Update, ...] = ()
    """Without their words."""
    rounds: tuple[str, ...] = ()
    """The months (``YYYY-MM``) of the rounds that were drawn."""
    leads: tuple[Lead, ...] = ()
    """Every handover, earliest first."""
    mails: Mapping[str, date] = field(default_factory=dict)
    """When each mail that an activity, commitment, case study or update rests on came in, by its key."""
    came_by: Mapping[int, Told] = field(default_factory=dict)
    """By champion's number: the mail by which they joined."""
    held: frozenset[str] = frozenset()
    """The keys of mails of which nothing may be shown: marked, or kept out of sight until a person has looked."""
