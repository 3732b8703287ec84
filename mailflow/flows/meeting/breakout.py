"""The Champion Chat inside a meeting: groups of those who come, so that people who have met are not drawn together.

Where ``[chats] in_meeting`` says so, it is the month's round. By hand it is drawn anew on the day, from those who came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from mailflow import diary
from mailflow.decisions import Decision, Ignore, Keep, Send
from mailflow.events import Due
from mailflow.flows.chat.convener import choose_convener
from mailflow.flows.chat.figures import figures_of
from mailflow.flows.chat.record import Groups, Inputs, inputs_for, to_text
from mailflow.flows.meeting.invite import OVER
from mailflow.flows.meeting.people import answers_that_count, to_write_to, who
from mailflow.flows.meeting.telling import about
from mailflow.network import Answer, Breakout, Group, Meeting, Round, Situation


def breakout(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Draw groups and tell each member with whom they are."""
    meeting, again = situation.meeting, diary.is_again(event.occasion)
    span = meeting.span("chat") if meeting else None
    if meeting is None or span is None or not meeting.is_open or meeting.end <= now:
        yield Ignore(OVER)
        return
    here = who(situation, _there(meeting, span[1], situation, again=again))
    month = f"{meeting.start.astimezone(situation.settings.network.zone):%Y-%m}"
    inputs = inputs_for(
        month, here, _history(situation, month), situation.apart, size=situation.settings.chats.size, choose=0
    )
    groups = inputs.draw()
    if not groups:
        yield Ignore(f"{len(here)} people are too few for a group")
        return
    yield Keep(Breakout(meeting.number, now, tuple(map(tuple, groups))))
    rounds = Counter(member for one in inputs.past for group in one for member in group)
    conveners = [_convener(group, situation, rounds) for group in groups]
    if diary.holds_round(meeting, situation.settings) and (again or situation.round is None):
        yield Keep(_as_round(month, inputs, groups, conveners, now))
    people = {one.id: one for one in here}
    zone = situation.settings.network.zone
    for number, (group, convener) in enumerate(zip(groups, conveners, strict=True), 1):
        facts = about(
            meeting, situation, group=number, members=[people[one] for one in group], first=people[convener],
            chat_begins=span[0].astimezone(zone), chat_ends=span[1].astimezone(zone), again=again,
            names={one.acronym: one.name for one in situation.organisations},
        )  # fmt: skip
        for one in group:
            yield Send(
                "meeting/breakout", to_write_to(people[one]), "meeting", meeting.number, facts={**facts, "me": one},
                mass=not again, useful_until=meeting.end,
            )  # fmt: skip


def _there(meeting: Meeting, until: datetime, situation: Situation, *, again: bool) -> list[Answer]:
    """Those who come (on the day: who came), without those who leave before the chat is over."""
    zone = situation.settings.network.zone
    if again:
        here = [one for one in situation.answers if one.came]
    else:
        here = [one for one in answers_that_count(meeting, situation.answers) if one.says == "yes"]
    return [one for one in here if one.stays_until(until, zone)]


def _history(situation: Situation, month: str) -> list[Round]:
    """The rounds and the breakout groups before, oldest first; those that were a round are in it once."""
    rounds = [one for one in situation.history if one.month < month]
    drawn = {group.members for one in rounds for group in one.groups}
    for one in situation.breakouts:
        groups = [tuple(member for member in group if member > 0) for group in one.groups]
        inside = tuple(
            Group(one.meeting, number, members, 0) for number, members in enumerate(groups, 1) if members not in drawn
        )
        rounds.append(Round(f"{one.drawn:%Y-%m}", one.drawn, 0, "", inside))
    return sorted((one for one in rounds if one.groups), key=lambda one: one.drawn)


def _convener(group: Sequence[int], situation: Situation, rounds: Counter[int]) -> int:
    """A champion begins; a guest only where there is none."""
    champions = [one for one in group if one > 0]
    return choose_convener(champions or group, situation.convened, rounds)


def _as_round(month: str, inputs: Inputs, groups: Groups, conveners: Sequence[int], now: datetime) -> Round:
    """The month's round: guests are in no register, so they are not in it."""
    made = tuple(
        Group(month, number, tuple(one for one in group if one > 0), convener)
        for number, (group, convener) in enumerate(zip(groups, conveners, strict=True), 1)
        if convener > 0
    )
    return Round(month, now, inputs.seed, inputs.digest, made, figures_of(inputs, groups), to_text(inputs, groups))
