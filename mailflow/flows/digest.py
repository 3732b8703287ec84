"""The monthly digest: drafted for the lead, sent to every champion after their yes, and each line its writer's own.

Only what is approved, and neither held nor withdrawn, stands in it; what came too late for the last one is in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailflow.decisions import Decision, Facts, Ignore, Keep, Send
from mailflow.events import Due
from mailflow.flows.outcome import WORDS, Outcome
from mailflow.network import KINDS, Asked, Desk, Digest, DigestState, Situation, Status, Update

OTHER = "other"
"""The theme of news that are none of the eight kinds."""
USEFUL = timedelta(days=14)
"""After that nobody wants last month's digest any more."""


def send(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The lead has said yes: to every active champion who has not had it, as mail to many."""
    month, desk = event.occasion[:7], situation.desk
    assert desk is not None
    digest = desk.digest
    if digest is None or digest.state is not DigestState.APPROVED:
        yield Ignore("it is not approved, or has been sent")
        return
    lines = [one for one in tellable(desk.updates) if one.id in digest.lines]
    yield Keep(replace(digest, state=DigestState.SENT, lines=tuple(one.id for one in lines)))
    if not lines:
        yield Ignore("every line was withdrawn")
        return
    for one in lines:
        yield Keep(replace(one, digest=month), "the digest tells of it")
    facts = facts_of(month, lines, desk, situation)
    for champion in situation.champions:
        if champion.status is Status.ACTIVE and not champion.suppressed and champion.id not in desk.sent_to:
            yield Send("digest/month", champion, "digest", month, facts, mass=True, useful_until=now + USEFUL)


def tellable(updates: Sequence[Update]) -> list[Update]:
    """Those whose words may be shown."""
    return [one for one in updates if one.may_be_told]


def facts_of(month: str, lines: Sequence[Update], desk: Desk, situation: Situation) -> Facts:
    """The lines by theme: the kind of the first activity that a mail tells of; numbers are the updates' own."""
    theme_of: dict[str, str] = {}
    for activity in desk.activities:
        if activity.withdrawn is None:
            theme_of.setdefault(f"{activity.source} {activity.champion}", activity.kind)
    themes: dict[str, list[Facts]] = {kind: [] for kind in (*KINDS, OTHER)}
    for one in lines:
        writer = desk.writers.get(one.champion)
        line: Facts = {
            "number": one.id,
            "who": writer.name if writer else "A champion",
            "organisation": one.organisation,
            "month": one.month,
            "late": one.month != month,
            "text": _short(one.text, situation.settings.digest.line_characters),
        }
        themes[theme_of.get(f"{one.source} {one.champion}", OTHER)].append(line)
    return {"month": month, "themes": [{"kind": kind, "lines": told} for kind, told in themes.items() if told]}


_OPENING = re.compile(
    r"^(?:(?:hi|hello|dear|helo|annwyl|bore da)\b[^.!?]{0,40}[,.!]\s+"
    r"|(?:so |very |really )?(?:sorry|apologies|ymddiheuriadau|sori)\b[^.!?]{0,80}"
    r"\b(?:late|delay|hwyr|oedi)\b[^.!?]{0,40}[.!?]\s+)+",
    re.IGNORECASE,
)
"""A greeting, or word that it comes late: for the lead, and no news for the others."""


def _short(text: str, most: int) -> str:
    words = _OPENING.sub("", " ".join(text.split()))
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


# --- the lead's yes ---------------------------------------------------------------------------------------------------


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes: it goes out with the next beat, through the hold window. No: it is not sent."""
    del situation
    if yes and words:
        return WORDS
    month = str(asked.question.proposal["month"])
    digest = next((one for one in asked.records if isinstance(one, Digest)), None)
    if digest is None or digest.state in {DigestState.APPROVED, DigestState.SENT}:
        return Outcome("digest sent before", facts={"month": month})
    if not yes:
        held = Keep(replace(digest, state=DigestState.HELD, moment=None), "the lead says no")
        return Outcome("digest not sent", (held,), {"month": month})
    return Outcome("digest approved", (Keep(approved(digest, now), "the lead says yes"),), {"month": month})


def approved(digest: Digest, now: datetime) -> Digest:
    """The digest as it may go out from now on."""
    return replace(digest, state=DigestState.APPROVED, moment=now)
