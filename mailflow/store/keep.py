"""Apply: decisions become rows. Everything here runs inside one transaction, opened by `mailflow.store.store.Turn`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Update, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mailflow.almanac import after_hold, next_open
from mailflow.decisions import (
    Again,
    Ask,
    Cancel,
    Decision,
    Forget,
    HoldBack,
    Ignore,
    Keep,
    Leave,
    LetGo,
    Postpone,
    Remind,
    Rename,
    Rest,
    Send,
    Settle,
    Undo,
)
from mailflow.network import Champion, Status
from mailflow.outbox.write import Written
from mailflow.settings import Dial, Settings
from mailflow.store import changes, mass
from mailflow.store.asking import among, ask, dialect_of, tell
from mailflow.store.erasure import replace_everywhere
from mailflow.store.mass import WAITING
from mailflow.store.records import keep_champion, keep_record, number_of
from mailflow.store.tables import (
    AccessNeedRow,
    AnswerRow,
    AuditRow,
    CaseStudyRow,
    ChampionRow,
    MailRow,
    OrganisationRow,
    QuestionRow,
    ReminderRow,
    TalkOfferRow,
    UpdateRow,
)

AT_ONCE = 500
"""How many mails of one event are put into the outbox together."""
_AUDIT = insert(AuditRow)
_ONCE = (MailRow.source, MailRow.mail, MailRow.address)
_MAIL = {
    "sqlite": sqlite.insert(MailRow).on_conflict_do_nothing(index_elements=_ONCE),
    "postgresql": postgresql.insert(MailRow).on_conflict_do_nothing(index_elements=_ONCE),
}
_NO_REMINDER = delete(ReminderRow).where(
    ReminderRow.flow == bindparam("of"), ReminderRow.champion_id == bindparam("whom")
)
_REMINDER = insert(ReminderRow)
_NATIONS = select(OrganisationRow.acronym, OrganisationRow.nation).where(
    OrganisationRow.acronym.in_(bindparam("homes", expanding=True))
)


@dataclass(frozen=True, slots=True)
class CameTo:
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
) -> None:
    """Carry out ``decisions`` and plan ``mails``; ``source`` is the key of the event that caused them."""
    lines = [_audit(decision, _carry_out(session, decision, source, now), source, now) for decision in decisions]
    if lines:
        tell(session, _AUDIT, *lines)
    _plan_all(session, settings, source, mails, now)


def by_the_lead(session: Session, decision: Keep, now: datetime) -> None:
    """Keep a record that the lead has decided on by command, with its line of audit."""
    champion = keep_record(session, decision.record, "cli")
    line = {"at": now, "source": "cli", "actor": "lead", "champion_id": champion, "what": decision.sentence()}
    tell(session, _AUDIT, line)


def came_to(decided: Sequence[Decision]) -> CameTo:
    """The one outcome of a mail: not ours, with a person, ignored with a reason, or handled."""
    for kind, outcome in ((Leave, "not_ours"), (Ask, "person")):
        for decision in decided:
            if isinstance(decision, kind) and getattr(decision, "writer_waits", True):
                return CameTo(outcome, decision.reason)
    reasons = [decision.reason for decision in decided if isinstance(decision, Ignore)]
    if reasons and all(isinstance(decision, Ignore | Keep | Cancel) for decision in decided):
        return CameTo("ignored", reasons[0])
    return CameTo(
        "handled", "; ".join(d.sentence() for d in decided if isinstance(d, Again | Send | Settle | Rest))[:500]
    )


def _carry_out(session: Session, decision: Decision, source: str, now: datetime) -> int | None:
    """Do it; give the number of the champion whom it is about."""
    match decision:
        case Keep(record=record):
            return keep_record(session, record, source)
        case Ask():
            return _ask(session, decision, source, now)
        case Remind():
            return _remind(session, decision)
        case Settle():
            return settle(session, decision.question.id, decision.note, now)
        case Postpone():
            return _postpone(session, decision)
        case Undo(source=undone):
            changes.undo(session, undone, now)
        case HoldBack(occasion=occasion) | LetGo(occasion=occasion):
            (mass.stop if isinstance(decision, HoldBack) else mass.release)(session, occasion)
        case Send(to=champion):
            return champion.id or None
        case Again(champion=champion):
            _again(session, champion, now)
            return champion.id
        case Forget(champion=champion) | Rename(champion=champion) | Rest(champion=champion):
            _about_one(session, decision, now)
            return champion.id
        case Cancel():
            cancel(session, decision)
            return decision.champion.id if decision.champion else None
    return None


def _about_one(session: Session, decision: Forget | Rename | Rest, now: datetime) -> None:
    match decision:
        case Forget():
            forget(session, decision.champion, now.date())
        case Rename():
            rename(session, decision.champion, decision.former)
        case Rest():
            _rest(session, decision, now)


def _again(session: Session, champion: Champion, now: datetime) -> None:
    """The same mail with the same Message-ID: a mailbox that has it already shows it once."""
    theirs = (MailRow.champion_id == champion.id, MailRow.address == champion.address, MailRow.state == "sent")
    query = select(MailRow).where(*theirs, MailRow.prompted.is_(False), MailRow.raw.is_not(None))
    row = session.scalars(query.order_by(MailRow.sent.desc()).limit(1)).first()
    if row is not None:
        row.state, row.not_before, row.useful_until, row.prompted = "planned", now, None, True


def _postpone(session: Session, decision: Postpone) -> int | None:
    row = session.get_one(QuestionRow, decision.question.id)
    row.later, row.due = decision.until, max(row.due, decision.until)
    return row.champion_id


@cache
def _cancelling(given: frozenset[str]) -> Update:
    query = update(MailRow).where(among(MailRow.state, WAITING))
    if "whom" in given:
        query = query.where(MailRow.champion_id == bindparam("whom"))
    if "about" in given:
        query = query.where(MailRow.kind == bindparam("about"), MailRow.prompted.is_(False))
    if "which" in given:
        query = query.where(MailRow.number == bindparam("which"))
    return query.values(state="cancelled", why=bindparam("because"))


def cancel(session: Session, decision: Cancel) -> None:
    """Cancel what waits to leave; a mail that is already in the server's hands cannot be.

    Of one matter only what nobody asked for: a receipt answers its letter, whatever became of the matter since.
    """
    given: dict[str, Any] = {"because": decision.why}
    given |= {"whom": decision.champion.id} if decision.champion else {}
    given |= {"about": decision.kind} if decision.kind else {}
    given |= {"which": decision.number} if decision.number else {}
    tell(session, _cancelling(frozenset(given)), given)
    if decision.champion and not decision.kind:
        theirs = delete(ReminderRow).where(ReminderRow.champion_id == decision.champion.id)
        if decision.champion.is_member:  # a day that they named (to leave, to pause, to move) still comes
            theirs = theirs.where(ReminderRow.flow.startswith("join/"))
        session.execute(theirs)


def forget(session: Session, champion: Champion, today: date) -> None:
    """Take a person out of every table; their rows keep numbers, dates, months and counts."""
    number, address = champion.id, champion.address
    left = champion.left or (today if champion.is_member else None)
    nobody = Champion(number, "a champion", "", champion.organisation, Status.ERASED, listed=False)
    keep_champion(session, replace(nobody, joined=champion.joined, left=left))
    session.execute(update(UpdateRow).where(UpdateRow.champion_id == number).values(text=""))
    session.execute(update(CaseStudyRow).where(CaseStudyRow.champion_id == number).values(summary=""))
    session.execute(
        update(MailRow).where(MailRow.champion_id == number).values(address="", subject="", raw=None, why="")
    )
    session.execute(
        update(QuestionRow)
        .where((QuestionRow.champion_id == number) | (QuestionRow.writer == address))
        .values(reason="(erased)", writer="", suggestion="", answer="")
    )
    session.execute(delete(AccessNeedRow).where(AccessNeedRow.champion_id == number))
    session.execute(update(AnswerRow).where(AnswerRow.champion_id == number).values(address=None, delegate=""))
    session.execute(update(TalkOfferRow).where(TalkOfferRow.champion_id == number).values(topic=""))
    session.execute(delete(ReminderRow).where(ReminderRow.champion_id == number))
    replace_everywhere(session, {champion.name: "a champion", address: ""})
    changes.forget(session, number, (champion.name, address))


def rename(session: Session, champion: Champion, former: str) -> None:
    """Call somebody by their new name wherever the former one stands; that cannot be undone by the lead's UNDO."""
    replace_everywhere(session, {former: champion.name})
    changes.forget(session, champion.id, (former,))


