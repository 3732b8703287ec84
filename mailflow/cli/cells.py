"""Records as cells of a sheet, and back: the same for every kind of record, by the types of its fields."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0", ""}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
_FORMULA = re.compile(r"[=+\-@\t\r]")
"""How a cell begins that a spreadsheet would run (OWASP, CSV injection)."""


class CellError(ValueError):
    """What is wrong with one cell, and what would be right."""


def columns_of(kind: type) -> list[str]:
    """The names of a record's columns, as people read them."""
    return [field.name.replace("_", " ") for field in fields(kind)]


def written(record: Any) -> list[str]:
    """A record as cells, in the order of `columns_of`."""
    return [_text(getattr(record, field.name)) for field in fields(record)]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date() | datetime():
            return value.isoformat()
        case tuple() | list():
            return "; ".join(map(str, value))
        case frozenset() | set():
            return "; ".join(sorted(map(str, value)))
        case _:
            return str(value)


def read_into(known: Any, kind: type, cells: Mapping[str, str]) -> tuple[Any, list[str]]:
    """``known`` (or a new record of ``kind``) as the cells say, and every fault. Columns that are not there stay."""
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    faults = []
    for field in fields(kind):
        cell = cells.get(field.name.replace("_", " "))
        if cell is None:
            continue
        try:
            given[field.name] = _value(hints[field.name], " ".join(cell.split()))
        except (CellError, ValueError) as error:
            faults.append(f"{field.name.replace('_', ' ')}: {error}")
    if faults:
        return None, faults
    try:
        return (replace(known, **given) if known is not None else kind(**given)), []
    except TypeError as error:
        return None, [f"a new row needs more cells: {error}"]


def _value(hint: Any, cell: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        inner = next(one for one in arguments if one is not type(None))
        return _value(inner, cell) if cell else None
    if origin in {tuple, frozenset}:
        parts = (part.strip() for part in cell.split(";"))
        return origin(_value(arguments[0], part) for part in parts if part)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint, cell)
    return _READERS[hint](cell)


def _one_of(kind: type[StrEnum], cell: str) -> StrEnum:
    try:
        return kind(cell.lower())
    except ValueError:
        raise CellError(f"“{cell}” is none of {', '.join(kind)}") from None


def _words(cell: str) -> str:
    if _FORMULA.match(cell):
        raise CellError(f"“{cell[:40]}” begins like a formula; put a letter first")
    return cell


def _number(cell: str) -> int:
    if not re.fullmatch(r"\d{0,12}(?:\.0)?", cell):
        raise CellError(f"“{cell}” is not a number")
    return int(float(cell or 0))


def _yes_or_no(cell: str) -> bool:
    if cell.lower() not in _YES | _NO:
        raise CellError(f"“{cell}” is neither yes nor no")
    return cell.lower() in _YES


def _day(cell: str) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007  a day, no moment
        except ValueError:
            continue
    raise CellError(f"“{cell}” is not a date; write it like 2026-03-01")


_READERS: Mapping[Any, Any] = {str: _words, int: _number, bool: _yes_or_no, date: _day}


def difference(known: Any, wanted: Any) -> Iterable[tuple[str, str, str]]:
    """(column, before, after) of what would change."""
    for field in fields(wanted):
        before, after = getattr(known, field.name), getattr(wanted, field.name)
        if before != after:
            yield field.name.replace("_", " "), _text(before), _text(after)
