"""The draft of a digest, and the lead's answer: ``yes`` sends it, ``drop 3`` leaves a line out, "hold" puts it off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow.almanac import at_wall_time, working_days_after
from mailflow.decisions import Ask, Decision, Ignore, Keep, Send, Settle
from mailflow.events import Due, Letter, Order
from mailflow.flows.digest import approved, facts_of, tellable
from mailflow.flows.lead.record import Record
from mailflow.flows.lead.who import the_lead, to_all_who_lead
from mailflow.network import LEFT_OUT, Desk, Digest, DigestState, Question, Situation

ANSWER_WITHIN = 2
"""Working days within which the lead is asked to answer the draft."""
_DROPS = frozenset({"drop", "out", "leave out", "withdraw", "remove", "no"})
_FIRST_DROPS = {"drop": 0}
"""Lines are dropped before the rest is sent, in whatever order they were written."""


def drafted(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """What the digest would say, for the lead's yes; nothing if there is nothing to tell."""
    month, desk, settings = event.occasion[:7], situation.desk, situation.settings
    assert desk is not None
    if desk.digest is not None and desk.digest.state in {DigestState.APPROVED, DigestState.SENT}:
        yield Ignore("it is approved already")
        return
    lines = tellable(desk.updates)
    if not (lines or desk.waiting):
        yield Ignore("nobody has told anything that may be shown")
        return
    yield Keep(Digest(month, tuple(one.id for one in lines), now))
    if lines:
        today = now.astimezone(settings.network.zone).date()
        yield Ask(
            f"The digest for {date.fromisoformat(f'{month}-01'):%B %Y} waits for your yes.",
            working_days_after(today, ANSWER_WITHIN),
            intent="update",
            matter="digest",
            proposal={"month": month},
        )
    facts = {**facts_of(month, lines, desk, situation), "waiting": desk.waiting, "total": len(lines)}
    yield from to_all_who_lead(Send("lead/digest", the_lead(settings), "draft", month, facts), situation)


def answered(event: Letter, record: Record, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Carry out what stands in an answer to the draft."""
    assert event.thread is not None
    desk, month = situation.desk, event.thread.number
    digest = desk.digest if desk else None
    orders = sorted(map(_named, event.entities.get("orders", [])), key=lambda one: _FIRST_DROPS.get(one["verdict"], 1))
    if desk is None or digest is None or digest.state in {DigestState.APPROVED, DigestState.SENT}:
        record.did_not(0, "digest")
        return
    before = digest
    for order in orders:
        match order["verdict"]:
            case "drop":
                digest, left_out = _drop(order["number"], digest, desk, record)
                yield from left_out
            case "yes" if not order["number"] and digest.lines:
                digest = approved(digest, now)
                record.did(0, "yes", deed="digest approved", month=month)
            case "later" if not order["number"]:
                until = date.fromisoformat(order["text"])
                clock = situation.settings.digest.draft_at
                at = at_wall_time(until, clock, situation.settings.network.zone)
                digest = replace(digest, state=DigestState.HELD, moment=at)
                record.did(0, "later", deed="digest held", month=month, on=until)
            case "no" | "stop" if not order["number"]:
                digest = replace(digest, state=DigestState.HELD, moment=None)
                record.did(0, "no", deed="digest not sent", month=month)
            case _:
                record.did_not(order["number"], "draft")
    if digest != before:
        yield Keep(digest, "the lead has answered the draft")
    if digest.state is not before.state:
        yield from (Settle(one, f"the digest is {digest.state}") for one in _about(month, situation))


def _named(order: Order) -> Order:
    """ "3 drop" and "3 no" are "drop 3": in a draft the numbers are its lines."""
    words = order["text"].strip(" .!").lower()
    drops = order["verdict"] == "no" or (order["verdict"] == "say" and words in _DROPS)
    return Order(number=order["number"], verdict="drop", text="") if order["number"] and drops else order


def _drop(number: int, digest: Digest, desk: Desk, record: Record) -> tuple[Digest, list[Decision]]:
    update = next((one for one in desk.updates if one.id == number and number in digest.lines), None)
    if update is None:
        record.did_not(number, "line")
        return digest, []
    writer = desk.writers.get(update.champion)
    record.did(number, "drop", deed="line dropped", names=[writer.name if writer else "A champion"])
    rest = tuple(line for line in digest.lines if line != number)
    return replace(digest, lines=rest), [Keep(replace(update, digest=LEFT_OUT), "the lead leaves it out")]


def _about(month: str, situation: Situation) -> list[Question]:
    return [one for one in situation.open_questions if one.matter == "digest" and one.proposal.get("month") == month]
