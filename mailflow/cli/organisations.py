"""``mailflow organisations``: the register of organisations."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

import click

from mailflow.cli.house import now, opened
from mailflow.cli.reading import Fault, Faulty
from mailflow.cli.show import lines, table
from mailflow.network import ChangeKind, Organisation, OrganisationChange
from mailflow.settings import Settings
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
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day from which it holds; without it, now.")
@click.option("--name", default="", help="The name of NEW, if it is not known yet.")
@click.option("--domain", "domains", multiple=True, help="A domain of its addresses; as often as there are domains.")
@click.pass_context
def succeed(ctx: click.Context, old: str, new: str, day: datetime | None, name: str, domains: tuple[str, ...]) -> None:
    """Note that the organisation OLD is replaced by NEW (acronyms), now or on a day on which all of it goes along."""
    settings, store = opened(ctx)
    known = {one.acronym: one for one in store.register.organisations()}
    if new not in known and name:
        nation = known[old].nation if old in known else "england"
        known[new] = Organisation(new, name, nation=nation)
    _must_know(known, old, new)
    if old == new or known[new].successor == old:
        raise click.UsageError(f"{old} cannot be replaced by {new}: that goes in a circle")
    written = replace(known[new], domains=tuple(dict.fromkeys([*known[new].domains, *map(str.lower, domains)])))
    if day is None:
        store.register.keep_organisations([written, replace(known[old], successor=new)])
        print(f"{old} was replaced by {new}; what is written stays as it was")
        return
    on = _still_to_come(day, settings)
    change = OrganisationChange(old, on, ChangeKind.REPLACED, (new,))
    store.register.bring_in([written, change], now(), f"{old} is replaced by {new} on {on}")
    print(f"on {on} {old} is replaced by {new}: its champions go along, and each is told")


@command.command()
@click.argument("old")
@click.option(
    "--into",
    "parts",
    multiple=True,
    required=True,
    help="A successor: DBT, or if it is not known yet with its name and domain, DBT:Business and Trade:dbt.example",
)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day from which it holds.")
@click.pass_context
def split(ctx: click.Context, old: str, parts: tuple[str, ...], day: datetime) -> None:
    """Note that the organisation OLD is split on a day; give --into at least twice.

    On that day each champion of it goes where their address belongs, and is asked where that says nothing. What was
    told before stays with OLD.
    """
    settings, store = opened(ctx)
    known = {one.acronym: one for one in store.register.organisations()}
    successors = []
    for part in parts:
        acronym, _, rest = part.partition(":")
        name, _, domain = rest.partition(":")
        if acronym not in known and name:
            nation = known[old].nation if old in known else "england"
            known[acronym] = Organisation(acronym.strip(), name.strip(), nation=nation)
        _must_know(known, old, acronym)
        named = [domain.strip().lower()] if domain.strip() else []
        successors.append(replace(known[acronym], domains=tuple(dict.fromkeys([*known[acronym].domains, *named]))))
    names = tuple(dict.fromkeys(one.acronym for one in successors))
    if len(names) < 2 or old in names:
        raise click.UsageError("a split needs at least two successors, and none of them is the old one itself")
    on = _still_to_come(day, settings)
    change = OrganisationChange(old, on, ChangeKind.SPLIT, names)
    store.register.bring_in([*successors, change], now(), f"{old} is split into {', '.join(names)} on {on}")
    print(f"on {on} {old} is split into {' and '.join(names)}: champions are asked where they belong")


def _must_know(known: dict[str, Organisation], *acronyms: str) -> None:
    for acronym in acronyms:
        if acronym not in known:
            raise click.UsageError(
                f"there is no organisation {acronym}; see “mailflow organisations list”, or give its name"
            )


def _still_to_come(day: datetime, settings: Settings) -> date:
    today = now().astimezone(settings.network.zone).date()
    if day.date() < today:
        raise click.UsageError(f"--on {day.date()} is past; name today or a day that is still to come")
    return day.date()
