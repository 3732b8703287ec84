"""Edge facts: every sample varied in the same ways, so that no mail is tried with friendly facts only.

A way changes all facts of one sort at once (each name, each count, each day); what a template may find empty, and the
words between which it chooses, stand in tables. The flows never give a few of these together; the house style holds
for them all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from typing import Any

from mailflow.decisions import Facts, Send
from mailflow.network import Champion
from mailflow.outbox.samples import SAMPLES, sample

LONG = "Institute for Measuring Engagement of Users Across the Region"
"""An organisation's name of 61 characters."""
NAMES = ("Björk", "Siân Rhydderch-Ŵyn", "Robert_ *O'Hara* <b>", "ليلى \u202eحداد", "Zoë 🌻 Ångström")
"""No surname; Welsh letters; Markdown and HTML; right to left; a flower."""
LONGEST = date(2026, 9, 30)
"""Wednesday 30 September 2026: no day takes more room in English."""
_PEOPLE = frozenset({
    "name", "names", "who", "nominator", "delegate", "teller", "writer", "contact", "gone", "lead", "before",
})  # fmt: skip
_PLACES = frozenset(["organisation", "organisations", "old", "successors", "claimed", "left_without", "acronym"])
MAY_LACK: dict[str, object] = {
    "joining": "", "link": "", "topic": "", "summary": "", "contact": "", "left_without": "", "before": "",
    "following": None, "leaves_at": None, "last": None, "agreed": None, "next_draw": None, "last_sent": None,
    "until": None, "minutes": 0, "round": None, "met": None, "agenda": [], "missed": [], "months": [], "gone": "",
    "joined": [], "activities": [], "about": [], "questions": [], "deeds": [], "closed": [], "expiries": [],
    "uninvited": None, "groups": [], "done": [], "undone": [],
}  # fmt: skip
"""Facts that a flow may give empty, and what empty is."""
NEVER_LACK = {
    ("update/receipt", "months"), ("update/nil", "months"), ("update/attachment", "months"),
    ("update/withdrawn", "months"),
    ("membership/skipped", "months"), ("commitment/recorded", "until"), ("commitment/contact", "until"),
    ("commitment/contact", "contact"), ("question/acknowledged", "about"), ("case_study/published", "link"),
}  # fmt: skip
"""But not in these mails."""
CHOICES: dict[str, tuple[object, ...]] = {
    "what": ("chat", "digest/send", "update/ask", "update/remind", "meeting/invite", "meeting/change", "meeting/cancel",
             "meeting/remind", "meeting/breakout", "meeting/thanks", "lead/handover", "membership/still"),
    "how": ("", "sent", "ask_address", "champion", "lead"),
    "says": ("yes", "maybe", ""),
    "act": ("leave", "resume", "pause", "skip", "move", "handover", "confirm", "decline", "update", "meeting"),
    "about": ("complaint", "data_rights", "change_address", "feedback"),
}  # fmt: skip
"""The words between which templates choose, by fact."""
COUNTS = (1, 2, 9, 10, 1250)


def edges(mail: str, lang: str = "en") -> Iterator[tuple[str, Send]]:
    """(what is varied, the mail with it) for one mail in one language, the plain sample first."""
    yield "as it is", sample(mail, lang)
    for label, to, facts in _varied(mail, *SAMPLES[mail]):
        send = sample(mail, lang)
        shown = tuple(facts["members"]) if isinstance(facts.get("members"), list) else send.shown_to  # type: ignore[arg-type]
        yield label, replace(send, to=replace(to, language=lang), facts=facts, shown_to=shown)


def _varied(mail: str, to: Champion, facts: Facts) -> Iterator[tuple[str, Champion, Facts]]:
    for name in NAMES:
        named = _each(facts, lambda key, value, name=name: name if _is_text(key, value, _PEOPLE) else value)  # type: ignore[misc]
        yield f"named {name}", replace(to, name=name), named
    placed = _each(facts, lambda key, value: LONG if _is_text(key, value, _PLACES) else value)
    acronyms = facts.get("names")
    names: Facts = {"names": {key: LONG for key in acronyms}} if isinstance(acronyms, Mapping) else {}  # noqa: C420
    yield "a long organisation", replace(to, organisation=LONG), {**placed, **names}
    yield "the longest days", to, _each(facts, _on_longest)
    yield "a month that mutates", to, _each(facts, lambda key, value: _in_month(key, value, "2026-11"))
    for count in COUNTS:
        yield f"counts of {count}", to, _each(facts, lambda key, value, count=count: _counted(key, value, count))  # type: ignore[misc]
    for count in (1, 2, 5):
        yield f"lists of {count}", to, {key: _resized(value, count) for key, value in facts.items()}
    for key, value in facts.items():
        if isinstance(value, bool):
            yield f"{key} is {not value}", to, {**facts, key: not value}
        if key in MAY_LACK and value != MAY_LACK[key] and (mail, key) not in NEVER_LACK:
            yield f"without {key}", to, {**facts, key: MAY_LACK[key]}
        if isinstance(value, str):
            for choice in CHOICES.get(key, ()):
                day = {"day": LONGEST} if str(choice).startswith("meeting/") and "day" in facts else {}
                yield f"{key} is “{choice}”", to, {**facts, **day, key: choice}


def _is_text(key: str, value: object, keys: frozenset[str]) -> bool:
    return key in keys and isinstance(value, str) and value != ""


def _each(value: Any, change: Callable[[str, Any], Any], key: str = "") -> Any:
    """``value`` with ``change(key, fact)`` for every single fact in it; a list's items go by the list's key."""
    if isinstance(value, Mapping):
        return {one: _each(fact, change, str(one)) for one, fact in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_each(one, change, key) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{
            one.name: _each(getattr(value, one.name), change, one.name)
            for one in fields(value) if one.name in {"name", "organisation", "start"}
        })  # fmt: skip
    return change(key, value)


def _on_longest(key: str, value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(month=LONGEST.month, day=LONGEST.day, year=LONGEST.year, hour=12, minute=59)
    if isinstance(value, date):
        return LONGEST
    return _in_month(key, value, "2026-09")


def _in_month(key: str, value: object, month: str) -> object:
    if isinstance(value, str) and key in {"month", "months", "missed"}:
        return month
    if isinstance(value, datetime) or not isinstance(value, date):
        return value
    return value.replace(year=int(month[:4]), month=int(month[5:]), day=min(value.day, 30))


def _counted(key: str, value: object, count: int) -> object:
    if (
        isinstance(value, bool | time)
        or not isinstance(value, int)
        or key in {"number", "other", "id", "me", "members"}
    ):
        return value
    return count


def _resized(value: object, count: int) -> object:
    """A list of that length, its items over and over."""
    if isinstance(value, list) and value:
        return [_renumbered(value[at % len(value)], at) for at in range(count)]
    return value


def _renumbered(one: object, at: int) -> object:
    """People of a list have numbers of their own; months follow one another."""
    if isinstance(one, str) and one[:5] == "2026-":
        return f"2026-{8 + at % 5:02d}"
    return replace(one, id=at + 1) if isinstance(one, Champion) else one
