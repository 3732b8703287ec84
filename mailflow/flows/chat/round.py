"""The tick of a round: draw once, from a recorded seed, and write to everybody."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from mailflow.almanac import ChatMonth, at_wall_time, chat_month
from mailflow.decisions import Decision, Ignore, Keep, Send
from mailflow.events import Due
from mailflow.flows.chat.convener import choose_convener
from mailflow.flows.chat.draw import choose, draw
from mailflow.network import Champion, Group, Round, Situation, Status

Person = tuple[int, str, int]
"""What the draw knows of somebody: number, organisation, in which round (from 0) they joined."""


def takes_part(champion: Champion, month: str, today: date) -> bool:
    """Active, not skipping this month, not away for most of it, and reachable."""
    return (
        champion.status is Status.ACTIVE
        and month not in champion.skips
        and not champion.suppressed
        and (champion.away_until is None or champion.away_until <= today + timedelta(days=14))
        and (champion.leaves_on is None or champion.leaves_on > today + timedelta(days=14))
    )


def past_groups(history: Sequence[Round]) -> list[list[list[int]]]:
    """The rounds before as the draw reads them. Only a group that is known not to have met does not count."""
    return [[list(group.members) for group in one.groups if group.met is not False] for one in history]


def people(champions: Sequence[Champion], history: Sequence[Round]) -> list[Person]:
    """Who takes part, as the draw reads them. An organisation that is not known is nobody's colleague."""
    first: dict[int, int] = {}
    for number, one in enumerate(history):
        for group in one.groups:
            for member in group.members:
                first.setdefault(member, number)
    return [(one.id, one.organisation or f"?{one.id}", first.get(one.id, len(history))) for one in champions]


def seed_and_digest(month: str, who: Sequence[Person], history: Sequence[Sequence[Sequence[int]]]) -> tuple[int, str]:
    """The digest of all that goes into the draw, and the seed that follows from it: anybody can draw it again."""
    told = json.dumps([month, sorted(who), [sorted(map(sorted, one)) for one in history]])
    digest = hashlib.sha256(told.encode()).hexdigest()
    return int(digest[:8], 16) >> 1, digest


def draw_round(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Draw the groups of this month and send each member their group's mail."""
    if situation.round is not None:
        yield Ignore("the groups of this month are made; they are never drawn again")
        return
    settings = situation.settings
    month = chat_month(event.at, settings)
    history = [one for one in situation.history if one.month < event.occasion]
    here = [one for one in situation.champions if takes_part(one, event.occasion, now.date())]
    drawn = _draw(event.occasion, here, history, situation, now)
    if not drawn.groups:
        yield Ignore(f"{len(here)} people are too few for a group")
        return
    yield Keep(drawn)
    by_number = {one.id: one for one in here}
    for group in drawn.groups:
        members = tuple(by_number[number] for number in group.members)
        yield from group_mail("chat/group", group, members, situation, month)


def _draw(month: str, here: Sequence[Champion], history: Sequence[Round], situation: Situation, now: datetime) -> Round:
    chats = situation.settings.chats
    who, past = people(here, history), past_groups(history)
    seed, digest = seed_and_digest(month, who, past)
    if chats.mode == "rotate":
        groups = choose(who, past, chats.groups, size=chats.size, seed=seed)
    else:
        groups = draw(who, past, size=chats.size, seed=seed)
    rounds = Counter(member for one in past for group in one for member in group)
    made = tuple(
        Group(month, number, tuple(members), choose_convener(members, situation.convened, rounds))
        for number, members in enumerate(groups, 1)
    )
    return Round(month, now, seed, digest, made)


def group_mail(
    mail: str,
    group: Group,
    members: Sequence[Champion],
    situation: Situation,
    month: ChatMonth,
    **facts: object,
) -> Iterator[Decision]:
    """One mail to each member, with all of them in To."""
    zone = situation.settings.network.zone
    useful = at_wall_time(month.meet_by, time(18), zone)
    convener = next((one for one in members if one.id == group.convener), members[0])
    for member in members:
        yield Send(
            mail,
            member,
            "chat",
            group.label,
            facts={
                "group": group,
                "month": group.round,
                "members": members,
                "others": [one for one in members if one.id != member.id],
                "convener": convener,
                "meet_by": month.meet_by,
                "names": {one.acronym: one.name for one in situation.organisations},
                **facts,
            },
            mass=mail == "chat/group",
            shown_to=tuple(members),
            useful_until=useful,
        )
