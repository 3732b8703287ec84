"""The guard at the door: asked once more, just before a mail leaves, with what is true at that moment. Pure.

"Not now" and "never" are answers, not errors. Leaving beats queued mail because it is asked here, not when planned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import TypeAlias

from mailflow.almanac import is_quiet, next_open
from mailflow.network import Champion, Status
from mailflow.settings import Settings

MONTH = timedelta(days=30)
A_WHILE = timedelta(minutes=15)
CANARY = "canary"
"""The matter of mails to our own mailbox, which prove that mail leaves and arrives."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One mail that is about to leave, with all that the door must know."""

    id: int
    mail: str
    source: str
    """The key of the event that caused it."""
    subject: str
    kind: str
    number: str
    code: str
    address: str
    message_id: str
    raw: bytes
    prompted: bool
    attempts: int
    planned: datetime
    useful_until: datetime | None
    champion: Champion | None
    nation: str
    unprompted_month: int
    """Unprompted mails sent to the address in the last 30 days."""
    oldest_unprompted: datetime | None
    answers_day: int
    """Answers sent to the address in the last 24 hours."""
    thread_month: int
    """Mails sent to the address about the same matter in the last 30 days."""
    domain_hour: int = 0
    """Mails handed over to the address's domain in the last hour, counted up to the cap."""


@dataclass(frozen=True, slots=True)
class Go:
    """It may leave."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Not without a person's yes."""

    why: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Never."""

    why: str


Verdict: TypeAlias = Go | Wait | Hold | Drop

MAY_RECEIVE: dict[Status, tuple[str, ...]] = {
    # Who has not confirmed hears only of that; who has left hears only that they have.
    Status.APPLIED: ("join/", "question/", "information/", "verify/"),
    Status.ACTIVE: ("",),
    Status.PAUSED: (
        "membership/",
        "question/",
        "information/",
        "verify/",
        "move/",
        "organisation/",
        "update/receipt",
        "update/nil",
        "join/already",
    ),
    Status.LEFT: ("membership/left", "membership/handover", "question/", "information/", "join/confirm"),
    Status.DECLINED: ("join/declined", "question/", "information/"),
    Status.LAPSED: ("question/", "information/"),
    Status.ERASED: (),
}
"""Which mails may go to whom, by status: the beginnings of their names."""


ASKED_FOR = frozenset({"meeting/breakout"})
"""Mails that go only to who said that they come: they have asked for what the day needs, so the cap is not theirs."""

TO_NEW_ADDRESS = frozenset({"move/check", "move/stopped"})
"""Mails that go to an address which is not the champion's yet."""


def may_leave(mail: Outgoing, now: datetime, settings: Settings, *, rehearsal: bool) -> Verdict:
    """Whether ``mail`` may leave at ``now``; the first reason against it counts."""
    sending = settings.sending
    to_lead = mail.mail.startswith("lead/")  # a brief a day is wanted, and counts for nobody as a champion
    if rehearsal and not any(
        fnmatchcase(mail.address.rpartition("@")[2], pattern) for pattern in settings.rehearsal.recipients
    ):
        why = "a rehearsal writes only to addresses that match [rehearsal] recipients"
        return Drop(why) if to_lead else Hold(why)  # what the lead does not get today, tomorrow's brief tells
    never = _never(mail, now)
    if never:
        return Drop(never)
    if mail.kind == CANARY:
        return Go()  # to ourselves: nobody has too much of it
    if mail.thread_month >= sending.per_thread_30_days:
        return Hold(f"{mail.thread_month} mails about this matter in 30 days: it looks like a loop")
    if mail.prompted:
        if mail.answers_day >= sending.answers_per_day:
            return Hold(f"{mail.answers_day} answers to this address in a day: it looks like a loop")
        return Go()
    capped = not to_lead and mail.mail not in ASKED_FOR
    if capped and mail.unprompted_month >= sending.per_person_30_days and mail.oldest_unprompted:
        return _after_cap(mail, settings)
    if mail.domain_hour >= sending.per_domain_hour:
        return _wait(mail, now + A_WHILE, f"{mail.domain_hour} mails to that domain within an hour are enough")
    if is_quiet(now, sending, settings.network.zone, mail.nation):
        return _wait(mail, next_open(now, sending, settings.network.zone, mail.nation), "quiet hours")
    return Go()


def _never(mail: Outgoing, now: datetime) -> str:
    champion = mail.champion
    if mail.useful_until is not None and now > mail.useful_until:
        return "its moment has passed"
    if champion is None:
        return ""
    if champion.address != mail.address and champion.status is not Status.APPLIED and mail.mail not in TO_NEW_ADDRESS:
        return "the address is no longer the champion's"
    if champion.suppressed == "bounced":
        return "mail to this address does not arrive"
    if champion.suppressed == "complaint" and not mail.prompted:
        return "automatic mail to this person is stopped until their complaint is settled"
    if not mail.mail.startswith(MAY_RECEIVE[champion.status]):
        return f"the champion is {champion.status}"
    return ""


def _after_cap(mail: Outgoing, settings: Settings) -> Verdict:
    assert mail.oldest_unprompted is not None
    until = mail.oldest_unprompted + MONTH
    why = f"{mail.unprompted_month} unprompted mails in 30 days are enough"
    return _wait(mail, next_open(until, settings.sending, settings.network.zone, mail.nation), why)


def _wait(mail: Outgoing, until: datetime, why: str) -> Verdict:
    if mail.useful_until is not None and until > mail.useful_until:
        return Drop(f"{why}, and after that its moment has passed")
    return Wait(until, why)
