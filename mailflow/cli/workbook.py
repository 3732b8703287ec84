"""The whole register in one workbook: which sheets there are, how they are written, and what is wrong in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from mailflow.cli.cells import columns_of, difference, read_into, written
from mailflow.cli.reading import Fault, Faulty
from mailflow.network import AIMS, Apart, CaseStudy, Champion, Commitment, Organisation, Status
from mailflow.store import Store

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_WIDEST = 40
Held: TypeAlias = dict[str, dict[Any, Any]]
"""Records by sheet and key."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a kind of record, and the field by which a row is known again (0 or empty: a new one)."""

    name: str
    kind: type
    key: str


SHEETS = (
    Sheet("organisations", Organisation, "acronym"),
    Sheet("champions", Champion, "id"),
    Sheet("kept apart", Apart, "first"),
    Sheet("commitments", Commitment, "id"),
    Sheet("case studies", CaseStudy, "id"),
)


def held(store: Store) -> Held:
    """All that the register holds, as the sheets show it."""
    apart = {(first, second): Apart(first, second) for first, second in store.register.apart()}
    return {
        "organisations": {one.acronym: one for one in store.register.organisations()},
        "champions": {one.id: one for one in sorted(store.register.champions(), key=lambda one: one.id)},
        "kept apart": apart,
        "commitments": {one.id: one for one in store.works.commitments()},
        "case studies": {one.id: one for one in store.works.case_studies()},
    }


def write(records: Held, file: Path) -> int:
    """Write the workbook; gives how many rows. A cell is never a formula, whatever it begins with."""
    from openpyxl import Workbook  # noqa: PLC0415  slow to import
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    rows = 0
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        table = [columns_of(sheet.kind), *(written(one) for one in records[sheet.name].values())]
        for number, cells in enumerate(table, 1):
            for place, text in enumerate(cells, 1):
                cell = page.cell(number, place)
                cell.value = text
                cell.data_type = "s"
                cell.font = Font(bold=number == 1)
        for place, column in enumerate(zip(*table, strict=True), 1):
            page.column_dimensions[get_column_letter(place)].width = min(_WIDEST, max(map(len, column)) + 2)
        rows += len(table) - 1
    book.save(file)
    return rows


@dataclass(frozen=True, slots=True)
class Change:
    """One row that would be new or different."""

    sheet: str
    record: Any
    what: str


def read(file: Path, known: Held) -> tuple[list[Change], list[str]]:
    """What the workbook would change, and what it no longer names (which stays). Raises `Faulty` with every fault."""
    from zipfile import BadZipFile  # noqa: PLC0415

    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(file, read_only=True)  # formulas are read as they stand, so that they are refused
    except (InvalidFileException, BadZipFile, KeyError, OSError) as error:
        raise Faulty(file, [Fault(1, f"it is not a workbook: {error}")]) from None
    changes: list[Change] = []
    faults: list[Fault] = []
    missing: list[str] = []
    for sheet in SHEETS:
        if sheet.name in book.sheetnames:
            rows = list(_rows(book[sheet.name]))
            changes += _changes(sheet, rows, known, faults)
            missing += _missing(sheet, rows, known)
    strangers = set(book.sheetnames) - {sheet.name for sheet in SHEETS}
    faults += [Fault(1, f"there is no sheet “{name}” in a register; remove it") for name in sorted(strangers)]
    faults += _contradictions(changes, known)
    if faults:
        raise Faulty(file, faults)
    return changes, missing


def _rows(page: Any) -> Iterator[tuple[int, dict[str, str]]]:
    cells = page.iter_rows(values_only=True)
    names = [" ".join(str(name or "").lower().split()) for name in next(cells, ())]
    for number, row in enumerate(cells, 2):
        if any(cell not in {None, ""} for cell in row):
            yield number, {name: _as_text(cell) for name, cell in zip(names, row, strict=False) if name}


def _as_text(cell: object) -> str:
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    return "" if cell is None else str(cell)


def _key(sheet: Sheet, record: Any) -> Any:
    return (record.first, record.second) if sheet.kind is Apart else getattr(record, sheet.key)


def _changes(
    sheet: Sheet, rows: Sequence[tuple[int, Mapping[str, str]]], known: Held, faults: list[Fault]
) -> Iterator[Change]:
    for number, cells in rows:
        key = cells.get(sheet.key, "").strip()
        before = known[sheet.name].get(int(key) if key.isdigit() else key) if sheet.kind is not Apart else None
        if key and key != "0" and before is None and sheet.key == "id":
            faults.append(Fault(number, f"{sheet.name}: there is no number {key}; leave it empty for a new row"))
            continue
        record, wrong = read_into(before, sheet.kind, cells if before is not None or key else {**cells, sheet.key: ""})
        faults += [Fault(number, f"{sheet.name}: {one}") for one in wrong]
        if record is None:
            continue
        if sheet.kind is Apart:
            before = known[sheet.name].get((record.first, record.second))
        if before is None:
            yield Change(sheet.name, record, "new")
        elif before != record:
            what = "; ".join(f"{name}: {old} → {new}" for name, old, new in difference(before, record))
            yield Change(sheet.name, record, what)


def _missing(sheet: Sheet, rows: Sequence[tuple[int, Mapping[str, str]]], known: Held) -> list[str]:
    named = (
        {(cells.get("first", ""), cells.get("second", "")) for _, cells in rows}
        if sheet.kind is Apart
        else {cells.get(sheet.key, "").strip() for _, cells in rows}
    )
    keys = (tuple(map(str, key)) if isinstance(key, tuple) else str(key) for key in known[sheet.name])
    return [f"{sheet.name} {key}" for key in keys if key not in named]


def _contradictions(changes: Sequence[Change], known: Held) -> Iterator[Fault]:
    """What is wrong between rows: an unknown organisation, an address twice, an aim that there is not."""
    organisations = {*known["organisations"], *(one.record.acronym for one in changes if one.sheet == "organisations")}
    people = {one.id: one for one in known["champions"].values()}
    people |= {one.record.id or -place: one.record for place, one in enumerate(changes) if one.sheet == "champions"}
    addresses: dict[str, int] = {}
    for one in people.values():
        if one.address:
            addresses[one.address.lower()] = addresses.get(one.address.lower(), 0) + 1
    for change in changes:
        said = _wrong(change.record, organisations, addresses, set(known["champions"]))
        for one in said:
            yield Fault(1, f"{change.sheet}: {one}")


def _wrong(record: Any, organisations: set[str], addresses: Mapping[str, int], numbers: set[int]) -> Iterator[str]:
    match record:
        case Champion():
            if record.status is not Status.ERASED and not _ADDRESS.fullmatch(record.address):
                yield f"“{record.address}” is not an email address"
            if addresses.get(record.address.lower(), 0) > 1:
                yield f"{record.address} stands there twice"
            for acronym in filter(None, (record.organisation, *record.also)):
                if acronym not in organisations:
                    yield f"there is no organisation {acronym}; add it to the sheet “organisations”"
        case Organisation():
            if record.successor and record.successor not in organisations:
                yield f"there is no organisation {record.successor} to succeed {record.acronym}"
        case Commitment() | CaseStudy():
            if record.organisation not in organisations:
                yield f"there is no organisation {record.organisation}"
            if isinstance(record, Commitment) and set(record.aims) - set(AIMS):
                yield f"the aims of {record.organisation} are not all of {', '.join(AIMS)}"
        case Apart():
            if not {record.first, record.second} <= numbers or record.first == record.second:
                yield f"{record.first} and {record.second} are not two champions"
