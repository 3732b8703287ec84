"""``mailflow demo``: a small town in which everything happens, fast."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

from mailflow.cli.house import HOUSE, open_store, writer_for
from mailflow.cli.show import table
from mailflow.outbox.write import Writer
from mailflow.settings import Settings
from mailflow.store import Store
from mailflow.understand.organisations import read_csv


@click.command()
@click.option("--months", default=4, show_default=True, type=click.IntRange(1, 24), help="How many months to play.")
@click.option("--seed", default=56, show_default=True, help="Another town.")
@click.option("--out", default=Path("var/demo"), show_default=True, type=click.Path(path_type=Path), help="The folder.")
def command(months: int, seed: int, out: Path) -> None:
    """Play several months of a network of 56 champions over real mail; only clock and people are played."""
    from mailflow.demo import picture  # noqa: PLC0415  only the demo needs its mail server
    from mailflow.demo.play import stage  # noqa: PLC0415

    began = time.monotonic()
    organisations = _organisations()
    known = read_csv(organisations.read_text(encoding="utf-8"))
    print(f"A mail server, a database and 56 champions; playing {months} months.\n")
    with stage(out, organisations, known, _open, seed) as play:
        play.months(months, Progress())
        print("\n")
        for exchange in picture.exchanges(play):
            print(picture.side_by_side(exchange))
        print(picture.brief(play))
        rows = [
            (one.month, one.drawn, one.met, one.updates, one.reminders, one.joined, one.left)
            for one in picture.months(play)
        ]
        table(
            "the months", ("month", "drawn", "groups known to have met", "updates", "reminders", "joined", "left"), rows
        )
        saved = picture.save_letters(play)
        counts = play.store.ledger.counts(without=play.settings.imap.sent_folder)
        print(
            f"\nMailbox: {sum(counts.values())} mails came in: "
            + ", ".join(f"{n} {name}" for name, n in counts.items())
        )
        print(f"{len(play.store.register.questions())} questions wait for the lead; see: mailflow questions list")
    print(f"\nLook into {out}/: mailflow.db (the database), mails/ ({saved} letters as .eml), mailflow.toml.")
    print(f"For example: ./run mailflow --config {out}/mailflow.toml chats show")
    print(f"Played in {time.monotonic() - began:.0f} seconds.")


def _open(settings: Settings) -> tuple[Store, Writer]:
    store = open_store(settings)
    return store, writer_for(settings, store.key)


def _organisations() -> Path:
    for path in (HOUSE.parent / "config" / "organisations.csv", HOUSE / "_data" / "config" / "organisations.csv"):
        if path.is_file():
            return path
    raise click.ClickException("config/organisations.csv is missing; reinstall mailflow")


class Progress:
    """One line a month that grows with its days."""

    def __init__(self) -> None:
        self._month = ""

    def __call__(self, day: date) -> None:
        """A day has begun."""
        month = f"{day:%B %Y}"
        if month != self._month:
            print(f"{'' if not self._month else chr(10)}{month:<15} ", end="")
            self._month = month
        print("·" if day.weekday() < 5 else " ", end="")
        sys.stdout.flush()
