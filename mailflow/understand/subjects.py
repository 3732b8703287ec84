"""Our own subjects, as they come back behind any number of Re:, Fw:, Ateb: and banners.

Not here: the codes in a subject (`thread`), nor the wording of what we send (templates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mailflow.understand.dates import find
from mailflow.understand.dates.names import MONTHS
from mailflow.understand.reading import fold

_REPLY = re.compile(
    r"\s*(?:re|aw|antw|antwort|ateb|atb|sv|vs|res|rif|odp|r|resp)\s?(?:[\[(]\d{1,3}[\])])?\s?:\s*", re.IGNORECASE
)
_FORWARD = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|enc|doorst|vb|yml|ymlaen|anfon ymlaen|vl|i)\s?(?:\[\d{1,3}\])?\s?:\s*", re.IGNORECASE
)
_BANNER = re.compile(
    r"\s*(?:\[[^\]\d]{3,40}\]|\(?(?:un)?(?:official|classified)(?:[- :]+sensitive)?(?:[- ]*\[[^\]]*\])?\)?|external"
    r"|secure|caution)"
    r"\s*[:|-]*\s*",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)? ?-?reply|out of office(?: autoreply)?|undeliverable"
    r"|undelivered mail returned to sender"
    r"|delivery (?:status notification|delayed|has failed)[^:]*|accepted|declined|tentative(?:ly accepted)?|read"
    r"|not read"
    r"|ateb awtomatig|allan o'r swyddfa|derbyniwyd|gwrthodwyd|failure notice|updated invitation"
    r"|new time proposed)\s?:\s*",
    re.IGNORECASE,
)
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with what mail programs put before it taken off."""

    bare: str
    reply: bool = False
    forward: bool = False
    machine: bool = False


def strip(subject: str) -> Subject:
    """Take off Re:, Fw:, machine words and banners, in any order and number (at most 20)."""
    reply = forward = machine = False
    for _ in range(20):
        if match := _REPLY.match(subject):
            reply = True
        elif match := _FORWARD.match(subject):
            forward = True
        elif match := _MACHINE.match(subject):
            machine = True
        elif match := _BANNER.match(subject):
            if match.end() == len(subject):
                break
        else:
            break
        subject = subject[match.end() :]
    return Subject(subject.strip(), reply, forward, machine)


OWN_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "confirm",
            r"(?:reminder: )?please confirm (?:that )?you (?:still )?want to be a (?:user engagement )?champion",
        ),
        ("confirm", r"cadarnhewch eich bod am fod yn hyrwyddwr"),
        ("welcome", r"(?:welcome|croeso) .{0,40}(?:champion|hyrwyddw)"),
        ("chat", rf"your {_MONTH}(?: (?P<year>20\d\d))? champion chat(?:s)? group"),
        ("chat", rf"your champion chat group for {_MONTH}(?: (?P<year>20\d\d))?"),
        ("chat", rf"your (?:{_MONTH} )?(?:champion chat )?group has changed"),
        ("chat", rf"eich grwp sgwrs(?: hyrwyddwyr)?(?: ar gyfer| mis)? (?:mis )?{_MONTH}"),
        ("update", rf"(?:reminder: )?your update for {_MONTH}(?: (?P<year>20\d\d))?"),
        ("update", rf"(?:nodyn atgoffa: )?eich diweddariad (?:ar gyfer )?(?:mis )?{_MONTH}(?: (?P<year>20\d\d))?"),
        (
            "meeting",
            r"(?:invitation|reminder|changed|updated|cancelled|agenda|gwahoddiad|thank you|summary)[:,]? ?(?:to )?"
            r"(?:the )?(?:user engagement )?champions' ?meeting|(?:invitation|reminder|changed|updated|cancelled"
            r"|agenda): "
            r"(?:user engagement )?champions meeting",
        ),
        ("meeting", r"^user engagement champions meeting"),
    )
)
"""(kind, pattern over the folded bare subject): how our own subjects begin."""


def own(subject: Subject, written: date) -> tuple[str, str] | None:
    """The (kind, number) that a subject of ours names, or None. A bare month is the latest not after ``written``."""
    folded = fold(subject.bare)
    for kind, pattern in OWN_SUBJECTS:
        match = pattern.match(folded)
        if match is None:
            continue
        if kind == "meeting":
            days = find(folded, written, "future")
            return kind, days[0].day.isoformat() if days else ""
        groups = match.groupdict()
        if not groups.get("month"):
            return kind, ""
        month = MONTHS[groups["month"]]
        year = int(groups["year"]) if groups.get("year") else written.year - (month > written.month)
        return kind, f"{year}-{month:02d}"
    return None
