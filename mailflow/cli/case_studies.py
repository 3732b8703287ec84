"""``mailflow case-studies``: from a proposal to what can be read."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from mailflow.cli.deciding import open_question
from mailflow.cli.house import now, opened, writer_for
from mailflow.cli.reading import Faulty, rows_of
from mailflow.cli.reading_works import read_case_studies
from mailflow.cli.review import a_file, agreed
from mailflow.cli.show import lines, table
from mailflow.decisions import Decision, Keep, Settle
from mailflow.flows.case_study import advance as moved_on
from mailflow.network import CaseStudy, CaseStudyState
from mailflow.store import Store

NEXT = {CaseStudyState.PROPOSED: CaseStudyState.DRAFTING, CaseStudyState.DRAFTING: CaseStudyState.CLEARED}


@click.group()
def command() -> None:
    """Case studies, from a proposal to what can be read."""


@command.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice([str(one) for one in CaseStudyState]))
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, states: tuple[str, ...], as_lines: bool) -> None:
    """Case studies, in the order in which they came."""
    _, store = opened(ctx)
    shown = [one for one in store.works.case_studies() if not states or one.state in states]
    if as_lines:
        lines(asdict(one) for one in shown)
        return
    rows = ((one.id, one.organisation, one.name, one.state, one.published, one.link) for one in shown)
    table(f"{len(shown)} case studies", ("number", "organisation", "title", "state", "published", "link"), rows)


@command.command()
@click.option("--title", required=True)
@click.option("--organisation", required=True, help="Its acronym or name.")
@click.option("--author", default="", help="The address of a champion.")
@click.option("--link", default="", help="Of one that can be read already.")
@click.pass_context
def add(ctx: click.Context, title: str, organisation: str, author: str, link: str) -> None:
    """Record a case study that did not come by mail; with a link it is published."""
    _, store = opened(ctx)
    row = {"title": title, "organisation": organisation, "author": author, "link": link}
    found, faults = read_case_studies([row], store.register.organisations(), store.register.champions(), "cli")
    if faults:
        raise click.UsageError("; ".join(fault.says for fault in faults))
    today = now().date()
    published = today if found[0].state is CaseStudyState.PUBLISHED else None
    store.works.keep([replace(found[0], proposed=today, published=published)], now(), "recorded by hand")
    print(f"“{title}” is recorded as {found[0].state}")


@command.command()
@click.argument("number", type=int)
@click.pass_context
def advance(ctx: click.Context, number: int) -> None:
    """Move one on: proposed → drafting → cleared. What is cleared is published with its link."""
    _, store = opened(ctx)
    one = _one(store, number)
    if one.state not in NEXT:
        remedy = "publish it with --link" if one.state is CaseStudyState.CLEARED else "nothing follows"
        raise click.UsageError(f"case study {number} is {one.state}; {remedy}")
    _move(ctx, one, NEXT[one.state])


@command.command()
@click.argument("number", type=int)
@click.option("--link", required=True, help="The address of the page, with https://.")
@click.pass_context
def publish(ctx: click.Context, number: int, link: str) -> None:
    """Note where one can be read: it counts from now on, and its author gets the link."""
    if not link.startswith(("https://", "http://")):
        raise click.UsageError(f"--link: “{link}” is no address of a page; write it with https://")
    _, store = opened(ctx)
    one = _one(store, number)
    if one.state is not CaseStudyState.CLEARED:
        raise click.UsageError(f"case study {number} is {one.state}; only one that is cleared can be published")
    _move(ctx, one, CaseStudyState.PUBLISHED, link)


@command.command()
@click.argument("number", type=int)
@click.pass_context
def withdraw(ctx: click.Context, number: int) -> None:
    """Take one out: it counts no more. Nobody is told."""
    _, store = opened(ctx)
    _move(ctx, _one(store, number), CaseStudyState.WITHDRAWN)


def _one(store: Store, number: int) -> CaseStudy:
    found = next((one for one in store.works.case_studies() if one.id == number), None)
    if found is None:
        raise click.UsageError(f"there is no case study {number}; see “mailflow case-studies list”")
    return found


def _move(ctx: click.Context, one: CaseStudy, to: CaseStudyState, link: str = "") -> None:
    """As the lead's yes does it, and whatever was asked about the step is closed."""
    settings, store = opened(ctx)
    at = now()
    author = next((known for known in store.register.champions() if known.id == one.champion), None)
    decisions: list[Decision] = [Keep(replace(one, state=to), "by hand")]
    if to is not CaseStudyState.WITHDRAWN:
        decisions = list(moved_on(one, author, to, at.date(), link))
    asked = open_question(store, "case-study", one.source) if one.source.startswith("mail:") else None
    if asked is not None:
        decisions.append(Settle(asked, f"{to} by hand"))
    store.carry_out(f"case-study:{one.id}:{to}", decisions, writer_for(settings, store.key), at)
    print(f"“{one.name}” is {to}")


@command.command("import")
@a_file
@click.pass_context
def import_(ctx: click.Context, file: Path, yes: bool, dry_run: bool) -> None:
    """Bring in a CSV or XLSX file (title, organisation, and optionally link, published, state, author).

    The difference is shown first. At a terminal it asks; otherwise it goes on. A file with any fault changes nothing.
    """
    _, store = opened(ctx)
    people = store.register.champions()
    found, faults = read_case_studies(rows_of(file), store.register.organisations(), people, file.name)
    if faults:
        raise Faulty(file, faults)
    known = {(one.organisation, one.name.casefold()): one for one in store.works.case_studies()}
    merged = [(_merged(one, known.get((one.organisation, one.name.casefold()))), one) for one in found]
    changes = [one for one, _ in merged if one is not None]
    if not agreed(
        f"{len(found)} rows; {len(changes)} would change what is recorded",
        ("organisation", "title", "state", "link", "change"),
        ((one.organisation, one.name, one.state, one.link, "changed" if one.id else "new") for one in changes),
        yes=yes,
        dry_run=dry_run,
    ):
        return
    store.works.keep(changes, now(), f"imported from {file.name}")
    print(f"{len(changes)} case studies are recorded as the file says; {len(found) - len(changes)} were so already")


def _merged(listed: CaseStudy, known: CaseStudy | None) -> CaseStudy | None:
    """What the file changes; None: nothing."""
    if known is None:
        return listed
    merged = replace(
        known,
        state=listed.state,
        link=listed.link or known.link,
        published=listed.published or known.published,
        champion=listed.champion or known.champion,
    )
    return None if merged == known else merged
