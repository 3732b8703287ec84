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

SENT_MEANS = {
    "by_hand": "a person's own reply: it settled what waited",
    "ignored": "to somebody of the network; nothing waited for it",
    "not_ours": "to nobody of the network",
}
"""What the outcomes mean of mail that people sent from the mailbox themselves."""


@click.command()
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.pass_context
def command(ctx: click.Context, as_object: bool) -> None:
    """In = handled + with a person + ignored with a reason + not ours."""
    settings, store = opened(ctx)
    counts = store.ledger.counts(without=settings.imap.sent_folder)
    by_people = store.ledger.counts(of=settings.imap.sent_folder) if settings.imap.sent_folder else {}
    if as_object:
        print(as_json({"in": sum(counts.values()), **counts} | ({"sent_by_people": by_people} if by_people else {})))
        return
    rows = [(name, counts.get(name, 0), means) for name, means in MEANS.items()]
    table("mailbox", ("outcome", "messages", "means"), [*rows, ("in", sum(counts.values()), "")])
    if by_people:
        rows = [(name, by_people[name], SENT_MEANS.get(name, MEANS.get(name, ""))) for name in by_people]
        table("sent by people", ("outcome", "messages", "means"), [*rows, ("sent", sum(by_people.values()), "")])
