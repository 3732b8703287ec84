"""The tick of a round: draw once, from a recorded seed, and write to everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from mailflow.almanac import ChatMonth, at_wall_time, chat_month
from mailflow.decisions import Decision, Ignore, Keep, Send
from mailflow.events import Due
from mailflow.flows.chat.convener import choose_convener
from mailflow.flows.chat.figures import figures_of
from mailflow.flows.chat.outlook import clean_months
from mailflow.flows.chat.record import inputs_for, to_text
from mailflow.network import Champion, Group, Round, Situation, Status


def takes_part(champion: Champion, month: str, today: date) -> bool:
    """Active, not skipping this month, not away for most of it, and reachable."""
    return (
        champion.status is Status.ACTIVE
        and month not in champion.skips
        and not champion.suppressed
        and (champion.away_until is None or champion.away_until <= today + timedelta(days=14))
        and (champion.leaves_on is None or champion.leaves_on > today + timedelta(days=14))
    )


def taking_part(month: str, situation: Situation, now: datetime) -> tuple[list[Champion], list[Round]]:
    """Who is drawn for ``month``, and the rounds before it, at the tick of a draw."""
    here = [one for one in situation.champions if takes_part(one, month, now.date())]
    return here, [one for one in situation.history if one.month < month]


def draw_round(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Draw the groups of this month and send each member their group's mail."""
    if situation.round is not None:
        yield Ignore("the groups of this month are made; they are never drawn again")
        return
    settings = situation.settings
    month = chat_month(event.at, settings)
    here, history = taking_part(event.occasion, situation, now)
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
    """The round that ``here`` make, with its seed, its figures and the record by which it can be drawn again."""
    chats = situation.settings.chats
    inputs = inputs_for(
        month, here, history, situation.apart, size=chats.size, choose=chats.groups if chats.mode == "rotate" else 0
    )
    groups = inputs.draw()
    rounds = Counter(member for one in inputs.past for group in one for member in group)
    made = tuple(
        Group(month, number, tuple(members), choose_convener(members, situation.convened, rounds))
        for number, members in enumerate(groups, 1)
    )
    figures = replace(figures_of(inputs, groups), clean_months=clean_months(inputs, groups))
    return Round(month, now, inputs.seed, inputs.digest, made, figures, to_text(inputs, groups))


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
    homes = {one.organisation for one in members}
    names = {one.acronym: one.name for one in situation.organisations if one.acronym in homes}
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
                "names": names,
                **facts,
            },
            mass=mail == "chat/group",
            shown_to=tuple(members),
            useful_until=useful,
        )
