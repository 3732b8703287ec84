"""A yes or no on the command line carries out what a question is about, just as the lead's answer by mail does."""

from __future__ import annotations

from collections.abc import Iterable

import click

from mailflow.cli.house import now, writer_for
from mailflow.decisions import Decision, Settle
from mailflow.flows.lead import matters
from mailflow.network import Question, Situation
from mailflow.settings import Settings
from mailflow.store import Store

_WHY_NOT = {
    "words": "with more words than yes or no it is not clear what to do; say only yes or no",
    "link": "it needs the address of the page: add it after yes",
}


def carry_out(store: Store, settings: Settings, question: Question, yes: bool, words: str = "") -> str:
    """Do what the matter's flow makes of it; gives its deed, such as ``commitment accepted``. Raises UsageError."""
    at = now()
    situation = Situation(settings=store.settings_at(at))
    outcome = matters.settle(store.asked(question), yes, words, situation, at)
    if isinstance(outcome, str):
        raise click.UsageError(f"question {question.id} is still open: {_WHY_NOT.get(outcome, outcome)}")
    note = words or ("yes" if yes else "no")
    decisions: Iterable[Decision] = (*outcome.decisions, Settle(question, note))
    store.carry_out(f"question:{question.id}", decisions, writer_for(settings, store.key), at)
    return outcome.deed


def open_question(store: Store, matter: str, source: str) -> Question | None:
    """The open question about the record that came in that mail, if there is one."""
    for one in store.register.questions():
        if one.matter == matter and source in {one.source, one.proposal.get("source")}:
            return one
    return None
