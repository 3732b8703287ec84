"""``mailflow replay``: stored mail, read again by today's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import click

from mailflow.cli.house import now, opened
from mailflow.cli.show import lines, table
from mailflow.events import Letter
from mailflow.store.ledger import Stored
from mailflow.store.store import Store
from mailflow.understand import understand
from mailflow.understand.envelope import read


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A mail that would be understood otherwise today."""

    number: int
    received: datetime
    was: str
    would_be: str


@click.command()
@click.argument("numbers", nargs=-1, type=int)
@click.option("--all", "everything", is_flag=True, help="All mail that is still stored.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would be understood otherwise.")
@click.option("--json", "as_lines", is_flag=True, help="With --diff: one JSON object a line.")
@click.pass_context
def command(ctx: click.Context, numbers: tuple[int, ...], everything: bool, diff: bool, as_lines: bool) -> None:
    """Read mail again that was set aside: at the worker's next beat, by today's rules.

    NUMBERS: which (“mailflow questions list” names them); none: all that is set aside. With --all --diff the whole
    stored history is read and nothing is changed.
    """
    _, store = opened(ctx)
    if everything and not diff:
        raise click.UsageError("what was settled is not settled again: --all goes with --diff")
    if not diff:
        again = store.ledger.replay(numbers, now())
        print(f"{again} mails will be read again at the next beat")
        return
    found = list(_otherwise(store, numbers, everything=everything))
    if as_lines:
        lines(
            {"number": one.number, "received": one.received, "was": one.was, "would_be": one.would_be} for one in found
        )
        return
    rows = ((one.number, f"{one.received:%Y-%m-%d}", one.was, one.would_be) for one in found)
    table(f"{len(found)} mails would be understood otherwise", ("number", "received", "was", "would be"), rows)


def _otherwise(store: Store, numbers: tuple[int, ...], *, everything: bool) -> list[Otherwise]:
    found = []
    for stored in store.ledger.stored(() if everything else numbers):
        meaning = _read_again(store, stored)
        if meaning != stored.intent:
            found.append(Otherwise(stored.number, stored.received, stored.intent or stored.outcome, meaning))
    return found


def _read_again(store: Store, stored: Stored) -> str:
    """The main intent today, as of the moment when the mail came."""
    mail, standing = read(stored.raw), store.standing_facts(stored.received)
    event = understand(mail, store.facts_for(mail, standing, stored.received))
    return str(event.intent) if isinstance(event, Letter) else str(getattr(event, "intent", ""))
