"""``mailflow updates``: what champions have told."""

from __future__ import annotations

from dataclasses import asdict

import click

from mailflow.cli.house import now, opened
from mailflow.cli.show import lines, table
from mailflow.network import Update


@click.group()
def command() -> None:
    """What champions have told."""


@command.command("list")
@click.option("--month", help="Like 2026-11.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, month: str | None, as_lines: bool) -> None:
    """Updates, latest month first. Words that may not be shown are not shown."""
    _, store = opened(ctx)
    updates = store.register.updates(month)
    if as_lines:
        lines(
            {"number": number} | asdict(update) | ({"text": ""} if update.held or update.withdrawn else {})
            for number, update in updates
        )
        return
    names = {one.id: one.name for one in store.register.champions()}
    rows = [
        (
            number,
            update.month,
            names.get(update.champion, ""),
            update.organisation,
            _says(update),
            ", ".join(f"{kind} ({state})" for kind, state in update.activities),
            "withdrawn" if update.withdrawn else "approved" if update.approved else "",
        )
        for number, update in updates
    ]
    table(f"{len(rows)} updates", ("number", "month", "champion", "organisation", "says", "activities", ""), rows)


def _says(update: Update) -> str:
    if update.held or update.withdrawn:
        return "held" if update.held else "withdrawn"
    return "nothing to report" if update.nil else " ".join(update.text.split())[:60]


@command.command()
@click.argument("numbers", nargs=-1, required=True, type=int)
@click.pass_context
def approve(ctx: click.Context, numbers: tuple[int, ...]) -> None:
    """Let updates count and be shown, as a yes in answer to the brief does; also words that were held."""
    _, store = opened(ctx)
    found = store.register.approve(numbers, now())
    missing = sorted(set(numbers) - set(found))
    if missing:
        raise click.UsageError(f"there is no update {', '.join(map(str, missing))}; the others are approved")
    print(f"{len(found)} updates are approved")
