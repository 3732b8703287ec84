"""A seating that keeps count: what each person costs in their own group and would cost in each other."""

from __future__ import annotations

from mailflow.flows.chat.drawing.cost import Costs


class Table:
    """Groups by number, with sums kept up to date on every swap. All lists are indexed by person unless said."""

    def __init__(self, costs: Costs, groups: list[list[int]]) -> None:
        self.costs = costs
        self.where = [0] * len(costs)
        for number, group in enumerate(groups):
            for person in group:
                self.where[person] = number
        self.sums: list[list[int]] = [
            [sum(column) for column in zip(*(costs[one] for one in group), strict=True)] for group in groups
        ]
        """By group, then by person: what the person costs, or would cost, in that group."""
        self.own: list[int] = []
        self.refresh()
        self.total = sum(self.own) // 2

    def refresh(self) -> None:
        """What each person costs where they are."""
        sums = self.sums
        self.own = [sums[group][person] for person, group in enumerate(self.where)]

    def gain(self, first: int, second: int) -> int:
        """By how much the total changes if two people of different groups change places."""
        here, there = self.where[first], self.where[second]
        sums = self.sums
        before = sums[here][first] + sums[there][second]
        return sums[there][first] + sums[here][second] - before - 2 * self.costs[first][second]

    def swap(self, first: int, second: int, gain: int) -> None:
        """Let two people of different groups change places; ``gain`` as `gain` says. `own` is not refreshed."""
        here, there = self.where[first], self.where[second]
        of_first, of_second, sums = self.costs[first], self.costs[second], self.sums
        sums[here] = [old + new - gone for old, new, gone in zip(sums[here], of_second, of_first, strict=True)]
        sums[there] = [old + new - gone for old, new, gone in zip(sums[there], of_first, of_second, strict=True)]
        self.where[first], self.where[second] = there, here
        self.total += gain


def seated(where: list[int], groups: int) -> list[list[int]]:
    """Groups of numbers from each person's group."""
    made: list[list[int]] = [[] for _ in range(groups)]
    for person, group in enumerate(where):
        made[group].append(person)
    return made
