"""The worked examples about people's work, through the whole street: what each sender gets, and what is kept of it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

import pytest

from mailflow.network import Champion, Status
from tests.conversations.town import Town, body_of
from tests.understand.mails import BY_ID, example

PEOPLE = {
    "Hannah Lindqvist": ("h.lindqvist@ofs.example", "OfS"),
    "Ben Halloran": ("ben.halloran@ofsted.example", "Ofsted"),
    "Samir Qureshi": ("samir.qureshi@defra.example", "Defra"),
    "Leo Fairweather": ("leo.fairweather@ons.example", "ONS"),
    "Aisha Bello": ("aisha.bello1@moj.example", "MOJ"),
    "Wei Zhang": ("wei.zhang@dbt.example", "DBT"),
    "Ruth Castellano": ("ruth.castellano@dwp.example", "DWP"),
    "Eilidh Munro": ("eilidh.munro@sg.example", "SG"),
    "Callum Baird": ("callum.baird@nrs.example", "NRS"),
    "Conor McAteer": ("conor.mcateer@nisra.example", "NISRA"),
    "Jonathan Pike": ("jonathan.pike@hmrc.example", "HMRC"),
}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(*(Champion(0, name, address, home, Status.ACTIVE) for name, (address, home) in PEOPLE.items()))
    made.now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    return made


def hears(town: Town, number: str):
    """The example comes in, vouched for by our own server; gives what its sender gets."""
    entry = BY_ID[number]
    domain = parseaddr(entry["from"])[1].rpartition("@")[2]
    passed = f"Authentication-Results: mx.statistics.example; dmarc=pass header.from={domain}\n".encode()
    town._count += 1
    town.takes(passed + example(entry))
    return town.says()


@pytest.mark.parametrize(
    ("number", "gets"),
    [
        ("E25", ["update/receipt"]),
        ("E26", ["update/attachment"]),
        ("E27", ["update/receipt"]),
        ("E29", ["update/receipt"]),
        ("E30", ["update/receipt"]),
        ("E32", ["update/nil"]),
        ("E33", []),
        ("E35", ["update/held"]),
        ("E39", ["case_study/format"]),
        ("E40", ["commitment/received"]),
        ("E49", ["feedback/received"]),
    ],
)
def test_each_sender_gets_what_the_example_says(town: Town, number: str, gets: list[str]) -> None:
    hears(town, number)
    assert [row.mail for row in town.store.queue.listed() if not row.mail.startswith("lead/")] == gets


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("E25", [("internal_pages", ("OfS",), "done", "2026-11")]),
        ("E26", []),
        ("E29", [("tools", ("SG",), "done", "2026-09")]),
        ("E30", [("internal_launch", ("DWP",), "done", "2026-11")]),
        ("E32", []),
        ("E39", []),
    ],
)
def test_what_it_tells_is_kept_and_counts_nowhere_yet(town: Town, number: str, told: list[object]) -> None:
    hears(town, number)
    kept = town.store.works.activities()
    assert [(one.kind, one.organisations, str(one.state), one.month) for one in kept] == told
    assert all(one.approved is None and one.source.startswith("mail:") for one in kept)


def test_joint_working_names_all_who_work_together(town: Town) -> None:
    hears(town, "E27")
    (joint,) = [one for one in town.store.works.activities() if one.kind == "joint_working"]
    assert set(joint.organisations) == {"Defra", "DBT", "NRS"}
    assert [update.month for _, update in town.store.register.updates()] == ["2026-11", "2026-10"]


def test_what_must_not_be_shown_is_shown_to_nobody(town: Town) -> None:
    (receipt,) = hears(town, "E35")
    assert "4.7" not in body_of(receipt)
    town.wakes("2026-11-27T08:30+00:00")
    assert all("4.7" not in body_of(mail) for mail in town.tells_lead())
    assert not any(update.may_be_told for _, update in town.store.register.updates())
