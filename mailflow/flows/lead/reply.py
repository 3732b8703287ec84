"""The lead answers a mail of ours: each order is carried out or not, and one mail says which.

Only with the token that went to the lead's address (or the deputy's, who stands in), from that address: whoever else
answers does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from mailflow.decisions import Decision, Facts, HoldBack, Ignore, LetGo, Postpone, Send, Settle
from mailflow.diary import day_in
from mailflow.events import Intent, Letter, Order, Trust
from mailflow.flows import question
from mailflow.flows.lead import draft, matters, whole
from mailflow.flows.lead.record import Record
from mailflow.flows.lead.spelling import spelt_out
from mailflow.flows.lead.who import who_answers
from mailflow.flows.meeting import DECIDED, InWords, Undone
from mailflow.network import Asked, Champion, Situation


def answered(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Carry out what the lead has answered."""
    lead = who_answers(event.envelope.sender.address, situation.settings)
    if lead is None or event.trust is not Trust.TOKEN:
        reason = "Somebody answered a mail to the lead, and nothing proves that it was the lead. Nothing was done."
        yield question.ask(reason, event, situation, now)
        return
    orders = spelt_out(event.entities.get("orders", []), situation)
    if not orders or (event.intent is Intent.THANKS and all(order["verdict"] == "unclear" for order in orders)):
        yield Ignore("there is nothing to do")
        return
    if event.thread is not None and event.thread.kind == "draft":
        yield from _draft(lead, event, situation, now)
        return
    halts = [order for order in orders if _is_halt(order)]
    if halts:
        yield from _mass("release" if halts[0]["verdict"] == "release" else "stop", lead, event, situation, now)
    record = Record()
    situation = replace(situation, sure=whole.is_sure(event))
    decided = [
        one
        for order in orders
        if order not in halts
        for one in _whole_or_one(order, lead, event, record, situation, now)
    ]
    yield from _one_mail_each(decided)
    if record.done or record.undone:
        yield _receipt("lead/done", lead, event, "brief", {"done": record.done, "undone": record.undone})


def _is_halt(order: Order) -> bool:
    """About mail to many: "hold until Monday" holds it; on Monday they release it."""
    return order["verdict"] in {"stop", "release"} or (order["verdict"] == "later" and not order["number"])


