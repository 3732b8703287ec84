"""A champion takes an update back: it counts nowhere, and stands in no digest and on no page from then on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.decisions import Cancel, Decision, Keep, Settle
from mailflow.events import Letter
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.flows.digest import approved
from mailflow.network import Desk, DigestState, Situation, Update

WHY = "withdrawn by its writer"


def take_back(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The updates that the letter means: of the month that it answers or names, else the latest."""
    sender = situation.sender
    meant = _meant(event, situation) if sender is not None and sender.is_member else []
    if sender is None or not meant:
        yield from question.hold(event, situation, now)
        return
    sources = {one.source for one in meant}
    for one in meant:
        yield Keep(replace(one, withdrawn=now), WHY)
    for activity in situation.activities:
        if activity.source in sources and activity.champion == sender.id and activity.withdrawn is None:
            yield Keep(replace(activity, withdrawn=now), WHY)
    for asked in situation.open_questions:
        if asked.matter == "update" and asked.source in sources and len(_of_mail(asked.source, situation)) <= 1:
            yield Settle(asked, WHY)
    for desk in situation.desks:
        yield from _out_of_digest(desk, meant, now)
    told = any(_has_left(desk, meant) for desk in situation.desks)
    months = sorted({one.month for one in meant})
    yield answer(event, sender, "update/withdrawn", number=months[-1], months=months, told=told)


def _meant(event: Letter, situation: Situation) -> list[Update]:
    """The writer's own updates that still stand, of the month or digest that is meant."""
    standing = [one for one in situation.updates if one.withdrawn is None and not one.nil]
    thread, entities = event.thread, event.entities
    months = entities.get("periods") or ([entities["period"]] if entities.get("period") else [])
    if thread is not None and thread.kind == "digest":
        return [one for one in standing if one.digest == thread.number] or _of_months(standing, [thread.number])
    if thread is not None and thread.kind in {"update", "chat"} and thread.number:
        return _of_months(standing, [thread.number[:7]])
    latest = max((one.month for one in standing), default="")
    return _of_months(standing, months) or _of_months(standing, [latest])


def _of_months(updates: Sequence[Update], months: Sequence[str]) -> list[Update]:
    return [one for one in updates if one.month in months]


def _of_mail(source: str, situation: Situation) -> set[int | None]:
    """Whose activities came in that mail: one letter may tell for a whole group."""
    return {one.champion for one in situation.activities if one.source == source}


def _out_of_digest(desk: Desk, meant: Sequence[Update], now: datetime) -> Iterator[Decision]:
    digest, gone = desk.digest, {one.id for one in meant}
    if digest is None or not gone & set(digest.lines):
        return
    digest = replace(digest, lines=tuple(line for line in digest.lines if line not in gone))
    if digest.state is DigestState.SENT and desk.waiting:
        # it waits in the hold window: without the line it is written anew, for those who have not had it
        yield Cancel(WHY, kind="digest", number=digest.month)
        digest = approved(digest, now)
    yield Keep(digest, WHY)


def _has_left(desk: Desk, meant: Sequence[Update]) -> bool:
    digest = desk.digest
    if digest is None or digest.state is not DigestState.SENT or not desk.sent_to:
        return False
    return bool({one.id for one in meant} & set(digest.lines))
