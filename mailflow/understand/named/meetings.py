"""Named facts of answers to an invitation: yes, no or perhaps, until when, who comes instead."""

from __future__ import annotations

import re

from mailflow.events import Entities
from mailflow.understand.named.context import Context
from mailflow.understand.named.joining import names_in
from mailflow.understand.people import belongs, emails_in

_LEAVES = re.compile(
    r"\b(?:leave|drop off|dropping off|go|head off|duck out|log off|stay|there|disappear|finish|off|out|until|till"
    r"|only)\b[\w', ]{0,20}?\b(?:at|by|until|till|from|around|about)(?: about| around)? (\d{1,2})(?:[.:](\d\d))? ?(am"
    r"|pm|o'clock)?(?![\d/%])(?! (?:\w+ )?(?:minutes|mins|december|january|february|people))"
    r"|\b(?:leave|drop off|go|until|till|by|stay)\b[\w', ]{0,15}\b(half past|half|quarter past|quarter to) (\w+)\b"
)
_HOURS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "eleven": 11, "twelve": 12}
_INSTEAD = re.compile(
    r"\b(?:in my place|instead|on my behalf|in my stead|for me|represent(?:ing)? (?:us|me|our|the)"
    r"|cover(?:ing)? for me|stand(?:ing)? in|deputis\w+|sub(?:bing)? for me|send(?:ing)? my|will (?:come|attend|join"
    r"|be there|take my place)|to attend|i am sending|sending \w+|take my place)\b"
)


def coming(context: Context) -> Entities:
    """Yes; until what time."""
    found: Entities = {"rsvp": "yes"}
    time = leaves_at(context.scene.plain)
    if time:
        found["leaves_at"] = time
    return found


def leaves_at(plain: str) -> str | None:
    """The time (``HH:MM``) at which the writer must go; an hour from 1 to 7 without am or pm is in the afternoon."""
    match = _LEAVES.search(plain)
    if match is None:
        return None
    if match[4]:
        hour = _HOURS.get(match[5], int(match[5]) if match[5].isdecimal() else 0)
        if not 1 <= hour <= 12:
            return None
        minute = {"half past": 30, "half": 30, "quarter past": 15, "quarter to": 45}[match[4]]
        hour -= match[4] == "quarter to"
        half = ""
    else:
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or ""
    if half == "pm" or (half != "am" and 1 <= hour <= 7):
        hour += 12 * (hour < 12)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def perhaps(context: Context) -> Entities:
    """Not decided."""
    return {"rsvp": "maybe"}


def not_coming(context: Context) -> Entities:
    """No; who comes instead, with an address if one is given."""
    found: Entities = {"rsvp": "no"}
    if _INSTEAD.search(context.scene.plain):
        names = names_in(context)
        addresses = [
            address
            for address in emails_in(context.words.new)
            if address != context.sender and address not in context.own
        ]
        addresses += [address.address for address in context.others]
        if names:
            found["delegate"] = names[0]
            chosen = next((address for address in addresses if belongs(address, names[0])), None)
            chosen = chosen or (addresses[0] if len(addresses) == 1 else None)
            if chosen:
                found["delegate_email"] = chosen
    return found


def access(context: Context) -> Entities:
    """That there is a need; never which one beyond the mail itself."""
    return {"access_need": True}
