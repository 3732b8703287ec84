"""Reading commitments and case studies from CSV or XLSX: what the network already had before mailflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateutil.relativedelta import relativedelta

from mailflow.cli.reading import Fault, as_date, organisation_of
from mailflow.flows.commitment import YEARS
from mailflow.network import AIMS, CaseStudy, CaseStudyState, Champion, Commitment, CommitmentState, Organisation

Rows = Sequence[Mapping[str, str]]


def read_commitments(
    rows: Rows, organisations: tuple[Organisation, ...], file: str
) -> tuple[list[Commitment], list[Fault]]:
    """Columns: organisation, aims (``;`` between), and optionally contact, agreed, until. All stand as accepted."""
    found: list[Commitment] = []
    faults: list[Fault] = _missing(rows, "organisation", "aims")
    seen: dict[str, int] = {}
    for number, cells in _cells(rows, faults):
        acronym = organisation_of(cells["organisation"], organisations)
        aims = tuple(one.strip().lower().replace(" ", "_") for one in cells["aims"].split(";") if one.strip())
        wrong = list(_dates(cells, "agreed", "until"))
        if acronym is None:
            wrong.append(f"organisation: “{cells['organisation']}” is not known; import it first, or write its acronym")
        elif acronym in seen:
            wrong.append(f"{acronym} stands in row {seen[acronym]} too; an organisation has one commitment")
        if not aims or set(aims) - set(AIMS):
            wrong.append(f"aims: “{cells['aims']}”: write some of {', '.join(AIMS)}, with ; between")
        seen.setdefault(acronym or "", number)
        faults += [Fault(number, one) for one in wrong]
        if acronym and not wrong:
            found.append(commitment(acronym, aims, cells.get("contact", ""), cells, file))
    return found, faults


def commitment(acronym: str, aims: tuple[str, ...], contact: str, dates: Mapping[str, str], source: str) -> Commitment:
    """One as it was agreed by hand; without its own end it holds for three years."""
    agreed, until = as_date(dates.get("agreed") or ""), as_date(dates.get("until") or "")
    until = until or (agreed + relativedelta(years=YEARS) if agreed else None)
    return Commitment(0, acronym, aims, contact, agreed, until, CommitmentState.ACCEPTED, agreed, source=source)


def read_case_studies(
    rows: Rows, organisations: tuple[Organisation, ...], people: Sequence[Champion], file: str
) -> tuple[list[CaseStudy], list[Fault]]:
    """Columns: title, organisation, and optionally link, published, state, author (an address)."""
    found: list[CaseStudy] = []
    faults: list[Fault] = _missing(rows, "title", "organisation")
    authors = {one.address: one.id for one in people if one.address}
    for number, cells in _cells(rows, faults):
        acronym = organisation_of(cells["organisation"], organisations)
        link, author, said = cells.get("link", ""), cells.get("author", "").lower(), cells.get("state", "").lower()
        wrong = list(_dates(cells, "published"))
        if acronym is None:
            wrong.append(f"organisation: “{cells['organisation']}” is not known; import it first, or write its acronym")
        if not cells["title"]:
            wrong.append("title: it is empty; write the title")
        if link and not link.startswith(("https://", "http://")):
            wrong.append(f"link: “{link}” is no address of a page; write it with https://")
        if said and said not in set(CaseStudyState):
            wrong.append(f"state: “{said}” is none of {', '.join(CaseStudyState)}")
        if said == CaseStudyState.PUBLISHED and not link:
            wrong.append("link: what is published has one; write it")
        if author and author not in authors:
            wrong.append(f"author: “{author}” is not in the register; leave it empty, or add the champion")
        faults += [Fault(number, one) for one in wrong]
        if acronym and not wrong:
            state = CaseStudyState(said or ("published" if link else "proposed"))
            published = as_date(cells.get("published", ""))
            found.append(
                CaseStudy(
                    0,
                    acronym,
                    cells["title"][:300],
                    champion=authors.get(author),
                    state=state,
                    link=link,
                    published=published,
                    source=file,
                )
            )
    return found, faults


def _missing(rows: Rows, *names: str) -> list[Fault]:
    if not rows:
        return [Fault(1, f"there are no rows; the first row has the names {', '.join(names)}")]
    there = {" ".join(name.lower().split()) for name in rows[0]}
    return [Fault(1, f"there is no column “{name}”") for name in names if name not in there]


def _cells(rows: Rows, faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    if faults:
        return
    for number, row in enumerate(rows, 2):
        yield number, {" ".join(name.lower().split()): " ".join(value.split()) for name, value in row.items()}


def _dates(cells: Mapping[str, str], *names: str) -> Iterator[str]:
    for name in names:
        if cells.get(name) and as_date(cells[name]) is None:
            yield f"{name}: “{cells[name]}” is not a date; write it like 2026-03-01"
