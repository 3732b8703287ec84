"""How good a draw is, in figures, beside what no draw could better."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from mailflow.flows.chat.record import Groups, Inputs
from mailflow.network import Figures


def figures_of(inputs: Inputs, groups: Groups) -> Figures:
    """The figures of ``groups`` drawn from ``inputs``."""
    organisation = {number: where for number, where, _ in inputs.people}
    seated = {member for group in groups for member in group}
    met = {pair for one in inputs.past for pair in pairs(one) if seated.issuperset(pair)}
    together = list(pairs(groups))
    return Figures(
        people=len(seated),
        repeats=sum(pair in met for pair in together),
        colleagues=sum(organisation[first] == organisation[second] for first, second in together),
        least_repeats=_least_repeats(groups, met, organisation),
        least_colleagues=_least_colleagues(Counter(organisation[one] for one in seated).values(), len(groups)),
    )


def pairs(groups: Iterable[Sequence[int]]) -> Iterable[tuple[int, int]]:
    """Every two who share a group, the lower number first."""
    for group in groups:
        yield from combinations(sorted(group), 2)


def _least_colleagues(sizes: Iterable[int], groups: int) -> int:
    """Fewest pairs of one organisation when each is spread as evenly as can be over so many groups."""
    least = 0
    for size in sizes:
        each, over = divmod(size, max(groups, 1))
        least += over * each + groups * each * (each - 1) // 2
    return least


def _least_repeats(groups: Groups, met: set[tuple[int, int]], organisation: dict[int, str]) -> int:
    """By counting: whoever has fewer people left to meet than places beside them must repeat; a repeat serves two."""
    size = Counter(organisation[one] for group in groups for one in group)
    people = size.total()
    known: dict[int, int] = defaultdict(int)
    for first, second in met:
        if organisation[first] != organisation[second]:
            known[first] += 1
            known[second] += 1
    short = (
        max(0, len(group) - 1 - (people - size[organisation[one]] - known[one])) for group in groups for one in group
    )
    return (sum(short) + 1) // 2
