"""How commands show things: a table for people, plain when not at a terminal; one JSON object a line for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any


def as_json(value: Any) -> str:
    """One JSON object on one line; moments ISO 8601, sets sorted."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def lines(rows: Iterable[Any]) -> None:
    """One JSON object a line."""
    for row in rows:
        print(as_json(row))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; of nothing, a sentence."""
    shown = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not shown:
        print(f"{title}: none")
        return
    if not sys.stdout.isatty():
        _aligned(columns, shown)
        return
    from rich.console import Console  # noqa: PLC0415  51 ms that scripts do not need
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(*columns, title=title, title_justify="left")
    for row in shown:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)


def _aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[place]) for row in (columns, *rows)) for place in range(len(columns))]
    for row in (columns, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def facts(pairs: Mapping[str, object]) -> None:
    """Names and values, one a line."""
    width = max(map(len, pairs), default=0)
    for name, value in pairs.items():
        print(f"{name.ljust(width)}  {'' if value is None else value}")
