"""Updates: asked for once, reminded once, answered with one receipt. One answer, of any shape, ends the chasing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from mailflow.almanac import ChatMonth, at_wall_time, chat_months, month_of
from mailflow.decisions import Cancel, Decision, Ignore, Keep, Send
from mailflow.events import Due, Intent, Letter
from mailflow.flows import activity, case_study, question, withdraw
from mailflow.flows.answer import answer
from mailflow.flows.chat.met import met
from mailflow.flows.marking import is_held
from mailflow.network import Activity, Champion, Meeting, Situation, Status, Update

_TO_ALL = re.compile(r"\b(?:has|have|does|do|is|are|did) any(?:one|body) else\b", re.IGNORECASE)
"""A question to the other champions, not to us."""


def ask(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """After the chats, ask everybody who was in one; show what they told last time."""
    month = month_of(event.occasion, situation.settings)
    if month is None or situation.round is None:
        yield Ignore("no groups were made for this month, so there is nothing to ask about")
        return
    last = {update.champion: update for update in situation.updates}
    drawn = {member for group in situation.round.groups for member in (*group.members, *group.left_out)}
    met = _met(situation)
    for champion in situation.champions:
        if champion.id in drawn and _may_be_asked(champion, month, now):
            told = {"met": met.get(champion.id), "last": last.get(champion.id)}
            yield _request("update/ask", champion, month, situation, **told)


def _met(situation: Situation) -> dict[int, bool | None]:
    """Whether the group of each member of the round met, by number; None until somebody tells."""
    groups = situation.round.groups if situation.round else ()
    return {member: group.met for group in groups for member in group.members}


def _may_be_asked(champion: Champion, month: ChatMonth, now: datetime) -> bool:
    del now
    return champion.status is Status.ACTIVE and not champion.suppressed and month.month not in champion.skips


def remind(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Whoever was asked and is silent gets one reminder; whoever is away gets it when they are back, or not at all."""
    month = month_of(event.occasion, situation.settings)
    if month is None:
        yield Ignore("no groups were made for this month")
        return
    answered = {update.champion for update in situation.updates}
    met = _met(situation)
    for champion in situation.champions:
        if champion.id in answered or not _may_be_asked(champion, month, now):
            continue
        back = champion.away_until
        if back is not None and back > month.deadline:
            continue
        send = _request("update/remind", champion, month, situation, met=met.get(champion.id))
        if back is not None and back > now.date():
            send = replace(send, not_before=at_wall_time(back, time(9), situation.settings.network.zone))
        yield send


def _request(mail: str, champion: Champion, month: ChatMonth, situation: Situation, **facts: object) -> Send:
    return Send(
        mail,
        champion,
        "update",
        month.month,
        facts={"month": month.month, "deadline": month.deadline, **facts},
        mass=True,
        useful_until=at_wall_time(month.deadline, time(18), situation.settings.network.zone),
    )


