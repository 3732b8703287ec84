"""The review of the reference network says what the published review of the first year said."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

from mailflow import words
from mailflow.cli.house import templates_folder
from mailflow.publish import Texts
from mailflow.publish.numbers import Period
from mailflow.publish.review import review
from mailflow.store.showing import gather
from mailflow.store.tables import LedgerRow
from tests.reference.network import SINCE, UNTIL, Reference

pytestmark = pytest.mark.xdist_group("reference")
PUBLISHED = list(csv.DictReader((Path(__file__).parent / "published.csv").read_text(encoding="utf-8").splitlines()))
CALLED = {
    "champions": "champions",
    "organisations": "organisations",
    "new_champions": "new_champions",
    "commitments": "commitments",
    "internal_launches": "internal_launch/done",
    "metrics_assessed": "metrics/done",
    "case_studies": "case_studies",
}
"""How the review's numbers are called, of the facts that are exact numbers."""
LISTS = {
    "joint_working": ("joint_working/under_way", "have been working together"),
    "tools": ("tools/done", "are using technologies and tools such as Google Analytics"),
    "own_networks": ("own_network/under_way", "are creating user engagement networks in their own organisations"),
    "internal_pages": ("internal_pages/under_way", "are launching internal webpages and resources"),
}
"""The named lists, and the words that follow the names."""
SAID = {
    "strategy_launch": "Since February 2021:",
    "new_champions": "We have welcomed 24 new champions.",
    "champions": "Our network is now made up of 56 champions",
    "organisations": "from 35 organisations in government",
    "meeting_interval_months": "We meet every other month",
    "meeting_length_hours": "for a two-hour meeting",
    "meeting_contents": "The meetings are full of interactive sessions, presentations, discussions and a 20-minute "
    "Champion Chat.",
    "chat_length_minutes": "20 minutes",
    "chat_size": "with four randomly chosen champions",
    "chat_selection": "randomly chosen",
    "chat_interval_months": "Champion Chats take place every month",
    "update_request": "After each chat we ask champions for a short update on their user engagement work.",
    "commitments": "We have received 34 organisational commitments.",
    "commitment_period_years": "Over the next three years, organisations want to:",
    "internal_launches": "nine departments have held an internal launch of the strategy",
    "internal_launches_with_hub_help": "departments did this with help from the USER hub project team",
    "metrics_assessed": "eight departments have assessed their current user engagement work to develop metrics",
    "hub_workshops": "departments have held workshops with the USER hub project team to identify their most productive "
    "next steps",
    "feedback_on_hub": "champions have given user feedback on the development of the USER hub",
    "case_studies": "There are 19 case studies to read",
    "outgoing_lead": "From 14 February 2022, Sam Li leads the network instead of Natasha Bowen.",
    "contact": "please contact us at gsshelp@statistics.example",
}
"""What stands in the draft."""
ELSEWHERE = {"chat_placement", "archived", "commitment_aims"}
"""Where chats lie between meetings is ambiguous in the original; the other two have tests of their own."""


@dataclass(frozen=True)
class Draft:
    numbers: dict
    text: str


@pytest.fixture(scope="module")
def draft(mailflow: Callable[..., Result]) -> Draft:
    period = ("--from", SINCE, "--to", UNTIL)
    told = mailflow("report", "review", *period, "--json")
    return Draft(json.loads(told.stdout)["numbers"], mailflow("report", "review", *period).stdout)


def fact(name: str) -> str:
    return next(one["value"] for one in PUBLISHED if one["fact"] == name)


def test_every_published_fact_is_compared():
    compared = set(CALLED) | set(LISTS) | set(SAID) | ELSEWHERE
    assert {one["fact"] for one in PUBLISHED} == compared


@pytest.mark.parametrize("name", sorted(CALLED))
def test_numbers(draft: Draft, name: str):
    number = draft.numbers[CALLED[name]]
    assert number["count"] == len(number["of"]) == int(fact(name))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_named_lists(draft: Draft, name: str):
    number, after = LISTS[name]
    expected = {one.strip() for one in fact(name).split(";")}
    assert {one["organisation"] for one in draft.numbers[number]["of"]} == expected
    assert f"* {words.listed(sorted(expected, key=str.casefold), 'en')} {after}" in draft.text


@pytest.mark.parametrize("name", sorted(SAID))
def test_words(draft: Draft, name: str):
    assert SAID[name] in draft.text


def test_six_aims(draft: Draft):
    aims = [name for name, number in draft.numbers.items() if name.startswith("commitments/") and number["count"]]
    assert len(aims) == int(fact("commitment_aims"))
    listed = draft.text.partition("organisations want to:")[2].partition("##")[0]
    assert len(re.findall(r"^\* ", listed, re.MULTILINE)) == 6


def test_every_number_rests_on_mails(draft: Draft, reference: Reference):
    with reference.town.store.engine.connect() as connection:
        ledger = {f"mail:{digest[:32]}" for digest in connection.scalars(select(LedgerRow.digest))}
    for name, number in draft.numbers.items():
        for one in number["of"]:
            keys = {mail["mail"] for mail in one["references"]}
            assert keys, name
            assert keys <= ledger | {"cli"}, name
    assert all(
        mail["mail"] != "cli"
        for name, number in draft.numbers.items()
        if name not in {"champions", "organisations"}
        for one in number["of"]
        for mail in one["references"]
    )


def test_house_style(draft: Draft):
    for wrong in ("click here", " eg ", "e.g.", "n't", "  "):
        assert wrong not in draft.text.lower()
    prose = draft.text.partition("## Where the numbers come from")[0]
    assert not re.search(r"\b[1-9] (?:champion|organisation|department|case)", prose)
    assert not re.search(r"@(?!statistics\.example)", prose)


def test_files(mailflow: Callable[..., Result], tmp_path: Path):
    period = ("--from", SINCE, "--to", UNTIL)
    done = mailflow("report", "review", *period, "--out", tmp_path / "review")
    assert done.exit_code == 0
    page = (tmp_path / "review" / "review.html").read_text(encoding="utf-8")
    text = (tmp_path / "review" / "review.md").read_text(encoding="utf-8")
    assert text == mailflow("report", "review", *period).stdout
    for line in re.findall(r"^(?:\* )?([^#\n\[(*]+)$", text.partition("## Where")[0], re.MULTILINE):
        assert line.strip() in page


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (("--from", "2022-01-31", "--to", "2021-02-01"), "--to 2021-02-01 is before --from 2022-01-31"),
        (("--from", "last year", "--to", "2021-02-01"), "“last year” is not a day; write it like 2027-01-31"),
        (("--from", "2021-02-01", "--to", "2999-01-01"), "--to 2999-01-01 is still to come"),
    ],
)
def test_wrong_periods(mailflow: Callable[..., Result], period: tuple[str, ...], says: str):
    done = mailflow("report", "review", *period)
    assert done.exit_code == 2
    assert says in done.output


def test_a_successor_counts_from_its_day_and_the_past_keeps_its_name(reference: Reference):
    facts = gather(reference.town.store.engine, reference.town.settings, reference.town.now)
    later = date(2023, 2, 7)
    known = tuple(
        replace(one, successor="DBT", succeeded=later) if one.acronym == "DIT" else one for one in facts.organisations
    )
    texts = Texts(templates_folder(), "en")

    def names(until: date) -> list[str]:
        found = review(replace(facts, organisations=known), Period(SINCE, until), texts, until).numbers
        return [one.acronym for one in found["joint_working/under_way"].of]

    assert names(UNTIL) == ["Defra", "DIT", "NRS"]
    assert names(later) == ["DBT", "Defra", "NRS"]
