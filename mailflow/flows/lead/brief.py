"""The lead's brief: one mail on a working day, only if something is new or due; its items are answered by number.

A question stands in it under its own number, the same as on the command line, so that an old brief can be answered too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from mailflow.almanac import at_wall_time, working_days_after
from mailflow.decisions import Decision, Facts, Ignore, Send
from mailflow.events import Due
from mailflow.flows.chat.outlook import round_line
from mailflow.flows.lead.who import the_lead, to_all_who_lead
from mailflow.flows.meeting.decided import DECIDED
from mailflow.network import News, Question, Round, Situation
from mailflow.settings import Settings

DEEDS = (
    "join/welcome",
    "join/confirm_nominee",
    "membership/handover",
    "membership/leaving",
    "membership/left",
    "move/receipt",
)
"""The mails that tell of what was settled without the lead, who may undo it."""
MOST = 30
"""So many questions stand in one brief; the rest are counted."""
MOST_WORDS = 400
"""So many characters of a letter are shown."""
SOON = timedelta(days=30)
"""A secret that runs out within this time is mentioned."""
LAST_CALL = timedelta(days=7)
"""A secret that runs out within this time is worth a brief of its own."""
_WITH_A_TRACE = "A mail could not be handled"
"""How the reason of a mail that was set aside begins; what follows may hold words of the mail."""


def brief(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """What waits for the lead, and what was done without them since the last brief."""
    news, settings = situation.news, situation.settings
    assert news is not None
    today = now.astimezone(settings.network.zone).date()
    if not _is_worth_a_mail(news, situation, today):
        yield Ignore("nothing is new and nothing is due")
        return
    waiting = [question for question in situation.open_questions if not question.later or question.later <= today]
    questions = sorted(waiting, key=lambda question: (question.due, question.id))
    told = Send(
        "lead/brief",
        the_lead(settings),
        "brief",
        event.occasion,
        facts={
            "day": today,
            "since": news.since.astimezone(settings.network.zone),
            "questions": [_item(question, news, today) for question in questions[:MOST]],
            "total": len(questions),
            "deeds": [(deed.number, deed.mail, deed.who) for deed in news.deeds],
            "closed": [question.id for question in news.closed],
            "failed": news.failed,
            "unknown": news.unknown,
            "held": news.held,
            "expiries": [(name, on) for name, on in settings.expiries if on - today <= SOON],
            "round": _drawn(situation.round) if situation.round else None,
        },
        useful_until=at_wall_time(today, time(23, 59), settings.network.zone),
    )
    yield from to_all_who_lead(told, situation)


def _is_worth_a_mail(news: News, situation: Situation, today: date) -> bool:
    soon = working_days_after(today, 1)
    waiting = [question for question in situation.open_questions if not question.later or question.later <= today]
    last = news.since.astimezone(situation.settings.network.zone).date()
    asked = any(
        question.asked > news.since or question.due <= soon or (question.later and question.later > last)
        for question in waiting
    )
    troubles = news.failed or news.unknown or news.held or _a_secret_runs_out(situation.settings, today)
    return bool(asked or troubles or news.deeds or news.closed or situation.round)


def _a_secret_runs_out(settings: Settings, today: date) -> bool:
    return any(on - today <= LAST_CALL for _, on in settings.expiries)


def _item(question: Question, news: News, today: date) -> Facts:
    who = news.people.get(question.champion or 0)
    known = [who.organisation] if who and who.organisation else []
    reason = question.reason
    if reason.startswith(_WITH_A_TRACE):
        reason = f"{reason.partition(':')[0]}. Read it in the mailbox."
    return {
        "number": question.id,
        "reason": reason,
        "who": ", ".join([*known, question.writer]) if question.writer else "",
        "due": question.due,
        "late": question.due < today,
        "words": _short(news.words.get(question.id, "")),
        "matter": question.matter or (question.intent if question.intent in DECIDED else ""),
        "proposal": question.proposal,
    }


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rsplit(' ', 1)[0]} …"


def _drawn(drawn: Round) -> Facts:
    """The round in figures; what they mean is the draw's own sentence (a round of an older mailflow has none)."""
    figures = drawn.figures
    return {
        "month": drawn.month,
        "groups": len(drawn.groups),
        "again": figures.repeats if figures else None,
        "line": round_line(len(drawn.groups), figures) if figures else "",
    }
