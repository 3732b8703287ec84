"""A snapshot of the neighbourhood that one event can reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mailflow.events import Letter
from mailflow.network.chats import Group, Round
from mailflow.network.lead import Absence, Lead, Mass, News, Undoable
from mailflow.network.matters import Asked, Question
from mailflow.network.meetings import Answer, Breakout, Meeting, TalkOffer
from mailflow.network.moves import Move, OrganisationChange
from mailflow.network.people import Champion, Organisation
from mailflow.network.updates import Update
from mailflow.network.work import Activity, CaseStudy, Commitment, Desk
from mailflow.settings import Settings


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
    heard: datetime | None = None
    """When anything last came in from ``subject``: only where their silence matters."""
    last_sent: datetime | None = None
    """When we last sent anything to the sender."""
    away: Absence | None = None
    """The lead's absence, if they are away now."""
    handover: Lead | None = None
    """Only on the day of a handover."""
    move: Move | None = None
    """The latest move of the champion whom the event is about."""
    change: OrganisationChange | None = None
    """Only on the day on which something becomes of an organisation."""
    left_open: tuple[Commitment | CaseStudy, ...] = ()
    """What the applicant takes over from whoever named them: commitments to answer for, case studies not published."""
    colleagues: tuple[Champion, ...] = ()
    """The champions on the public list of the organisation that the writer belongs to: where they ask to know more."""
    namesakes: tuple[Champion, ...] = ()
    """Whom an unknown writer, who asks for a change, may be."""
    news: News | None = None
    """Only at the brief; ``open_questions`` are then all there are, and ``round`` the one drawn since the last."""
    asked: tuple[Asked, ...] = ()
    """The questions that the lead's reply names; ``open_questions`` are then all there are."""
    sure: bool = False
    """Whether it is sure beyond a token that the lead wrote (`mailflow.flows.lead.whole`)."""
    meant: Mapping[str, tuple[Champion, ...]] = field(default_factory=dict)
    """Members whom a name in the lead's reply may mean."""
    told: datetime | None = None
    """When the mail was planned that the lead answers: they have seen no question that came up later."""
    undoable: Mapping[str, Undoable] = field(default_factory=dict)
    """What the lead's reply wants taken back, by what it names (``D41``, a question's number, or nothing)."""
    case_study: CaseStudy | None = None
    """The one that the mail's thread is about."""
    activities: tuple[Activity, ...] = ()
    """Only where somebody takes an update back: what its mail tells of."""
    desk: Desk | None = None
    """The digest that a moment, or the lead's answer to a draft, is about."""
    desks: tuple[Desk, ...] = ()
    """Only where somebody takes an update back: the digests in which it stands."""
    mass: Mass | None = None
    """The mail to many that the lead's reply is about."""
    meeting: Meeting | None = None
    """The meeting that the event is about; of a mail that names none, the next one to which people are invited."""
    meetings: tuple[Meeting, ...] = ()
    """The meetings that are kept and still to come: where a talk is offered or placed."""
    invited: tuple[Meeting, ...] = ()
    """Only where the sender leaves or pauses: the open meetings that stand in their calendar, the next one first."""
    answers: tuple[Answer, ...] = ()
    """The sender's own answer to that meeting, and their guest's; at a moment of the meeting, everybody's."""
    talks: tuple[TalkOffer, ...] = ()
    """At a moment of a meeting, the talks placed in it; at the lead's reply, those that its questions are about."""
    breakouts: tuple[Breakout, ...] = ()
    """The breakout groups of other meetings, oldest first: only where they are drawn."""
    reached: frozenset[str] = frozenset()
    """At a moment of a meeting, the addresses to which an entry in the calendar has left."""
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
