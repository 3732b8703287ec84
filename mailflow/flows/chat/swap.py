"""A group that stays silent: whoever waits in vain is offered a place in another one, and nobody is blamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.almanac import month_of
from mailflow.decisions import Decision, Keep, Send
from mailflow.events import Letter
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.flows.chat.convener import choose_convener
from mailflow.flows.chat.regroup import SMALLEST
from mailflow.flows.chat.round import group_mail
from mailflow.network import Champion, Group, Situation, Status

WISH = "join another group"
"""What `mailflow.understand` calls the request."""


def offer(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Whoever asks for another group of the month is offered one at once; the lead sees who was silent."""
    sender, group = situation.sender, situation.group
    found = _place_for(sender, group, situation, now) if sender and group else None
    if sender is None or group is None or found is None:
        return
    yield answer(event, sender, "chat/offer", kind="swap", number=found.label, month=group.round, group=found)
    others = ", ".join(one.name for one in situation.members if one.id != sender.id)
    said = f"{sender.name} has heard from nobody in group {group.label} ({others}), and is offered group {found.label}."
    yield question.ask(said, event, situation, now)


def join(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """YES to the offer: out of the one group, into the other, if there is still a place."""
    sender, group = situation.sender, situation.group
    wanted = event.thread.number if event.thread else ""
    if sender is None or not sender.is_member or group is None or group.label == wanted:
        yield from question.hold(event, situation, now)
        return
    found = next((one for one in _places(sender, group, situation, now) if one.label == wanted), None)
    month = month_of(group.round, situation.settings)
    if found is None or month is None:
        yield question.ask(
            f"{sender.name} would like to join group {wanted}, which has no place.", event, situation, now
        )
        yield from question.acknowledge(event, situation, now, "problem")
        return
    people = {one.id: one for one in (*situation.champions, *situation.members)}
    left = tuple(member for member in group.members if member != sender.id)
    convener = group.convener if group.convener in left else choose_convener(left, situation.convened, {})
    old = replace(group, members=left, convener=convener, left_out=(*group.left_out, sender.id))
    new = replace(found, members=(*found.members, sender.id))
    yield Keep(old, "somebody joins another group")
    yield Keep(new, "somebody joins from another group")
    facts = {"moved": True}
    yield from group_mail(
        "chat/changed", old, [people[one] for one in left], situation, month, gone=sender.name, joined=[], **facts
    )
    members = [people[one] for one in found.members] + [sender]
    for said in group_mail("chat/changed", new, members, situation, month, gone="", joined=[sender.name], **facts):
        mine = isinstance(said, Send) and said.to.id == sender.id
        yield _as_answer(said, event) if mine else said


def _as_answer(send: Decision, event: Letter) -> Decision:
    assert isinstance(send, Send)
    return replace(send, answers=event.envelope, facts={**send.facts, "joined": []})


def _place_for(sender: Champion, group: Group, situation: Situation, now: datetime) -> Group | None:
    """The smallest group with a place, the nearest number first."""
    found = _places(sender, group, situation, now)
    return min(found, key=lambda one: (len(one.members), abs(one.number - group.number)), default=None)


def _places(sender: Champion, group: Group, situation: Situation, now: datetime) -> list[Group]:
    """Groups of the same month that have not met, with a place, and nobody whom the sender is kept apart from."""
    month = month_of(group.round, situation.settings)
    today = now.astimezone(situation.settings.network.zone).date()
    others = situation.round.groups if situation.round else ()
    if month is None or today > month.meet_by or group.met is not None or len(group.members) <= SMALLEST:
        return []
    people = {one.id: one for one in situation.champions}
    most = situation.settings.chats.size + 1
    return [
        one
        for one in others
        if one.number != group.number
        and one.met is None
        and SMALLEST <= len(one.members) < most
        and sender.id not in one.left_out
        and all(_get_on(sender, people.get(member), situation) for member in one.members)
    ]


def _get_on(sender: Champion, other: Champion | None, situation: Situation) -> bool:
    return (
        other is not None
        and other.status is Status.ACTIVE
        and other.organisation != sender.organisation
        and (min(sender.id, other.id), max(sender.id, other.id)) not in situation.apart
    )
