"""``mailflow backup``: the whole memory in one file."""

from __future__ import annotations

from pathlib import Path

import click

from mailflow.cli.house import now, opened
from mailflow.store.backup import backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def command(ctx: click.Context, file: Path) -> None:
    """Write FILE: every table, the signing key and the configuration. The worker may go on meanwhile.

    The file holds personal data and the key: keep it as safe as the database.
    """
    settings, store = opened(ctx)
    if file.exists():
        raise click.UsageError(f"{file} exists; name a new file")
    files = [ctx.find_root().obj, settings.organisations_file]
    mailbox = settings.network.mailbox
    about = backup(store.engine, file, mailbox=mailbox, key=store.key, files=files, now=now())
    print(f"{sum(about.rows.values())} rows of {len(about.rows)} tables are in {file} ({file.stat().st_size:,} bytes)")
