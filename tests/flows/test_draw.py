"""The draw, the mending and the choice, as anybody may call them (the contract names the three)."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.flows.chat.draw import CannotDrawError, choose, draw, repair
from mailflow.flows.chat.drawing.sizes import group_sizes

ORGANISATIONS = {
    "at most two": [2] * 21 + [1] * 14,
    "up to six": [6, 4, 3, 3] + [2] * 9 + [1] * 22,
    "one of ten": [10, 5, 3] + [2] * 6 + [1] * 26,
}


def network(sizes):
    return [
        (number, organisation, 0)
        for number, organisation in enumerate(one for one, size in enumerate(sizes) for _ in range(size))
    ]


def pairs(groups):
    return [frozenset(pair) for group in groups for pair in combinations(group, 2)]


def as_sets(groups):
    return {frozenset(group) for group in groups}


def is_partition(groups, people):
    return sorted(one for group in groups for one in group) == sorted(one for one, _, _ in people)


def play(people, rounds, **more):
    history = []
    for number in range(rounds):
        history.append(draw(people, history, seed=number, **more))
    return history


networks = st.builds(
    lambda sizes, joined: [(one, where, joined[one % len(joined)]) for one, where, _ in network(sizes)],
    st.lists(st.integers(1, 4), min_size=2, max_size=12),
    st.lists(st.integers(0, 6), min_size=1, max_size=7),
)


@settings(max_examples=40, deadline=None)
@given(networks, st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_each_person_once_in_groups_of_three_to_five_whatever_their_order(people, seed, shuffler):
    history = [draw(people, [], seed=1), draw(people, [], seed=2)]
    groups = draw(people, history, seed=seed)
    if len(people) < 3:
        assert groups == []
        return
    assert is_partition(groups, people)
    assert sorted(map(len, groups)) == sorted(group_sizes(len(people)))
    again = people[:]
    shuffler.shuffle(again)
    assert as_sets(draw(again, history, seed=seed)) == as_sets(groups)


@pytest.mark.parametrize("count", range(3, 120))
def test_at_most_two_groups_differ_from_four(count):
    sizes = group_sizes(count)
    assert sum(sizes) == count
    assert set(sizes) <= {3, 4, 5}
    if count >= 12:
        assert sum(size != 4 for size in sizes) <= 2


@pytest.mark.parametrize(
    ("organisations", "clean"), [("at most two", 18), ("up to six", 16), ("one of ten", 15)], ids=str
)
def test_nobody_meets_twice_until_counting_forces_it(organisations, clean):
    """(56 - the largest organisation) // 3 rounds, or all allowed pairs over 84 a round: no method can do better."""
    people = network(ORGANISATIONS[organisations])
    home = {one: where for one, where, _ in people}
    history = play(people, clean)
    together = pairs(pair for one in history for pair in one)
    assert len(set(together)) == len(together) == clean * 84
    assert all(home[first] != home[second] for first, second in map(tuple, together))


def test_when_repeats_are_forced_they_are_as_few_as_counting_allows():
    people = network(ORGANISATIONS["up to six"])
    history = play(people, 24)
    together = Counter(pairs(pair for one in history for pair in one))
    repeats = sum(count - 1 for count in together.values())
    least = 24 * 84 - 1504  # pairs made, less the pairs of different organisations
    assert least <= repeats <= least * 1.05
    assert max(together.values()) <= 3  # nobody is the one whom another always gets


def test_a_design_goes_on_when_one_leaves_another_comes_and_one_is_away():
    people = network(ORGANISATIONS["at most two"])
    history = play(people, 6)
    people = [one for one in people if one[0] != 55] + [(99, "somewhere new", 6)]
    history += [draw(people, history, seed=6)]
    history += [draw(people[:-2], history, seed=7)]  # 54 people: two groups of three
    history += [draw(people, history, seed=8)]
    together = pairs(pair for one in history for pair in one)
    assert len(set(together)) == len(together)


def test_first_rounds_favour_no_pair():
    people = network(ORGANISATIONS["up to six"])
    home = {one: where for one, where, _ in people}
    rounds = 300
    counted = Counter(pair for seed in range(rounds) for pair in pairs(draw(people, [], seed=seed)))
    allowed = [frozenset(pair) for pair in combinations(home, 2) if home[pair[0]] != home[pair[1]]]
    expected = 84 * rounds / len(allowed)
    chi2 = sum((counted[pair] - expected) ** 2 / expected for pair in allowed)
    assert chi2 / (len(allowed) - 1) < 1.3


def test_an_organisation_of_24_shares_groups_as_seldom_as_can_be():
    people = [(one, 0 if one < 24 else one, 0) for one in range(56)]
    groups = draw(people, [], seed=3)
    assert sum(max(pair) < 24 for pair in pairs(groups)) == 10


