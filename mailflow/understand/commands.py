"""Orders of the lead that name no question, each on a line of its own: UNDO, "yes to all", "I am away until Monday",
"hand over to sam.li@ons.example on 4 January". What it is not sure of it leaves to the numbered orders (`orders`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mailflow.events import Order
from mailflow.understand import dates
from mailflow.understand.reading import fold

_LEAD_IN = r"[ >*-]*(?:please |and )?"
_UNDO = re.compile(
    _LEAD_IN + r"(?:undo|take (?:it|that|this|them|all of it) back|dadwneud|dad-wneud)\b(?P<what>[^\n]{0,80})$"
)
_DEEDS = re.compile(r"\bd ?(\d{1,9})\b")
_QUESTIONS = re.compile(r"(?<![\w])(?:question |number |#)?(\d{1,6})\b")
_ALL = re.compile(
    _LEAD_IN + r"(?:(?P<yes>yes|ok|okay|approve|approved|agreed|ie|iawn)|(?P<no>no|na|nage|reject|decline))"
    r"(?: to)? (?:all|both|everything|them all|all of (?:them|these)|y cyfan|popeth)\b"
    r"[ .!]*(?:please|thanks|diolch)?[ .!]*$"
)
_ALL_FIRST = re.compile(
    _LEAD_IN + r"(?:all|both|everything|y cyfan|popeth)[ :,-]+(?:(?P<yes>yes|ok|okay|approved|ie)|(?P<no>no|na))[ .!]*$"
)
_ALONE = re.compile(
    _LEAD_IN + r"(?:(?P<yes>yes|yep|ok|okay|approved?|agreed|ie|iawn)|(?P<no>no|nope|na|nage))"
    r"(?: please| thanks| thank you| diolch)?[ .!]*$"
)
_DROP = re.compile(
    _LEAD_IN + r"(?:drop|leave out|remove|omit|take out|without|skip|hepgor|hepgorwch|gadael allan)"
    r"\b(?: (?:line|lines|number|numbers|items?|llinell|llinellau|rhif))?"
    r"(?P<what>(?:[ ,&]*(?:and |a )?#?\d{1,6})+)[ .!]*(?:please|thanks)?[ .!]*$"
)
_HOLD = re.compile(
    _LEAD_IN + r"(?:hold|wait|put (?:it|this) off|keep (?:it|this)|dal|daliwch|aros|arhoswch)"
    r"\b(?: it| this)?(?P<when> [^\n]{3,40})$"
)
_AWAY = re.compile(
    _LEAD_IN + r"(?:i am|i'm|i will be|i'll be) (?:away|on leave|out of (?:the )?office|off)\b(?P<when>[^\n]{0,60})$"
)
_HAND_OVER = re.compile(
    _LEAD_IN + r"(?:i )?(?:hand|handing|am handing) over (?:the lead |the network )?to (?P<who>[^\n]{0,80}?)"
    r"<?(?P<address>[\w.+'-]+@[\w.-]+\w)>?(?P<when>[^\n]{0,60})$"
)


_APART = re.compile(
    _LEAD_IN + r"(?:keep (?P<one>[^\n,]{2,60}?) (?:and|from) (?P<two>[^\n,]{2,60}?) apart"
    r"|let (?P<first>[^\n,]{2,60}?) and (?P<second>[^\n,]{2,60}?) meet(?: again)?)[ .!]*$"
)


def read(line: str, today: date) -> list[Order]:
    """The orders of one line; empty if it is none of these. ``today`` is the day to which "Monday" is relative."""
    folded = fold(line)
    plain = _undo(folded) or _all(folded) or _apart(folded) or _drop(folded)
    dated = _hold(folded, today) or list(_away(folded, today))
    return list(plain or dated or _hand_over(folded, line, today))


def _undo(folded: str) -> list[Order]:
    match = _UNDO.match(folded)
    if match is None:
        return []
    what = match["what"]
    deeds = [Order(number=0, verdict="undo", text=f"D{number}") for number in _DEEDS.findall(what)]
    questions = [
        Order(number=int(number), verdict="undo", text="") for number in _QUESTIONS.findall(_DEEDS.sub(" ", what))
    ]
    return deeds + questions or [Order(number=0, verdict="undo", text="")]


def _all(folded: str) -> list[Order]:
    for pattern, text in ((_ALL, "all"), (_ALL_FIRST, "all"), (_ALONE, "")):
        match = pattern.match(folded)
        if match:
            return [Order(number=0, verdict="yes" if match["yes"] else "no", text=text)]
    return []


def _drop(folded: str) -> list[Order]:
    match = _DROP.match(folded)
    numbers = re.findall(r"\d+", match["what"]) if match else []
    return [Order(number=int(number), verdict="drop", text="") for number in numbers]


def _hold(folded: str, today: date) -> list[Order]:
    match = _HOLD.match(folded)
    until = day_in(match["when"], today) if match else None
    return [Order(number=0, verdict="later", text=until.isoformat())] if until else []


def _away(folded: str, today: date) -> Iterator[Order] | list[Order]:
    match = _AWAY.match(folded)
    until = day_in(match["when"], today) if match else None
    return [Order(number=0, verdict="away", text=until.isoformat())] if until else []


def _apart(folded: str) -> list[Order]:
    match = _APART.match(folded)
    if match is None:
        return []
    verdict = "apart" if match["one"] else "together"
    names = (match["one"] or match["first"], match["two"] or match["second"])
    return [Order(number=0, verdict=verdict, text="|".join(names))]


def _hand_over(folded: str, line: str, today: date) -> list[Order]:
    match = _HAND_OVER.match(folded)
    day = day_in(match["when"], today) if match else None
    if match is None or day is None:
        return []
    said = line[match.start("who") : match.end("who")].strip(" <") if len(folded) == len(line) else ""
    return [Order(number=0, verdict="handover", text=f"{match['address']} {day.isoformat()} {said}".strip())]


def day_in(words: str, today: date) -> date | None:
    """The day that folded ``words`` name, still to come; None if they name none, or more than a year ahead."""
    for when in dates.find(words, today):
        day = when.last if when.precision == "span" else when.day
        if today < day and (day - today).days <= 366:
            return day
    return None