def tell(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Keep what the sender tells, end the chasing, and show once what was understood."""
    sender = situation.sender
    if sender is None or not sender.is_member:
        yield from question.hold(event, situation, now)
        return
    if event.entities.get("withdraw"):
        yield from withdraw.take_back(event, situation, now)
        return
    yield from met(event, situation)
    told_for = _told_for(event, situation)
    if len(told_for) > 1:
        yield from _tell_for_group(event, situation, now, told_for)
        return
    months = _months(event, situation, now)
    nil = Intent.UPDATE not in event.intents
    held = is_held(event)
    attached = bool(event.entities.get("attachment"))
    told = () if nil or attached else activity.told(event, sender, months[-1])
    for month in months:
        yield _account(event, sender, month, now, text=event.new_text, nil=nil, held=held)
        yield Cancel("they have answered", champion=sender, kind="update", number=month)
    yield from map(Keep, told)
    yield from case_study.come_back(event, sender, situation)
    if not nil and not attached:
        yield activity.ask_approval(event, situation, now, told, months, _to_approve(event, sender, months), held=held)
    if attached:
        yield question.ask(f"The update of {sender.name} is in an attachment.", event, situation, now)
        yield answer(event, sender, "update/attachment", number=months[0], months=months)
    elif held:
        yield answer(event, sender, "update/held", number=months[0], months=months)
    elif nil:
        yield answer(event, sender, "update/nil", number=months[0], months=months)
    else:
        meeting, to_all = _not_answered(event, situation), bool(_TO_ALL.search(event.new_text))
        yield answer(
            event,
            sender,
            "update/receipt",
            kind="meeting" if meeting else "",
            number=meeting.number if meeting else months[0],
            months=months,
            text=event.new_text,
            activities=_activities(event),
            asks=Intent.QUESTION in event.intents and situation.already_answered,
            to_all=to_all,
            met=event.entities.get("met"),
            late=_is_late(months[-1], situation, now),
            meeting=meeting.start.astimezone(situation.settings.network.zone) if meeting else None,
        )
        if to_all:
            yield question.ask(
                f"{sender.name} asks other champions something: put it to the next meeting.", event, situation, now
            )
    if event.needs_person and nil and not attached:
        yield question.ask(
            f"The update of {sender.name} wants a look: {'; '.join(event.reasons)}.", event, situation, now
        )


def _not_answered(event: Letter, situation: Situation) -> Meeting | None:
    """The meeting whose invitation the update came in answer to, if whether they come is still unknown."""
    meeting, sender = situation.meeting, situation.sender
    if event.thread is None or event.thread.kind != "meeting" or meeting is None or not meeting.is_open:
        return None
    told = any(sender is not None and one.champion == sender.id and one.says for one in situation.answers)
    return None if told else meeting


def _is_late(month: str, situation: Situation, now: datetime) -> bool:
    known = month_of(month, situation.settings)
    return known is not None and now.astimezone(situation.settings.network.zone).date() > known.deadline


def _to_approve(event: Letter, sender: Champion, months: list[str]) -> str:
    if is_held(event):
        return _why_held(event, sender)
    said = f"{sender.name} tells of their work in {' and '.join(map(_in_words, months))}."
    return f"{said} It wants a look. {' '.join(event.reasons)}" if event.needs_person and event.reasons else said


def _in_words(month: str) -> str:
    return f"{date(int(month[:4]), int(month[5:7]), 1):%B %Y}"


def _why_held(event: Letter, sender: Champion) -> str:
    marking = event.entities.get("marking") or "possibly unpublished figures"
    return f"The update of {sender.name} may not be shown ({marking}). It has not been passed on."


def _activities(event: Letter) -> list[tuple[str, str]]:
    facts = event.entities.get("activity_facts", [])
    if facts:
        return [(one.get("kind", ""), one.get("state", "done")) for one in facts]
    return [(kind, "done") for kind in event.entities.get("activities", [])]


def _account(
    event: Letter,
    who: Champion,
    month: str,
    now: datetime,
    *,
    text: str,
    nil: bool,
    held: bool,
    told: Sequence[Activity] | None = None,
) -> Keep:
    understood = _activities(event) if told is None else [(one.kind, str(one.state)) for one in told]
    return Keep(
        Update(
            who.id, month, "" if nil else text, now, nil=nil, held=held, organisation=who.organisation,
            activities=() if nil else tuple(understood),
        )
    )  # fmt: skip


def _months(event: Letter, situation: Situation, now: datetime) -> list[str]:
    """The months that the update is for: as it says, else as the thread says, else the latest month of chats."""
    entities = event.entities
    said = entities.get("periods") or ([entities["period"]] if entities.get("period") else [])
    if said:
        return said
    if event.thread is not None and event.thread.kind in {"update", "chat"} and event.thread.number:
        return [event.thread.number[:7]]
    if situation.round is not None:
        return [situation.round.month]
    drawn = [month.month for month in chat_months(situation.settings, now - timedelta(days=70), now)]
    return [drawn[-1] if drawn else f"{now:%Y-%m}"]


def _told_for(event: Letter, situation: Situation) -> list[tuple[Champion, str]]:
    """One update on behalf of the group: each member with their own line; only members of the sender's own group."""
    told = []
    for line in event.entities.get("update_lines", []):
        name, organisation = line.get("name", "").casefold(), line.get("organisation", "")
        for member in situation.members:
            if (name and member.name.casefold().startswith(name)) or (
                organisation and member.organisation == organisation
            ):
                told.append((member, line.get("text", "")))
                break
    return told


def _tell_for_group(
    event: Letter, situation: Situation, now: datetime, told_for: list[tuple[Champion, str]]
) -> Iterator[Decision]:
    """Each gets their own line, and a receipt, so that each can correct it."""
    sender = situation.sender
    assert sender is not None
    month = _months(event, situation, now)[0]
    counted: list[Activity] = []
    for champion, text in told_for:
        nil = not text or text.casefold().startswith("nothing")
        told = () if nil else activity.told(event, champion, month, of_group=True)
        counted += told
        yield _account(event, champion, month, now, text=text, nil=nil, held=is_held(event), told=told)
        yield from map(Keep, told)
        yield Cancel("the group has answered", champion=champion, kind="update", number=month)
        yield answer(
            event,
            champion,
            "update/receipt_for_group",
            number=month,
            month=month,
            text=text,
            nil=nil,
            teller=sender.name,
        )
    reason = f"{sender.name} tells of the work of their whole group in {_in_words(month)}."
    yield activity.ask_approval(event, situation, now, counted, [month], reason, held=is_held(event))
