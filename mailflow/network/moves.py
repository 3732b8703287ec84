"""A champion on the way to another organisation, address or name: what was asked for, and what still must be proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChangeKind(StrEnum):
    """What becomes of an organisation."""

    REPLACED = "replaced"
    """By another one, under another name or merged into it: its champions go along."""
    SPLIT = "split"
    """Into several: each champion says where they belong."""


@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """What happens to one organisation on a day. A successor that is not known is made on that day."""

    old: str
    on: date
    kind: ChangeKind
    successors: tuple[str, ...]
    name: str = ""
    """Of the successor, if it is not known yet."""
    domains: tuple[str, ...] = ()
    done: bool = False

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"that {self.old} is {self.kind} on {self.on}"


class MoveState(StrEnum):
    """Who must still say yes: the old address (it is them), then the new one (it works)."""

    ASKED_OLD = "asked_old"
    AGREED = "agreed"
    ASKED_NEW = "asked_new"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Move:
    """What changes for one champion, from a day on. Empty: it stays."""

    champion: int
    on: date
    state: MoveState
    organisation: str = ""
    address: str = ""
    name: str = ""
    works: bool = False
    """Whether a proven mail has come from the new address already."""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"that champion {self.champion} moves on {self.on} ({self.state})"
