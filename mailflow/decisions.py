"""WORDS of what to do: flows answer an event with these values; the shell carries them out in one transaction.

Each can say itself in one short sentence, for `mailflow explain`, the audit trail and the lead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from mailflow.events import Envelope
from mailflow.network import (
    Absence,
    AccessNeed,
    Activity,
    Answer,
    Apart,
    Breakout,
    CalendarEntry,
    CaseStudy,
    Champion,
    Commitment,
    Digest,
    Feedback,
    Group,
    Lead,
    Meeting,
    Move,
    OrganisationChange,
    Question,
    Round,
    Status,
    TalkOffer,
    Update,
)

Record: TypeAlias = (
    Champion
    | Round
    | Group
    | Update
    | Apart
    | Move
    | OrganisationChange
    | Lead
    | Absence
    | Activity
    | Commitment
    | CaseStudy
    | Feedback
    | Digest
    | Meeting
    | Answer
    | AccessNeed
    | TalkOffer
    | Breakout
)
Facts: TypeAlias = Mapping[str, object]


def _who(champion: Champion) -> str:
    return champion.name or champion.address or f"champion {champion.id}"


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep this record as it now stands; a champion with ``id`` 0 is new and is given a number."""

    record: Record
    why: str = ""

    def sentence(self) -> str:
        """What would be kept."""
        match self.record:
            case Champion(status=Status.APPLIED, id=0) as champion:
                said = f"note {_who(champion)} as applied"
            case Champion() as champion:
                said = f"keep {_who(champion)} as {champion.status}"
            case Round() as drawn:
                said = f"keep the round of {drawn.month} with {len(drawn.groups)} groups"
            case Update(nil=True) as update:
                said = f"note that there is nothing to report for {update.month}"
            case Update() as update:
                said = f"keep the update for {update.month}" + (" out of sight until a person has looked" * update.held)
            case record:
                said = f"keep {record.title}"
        return f"{said} ({self.why})" if self.why else said


@dataclass(frozen=True, slots=True)
class Forget:
    """Take the person's name, address and words out of every table; counts stay."""

    champion: Champion
    why: str = ""

    def sentence(self) -> str:
        """Who would be forgotten."""
        return f"forget {_who(self.champion)} ({self.why})"


@dataclass(frozen=True, slots=True)
class Rename:
    """A new name holds for the past too: the former one is replaced wherever it stands."""

    champion: Champion
    """As they are called from now on."""
    former: str

    def sentence(self) -> str:
        """Whose name; neither of the two is said."""
        return f"call champion {self.champion.id} by their new name, in the past too"


@dataclass(frozen=True, slots=True)
class Send:
    """Send the mail made from a template. It answers ``answers``, or it is unprompted (``answers`` None)."""

    mail: str
    """The template, such as ``join/confirm``; its first word is the flow."""
    to: Champion
    kind: str
    """The matter that a reply to it will be about, with ``number``."""
    number: str = ""
    facts: Facts = field(default_factory=dict)
    also: tuple[tuple[str, Facts], ...] = ()
    """Further templates whose bodies follow in the same mail: one mail with many meanings gets one answer."""
    answers: Envelope | None = None
    mass: bool = False
    """One of many alike: it waits in the hold window."""
    shown_to: tuple[Champion, ...] = ()
    """Who else stands in To, for the group mail only."""
    not_before: datetime | None = None
    useful_until: datetime | None = None
    """After this moment the mail makes no sense any more and is dropped with a note."""
    calendar: CalendarEntry | None = None
    """An entry for calendar programs that goes with it."""

    @property
    def is_answer(self) -> bool:
        """Whether it answers a mail: it is prompted."""
        return self.answers is not None

    @property
    def to_lead(self) -> bool:
        """Whether it goes to the lead as the lead, who may also be a champion."""
        return self.mail.startswith("lead/")

    def sentence(self) -> str:
        """Which mail would go to whom."""
        mails = " with ".join([self.mail, *(mail for mail, _ in self.also)])
        return f"send {mails} to {self.to.address}"


