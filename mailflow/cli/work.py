"""``mailflow work``: the worker."""

from __future__ import annotations

import logging
import signal
from datetime import datetime

import click

from mailflow import logs
from mailflow.cli.house import opened, writer_for
from mailflow.health.page import served
from mailflow.settings import SettingsError
from mailflow.worker import Worker, real_clock


def _moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    del ctx, parameter
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a moment; write it like 2026-12-01T09:30+00:00") from None
    if moment.tzinfo is None:
        raise click.BadParameter(f"“{value}” has no offset; write it like {value}+00:00")
    return moment


@click.command()
@click.option(
    "--once", is_flag=True, help="Receive all that waits, do all that is due, deliver all that may leave, end."
)
@click.option("--at", callback=_moment, help="Take this moment for now (ISO 8601 with offset); only in a rehearsal.")
@click.option("--verbose", is_flag=True, help="Say more about what is done.")
@click.pass_context
def command(ctx: click.Context, once: bool, at: datetime | None, verbose: bool) -> None:
    """Receive, do what is due, deliver; until SIGTERM or SIGINT."""
    if at is not None and not once:
        raise click.UsageError("--at goes with --once")
    settings, store = opened(ctx)
    logs.begin(logging.INFO if verbose else logging.WARNING, as_json=settings.health.log == "json")
    if at is not None and not settings.rehearsal.allow:
        raise SettingsError([f"{ctx.find_root().obj}: --at is refused unless it says [rehearsal] allow = true"])
    writer = writer_for(settings, store.key)
    worker = Worker(settings, store, writer, (lambda: at) if at else real_clock, rehearsal=at is not None)
    with store.alone() as alone:
        if not alone:
            raise click.ClickException(
                "another worker has this SQLite file; stop it first, give each its own, or use PostgreSQL for several"
            )
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        if once:
            failed = worker.once()
            if failed:
                raise click.ClickException(f"{failed} of what was due could not be done; see “mailflow questions list”")
        else:
            with served(store, settings):
                worker.run()
