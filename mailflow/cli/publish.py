"""``mailflow publish``: the pages, as plain files for any web server."""

from __future__ import annotations

from pathlib import Path

import click

from mailflow.cli.folder import put
from mailflow.cli.house import now, opened, templates_folder
from mailflow.publish import Copy
from mailflow.publish.site import Options, site
from mailflow.store.showing import gather


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder for the pages.")
@click.option(
    "--copy",
    type=click.Choice([str(one) for one in Copy]),
    default=str(Copy.PUBLIC),
    show_default=True,
    help="public: organisations behind each number; lead: the emails too, and who told. Not for publishing.",
)
@click.option("--archived", is_flag=True, help="Say on every page that it is archived and may be out of date.")
@click.option("--replace", is_flag=True, help="Also take the place of a folder that holds other files.")
@click.pass_context
def command(ctx: click.Context, out: Path, copy: str, archived: bool, replace: bool) -> None:
    """Write the pages: home, champions, case studies and progress, in each language of the network.

    Only champions who let their name stand are shown, and only what the lead has agreed to. The folder is put in its
    place whole. Pages need no script and nothing from elsewhere.
    """
    settings, store = opened(ctx)
    files = site(gather(store.engine, settings, now()), templates_folder(), Options(Copy(copy), archived))
    kept = put(files, out, copy, replace=replace)
    print(f"{len(files)} files are in {out}; open {out / 'index.html'}")
    if kept:
        print(f"what was there before is kept in {kept}")
    if copy == Copy.LEAD:
        print("this copy says who told us what: do not publish it")
