"""Apply: decisions become rows. Everything here runs inside one transaction, opened by `mailflow.store.store.Turn`."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mailflow.almanac import after_hold, next_open
from mailflow.decisions import (
    Ask,
    Cancel,
    Decision,
    Forget,
    HoldBack,
    Ignore,
    Keep,
    Leave,
    LetGo,
    Record,
    Remind,
    Rest,
    Send,
    Settle,
)
from mailflow.network import Champion, Group, Round, Status, Update
from mailflow.outbox.write import Written
from mailflow.settings import Dial, Settings
from mailflow.store import mass
from mailflow.store.mass import WAITING
from mailflow.store.rows import fill_champion
from mailflow.store.tables import (
    AuditRow,
    ChampionRow,
    GroupMemberRow,
    GroupRow,
    MailRow,
    OrganisationRow,
    QuestionRow,
    ReminderRow,
    RoundRow,
    UpdateRow,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a turn came to."""

    outcome: str
    reason: str


def apply(
    session: Session,
    settings: Settings,
    source: str,
    decisions: Iterable[Decision],
    mails: Iterable[Written],
    now: datetime,
) -> Applied:
    """Carry out ``decisions`` and plan ``mails``; ``source`` is the key of the event that caused them."""
    decided = list(decisions)
    for decision in decided:
        champion = _carry_out(session, decision, source, now)
        session.add(_audit(decision, champion, source, now))
    session.flush()
    for written in mails:
        _plan(session, settings, source, written, now)
    return _came_to(decided)


def _came_to(decided: list[Decision]) -> Applied:
    """The one outcome of a mail: not ours, with a person, ignored with a reason, or handled."""
    for kind, outcome in ((Leave, "not_ours"), (Ask, "person")):
        for decision in decided:
            if isinstance(decision, kind):
                return Applied(outcome, decision.reason)
    reasons = [decision.reason for decision in decided if isinstance(decision, Ignore)]
    if reasons and all(isinstance(decision, Ignore | Keep | Cancel) for decision in decided):
        return Applied("ignored", reasons[0])
    return Applied("handled", "; ".join(d.sentence() for d in decided if isinstance(d, Send | Settle | Rest))[:500])


def _carry_out(session: Session, decision: Decision, source: str, now: datetime) -> int | None:
    """Do it; give the number of the champion whom it is about."""
    match decision:
        case Keep(record=record):
            return _keep(session, record, source)
        case Forget(champion=champion):
            forget(session, champion)
            return champion.id
        case Cancel():
            cancel(session, decision)
            return decision.champion.id if decision.champion else None
        case Remind():
            return _remind(session, decision)
        case Ask():
            return _ask(session, decision, source, now)
        case HoldBack(occasion=occasion):
            mass.stop(session, occasion)
        case LetGo(occasion=occasion):
            mass.release(session, occasion)
        case Settle():
            return settle(session, decision.question.id, decision.note, now)
        case Rest(champion=champion):
            _rest(session, decision, now)
            return champion.id
        case Send(to=champion):
            return champion.id or None
        case Ignore() | Leave():
            pass
    return None


def _keep(session: Session, record: Record, source: str) -> int | None:
    match record:
        case Champion():
            return keep_champion(session, record).id
        case Round():
            _keep_round(session, record)
        case Group():
            keep_group(session, record)
        case Update():
            _keep_update(session, record, source)
            return record.champion
    return None


def number_of(session: Session, champion: Champion) -> int | None:
    """The champion's number; of one who was new in this turn, by address. None for people who are no champions."""
    if champion.id:
        return champion.id
    return session.scalar(select(ChampionRow.id).where(ChampionRow.address == champion.address.lower()))


def keep_champion(session: Session, champion: Champion) -> ChampionRow:
    """Insert or update one champion. The address decides for a new one, so nobody stands in the register twice."""
    row = session.get(ChampionRow, champion.id) if champion.id else None
    if row is None:
        row = session.scalars(select(ChampionRow).where(ChampionRow.address == champion.address.lower())).first()
    if row is None:
        row = ChampionRow()
        session.add(row)
    fill_champion(row, champion)
    session.flush()
    return row


