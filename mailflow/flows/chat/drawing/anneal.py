"""Annealing: swaps at random, worse ones ever more rarely. For what cannot be clean, and for thrift once it is."""

from __future__ import annotations

from math import exp

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import Costs
from mailflow.flows.chat.drawing.table import Table, seated


def anneal(
    costs: Costs, groups: list[list[int]], chance: Chance, steps: int, heat: float
) -> tuple[int, list[list[int]]]:
    """The cheapest groups met in ``steps`` tried swaps, cooling evenly from ``heat`` (in units of cost)."""
    table = Table(costs, groups)
    random, people = chance.random, len(costs)
    best, best_where = table.total, table.where[:]
    for step in range(steps):
        first, second = int(random() * people), int(random() * people)
        if table.where[first] == table.where[second]:
            continue
        gain = table.gain(first, second)
        warmth = heat * (1 - step / steps)
        if gain > 0 and random() >= exp(-gain / warmth):
            continue
        table.swap(first, second, gain)
        if table.total < best:
            best, best_where = table.total, table.where[:]
    return best, seated(best_where, len(groups))
