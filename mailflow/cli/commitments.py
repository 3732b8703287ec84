"""``mailflow commitments``: what organisations have committed themselves to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import click

from mailflow.cli.deciding import carry_out, open_question
from mailflow.cli.house import now, opened
from mailflow.cli.reading import Faulty, organisation_of, rows_of
from mailflow.cli.reading_works import commitment, read_commitments
from mailflow.cli.review import a_file, agreed
from mailflow.cli.show import lines, table
from mailflow.network import AIMS, Commitment, CommitmentState
from mailflow.store import Store


@click.group()
def command() -> None:
    """What organisations have committed themselves to."""


@command.command("list")
@click.option("--all", "whole", is_flag=True, help="Also those that were declined or replaced.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, whole: bool, as_lines: bool) -> None:
    """Commitments that stand or wait for a yes, by organisation."""
    _, store = opened(ctx)
    gone = {CommitmentState.DECLINED, CommitmentState.REPLACED}
    found = sorted(store.works.commitments(), key=lambda one: (one.organisation, one.id))
    shown = [one for one in found if whole or one.state not in gone]
    if as_lines:
        lines(asdict(one) for one in shown)
        return
    rows = ((one.id, one.organisation, ", ".join(one.aims), one.contact, one.until, one.state) for one in shown)
    table(f"{len(shown)} commitments", ("number", "organisation", "aims", "contact", "until", "state"), rows)


@command.command()
@click.option("--organisation", required=True, help="Its acronym or name.")
@click.option("--aim", "aims", multiple=True, required=True, type=click.Choice(AIMS), help="Once for each aim.")
@click.option("--contact", default="", help="Whom to ask.")
@click.option("--agreed", type=click.DateTime(["%Y-%m-%d"]), help="Like 2026-11-05; it holds for three years.")
@click.pass_context
def add(ctx: click.Context, organisation: str, aims: tuple[str, ...], contact: str, agreed: object) -> None:
    """Record a commitment that did not come by mail; an older one of the organisation is replaced."""
    _, store = opened(ctx)
    acronym = organisation_of(organisation, store.register.organisations())
    if acronym is None:
        raise click.UsageError(f"there is no organisation {organisation}; see “mailflow organisations list”")
    day = f"{agreed:%Y-%m-%d}" if agreed else f"{now():%Y-%m-%d}"
    new = commitment(acronym, aims, contact, {"agreed": day}, "cli")
    older = _standing(store, acronym)
    store.works.keep([*_replaced(older), new], now(), "recorded by hand")
    print(f"the commitment of {acronym} is recorded" + ("; it replaces the older one" if older else ""))


@command.command()
@click.argument("number", type=int)
@click.pass_context
def accept(ctx: click.Context, number: int) -> None:
    """Record one that came by mail: the sender and the contact are told."""
    _decide(ctx, number, True)


@command.command()
@click.argument("number", type=int)
@click.pass_context
def decline(ctx: click.Context, number: int) -> None:
    """Decline one that came by mail; nobody is told."""
    _decide(ctx, number, False)


def _decide(ctx: click.Context, number: int, yes: bool) -> None:
    settings, store = opened(ctx)
    one = next((one for one in store.works.commitments() if one.id == number), None)
    if one is None:
        raise click.UsageError(f"there is no commitment {number}; see “mailflow commitments list --all”")
    if one.state is not CommitmentState.RECEIVED:
        raise click.UsageError(f"commitment {number} is {one.state}; only one that is received waits for an answer")
    asked = open_question(store, "commitment", one.source)
    if asked is not None:
        deed = carry_out(store, settings, asked, yes)
    else:  # its question was closed without a decision
        state = CommitmentState.ACCEPTED if yes else CommitmentState.DECLINED
        older = _standing(store, one.organisation) if yes else []
        store.works.keep([*_replaced(older), replace(one, state=state)], now(), "decided by hand")
        deed = f"commitment {state}"
    print(f"{deed}: {one.organisation}")


def _standing(store: Store, acronym: str) -> list[Commitment]:
    accepted = CommitmentState.ACCEPTED
    return [one for one in store.works.commitments() if one.organisation == acronym and one.state is accepted]


def _replaced(older: Iterable[Commitment]) -> list[Commitment]:
    return [replace(one, state=CommitmentState.REPLACED) for one in older]


@command.command("import")
@a_file
@click.pass_context
def import_(ctx: click.Context, file: Path, yes: bool, dry_run: bool) -> None:
    """Bring in a CSV or XLSX file (organisation, aims with ; between, and optionally contact, agreed, until).

    The difference is shown first. At a terminal it asks; otherwise it goes on. A file with any fault changes nothing.
    """
    _, store = opened(ctx)
    found, faults = read_commitments(rows_of(file), store.register.organisations(), file.name)
    if faults:
        raise Faulty(file, faults)
    standing = {one.organisation: one for one in store.works.commitments() if one.state is CommitmentState.ACCEPTED}
    fresh = [(one, standing.get(one.organisation)) for one in found]
    changes = [(one, old) for one, old in fresh if old is None or _told(old) != _told(one)]
    if not agreed(
        f"{len(found)} rows; {len(changes)} would change what is recorded",
        ("organisation", "aims", "contact", "change"),
        ((one.organisation, ", ".join(one.aims), one.contact, "replaces" if old else "new") for one, old in changes),
        yes=yes,
        dry_run=dry_run,
    ):
        return
    older = _replaced(old for _, old in changes if old)
    store.works.keep([*older, *(one for one, _ in changes)], now(), f"imported from {file.name}")
    print(f"{len(changes)} commitments are recorded as the file says; {len(found) - len(changes)} were so already")


def _told(one: Commitment) -> tuple[object, ...]:
    return frozenset(one.aims), one.contact, one.agreed, one.until
