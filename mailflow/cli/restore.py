"""``mailflow restore``: a backup put back, behind a fence."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mailflow.cli.house import now
from mailflow.settings import NetworkSettings, SettingsError, load
from mailflow.store.backup import read_about, restore
from mailflow.store.engine import only_worker, open_engine


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Throw away what is in the database now.")
@click.pass_context
def command(ctx: click.Context, file: Path, replace: bool) -> None:
    """Put the backup FILE into the configured database. Nothing leaves until “mailflow outbox open”."""
    settings = load(ctx.find_root().obj)
    about, key = read_about(file)
    if about.mailbox != settings.network.mailbox:
        raise SettingsError([f"{file} is of {about.mailbox}, the configuration of {settings.network.mailbox}"])
    _put_key(settings.network, key)
    engine = open_engine(settings.database.url)
    with only_worker(engine) as alone:
        if not alone:
            raise click.ClickException("a worker has this database; stop it first")
        restore(engine, file, replace=replace, now=now())
    engine.dispose()
    made = about.made.astimezone(settings.network.zone)
    print(
        f"{sum(about.rows.values())} rows are back, as they were on {made:%d %B %Y at %H:%M}.\n"
        "Nothing leaves yet. Start the worker: it reads again what came since. Look at “mailflow outbox list”, then\n"
        "say “mailflow outbox open --cancel” if what waits has left already, or “--send” if it has not."
    )


def _put_key(network: NetworkSettings, key: bytes) -> None:
    """The signing key goes back to its file; one that is there and differs is not overwritten."""
    given, path = os.environ.get(network.key_env), Path(network.key_file)
    there = given.encode() if given else path.read_bytes() if path.is_file() else None
    if there is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
    elif there != key:
        where = f"the variable {network.key_env}" if given else str(path)
        raise SettingsError([f"the signing key in {where} is not the backup's; move it away, and it is put back"])
