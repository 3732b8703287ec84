"""``mailflow register``: the whole register out to one workbook, and back with a reviewed difference."""

from __future__ import annotations

from pathlib import Path

import click

from mailflow.cli.house import now, opened
from mailflow.cli.review import a_file, agreed
from mailflow.cli.show import lines
from mailflow.cli.workbook import held, read, write


@click.group()
def command() -> None:
    """The whole register as one workbook (.xlsx): organisations, champions, kept apart, commitments, case studies."""


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def export(ctx: click.Context, file: Path) -> None:
    """Write the register to FILE. It holds names and addresses: keep it as you keep those."""
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(f"“{file.name}” is no workbook; end its name with .xlsx")
    _, store = opened(ctx)
    rows = write(held(store), file)
    print(f"{file}: {rows} rows")


@command.command("import")
@a_file
@click.option("--json", "as_lines", is_flag=True, help="The difference as one JSON object a line.")
@click.pass_context
def import_(ctx: click.Context, file: Path, yes: bool, dry_run: bool, as_lines: bool) -> None:
    """Bring FILE back in: what differs is shown first, a file with any fault changes nothing.

    A row is known again by its number (organisations: by the acronym); without one it is new. Rows that are not there
    any more are left as they are: to take somebody out, write “left” as the status.
    """
    _, store = opened(ctx)
    changes, missing = read(file, held(store))
    if as_lines:
        lines({"sheet": one.sheet, "record": one.record, "change": one.what} for one in changes)
        go_on = bool(changes) and not dry_run
    else:
        if missing:
            print(f"{len(missing)} rows are not in the file and stay as they are: {', '.join(missing[:10])}")
        rows = ((one.sheet, getattr(one.record, "name", "") or one.record.title, one.what) for one in changes)
        go_on = agreed(f"{len(changes)} rows differ", ("sheet", "row", "change"), rows, yes=yes, dry_run=dry_run)
    if not go_on:
        return
    store.register.bring_in((one.record for one in changes), now(), f"brought in from {file.name}")
    if not as_lines:
        print(f"{len(changes)} rows are now as the file says")
