"""Gather: the neighbourhood that one event can reach, so that 100,000 members cost one mail no more than 56."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailflow.events import TO_LEAD, Bounce, ByHand, Due, Event, Intent, Letter, Mail
from mailflow.network import MEMBERS, Champion, Organisation, Question, Round, Situation, Update
from mailflow.settings import Settings
from mailflow.store import around, by_hand, digests, lead, matters, meetings, moves, office, people, privacy
from mailflow.store.organisations import all_organisations
from mailflow.store.people import by_address, by_id
from mailflow.store.rows import champion_of, round_of, update_of
from mailflow.store.tables import (
    ChampionRow,
    GroupRow,
    MailRow,
    RoundRow,
    UpdateRow,
)

SWAPS = 100
"""Whoever joins another group may leave one of any size."""

_LEAVES_A_GROUP = {Intent.LEAVE, Intent.PAUSE, Intent.SKIP, Intent.HANDOVER}


def gather(session: Session, settings: Settings, event: Event, now: datetime) -> Situation:
    """The situation that ``event`` meets at ``now``."""
    if isinstance(event, Due):
        situation = _AT_TICK.get(event.flow, _around_one)(session, settings, event)
        return replace(situation, away=office.absence(session, settings, now))
    if isinstance(event, ByHand):
        return by_hand.around(session, settings, event)
    situation = meetings.around_mail(session, _around_mail(session, settings, event, now), event, now)
    if isinstance(event, Letter) and event.thread is not None and event.thread.kind in TO_LEAD:
        return around_answer(session, lead.around_reply(session, situation, event, now), now)
    if isinstance(event, Letter):
        situation = moves.around_belonging(session, situation, event)
    if isinstance(event, Letter) and event.entities.get("withdraw"):
        return digests.around_withdrawal(session, situation)
    return situation


def around_answer(session: Session, situation: Situation, now: datetime) -> Situation:
    """``situation`` with what the questions are about that the lead answers, by mail or by command."""
    found = meetings.around_reply(session, situation, now)
    if all(one.question.intent != "attendance" for one in found.asked):
        return found
    return replace(found, champions=members(session))  # any of them may have come


# --- a mail -----------------------------------------------------------------------------------------------------------


def _around_mail(session: Session, settings: Settings, event: Mail, now: datetime) -> Situation:
    envelope, thread = event.envelope, event.thread
    named = by_address(session, {*_addresses_named(event)} - {settings.network.mailbox})
    sender = named.pop(envelope.sender.address, None)
    subject = by_id(session, [thread.champion]).get(thread.champion) if thread and thread.champion else None
    person, home = sender or subject, sender.organisation if sender else ""
    seen = around.glance(session, envelope.sender.address, person, home, now)
    whose = _whose_group(event, sender, subject, named.values())
    told = event.entities.get("met_month", "") if isinstance(event, Letter) else ""
    group = None
    if whose is not None and (whose is not person or seen.has_groups):
        group = around.group_around(session, whose, thread, told)
    drops = isinstance(event, Bounce) or (isinstance(event, Letter) and bool(_LEAVES_A_GROUP & set(event.intents)))
    swaps = isinstance(event, Letter) and _would_swap(event)
    found, nearby = around.round_around(session, group, drops or swaps, SWAPS if swaps else settings.chats.size)
    near = by_id(session, around.everybody((*nearby, group) if group else ()))
    drops = drops or swaps
    return Situation(
        settings=settings,
        sender=sender,
        others=tuple(named.values()),
        subject=subject,
        round=found,
        group=group,
        members=tuple(near[number] for number in group.members) if group else (),
        champions=tuple(near.values()) if nearby else (),
        history=around.history_among(session, near) if nearby else (),
        apart=around.apart_among(session, near) if nearby else frozenset(),
        convened=around.convened(session, near) if drops and group else {},
        updates=around.updates_of(session, sender) if seen.has_updates else (),
        open_questions=_open_questions(session, sender, event, seen),
        organisations=_organisations_named(session, event, sender, near.values() if drops else ()),
        already_answered=seen.acknowledged,
        members_left=seen.members,
        last_sent=seen.last_sent,
        case_study=matters.case_study_of_thread(session, thread),
        left_open=matters.left_open(session, sender),
        move=moves.of(session, person) if seen.has_moved else None,
        colleagues=_listed_at(session, event),
        namesakes=moves.namesakes(session, event) if sender is None and isinstance(event, Letter) else (),
    )


def _open_questions(
    session: Session, sender: Champion | None, event: Mail, seen: around.Glance
) -> tuple[Question, ...]:
    if not (seen.has_asked or (sender and seen.is_asked_about)):
        return ()
    return around.questions_about(session, sender, event.envelope.sender.address)


def _would_swap(letter: Letter) -> bool:
    """Whether the writer asks for another group of the month, or answers the offer of one."""
    offered = letter.thread is not None and letter.thread.kind == "swap"
    return offered or letter.entities.get("request") == "join another group"


def _addresses_named(event: Mail) -> list[str]:
    envelope = event.envelope
    named = [envelope.sender.address, *(one.address for one in (*envelope.to, *envelope.cc)[:50])]
    if isinstance(event, Bounce):
        named += [failure.address for failure in event.failures[:50]]
    if isinstance(event, Letter):
        entities = event.entities
        named += [entities.get("nominee_email") or "", entities.get("successor_email") or ""]
        named += [entities.get("delegate_email") or ""]
        named += [nominee.get("email") or "" for nominee in entities.get("nominees", [])]
    return named


def _whose_group(
    event: Event, sender: Champion | None, subject: Champion | None, others: Iterable[Champion]
) -> Champion | None:
    """Whose group the event is about: of a bounce the one who cannot be reached, else the sender."""
    if isinstance(event, Bounce):
        return subject or next(iter(others), None)
    return sender


_NAMES_PEOPLE = {Intent.JOIN, Intent.JOIN_ON_BEHALF, Intent.HANDOVER, Intent.MOVE_ORGANISATION} | {
    Intent.CHANGE_ADDRESS,
    Intent.CHANGE_DETAILS,
}
"""Intents that name people by their addresses, at any organisation."""


def _organisations_named(
    session: Session, event: Event, sender: Champion | None, members: Iterable[Champion]
) -> tuple[Organisation, ...]:
    if isinstance(event, Letter) and _NAMES_PEOPLE & set(event.intents):
        return all_organisations(session)
    acronyms = {one.organisation for one in (sender, *members) if one}
    if isinstance(event, Letter) and event.thread is not None and event.thread.kind == "move":
        return all_organisations(session)
    if isinstance(event, Letter):
        entities = event.entities
        acronyms |= {
            entities.get("organisation") or "",
            entities.get("claimed_organisation", ""),
            entities.get("new_organisation", ""),
        }
        acronyms |= {nominee.get("organisation") or "" for nominee in entities.get("nominees", [])}
    return around.organisations(session, acronyms)


def _listed_at(session: Session, event: Mail) -> tuple[Champion, ...]:
    """The champions on the public list of the organisation that somebody who wants to know more belongs to."""
    if not isinstance(event, Letter) or Intent.INFORMATION_REQUEST not in event.intents:
        return ()
    home = ChampionRow.organisation == (event.entities.get("organisation") or "")
    query = select(ChampionRow).where(home, ChampionRow.status.in_(MEMBERS), ChampionRow.listed.is_(True))
    return tuple(champion_of(row) for row in session.scalars(query.order_by(ChampionRow.name, ChampionRow.id).limit(5)))


# --- a tick -----------------------------------------------------------------------------------------------------------


def _at_chat(session: Session, settings: Settings, due: Due) -> Situation:
    champions = members(session)
    return Situation(
        settings=settings,
        champions=champions,
        history=all_rounds(session),
        round=round_by_month(session, due.occasion),
        apart=around.apart_among(session) | _colleagues_elsewhere(champions),
        convened=_convened_by_all(session),
        organisations=all_organisations(session),
    )


def _colleagues_elsewhere(champions: Iterable[Champion]) -> frozenset[tuple[int, int]]:
    """Who works for several organisations is kept apart from colleagues at the others, as the draw knows only one."""
    there: dict[str, list[Champion]] = {}
    for one in champions:
        for organisation in {one.organisation, *one.also}:
            there.setdefault(organisation, []).append(one)
    return frozenset(
        (min(one.id, other.id), max(one.id, other.id))
        for people in there.values()
        for one in people
        if one.also
        for other in people
        if other.id != one.id
    )


def _at_update(session: Session, settings: Settings, due: Due) -> Situation:
    return Situation(
        settings=settings,
        champions=members(session) if due.flow == "update/ask" else _asked(session, due.occasion),
        round=round_by_month(session, due.occasion),
        updates=_updates_at_tick(session, due),
        organisations=all_organisations(session),
    )


def _at_meeting(session: Session, settings: Settings, due: Due) -> Situation:
    """Everybody, and the meeting; where groups are drawn, also all that a draw depends on."""
    if due.flow != "meeting/breakout":
        everybody = Situation(settings=settings, champions=members(session), organisations=all_organisations(session))
        return meetings.at_moment(session, everybody, due)
    situation = meetings.at_moment(session, _at_chat(session, settings, due), due)
    month = f"{situation.meeting.start.astimezone(settings.network.zone):%Y-%m}" if situation.meeting else ""
    return replace(situation, round=round_by_month(session, month))


def _at_brief(session: Session, settings: Settings, due: Due) -> Situation:
    situation, month = lead.at_brief(session, settings, due)
    return replace(situation, round=round_by_month(session, month) if month else None)


def _around_one(session: Session, settings: Settings, due: Due) -> Situation:
    """A moment that concerns one champion: their group, and those who could mend it."""
    subject = by_id(session, [int(due.occasion.partition("@")[0])])
    champion = next(iter(subject.values()), None)
    group = around.group_around(session, champion) if champion else None
    found, nearby = around.round_around(session, group, True, settings.chats.size)
    near = by_id(session, around.everybody((*nearby, group) if group else ()))
    move = moves.of(session, champion)
    named = {champion.organisation if champion else "", move.organisation if move else ""}
    return Situation(
        settings=settings,
        subject=champion,
        round=found,
        group=group,
        members=tuple(near[number] for number in group.members) if group else (),
        champions=tuple(near.values()) if nearby else (),
        history=around.history_among(session, near) if nearby else (),
        apart=around.apart_among(session, near) if nearby else frozenset(),
        convened=around.convened(session, near),
        members_left=around.members_of(session, champion.organisation) if champion else 0,
        move=move,
        heard=people.last_heard(session, champion) if champion and due.flow == "membership/silent" else None,
        organisations=around.organisations(session, {one.organisation for one in near.values()} | named),
    )


_AT_TICK: dict[str, Callable[[Session, Settings, Due], Situation]] = {
    "chat": _at_chat,
    "update/ask": _at_update,
    "update/remind": _at_update,
    "meeting/invite": _at_meeting,
    "meeting/change": _at_meeting,
    "meeting/cancel": _at_meeting,
    "meeting/remind": _at_meeting,
    "meeting/breakout": _at_meeting,
    "meeting/held": _at_meeting,
    "meeting/thanks": _at_meeting,
    "lead/brief": _at_brief,
    "digest/draft": digests.at_draft,
    "digest/send": digests.at_send,
    "lead/handover": lead.at_handover,
    "privacy/retention": privacy.at_retention,
    "organisation/change": moves.at_change,
    "membership/still": people.at_anniversary,
}
"""What a moment of the network's calendar can reach; all others concern one champion."""


