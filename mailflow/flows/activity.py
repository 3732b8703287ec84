"""The counted facts of an update: kept as they are told, and counted once the lead has said yes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.decisions import Ask, Decision, Keep
from mailflow.events import Letter
from mailflow.flows import question
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import KINDS, Activity, Asked, Champion, Situation, Stage, Update

STAGES = {"planning": Stage.PLANNED, "under_way": Stage.UNDER_WAY, "done": Stage.DONE}
"""From what `understand` says to how it is kept."""


def told(event: Letter, who: Champion, month: str, *, of_group: bool = False) -> tuple[Activity, ...]:
    """What the letter tells of ``who``; of a group's letter, only what it says of their organisation."""
    entities = event.entities
    facts = entities.get("activity_facts") or [
        {"kind": kind, "state": "done"} for kind in entities.get("activities", [])
    ]
    found: dict[tuple[str, str], Activity] = {}
    for fact in facts:
        kind, owner = fact.get("kind", ""), fact.get("organisation") or who.organisation
        if kind not in KINDS or (of_group and owner != who.organisation):
            continue
        partners = entities.get("partners", []) if kind == "joint_working" and not of_group else []
        one = Activity(
            0,
            "",
            who.id,
            month,
            kind,
            tuple(dict.fromkeys(filter(None, (owner, *partners)))),
            STAGES.get(fact.get("state", "done"), Stage.DONE),
            fact.get("tool", ""),
            fact.get("with_hub", False),
        )
        found.setdefault((kind, owner), one)
    return tuple(found.values())


def ask_approval(
    event: Letter,
    situation: Situation,
    now: datetime,
    told: Sequence[Activity],
    months: Sequence[str],
    reason: str,
    *,
    held: bool = False,
) -> Ask:
    """Does it count, and may it be told? The writer has their receipt and waits for nothing."""
    asked = question.ask(reason, event, situation, now, suggestion="; ".join(event.reasons))
    return replace(
        asked,
        matter="update",
        proposal={
            "months": list(months),
            "held": held,
            "activities": [[one.kind, str(one.state), list(one.organisations)] for one in told],
        },
        writer_waits=event.needs_person,
    )


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes: its activities count, and its words may be told. No: it stays as it is, and counts nowhere."""
    if yes and words:
        return WORDS
    activities = [one for one in asked.records if isinstance(one, Activity) and not one.withdrawn]
    updates = [one for one in asked.records if isinstance(one, Update) and not (one.nil or one.withdrawn)]
    names = [one.name for one in asked.people]
    facts = {"names": names, "kinds": [(one.kind, str(one.state)) for one in activities]}
    if not yes:
        return Outcome("update not counted", tuple(_refused(activities, updates)), facts)
    lead = situation.settings.network.lead
    approved = (
        *(Keep(replace(one, approved=True), "the lead approves it") for one in updates),
        *(Keep(replace(one, approved=now, approved_by=lead), "the lead approves it") for one in activities),
    )
    return Outcome("update approved", approved, facts | {"held": any(one.held for one in updates)})


def _refused(activities: Sequence[Activity], updates: Sequence[Update]) -> Iterator[Decision]:
    """What somebody had approved on the command line is taken back."""
    for update in updates:
        if update.approved:
            yield Keep(replace(update, approved=False), "the lead does not approve it")
    for activity in activities:
        if activity.approved:
            yield Keep(replace(activity, approved=None, approved_by=""), "the lead does not approve it")
