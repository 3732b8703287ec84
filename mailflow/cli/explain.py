"""``mailflow explain``: what a mail is understood as, why, and what would be done. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click

from mailflow.cli.house import now, organisations_of
from mailflow.cli.show import as_json
from mailflow.cli.telling import told
from mailflow.decisions import Decision, Send
from mailflow.events import Letter, Mail, Rsvp, Thread
from mailflow.flows import decide
from mailflow.settings import Settings, load
from mailflow.store import Store
from mailflow.understand import understand
from mailflow.understand.envelope import read
from mailflow.understand.report import entities_of, needs_person, reasons_of


@dataclass(frozen=True, slots=True)
class Explained:
    """One mail, understood and decided."""

    file: Path
    event: Mail
    decisions: list[Decision]


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a mail and line.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], as_lines: bool) -> None:
    """Explain each .eml file, or each in a folder."""
    settings = load(ctx.find_root().obj)
    store = store_to_look_at(settings)
    files = list(_mails(paths))
    if not files:
        raise click.UsageError("there is no .eml file in what was named")
    for place, file in enumerate(files):
        explained = explain(file, store, settings)
        if as_lines:
            print(as_json(summary(explained)))
        else:
            print("\n" * bool(place), end="")
            print("\n".join(told(summary(explained), explained.event)))


def store_to_look_at(settings: Settings) -> Store:
    """The network's store if it has one, else an empty one in memory that knows the organisations."""
    from mailflow.cli.house import open_store, signing_key  # noqa: PLC0415
    from mailflow.store.engine import migrate, open_engine  # noqa: PLC0415

    url = settings.database.url
    if not url.startswith("sqlite") or Path(url.removeprefix("sqlite:///")).is_file():
        return open_store(settings)
    engine = open_engine("sqlite://")
    migrate(engine)
    store = Store(engine, settings, signing_key(settings))
    store.register.keep_organisations(organisations_of(settings))
    return store


def _mails(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.eml")) if path.is_dir() else [path]


def explain(file: Path, store: Store, settings: Settings) -> Explained:
    """Understand one file and decide about it, as if it came in at the moment of its Date."""
    del settings
    mail, moment = read(file.read_bytes()), now()
    facts = store.facts_for(mail, store.standing_facts(moment), moment)
    event = cast("Mail", understand(mail, facts))  # a mail is never Due
    at: datetime = event.envelope.date or moment
    return Explained(file, event, decide(event, store.look(event, at), at))


def summary(explained: Explained) -> dict[str, Any]:
    """The JSON of the contract."""
    event = explained.event
    letter = event if isinstance(event, Letter) else None
    return {
        "file": str(explained.file),
        "intent": str(event.intent),
        "also": [str(intent) for intent in letter.also] if letter else [],
        "needs_person": needs_person(event),
        "trust": str(event.trust) if isinstance(event, Letter | Rsvp) else "none",
        "new_text": letter.new_text if letter else (event.comment if isinstance(event, Rsvp) else ""),
        "thread": _thread(event.thread),
        "matched_by": str(event.thread.matched_by) if event.thread else None,
        "entities": entities_of(event),
        "decisions": [decision.sentence() for decision in explained.decisions],
        "reply": _reply(explained.decisions),
        "reasons": list(reasons_of(event)),
        "rules": list(event.rules),
    }


def _thread(thread: Thread | None) -> str | None:
    return " ".join(filter(None, (thread.kind, thread.number))) if thread else None


def _reply(decisions: list[Decision]) -> str | None:
    return next((one.mail for one in decisions if isinstance(one, Send) and one.is_answer), None)