def _keep_round(session: Session, drawn: Round) -> None:
    session.add(
        RoundRow(
            month=drawn.month,
            drawn=drawn.drawn,
            seed=drawn.seed,
            digest=drawn.digest,
            figures=asdict(drawn.figures) if drawn.figures else None,
            record=zlib.compress(drawn.record.encode()) if drawn.record else None,
        )
    )
    session.flush()
    rows = [GroupRow(round=drawn.month, number=group.number, convener=group.convener) for group in drawn.groups]
    session.add_all(rows)
    session.flush()
    session.add_all(
        GroupMemberRow(group_id=row.id, champion_id=member, place=place)
        for row, group in zip(rows, drawn.groups, strict=True)
        for place, member in enumerate(group.members)
    )


def keep_group(session: Session, group: Group) -> None:
    """Write a group as it now stands; members who moved here from another group leave that one."""
    row = session.scalars(select(GroupRow).where(GroupRow.round == group.round, GroupRow.number == group.number)).one()
    row.convener, row.met, row.met_on = group.convener, group.met, group.met_on
    known = {
        member.champion_id: member
        for member in session.scalars(select(GroupMemberRow).where(GroupMemberRow.group_id == row.id))
    }
    for place, champion in enumerate((*group.members, *group.left_out)):
        left_out = place >= len(group.members)
        if champion in known:
            known[champion].place, known[champion].left_out = place, left_out
        else:
            session.add(GroupMemberRow(group_id=row.id, champion_id=champion, place=place, left_out=left_out))
    for champion, member in known.items():
        if champion not in group.members:
            member.left_out = True


def _keep_update(session: Session, account: Update, source: str) -> None:
    known = session.scalars(
        select(UpdateRow).where(
            UpdateRow.champion_id == account.champion,
            UpdateRow.month == account.month,
            UpdateRow.source == (account.source or source),
        )
    ).first()
    row = known or UpdateRow(champion_id=account.champion, month=account.month, source=account.source or source)
    row.text, row.received, row.nil, row.held = account.text, account.received, account.nil, account.held
    row.approved, row.organisation = account.approved, account.organisation
    row.activities = {"kinds": [list(pair) for pair in account.activities]}
    session.add(row)


def cancel(session: Session, decision: Cancel) -> int:
    """Cancel what waits to leave; a mail that is already in the server's hands cannot be."""
    query = update(MailRow).where(MailRow.state.in_(WAITING))
    if decision.champion:
        query = query.where(MailRow.champion_id == decision.champion.id)
    if decision.kind:
        query = query.where(MailRow.kind == decision.kind)
    if decision.number:
        query = query.where(MailRow.number == decision.number)
    done = session.execute(query.values(state="cancelled", why=decision.why))
    if decision.champion and not decision.kind:
        session.execute(delete(ReminderRow).where(ReminderRow.champion_id == decision.champion.id))
    return int(getattr(done, "rowcount", 0))


def forget(session: Session, champion: Champion) -> None:
    """Take a person out of every table; their rows keep numbers, months and counts."""
    number, address = champion.id, champion.address
    keep_champion(session, Champion(number, "a champion", "", champion.organisation, Status.ERASED, listed=False))
    session.execute(update(UpdateRow).where(UpdateRow.champion_id == number).values(text=""))
    session.execute(
        update(MailRow).where(MailRow.champion_id == number).values(address="", subject="", raw=None, why="")
    )
    session.execute(
        update(QuestionRow)
        .where((QuestionRow.champion_id == number) | (QuestionRow.writer == address))
        .values(reason="(erased)", writer="", suggestion="", answer="")
    )
    session.execute(delete(ReminderRow).where(ReminderRow.champion_id == number))


def _remind(session: Session, decision: Remind) -> int | None:
    number = number_of(session, decision.champion)
    if number is None:
        return None
    session.execute(delete(ReminderRow).where(ReminderRow.flow == decision.flow, ReminderRow.champion_id == number))
    session.add(ReminderRow(flow=decision.flow, champion_id=number, at=decision.at))
    return number


