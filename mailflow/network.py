"""WORDS of how things stand: the people, what they belong to, and what was agreed. Frozen; the store makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mailflow.events import Envelope, Letter
from mailflow.settings import Settings


class Status(StrEnum):
    """Where a champion stands: applied → active → (paused) → left; or declined, lapsed, erased."""

    APPLIED = "applied"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ERASED = "erased"


MEMBERS = frozenset({Status.ACTIVE, Status.PAUSED})
"""Who is a champion now."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that champions belong to. Domains are whole labels, lower case."""

    acronym: str
    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    nation: str = "england"
    """Whose bank holidays count: ``england``, ``wales``, ``scotland`` or ``northern_ireland``."""
    successor: str = ""
    """The acronym of the organisation that replaced it, if one did."""


@dataclass(frozen=True, slots=True)
class Champion:
    """A member of the network, or somebody on the way in or out. ``id`` 0: not yet kept."""

    id: int
    name: str
    address: str
    organisation: str
    """The organisation's acronym; empty if not proven."""
    status: Status = Status.APPLIED
    language: str = "en"
    """``en``, ``cy`` or ``both``."""
    listed: bool = True
    """Whether the name may stand on the public page."""
    applied: date | None = None
    joined: date | None = None
    left: date | None = None
    leaves_on: date | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    skips: frozenset[str] = frozenset()
    """The months (``YYYY-MM``) that the champion sits out."""
    away_until: date | None = None
    suppressed: str = ""
    """Why nothing may be sent to the address (``bounced``, ``complaint``); empty if mail may go."""
    nominated_by: str = ""
    greeting: str = ""
    """How the person signs, for "Hello Tom"; empty: the first name."""

    @property
    def first_name(self) -> str:
        """The name to greet by."""
        return self.greeting or self.name.split(" ")[0]

    @property
    def is_member(self) -> bool:
        """Active or paused: a champion now."""
        return self.status in MEMBERS


@dataclass(frozen=True, slots=True)
class Reference:
    """A mail of ours, as a reply can name it: its code, its matter, and to whom it went."""

    code: str
    kind: str
    number: str
    champion: int | None
    address: str
    message_id: str
    sent: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a round."""

    round: str
    number: int
    members: tuple[int, ...]
    """Champions' ids."""
    convener: int
    met: bool | None = None
    """None until somebody tells."""
    met_on: date | None = None
    left_out: tuple[int, ...] = ()
    """Who dropped out after the draw."""

    @property
    def label(self) -> str:
        """``2026-11-G07``."""
        return f"{self.round}-G{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Figures:
    """How good a draw is, beside what counting allows."""

    people: int
    repeats: int
    """Pairs that have met before."""
    colleagues: int
    """Pairs of one organisation."""
    least_repeats: int = 0
    """The fewest repeats that any draw of these groups' sizes must make."""
    least_colleagues: int = 0
    clean_months: int | None = None
    """How many rounds to come would stay without a repeat at this rate; None: not looked at."""


@dataclass(frozen=True, slots=True)
class Round:
    """One month's Champion Chats."""

    month: str
    """``YYYY-MM``."""
    drawn: datetime
    seed: int
    digest: str
    """SHA-256 over what went into the draw: the same digest and seed give the same groups."""
    groups: tuple[Group, ...] = ()
    figures: Figures | None = None
    record: str = ""
    """What went into the draw and what came of it, as JSON (`flows.chat.record`); empty where it was not read."""


@dataclass(frozen=True, slots=True)
class Update:
    """A champion's account of their own user engagement work for one month."""

    champion: int
    month: str
    text: str
    received: datetime
    nil: bool = False
    held: bool = False
    """Kept out of every echo, digest and page until a person has looked (a marking, unpublished figures, Welsh)."""
    approved: bool = False
    organisation: str = ""
    activities: tuple[tuple[str, str], ...] = ()
    """(activity kind, state) pairs, as understood; the lead decides what counts."""
    source: str = ""
    """The key of the mail that it came in."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person must settle."""

    id: int
    reason: str
    asked: datetime
    due: date
    source: str = ""
    """The key of the mail that raised it."""
    champion: int | None = None
    writer: str = ""
    """The address to answer."""
    intent: str = ""
    suggestion: str = ""
    settled: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whom to answer, as the lead's reply meets it."""

    question: Question
    writer: Champion
    letter: Envelope | None = None
    """The mail that raised it, while it is kept."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was settled without a person and that the lead may undo."""

    mail: str
    """The mail that told the person of it, such as ``join/welcome``."""
    who: Champion


