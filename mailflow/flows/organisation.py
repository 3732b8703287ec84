"""An organisation is renamed, replaced, merged or split: a person says so once, and on the day it holds for all of it.

Counts follow the successor; what was told before stays with the old name. Nobody changes the addresses of others: each
champion is asked for their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow.decisions import Decision, Ignore, Keep, Send
from mailflow.events import Due, Letter
from mailflow.flows import question
from mailflow.flows.answer import answer, writer
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import Asked, ChangeKind, OrganisationChange, Situation


def asked_for(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Somebody tells of it; a person approves it for the whole organisation."""
    entities = event.entities
    old, new, name = (
        entities.get("old_organisation", ""),
        entities.get("new_organisation", ""),
        entities.get("new_name", ""),
    )
    if not old or not (new or name):
        yield from question.hold(event, situation, now)
        return
    on = entities.get("effective") or now.date().isoformat()
    who = event.envelope.sender.name or event.envelope.sender.address
    day = date.fromisoformat(on)
    said = f"{who} says that {old} becomes {new or name} on {day.day} {day:%B %Y}."
    proposal = {"old": old, "new": new, "name": name, "on": on, "domains": _new_domains(event, old, situation)}
    asked = question.ask(said, event, situation, now)
    yield replace(asked, matter="organisation", proposal=proposal)
    yield answer(
        event, writer(event, situation.sender), "organisation/noted",
        old=old, new=name or new, on=max(day, now.date()), by=asked.due, members=situation.members_left,
    )  # fmt: skip


def _new_domains(event: Letter, old: str, situation: Situation) -> list[str]:
    """The domains that the letter names beside those of the old organisation; the lead reads the letter."""
    known = situation.organisation(old)
    named = (domain.lower() for domain in re.findall(r"@([\w-]+(?:\.[\w-]+)+)", event.new_text))
    return [domain for domain in dict.fromkeys(named) if known is None or domain not in known.domains][:3]


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes, with an acronym if the new organisation is not known yet (``12 yes MHLG``): it happens on its day."""
    wanted = asked.question.proposal
    if not yes:
        return Outcome("organisation left", facts={"old": wanted["old"]})
    new = str(wanted["new"]) or next((word.strip(".,") for word in words.split()[1:] if word[:2].isupper()), "")
    if not new:
        return WORDS
    on = max(date.fromisoformat(str(wanted["on"])), now.astimezone(situation.settings.network.zone).date())
    change = OrganisationChange(
        str(wanted["old"]), on, ChangeKind.REPLACED, (new,), str(wanted["name"]), tuple(wanted["domains"])
    )
    return Outcome(
        "organisation changes", (Keep(change, "the lead said so"),), {"old": change.old, "new": new, "on": on}
    )


def change(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The day has come: champions go along (after a split, are asked where to), and each is asked for their address."""
    del event, now
    found = situation.change
    if found is None or found.done:
        yield Ignore("it is done, or was taken back")
        return
    names = {one.acronym: one.name for one in situation.organisations}
    successors = [
        acronym if names.get(acronym, acronym) == acronym else f"{acronym} ({names[acronym]})"
        for acronym in found.successors
    ]
    yield Keep(replace(found, done=True), "its day has come")
    for champion in situation.champions:
        moved = champion
        if found.kind is ChangeKind.REPLACED:
            moved = replace(champion, organisation=found.successors[0])
            yield Keep(moved, f"{found.old} is {found.kind}")
        if champion.is_member:
            facts = {"old": found.old, "successors": successors, "split": found.kind is ChangeKind.SPLIT}
            yield Send("organisation/changed", moved, "organisation", found.old, facts)
