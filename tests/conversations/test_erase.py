"""Whoever is erased is nowhere any more: in no table, in no mail of ours or theirs, not in the file's freed pages."""

from __future__ import annotations

import base64
import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect

from mailflow.cli.house import templates_folder
from mailflow.decisions import Forget
from mailflow.network import Champion, Status
from mailflow.publish import Copy, Texts
from mailflow.publish.draft import as_markdown
from mailflow.publish.numbers import Period
from mailflow.publish.review import review
from mailflow.publish.site import Options, site
from mailflow.store.erasure import binary_columns
from mailflow.store.person import everything_about
from mailflow.store.showing import gather
from tests.conversations.town import Town

PEOPLE = [
    ("Priya Raman", "priya.raman@dft.example", "DfT"),
    ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
    ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
    ("Dylan Evans", "dylan.evans@wg.example", "WG"),
]
PRIYA = "Priya Raman <priya.raman@dft.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(*(Champion(0, name, address, home, Status.ACTIVE) for name, address, home in PEOPLE))
    return made


def busy(town: Town) -> None:
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    town.hears(PRIYA, "nomination", "My colleague Fatima Rahman (fatima.rahman@dft.example) would like to join.")
    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-01T10:31+00:00")
    town.says()
    town.tells_lead()
    town.wakes("2026-12-21T09:30+00:00")
    town.wakes("2026-12-21T10:31+00:00")
    request = next(mail for mail in town.says() if "priya" in str(mail["To"]) and "update" in str(mail["Subject"]))
    town.replies(PRIYA, "We have launched the strategy internally.\n\nPriya Raman", request)
    town.says()
    town.wakes("2026-12-22T08:30+00:00")
    town.tells_lead()


def counts(town: Town) -> dict[str, int]:
    names = inspect(town.store.engine).get_table_names()
    with town.store.engine.connect() as connection:
        skipped = {"changes", "audit"}
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for name in names if name not in skipped
        }  # fmt: skip


def forms(word: str) -> list[bytes]:
    raw = word.encode()
    return [raw, raw.lower(), raw.upper(), *(base64.b64encode(b" " * pad + raw)[4:-4] for pad in range(3))]


def test_nothing_holds_the_name_or_the_address_and_counts_stay(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="mailflow")
    busy(town)
    before = counts(town)
    (priya,) = town.store.register.find("priya.raman@dft.example")
    town.store.erase(Forget(priya, "they asked for it"), town.now)
    assert counts(town) == before
    assert len(town.store.register.updates()) == 1
    town.store.engine.dispose()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in ("Priya Raman", "priya.raman@dft.example", "priya.raman"):
                assert not [form for form in forms(word) if form in data], (path.name, word)
    assert "priya" not in caplog.text.lower()
    assert [one.name for one in town.store.register.champions() if one.id == priya.id] == ["a champion"]
    assert town.store.register.find("thomas.ashworth@orr.example")[0].name == "Tom Ashworth"


def shown(town: Town) -> str:
    """The pages of both copies, the draft of the review, and the digests, as one text."""
    facts = gather(town.store.engine, town.settings, town.now)
    text = "".join(
        str(page) for copy in Copy for page in site(facts, templates_folder(), Options(copy, False)).values()
    )
    texts = Texts(templates_folder(), "en")
    draft = review(facts, Period(date(2026, 11, 1), town.now.date()), texts, facts.on)
    return text + as_markdown(draft, texts) + repr(town.store.works.digests())


def test_no_page_review_digest_or_export_of_others_holds_them_and_numbers_stay(town: Town) -> None:
    busy(town)
    (brief,) = [mail for mail in letters_to_lead(town, "2026-12-23T08:30+00:00") if "Brief" in str(mail["Subject"])]
    numbers = [one.id for one in town.store.register.questions() if one.matter == "update"]
    town.lead_replies("\n".join(f"{number} yes" for number in numbers), brief)
    town.wakes("2027-01-11T09:30+00:00")
    town.wakes("2027-01-11T11:30+00:00")
    before = shown(town)
    assert "Priya Raman" in before
    (priya,) = town.store.register.find("priya.raman@dft.example")
    tally = [(one.kind, one.state, one.champion) for one in town.store.works.activities()]
    town.store.erase(Forget(priya, "they asked for it"), town.now)
    after = shown(town)
    assert "riya Raman" not in after
    assert "priya.raman" not in after
    assert [(one.kind, one.state, one.champion) for one in town.store.works.activities()] == tally
    others = [everything_about(town.store.engine, one) for one in town.store.register.champions(["active"])]
    assert len(others) == 3
    assert not [held for held in others if "riya" in repr(held.told) or b"riya" in b"".join(held.mails.values())]


def letters_to_lead(town: Town, moment: str):
    town.says()
    town.tells_lead()
    town.hears("Tom Ashworth <thomas.ashworth@orr.example>", "question", "Who decides about the theme groups, please?")
    town.says()
    town.wakes(moment)
    return town.tells_lead()


def test_leaving_beats_mail_that_waits(town: Town) -> None:
    town.wakes("2026-12-01T09:30+00:00")  # the groups are made, and their mails wait for an hour
    assert [row.address for row in town.store.queue.listed(("held",), 99)].count("priya.raman@dft.example") == 1
    town.hears(PRIYA, "stop", "Please take me off the champions list.")
    town.says()
    states = {
        row.mail: row.state for row in town.store.queue.listed(("cancelled", "sent"), 99) if "priya" in row.address
    }
    assert states == {"chat/group": "cancelled", "membership/left": "sent"}
    town.wakes("2026-12-01T10:31+00:00")
    town.wakes("2026-12-21T10:31+00:00")
    assert [mail for mail in town.says() if mail["To"].addresses[0].addr_spec == "priya.raman@dft.example"] == []


def test_leavers_and_those_who_never_joined_are_forgotten_when_their_time_is_over(town: Town) -> None:
    left = Champion(0, "Fiona Abernethy", "fiona@nrs.example", "NRS", Status.LEFT, left=date(2025, 11, 20))
    young = Champion(0, "Gwen Pugh", "gwen@wg.example", "WG", Status.LEFT, left=date(2026, 1, 20))
    never = Champion(0, "Ken Lapse", "ken@dwp.example", "DWP", Status.LAPSED, applied=date(2026, 10, 1))
    town.has(left, young, never)
    town.wakes("2026-11-12T04:00+00:00")
    assert [one.name for one in town.store.register.champions() if one.status is not Status.ACTIVE] == [
        "Fiona Abernethy", "Gwen Pugh", "a champion",
    ]  # fmt: skip
    town.wakes("2026-11-20T04:00+00:00")
    names = [one.name for one in town.store.register.champions(["left", "erased"])]
    assert names == ["Gwen Pugh", "a champion", "a champion"]
    assert town.now == datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_bytes_in_tables_are_mails_that_are_read_or_records_of_numbers() -> None:
    assert binary_columns() == {"ledger.raw", "mails.raw", "rounds.record"}
