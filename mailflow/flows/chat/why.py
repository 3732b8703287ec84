"""Why two people are together in a round, or are not: sentences for the lead, from what the draw knew."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.flows.chat.drawing.people import NEW_ROUNDS, is_newcomer
from mailflow.flows.chat.record import Groups, Inputs


def why(first: int, second: int, inputs: Inputs, groups: Groups, names: Mapping[int, str]) -> list[str]:
    """What the draw of that month made of ``first`` and ``second`` (numbers of champions), and for what reasons."""
    both = (names[first], names[second])
    seats = {member: place for place, group in enumerate(groups, 1) for member in group}
    absent = [names[one] for one in (first, second) if one not in seats]
    if absent:
        return [f"{' and '.join(absent)} did not take part in the draw of {inputs.month}."]
    reasons = _against(first, second, inputs)
    if seats[first] == seats[second]:
        said = [f"{both[0]} and {both[1]} are together in group {seats[first]}."]
        if not reasons:
            return [*said, "They had never met, and are of different organisations."]
        return [
            *said,
            *reasons,
            "Too few others were left to meet for all to be new; this was the least bad.",
        ]
    said = [f"{both[0]} is in group {seats[first]} and {both[1]} in group {seats[second]}."]
    if reasons:
        return [*said, *reasons]
    return [*said, "Nothing stood against it: they may meet in a round to come.", *_choice(first, inputs, names)]


def _against(first: int, second: int, inputs: Inputs) -> list[str]:
    """What speaks against these two sharing a group, the gravest first."""
    people = {number: (where, joined) for number, where, joined in inputs.people}
    reasons = []
    if (min(first, second), max(first, second)) in inputs.apart:
        reasons.append("They are to be kept apart.")
    if people[first][0] == people[second][0]:
        reasons.append(f"They are both of {people[first][0]}.")
    met = [
        month
        for month, one in zip(inputs.months, inputs.past, strict=True)
        if any(first in group and second in group for group in one)
    ]
    if met:
        reasons.append(f"They have met before: {', '.join(reversed(met))}.")
    rounds = len(inputs.past)
    if is_newcomer(people[first][1], rounds) and is_newcomer(people[second][1], rounds):
        reasons.append(f"Both are new (under {NEW_ROUNDS} rounds); newcomers sit beside people who know the network.")
    return reasons


def _choice(one: int, inputs: Inputs, names: Mapping[int, str]) -> list[str]:
    open_to = sum(other != one and not _against(one, other, inputs) for other, _, _ in inputs.people)
    others = len(inputs.people) - 1
    return [f"{names[one]} could have met {open_to} of {others} others this month; chance chose among them."]
