"""``mailflow champions``: the register of champions."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import click

from mailflow.cli.house import now, opened
from mailflow.cli.reading import Faulty, Listed, read_people
from mailflow.cli.review import a_file, agreed
from mailflow.cli.show import as_json, facts, lines, table
from mailflow.decisions import Forget
from mailflow.network import Champion, Status
from mailflow.publish.held import page
from mailflow.store import Store
from mailflow.store.person import everything_about


@click.group()
def command() -> None:
    """The register of champions."""


@command.command("list")
@click.option("--status", multiple=True, type=click.Choice([str(one) for one in Status]), help="Only of this status.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, status: tuple[str, ...], as_lines: bool) -> None:
    """Everybody in the register."""
    _, store = opened(ctx)
    champions = store.register.champions(status)
    if as_lines:
        lines(asdict(one) for one in champions)
        return
    rows = ((one.id, one.name, one.organisation, one.address, _standing(one), one.joined) for one in champions)
    table(f"{len(champions)} people", ("number", "name", "organisation", "address", "status", "joined"), rows)


def _standing(champion: Champion) -> str:
    notes = [str(champion.status)]
    if champion.suppressed:
        notes.append(f"no mail: {champion.suppressed}")
    if champion.leaves_on:
        notes.append(f"leaves {champion.leaves_on}")
    if champion.paused_until:
        notes.append(f"until {champion.paused_until}")
    return ", ".join(notes)


def one_of(store: Store, person: str) -> Champion:
    """The one champion whom a number, address or part of a name means."""
    found = store.register.find(person)
    if len(found) != 1:
        which = ", ".join(f"{one.id} {one.name}" for one in found[:8]) or "nobody"
        raise click.UsageError(f"“{person}” is {which}; give a number or an address")
    return found[0]


@command.command()
@click.argument("person")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.pass_context
def show(ctx: click.Context, person: str, as_object: bool) -> None:
    """One champion (a number, an address or a part of the name), with the trail of what was done and why."""
    _, store = opened(ctx)
    champion = one_of(store, person)
    if as_object:
        print(as_json(asdict(champion)))
        return
    facts({name: value for name, value in asdict(champion).items() if value not in ("", None, frozenset())})
    trail = store.register.trail(champion.id)
    table(
        "trail", ("when", "what", "because of"), ((f"{row.at:%Y-%m-%d %H:%M}", row.what, row.source) for row in trail)
    )


@command.command()
@click.option("--name", required=True)
@click.option("--address", required=True)
@click.option("--organisation", required=True, help="Its acronym or name.")
@click.option("--language", type=click.Choice(["en", "cy", "both"]), default="en", show_default=True)
@click.option("--unlisted", is_flag=True, help="Keep the name off the public page.")
@click.pass_context
def add(ctx: click.Context, name: str, address: str, organisation: str, language: str, unlisted: bool) -> None:
    """Add one champion who has said yes to you."""
    _, store = opened(ctx)
    row = {"name": name, "address": address, "organisation": organisation, "language": language}
    people, faults = read_people(
        [row | {"listed": "no" if unlisted else "yes"}], store.register.organisations(), now().date()
    )
    if faults:
        raise click.UsageError("; ".join(fault.says for fault in faults))
    known = store.register.find(address.strip().lower())
    if any(one.address == address.strip().lower() for one in known):
        raise click.UsageError(f"{address} is in the register already")
    kept = store.register.keep([people[0].champion], now(), "added by hand")
    print(f"{kept[0].name} is champion number {kept[0].id}")


@command.command("import")
@a_file
@click.pass_context
def import_(ctx: click.Context, file: Path, yes: bool, dry_run: bool) -> None:
    """Bring in a CSV or XLSX file (name, address, organisation, and optionally status, language, joined, listed).

    The difference is shown first. At a terminal it asks; otherwise it goes on. A file with any fault changes nothing.
    """
    from mailflow.cli.reading import rows_of  # noqa: PLC0415

    _, store = opened(ctx)
    people, faults = read_people(rows_of(file), store.register.organisations(), now().date())
    if faults:
        raise Faulty(file, faults)
    known = {one.address: one for one in store.register.champions()}
    changed = [_merged(listed, known.get(listed.champion.address)) for listed in people]
    difference = [(champion, what) for champion, what in changed if what]
    if not agreed(
        f"{len(people)} rows; {len(difference)} would change the register",
        ("name", "organisation", "address", "change"),
        ((champion.name, champion.organisation, champion.address, what) for champion, what in difference),
        yes=yes,
        dry_run=dry_run,
    ):
        return
    store.register.keep([champion for champion, _ in difference], now(), f"imported from {file.name}")
    print(
        f"{len(difference)} people are now in the register as the file says; "
        f"{len(people) - len(difference)} were so already"
    )


def _merged(listed: Listed, known: Champion | None) -> tuple[Champion, str]:
    """The champion as the file says, and what that changes; columns that the file has not are left as they are."""
    if known is None:
        return listed.champion, "new"
    merged = replace(known, **{name: getattr(listed.champion, name) for name in listed.given})
    what = [
        f"{name}: {getattr(known, name)} → {getattr(merged, name)}"
        for name in listed.given
        if getattr(known, name) != getattr(merged, name)
    ]
    return merged, "; ".join(what)


@command.command()
@click.argument("person")
@click.option("--out", type=click.Path(path_type=Path), help="A folder; without it, JSON on standard output.")
@click.pass_context
def export(ctx: click.Context, person: str, out: Path | None) -> None:
    """All that is held about one person, as a folder that they can read."""
    settings, store = opened(ctx)
    champion = one_of(store, person)
    held = everything_about(store.engine, champion)
    told = json.dumps(held.told, indent=2, ensure_ascii=False, default=str)
    if out is None:
        print(told)
        return
    out.mkdir(parents=True, exist_ok=True)
    (out / "held.json").write_text(told + "\n", encoding="utf-8")
    for mail, raw in held.mails.items():
        (out / f"{mail}.eml").write_bytes(raw)
    names = [f"{mail}.eml" for mail in held.mails]
    shown = page(held.told, champion.name, settings.network.name, now().date(), names)
    (out / "index.html").write_text(shown, encoding="utf-8")
    print(f"{out}: index.html to read, held.json, and {len(held.mails)} mails")


@command.command()
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def erase(ctx: click.Context, person: str, yes: bool) -> None:
    """Take a person's name, address and words out of everything; counts stay."""
    _, store = opened(ctx)
    champion = one_of(store, person)
    if not yes:
        click.confirm(f"Erase {champion.name} ({champion.address}) for good?", abort=True)
    store.erase(Forget(champion, "erased by the lead"), now())
    print(f"champion {champion.id} is erased; counts are as before")
