"""``mailflow questions``: what waits for a person."""

from __future__ import annotations

from dataclasses import asdict

import click

from mailflow.cli.deciding import carry_out
from mailflow.cli.house import now, opened, writer_for
from mailflow.cli.show import as_json, facts, lines, table
from mailflow.decisions import Settle
from mailflow.flows.meeting import DECIDED, Undone
from mailflow.flows.question import tell
from mailflow.network import Champion, Question
from mailflow.settings import Settings
from mailflow.store import Store
from mailflow.understand import orders
from mailflow.understand.envelope import read


@click.group()
def command() -> None:
    """What waits for a person."""


@command.command("list")
@click.option("--settled", is_flag=True, help="What was settled, instead.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, settled: bool, as_lines: bool) -> None:
    """Open questions, most urgent first."""
    _, store = opened(ctx)
    questions = store.register.questions(settled=settled)
    if as_lines:
        lines(asdict(one) for one in questions)
        return
    rows = ((one.id, one.due, one.reason, one.writer) for one in questions)
    table(f"{len(questions)} questions", ("number", "answer by", "question", "from"), rows)


def _one(store: Store, number: int) -> Question:
    found = store.register.question(number)
    if found is None:
        raise click.UsageError(f"there is no question {number}; see “mailflow questions list”")
    return found


@command.command()
@click.argument("number", type=int)
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.pass_context
def show(ctx: click.Context, number: int, as_object: bool) -> None:
    """One question, with the mail that raised it."""
    _, store = opened(ctx)
    question = _one(store, number)
    if as_object:
        print(as_json(asdict(question)))
        return
    facts({name: value for name, value in asdict(question).items() if value not in ("", None)})
    raw = store.ledger.raw_of(question.source) if question.source.startswith("mail:") else None
    if raw is not None:
        parsed = read(raw)
        print(f"\nSubject: {parsed.envelope.subject}\n\n{parsed.text.strip()}")


@command.command()
@click.argument("number", type=int)
@click.argument("text", nargs=-1, required=True)
@click.option("--send", is_flag=True, help="Email the text to the writer, too.")
@click.pass_context
def answer(ctx: click.Context, number: int, text: tuple[str, ...], send: bool) -> None:
    """Settle a question: note what was decided, and with --send tell the writer in these words.

    Where a question is about something to be done, yes or no does it, as by mail.
    """
    settings, store = opened(ctx)
    question = _one(store, number)
    if question.settled:
        raise click.UsageError(f"question {number} was settled on {question.settled:%Y-%m-%d}: {question.answer}")
    said = " ".join(text)
    verdict = text[0].strip(".,!").lower()
    if question.matter and not send and verdict in {"yes", "no"}:
        deed = carry_out(store, settings, question, verdict == "yes", " ".join(text[1:]))
        print(f"question {number} is settled: {deed}")
        return
    if question.intent in DECIDED and not send:
        _decide(question, said, store, settings)
        return
    if send:
        if not question.writer:
            raise click.UsageError(f"question {number} has nobody to answer")
        to = next(iter(store.register.find(question.writer)), Champion(0, "", question.writer, ""))
        raw = store.ledger.raw_of(question.source)
        answers = read(raw).envelope if raw else None
        store.plan(f"question:{number}", [tell(question, to, said, answers)], writer_for(settings, store.key), now())
    store.register.settle(number, said, now())
    print(f"question {number} is settled" + (f"; {question.writer} will be told" if send else ""))


def _decide(question: Question, said: str, store: Store, settings: Settings) -> None:
    """Carry out what the answer decides, as an answer by mail would."""
    (order, *_) = orders.read(f"{question.id} {said}", now().date())
    situation = store.look_at_answer(question, now())
    outcome = DECIDED[question.intent](order, situation.asked[0], situation, now())
    if isinstance(outcome, Undone):
        why = {"names": f"nobody, or more than one, is called {outcome.said}", "no_meeting": "no meeting is then"}
        raise click.UsageError(f"question {question.id} stays open: {why.get(outcome.why, 'there is nothing to do')}")
    done, decisions = outcome
    writer = writer_for(settings, store.key)
    store.carry_out(f"question:{question.id}", [*decisions, Settle(question, done)], writer, now())
    print(f"question {question.id} is settled: {done}")
