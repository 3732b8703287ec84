"""A soak in a mailbox that is not ours alone: people work in it all the while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from mailflow.cli.house import open_store
from mailflow.settings import load
from tests.doors.servers.dovecot import Dovecot
from tests.soak.desk import FOLDERS, Desk, answered, differences, fill, people_at_work, read_meanwhile
from tests.soak.dice import Dice
from tests.soak.play import Plan, Played, play


@dataclass(frozen=True)
class Others:
    """Who and what is there beside us."""

    foreign: int
    """Mails that are not ours, in all folders."""
    people: int = 3
    acts: int = 100
    """How many things each of the people does."""


def play_among(
    others: Others, plan: Plan, folder: Path, server: Dovecot, told: Callable[[str], None] = lambda _: None
) -> tuple[Played, dict[str, int]]:
    """Run it; and what the people did. ``touched`` of the findings is what is not as they left it."""
    desk = Desk(server, Dice(plan.seed, "desk", often=0))
    book = fill(desk, others.foreign)
    told(f"{len(book):,} foreign mails lie in {len(set(FOLDERS))} folders")
    inbox = sum(kept.folder == "INBOX" for kept in book.values())
    with people_at_work(desk, book, others.people, others.acts) as people:

        def at_work(handled: int) -> bool:
            """People begin when mailflow has begun; and the letters come in while they work."""
            if handled:
                desk.opened.set()
            return desk.opened.is_set()

        played = play(replace(plan, beside=inbox, may_come=at_work), folder, told, desk)
    store = open_store(load(folder / "mailflow.toml"))
    played.findings.touched += differences(desk, people) + answered(people, store)
    done = {act: sum(person.done[act] for person in people) for act in people[0].done}
    done["mails that mailflow read meanwhile"] = read_meanwhile(people, store)
    store.engine.dispose()
    return played, done
