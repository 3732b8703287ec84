"""A case study: proposed → drafting → cleared → published with its link, each step by the lead's yes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from mailflow.almanac import at_wall_time, next_working_day, working_days_after
from mailflow.decisions import Ask, Decision, Ignore, Keep, Remind, Send
from mailflow.events import Due, Intent, Letter
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.flows.marking import is_held
from mailflow.flows.outcome import LINK, WORDS, Outcome
from mailflow.network import Asked, CaseStudy, CaseStudyState, Champion, Situation

SUMMARY = 600
"""So many characters of a proposal are kept; the mail has the rest."""
PUBLISH_WITHIN = 10
"""Working days after which the lead is asked again whether a cleared one can be read."""
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def receive(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A proposal gets the format and what happens next; whatever the author sends after that goes to the lead."""
    sender = situation.sender
    if sender is None or not sender.is_member or is_held(event):
        yield from question.hold(event, situation, now, Intent.CASE_STUDY)
        return
    known = situation.case_study
    if known is not None:
        yield from _draft(known, event, sender, situation, now)
        return
    today = now.astimezone(situation.settings.network.zone).date()
    name = event.entities.get("title") or event.envelope.subject or f"Case study of {sender.organisation}"
    summary = event.new_text.strip()[:SUMMARY]
    yield Keep(CaseStudy(0, sender.organisation, name[:300], summary, sender.id, proposed=today))
    yield _ask(
        f"{sender.name} proposes a case study, and has been sent the format.",
        event, situation, now, name, CaseStudyState.DRAFTING,
    )  # fmt: skip
    yield answer(event, sender, "case_study/format", number=_key(event), name=name)


def _draft(one: CaseStudy, event: Letter, sender: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    if one.state not in {CaseStudyState.PROPOSED, CaseStudyState.DRAFTING}:
        yield from question.hold(event, situation, now, Intent.CASE_STUDY)
        return
    reason = f"{sender.name} writes about their case study. Is it the finished text, cleared by their organisation?"
    asked = _ask(reason, event, situation, now, one.name, CaseStudyState.CLEARED, one.source)
    yield replace(asked, writer_waits=True)
    yield answer(event, sender, "case_study/draft", number=one.source, name=one.name, by=asked.due)


def _ask(
    reason: str, event: Letter, situation: Situation, now: datetime, name: str, to: CaseStudyState, source: str = ""
) -> Ask:
    asked = question.ask(reason, event, situation, now)
    proposal = {"name": name, "to": str(to), "source": source}
    return replace(asked, matter="case-study", proposal=proposal, writer_waits=False)


def _key(event: Letter) -> str:
    return f"mail:{event.envelope.digest[:32]}"


def settled(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes moves it on; to be published it wants its link. No withdraws a proposal, and leaves all else as it is."""
    to = CaseStudyState(asked.question.proposal["to"])
    one = next((one for one in asked.records if isinstance(one, CaseStudy)), None)
    name = asked.question.proposal["name"]
    if one is None or one.state in {CaseStudyState.PUBLISHED, CaseStudyState.WITHDRAWN}:
        return Outcome("case study gone", facts={"name": name})
    if not yes:
        if to is not CaseStudyState.DRAFTING:
            return Outcome("case study stays", facts={"name": name, "state": str(one.state)})
        gone = Keep(replace(one, state=CaseStudyState.WITHDRAWN), "the lead does not take it up")
        return Outcome("case study withdrawn", (gone,), {"name": name})
    link = _LINK.search(words)
    if to is CaseStudyState.PUBLISHED and not link:
        return LINK
    if to is not CaseStudyState.PUBLISHED and words:
        return WORDS
    today = now.astimezone(situation.settings.network.zone).date()
    moved = advance(one, asked.about, to, today, link[0] if link else "")
    return Outcome(f"case study {to}", tuple(moved), {"name": name})


def advance(
    one: CaseStudy, author: Champion | None, to: CaseStudyState, today: date, link: str = ""
) -> Iterator[Decision]:
    """The case study at its next step, and what follows: the lead is asked for its link, the author reads of it."""
    published = today if to is CaseStudyState.PUBLISHED else None
    yield Keep(replace(one, state=to, link=link or one.link, published=published), "the lead moves it on")
    if to is CaseStudyState.CLEARED:
        yield Ask(
            "A case study is cleared and can be published.",
            working_days_after(today, PUBLISH_WITHIN),
            champion=author,
            writer=author.address if author else "",
            intent="case_study",
            matter="case-study",
            proposal={"name": one.name, "to": str(CaseStudyState.PUBLISHED), "source": one.source},
        )
    if to is CaseStudyState.PUBLISHED and author is not None and author.is_member and not author.suppressed:
        yield Send("case_study/published", author, "case_study", one.source, {"name": one.name, "link": link})


# --- ask me again in February -----------------------------------------------------------------------------------------


def come_back(event: Letter, sender: Champion, situation: Situation) -> Iterator[Decision]:
    """ "Not yet, ask me in February": somebody asks again then."""
    month = event.entities.get("case_study_later", "")
    if month:
        day = next_working_day(date(int(month[:4]), int(month[5:7]), 1))
        yield Remind("case_study/later", sender, at_wall_time(day, time(9), situation.settings.network.zone))


def later(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The month has come that they named."""
    del event
    champion = situation.subject
    if champion is None or not champion.is_member:
        yield Ignore("they have left")
        return
    today = now.astimezone(situation.settings.network.zone).date()
    yield Ask(
        f"{champion.name} asked us to ask again now about a case study.",
        working_days_after(today, PUBLISH_WITHIN),
        champion=champion,
        writer=champion.address,
        intent="case_study",
        matter="case-study-later",
    )


def asked_again(asked: Asked, yes: bool, words: str, situation: Situation, now: datetime) -> Outcome | str:
    """Yes: they are asked. No: they are not."""
    del situation, now
    if yes and words:
        return WORDS
    who = asked.about
    if not yes or who is None or not who.is_member or who.suppressed:
        return Outcome("case study not asked", facts={"names": [who.name] if who else []})
    again = Send("case_study/again", who, "case_study", asked.question.source)
    return Outcome("case study asked", (again,), {"names": [who.name]})
