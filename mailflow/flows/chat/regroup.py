"""Somebody drops out after the draw: the rest go on; only a group below three is mended, touching few people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.almanac import ChatMonth, month_of
from mailflow.decisions import Decision, Keep
from mailflow.flows.chat.convener import choose_convener
from mailflow.flows.chat.draw import repair
from mailflow.flows.chat.record import past_groups, people
from mailflow.flows.chat.round import group_mail
from mailflow.network import Champion, Group, Situation

SMALLEST = 3


def drop_out(champion: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Take ``champion`` out of the group that is still to meet, and tell those whom it changes."""
    group = situation.group
    if group is None or group.met is not None or champion.id not in group.members:
        return
    month = month_of(group.round, situation.settings)
    if month is None or now.astimezone(situation.settings.network.zone).date() > month.meet_by:
        return
    left = tuple(member for member in group.members if member != champion.id)
    smaller = replace(group, members=left, left_out=(*group.left_out, champion.id))
    if len(left) >= SMALLEST or situation.round is None or len(situation.round.groups) < 2:
        yield from _go_on(smaller, situation, month, champion)
    else:
        yield from _mend(smaller, champion, situation, month)


def _go_on(group: Group, situation: Situation, month: ChatMonth, gone: Champion) -> Iterator[Decision]:
    rounds = Counter[int]()
    if group.convener not in group.members and group.members:
        group = replace(group, convener=choose_convener(group.members, situation.convened, rounds))
    yield Keep(group)
    members = [one for one in situation.members if one.id in group.members]
    if members:
        yield from group_mail("chat/changed", group, members, situation, month, gone=gone.name, joined=[])


def _mend(group: Group, gone: Champion, situation: Situation, month: ChatMonth) -> Iterator[Decision]:
    """Let `repair` move as few as may be, within the groups nearby."""
    assert situation.round is not None
    nearby = {one.number: one for one in situation.round.groups}
    nearby[group.number] = replace(group, members=(*group.members, gone.id))
    by_number = {one.id: one for one in situation.champions}
    before = [list(one.members) for one in nearby.values()]
    history = [one for one in situation.history if one.month < group.round]
    known = [by_number[member] for members in before for member in members]
    after = repair(
        before,
        [gone.id],
        people(known, history),
        past_groups(history),
        size=situation.settings.chats.size,
        apart={frozenset(pair) for pair in situation.apart},
    )
    gone_from = {group.number}
    for old in nearby.values():
        new = _continues(old, list(nearby.values()), after)
        if set(new) != set(old.members):
            yield from _changed(old, new, by_number, situation, month, gone.name if old.number in gone_from else "")


def _continues(old: Group, groups: list[Group], after: list[list[int]]) -> list[int]:
    """The new group that carries ``old`` on: the one with most members in common. None does: ``old`` is dissolved."""
    pairs = sorted(
        ((len(set(one.members) & set(new)), -place, -one.number) for one in groups for place, new in enumerate(after)),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for common, place, number in pairs:
        if common and -number not in taken and -place not in taken.values():
            taken[-number] = -place
    return after[taken[old.number]] if old.number in taken else []


def _changed(
    old: Group, new: list[int], by_number: dict[int, Champion], situation: Situation, month: ChatMonth, gone: str
) -> Iterator[Decision]:
    left_out = tuple(dict.fromkeys((*old.left_out, *(member for member in old.members if member not in new))))
    convener = old.convener if old.convener in new or not new else choose_convener(new, situation.convened, {})
    group = replace(old, members=tuple(new), convener=convener, left_out=left_out)
    yield Keep(group)
    members = [by_number[member] for member in new]
    joined = [by_number[member].name for member in new if member not in old.members]
    yield from group_mail("chat/changed", group, members, situation, month, gone=gone, joined=joined)
