"""An organisation commits itself for three years: noted at once, recorded once a person has checked who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from mailflow.decisions import Decision, Keep, Send
from mailflow.events import Intent, Letter
from mailflow.flows import question
from mailflow.flows.answer import answer, writer
from mailflow.flows.marking import is_held
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import Asked, Champion, Commitment, CommitmentState, Situation

YEARS = 3


def receive(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Note what is promised, thank for it, and let a person check the authority. It may come from no champion."""
    acronym = event.entities.get("organisation") or (situation.sender.organisation if situation.sender else "")
    aims = tuple(event.entities.get("aims", []))
    if not (acronym and aims) or is_held(event):
        yield from question.hold(
            event, situation, now, Intent.COMMITMENT
        )  # it is attached, or nobody can say whose it is
        return
    today = now.astimezone(situation.settings.network.zone).date()
    agreed = date.fromisoformat(event.entities["agreed"]) if event.entities.get("agreed") else None
    contact, who = event.entities.get("contact", ""), writer(event, situation.sender)
    yield Keep(
        Commitment(
            0, acronym, aims, contact, agreed, (agreed or today) + relativedelta(years=YEARS),
            received=today, writer=event.envelope.sender.address,
        )
    )  # fmt: skip
    reason = f"{who.name or who.address} sends the commitment of {acronym}; check that they may."
    asked = question.ask(reason, event, situation, now, suggestion="; ".join(event.reasons))
    proposal = {"organisation": acronym, "aims": list(aims), "contact": contact}
    yield replace(asked, matter="commitment", proposal=proposal)
    if not situation.already_answered:
        yield answer(
            event,
            who,
            "commitment/received",
            organisation=acronym,
            aims=list(aims),
            contact=contact,
            agreed=agreed,
            by=asked.due,
        )


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes: it is recorded, the sender and the contact are told, and an older one of the organisation is replaced."""
    del now
    if yes and words:
        return WORDS
    records = [one for one in asked.records if isinstance(one, Commitment)]
    new = next((one for one in records if one.state is CommitmentState.RECEIVED), None)
    if new is None:
        return Outcome("commitment gone", facts={"organisation": asked.question.proposal.get("organisation", "")})
    if not yes:
        declined = Keep(replace(new, state=CommitmentState.DECLINED), "the lead declines it")
        return Outcome("commitment declined", (declined,), {"organisation": new.organisation})
    older = [one for one in records if one.state is CommitmentState.ACCEPTED]
    accepted = replace(new, state=CommitmentState.ACCEPTED)
    contact = next((one for one in asked.people if one.name.casefold() == new.contact.casefold()), None)
    told = contact if contact and contact.address != asked.writer.address and not contact.suppressed else None
    decisions: list[Decision] = [
        *(Keep(replace(one, state=CommitmentState.REPLACED), "a newer one replaces it") for one in older),
        Keep(accepted, "the lead accepts it"),
        _recorded(asked, accepted, bool(older)),
    ]
    if told is not None:
        decisions.append(_to_contact(told, asked, accepted))
    facts = {
        "organisation": new.organisation,
        "writer": asked.writer.name or asked.writer.address,
        "contact": new.contact,
        "told": told is not None or (contact is not None and contact.address == asked.writer.address),
        "replaced": bool(older),
    }
    return Outcome("commitment accepted", tuple(decisions), facts)


def _recorded(asked: Asked, one: Commitment, replaced: bool) -> Send:
    facts = {**_facts(one), "replaced": replaced}
    return Send("commitment/recorded", asked.writer, "commitment", one.source, facts, answers=asked.letter)


def _to_contact(contact: Champion, asked: Asked, one: Commitment) -> Send:
    facts = {**_facts(one), "writer": asked.writer.name or asked.writer.address}
    return Send("commitment/contact", contact, "commitment", one.source, facts)


def _facts(one: Commitment) -> dict[str, object]:
    return {"organisation": one.organisation, "aims": list(one.aims), "contact": one.contact, "until": one.until}
