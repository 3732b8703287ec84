"""The few facts that understanding one mail needs: our mails that it names, and what its sender owes us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from mailflow import almanac
from mailflow.network import MEMBERS, Reference, Status
from mailflow.settings import Settings
from mailflow.store.asking import ask, ask_one
from mailflow.store.rows import reference_of
from mailflow.store.tables import ChampionRow, MailRow
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts
from mailflow.understand.organisations import register
from mailflow.understand.thread import codes_in

REFERENCE_LIFE = timedelta(days=400)
"""How long a token of ours proves anything."""
MATTER_LIFE = timedelta(days=35)
"""How long what we asked of somebody is likely to be what they write about."""
MOST = 20
WITH_SIBLINGS = {"chat", "update"}
"""The kinds of mail that go to several people about the same matter."""

_REFERENCE = select(
    MailRow.code, MailRow.kind, MailRow.number, MailRow.champion_id, MailRow.address, MailRow.message_id,
    MailRow.sent, MailRow.handed_over,
)  # fmt: skip
_BY_CODE = _REFERENCE.where(MailRow.code.in_(bindparam("codes", expanding=True)))
_SIBLINGS = (
    _REFERENCE.where(MailRow.kind == bindparam("kind"), MailRow.number == bindparam("number"))
    .order_by(MailRow.id)
    .limit(MOST)
)
_OPEN = (
    _REFERENCE.where(MailRow.address == bindparam("address"), MailRow.sent > bindparam("since"))
    .where(MailRow.kind.in_(("confirm", "update", "verify")))
    .order_by(MailRow.sent.desc())
)
_KNOWN = select(ChampionRow.id).where(
    ChampionRow.address == bindparam("address"), ChampionRow.status.in_((*MEMBERS, Status.APPLIED))
)


def facts_for(session: Session, settings: Settings, mail: Parsed, standing: Facts, now: datetime) -> Facts:
    """``standing`` with the facts that understanding this mail needs."""
    sender = mail.envelope.sender.address
    named = references(session, codes_in(mail, standing))
    for reference in list(named.values()):
        if reference.kind in WITH_SIBLINGS:
            named |= {sibling.code: sibling for sibling in _siblings(session, reference)}
    following = almanac.next_draw(settings, now)
    return replace(
        standing,
        references=named,
        open_matters=tuple(_open_matters(session, sender, now)),
        known=_knows(session, sender) or (None if register(standing.organisations).of_address(sender) else False),
        now=now,
        next_round=f"{following.astimezone(settings.network.zone):%Y-%m}" if following else "",
    )


def references(session: Session, codes: Iterable[str]) -> dict[str, Reference]:
    """Mails of ours by code."""
    wanted = sorted(set(codes))[:MOST]
    found = ask(session, _BY_CODE, codes=wanted) if wanted else ()
    return {row.code: _expiring(reference_of(row)) for row in found}


def _siblings(session: Session, reference: Reference) -> list[Reference]:
    """The mails about the same matter that went to the same group."""
    rows = ask(session, _SIBLINGS, kind=reference.kind, number=reference.number)
    return [_expiring(reference_of(row)) for row in rows]


def _open_matters(session: Session, address: str, now: datetime) -> list[Reference]:
    """What we have asked of a known address and not heard: its applications, and requests for updates."""
    matters: dict[tuple[str, str], Reference] = {}
    for row in ask(session, _OPEN, address=address, since=now - MATTER_LIFE):
        matters.setdefault((row.kind, row.number), _expiring(reference_of(row)))
    return list(matters.values())


def _knows(session: Session, address: str) -> bool:
    """Whether a member, or somebody on the way in, has that address."""
    return ask_one(session, _KNOWN, address=address) is not None


def _expiring(reference: Reference) -> Reference:
    if reference.sent is None:
        return reference
    return replace(reference, expires=reference.sent + REFERENCE_LIFE)