@dataclass(frozen=True, slots=True)
class Again:
    """Send our last unprompted mail to this champion once more, as it was."""

    champion: Champion

    def sentence(self) -> str:
        """To whom."""
        return f"send the last mail to {self.champion.address} again"


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancel what waits to leave: of one champion (or all), about one matter (or any)."""

    why: str
    champion: Champion | None = None
    kind: str = ""
    number: str = ""

    def sentence(self) -> str:
        """What would be cancelled."""
        what = " ".join(part for part in (self.kind, self.number) if part) or "all"
        whose = f" for {_who(self.champion)}" if self.champion else ""
        return f"cancel {what} mail that waits{whose} ({self.why})"


@dataclass(frozen=True, slots=True)
class Remind:
    """Let `mailflow.events.Due` happen at that moment: the clock writes to us then."""

    flow: str
    champion: Champion
    at: datetime

    def sentence(self) -> str:
        """What would fall due, and when."""
        return f"come back to {self.flow} for {_who(self.champion)} on {self.at:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a person: something only they may settle."""

    reason: str
    due: date
    champion: Champion | None = None
    writer: str = ""
    intent: str = ""
    suggestion: str = ""
    matter: str = ""
    """What a yes or no of the lead decides; a question about a matter is never joined with another."""
    proposal: Mapping[str, Any] = field(default_factory=dict)
    writer_waits: bool = True
    """Whether the writer waits for a person. False: all is done, and the lead only says whether it counts."""

    def sentence(self) -> str:
        """What a person would be asked."""
        return f"ask a person by {self.due.isoformat()}: {self.reason}"

    def question(self, asked: datetime, source: str) -> Question:
        """The question as the store keeps it."""
        return Question(
            id=0,
            reason=self.reason,
            asked=asked,
            due=self.due,
            source=source,
            champion=self.champion.id if self.champion and self.champion.id else None,
            writer=self.writer,
            intent=self.intent,
            suggestion=self.suggestion,
            matter=self.matter,
            proposal=self.proposal,
        )


@dataclass(frozen=True, slots=True)
class Settle:
    """A question is settled, with a note of how."""

    question: Question
    note: str

    def sentence(self) -> str:
        """Which question; the note may be a person's words."""
        return f"settle question {self.question.id}"


@dataclass(frozen=True, slots=True)
class Rest:
    """Chase this person about this matter no more: a reminder that waits is cancelled, and none follows."""

    champion: Champion
    kind: str
    number: str
    why: str

    def sentence(self) -> str:
        """Who is left in peace about what."""
        return f"remind {_who(self.champion)} of {self.kind} {self.number} no more ({self.why})".replace("  ", " ")


@dataclass(frozen=True, slots=True)
class HoldBack:
    """The mails to many of one occasion that have not left wait until a person lets them go."""

    occasion: str
    """The key of what planned them, such as ``chat:2026-12``."""

    def sentence(self) -> str:
        """What would be held."""
        return f"hold the mails of {self.occasion} that have not left"


@dataclass(frozen=True, slots=True)
class LetGo:
    """The mails of one occasion that were held back may leave."""

    occasion: str

    def sentence(self) -> str:
        """What would be released."""
        return f"release the mails of {self.occasion} that are held"


@dataclass(frozen=True, slots=True)
class Postpone:
    """The lead wants to hear of a question again on a day; until then no brief tells of it."""

    question: Question
    until: date

    def sentence(self) -> str:
        """Which question, until when."""
        return f"put question {self.question.id} off until {self.until.isoformat()}"


@dataclass(frozen=True, slots=True)
class Undo:
    """Put back what an event changed, and cancel those of its mails that have not left."""

    source: str
    """The key of that event."""

    def sentence(self) -> str:
        """What would be taken back."""
        return f"undo what {self.source} changed"


@dataclass(frozen=True, slots=True)
class Ignore:
    """Silence is the right answer: it is recorded with its reason."""

    reason: str

    def sentence(self) -> str:
        """Why nothing is answered."""
        return f"stay silent: {self.reason}"


@dataclass(frozen=True, slots=True)
class Leave:
    """The mail is not ours: leave it exactly as found."""

    reason: str

    def sentence(self) -> str:
        """Why it is left."""
        return f"leave it as found: {self.reason}"


Decision: TypeAlias = (
    Keep
    | Forget
    | Rename
    | Send
    | Again
    | Cancel
    | Remind
    | Ask
    | Settle
    | Postpone
    | Rest
    | HoldBack
    | LetGo
    | Undo
    | Ignore
    | Leave
)