def _remind(session: Session, decision: Remind) -> int | None:
    number = number_of(session, decision.champion)
    if number is None:
        return None
    tell(session, _NO_REMINDER, {"of": decision.flow, "whom": number})
    tell(session, _REMINDER, {"flow": decision.flow, "champion_id": number, "at": decision.at})
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
            matter=asked.matter,
            proposal=dict(asked.proposal),
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


def _audit(decision: Decision, champion: int | None, source: str, now: datetime) -> dict[str, Any]:
    """One line of audit; it names nobody."""
    said = decision.sentence()
    for person in _people_in(decision):
        stand_in = f"champion {champion or person.id or 'new'}"
        for private in filter(None, (person.address, person.name)):
            said = said.replace(private, stand_in)
    return {"at": now, "source": source, "actor": "mailflow", "champion_id": champion, "what": said}


def _people_in(decision: Decision) -> list[Champion]:
    match decision:
        case Keep(record=Champion() as champion):
            return [champion]
        case Send(to=champion) | Remind(champion=champion) | Forget(champion=champion) | Rest(champion=champion):
            return [champion]
        case Cancel(champion=Champion() as champion) | Ask(champion=Champion() as champion):
            return [champion]
    return []


def _plan_all(session: Session, settings: Settings, source: str, mails: Iterable[Written], now: datetime) -> None:
    """Put mails into the outbox, each once: the same event never plans the same mail to the same address again.

    They are written as they are put there, so that not all mails of a round are in memory at once.
    """
    unwritten = iter(mails)
    while some := list(islice(unwritten, AT_ONCE)):
        nations = _nations(session, [written.send for written in some if not written.send.is_answer])
        rows = [
            _planned(session, settings, source, written, nations.get(written.send.to.organisation, "england"), now)
            for written in some
        ]
        tell(session, _MAIL[dialect_of(session)], *rows)


