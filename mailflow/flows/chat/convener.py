"""Who takes the first step: whoever has convened least and is not new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def choose_convener(members: Sequence[int], convened: Mapping[int, int], rounds: Mapping[int, int]) -> int:
    """One of ``members``: never a newcomer (under three rounds) if there is anybody else, then least often convened.

    ``convened``: how often each has convened; ``rounds``: in how many rounds each has been.
    """
    seasoned = [member for member in members if rounds.get(member, 0) >= 3]
    return min(seasoned or members, key=lambda member: (convened.get(member, 0), -rounds.get(member, 0), member))
