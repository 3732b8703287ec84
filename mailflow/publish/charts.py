"""Small bar charts as SVG. Where everything stands is worked out here; ``pages/_chart.html`` draws it.

No colour alone: every bar is labelled with its numbers, each part has its own pattern, and a table says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 320
"""Units across, one to a CSS pixel on the smallest phone that counts (WCAG 2.2, 1.4.10)."""
_ROW = 48
_LABEL = 16
_BAR = 14


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: what it is about, its parts in order, and its numbers in words."""

    label: str
    parts: tuple[tuple[str, int], ...]
    """(name of the pattern, number)."""
    said: str


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle."""

    x: float
    width: float
    pattern: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart."""

    label: str
    said: str
    label_y: int
    said_y: int
    y: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its name and description."""

    id: str
    title: str
    desc: str
    height: int
    bars: tuple[Bar, ...]
    width: int = WIDTH
    bar_height: int = _BAR


def chart(name: str, title: str, desc: str, rows: Sequence[Row]) -> Chart:
    """The longest bar takes the whole width; the others are in proportion to it."""
    most = max((sum(count for _, count in row.parts) for row in rows), default=0)
    bars = tuple(_bar(row, number * (_ROW + _BAR), most) for number, row in enumerate(rows))
    return Chart(name, title, desc, len(rows) * (_ROW + _BAR), bars)


def _bar(row: Row, top: int, most: int) -> Bar:
    parts = []
    x = 0.0
    for pattern, count in row.parts:
        width = round((WIDTH - 2) * count / most, 2) if most else 0.0
        if count:
            parts.append(Part(round(x + 1, 2), width, pattern))
        x += width
    return Bar(row.label, row.said, top + _LABEL, top + 2 * _LABEL + 1, top + 2 * _LABEL + 7, tuple(parts))
