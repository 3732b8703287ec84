"""Tabu search: always the best swap of somebody who sits wrong, even if it is a bad one, but never straight back."""

from __future__ import annotations

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import CONFLICT, Costs
from mailflow.flows.chat.drawing.table import Table, seated

_HOLD, _HOLD_SPREAD = 4, 8


def tabu_search(costs: Costs, groups: list[list[int]], chance: Chance, steps: int) -> tuple[int, list[list[int]]]:
    """The cheapest groups met on a walk of at most ``steps`` swaps, and their cost; ends when nobody sits wrong."""
    table = Table(costs, groups)
    best, best_where = table.total, table.where[:]
    held = [[0] * len(costs) for _ in groups]
    for step in range(1, steps + 1):
        wrong = [person for person, cost in enumerate(table.own) if cost >= CONFLICT]
        if not wrong:
            break
        person = wrong[chance.below(len(wrong))]
        found = _best_swap(table, held, person, step, best, chance)
        if found is None:
            continue
        gain, other = found
        here, there = table.where[person], table.where[other]
        table.swap(person, other, gain)
        table.refresh()
        held[here][person] = held[there][other] = step + _HOLD + chance.below(_HOLD_SPREAD)
        if table.total < best:
            best, best_where = table.total, table.where[:]
    return best, seated(best_where, len(groups))


def _best_swap(
    table: Table, held: list[list[int]], person: int, step: int, best: int, chance: Chance
) -> tuple[int, int] | None:
    """The swap of ``person`` that gains most and is not held (or beats ``best``); ties by lot."""
    here = table.where[person]
    into = [row[person] for row in table.sums]
    barred = [row[person] > step for row in held]
    own, need = table.own[person], best - table.total
    lowest, chosen, ties = 0, -1, 0
    rows = zip(table.where, table.sums[here], table.own, table.costs[person], held[here], strict=True)
    for other, (there, comes, goes, both, until) in enumerate(rows):
        if there == here:
            continue
        gain = into[there] + comes - goes - both - both - own
        if ties and gain > lowest:
            continue
        if (until > step or barred[there]) and gain >= need:
            continue
        if not ties or gain < lowest:
            lowest, chosen, ties = gain, other, 1
        else:
            ties += 1
            if chance.random() * ties < 1:
                chosen = other
    return (lowest, chosen) if ties else None