def members(session: Session) -> tuple[Champion, ...]:
    """Every member, by number."""
    rows = session.scalars(select(ChampionRow).where(ChampionRow.status.in_(MEMBERS)).order_by(ChampionRow.id))
    return tuple(champion_of(row) for row in rows)


def _asked(session: Session, month: str) -> tuple[Champion, ...]:
    """Who was asked for an update for that month, is still a member, and was not answered by hand."""
    asked = select(MailRow.champion_id).where(MailRow.kind == "update", MailRow.number == month)
    asked = asked.where(MailRow.mail == "update/ask", MailRow.state != "cancelled", MailRow.settled.is_(None))
    query = select(ChampionRow).where(ChampionRow.id.in_(asked), ChampionRow.status.in_(MEMBERS))
    return tuple(champion_of(row) for row in session.scalars(query.order_by(ChampionRow.id)))


def _updates_at_tick(session: Session, due: Due) -> tuple[Update, ...]:
    """At the reminder, everybody's of that month; at the request, everybody's last one, to show it."""
    query = select(UpdateRow)
    if due.flow == "update/remind":
        query = query.where(UpdateRow.month == due.occasion)
    else:
        latest = select(func.max(UpdateRow.id)).where(UpdateRow.nil.is_(False), UpdateRow.held.is_(False))
        query = query.where(UpdateRow.id.in_(latest.group_by(UpdateRow.champion_id)))
    return tuple(update_of(row) for row in session.scalars(query.order_by(UpdateRow.id)))


def _convened_by_all(session: Session) -> dict[int, int]:
    rows = session.execute(select(GroupRow.convener, func.count()).group_by(GroupRow.convener))
    return dict(rows.all())


def round_by_month(session: Session, month: str) -> Round | None:
    """One whole round, or None if that month has none."""
    row = session.get(RoundRow, month)
    if row is None:
        return None
    groups = session.scalars(select(GroupRow).where(GroupRow.round == month)).all()
    return round_of(row, around.with_members(session, groups))


def all_rounds(session: Session) -> tuple[Round, ...]:
    """Every round, oldest first."""
    groups = session.scalars(select(GroupRow)).all()
    return around.rounds_of(session, around.with_members(session, groups))
