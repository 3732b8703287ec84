"""The draw beside plain shuffling, the best of 1,000 shuffles and greedy filling: 24 rounds of 56 people, and crowds.

Every method sees the same people on the same seeds. Repeats are pairs that meet again; the line of each method shows
them round by round, on one scale a scenario. Of crowds, time is told as a multiple of a plain shuffle's in this run.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from itertools import combinations

from mailflow.flows.chat.draw import draw
from mailflow.flows.chat.drawing.sizes import cut, group_sizes

TWO, SIX, TEN = [2] * 21 + [1] * 14, [6, 4, 3, 3] + [2] * 9 + [1] * 22, [10, 5, 3] + [2] * 6 + [1] * 26
SCENARIOS = [
    ("nobody leaves or skips, organisations of at most 2", TWO, 0.0, 0.0),
    ("the same, organisations up to 6", SIX, 0.0, 0.0),
    ("the same, one organisation of 10", TEN, 0.0, 0.0),
    ("5 % leave and join each month", SIX, 0.05, 0.0),
    ("20 % skip each month", SIX, 0.0, 0.2),
    ("both", SIX, 0.05, 0.2),
]
ROUNDS, SEEDS = 24, 3
CROWDS = (500, 5_000, 50_000, 100_000)


def months(sizes, leaving, skipping, seed):
    """Who takes part, month by month; whoever leaves is followed by somebody new."""
    dice = random.Random(seed)
    people = [(n, o, 0) for n, o in enumerate(o for o, size in enumerate(sizes) for _ in range(size))]
    following = len(people)
    for month in range(ROUNDS):
        for place, (_, organisation, _) in enumerate(people):
            if month and dice.random() < leaving:
                people[place] = (following, organisation if dice.random() < 0.7 else dice.randrange(35), month)
                following += 1
        yield [one for one in people if dice.random() >= skipping]


def shuffled(people, history, seed):
    ids = [one for one, _, _ in people]
    random.Random(seed).shuffle(ids)
    return cut(ids, group_sizes(len(ids)))


def bad_pairs(groups, met, home):
    return sum(
        (pair in met) + 10 * (home[pair[0]] == home[pair[1]])
        for group in groups
        for pair in combinations(sorted(group), 2)
    )


def best_of_1000(people, history, seed):
    met, home = pairs_of(history), {one: where for one, where, _ in people}
    tries = (shuffled(people, history, seed * 1000 + number) for number in range(1000))
    return min(tries, key=lambda groups: bad_pairs(groups, met, home))


def greedy(people, history, seed):
    met, home = Counter(pair for one in history for pair in pairs_of([one])), {one: o for one, o, _ in people}
    left, groups, dice = [one for one, _, _ in people], [], random.Random(seed)
    dice.shuffle(left)
    for size in group_sizes(len(left)):
        group = [left.pop()]
        while len(group) < size:
            group.append(min(left, key=lambda one: sum(
                met[min(one, other), max(one, other)] + 10 * (home[one] == home[other]) for other in group
            )))  # fmt: skip
            left.remove(group[-1])
        groups.append(group)
    return groups


def ours(people, history, seed):
    return draw(people, history, seed=seed)


def pairs_of(history):
    return {pair for one in history for group in one for pair in combinations(sorted(group), 2)}


def play(method, scenario, seed):
    """(repeats by round, pairs of one organisation, seconds a round)."""
    _, sizes, leaving, skipping = scenario
    history, met, repeats, colleagues, spent = [], set(), [], 0, 0.0
    for number, people in enumerate(months(sizes, leaving, skipping, seed)):
        home = {one: where for one, where, _ in people}
        began = time.perf_counter()
        groups = method(people, history, seed * 1000 + number)
        spent += time.perf_counter() - began
        together = pairs_of([groups])
        repeats.append(len(together & met))
        colleagues += sum(home[first] == home[second] for first, second in together)
        met |= together
        history.append(groups)
    return repeats, colleagues, spent / ROUNDS


def line(values, top):
    return "".join("·" if not value else "▁▂▃▄▅▆▇█"[min(7, int(8 * value / top))] for value in values)


def show(scenario):
    print(f"\n{scenario[0]}")
    print(
        f"  {'':16} {'clean rounds':>12} {'after 12':>9} {'after 24':>9} {'colleagues':>11} {'ms':>6}  round by round"
    )
    methods = (("plain shuffle", shuffled), ("best of 1,000", best_of_1000), ("greedy", greedy), ("mailflow", ours))
    played = {name: [play(method, scenario, seed) for seed in range(SEEDS)] for name, method in methods}
    top = max(max(repeats) for runs in played.values() for repeats, _, _ in runs) + 1
    for name, runs in played.items():
        clean = [next((n for n, count in enumerate(repeats) if count), ROUNDS) for repeats, _, _ in runs]
        mean = [sum(values) / SEEDS for values in zip(*(repeats for repeats, _, _ in runs), strict=True)]
        print(
            f"  {name:16} {min(clean):>5} to {max(clean):<4} {sum(mean[:12]):>8.0f} {sum(mean):>9.0f}"
            f" {sum(one[1] for one in runs) / SEEDS:>11.0f} {1000 * sum(one[2] for one in runs) / SEEDS:>6.0f}"
            f"  {line(mean, top)}",
            flush=True,
        )


def crowd(count):
    dice = random.Random(1)
    weights = [1 / (place + 3) for place in range(400)]
    people = [(n, o, 0) for n, o in enumerate(dice.choices(range(400), weights, k=count))]
    history = [shuffled(people, [], seed) for seed in range(ROUNDS)]
    plain = min(timed(shuffled, people, history, seed)[0] for seed in range(3))
    spent, groups = min((timed(ours, people, history, seed) for seed in range(2)), key=lambda one: one[0])
    again = len(pairs_of([groups]) & pairs_of(history)) if count <= 5_000 else repeats_in(groups, history, count)
    print(f"  {count:>7,} people {spent:>7.2f} s  {spent / plain:>5.1f} shuffles  repeats {again}", flush=True)


def repeats_in(groups, history, count):
    """The same as by sets of pairs, in the memory that a crowd allows."""
    again = 0
    for one in history:
        seat = [0] * count
        for number, group in enumerate(one):
            for member in group:
                seat[member] = number
        again += sum(seat[first] == seat[second] for group in groups for first, second in combinations(group, 2))
    return again


def timed(method, people, history, seed):
    began = time.perf_counter()
    groups = method(people, history, seed)
    return time.perf_counter() - began, groups


def main() -> None:
    """Measure and print."""
    print(f"Python {sys.version.split()[0]}; {ROUNDS} rounds of 56 people, {SEEDS} seeds; · is a round without repeats")
    for scenario in SCENARIOS:
        show(scenario)
    print(f"\ncrowds, one round after {ROUNDS}")
    for count in CROWDS:
        crowd(count)


if __name__ == "__main__":
    main()
