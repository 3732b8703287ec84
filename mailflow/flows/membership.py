"""Leave, pause, skip, come back, hand over: by reply, at any time. Leaving is instant, once, and without argument."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow.almanac import next_draw
from mailflow.decisions import Ask, Cancel, Decision, Ignore, Keep, Remind, Send
from mailflow.events import Due, Letter
from mailflow.flows import join, meeting, question
from mailflow.flows.answer import answer
from mailflow.flows.chat import drop_out
from mailflow.flows.days import day_of, morning, today_of
from mailflow.network import Champion, Situation, Status


def thanked(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Thanks are no beginning of a conversation."""
    del event, situation, now
    yield Ignore("thanks need no answer")


def leave(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Off the list, today or on the day that they name."""
    sender = situation.sender
    if sender is None and situation.meeting is not None and situation.answers:
        yield from meeting.guest_leaves(event, situation, now)
        return
    if sender is None:
        yield from question.hold(event, situation, now)
        return
    if sender.status in {Status.LEFT, Status.DECLINED, Status.LAPSED, Status.ERASED}:
        yield Ignore("they have left")
        return
    effective = day_of(event.entities.get("effective"))
    if sender.is_member and effective is not None and effective > today_of(situation, now):
        yield from _leave_later(event, sender, effective, situation, now)
        return
    apology = any(intent == "complaint" for intent in event.intents)
    gone = replace(sender, status=Status.LEFT, left=today_of(situation, now), leaves_on=None, listed=False)
    yield Cancel("they have left", champion=gone)
    yield Keep(gone, "they asked to leave")
    yield from drop_out(sender, situation, now)
    receipt = answer(event, gone, "membership/left", apology=apology, uninvited=None)
    yield meeting.taken_out(receipt, situation, now, today_of(situation, now))
    yield from _last_of_organisation(sender, situation, now)


def _leave_later(
    event: Letter, sender: Champion, effective: date, situation: Situation, now: datetime
) -> Iterator[Decision]:
    yield Keep(replace(sender, leaves_on=effective), "they leave on a day that they named")
    yield Remind("membership/leave", sender, morning(effective, situation))
    receipt = answer(event, sender, "membership/leaving", on=effective, uninvited=None)
    yield meeting.taken_out(receipt, situation, now, effective)


def leave_today(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The day has come that somebody named."""
    del event
    champion = situation.subject
    if champion is None or not champion.is_member or champion.leaves_on is None:
        yield Ignore("they have left already, or stay")
        return
    gone = replace(champion, status=Status.LEFT, left=champion.leaves_on, leaves_on=None, listed=False)
    yield Cancel("they have left", champion=gone)
    yield Keep(gone, "the day that they named")
    yield from drop_out(champion, situation, now)
    yield from _last_of_organisation(champion, situation, now)


def _last_of_organisation(champion: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    if champion.is_member and champion.organisation and situation.members_left <= 1:
        reason = f"{champion.organisation} has no champion any more: {champion.name} has left."
        yield Ask(
            reason, today_of(situation, now), champion=champion, intent="leave", suggestion="look for a successor"
        )


def hand_over(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A leave and an invitation: the successor must say yes."""
    sender = situation.sender
    if sender is None or not sender.is_member:
        yield from question.hold(event, situation, now)
        return
    name = event.entities.get("successor", "")
    address = event.entities.get("successor_email") or ""
    effective = day_of(event.entities.get("effective")) or today_of(situation, now)
    if address:
        yield from join.invite(name, address, sender, event, situation, now)
    if effective > today_of(situation, now):
        yield Keep(replace(sender, leaves_on=effective), "handed over")
        yield Remind("membership/leave", sender, morning(effective, situation))
    else:
        gone = replace(sender, status=Status.LEFT, left=effective, leaves_on=None, listed=False)
        yield Cancel("they have handed over", champion=gone)
        yield Keep(gone, "handed over")
        yield from drop_out(sender, situation, now)
    receipt = answer(event, sender, "membership/handover", name=name, asked=bool(address), on=effective, uninvited=None)
    yield meeting.taken_out(receipt, situation, now, effective)


def pause(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """No chats, no reminders, until a day or until they say BACK. Why is not kept."""
    sender = situation.sender
    if sender is None or not sender.is_member:
        yield from question.hold(event, situation, now)
        return
    today = today_of(situation, now)
    begins = max(today, day_of(event.entities.get("pause_from")) or today)
    until = day_of(event.entities.get("pause_until"))
    if until is not None and until <= begins:
        yield from question.hold(event, situation, now)
        return
    paused = replace(sender, paused_from=begins, paused_until=until)
    if begins > today:
        yield Keep(paused, "pauses later")
        yield Remind("membership/pause", sender, morning(begins, situation))
    else:
        yield from _pause_now(paused, situation, now)
    if until is not None:
        yield Remind("membership/return", sender, morning(until, situation))
    vague = bool(event.entities.get("pause_vague"))
    receipt = answer(event, sender, "membership/paused", begins=begins, until=until, vague=vague, uninvited=None)
    yield meeting.taken_out(receipt, situation, now, begins, until)


def _pause_now(champion: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    yield Cancel("paused", champion=champion, kind="chat")
    yield Cancel("paused", champion=champion, kind="update")
    yield Keep(replace(champion, status=Status.PAUSED), "paused")
    yield from drop_out(champion, situation, now)


def pause_today(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The pause begins that somebody named."""
    del event
    champion = situation.subject
    if champion is None or champion.status is not Status.ACTIVE or champion.paused_from is None:
        yield Ignore("they are not here to be paused, or have changed their mind")
        return
    yield from _pause_now(champion, situation, now)


def ask_back(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The pause ends: ask whether they would like to come back."""
    del event, now
    champion = situation.subject
    if champion is None or champion.status is not Status.PAUSED:
        yield Ignore("they are back, or have left")
        return
    yield Send("membership/welcome_back", champion, "return", facts={})


def resume(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """BACK: in again from the next draw."""
    sender = situation.sender
    if sender is None or not sender.is_member:
        yield from question.hold(event, situation, now)
        return
    back = replace(sender, status=Status.ACTIVE, paused_from=None, paused_until=None, away_until=None)
    yield Keep(back, "back from a pause")
    yield answer(event, back, "membership/back", next_draw=next_draw(situation.settings, now))
    yield from meeting.invite_again(back, sender, situation, now)


def skip(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Sit out one month or a few, and be back by oneself."""
    sender = situation.sender
    entities = event.entities
    months = entities.get("skips") or ([entities["skip"]] if entities.get("skip") else [])
    if sender is None or not sender.is_member or not months:
        yield from question.hold(event, situation, now)
        return
    yield Keep(replace(sender, skips=sender.skips | frozenset(months)), "skips " + ", ".join(months))
    for month in months:
        yield Cancel("skipped", champion=sender, kind="update", number=month)
    if situation.group is not None and situation.group.round in months:
        yield Cancel("skipped", champion=sender, kind="chat")
        yield from drop_out(sender, situation, now)
    yield answer(event, sender, "membership/skipped", months=sorted(months))
