"""What the lead decides about meetings by reply: who came, what to tell, the way in, where a talk goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mailflow import diary
from mailflow.decisions import Decision, Keep
from mailflow.events import Order
from mailflow.flows.meeting.people import answers_that_count, everybody, key_of
from mailflow.flows.meeting.talks import decline, place, that_fit
from mailflow.network import Answer, Asked, Champion, Meeting, Situation, TalkOffer
from mailflow.words import count


@dataclass(frozen=True, slots=True)
class Undone:
    """Why nothing was done: a word that ``lead/done`` knows, and what was not understood."""

    why: str
    said: str = ""


InWords = tuple[str, list[Decision]] | Undone
"""What was done, for the receipt, and what follows; or why nothing does."""
Decider = Callable[[Order, Asked, Situation, datetime], InWords]

_ALL = re.compile(
    r"(?:all|everybody|everyone|pawb)(?:[ ,]*(?:but|except|apart from|without|ac eithrio)\b[ :]*(.*))?[.!]*",
    re.DOTALL | re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:nobody|no one|none|neb)[.!]*", re.IGNORECASE)


class UnknownPeopleError(ValueError):
    """Names that fit nobody, or several; the message lists them."""


def named(text: str, people: dict[int, Champion]) -> list[int]:
    """The keys of the people whom ``text`` names, one a line or set apart by commas: by address, name or first name.

    Raises `UnknownPeopleError` if one of them fits nobody or several.
    """
    found: list[int] = []
    unknown: list[str] = []
    for part in re.split(r"[\n,;]| and | a(?:c)? (?=[A-Z])", text):
        said = re.sub(r"\s*[(<].*?[)>]", "", part).strip(" .*-\t")
        address = re.search(r"[^\s<>(),;]+@[^\s<>(),;]+", part)
        if not said and not address:
            continue
        fitting = _fitting((address[0] if address else said).casefold(), people)
        if len(fitting) == 1:
            found.append(fitting[0])
        else:
            unknown.append(said or part.strip())
    if unknown:
        raise UnknownPeopleError(", ".join(unknown))
    return list(dict.fromkeys(found))


def _fitting(said: str, people: dict[int, Champion]) -> list[int]:
    """Whom the words fit, the closest kind of match first."""
    addressed = [key for key, one in people.items() if one.address == said]
    whole = [key for key, one in people.items() if one.name.casefold() == said]
    in_part = [key for key, one in people.items() if said in {*one.name.casefold().split(), one.first_name.casefold()}]
    return addressed or whole or in_part


def attendance(keys: list[int], meeting: Meeting, situation: Situation, now: datetime) -> list[Decision]:
    """These came; of all others who had answered, it is known that they did not."""
    people = everybody(situation)
    answers = {key_of(one): one for one in situation.answers}
    decided: list[Decision] = [
        Keep(replace(one, came=key in keys)) for key, one in answers.items() if one.came is not (key in keys)
    ]
    for key in keys:
        if key not in answers:
            here = people[key]
            decided.append(Keep(Answer(meeting.number, here.address, "", now, champion=key, came=True)))
    return decided


def _came(order: Order, asked: Asked, situation: Situation, now: datetime) -> InWords:
    meeting = situation.meeting
    if meeting is None:
        return Undone("unknown")
    people = everybody(situation)
    coming = [key_of(one) for one in answers_that_count(meeting, situation.answers) if one.says == "yes"]
    text = order["text"].strip()
    every = _ALL.fullmatch(text)
    try:
        if order["verdict"] == "yes" or (every and not every[1]):
            keys = coming
        elif order["verdict"] == "no" or _NOBODY.fullmatch(text):
            keys = []
        elif every:
            away = named(every[1], people)
            keys = [key for key in coming if key not in away]
        else:
            keys = named(text, people)
    except UnknownPeopleError as unknown:
        return Undone("names", str(unknown))
    del asked
    came = {0: "nobody", 1: "one person"}.get(len(keys), f"{count(len(keys), 'en')} people")
    return f"we noted that {came} came", attendance(keys, meeting, situation, now)


def _summary(order: Order, asked: Asked, situation: Situation, now: datetime) -> InWords:
    del asked, now
    if situation.meeting is None:
        return Undone("unknown")
    if order["verdict"] in {"yes", "no"} and not order["text"]:
        return "thanks go out without a summary", []
    return "your words go out with the thanks", [Keep(replace(situation.meeting, summary=order["text"].strip()))]


def _joining(order: Order, asked: Asked, situation: Situation, now: datetime) -> InWords:
    del asked, now
    if situation.meeting is None:
        return Undone("unknown")
    if order["verdict"] in {"yes", "no"} and not order["text"]:
        return "nothing more is said of how to join", []
    return "it goes into the reminder", [Keep(replace(situation.meeting, joining=order["text"].strip()))]


def _talk(order: Order, asked: Asked, situation: Situation, now: datetime) -> InWords:
    offer = next((one for one in situation.talks if one.source == asked.question.source), None)
    if offer is None or offer.state != "offered":
        return Undone("unknown" if offer is None else "settled")
    if order["verdict"] == "no":
        return f"{asked.writer.name} is told that there is no room", list(decline(offer, asked.writer, asked.letter))
    meeting = meeting_for(offer, order["text"], situation, now)
    if meeting is None:
        return Undone("no_meeting")
    day = meeting.start.astimezone(situation.settings.network.zone)
    done = f"the talk goes into the meeting on {day.day} {day:%B %Y}, and {asked.writer.name} is told"
    return done, list(place(offer, meeting, situation, asked.writer, asked.letter))


def meeting_for(offer: TalkOffer, text: str, situation: Situation, now: datetime) -> Meeting | None:
    """The meeting that the words name by number, month or day; without a word, the first that suits the speaker."""
    settings = situation.settings
    coming = [one for one in diary.coming(settings, situation.meetings, now, now + diary.YEAR) if not one.kind]
    words = text.casefold()
    if not re.sub(r"\W|\b(?:yes|yep|ok|please|thanks|thank you|ie)\b", "", words):
        return next(iter(that_fit(offer, coming, settings)), None)
    for one in coming:
        day = one.start.astimezone(settings.network.zone)
        names = (one.number, f"{day:%Y-%m}", f"{day:%B}".casefold(), f"{day:%b}".casefold())
        if any(re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", words) for name in names):
            return one
    return None


DECIDED: dict[str, Decider] = {
    "attendance": _came,
    "summary": _summary,
    "joining": _joining,
    "offer_talk": _talk,
}
"""By the intent of a question: what the lead's answer to it does."""
