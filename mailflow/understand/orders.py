"""What the lead decides, read from a reply to a mail of ours: ``12 yes``, ``14 no``, ``15 ask her for a date``, STOP.

An order begins with a number at the beginning of a line; behind a plain yes or no the next may follow on the same line.
What names no number (UNDO, "yes to all") stands on a line of its own (`commands`).
When in doubt an order is ``unclear`` or ``about``: then nothing is done or sent, and the lead is told so. Not here:
which questions there are, and whether it was the lead (the flow ``lead``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mailflow.events import Order
from mailflow.understand import commands
from mailflow.understand.reading import fold

_NOT_A_NUMBER_OF_OURS = (
    r"(?!(?:january|february|march|april|may|june|july|august|september|october|november|december|am|pm|days?|weeks?"
    r"|months?|years?|hours?|minutes?|people|champions?|of|or|to|per|and)\b)"
)
_NUMBER = rf"(?:question |number |#)?(\d{{1,6}})(?: *[.):;,=-]+ *| +){_NOT_A_NUMBER_OF_OURS}(?=\S)"
_START = re.compile(rf"[ >*-]*{_NUMBER}")
_NEXT = re.compile(rf"[ ,;.!]*(?:and )?{_NUMBER}")
_YES = re.compile(r"(?:yes|yep|yeah|y|ok|okay|agreed|approved?|ie|iawn)\b")
_NO = re.compile(r"(?:no|nope|n|na|nage|decline|reject)\b")
_POLITE = re.compile(r"[ ,]*(?:please|thanks|thank you|diolch|from me|to this(?: one)?)?[ .!]*$")
_LATER = re.compile(r"(?<=\s)(?=\d{1,6}[.):]? +(?:yes|no)\b[ ]*(?:$|[,;.]|\d|and \d))")
_ASK = re.compile(r"(?:please )?ask (?:her|him|them) (?=(?:for|to) )")
_TELL = re.compile(r"(?:please )?tell (?:her|him|them)(?: that)?[ ,:]+")
_ABOUT = re.compile(r"(?:please )?\w+ (?:her|him|them)\b")
_THIRD = re.compile(r"\b(?:he|she|her|hers|him|his|they|them|their)\b")
_STOP = re.compile(r"\b(?:stop|hold|halt|wait|not yet|(?:don't|do not|dont) send|stopio|stopiwch|arhoswch)\b")
_PUT_OFF = re.compile(
    r"(?:please )?(?:hold|wait|put (?:it|this) off|leave (?:it|this)|remind me(?: again)?|later)\b(?: it| this)?"
    r"(?P<when>(?: (?:until|till|on|next|in|for|tomorrow|tan)\b[^\n]{0,40})?)$"
)
_RELEASE = re.compile(r"(?:please )?(?:release|go ahead|let them go|send them|rhyddhau|rhyddhewch)\b")
_SIGNATURE = re.compile(r"\n\s*\n(?:[^\n.!?]{1,40}\n?){1,2}\s*$")
_SMALL_TALK = 5
"""So many words before the first order are a greeting."""


def read(text: str, today: date) -> list[Order]:
    """The orders of a reply, those without a number first; empty only if nothing was written.

    ``today``: the day to which "until Monday" is relative.
    """
    orders: list[Order] = []
    left = []
    for line in text.splitlines():
        found = commands.read(line, today)
        orders += found
        left += [] if found else [line]
    preface, chunks = _chunks("\n".join(left))
    orders += _before(preface, alone=not (chunks or orders))
    for number, words in chunks:
        orders += (_put_off(order, today) for order in _of_line(number, words))
    return orders


def _put_off(order: Order, today: date) -> Order:
    """ "hold until Monday" is no word to the writer: the question waits, and so does the lead."""
    match = _PUT_OFF.match(fold(order["text"])) if order["verdict"] == "say" else None
    if match is None:
        return order
    until = commands.day_in(match["when"], today)
    if until is None:
        return Order(number=order["number"], verdict="unclear", text="")
    return Order(number=order["number"], verdict="later", text=until.isoformat())


def _chunks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """What stands before the first number, and each number with all that follows up to the next line that has one."""
    preface: list[str] = []
    chunks: list[tuple[int, list[str]]] = []
    for line in text.splitlines():
        start = _START.match(fold(line))
        if start:
            chunks.append((int(start[1]), [line[start.end() :]]))
        else:
            (chunks[-1][1] if chunks else preface).append(line.strip())
    return "\n".join(preface).strip(), [(number, "\n".join(lines).strip()) for number, lines in chunks]


def _before(preface: str, *, alone: bool) -> Iterator[Order]:
    folded = fold(preface)
    if _STOP.search(folded):
        yield Order(number=0, verdict="stop", text="")
    elif _RELEASE.match(folded):
        yield Order(number=0, verdict="release", text="")
    elif preface and (alone or len(preface.split()) > _SMALL_TALK):
        yield Order(number=0, verdict="unclear", text="")


def _of_line(number: int, words: str) -> Iterator[Order]:
    """One order, or several on one line: after a plain yes or no, and before a number with a plain yes or no."""
    folded = fold(words)
    for verdict, pattern in (("yes", _YES), ("no", _NO)):
        plain = pattern.match(folded)
        if plain is None:
            continue
        following = _NEXT.match(folded, plain.end())
        if following:
            yield Order(number=number, verdict=verdict, text="")
            yield from _of_line(int(following[1]), words[following.end() :])
        else:
            rest = "" if _POLITE.match(_unsigned(folded[plain.end() :])) else words
            yield Order(number=number, verdict=verdict, text=_unsigned(rest))
        return
    later = _LATER.search(folded)
    if later:
        yield _to_writer(number, words[: later.start()].strip(" ,;"))
        following = _NEXT.match(folded, later.start())
        assert following is not None
        yield from _of_line(int(following[1]), words[following.end() :])
    else:
        yield _to_writer(number, _unsigned(words))


def _unsigned(words: str) -> str:
    """Without the name at the end: the mail is signed anyway."""
    return _SIGNATURE.sub("", words).strip()


def _to_writer(number: int, words: str) -> Order:
    """Words to send; "ask her for …" and "tell her …" are turned to the writer, other words about them are not sent."""
    folded = fold(words)
    for verdict, pattern in (("ask", _ASK), ("say", _TELL)):
        match = pattern.match(folded)
        if match:
            rest = words[match.end() :].strip()
            if _THIRD.search(fold(rest)) or not rest:
                return Order(number=number, verdict="about", text="")
            said = rest.rstrip(".") if verdict == "ask" else rest[0].upper() + rest[1:]
            return Order(number=number, verdict=verdict, text=said)
    if _ABOUT.match(folded):
        return Order(number=number, verdict="about", text="")
    return Order(number=number, verdict="say" if words else "unclear", text=words)
