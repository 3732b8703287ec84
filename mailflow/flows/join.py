"""The way in: apply, or be nominated; confirm by replying from the address to be used; be reminded once; or lapse.

Nobody is enrolled without their own yes from the address to be used (product.md, rule 14).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from mailflow import diary
from mailflow.almanac import next_draw, working_days_after
from mailflow.decisions import Cancel, Decision, Ignore, Keep, Remind, Send
from mailflow.events import Due, Intent, Letter
from mailflow.flows import chat, meeting, membership, question, still
from mailflow.flows.answer import answer, writer
from mailflow.network import Champion, Commitment, Situation, Status


def apply(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Somebody asks to join: ask them to confirm, or say what stands in the way."""
    sender = situation.sender
    if sender is not None and sender.status is Status.PAUSED:
        yield from membership.resume(event, situation, now)
        return
    if sender is not None and sender.is_member:
        if event.entities.get("request") == "resume":
            yield Ignore("they are in, and will be drawn again by themselves")
            return
        yield answer(event, sender, "join/already", last_sent=situation.last_sent)
        return
    entities = event.entities
    organisation = entities.get("organisation") or ""
    if entities.get("verified") is False or (not organisation and entities.get("claimed_organisation")):
        yield answer(
            event, writer(event, sender), "join/work_address", claimed=entities.get("claimed_organisation", "")
        )
        return
    if not organisation:
        yield question.ask(
            f"{event.envelope.sender.name or event.envelope.sender.address} asks to join "
            "from outside the organisations that we know.",
            event,
            situation,
            now,
        )
        if not situation.already_answered:
            by = working_days_after(now.date(), situation.settings.sending.answer_days)
            yield answer(event, writer(event, sender), "question/acknowledged", kind="question", about="join", by=by)
        return
    applicant = _applicant(event, situation, organisation, now)
    yield Keep(applicant)
    asked = Intent.QUESTION in event.intents
    yield answer(
        event, applicant, "join/confirm", kind="confirm", organisation=_name(situation, organisation), asked=asked
    )
    yield from _chase(applicant, situation, now)


def _applicant(event: Letter, situation: Situation, organisation: str, now: datetime) -> Champion:
    person = writer(event, situation.sender)
    name = str(event.entities.get("name") or person.name or person.address.partition("@")[0])
    return replace(
        person,
        name=name,
        organisation=organisation,
        status=Status.APPLIED,
        applied=now.date(),
        left=None,
        leaves_on=None,
        paused_from=None,
        paused_until=None,
        suppressed="",
    )


def _name(situation: Situation, acronym: str) -> str:
    found = situation.organisation(acronym)
    return found.name if found else acronym


