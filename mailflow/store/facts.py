"""The few facts that understanding one mail needs: our mails that it names, and what its sender owes us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, select, true
from sqlalchemy.orm import Session

from mailflow import almanac
from mailflow.network import MEMBERS, Reference, Status
from mailflow.settings import Settings
from mailflow.store.asking import among, ask
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
_ON_THE_WAY = exists().where(
    ChampionRow.address == bindparam("address"), among(ChampionRow.status, (*MEMBERS, Status.APPLIED))
)
_OPEN = (
    _REFERENCE.where(MailRow.address == bindparam("address"), MailRow.sent > bindparam("since"))
    .where(among(MailRow.kind, ("confirm", "update", "verify")))
    .subquery()
)
_WRITER = select(_ON_THE_WAY.label("known")).subquery()
_OF_WRITER = select(_WRITER, _OPEN).select_from(_WRITER.outerjoin(_OPEN, true())).order_by(_OPEN.c.sent.desc())
"""One row at least: whether a member, or somebody on the way in, has that address, and what we have asked of it."""


def facts_for(session: Session, settings: Settings, mail: Parsed, standing: Facts, now: datetime) -> Facts:
    """``standing`` with the facts that understanding this mail needs."""
    sender = mail.envelope.sender.address
    named = references(session, codes_in(mail, standing))
    for reference in list(named.values()):
        if reference.kind in WITH_SIBLINGS:
            named |= {sibling.code: sibling for sibling in _siblings(session, reference)}
    known, matters = _of_writer(session, sender, now)
    following = almanac.next_draw(settings, now)
    return replace(
        standing,
        references=named,
        open_matters=matters,
        known=known or (None if register(standing.organisations).of_address(sender) else False),
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


def _of_writer(session: Session, address: str, now: datetime) -> tuple[bool, tuple[Reference, ...]]:
    """Whether a member, or somebody on the way in, has that address; and what we have asked of it and not heard.

    That is an application, and requests for updates; the latest mail about each.
    """
    matters: dict[tuple[str, str], Reference] = {}
    rows = ask(session, _OF_WRITER, address=address, since=now - MATTER_LIFE)
    for row in rows:
        if row.code is not None:
            matters.setdefault((row.kind, row.number), _expiring(reference_of(row)))
    return bool(rows[0].known), tuple(matters.values())


def _expiring(reference: Reference) -> Reference:
    if reference.sent is None:
        return reference
    return replace(reference, expires=reference.sent + REFERENCE_LIFE)
