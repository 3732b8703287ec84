"""The whole register as one workbook: out, changed in a spreadsheet, and back with the difference shown first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mailflow.cli import main
from mailflow.cli.cells import columns_of, read_into, written
from mailflow.network import Champion, Commitment, CommitmentState, Organisation, Status
from tests.conversations.town import ROOT
from tests.databases import DATABASES


@pytest.fixture
def house(tmp_path: Path):
    (tmp_path / "organisations.csv").write_bytes((ROOT / "config" / "organisations.csv").read_bytes())
    text = (ROOT / "config" / "mailflow.toml").read_text()
    text = DATABASES.configured(text, tmp_path)
    text = text.replace("[network]", f'[network]\nkey_file = "{tmp_path}/key"')
    (tmp_path / "mailflow.toml").write_text(text)
    (tmp_path / "people.csv").write_text(
        "name,address,organisation\nPriya Raman,priya@dft.example,DfT\nTom Ashworth,tom@orr.example,ORR\n"
    )

    def run(capsys, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as done:
            main(["--config", str(tmp_path / "mailflow.toml"), *arguments])
        said = capsys.readouterr()
        return int(done.value.code or 0), said.out + said.err

    return run


def test_out_and_back_without_a_change_changes_nothing(house, tmp_path: Path, capsys) -> None:
    house(capsys, "champions", "import", str(tmp_path / "people.csv"), "--yes")
    book = str(tmp_path / "register.xlsx")
    assert house(capsys, "register", "export", book)[0] == 0
    code, said = house(capsys, "register", "import", book, "--yes")
    assert (code, said.splitlines()[0]) == (0, "0 rows differ: none")


def test_changes_are_shown_and_made_and_rows_that_are_gone_stay(house, tmp_path: Path, capsys) -> None:
    house(capsys, "champions", "import", str(tmp_path / "people.csv"), "--yes")
    path = tmp_path / "register.xlsx"
    house(capsys, "register", "export", str(path))
    book = load_workbook(path)
    page = book["champions"]
    column = {cell.value: cell.column for cell in page[1]}
    page.cell(2, column["language"]).value = "both"
    page.cell(2, column["also"]).value = "ORR; SG"
    page.delete_rows(3)
    page.append(["", "Gwen Pugh", "gwen@wg.example", "WG", "active", "cy", "yes"])
    commitments = book["commitments"]
    commitments.append(["", "DfT", "profile; review", "Priya Raman", "2026-11-05", "2029-11-05", "accepted"])
    book.save(path)
    code, said = house(capsys, "register", "import", str(path), "--dry-run")
    assert code == 0
    assert "language: en → both" in said
    assert "1 rows are not in the file" in said
    assert "Gwen" not in house(capsys, "champions", "list")[1]
    assert house(capsys, "register", "import", str(path), "--yes")[0] == 0
    listed = house(capsys, "champions", "list")[1]
    assert "Gwen Pugh" in listed
    assert "Tom Ashworth" in listed


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "says"),
    [
        ("champions", "name", '=HYPERLINK("http://x.example")', "begins like a formula"),
        ("champions", "address", "nobody", "is not an email address"),
        ("champions", "address", "tom@orr.example", "stands there twice"),
        ("champions", "organisation", "NASA", "there is no organisation NASA"),
        ("champions", "status", "asleep", "is none of applied"),
        ("champions", "joined", "soon", "is not a date"),
        ("champions", "id", "99", "there is no number 99"),
        ("organisations", "successor", "NASA", "to succeed"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(house, tmp_path: Path, capsys, sheet, column, cell, says) -> None:
    house(capsys, "champions", "import", str(tmp_path / "people.csv"), "--yes")
    path = tmp_path / "register.xlsx"
    house(capsys, "register", "export", str(path))
    book = load_workbook(path)
    page = book[sheet]
    place = next(one.column for one in page[1] if one.value == column)
    page.cell(2, place).value = cell
    book.save(path)
    code, said = house(capsys, "register", "import", str(path), "--yes")
    assert code == 1
    assert says in said
    assert "Traceback" not in said


def test_what_is_no_workbook_is_said(house, tmp_path: Path, capsys) -> None:
    (tmp_path / "x.xlsx").write_text("no")
    code, said = house(capsys, "register", "import", str(tmp_path / "x.xlsx"))
    assert code == 1
    assert "it is not a workbook" in said


_TEXT = st.text(st.characters(categories=("L", "N"), include_characters=" '&-"), min_size=1, max_size=20).map(
    lambda text: "x" + " ".join(text.split())
)


@given(_TEXT, _TEXT, st.sampled_from(Status), st.dates(), st.booleans(), st.lists(_TEXT, max_size=3))
def test_a_record_is_the_same_after_being_written_and_read(name, home, status, day, listed, also) -> None:
    champion = Champion(7, name, "a@b.example", home, status, listed=listed, joined=day, also=tuple(also))
    cells = dict(zip(columns_of(Champion), written(champion), strict=True))
    assert read_into(None, Champion, cells) == (champion, [])


def test_other_records_too() -> None:
    for record in (
        Organisation("DfT", "Department for Transport", ("dft.example",), ("Transport",)),
        Commitment(3, "DfT", ("profile",), state=CommitmentState.ACCEPTED),
    ):
        cells = dict(zip(columns_of(type(record)), written(record), strict=True))
        assert read_into(None, type(record), cells) == (record, [])


def test_a_cell_is_never_a_formula(house, tmp_path: Path, capsys) -> None:
    house(capsys, "champions", "import", str(tmp_path / "people.csv"), "--yes")
    path = tmp_path / "register.xlsx"
    house(capsys, "register", "export", str(path))
    kinds = {cell.data_type for page in load_workbook(path) for row in page for cell in row}
    assert "f" not in kinds
