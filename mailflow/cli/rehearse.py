"""``mailflow rehearse``: the months to come, on a calendar; nothing is sent and nothing is changed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from mailflow.almanac import at_wall_time
from mailflow.cli.house import now, open_store, organisations_of, templates_folder
from mailflow.cli.show import lines, table
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, load
from mailflow.store import Store

if TYPE_CHECKING:
    from mailflow.rehearsal import Planned

MOST_MONTHS = 36


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    del ctx, parameter
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day; write it like 2026-12-01") from None


@click.command()
@click.option("--from", "start", callback=_day, help="The first day; default: today.")
@click.option("--months", default=12, show_default=True, type=click.IntRange(1, MOST_MONTHS))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for the calendar and the mails."
)
@click.option("--against", type=click.Path(exists=True, path_type=Path), help="Another configuration, to compare with.")
@click.option("--templates", type=click.Path(exists=True, path_type=Path), help="Other templates, to compare with.")
@click.option(
    "--register", type=click.Path(exists=True, path_type=Path), help="Another register (CSV, XLSX), likewise."
)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a mail (or a difference).")
@click.pass_context
def command(
    ctx: click.Context, start: date | None, months: int, out: Path | None, against: Path | None,
    templates: Path | None, register: Path | None, as_lines: bool,
) -> None:  # fmt: skip
    """Every mail that would be sent in the months to come, if nobody wrote to us; sends nothing, changes nothing.

    With --against, --templates or --register it walks twice and shows what would be different.
    """
    from mailflow.rehearsal.compare import compare, counted  # noqa: PLC0415  only here
    from mailflow.rehearsal.page import save, write, write_differences  # noqa: PLC0415

    settings = load(ctx.find_root().obj)
    store = open_store(settings)
    zone = settings.network.zone
    first = at_wall_time(start or now().astimezone(zone).date(), time(), zone)
    last = _months_after(first, months, zone)
    title = f"{settings.network.name}: {months} months from {first.date()}"
    mails = _walk(store, templates_folder(), first, last, None)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        page = write(mails, save(mails, out, zone), out, zone, title, _notes(mails))
        print(f"{len(mails)} mails; open {page}", file=sys.stderr)
    if not (against or templates or register):
        if as_lines:
            lines({**_facts(one), "dropped": one.dropped} for one in mails)
        else:
            _tell(mails, title)
        return
    other = _with_organisations(store, load(against)) if against else store
    after = _walk(other, templates or templates_folder(), first, last, register)
    differences = compare(mails, after)
    if out is not None:
        write_differences(differences, out, zone, f"What would be different: {title}")
    if as_lines:
        lines({"what": one.what, **_facts(one.one)} for one in differences)
        return
    table(f"{len(differences)} differences", ("difference", "mail", "how many"), counted(differences))


def _months_after(first: datetime, months: int, zone: ZoneInfo) -> datetime:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    day = min(first.day, 28)
    return at_wall_time(date(year, month + 1, day), time(), zone)


def _with_organisations(store: Store, settings: Settings) -> Store:
    """The same register under other settings; a database of their own counts, if they name another."""
    if settings.database.url != store.settings.database.url:
        return open_store(settings)
    known = {one.acronym for one in store.register.organisations()}
    missing = [one.acronym for one in organisations_of(settings) if one.acronym not in known]
    if missing:
        raise click.UsageError(f"organisations of the other configuration are not known here: {', '.join(missing)}")
    return Store(store.engine, settings, store.key)


def _walk(store: Store, templates: Path, first: datetime, last: datetime, register: Path | None) -> list[Planned]:
    from mailflow.rehearsal import Walk  # noqa: PLC0415
    from mailflow.rehearsal.copy import copied  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        played = copied(store, Path(folder))
        if register is not None:
            _bring_in(played, register)
        made = Templates(templates, store.settings.network.languages)
        writer = Writer(store.settings, made, store.key, Random(1).randbytes)  # noqa: S311  codes of mails that never leave
        return list(Walk(played, writer).mails(first, last, _progress(first, last)))


def _bring_in(store: Store, file: Path) -> None:
    from mailflow.cli.reading import Faulty, read_people, rows_of  # noqa: PLC0415

    people, faults = read_people(rows_of(file), store.register.organisations(), now().date())
    if faults:
        raise Faulty(file, faults)
    store.register.keep([one.champion for one in people], now(), "rehearsed")


def _progress(first: datetime, last: datetime) -> Callable[[datetime], None]:
    """At a terminal: the month that is walked through."""
    shown: list[str] = []

    def show(moment: datetime) -> None:
        month = f"{moment:%Y-%m}"
        if sys.stderr.isatty() and month not in shown:
            shown.append(month)
            done = (moment - first) / (last - first)
            print(f"\r{month}  {done:4.0%} ", end="\n" if done >= 1 else "", file=sys.stderr, flush=True)

    return show


def _facts(one: Planned) -> dict[str, object]:
    return {"at": one.at, "mail": one.mail, "to": one.address, "subject": one.subject}


def _notes(mails: Sequence[Planned]) -> list[str]:
    dropped = sum(bool(one.dropped) for one in mails)
    notes = [
        "Nothing was sent. Nobody answers in a rehearsal, so each reminder shows.",
        "It holds names and addresses.",
    ]
    return [*notes, *([f"{dropped} of these would not leave; each says why."] if dropped else [])]


def _tell(mails: Sequence[Planned], title: str) -> None:
    counts = Counter((f"{one.at:%Y-%m}", one.mail) for one in mails if not one.dropped)
    rows = [(month, mail, count) for (month, mail), count in sorted(counts.items())]
    table(title, ("month", "mail", "how many"), rows)
