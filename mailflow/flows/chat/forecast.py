"""The rounds to come, played forward from the real register with the churn and skipping seen so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.flows.chat.draw import draw
from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.figures import pairs
from mailflow.flows.chat.record import Groups, Inputs, Person


@dataclass(frozen=True, slots=True)
class Habits:
    """How people come and go, each as a share of those who could be drawn, a round."""

    skipping: float
    leaving: float


@dataclass(frozen=True, slots=True)
class Month:
    """One round to come. Pairs that meet again, of all pairs of that round."""

    people: int
    repeats: int
    pairs: int


def habits(inputs: Inputs) -> Habits:
    """What the rounds before show: absent between two rounds that they were in is skipping; not seen since is leaving.

    The latest two rounds say nothing of leaving yet: whoever missed them may be back.
    """
    here = {number for number, _, _ in inputs.people}
    rounds = [*({member for group in one for member in group} for one in inputs.past), here]
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    seen: dict[int, int] = {}
    for number, who in enumerate(rounds):
        for one in who:
            first.setdefault(one, number)
            last[one] = number
            seen[one] = seen.get(one, 0) + 1
    spans = sum(last[one] - first[one] + 1 for one in seen)
    left = sum(last[one] < len(rounds) - 2 for one in seen)
    return Habits(
        skipping=1 - sum(seen.values()) / spans if spans else 0.0,
        leaving=left / spans if spans else 0.0,
    )


def forecast(inputs: Inputs, groups: Groups, seen: Habits, *, seed: int = 0) -> Iterator[Month]:
    """Month after month without end, ``groups`` being the round just drawn. A newcomer follows whoever leaves."""
    chance = Chance(seed)
    people: list[Person] = list(inputs.people)
    past: list[Sequence[Sequence[int]]] = [*inputs.past, groups]
    met = {pair for one in past for pair in pairs(one)}
    apart = {frozenset(pair) for pair in inputs.apart}
    following = max((number for number, _, _ in people), default=0) + 1
    while True:
        for place, (_, organisation, _) in enumerate(people):
            if chance.random() < seen.leaving:
                people[place] = (following, organisation, len(past))
                following += 1
        here = [one for one in people if chance.random() >= seen.skipping]
        drawn = draw(here, past, size=inputs.size, seed=chance.below(2**31), apart=apart)
        together = list(pairs(drawn))
        yield Month(len(here), sum(pair in met for pair in together), len(together))
        met.update(together)
        past.append(drawn)
