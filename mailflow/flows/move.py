"""Another organisation, address or name: what is ours to do at once, what the old address must prove, what the new one.

A new address is used once the old one has said yes (our token proves it) and the new one has (it works). What was told
before stays with the organisation that it was told for; a new name holds for the past too, and the old one is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.decisions import Ask, Decision, Facts, Ignore, Keep, Remind, Rename, Send
from mailflow.events import Due, Intent, Letter, Trust
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.flows.days import day_of, morning, today_of
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import Asked, Champion, Move, MoveState, Situation


def announced(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A champion says that they move: on the day they belong to the new organisation; the address needs its proofs."""
    sender, entities = situation.sender, event.entities
    address = entities.get("new_email", "").lower()
    organisation = entities.get("new_organisation", "") or _organisation_at(address, situation)
    if sender is None or not sender.is_member or not (organisation or address):
        yield from asked_for(event, situation, now)
        return
    if (organisation and situation.organisation(organisation) is None) or (address and not organisation):
        reason = f"{sender.name} moves to an organisation that we do not know ({address or organisation})."
        yield question.ask(reason, event, situation, now)
        yield from question.acknowledge(event, situation, now, "move")
        return
    today = today_of(situation, now)
    on = max(today, day_of(entities.get("effective")) or today)
    proven = not address or event.trust is Trust.TOKEN
    state = MoveState.AGREED if proven else MoveState.ASKED_OLD
    move = Move(sender.id, on, state, organisation if organisation != sender.organisation else "", address)
    last = bool(move.organisation) and situation.members_left <= 1
    yield answer(
        event,
        sender,
        "move/receipt",
        organisation=move.organisation,
        on=on,
        today=on <= today,
        address=address,
        prove=not proven,
        left_without=sender.organisation if last else "",
    )
    yield from _on_the_day(move, sender, situation, now) if on <= today else _later(move, sender, situation)


def _later(move: Move, champion: Champion, situation: Situation) -> Iterator[Decision]:
    yield Keep(move, "they said so")
    yield Remind("move/due", champion, morning(move.on, situation))


