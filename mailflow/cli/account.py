"""``mailflow account``: every message of the mailbox and its one outcome."""

from __future__ import annotations

import click

from mailflow.cli.house import opened
from mailflow.cli.show import as_json, table

MEANS = {
    "handled": "understood and dealt with",
    "person": "waiting for, or settled by, a person",
    "ignored": "recorded; silence was right",
    "not_ours": "not ours: left as found",
    "duplicate": "the same mail again",
    "set_aside": "could not be handled: with a person",
    "gone": "taken away before it could be read",
    "waiting": "tried, and to be tried again",
}


@click.command()
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.pass_context
def command(ctx: click.Context, as_object: bool) -> None:
    """In = handled + with a person + ignored with a reason + not ours."""
    _, store = opened(ctx)
    counts = store.ledger.counts()
    if as_object:
        print(as_json({"in": sum(counts.values()), **counts}))
        return
    rows = [(name, counts.get(name, 0), means) for name, means in MEANS.items()]
    table("mailbox", ("outcome", "messages", "means"), [*rows, ("in", sum(counts.values()), "")])