def _ask(session: Session, decision: Ask, source: str, now: datetime) -> int | None:
    asked = decision.question(now, source)
    session.add(
        QuestionRow(
            reason=asked.reason,
            asked=asked.asked,
            due=asked.due,
            source=asked.source,
            champion_id=asked.champion,
            writer=asked.writer,
            intent=asked.intent,
            suggestion=asked.suggestion,
        )
    )
    return asked.champion


def settle(session: Session, number: int, note: str, now: datetime) -> int | None:
    """Settle a question; the champion whom it is about. A settled complaint lets mail to its writer go again."""
    row = session.get_one(QuestionRow, number)
    row.settled, row.answer = now, note
    champion = session.get(ChampionRow, row.champion_id) if row.champion_id else None
    if champion is not None and row.intent == champion.suppressed == "complaint":
        champion.suppressed = ""
    return row.champion_id


def _rest(session: Session, decision: Rest, now: datetime) -> None:
    about = (
        MailRow.champion_id == decision.champion.id, MailRow.kind == decision.kind, MailRow.number == decision.number
    )  # fmt: skip
    waiting = update(MailRow).where(*about, MailRow.state.in_(WAITING), MailRow.mail.endswith("/remind"))
    session.execute(waiting.values(state="cancelled", why=decision.why))
    session.execute(update(MailRow).where(*about).values(settled=now))
    if decision.kind == "confirm":
        reminder = (ReminderRow.flow == "join/remind", ReminderRow.champion_id == decision.champion.id)
        session.execute(delete(ReminderRow).where(*reminder))


def _audit(decision: Decision, champion: int | None, source: str, now: datetime) -> AuditRow:
    said = decision.sentence()
    for person in _people_in(decision):
        stand_in = f"champion {champion or person.id or 'new'}"
        for private in filter(None, (person.address, person.name)):
            said = said.replace(private, stand_in)
    return AuditRow(at=now, source=source, actor="mailflow", champion_id=champion, what=said)


def _people_in(decision: Decision) -> list[Champion]:
    match decision:
        case Keep(record=Champion() as champion):
            return [champion]
        case Send(to=champion) | Remind(champion=champion) | Forget(champion=champion) | Rest(champion=champion):
            return [champion]
        case Cancel(champion=Champion() as champion) | Ask(champion=Champion() as champion):
            return [champion]
    return []


def _plan(session: Session, settings: Settings, source: str, written: Written, now: datetime) -> None:
    """Put one mail into the outbox, once: the same event never plans the same mail to the same address again."""
    send = written.send
    known = select(MailRow.id).where(
        MailRow.source == source, MailRow.mail == send.mail, MailRow.address == send.to.address
    )
    if session.scalar(known) is not None:
        return
    prompted = send.answers is not None
    state, needs_yes = _STATE_OF_DIAL[settings.sending.dial_of(send.mail)]
    row = MailRow(
        source=source,
        mail=send.mail,
        code=written.code,
        kind=send.kind,
        number=send.number,
        champion_id=None if send.to_lead else number_of(session, send.to),
        address=send.to.address,
        message_id=written.message_id,
        subject=written.subject,
        raw=written.raw,
        state=state,
        needs_yes=needs_yes,
        prompted=prompted,
        mass=send.mass,
        planned=now,
        not_before=now,
        useful_until=send.useful_until,
    )
    if not prompted:
        row.not_before = _first_moment(session, settings, send, now)
        if send.mass and settings.sending.hold_minutes and state == "planned":
            row.state = "held"
    session.add(row)


_STATE_OF_DIAL = {
    Dial.SHADOW: ("shadow", False),
    Dial.DRAFTS: ("draft", False),
    Dial.APPROVE: ("held", True),
    Dial.SEND: ("planned", False),
}


def _first_moment(session: Session, settings: Settings, send: Send, now: datetime) -> datetime:
    """When an unprompted mail may leave at the earliest: after its hold window, and not at night in its nation."""
    at = max(now, send.not_before or datetime.min.replace(tzinfo=UTC))
    organisation = session.get(OrganisationRow, send.to.organisation) if send.to.organisation else None
    nation = organisation.nation if organisation else "england"
    if send.mass:
        at = max(at, after_hold(now, settings.sending, settings.network.zone, nation))
    return next_open(at, settings.sending, settings.network.zone, nation)
