"""A small soak with every run of the tests; ``./run soak`` is the whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.play import Plan, play

pytestmark = [pytest.mark.doors, pytest.mark.timeout(900)]
SEED = 20261125


@pytest.mark.parametrize(("kind", "workers"), [("sqlite", 1), ("postgresql", 3)])
def test_nothing_is_lost_sent_twice_or_to_the_wrong_person(
    kind: str, workers: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("database").new_database() if kind == "postgresql" else ""
    plan = Plan(messages=120, seed=SEED, url=url, workers=workers, kill_every=30, often=0.02, seconds=800)
    played = play(plan, tmp_path)
    assert played.findings.faults == {}, (SEED, played)
    assert played.kills > 0
    assert sum(played.faults.values()) > 0
