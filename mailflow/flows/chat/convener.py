"""Who takes the first step: whoever has convened least and is not new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

NEW_ROUNDS = 3
"""Nobody is asked to convene in their first three rounds."""


def choose_convener(members: Sequence[int], convened: Mapping[int, int], rounds: Mapping[int, int]) -> int:
    """One of ``members`` (at least one): never a newcomer if there is anybody else, then who has convened least.

    ``convened``: how often each has convened; ``rounds``: in how many rounds each has been before this one. Least is
    by share of the rounds in which somebody could have been asked. By plain count, a member who joins after years
    would convene month after month until they had caught up with the oldest hand.
    Ties: the lower count, then who has waited longer for a turn, then the lower number.
    """
    seasoned = [member for member in members if rounds.get(member, 0) >= NEW_ROUNDS]
    return min(seasoned or members, key=lambda member: _turn(member, convened, rounds))


def _turn(member: int, convened: Mapping[int, int], rounds: Mapping[int, int]) -> tuple[Fraction, int, int, int]:
    count, been = convened.get(member, 0), rounds.get(member, 0)
    chances = max(1, been - NEW_ROUNDS + 1)
    return (Fraction(count, chances), count, -been, member)
