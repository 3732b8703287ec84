"""``mailflow organisations``: the register of organisations."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from mailflow.cli.house import opened
from mailflow.cli.reading import Fault, Faulty
from mailflow.cli.show import lines, table
from mailflow.understand.organisations import read_csv


@click.group()
def command() -> None:
    """The register of organisations."""


@command.command("list")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, as_lines: bool) -> None:
    """Every organisation, with how many champions it has."""
    _, store = opened(ctx)
    organisations = store.register.organisations()
    if as_lines:
        lines(asdict(one) for one in organisations)
        return
    count: dict[str, int] = {}
    for champion in store.register.champions():
        if champion.is_member:
            count[champion.organisation] = count.get(champion.organisation, 0) + 1
    rows = (
        (one.acronym, one.name, " ".join(one.domains), count.get(one.acronym, 0), one.successor)
        for one in organisations
    )
    table(f"{len(organisations)} organisations", ("acronym", "name", "domains", "champions", "now"), rows)


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def import_(ctx: click.Context, file: Path) -> None:
    """Bring in a CSV file (acronym, name, domains, aliases, nation, successor; several with ; between)."""
    _, store = opened(ctx)
    try:
        organisations = read_csv(file.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        raise Faulty(file, [Fault(1, str(error))]) from None
    changed = store.register.keep_organisations(organisations)
    print(f"{changed} of {len(organisations)} organisations are new or changed")


@command.command()
@click.argument("old")
@click.argument("new")
@click.pass_context
def succeed(ctx: click.Context, old: str, new: str) -> None:
    """Note that the organisation OLD was replaced by NEW (acronyms)."""
    _, store = opened(ctx)
    known = {one.acronym: one for one in store.register.organisations()}
    for acronym in (old, new):
        if acronym not in known:
            raise click.UsageError(f"there is no organisation {acronym}; see “mailflow organisations list”")
    if old == new or known[new].successor == old:
        raise click.UsageError(f"{old} cannot be replaced by {new}: that goes in a circle")
    store.register.keep_organisations([replace(known[old], successor=new)])
    print(f"{old} was replaced by {new}; what is written stays as it was")
