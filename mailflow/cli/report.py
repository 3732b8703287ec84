"""``mailflow report``: what the network has done, for the lead to publish."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mailflow.cli.folder import put
from mailflow.cli.house import now, opened, templates_folder
from mailflow.cli.show import as_json
from mailflow.publish import Texts
from mailflow.publish.draft import as_html, as_markdown
from mailflow.publish.numbers import Period
from mailflow.publish.numbers import as_json as numbers_as_json
from mailflow.publish.review import review as review_of
from mailflow.store.showing import gather


def _day(ctx: click.Context, parameter: click.Parameter, value: str) -> date:
    del ctx, parameter
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day; write it like 2027-01-31") from None


@click.group()
def command() -> None:
    """What the network has done."""


@command.command()
@click.option("--from", "since", required=True, callback=_day, help="The first day, such as 2026-02-01.")
@click.option("--to", "until", required=True, callback=_day, help="The last day, such as 2027-01-31.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object: every number with its references.")
@click.option("--out", type=click.Path(path_type=Path), help="A folder for review.md and review.html.")
@click.option("--lang", type=click.Choice(["en", "cy"]), default="en", show_default=True, help="The language.")
@click.option("--replace", is_flag=True, help="Also take the place of a folder that holds other files.")
@click.pass_context
def review(
    ctx: click.Context, since: date, until: date, as_object: bool, out: Path | None, lang: str, replace: bool
) -> None:
    """Draft the annual review: Markdown on standard output, or files with --out.

    The network is counted as it stood on the last day; what was done, over the whole time.
    """
    if until < since:
        raise click.UsageError(f"--to {until} is before --from {since}; give the first day first")
    settings, store = opened(ctx)
    facts = gather(store.engine, settings, now())
    if until > facts.on:
        raise click.UsageError(f"--to {until} is still to come; the last day can be {facts.on}")
    texts = Texts(templates_folder(), lang)
    draft = review_of(facts, Period(since, until), texts, facts.on)
    if out is not None:
        files = {"review.md": as_markdown(draft, texts), **as_html(draft, facts, texts)}
        kept = put(files, out, "review", replace=replace)
        if not as_object:
            print(f"the draft is in {out}: review.md and review.html")
            if kept:
                print(f"what was there before is kept in {kept}")
    if as_object:
        head = {"network": settings.network.name, "from": since, "to": until, "made": facts.on}
        print(as_json({**head, "numbers": numbers_as_json(draft.numbers)}))
    elif out is None:
        print(as_markdown(draft, texts), end="")
