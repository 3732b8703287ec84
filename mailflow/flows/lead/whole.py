"""Orders of the lead that are about no open question: take something back, be away, let somebody else lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mailflow.decisions import Decision, Keep, Send, Undo
from mailflow.events import Letter, Order, Trust
from mailflow.flows.lead.record import Record
from mailflow.network import Absence, Apart, Champion, Lead, Situation


def is_sure(event: Letter) -> bool:
    """What a dangerous act needs: our token came back, and our own server vouches for the sender's domain as well."""
    return event.trust is Trust.TOKEN and event.vouched


def key_of(order: Order) -> str:
    """What an UNDO names: a deed (``D41``), a question's number, or nothing: what the answered mail told of."""
    return order["text"] or (str(order["number"]) if order["number"] else "")


def undo(order: Order, record: Record, situation: Situation) -> Iterator[Decision]:
    """Put back what the named deed, or the answers of the named receipt, changed; tell whom it concerns."""
    key = key_of(order)
    found = situation.undoable.get(key)
    if found is None:
        record.did_not(order["number"], "past", label=key)
        return
    if found.overtaken:
        record.did_not(order["number"], "overtaken", label=key)
        return
    if order["number"] and len(found.questions) > 1:
        record.did_not(order["number"], "together")
        return
    yield Undo(found.source)
    names = [one.name or one.address for one in found.people]
    record.undid(key, names, found)
    for person in found.people:
        if found.gone and person.is_member:
            yield Send("membership/put_right", person, "welcome")


def away(order: Order, lead: Champion, record: Record, situation: Situation) -> Iterator[Decision]:
    """The lead is away until a day: the deputy gets the briefs too."""
    until = date.fromisoformat(order["text"])
    if not situation.settings.network.deputy_address:
        record.did_not(0, "no_deputy")
        return
    yield Keep(Absence(lead.address, until), "the lead says that they are away")
    record.did(0, "away", situation.settings.network.deputy, on=until)


def apart(order: Order, record: Record, situation: Situation) -> Iterator[Decision]:
    """Two champions are never drawn into one group, or may be again; both must be known for sure."""
    found = [situation.meant.get(name, ()) for name in order["text"].split("|")]
    for name, people in zip(order["text"].split("|"), found, strict=True):
        if len(people) != 1:
            record.did_not(0, "who", label=name, several=len(people) > 1)
            return
    first, second = found[0][0], found[1][0]
    if first.id == second.id:
        record.did_not(0, "who", label=first.name, several=False)
        return
    yield Keep(Apart(first.id, second.id, order["verdict"] == "apart"), "the lead said so")
    record.did(0, order["verdict"], f"{first.name} and {second.name}", names=[first.name, second.name])


def hand_over(order: Order, event: Letter, record: Record, situation: Situation) -> Iterator[Decision]:
    """Somebody else leads from a day on; only if we are sure that the lead says so."""
    address, day, *name = order["text"].split(" ", 2)
    network, since = situation.settings.network, date.fromisoformat(day)
    known = situation.named(address)
    said = (name[0] if name else "") or (known.name if known else "")
    if not is_sure(event):
        record.did_not(0, "unsure")
        return
    if not said:
        record.did_not(0, "nameless", label=address)
        return
    yield Keep(Lead(said, address, since, network.lead, network.lead_address), "the lead hands over")
    record.did(0, "handover", said, on=since)
