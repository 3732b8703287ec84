"""WORDS of what comes in: one mail, or one moment of the clock, becomes exactly one of these values.

Nothing here acts. `mailflow.understand` makes them from bytes, `mailflow.almanac` makes `Due` from the calendar, and
`mailflow.flows` answers them with decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, TypedDict


class Intent(StrEnum):
    """What a mail asks or tells; the spelling is fixed by the contract."""

    JOIN = "join"
    JOIN_ON_BEHALF = "join_on_behalf"
    CONFIRM_YES = "confirm_yes"
    CONFIRM_NO = "confirm_no"
    INFORMATION_REQUEST = "information_request"
    OTHER_NETWORK = "other_network"
    LEAVE = "leave"
    PAUSE = "pause"
    SKIP = "skip"
    MOVE_ORGANISATION = "move_organisation"
    CHANGE_ADDRESS = "change_address"
    CHANGE_DETAILS = "change_details"
    ORGANISATION_CHANGE = "organisation_change"
    HANDOVER = "handover"
    UPDATE = "update"
    UPDATE_NIL = "update_nil"
    DID_NOT_MEET = "did_not_meet"
    GROUP_CHATTER = "group_chatter"
    THANKS = "thanks"
    RSVP_YES = "rsvp_yes"
    RSVP_NO = "rsvp_no"
    RSVP_MAYBE = "rsvp_maybe"
    OFFER_TALK = "offer_talk"
    CASE_STUDY = "case_study"
    COMMITMENT = "commitment"
    FEEDBACK = "feedback"
    QUESTION = "question"
    PROBLEM = "problem"
    COMPLAINT = "complaint"
    ACCESS_NEED = "access_need"
    DATA_RIGHTS = "data_rights"
    SUSPICIOUS = "suspicious"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    DELIVERY_DELAY = "delivery_delay"
    READ_RECEIPT = "read_receipt"
    ABUSE_REPORT = "abuse_report"
    NOT_OURS = "not_ours"
    UNCLEAR = "unclear"


class Trust(StrEnum):
    """How sure we are who wrote a mail (product.md, Trust). A From line alone proves nothing."""

    TOKEN = "token"  # noqa: S105  a word of the contract
    """A genuine token of ours, sent back by the address that it was made for."""
    PASS = "pass"  # noqa: S105  a word of the contract
    """Our own receiving server says that DMARC, or aligned DKIM or SPF, passed (RFC 8601)."""
    NONE = "none"
    """Nothing proves it, and nothing speaks against it."""
    FAIL = "fail"
    """Authentication failed, or somebody else sent back a token made for another address."""


class Carrier(StrEnum):
    """What brought our reference back, most trusted first."""

    MESSAGE_ID = "message_id"
    """In-Reply-To or References name our Message-ID (RFC 5322 section 3.6.4)."""
    PLUS_TAG = "plus_tag"
    """The mail was sent to the mailbox with our tag (RFC 5233)."""
    HEADER = "header"
    """An ``X-Mailflow-Ref`` header, as forwarded or attached originals keep it."""
    SUBJECT_CODE = "subject_code"
    """The code in the subject, such as ``[UEC-7K3QM2X]``."""
    SUBJECT_TEXT = "subject_text"
    """The subject reads like one of ours, such as "Your update for November"."""
    OPEN_MATTER = "open_matter"
    """No reference came back; the sender has exactly one open matter with us."""


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of a header: the address in lower case and the display name as decoded."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of an attached file without opening it."""

    filename: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers of a mail say, decoded tolerantly (RFC 5322, 2047, 2231, 6532); identifiers without brackets."""

    sender: Address
    digest: str
    """SHA-256, in hex, over what the writer sent (Message-ID, From, Date, Subject and body; no trace headers)."""
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    senders: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    """The writer's Date, aware; None if absent or unreadable."""
    size: int = 0
    attachments: tuple[Attachment, ...] = ()


TO_LEAD = frozenset({"brief", "draft", "hold"})
"""The matters of our mails to the lead as the lead; an answer to one of them is read as orders."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a mail answers: the matter (kind and number) of one of our mails, and how that was seen."""

    kind: str
    """``confirm``, ``chat``, ``update``, ``meeting``, ``welcome``, ``question`` …: the purpose of our mail."""
    number: str
    """Which one: ``2026-11``, ``2026-11-G07``, a meeting's date; empty where the kind has only one."""
    matched_by: Carrier
    code: str = ""
    champion: int | None = None
    """To whom our mail was sent, if the code is known to us."""
    address: str = ""
    """The address that our mail was sent to."""
    expired: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """What was cut from around the new words; kept apart, not thrown away."""

    quote: str = ""
    signature: str = ""
    disclaimer: str = ""
    banner: str = ""


class Activity(TypedDict, total=False):
    """One counted fact in an update."""

    kind: str
    """One of the eight activity kinds of product.md."""
    state: str
    """``planning``, ``under_way`` or ``done``."""
    organisation: str
    tool: str
    with_hub: bool


class Order(TypedDict):
    """What the lead decides in a reply to a mail of ours: of one question by its number, or (0) of mail to many."""

    number: int
    verdict: str
    """``yes``, ``no``, ``say`` (the words to send), ``ask`` ("for a date"), ``about`` (words about the person, not to
    them), ``later`` (until the day in ``text``), ``undo`` (a question; ``text`` "D41": a deed; 0: what the answered
    mail told), ``away`` (until the day in ``text``), ``handover`` (``text``: address, day, name), ``apart``
    and ``together`` (``text``: two names with ``|`` between), ``stop``, ``release``, or ``unclear``. Of
    number 0, ``yes`` and ``no`` mean the only question there is, or with ``text`` "all" all of them."""
    text: str