def _nations(session: Session, unasked: Iterable[Send]) -> dict[str, str]:
    """The nation of each organisation that is written to unasked: its nights and holidays are kept."""
    homes = sorted({send.to.organisation for send in unasked})
    return {row.acronym: row.nation for row in ask(session, _NATIONS, homes=homes)} if homes else {}


def _planned(
    session: Session, settings: Settings, source: str, written: Written, nation: str, now: datetime
) -> dict[str, Any]:
    """The row of a mail that is to leave."""
    send = written.send
    prompted = send.is_answer
    state, needs_yes = _STATE_OF_DIAL[settings.sending.dial_of(send.mail)]
    if send.mass and not prompted and settings.sending.hold_minutes and state == "planned":
        state = "held"
    return {
        "source": source,
        "mail": send.mail,
        "code": written.code,
        "kind": send.kind,
        "number": send.number,
        "champion_id": None if send.to_lead else number_of(session, send.to),
        "address": send.to.address,
        "domain": send.to.address.rpartition("@")[2][:255],
        "message_id": written.message_id,
        "subject": written.subject[:998],
        "raw": written.raw,
        "state": state,
        "needs_yes": needs_yes,
        "prompted": prompted,
        "mass": send.mass,
        "planned": now,
        "not_before": now if prompted else _first_moment(settings, send, nation, now),
        "useful_until": send.useful_until,
    }


_STATE_OF_DIAL = {
    Dial.SHADOW: ("shadow", False),
    Dial.DRAFTS: ("draft", False),
    Dial.APPROVE: ("held", True),
    Dial.SEND: ("planned", False),
}


def _first_moment(settings: Settings, send: Send, nation: str, now: datetime) -> datetime:
    """When an unprompted mail may leave at the earliest: after its hold window, and not at night in its nation."""
    at = max(now, send.not_before or datetime.min.replace(tzinfo=UTC))
    if send.mass:
        at = max(at, after_hold(now, settings.sending, settings.network.zone, nation))
    return next_open(at, settings.sending, settings.network.zone, nation)