def due(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The day has come that they named."""
    del event
    champion, move = situation.subject, situation.move
    if champion is None or move is None or not champion.is_member or move.state in {MoveState.DONE, MoveState.REFUSED}:
        yield Ignore("they have moved, have left, or have changed their mind")
        return
    yield from _on_the_day(move, champion, situation, now)


def _on_the_day(move: Move, champion: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The organisation changes; the new address is asked whether it works, if the old one has agreed to it."""
    moved = replace(champion, organisation=move.organisation or champion.organisation)
    if moved != champion:
        yield Keep(moved, "they have moved")
        yield from _without_a_champion(champion, situation, now)
    if not move.address and not move.name:
        yield Keep(replace(move, state=MoveState.DONE), "all is changed")
    elif move.state is not MoveState.AGREED:
        yield Keep(move, "the old address has not agreed yet")
    elif move.works or not move.address:
        yield from _apply(move, moved, situation)
    else:
        yield Keep(replace(move, state=MoveState.ASKED_NEW), "the new address is asked whether it works")
        yield Send("move/check", replace(moved, address=move.address), "move", str(champion.id))


def answered(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """YES or NO from the old address, or from the new one; each with the token that went there."""
    champion, move = situation.subject, situation.move
    if champion is None or move is None or not champion.is_member or event.trust is not Trust.TOKEN:
        yield question.ask("An answer about somebody's move proves nothing, or comes too late.", event, situation, now)
        return
    writer = event.envelope.sender.address
    if Intent.CONFIRM_NO in event.intents:
        yield Keep(replace(move, state=MoveState.REFUSED), "they said no")
        yield question.ask(
            f"{champion.name} says no to a move that was asked for in their name.", event, situation, now
        )
        yield answer(event, replace(champion, address=writer), "move/stopped", number=str(champion.id))
        return
    if writer == move.address and move.state is MoveState.ASKED_NEW:
        yield from _apply(move, champion, situation, event)
        return
    if writer != champion.address or move.state is not MoveState.ASKED_OLD:
        yield Ignore("that was answered before")
        return
    agreed, today = replace(move, state=MoveState.AGREED), move.on <= today_of(situation, now)
    yield from _on_the_day(agreed, champion, situation, now) if today else _later(agreed, champion, situation)
    if today and move.works:
        return  # all is done, and the new address is told so
    yield answer(event, champion, "move/agreed", number=str(champion.id), on=move.on, today=today)


def _apply(move: Move, champion: Champion, situation: Situation, event: Letter | None = None) -> Iterator[Decision]:
    """Name and address as they are from now on; what waits for the old address is written to it no more."""
    named = replace(champion, name=move.name, greeting="") if move.name else champion
    changed = replace(named, address=move.address or champion.address, suppressed="")
    yield Keep(changed, "proven by the old address and the new one" if move.address else "they asked for it")
    yield Keep(replace(move, state=MoveState.DONE), "all is changed")
    if move.name and move.name != champion.name:
        yield Rename(changed, champion.name)
    facts: Facts = {
        "name": bool(move.name),
        "address": changed.address != champion.address,
        "organisation": _name(changed.organisation, situation),
        "listed": changed.listed,
    }
    done = Send("move/done", changed, "move", str(champion.id), facts)
    yield replace(done, answers=event.envelope) if event else done


def _without_a_champion(champion: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    if champion.organisation and situation.members_left <= 1:
        yield Ask(
            f"{champion.organisation} has no champion any more: {champion.name} has moved.",
            today_of(situation, now),
            champion=champion,
            intent="move_organisation",
            suggestion="look for a successor",
        )


# --- a person decides -------------------------------------------------------------------------------------------------


def asked_for(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A name or an address that somebody wants changed: a person says whose, and the old address says yes."""
    entities, sender = event.entities, situation.sender
    address = (entities.get("new_email") or "").lower() or event.envelope.sender.address
    name = entities.get("new_name", "")
    candidates = [sender] if sender else list(situation.namesakes)
    members = [one for one in candidates if one.is_member]
    if not members or not (name or address):
        yield from question.hold(event, situation, now)
        return
    came_from_it = address == event.envelope.sender.address and event.trust in {Trust.PASS, Trust.TOKEN}
    proposal = {
        "candidates": [one.id for one in members],
        "address": address if sender is None or address != sender.address else "",
        "name": name,
        "organisation": entities.get("new_organisation", "") or _organisation_at(address, situation),
        "works": came_from_it,
    }
    intent = Intent.CHANGE_DETAILS if Intent.CHANGE_DETAILS in event.intents else Intent.CHANGE_ADDRESS
    whose = " or ".join(f"champion {one.id} ({one.organisation})" for one in members)
    asked = question.ask(f"Somebody asks to change {_what(name, address)}. It may be {whose}.", event, situation, now)
    yield replace(asked, matter="details", proposal=proposal, champion=members[0] if len(members) == 1 else None)
    yield from question.acknowledge(event, situation, now, str(intent))


def _what(name: str, address: str) -> str:
    return "a champion's name and address" if name and address else "a champion's address" if address else "a name"


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes (with the champion's number, where several may be meant): the old address is asked; of a name alone, done."""
    if not yes:
        return Outcome("details left")
    champion = _meant(asked, words)
    if champion is None:
        return WORDS
    wanted = asked.question.proposal
    organisation = str(wanted.get("organisation", ""))
    move = Move(
        champion.id,
        today_of(situation, now),
        MoveState.ASKED_OLD,
        organisation if organisation != champion.organisation else "",
        str(wanted.get("address", "")),
        str(wanted.get("name", "")),
        works=bool(wanted.get("works")),
    )
    if not move.address:
        return Outcome("details changed", tuple(_apply(replace(move, state=MoveState.AGREED), champion, situation)))
    ask = Send("move/ask_old", champion, "move", str(champion.id), {"name": bool(move.name), "address": True})
    return Outcome("details asked", (Keep(move, "the lead said so"), ask), {"champion": champion.id})


def _meant(asked: Asked, words: str) -> Champion | None:
    named = re.search(r"\d+", words)
    if named:
        return next((one for one in asked.people if one.id == int(named[0])), None)
    only_yes = not words or len(words.split()) == 1
    return asked.people[0] if len(asked.people) == 1 and only_yes else None


def _organisation_at(address: str, situation: Situation) -> str:
    domain = address.rpartition("@")[2]
    fits = (one for one in situation.organisations if any(domain == d or domain.endswith(f".{d}") for d in one.domains))
    return next((one.acronym for one in fits), "") if domain else ""


def _name(acronym: str, situation: Situation) -> str:
    found = situation.organisation(acronym) if acronym else None
    return found.name if found else acronym
