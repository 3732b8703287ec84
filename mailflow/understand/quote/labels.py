"""What a line of a body can be, and the labels of all its lines with the rules that gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mailflow.events import Address

NEW, QUOTED, INTRODUCTION, DISCLAIMED, BANNERED = "new", "quote", "introduction", "disclaimer", "banner"
SIGNED, SIGNED_BELOW = "signature", "signature below the quote"


@dataclass(slots=True)
class Labels:
    """The label of each line, the rules that gave them, and what a forward's header block says."""

    of: list[str]
    rules: dict[str, None] = field(default_factory=dict)
    forward_start: int = -1
    forward_words: int = -1
    forwarded_from: Address | None = None

    def give(self, label: str, start: int, end: int, rule: str) -> None:
        """Label the lines from ``start`` to before ``end``."""
        self.of[start:end] = [label] * (end - start)
        self.rules[rule] = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of lines that are new, whether words stand above it, and how much may still be searched for footers."""

    start: int
    end: int
    spoken: bool
    room: int


def runs(of: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of lines that are labelled new."""
    found: list[tuple[int, int]] = []
    start = -1
    for place, label in enumerate(of):
        if label == NEW and start < 0:
            start = place
        elif label != NEW and start >= 0:
            found.append((start, place))
            start = -1
    if start >= 0:
        found.append((start, len(of)))
    return found
