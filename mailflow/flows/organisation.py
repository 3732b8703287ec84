"""An organisation is renamed, replaced, merged or split: a person says so once, and on the day it holds for all of it.

Counts follow the successor; what was told before stays with the old name. Nobody changes the addresses of others: each
champion is asked for their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow.decisions import Ask, Decision, Ignore, Keep, Send
from mailflow.events import Due, Letter
from mailflow.flows import question
from mailflow.flows.answer import answer, writer
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import Asked, Champion, ChangeKind, OrganisationChange, Situation

_SPLITS = re.compile(r"\b(?:split|splits|splitting|divided|broken up|demerge[ds]?)\b", re.IGNORECASE)


def asked_for(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Somebody tells of it; a person approves it for the whole organisation."""
    entities = event.entities
    old, new, name = (
        entities.get("old_organisation", ""),
        entities.get("new_organisation", ""),
        entities.get("new_name", ""),
    )
    if old and not (new or name) and _SPLITS.search(event.new_text):
        yield from _split_asked_for(event, old, situation, now)
        return
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


def _split_asked_for(event: Letter, old: str, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Into which organisations, the lead says with the yes: a letter rarely names them as we do."""
    day = date.fromisoformat(event.entities.get("effective") or now.date().isoformat())
    for decision in question.hold(event, situation, now):
        if isinstance(decision, Ask):
            who = event.envelope.sender.name or event.envelope.sender.address
            said = f"{who} says that {old} is split on {day.day} {day:%B %Y}."
            proposal = {"old": old, "new": "", "name": "", "on": day.isoformat(), "domains": [], "split": True}
            yield replace(decision, reason=said, matter="organisation", proposal=proposal)
        else:
            yield decision


def belongs(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """After a split a champion says where they belong; words that name no successor, or several, are a person's."""
    sender, found = situation.sender, situation.change
    names = {one.acronym: one.name for one in situation.organisations}
    said = [
        acronym
        for acronym in (found.successors if found is not None and found.kind is ChangeKind.SPLIT else ())
        if _names(event.new_text, acronym, names.get(acronym, acronym))
    ]
    if sender is None or not sender.is_member or len(said) != 1:
        yield from question.hold(event, situation, now)
        return
    moved = replace(sender, organisation=said[0])
    yield Keep(moved, f"where they belong since {found.old if found else ''} was split")
    yield answer(event, moved, "organisation/belongs", organisation=names.get(said[0], said[0]))


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
    on = max(date.fromisoformat(str(wanted["on"])), now.astimezone(situation.settings.network.zone).date())
    if wanted.get("split"):
        parts = tuple(dict.fromkeys(word.strip(".,") for word in words.split()[1:] if word[:2].isupper()))
        if len(parts) < 2:
            return WORDS
        split = OrganisationChange(str(wanted["old"]), on, ChangeKind.SPLIT, parts)
        facts = {"old": split.old, "new": list(parts), "on": on}
        return Outcome("organisation splits", (Keep(split, "the lead said so"),), facts)
    new = str(wanted["new"]) or next((word.strip(".,") for word in words.split()[1:] if word[:2].isupper()), "")
    if not new:
        return WORDS
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
        home = found.successors[0] if found.kind is ChangeKind.REPLACED else _by_domain(champion, found, situation)
        if home:
            moved = replace(champion, organisation=home)
            yield Keep(moved, f"{found.old} is {found.kind}")
        if champion.is_member:
            theirs = [shown for one, shown in zip(found.successors, successors, strict=True) if one == home]
            facts = {"old": found.old, "successors": theirs or successors, "split": not home}
            yield Send("organisation/changed", moved, "organisation", found.old, facts)


def _by_domain(champion: Champion, change: OrganisationChange, situation: Situation) -> str:
    """The one successor whose address they already have; empty if none, or if several share the domain."""
    domain = champion.address.rpartition("@")[2]
    known = {one.acronym: one.domains for one in situation.organisations}
    fitting = [one for one in change.successors if domain in known.get(one, ())]
    old = known.get(change.old, ())
    return fitting[0] if len(fitting) == 1 and domain not in old else ""


def _names(text: str, *words: str) -> bool:
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", text, re.IGNORECASE) is not None
