"""What comes of the network's work: activities, commitments, case studies, feedback, and the digest that tells of it.

Each keeps the keys of the mails that it rests on, so that every number can be traced to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mailflow.network.people import Champion
from mailflow.network.updates import Update

KINDS = (
    "internal_launch",
    "metrics",
    "hub_workshop",
    "joint_working",
    "tools",
    "own_network",
    "internal_pages",
    "feedback_on_hub",
)
"""The kinds of activity (product.md), in the order in which they are told."""
OF_PEOPLE = frozenset({"feedback_on_hub"})
"""The kinds that count people; all others count distinct organisations."""
AIMS = ("profile", "understand", "review", "work_together", "feedback", "develop")
"""What an organisation can commit itself to (product.md)."""


class Stage(StrEnum):
    """How far an activity is. Only what is done counts as done."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"


class CommitmentState(StrEnum):
    """Where a commitment stands: received → accepted → (replaced), or declined."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"


class CaseStudyState(StrEnum):
    """Where a case study stands: proposed → drafting → cleared → published, or withdrawn."""

    PROPOSED = "proposed"
    DRAFTING = "drafting"
    CLEARED = "cleared"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class FeedbackState(StrEnum):
    """Whether a person has passed it on."""

    RECEIVED = "received"
    PASSED_ON = "passed_on"


class DigestState(StrEnum):
    """Where a digest stands: drafted → approved → sent; or held until a day, and then drafted anew."""

    DRAFTED = "drafted"
    HELD = "held"
    APPROVED = "approved"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Activity:
    """One counted fact of an update. It counts once a person has approved it, until its writer withdraws it."""

    id: int
    """0: not yet kept."""
    source: str
    """The key of the mail that told it (``mail:…``)."""
    champion: int | None
    month: str
    """``YYYY-MM``."""
    kind: str
    """One of `KINDS`."""
    organisations: tuple[str, ...]
    """Acronyms, as they were then; joint working names several."""
    state: Stage = Stage.DONE
    tool: str = ""
    with_hub: bool = False
    approved_by: str = ""
    approved: datetime | None = None
    withdrawn: datetime | None = None

    @property
    def title(self) -> str:
        """What a decision calls it."""
        standing = "withdrawn" if self.withdrawn else "approved" if self.approved else "not approved yet"
        return f"that {' and '.join(self.organisations) or 'nobody'} tell of {self.kind} ({self.state}, {standing})"


@dataclass(frozen=True, slots=True)
class Commitment:
    """An organisation's stated aims for three years."""

    id: int
    organisation: str
    aims: tuple[str, ...]
    """Of `AIMS`, in the order of the mail."""
    contact: str = ""
    """The name of the person to ask."""
    agreed: date | None = None
    until: date | None = None
    state: CommitmentState = CommitmentState.RECEIVED
    received: date | None = None
    writer: str = ""
    """The address that sent it; empty if it came otherwise."""
    source: str = ""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"the commitment of {self.organisation} as {self.state}"


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """A piece for the website, from its proposal to its link."""

    id: int
    organisation: str
    name: str
    """Its title, as the author puts it."""
    summary: str = ""
    champion: int | None = None
    """Its author."""
    state: CaseStudyState = CaseStudyState.PROPOSED
    proposed: date | None = None
    link: str = ""
    published: date | None = None
    source: str = ""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"a case study of {self.organisation or 'somebody'} as {self.state}"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody says about the hub, its toolkit, or a group; the words stay in the mail."""

    id: int
    about: tuple[str, ...]
    champion: int | None = None
    organisation: str = ""
    received: date | None = None
    state: FeedbackState = FeedbackState.RECEIVED
    source: str = ""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"feedback about {' and '.join(self.about) or 'the hub'} as {self.state}"


@dataclass(frozen=True, slots=True)
class Digest:
    """One month's digest: which updates stand in it, and how far it is."""

    month: str
    lines: tuple[int, ...]
    """The numbers of the updates."""
    drafted: datetime
    state: DigestState = DigestState.DRAFTED
    moment: datetime | None = None
    """When it was approved; of one that is held, when it is drafted anew."""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"the digest of {self.month} as {self.state}, with {len(self.lines)} lines"


@dataclass(frozen=True, slots=True)
class Desk:
    """A digest with all that is needed to write it."""

    digest: Digest | None
    """None: it has not been drafted."""
    updates: tuple[Update, ...] = ()
    """Those that stand in it, or may."""
    writers: Mapping[int, Champion] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    """What the mails of these updates tell of."""
    waiting: int = 0
    """At a draft: how many questions about updates wait. Else: how many of its mails wait to leave."""
    sent_to: frozenset[int] = frozenset()
    """To whom it has left."""