def _draft(lead: Champion, event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    record = Record()
    yield from draft.answered(event, record, situation, now)
    yield _receipt("lead/done", lead, event, "draft", {"done": record.done, "undone": record.undone})


def _one_mail_each(decisions: Sequence[Decision]) -> list[Decision]:
    """Whoever is answered twice gets one mail that says both."""
    found: list[Decision] = []
    for decision in decisions:
        earlier = next((one for one in found if isinstance(decision, Send) and _is_alike(one, decision)), None)
        if isinstance(decision, Send) and isinstance(earlier, Send):
            also = (*earlier.also, (decision.mail, decision.facts))
            found[found.index(earlier)] = replace(earlier, also=also)
        else:
            found.append(decision)
    return found


def _is_alike(one: Decision, other: Send) -> bool:
    return isinstance(one, Send) and (one.mail, one.to.address) == (other.mail, other.to.address)


def _receipt(mail: str, lead: Champion, event: Letter, kind: str, facts: Facts, number: str = "") -> Send:
    assert event.thread is not None
    return Send(mail, lead, kind, number or event.thread.number, facts, answers=event.envelope)


def _mass(verdict: str, lead: Champion, event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    mass = situation.mass
    if mass is None:
        yield _receipt(
            "lead/stopped", lead, event, "hold", {"what": "", "month": "", "day": None, "held": 0, "left": 0}
        )
        return
    what, _, month = mass.occasion.partition(":")
    facts: Facts = {"what": what, "month": month, "day": day_in(month), "left": mass.left}
    if verdict == "stop":
        if mass.waiting:
            yield HoldBack(mass.occasion)
        facts = {**facts, "held": mass.waiting + mass.stopped}
        yield _receipt("lead/stopped", lead, event, "hold", facts, mass.occasion)
        return
    if mass.stopped:
        yield LetGo(mass.occasion)
    later = mass.leaves if mass.leaves and mass.leaves > now else None
    at = later.astimezone(situation.settings.network.zone) if later else None
    facts = {**facts, "released": mass.stopped, "at": at}
    yield _receipt("lead/released", lead, event, "hold", facts, mass.occasion)


def _whole_or_one(
    order: Order, lead: Champion, event: Letter, record: Record, situation: Situation, now: datetime
) -> Iterator[Decision]:
    """An order about no open question, or one about a question."""
    match order["verdict"]:
        case "undo":
            yield from whole.undo(order, record, situation)
        case "away":
            yield from whole.away(order, lead, record, situation)
        case "apart" | "together":
            yield from whole.apart(order, record, situation)
        case "handover":
            yield from whole.hand_over(order, event, record, situation)
        case _:
            yield from _carry_out(order, record, situation, now)


def _carry_out(order: Order, record: Record, situation: Situation, now: datetime) -> Iterator[Decision]:
    number, verdict, text = order["number"], order["verdict"], order["text"]
    asked = next((one for one in situation.asked if one.question.id == number), None)
    decider = DECIDED.get(asked.question.intent) if asked else None
    why, other = _hindrance(order, asked, record, situation, to_writer=decider is None)
    if why or asked is None:
        record.did_not(number, why, other)
        return
    if verdict == "later":
        until = date.fromisoformat(text)
        record.did(number, "later", on=until)
        yield Postpone(asked.question, until)
        return
    if decider is not None:
        yield from _by_words(decider(order, asked, situation, now), asked, record)
        return
    if verdict in {"yes", "no"}:
        if asked.question.matter in matters.DANGEROUS and not situation.sure:
            record.did_not(number, "unsure_act")
            return
        outcome = matters.settle(asked, verdict == "yes", text, situation, now)
        if isinstance(outcome, str):
            record.did_not(number, outcome)
            return
        deed: Facts = {"deed": outcome.deed, **outcome.facts} if outcome.deed else {}
        record.did(number, verdict, "", **deed)
        yield from outcome.decisions
        yield Settle(asked.question, text or verdict)
        return
    mail = "question/asks" if verdict == "ask" else "question/answer"
    stays = {"open": True} if asked.question.matter else {}
    record.did(number, "asked" if verdict == "ask" else "said", asked.writer.name or asked.writer.address, **stays)
    yield question.tell(asked.question, asked.writer, text, asked.letter, mail)
    if not stays:  # words decide nothing: what a yes would carry out still waits for a yes or a no
        yield Settle(asked.question, f"asked {text}" if verdict == "ask" else text)


def _by_words(outcome: InWords, asked: Asked, record: Record) -> Iterator[Decision]:
    """What the lead's own words carry out: who came to a meeting, where a talk goes."""
    number = asked.question.id
    if isinstance(outcome, Undone):
        record.did_not(number, outcome.why, said=outcome.said)
        return
    done, decisions = outcome
    record.did(number, "noted", done)
    yield from decisions
    yield Settle(asked.question, done)


def _hindrance(
    order: Order, asked: Asked | None, record: Record, situation: Situation, *, to_writer: bool
) -> tuple[str, int]:
    """Why an order is not carried out, as a word; and the other question that its words seem to name.

    ``to_writer``: other words than yes and no would be sent to whoever raised the question.
    """
    number, verdict, text = order["number"], order["verdict"], order["text"]
    if not number or verdict == "unclear":
        return "unclear", 0
    if asked is None:
        return "unknown", 0
    if asked.question.settled is not None or number in record.numbers:
        return "settled", 0
    if verdict == "about":
        return "about", 0
    if verdict in {"say", "ask"}:
        if to_writer and not asked.question.writer:
            return "nobody", 0
        others = [one.id for one in situation.open_questions if one.id != number]
        return next((("several", one) for one in others if re.search(rf"(?<!\S){one}\s+[^\W\d]", text)), ("", 0))
    return "", 0
