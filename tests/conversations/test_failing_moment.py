"""A moment that cannot be dealt with: a person is asked once, the rest goes on, and once it is mended it happens."""

from itertools import combinations
from pathlib import Path

from mailflow.network import Champion, Status
from tests.conversations.town import Town

PEOPLE = tuple(Champion(0, f"Person {place}", f"p{place}@o{place}.example", "", Status.ACTIVE) for place in range(1, 5))


def test_a_draw_that_cannot_be_made_waits_for_a_person(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.has(*PEOPLE)
    numbers = sorted(one.id for one in town.store.register.champions())
    for first, second in combinations(numbers, 2):
        town.store.register.keep_apart(first, second)

    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-01T09:31+00:00")
    (question,) = town.store.register.questions()
    assert "chat:2026-12" in question.reason
    assert "kept apart" in question.reason
    assert town.says() == []

    town.hears(
        "Person 9 <p9@dft.example>", "champion", "Can I be a user engagement champion please"
    )  # the rest of the street goes on
    assert len(town.says()) == 1

    for first, second in combinations(numbers, 2):
        town.store.register.keep_apart(first, second, apart=False)
    town.wakes("2026-12-01T09:45+00:00")
    assert len(town.says()) == 4
    assert town.store.register.round("2026-12") is not None
