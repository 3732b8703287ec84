"""What the lead can do by hand about updates, commitments and case studies, as by mail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from mailflow.cli import street
from mailflow.network import CaseStudyState, Champion, CommitmentState, Status
from tests.conversations.test_works import COMMITMENT, PROPOSAL, SUNITA, WEI
from tests.conversations.town import ROOT, Town, body_of
from tests.databases import DATABASES

HANNAH = "Hannah Lindqvist <h.lindqvist@ofs.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(
        Champion(0, "Wei Zhang", "wei.zhang@dbt.example", "DBT", Status.ACTIVE),
        Champion(0, "Hannah Lindqvist", "h.lindqvist@ofs.example", "OfS", Status.ACTIVE),
    )
    return made


@pytest.fixture
def asks(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (ROOT / "config" / "mailflow.toml").read_text()
    config = tmp_path / "mailflow.toml"
    config.write_text(DATABASES.configured(text, tmp_path))
    (tmp_path / "organisations.csv").write_text((ROOT / "config" / "organisations.csv").read_text())
    monkeypatch.setenv("MAILFLOW_KEY", "town" * 8)

    def ask(*words: str, code: int = 0) -> str:
        with time_machine.travel(town.now, tick=False):
            result = CliRunner().invoke(street, ["--config", str(config), *words])
        said = result.output + (str(result.exception) if code and result.exception else "")
        assert result.exit_code == code, said
        return said

    return ask


def test_a_commitment_is_accepted_by_hand_as_by_mail(town: Town, asks) -> None:
    town.hears(SUNITA, "NISRA commitment to the User Engagement Strategy for Statistics", COMMITMENT)
    town.says()
    assert "received" in asks("commitments", "list")
    assert "commitment accepted: NISRA" in asks("commitments", "accept", "1")
    (recorded,) = town.says()
    assert "We have recorded the commitment of NISRA" in body_of(recorded).replace("\r\n", " ")
    assert town.store.register.questions() == []
    assert "only one that is received" in asks("commitments", "accept", "1", code=2)
    assert "there is no commitment 9" in asks("commitments", "decline", "9", code=2)


def test_a_commitment_added_by_hand_replaces(town: Town, asks) -> None:
    asks("commitments", "add", "--organisation", "NISRA", "--aim", "review", "--agreed", "2022-01-31")
    said = asks("commitments", "add", "--organisation", "NISRA", "--aim", "profile", "--contact", "Conor McAteer")
    assert "it replaces the older one" in said
    told = [json.loads(line) for line in asks("commitments", "list", "--json").splitlines()]
    assert [(one["organisation"], one["aims"], one["state"]) for one in told] == [("NISRA", ["profile"], "accepted")]
    assert len(asks("commitments", "list", "--all", "--json").splitlines()) == 2
    assert town.store.works.commitments()[0].until.isoformat() == "2025-01-31"
    assert "there is no organisation XYZ" in asks(
        "commitments", "add", "--organisation", "XYZ", "--aim", "review", code=2
    )


def test_commitments_come_in_with_their_difference(town: Town, asks, tmp_path: Path) -> None:
    file = tmp_path / "commitments.csv"
    file.write_text("Organisation,Aims,Contact,Agreed\nNISRA,profile; review,Conor McAteer,2021-11-05\nONS,develop,,\n")
    assert "new" in asks("commitments", "import", str(file), "--dry-run")
    assert town.store.works.commitments() == ()
    asks("commitments", "import", str(file), "--yes")
    assert "0 would change" in asks("commitments", "import", str(file))
    file.write_text("Organisation,Aims,Contact\nNISRA,feedback,Conor McAteer\n")
    assert "replaces" in asks("commitments", "import", str(file), "--yes")
    states = [one.state for one in town.store.works.commitments() if one.organisation == "NISRA"]
    assert states == [CommitmentState.REPLACED, CommitmentState.ACCEPTED]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "there are no rows"),
        ("Organisation\nONS\n", "there is no column “aims”"),
        ("Organisation,Aims\nONS,dance\n", "row 2: aims: “dance”: write some of profile"),
        ("Organisation,Aims\nXYZ,review\n", "row 2: organisation: “XYZ” is not known"),
        ("Organisation,Aims\nONS,review\nons,review\n", "row 3: ONS stands in row 2 too"),
        ("Organisation,Aims,Agreed\nONS,review,soon\n", "row 2: agreed: “soon” is not a date"),
    ],
)
def test_a_faulty_file_of_commitments_changes_nothing(town: Town, asks, tmp_path: Path, content, says) -> None:
    file = tmp_path / "commitments.csv"
    file.write_text(content)
    assert says in asks("commitments", "import", str(file), code=1)
    assert town.store.works.commitments() == ()


def test_a_case_study_by_hand_from_step_to_step(town: Town, asks) -> None:
    town.hears(WEI, "Possible case study - trade stats user panel", PROPOSAL)
    town.says()
    assert "is drafting" in asks("case-studies", "advance", "1")
    assert town.store.register.questions() == []
    assert "is cleared" in asks("case-studies", "advance", "1")
    assert "publish it with --link" in asks("case-studies", "advance", "1", code=2)
    assert "no address of a page" in asks("case-studies", "publish", "1", "--link", "somewhere", code=2)
    asks("case-studies", "publish", "1", "--link", "https://hub.example/panel")
    (sent,) = [mail for mail in town.says() if "published" in str(mail["Subject"])]
    assert "https://hub.example/panel" in body_of(sent)
    assert town.store.register.questions() == []
    assert "published" in asks("case-studies", "list", "--state", "published")
    asks("case-studies", "withdraw", "1")
    assert town.store.works.case_studies()[0].state is CaseStudyState.WITHDRAWN


def test_case_studies_come_in_with_their_difference(town: Town, asks, tmp_path: Path) -> None:
    file = tmp_path / "studies.csv"
    file.write_text(
        "Title,Organisation,Link,Published,Author\nUser forum,ORR,https://hub.example/forum,2022-01-31,\n"
        "A panel,DBT,,,wei.zhang@dbt.example\n"
    )
    asks("case-studies", "import", str(file), "--yes")
    assert [(one.name, one.state) for one in town.store.works.case_studies()] == [
        ("User forum", CaseStudyState.PUBLISHED), ("A panel", CaseStudyState.PROPOSED),
    ]  # fmt: skip
    assert "0 would change" in asks("case-studies", "import", str(file))
    file.write_text("Title,Organisation,State\nA panel,DBT,published\n")
    assert "row 2: link: what is published has one" in asks("case-studies", "import", str(file), code=1)
    assert "recorded as proposed" in asks("case-studies", "add", "--title", "Maps", "--organisation", "ONS")


def test_updates_are_approved_by_hand_as_by_mail(town: Town, asks) -> None:
    town.hears(HANNAH, "Re: Your update for November [CC-2026-11]", "Our internal web page is live, finally.")
    asks("updates", "approve", "1")
    (page,) = town.store.works.activities()
    assert page.approved is not None
    assert town.store.register.questions() == []
    assert "approved" in asks("updates", "list")


def test_a_yes_on_the_command_line_carries_out_the_matter(town: Town, asks) -> None:
    town.hears(SUNITA, "NISRA commitment to the User Engagement Strategy for Statistics", COMMITMENT)
    assert "is still open" in asks("questions", "answer", "1", "yes", "but", "later", code=2)
    assert "question 1 is settled: commitment accepted" in asks("questions", "answer", "1", "yes")
    assert town.store.works.commitments()[0].state is CommitmentState.ACCEPTED
