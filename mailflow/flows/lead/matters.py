"""What a yes or no of the lead carries out: from the kind of matter to the flow that knows it.

A flow that wants a person's decision yields an `Ask` with a ``matter`` and, as ``proposal``, the facts that its yes
needs. The brief says what yes and no will do (``templates/*/_lead/matters.md``). The lead's answer, by mail or on the
command line, comes back here: the flow's function turns it into decisions and a deed, the question is closed, and the
receipt says the deed (``templates/*/_lead/deeds.md``). Whatever records the matter is about are gathered by
`mailflow.store.matters`, as they stand when the lead answers. Words without a yes or no leave such a question open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mailflow.flows import activity, case_study, commitment, digest, feedback, move, organisation
from mailflow.flows.outcome import Outcome, Settled
from mailflow.network import Asked, Situation

MATTERS: Mapping[str, Settled] = {
    "update": activity.settled,
    "commitment": commitment.settled,
    "case-study": case_study.settled,
    "case-study-later": case_study.asked_again,
    "feedback": feedback.settled,
    "details": move.settled,
    "organisation": organisation.settled,
    "digest": digest.settled,
}

DANGEROUS = frozenset({"details", "organisation"})
"""What changes who somebody is to us, or many at once: the lead's token is not enough, their domain must pass too."""


def settle(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """What the lead's answer comes to; of a question about no matter, only that it is closed."""
    if not asked.question.matter:
        return Outcome()
    return MATTERS[asked.question.matter](asked, yes, words, situation, now)
