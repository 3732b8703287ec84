"""A round keeps what went into it: it can be drawn again, and asked why."""

from itertools import islice

import pytest

from mailflow.flows.chat.figures import figures_of
from mailflow.flows.chat.forecast import Habits, forecast, habits
from mailflow.flows.chat.outlook import clean_months, round_line
from mailflow.flows.chat.record import Inputs, from_text, inputs_for, to_text
from mailflow.flows.chat.why import why
from mailflow.network import Champion, Figures, Group, Round, Status
from tests.people import NOW

NAMES = {1: "Priya", 2: "Tom", 3: "Eilidh", 4: "Dylan", 5: "Ruth", 6: "Sam", 7: "Wei"}
PEOPLE = tuple((number, "DfT" if number in (1, 5) else f"O{number}", 2 if number > 5 else 0) for number in NAMES)
PAST = (((1, 2, 3), (4, 5)), ((1, 3, 4), (2, 5)))
INPUTS = Inputs("2026-12", PEOPLE, ("2026-10", "2026-11"), PAST, apart=((2, 4),))


def test_what_went_in_is_read_back_as_it_was():
    groups = INPUTS.draw()
    assert from_text(to_text(INPUTS, groups)) == (INPUTS, groups)
    assert from_text(to_text(INPUTS, groups))[0].digest == INPUTS.digest


def test_a_record_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no record of a draw"):
        from_text('{"inputs": {}}')


def test_the_seed_follows_from_what_goes_in():
    later = Inputs("2027-01", PEOPLE, INPUTS.months, PAST)
    assert (INPUTS.seed, INPUTS.digest) != (later.seed, later.digest)
    assert 0 <= INPUTS.seed < 2**31


def test_only_groups_that_are_known_not_to_have_met_are_left_out():
    champions = [Champion(n, f"P{n}", f"p{n}@o.example", "", Status.ACTIVE) for n in (1, 2, 3, 4)]
    groups = (Group("2026-11", 1, (1, 2), 1, met=None), Group("2026-11", 2, (3, 4), 3, met=False))
    inputs = inputs_for(
        "2026-12", champions, [Round("2026-11", NOW, 1, "", groups)], {(1, 2), (2, 9)}, size=4, choose=0
    )
    assert inputs.past == (((1, 2),),)
    assert inputs.apart == ((1, 2),)
    assert len({where for _, where, _ in inputs.people}) == 4  # of no known organisation: nobody's colleague


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (1, 3, "They have met before: 2026-11, 2026-10."),
        (1, 5, "They are both of DfT."),
        (2, 4, "They are to be kept apart."),
        (6, 7, "Both are new (under 3 rounds); newcomers sit beside people who know the network."),
        (1, 6, "Nothing stood against it: they may meet in a round to come."),
    ],
)
def test_why_two_people_are_not_together(first, second, said):
    groups = [[1, 2, 7], [3, 4, 5, 6]] if (first, second) != (2, 4) else [[2, 1, 7], [4, 3, 5, 6]]
    told = why(first, second, INPUTS, groups, NAMES)
    assert told[0].startswith(f"{NAMES[first]} is in group")
    assert said in told


def test_why_two_people_are_together():
    assert why(1, 7, INPUTS, [[1, 2, 7]], NAMES) == [
        "Priya and Wei are together in group 1.",
        "They had never met, and are of different organisations.",
    ]
    assert "They have met before: 2026-10." in why(1, 2, INPUTS, [[1, 2, 7]], NAMES)


def test_why_of_somebody_who_was_not_drawn():
    assert why(1, 6, INPUTS, [[1, 2, 7]], NAMES) == ["Sam did not take part in the draw of 2026-12."]


def test_figures_stand_beside_what_counting_allows():
    figures = figures_of(INPUTS, [[1, 3, 7], [2, 4, 5, 6]])
    assert (figures.people, figures.repeats, figures.colleagues) == (7, 3, 0)  # 1 and 3, 2 and 5, 4 and 5
    everybody_met = Inputs("2026-12", PEOPLE[:4], ("2026-11",), (((1, 2, 3, 4),),))
    assert figures_of(everybody_met, [[1, 2, 3, 4]]).least_repeats == 6
    colleagues = Inputs("2026-12", tuple((n, "ONS", 0) for n in range(6)), (), ())
    assert figures_of(colleagues, [[0, 1, 2], [3, 4, 5]]).least_colleagues == 6


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (Figures(56, 0, 0, clean_months=6), "nobody has met before; at this rate first repeats in about seven months."),
        (Figures(56, 0, 0, clean_months=0), "nobody has met before; at this rate first repeats next month."),
        (Figures(56, 0, 0, clean_months=12), "nobody has met before; at this rate no repeats for 12 months or more."),
        (Figures(56, 0, 0), "nobody has met before."),
        (Figures(56, 3, 0, least_repeats=2), "three pairs meeting again (at least two could not be avoided)."),
        (Figures(56, 0, 1, least_colleagues=1), "nobody has met before, one pair of one organisation (at least one)."),
    ],
)
def test_the_line_for_the_brief(figures, line):
    assert round_line(14, figures) == f"14 groups, {line}"


def test_habits_are_read_off_the_rounds_before():
    past = (((1, 2, 3, 4),), ((1, 2, 3),), ((1, 2, 3, 4),), ((1, 2, 3, 4),))
    seen = habits(Inputs("2026-12", tuple((n, f"O{n}", 0) for n in (1, 2, 3, 4)), ("a", "b", "c", "d"), past))
    assert seen == Habits(skipping=1 - 19 / 20, leaving=0.0)
    without_dan = tuple((n, f"O{n}", 0) for n in (1, 2, 3))
    gone = habits(Inputs("2026-12", without_dan, ("a", "b", "c", "d"), (past[0], past[1], past[1], past[1])))
    assert gone.leaving == pytest.approx(1 / 16)


def test_twelve_people_run_out_of_strangers_in_their_fourth_round():
    inputs = Inputs("2026-12", tuple((n, f"O{n}", 0) for n in range(12)), (), ())
    groups = inputs.draw()
    coming = list(islice(forecast(inputs, groups, Habits(0.0, 0.0)), 6))
    assert clean_months(inputs, groups) == next(place for place, month in enumerate(coming) if month.repeats)
    assert all(month.people == 12 for month in coming)
    assert clean_months(inputs, groups) <= 2  # eleven others, three a round: three rounds at most
