"""The day has come on which somebody else leads: they get a letter, the one before them a thank you, champions a line.

Sender name, signature, approver and brief have changed already: they are read off the day (`mailflow.store.office`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mailflow.almanac import chat_months
from mailflow.decisions import Decision, Facts, Send
from mailflow.events import Due
from mailflow.flows.lead.who import the_lead
from mailflow.network import Champion, Question, Situation, Status

YEAR = timedelta(days=366)
MOST = 30
"""So many open questions stand in the letter; the rest are counted."""


def handed_over(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Tell the newcomer all that they need, the one before them that it is done, and every champion who leads now."""
    lead, handover = the_lead(situation.settings), situation.handover
    assert handover is not None
    facts: Facts = {"before": handover.before, "lead": lead.name}
    yield Send("lead/welcome", lead, "brief", event.occasion, facts={**facts, **_letter(situation, now)})
    if handover.before_address:
        outgoing = Champion(0, handover.before, handover.before_address, "")
        yield Send("lead/thanks", outgoing, "brief", event.occasion, {**facts, "outgoing": True})
    for champion in situation.champions:
        if champion.status is Status.ACTIVE and champion.address != lead.address:
            yield Send("network/new_lead", champion, "network", event.occasion, facts, mass=True)


def _letter(situation: Situation, now: datetime) -> Facts:
    settings = situation.settings
    questions = sorted(situation.open_questions, key=lambda question: (question.due, question.id))
    return {
        "questions": [_item(question) for question in questions[:MOST]],
        "total": len(questions),
        "year": [(month.draw, month.deadline) for month in chat_months(settings, now, now + YEAR)],
        "expiries": settings.expiries,
        "champions": len(situation.champions),
        "organisations": len({one.organisation for one in situation.champions if one.organisation}),
        "hold_minutes": settings.sending.hold_minutes,
        "brief_at": settings.lead.brief_at,
    }


def _item(question: Question) -> Facts:
    return {"number": question.id, "reason": question.reason.partition("\n")[0], "due": question.due}
