"""What came of a chat. Whether a group met is a fact of the group, whoever tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow.almanac import next_draw
from mailflow.decisions import Cancel, Decision, Ignore, Keep
from mailflow.events import Letter
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.network import Situation, Update


def chatter(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """People finding a time among themselves: filed, never answered."""
    del event, situation, now
    yield Ignore("the group is talking among themselves")


def met(event: Letter, situation: Situation) -> Iterator[Decision]:
    """Note that the group met, if the mail says so."""
    group = situation.group
    if group is None or event.entities.get("met") is not True:
        return
    told = event.entities.get("met_on", "")
    yield Keep(replace(group, met=True, met_on=date.fromisoformat(told) if told else group.met_on))


def did_not_meet(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The group could not meet: these pairs do not count as having met, and nobody is told off."""
    sender, group = situation.sender, situation.group
    if sender is None or not sender.is_member or group is None:
        yield from question.hold(event, situation, now)
        return
    yield Keep(replace(group, met=False))
    yield Keep(Update(sender.id, group.round, "", now, nil=True, organisation=sender.organisation))
    yield Cancel("they have answered", champion=sender, kind="update", number=group.round)
    wish = event.entities.get("request", "")
    if wish:
        yield question.ask(f"{sender.name} could not meet their group and asks: {wish}.", event, situation, now)
    yield answer(
        event, sender, "chat/not_met", kind="update", number=group.round, month=group.round, wish=wish,
        next_draw=next_draw(situation.settings, now),
    )  # fmt: skip
