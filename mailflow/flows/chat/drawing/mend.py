"""Mending a round after drop-outs: the fewest moves first, then no new repeats, then the rest.

A group of one or two is broken. A beam search mends one broken group after another; each step is one *remedy*: take
somebody from a group that can spare them, join the rest to another group, or (if all else fails) spread them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from mailflow.flows.chat.drawing.cost import Costs
from mailflow.flows.chat.drawing.sizes import SMALLEST

_WIDTH = 32
"""States kept after each step."""
_MOVE = 10
_EXCESS = 10**9
"""More moves than broken groups: worse than any repeat, better only than breaking keep-apart."""

Move = tuple[int, int, int]
"""Somebody, from one group, to another."""
State = tuple[int, tuple[tuple[int, ...], ...]]
"""What was paid so far, and the groups."""


def mend(costs: Costs, groups: Sequence[Sequence[int]], size: int) -> list[list[int]] | None:
    """Groups (of numbers; a dissolved one stays as an empty list), or None if no remedies lead to whole groups."""
    beam: list[State] = [(0, tuple(tuple(group) for group in groups))]
    whole: list[State] = []
    for _ in groups:
        options: dict[tuple[tuple[int, ...], ...], int] = {}
        for paid, state in beam:
            broken = [place for place, group in enumerate(state) if 0 < len(group) < SMALLEST]
            if not broken:
                whole.append((paid, state))
                continue
            for moves in _remedies(state, min(broken, key=lambda place: (-len(state[place]), place)), size):
                after = _moved(state, moves)
                mended = len(broken) - sum(0 < len(group) < SMALLEST for group in after)
                price = paid + _price(costs, state, moves) + _EXCESS * max(0, len(moves) - mended)
                if mended > 0 and price < options.get(after, price + 1):
                    options[after] = price
        beam = sorted(((price, state) for state, price in options.items()), key=lambda one: one[0])[:_WIDTH]
    whole += [one for one in beam if all(not group or len(group) >= SMALLEST for group in one[1])]
    if not whole:
        return None
    return [list(group) for group in min(whole, key=lambda one: one[0])[1]]


def _remedies(state: tuple[tuple[int, ...], ...], broken: int, size: int) -> Iterator[list[Move]]:
    """Ways to make one broken group whole, or to give its people a place elsewhere."""
    rest = state[broken]
    spare = [place for place, group in enumerate(state) if len(group) > SMALLEST]
    need = SMALLEST - len(rest)
    for givers in product(spare, repeat=need):
        if need == 1 or givers[0] < givers[1] or len(state[givers[0]]) > SMALLEST + 1:
            for who in product(*(state[giver] for giver in givers)):
                if len(set(who)) == need and (need == 1 or givers[0] <= givers[1]):
                    yield [(one, giver, broken) for one, giver in zip(who, givers, strict=True)]
    open_groups = [
        place
        for place, group in enumerate(state)
        if place != broken and group and len(group) <= size and len(group) + len(rest) >= SMALLEST
    ]
    for places in product(open_groups, repeat=len(rest)):
        joined = len(state[places[0]]) + len(rest)
        if len(set(places)) == len(places) or joined <= size + 1:
            yield [(one, broken, place) for one, place in zip(rest, places, strict=True)]
    if len(rest) == 1:
        return
    for place, group in enumerate(state):
        if len(group) == 1:
            yield [(group[0], place, broken)]


def _moved(state: tuple[tuple[int, ...], ...], moves: list[Move]) -> tuple[tuple[int, ...], ...]:
    groups = [list(group) for group in state]
    for one, source, target in moves:
        groups[source].remove(one)
        groups[target].append(one)
    return tuple(tuple(group) for group in groups)


def _price(costs: Costs, state: tuple[tuple[int, ...], ...], moves: list[Move]) -> int:
    """What the new pairs cost; of two that cost the same, the one that parts a pair which had to meet again."""
    groups = [set(group) for group in state]
    price = 0
    for one, source, target in moves:
        groups[source].discard(one)
        price += _MOVE + sum(costs[one][other] for other in groups[target])
        price -= sum(min(costs[one][other], 5000) for other in groups[source]) // 1000
        groups[target].add(one)
    return price