@dataclass(frozen=True, slots=True)
class News:
    """What has come up since the lead's last brief."""

    since: datetime
    people: Mapping[int, Champion] = field(default_factory=dict)
    """Whom the open questions are about, by number."""
    words: Mapping[int, str] = field(default_factory=dict)
    """What was written, by question: only of new ones, and only where it may be shown."""
    deeds: tuple[Deed, ...] = ()
    closed: tuple[Question, ...] = ()
    """Questions that a reply by hand has settled."""
    failed: int = 0
    unknown: int = 0
    """Mails of which nobody can say whether the server took them."""
    held: int = 0
    """Mails that wait for the lead's yes."""


@dataclass(frozen=True, slots=True)
class Mass:
    """The mails to many of one occasion, as they stand in the outbox."""

    occasion: str
    """The key of what planned them, such as ``chat:2026-12``."""
    waiting: int = 0
    stopped: int = 0
    """Held by the lead's STOP."""
    left: int = 0
    leaves: datetime | None = None
    """When the first of those that wait, or are stopped, may leave."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A snapshot of the neighbourhood that one event can reach; never the whole network, but for a round's own tick."""

    settings: Settings
    sender: Champion | None = None
    """Who wrote, if the address is known."""
    others: tuple[Champion, ...] = ()
    """Champions whose addresses the event names (nominees, failed recipients, people in To and Cc)."""
    subject: Champion | None = None
    """Whom a `Due` or one of our own mails is about."""
    round: Round | None = None
    """The round that the event is about, or else the latest; only the sender's group in it, but for a tick."""
    group: Group | None = None
    """The sender's group in that round."""
    members: tuple[Champion, ...] = ()
    """The champions of ``group``, the sender included, who have not dropped out."""
    updates: tuple[Update, ...] = ()
    """The sender's own updates, latest first, at most twelve; at ``update/remind``, everybody's of that month."""
    champions: tuple[Champion, ...] = ()
    """Every member: only at a tick that concerns them all."""
    history: tuple[Round, ...] = ()
    """The rounds before, oldest first: only at the tick of a draw."""
    apart: frozenset[tuple[int, int]] = frozenset()
    """Pairs to be kept apart, the lower number first: where groups are drawn or mended."""
    convened: dict[int, int] = field(default_factory=dict)
    """How often each champion has convened: only where a convener is chosen."""
    open_questions: tuple[Question, ...] = ()
    """What already waits for a person about the sender."""
    organisations: tuple[Organisation, ...] = ()
    """The organisations that the event names or the sender belongs to."""
    already_answered: bool = False
    """We have sent the same acknowledgement to this sender within a day."""
    members_left: int = 0
    """How many members the sender's organisation has, the sender included."""
    pending: Pending | None = None
    """What the sender asked for earlier and proves now (matter ``verify``)."""
    last_sent: datetime | None = None
    """When we last sent anything to the sender."""
    news: News | None = None
    """Only at the brief; ``open_questions`` are then all there are, and ``round`` the one drawn since the last."""
    asked: tuple[Asked, ...] = ()
    """The questions that the lead's reply names; ``open_questions`` are then all there are."""
    mass: Mass | None = None
    """The mail to many that the lead's reply is about."""
    answered: frozenset[str] = frozenset()
    """Of a mail by hand: the keys of what raised the mails that it answers (``mail:…``, ``update/ask:2026-11``)."""

    def named(self, address: str) -> Champion | None:
        """The champion with that address, if the event names one."""
        return next((champion for champion in self.others if champion.address == address.lower()), None)

    def organisation(self, acronym: str) -> Organisation | None:
        """The organisation with that acronym, if it is in the neighbourhood."""
        return next((found for found in self.organisations if found.acronym == acronym), None)


@dataclass(frozen=True, slots=True)
class Pending:
    """A letter that was not proven when it came, with the situation that it meets now."""

    letter: Letter
    situation: Situation
