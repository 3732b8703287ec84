"""Who came to a meeting, read from a list: one name or address a line, as people type it or as Teams exports it."""

from __future__ import annotations

import re
from pathlib import Path

import click

from mailflow.cli.house import now
from mailflow.decisions import Keep
from mailflow.events import Due
from mailflow.flows.meeting import attendance, decided
from mailflow.flows.meeting.people import everybody
from mailflow.network import Situation
from mailflow.store import Store

HEADINGS = frozenset({"name", "full name", "participant"})


def around(number: str, store: Store) -> Situation:
    """A meeting with everybody who may be at it."""
    return store.look(Due("meeting/held", number, now()), now())


def note_who_came(number: str, file: Path, store: Store) -> int:
    """Note it; gives how many. Raises click.UsageError for names that fit nobody, or several."""
    situation = around(number, store)
    if situation.meeting is None or store.minutes.get(number) is None:
        raise click.UsageError(f"nobody was invited to {number} yet")
    try:
        here = decided.named(_told(file), everybody(situation))
    except decided.UnknownPeopleError as unknown:
        wrong = f"{file}: nobody, or more than one, is called {unknown}"
        raise click.UsageError(f"{wrong}; write names in full, or addresses") from None
    told = attendance(here, situation.meeting, situation, now())
    store.minutes.keep([one for one in told if isinstance(one, Keep)], now())
    return len(here)


def _told(file: Path) -> str:
    """Of each line the address, or else the first cell; without a heading."""
    raw = file.read_bytes()
    text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace")
    told = []
    for line in text.splitlines():
        cells = [cell.strip(' "') for cell in re.split(r"[\t;,]", line)]
        told.append(next((cell for cell in cells if "@" in cell), cells[0]))
    return "\n".join(one for one in told if one.casefold() not in HEADINGS)
