"""The annual review: the lead's draft, section by section. One source for Markdown and HTML, so that they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mailflow import terms, words
from mailflow.network import AIMS, KINDS, OF_PEOPLE, Stage
from mailflow.publish.cadence import cadence, length
from mailflow.publish.facts import Facts
from mailflow.publish.names import link_of, readable
from mailflow.publish.numbers import STAGES, Number, Period, numbers
from mailflow.publish.progress import mail_line
from mailflow.publish.texts import Texts, sentence
from mailflow.settings import MeetingSettings
from mailflow.tally import partnerships

NAMED = frozenset({"joint_working", "tools", "own_network", "internal_pages"})
"""The kinds of which the review names the organisations; of the others it says how many."""
MOST_TOOLS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A list item that is a link, or only its words if there is no address."""

    words: str
    address: str
    by: str


@dataclass(frozen=True, slots=True)
class Source:
    """A number of the last part, and the mails behind it."""

    what: str
    count: int
    mails: tuple[str, ...]
    """One line each."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs, and a list under the last of them."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str | Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The whole draft."""

    title: str
    draft: str
    sections: tuple[Section, ...]
    behind_title: str
    behind_intro: str
    behind: tuple[Source, ...]
    numbers: Mapping[str, Number]


def review(facts: Facts, period: Period, texts: Texts, made: date) -> Review:
    """The draft about ``period``, counted as it stood on its last day. Raises `mailflow.publish.texts.PageFault`."""
    found = numbers(facts, period)
    as_of = _as_of(facts, period)
    network = facts.settings.network
    sections = (
        Section(texts.say("review.network"), tuple(_network(as_of, found, texts))),
        _commitments(found, texts),
        _progress(as_of, found, period, texts),
        _case_studies(as_of, texts),
        *_who_leads(facts, period, texts),
        Section(texts.say("review.contact_title"), (texts.say("review.contact", mailbox=network.mailbox),)),
    )
    return Review(
        texts.say("review.title", since=period.since, until=period.until),
        texts.say("review.draft", lead=network.lead, day=made),
        sections,
        texts.say("review.behind"),
        texts.say("review.behind_intro"),
        tuple(_behind(found, texts)),
        found,
    )


def _as_of(facts: Facts, period: Period) -> Facts:
    told = tuple(one for one in facts.activities if period.has_month(one.month))
    return replace(facts, on=period.until, activities=told)


def _network(facts: Facts, found: Mapping[str, Number], texts: Texts) -> Iterator[str]:
    settings = facts.settings
    new, rounds, updates = found["new_champions"].count, found["chat_rounds"].count, found["updates"].count
    welcomed = [texts.say("review.welcomed", new)] if new else []
    size = texts.say(
        "review.size",
        champions=texts.say("nouns.champions", found["champions"].count),
        organisations=texts.say("nouns.organisations", found["organisations"].count),
    )
    yield _together([*welcomed, size])
    meets = _meets(settings.meetings, texts)
    chats = texts.say("review.chats", cadence=cadence(settings.chats.every, texts), size=settings.chats.size)
    yield _together([*meets, chats, *([texts.say("review.rounds", rounds)] if rounds else [])])
    yield _together([texts.say("review.asked"), *([texts.say("review.updates", updates)] if updates else [])])


def _meets(meetings: MeetingSettings, texts: Texts) -> Iterator[str]:
    """Nothing, if the network has no meetings."""
    if meetings.every:
        often, long = cadence(meetings.every, texts), length(meetings.minutes, texts)
        yield texts.say("review.meetings", cadence=often, length=long)
        known = [(f"agenda.{what.casefold()}", minutes) for what, minutes in meetings.items]
        items = [texts.say(name, minutes=minutes) for name, minutes in known if texts.has(name)]
        if items:
            yield texts.say("review.contents", items=items)


def _together(sentences: Sequence[str]) -> str:
    return " ".join(map(sentence, sentences))


def _commitments(found: Mapping[str, Number], texts: Texts) -> Section:
    count = found["commitments"].count
    told = [(aim, found[f"commitments/{aim}"].count) for aim in AIMS]
    items = tuple(
        texts.say("review.aim", aim=texts.say(f"aims.{aim}"), told=texts.say("nouns.organisations", number))
        for aim, number in told
        if number
    )
    said = texts.say("review.committed", count)
    paragraphs = (f"{said} {texts.say('review.aims')}",) if items else (said,)
    return Section(texts.say("review.commitments"), paragraphs, items)


