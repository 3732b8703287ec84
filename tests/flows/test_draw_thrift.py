"""What a round saves for the rounds to come."""

from __future__ import annotations

from itertools import combinations

from mailflow.flows.chat.draw import draw
from mailflow.flows.chat.drawing.circles import closed_circles
from mailflow.flows.chat.drawing.cost import CONFLICT, REPEAT
from mailflow.flows.chat.drawing.thrift import with_thrift


def test_old_hands_are_spread_evenly_over_the_groups():
    founders, later = range(22), range(22, 44)
    people = [(one, one, 0) for one in founders] + [(one, one, 2) for one in later]
    history = [[[20, 21, 22]]] * 6  # nobody is a newcomer any more
    groups = draw(people, history, seed=1)
    assert [sum(one in founders for one in group) for group in groups] == [2] * 11


def test_a_meeting_closes_the_circles_among_those_whom_both_have_met():
    met = {frozenset(pair) for pair in combinations((0, 2, 3, 4), 2)} | {frozenset((1, one)) for one in (2, 3, 4)}
    near = [sum(1 << other for other in range(6) if other != one and {one, other} not in met) for one in range(6)]
    circles = closed_circles(near)
    assert circles[1, 0] == 1 + 3 + 3 + 1  # the two alone, and with one, two and three of 2, 3 and 4
    assert circles[5, 0] == 1
    assert set(circles) == {(1, 0), *((5, one) for one in range(5))}


def test_thrift_never_outweighs_a_rule_and_leaves_pairs_that_met_alone():
    costs = [[0 if one == other or (one + other) % 3 else REPEAT for other in range(12)] for one in range(12)]
    priced = with_thrift(costs, [5] * 6 + [0] * 6)
    for one, other in combinations(range(12), 2):
        extra = priced[one][other] - costs[one][other]
        assert extra == priced[other][one] - costs[other][one]
        assert 0 <= extra <= CONFLICT
        assert extra == 0 or costs[one][other] == 0