def _chase(applicant: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    join = situation.settings.join
    yield Remind("join/remind", applicant, now + timedelta(days=join.remind_after_days))
    yield Remind("join/lapse", applicant, now + timedelta(days=join.lapse_after_days))


def nominate(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Somebody names a colleague: the colleague is asked, and nothing about them is kept public until they say yes."""
    nominator = writer(event, situation.sender)
    written: list[str] = []
    missing: list[str] = []
    for name, address in _nominees(event):
        if not address:
            missing.append(name)
            continue
        yield from invite(name, address, nominator, event, situation, now)
        written.append(name)
    if missing:
        draw = next_draw(situation.settings, now)
        yield answer(event, nominator, "join/ask_address", kind="nominate", names=missing, next_draw=draw)
    if written:
        yield answer(event, nominator, "join/nominator", kind="nominate", names=written)
    if not written and not missing:
        yield from question.hold(event, situation, now)


def _nominees(event: Letter) -> list[tuple[str, str]]:
    entities = event.entities
    several = [(one.get("name") or "", one.get("email") or "") for one in entities.get("nominees", [])]
    if several:
        return several[:10]
    name = entities.get("nominee", "")
    return [(name, entities.get("nominee_email") or "")] if name or entities.get("nominee_email") else []


def invite(
    name: str, address: str, nominator: Champion, event: Letter, situation: Situation, now: datetime
) -> Iterator[Decision]:
    """Ask a nominee for their own yes; once, and only at an organisation that we know."""
    known = situation.named(address)
    if known is not None and (known.is_member or known.status is Status.APPLIED):
        return
    organisation = _organisation_at(address, situation)
    if not organisation:
        reason = f"{nominator.name} names {name} ({address}), whose organisation we do not know."
        yield question.ask(reason, event, situation, now)
        return
    nominee = replace(
        known or Champion(0, name, address.lower(), organisation, language=event.language),
        name=name or address.partition("@")[0],
        organisation=organisation,
        status=Status.APPLIED,
        applied=now.date(),
        nominated_by=nominator.name,
    )
    yield Keep(nominee)
    yield Send(
        "join/confirm_nominee", nominee, "confirm",
        facts={"nominator": nominator.name, "organisation": _name(situation, organisation)},
    )  # fmt: skip
    yield from _chase(nominee, situation, now)


def _organisation_at(address: str, situation: Situation) -> str:
    domain = address.rpartition("@")[2].lower()
    for organisation in situation.organisations:
        if any(domain == known or domain.endswith("." + known) for known in organisation.domains):
            return organisation.acronym
    return ""


def confirmed(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """YES: the applicant is a champion from today."""
    sender = situation.sender
    if sender is None:
        yield question.ask("Somebody whom we do not know says YES.", event, situation, now)
        return
    if sender.status is Status.PAUSED:
        yield from membership.resume(event, situation, now)
        return
    if event.thread is not None and event.thread.kind == "swap":
        yield from chat.join(event, situation, now)
        return
    if event.thread is not None and event.thread.kind == "still" and sender.is_member:
        yield from still.stays(event, situation)
        return
    if sender.status is not Status.APPLIED:
        yield Ignore("there is nothing to confirm")
        return
    if not sender.organisation:
        yield question.ask(f"{sender.name} says YES, but has no organisation that we know.", event, situation, now)
        return
    champion = replace(
        sender,
        status=Status.ACTIVE,
        joined=now.date(),
        listed=event.entities.get("list_publicly", sender.listed),
        language=_language(event, sender),
        greeting=sender.greeting,
    )
    yield Cancel("the application is confirmed", champion=champion)
    yield Keep(champion, "confirmed by their own reply")
    yield from _taken_over(champion, situation)
    yield answer(
        event,
        champion,
        "join/welcome",
        kind="welcome",
        organisation=_name(situation, champion.organisation),
        next_draw=next_draw(situation.settings, now),
        next_meeting=_next_meeting(situation, now),
    )
    yield from meeting.invite_newcomer(champion, situation, now)


def _next_meeting(situation: Situation, now: datetime) -> datetime | None:
    """When the next meeting begins, in wall time."""
    found = diary.next_after(situation.settings, situation.meetings, now)
    return found.start.astimezone(situation.settings.network.zone) if found else None


def _taken_over(champion: Champion, situation: Situation) -> Iterator[Decision]:
    """What whoever handed over to them had in hand is theirs now."""
    for one in situation.left_open:
        theirs = (
            replace(one, contact=champion.name) if isinstance(one, Commitment) else replace(one, champion=champion.id)
        )
        yield Keep(theirs, "taken over with the role")


def _language(event: Letter, champion: Champion) -> str:
    return str(event.entities.get("language") or champion.language)


def declined(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """NO: nothing is kept but that they said no."""
    sender = situation.sender
    if event.thread is not None and event.thread.kind == "still" and sender is not None and sender.is_member:
        yield from membership.leave(event, situation, now)
        return
    if sender is None or sender.status is not Status.APPLIED:
        yield Ignore("there is nothing to decline")
        return
    gone = replace(sender, status=Status.DECLINED, nominated_by="")
    yield Cancel("declined", champion=gone)
    yield Keep(gone, "they said no")
    yield answer(event, gone, "join/declined")


def remind(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """One reminder to an applicant who has not confirmed."""
    champion = situation.subject
    if champion is None or champion.status is not Status.APPLIED or champion.applied is None:
        yield Ignore("the application is settled")
        return
    lapses = champion.applied + timedelta(days=situation.settings.join.lapse_after_days)
    del now, event
    yield Send("join/remind", champion, "confirm", facts={"lapses": lapses})


def lapse(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The application is dropped, and what it held with it."""
    del event, now
    champion = situation.subject
    if champion is None or champion.status is not Status.APPLIED:
        yield Ignore("the application is settled")
        return
    yield Cancel("never confirmed", champion=champion)
    yield Keep(replace(champion, status=Status.LAPSED), "never confirmed")