def test_a_recent_meeting_is_avoided_before_an_old_one():
    people = [(one, one, 0) for one in range(6)]
    old, recent = [[0, 1, 2], [3, 4, 5]], [[0, 3, 4], [1, 2, 5]]
    # Of six people in two threes somebody must meet again; whoever met last month does not, where it can be helped.
    groups = draw(people, [old, recent], seed=1)
    again_lately = sum(pair in set(pairs(recent)) for pair in pairs(groups))
    again_long_ago = sum(pair in set(pairs(old)) for pair in pairs(groups))
    assert again_lately <= again_long_ago


def test_newcomers_are_spread_beside_people_who_know_the_network():
    people = [(one, one, 5 if one < 6 else 0) for one in range(40)]
    groups = draw(people, [[[20, 21, 22, 23]]] * 6, seed=4)
    assert max(sum(one < 6 for one in group) for group in groups) == 1


def test_keep_apart_is_absolute():
    people = network(ORGANISATIONS["up to six"])
    dice = random.Random(5)
    apart = {frozenset(dice.sample(range(56), 2)) for _ in range(60)}
    for one in play(people, 12, apart=apart):
        assert not apart.intersection(pairs(one))


def test_everybody_kept_apart_is_refused_with_a_reason():
    people = [(one, one, 0) for one in range(8)]
    with pytest.raises(CannotDrawError, match="no group is left"):
        draw(people, [], apart={frozenset(pair) for pair in combinations(range(8), 2)})


def test_somebody_twice_is_refused():
    with pytest.raises(CannotDrawError, match="more than once"):
        draw([(1, "ONS", 0), (1, "ONS", 0), (2, "DfT", 0)], [])


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, []), (2, []), (3, [3]), (5, [5]), (6, [3, 3]), (7, [4, 3])])
def test_few_people(count, sizes):
    assert sorted(map(len, draw([(one, one, 0) for one in range(count)], []))) == sorted(sizes)


def test_a_history_that_is_no_history_is_borne():
    people = [(one, one % 5, 0) for one in range(11)]
    odd = [[["nobody", "else"], [1], [1, 1, 2, 3, 4, 5, 6, 7, 8]], [], [[]], [[0, 0, 0, 0]]]
    assert is_partition(draw(people, odd, seed=2), people)
    assert is_partition(draw(people, [[[1, 2, 3, 4]]] * 1_000_000, seed=2), people)


def test_one_organisation_only():
    people = [(one, "ONS", 0) for one in range(14)]
    assert is_partition(draw(people, [], seed=1), people)


def test_ids_of_any_kind():
    people = [("ann", None, 0), (2, "", 0), (("x", 1), "ONS", 0), ("zed", "ONS", 0)]
    assert len(draw(people, [], seed=1)) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(8, 60), st.sets(st.integers(0, 59), max_size=15), st.integers(0, 1000))
def test_repair_moves_at_most_one_for_each_broken_group(count, dropouts, seed):
    people = [(one, one % 30, 0) for one in range(count)]
    groups = draw(people, [], seed=seed)
    dropouts = {one for one in dropouts if one < count}
    after = repair(groups, dropouts, people, [], seed=seed)
    left = [[one for one in group if one not in dropouts] for group in groups]
    staying = [one for one in people if one[0] not in dropouts]
    if len(staying) < 3:
        assert after == []
        return
    assert is_partition(after, staying)
    assert all(3 <= len(group) <= 5 for group in after)
    broken = [group for group in left if 0 < len(group) < 3]
    spare = sum(len(group) - 3 for group in left if len(group) > 3)
    if len(broken) <= spare and all(len(group) == 2 for group in broken):
        kept = sum(max((len(set(new) & set(old)) for new in after), default=0) for old in left)
        assert len(staying) - kept <= len(broken)


def test_repair_leaves_whole_groups_as_they_are():
    people = [(one, one, 0) for one in range(12)]
    groups = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    assert repair(groups, {3}, people, []) == [[0, 1, 2], [4, 5, 6, 7], [8, 9, 10, 11]]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_nobody_waits_more_than_one_and_a_half_cycles(count):
    people = network(ORGANISATIONS["up to six"])
    cycle = 56 / (4 * count)
    history, last, longest = [], {one: -1 for one, _, _ in people}, 0
    for number in range(40):
        groups = choose(people, history, count, seed=number)
        assert sorted(map(len, groups)) == [4] * count
        for one in (one for group in groups for one in group):
            longest = max(longest, number - last[one])
            last[one] = number
        history.append(groups)
    assert longest <= 1.5 * cycle
    two_years = pairs(group for one in history[:24] for group in one)
    assert len(set(two_years)) == len(two_years)
