"""Two rehearsals beside each other: what a changed setting, template or register makes of the same months."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mailflow.rehearsal.walk import Planned

_REFERENCE = re.compile(r"\b[A-Z][A-Z0-9]{1,7}-[0-9A-Z]{7}\b")
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs for one mail of one occasion to one address."""

    what: str
    """``only before``, ``only after``, ``moved`` or ``reworded``."""
    before: Planned | None
    after: Planned | None

    @property
    def one(self) -> Planned:
        """The mail that shows what it is about."""
        found = self.after or self.before
        assert found is not None
        return found


def compare(before: Iterable[Planned], after: Iterable[Planned]) -> list[Difference]:
    """The differences, in order of time. A mail is the same if occasion, template and address are."""
    first, second = _by_key(before), _by_key(after)
    found = []
    for key in {**first, **second}:
        old, new = first.get(key), second.get(key)
        what = _what(old, new)
        if what:
            found.append(Difference(what, old, new))
    return sorted(found, key=lambda one: (one.one.at, one.one.address))


def _by_key(mails: Iterable[Planned]) -> dict[_Key, Planned]:
    return {(one.occasion, one.mail, one.address): one for one in mails if not one.dropped}


def _what(old: Planned | None, new: Planned | None) -> str:
    if old is None:
        return "only after"
    if new is None:
        return "only before"
    if old.at != new.at:
        return "moved"
    return "reworded" if _words(old) != _words(new) else ""


def _words(mail: Planned) -> str:
    """Subject and text without our references, which are different each time."""
    body = mail.message.get_body(("plain",))
    return _REFERENCE.sub("", f"{mail.subject}\n{body.get_content() if body else ''}")


def counted(differences: Iterable[Difference]) -> list[tuple[str, str, int]]:
    """(what, template, how many), most first."""
    counts = Counter((one.what, one.one.mail) for one in differences)
    return [(what, mail, count) for (what, mail), count in counts.most_common()]
