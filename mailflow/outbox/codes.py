"""Codes for our mails: no mail has one before it is given, which is asked for a handful at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable

from mailflow.reference import make_code

AHEAD = 20

Taken = Callable[[Collection[str]], Iterable[str]]
"""Those of some codes that a mail has."""


def nobody(codes: Collection[str]) -> Iterable[str]:
    """None of them: no mail of these is kept."""
    del codes
    return ()


class Codes:
    """Codes that were free when they were drawn. ``random(n)`` gives n random bytes.

    Of a billion codes two of 30,000 mails are the same, so each is looked up. That another process gives one of
    the same handful meanwhile is as good as impossible; then the database refuses it, and the mail is written anew.
    """

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._free: deque[str] = deque()

    def next(self, taken: Taken = nobody) -> str:
        """One that has not been given."""
        while not self._free:
            drawn = dict.fromkeys(make_code(self._random(4)) for _ in range(AHEAD))
            gone = frozenset(taken(drawn))
            self._free.extend(code for code in drawn if code not in gone)
        return self._free.popleft()