class Entities(TypedDict, total=False):
    """The facts named in a mail. Dates ISO 8601, months ``YYYY-MM``, organisations by acronym, addresses lower case."""

    name: str
    organisation: str | None
    claimed_organisation: str
    verified: bool
    job_title: str
    offer: str
    applicants: list[str]
    nominee: str
    nominee_email: str | None
    nominator: str
    nominees: list[dict[str, str | None]]
    questions: int
    network: str
    existing: bool
    answer: str
    list_publicly: bool
    language: str
    effective: str
    new_organisation: str
    old_organisation: str
    new_email: str
    new_name: str
    successor: str
    successor_email: str | None
    pause_from: str
    pause_until: str
    pause_vague: bool
    skip: str
    skips: list[str]
    period: str
    periods: list[str]
    activities: list[str]
    activity_facts: list[Activity]
    with_hub: bool
    partners: list[str]
    tools: list[str]
    themes: list[str]
    nil: bool
    met: bool
    met_on: str
    met_month: str
    """The month beneath whose heading it is told that the group met."""
    attended: int
    attachment: bool
    case_study_later: str
    group: int
    request: str
    updates: int
    update_lines: list[dict[str, str]]
    withdraw: bool
    hold: bool
    marking: str
    rsvp: str
    leaves_at: str
    access_need: bool
    delegate: str
    delegate_email: str
    topic: str
    minutes: int
    preferred: list[str]
    title: str
    status: str
    aims: list[str]
    contact: str
    agreed: str
    until: str
    failed: str
    permanent: bool
    hold_mail: bool
    about: list[str]
    rights: list[str]
    due: str
    orders: list[Order]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that a person wrote: a request, or a reply."""

    envelope: Envelope
    intent: Intent
    also: tuple[Intent, ...] = ()
    needs_person: bool = False
    trust: Trust = Trust.NONE
    vouched: bool = False
    """Whether our own receiving server says that the sender's domain passed, whatever token came back."""
    new_text: str = ""
    set_aside: SetAside = SetAside()
    thread: Thread | None = None
    entities: Entities = field(default_factory=Entities)
    language: str = "en"
    reasons: tuple[str, ...] = ()
    """Why it was read so, and why a person should look: short sentences that a lead understands."""
    rules: tuple[str, ...] = ()
    """The names of the rules that fired."""

    @property
    def intents(self) -> tuple[Intent, ...]:
        """Every intent, the main one first."""
        return (self.intent, *self.also)


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient that a delivery report names (RFC 3464 section 2.3)."""

    address: str
    permanent: bool
    status: str = ""
    """Enhanced status code (RFC 3463), such as ``5.1.1``; empty if the report gives none."""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report: our mail did not arrive, or (``delayed``) has not arrived yet."""

    envelope: Envelope
    failures: tuple[Failure, ...]
    thread: Thread | None = None
    delayed: bool = False
    rules: tuple[str, ...] = ()

    @property
    def intent(self) -> Intent:
        """``delivery_delay`` if the other server is still trying, else ``bounce``."""
        return Intent.DELIVERY_DELAY if self.delayed else Intent.BOUNCE


@dataclass(frozen=True, slots=True)
class AutoReply:
    """A machine answered for a person (RFC 3834): away, moved on, or only "we have your message"."""

    envelope: Envelope
    until: date | None = None
    """The day on which the person is back, if the mail says it."""
    thread: Thread | None = None
    rules: tuple[str, ...] = ()
    intent: Intent = Intent.AUTO_REPLY


@dataclass(frozen=True, slots=True)
class Rsvp:
    """A calendar program's answer to an invitation of ours (iTIP REPLY or COUNTER, RFC 5546 section 3.2)."""

    envelope: Envelope
    intent: Intent
    uid: str
    sequence: int = 0
    counter: bool = False
    attendee: str = ""
    comment: str = ""
    """A person's words beside the answer; they deserve to be read."""
    trust: Trust = Trust.NONE
    thread: Thread | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Machine:
    """Any other mail that no person wrote: read receipts (RFC 8098), abuse reports (RFC 5965), lists, our own mail."""

    envelope: Envelope
    intent: Intent
    reason: str
    thread: Thread | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByHand:
    """A mail that a person sent from the shared mailbox, as it lies in Sent: it asks nothing of us, but may settle."""

    envelope: Envelope
    thread: Thread | None = None
    """The mail of ours that it answers, if it says so itself; never a guess."""


@dataclass(frozen=True, slots=True)
class Due:
    """The clock is a correspondent too: something falls due."""

    flow: str
    """The flow and the step: ``chat``, ``update``, ``update/remind``, ``join/remind`` …."""
    occasion: str
    """Which one: ``2026-12``, or a champion's number."""
    at: datetime
    """The moment at which it fell due, aware."""

    @property
    def key(self) -> str:
        """What makes it happen once, whatever restarts."""
        return f"{self.flow}:{self.occasion}"


Mail: TypeAlias = Letter | Bounce | AutoReply | Rsvp | Machine
Event: TypeAlias = Mail | ByHand | Due