def _progress(facts: Facts, found: Mapping[str, Number], period: Period, texts: Texts) -> Section:
    items = tuple(line for kind in KINDS for line in _kind(kind, facts, found, texts))
    since = texts.say("review.since", month=words.month_year(f"{period.since:%Y-%m}", texts.lang))
    return Section(texts.say("review.progress"), (since,) if items else (texts.say("review.nothing"),), items)


def _kind(kind: str, facts: Facts, found: Mapping[str, Number], texts: Texts) -> Iterator[str]:
    """What is said of a kind: stage by stage; two stages that are said alike are told as one."""
    if kind == "joint_working":
        yield from _joint_working(facts, found, texts)
        return
    told: dict[str, Number] = {}
    for stage in STAGES:
        number = found[f"{kind}/{stage}"]
        alike = next((one for one in told if texts.alike(f"did.{kind}.{one}", f"did.{kind}.{stage}")), str(stage))
        told[alike] = Number(told.get(alike, Number()).of + number.of)
    for stage_name, number in told.items():
        if number.count:
            yield _said(kind, stage_name, number, texts)
            helped = sum(one.with_hub for one in number.of)
            if helped and texts.has(f"did.{kind}.with_hub") and stage_name == Stage.DONE:
                yield texts.say(f"did.{kind}.with_hub", helped)


def _said(kind: str, stage: str, number: Number, texts: Texts) -> str:
    said = texts.say(f"did.{kind}.{stage}", number.count, names=_names(kind, number, texts))
    tools = Counter(tool for one in number.of for tool in one.tools)
    if not tools or not texts.has(f"did.{kind}.such_as"):
        return said
    common = [tool for tool, _ in sorted(tools.items(), key=lambda item: (-item[1], item[0]))[:MOST_TOOLS]]
    return said + texts.say(f"did.{kind}.such_as", tools=common)


def _names(kind: str, number: Number, texts: Texts) -> str:
    """Acronyms; whoever may not be named is counted."""
    if kind not in NAMED:
        return ""
    named = sorted((one.acronym for one in number.of if one.name), key=str.casefold)
    if not named:
        return texts.say("nouns.champions" if kind in OF_PEOPLE else "nouns.organisations", number.count)
    said = words.listed(named, texts.lang)
    return f"{said} ({texts.say('unnamed', number.unnamed)})" if number.unnamed else said


def _joint_working(facts: Facts, found: Mapping[str, Number], texts: Texts) -> Iterator[str]:
    """Who works with whom, each set a line of its own."""
    told = set[str]()
    for stage in STAGES:
        named = {one.acronym for one in found[f"joint_working/{stage}"].of if one.name}
        for partners in partnerships(facts.activities, facts.organisations, stage, on=facts.on):
            names = [one for one in partners if one in named | told]
            if set(names) <= told:
                continue
            told |= set(names)
            yield texts.say(f"did.joint_working.{stage}", len(partners), names=words.listed(names, texts.lang))


def _case_studies(facts: Facts, texts: Texts) -> Section:
    live = readable(facts)
    items = tuple(Link(one.name, link_of(one), one.organisation) for one in live)
    said = texts.say("review.readable", len(live)) if live else texts.say("review.unreadable")
    return Section(texts.say("review.case_studies"), (said,), items)


def _who_leads(facts: Facts, period: Period, texts: Texts) -> Iterator[Section]:
    """Who has begun to lead in that time, or will."""
    said = tuple(
        texts.say(
            "review.led" if one.since <= period.until else "review.leads",
            before=one.before, name=one.name, day=one.since,
        )
        for one in facts.leads
        if one.since >= period.since
    )  # fmt: skip
    if said:
        yield Section(texts.say("review.next"), said)


def _behind(found: Mapping[str, Number], texts: Texts) -> Iterator[Source]:
    for name, number in found.items():
        if name == "organisations":
            continue  # which rest on the same mails as their champions
        mails = Counter(mail for one in number.of for mail in one.mails)
        ordered = sorted(mails.items(), key=lambda item: (item[0].on or date.min, item[0].key))
        if mails:
            lines = tuple(mail_line(mail, texts, times) for mail, times in ordered)
            yield Source(_what(name, texts), number.count, lines)


def _what(name: str, texts: Texts) -> str:
    first, slash, second = name.partition("/")
    if not slash:
        return texts.say(f"review.behind_of.{first}")
    if first == "commitments":
        return f"{texts.say('review.behind_of.commitments')}: {texts.say(f'aims.{second}')}"
    return sentence(f"{terms.kind(first, texts.lang)} ({texts.say(f'stages.{second}')})")
