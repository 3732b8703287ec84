"""Reading a register from CSV or XLSX: tolerant of column names, strict about what stands in them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from mailflow.network import Champion, Organisation, Status
from mailflow.understand.organisations import register

COLUMNS = {
    "name": ("name", "full name", "champion"),
    "address": ("address", "email", "email address", "e-mail", "mail"),
    "organisation": ("organisation", "organization", "department", "acronym", "org"),
    "status": ("status",),
    "language": ("language", "lang"),
    "joined": ("joined", "started", "date joined", "since"),
    "also": ("also", "further organisations"),
    "listed": ("listed", "public", "list publicly"),
}
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row."""

    row: int
    says: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One row, read: the champion, and which of its fields the file gave."""

    champion: Champion
    given: tuple[str, ...]


class Faulty(click.ClickException):
    """A file with faults: each with its row, all at once; nothing was changed."""

    exit_code = 1

    def __init__(self, file: Path, faults: Sequence[Fault]) -> None:
        said = "\n".join(f"  row {fault.row}: {fault.says}" for fault in faults[:50])
        super().__init__(f"{file}: nothing was changed, because\n{said}")


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV or XLSX file as text by column name, as the file has them."""
    if file.suffix.lower() in {".xlsx", ".xlsm"}:
        return list(_sheet(file))
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty(file, [Fault(1, "it is not UTF-8 text; save it as “CSV UTF-8” or as .xlsx")]) from None
    try:
        reader = csv.DictReader(text.splitlines(), dialect=_dialect(text), strict=True)
        rows = []
        for row in reader:
            if row.get(None):
                raise Faulty(file, [Fault(reader.line_num, "it has more cells than the first row has names")])
            rows.append({name: value or "" for name, value in row.items()})
        return rows
    except csv.Error as error:
        raise Faulty(file, [Fault(1, f"it is not CSV: {error}")]) from None


def _dialect(text: str) -> type[csv.Dialect] | str:
    first = text.split("\n", 1)[0]
    return "excel-tab" if "\t" in first and "," not in first else "excel"


def _sheet(file: Path) -> Iterator[dict[str, str]]:
    from zipfile import BadZipFile  # noqa: PLC0415

    from openpyxl import load_workbook  # noqa: PLC0415  slow to import
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        sheet = load_workbook(file, read_only=True, data_only=True).active
    except (InvalidFileException, BadZipFile, KeyError, OSError) as error:
        raise Faulty(file, [Fault(1, f"it is not a workbook: {error}")]) from None
    if sheet is None:
        return
    cells = sheet.iter_rows(values_only=True)
    names = [str(name or "") for name in next(cells, ())]
    for row in cells:
        if any(cell is not None for cell in row):
            yield {name: _as_text(cell) for name, cell in zip(names, row, strict=False)}


def _as_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def read_people(
    rows: Sequence[Mapping[str, str]], organisations: tuple[Organisation, ...], today: date
) -> tuple[list[Listed], list[Fault]]:
    """The people in ``rows`` and every fault found; rows count from 2, as spreadsheets show them."""
    if not rows:
        return [], [Fault(1, "there are no rows; the first row has the names name, address, organisation")]
    columns = _columns(rows[0])
    missing = [name for name in ("name", "address", "organisation") if name not in columns]
    if missing:
        return [], [Fault(1, f"there is no column “{name}”") for name in missing]
    people: list[Listed] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        cells = {name: " ".join(row.get(column, "").split()) for name, column in columns.items()}
        wrong = list(_wrong(cells, organisations))
        address = cells["address"].lower()
        if address in seen:
            wrong.append(f"{address} stands in row {seen[address]} too")
        seen.setdefault(address, number)
        faults += [Fault(number, one) for one in wrong]
        if not wrong:
            people.append(_person(cells, organisations, today))
    return people, faults


def _columns(row: Mapping[str, str]) -> dict[str, str]:
    by_name = {" ".join(str(name).lower().replace("_", " ").split()): name for name in row}
    return {field: by_name[alias] for field, aliases in COLUMNS.items() for alias in aliases[::-1] if alias in by_name}


def _wrong(cells: Mapping[str, str], organisations: tuple[Organisation, ...]) -> Iterable[str]:
    if not cells["name"] or cells["name"].startswith(_FORMULA):
        yield f"name: “{cells['name']}” is not a name"
    if not _ADDRESS.fullmatch(cells["address"]) or cells["address"].startswith(_FORMULA):
        yield f"address: “{cells['address']}” is not an email address"
    if organisation_of(cells["organisation"], organisations) is None:
        yield f"organisation: “{cells['organisation']}” is not known; import it first, or write its acronym"
    for further in _several(cells.get("also", "")):
        if organisation_of(further, organisations) is None:
            yield f"also: “{further}” is not known; import it first, or write its acronym"
    if cells.get("status") and cells["status"].lower() not in set(Status):
        yield f"status: “{cells['status']}” is none of {', '.join(Status)}"
    if cells.get("language") and cells["language"].lower() not in {"en", "cy", "both"}:
        yield f"language: “{cells['language']}” is none of en, cy, both"
    if cells.get("listed") and cells["listed"].lower() not in _YES | _NO:
        yield f"listed: “{cells['listed']}” is neither yes nor no"
    if cells.get("joined") and as_date(cells["joined"]) is None:
        yield f"joined: “{cells['joined']}” is not a date; write it like 2026-03-01"


def _several(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def organisation_of(text: str, organisations: tuple[Organisation, ...]) -> str | None:
    """The acronym that an acronym, name or alias means; None if it is not known."""
    by_acronym = {one.acronym.casefold(): one.acronym for one in organisations}
    return by_acronym.get(text.casefold()) or register(organisations).resolve(text)


def as_date(text: str) -> date | None:
    """A day as spreadsheets and people write it; None if it is none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day, no moment
        except ValueError:
            continue
    return None


def _person(cells: Mapping[str, str], organisations: tuple[Organisation, ...], today: date) -> Listed:
    status = Status(cells["status"].lower()) if cells.get("status") else Status.ACTIVE
    champion = Champion(
        0,
        cells["name"],
        cells["address"].lower(),
        organisation_of(cells["organisation"], organisations) or "",
        status=status,
        language=cells.get("language", "").lower() or "en",
        listed=cells.get("listed", "").lower() not in _NO,
        joined=as_date(cells.get("joined", "")) or today,
        also=tuple(organisation_of(one, organisations) or "" for one in _several(cells.get("also", ""))),
    )
    return Listed(champion, tuple(name for name in COLUMNS if cells.get(name)))
