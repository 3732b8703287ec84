"""Each starter round is verified: developed, it is the design that it claims to be."""

from itertools import combinations

import pytest

from mailflow.flows.chat.drawing.design import Design, designs_for
from mailflow.flows.chat.drawing.starters import STARTERS

DESIGNS = [Design(rounds, fixed, starter) for (rounds, fixed), starter in STARTERS.items()]


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: f"{design.points} people, {design.rounds} rounds")
def test_nobody_meets_twice_and_everybody_sits_once(design):
    met = set()
    for shift in range(design.rounds):
        blocks = design.blocks(shift)
        assert sorted(point for block in blocks for point in block) == list(range(design.points))
        assert {len(block) for block in blocks} == {4}
        pairs = [frozenset(pair) for block in blocks for pair in combinations(block, 2)]
        assert met.isdisjoint(pairs)
        met.update(pairs)
    assert len(met) == design.rounds * design.points // 4 * 6


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: f"{design.points} people, {design.rounds} rounds")
def test_circles_are_disjoint_and_of_strangers(design):
    assert sorted(point for circle in design.circles for point in circle) == list(range(design.points))
    for circle in design.circles:
        for first, second in combinations(circle, 2):
            assert design.strangers[first] >> second & 1


def test_the_design_with_most_rounds_is_tried_first():
    assert [design.rounds for design in designs_for(56)] == [18, 16, 15]
    assert designs_for(57) == ()
