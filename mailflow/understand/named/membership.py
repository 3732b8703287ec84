"""Named facts of members: from when, until when, to where, who follows."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from mailflow.events import Entities, Intent
from mailflow.understand.dates import When, find
from mailflow.understand.dates.names import MONTHS, number
from mailflow.understand.named.context import Context
from mailflow.understand.named.joining import names_in
from mailflow.understand.people import belongs, display_name, emails_in
from mailflow.understand.reading import fold

_AT_ONCE = re.compile(
    r"\b(?:immediate(?:ly)?|now|straight away|right away|at once|today|asap"
    r"|with immediate effect)\b"
)
_NEW_NAME = re.compile(
    r"(?i:\b(?:please use|(?:will|to) be known as|known as|(?:my )?(?:new|married|preferred) (?:sur|last "
    r"|first )?name (?:is|will be)|name (?:is now|has changed to|will be|to)|changed (?:my name )?to|now go by|go by"
    r"|i am now|i'm now|married and am now|call me|please call me)\b)[ :]*(?i:the name )?"
    r"((?:Dr |Prof |Ms |Mr |Mrs )?[A-ZÀ-ÞŴŶ][\w'’-]+(?: (?:[A-ZÀ-ÞŴŶ][\w'’-]+|van|de|ap|ab)){0,3})"
)
_NEW_ORGANISATION = re.compile(
    r"(?i:\b(?:becom(?:e|es|ing)|renamed(?: as| to)?|rename(?:s)? (?:ourselves |itself )?(?:as|to)?|known as|called"
    r"|part of|replaced by|merg(?:e|es|ed|ing) (?:with|into)|name (?:is|will be|of)"
    r"|to) )(?i:the )?(?i:new )?((?:[A-ZÀ-Þ][\w'’&-]+,?(?: (?:for|of|and|the|in|&) (?=[A-Z])|(?: (?=[A-Z]))|(?=\W"
    r"|$)))+)"
)
_SUCCESSOR = re.compile(
    r"(?i:\b(?:to|is|by|with|be|over to|colleague|successor,?"
    r"|replacement,?)\b) ((?:[A-ZÀ-ÞŴŶ][\w'’-]+ ){1,3}?[A-ZÀ-ÞŴŶ][\w'’-]+|[A-ZÀ-ÞŴŶ][\w'’-]+)"
)
_NEXT = re.compile(
    r"\b(?:the )?next (two|three|four|2|3|4|couple of|few) (?:chats|rounds|months|ones|months' chats|draws|chat)\b"
)
_THIS_MONTH = re.compile(
    r"\bthis (?:month|time|one|round|chat)\b|\bthis (?:month's|round's) (?:champion )?(?:chat|one|group)\b"
    r"|\bthe chat this\b"
)
_COMMAND = re.compile(r"(?:please )?(?:skip|hepgor)(?: me)?(?: please)?[.! ]*")
"""The word that the foot of every mail asks for, whatever else the mail is about: the next round."""
_NEXT_MONTH = re.compile(
    r"\bnext (?:month|time|one|round|chat)\b|\bthe next (?:chat|one|round|month)\b|\bnext month's\b"
)
_BACK_IN = re.compile(
    r"\b(?:back in|back|again|available|rejoin|return|resume|include me"
    r"|count me in)\b[\w', ]{0,15}$"
)


def _effective(context: Context) -> str | None:
    """The day from which it holds: a certain day before a vague one, a day before a month."""
    fits = [
        when
        for when in context.dates
        if when.role not in {"since", "until", "by"} and when.precision in {"day", "month", "week"}
    ]
    fits.sort(key=lambda when: (when.vague, when.precision != "day"))
    return fits[0].day.isoformat() if fits else None


def leave(context: Context) -> Entities:
    """From when: the day named, else at once."""
    stated = [
        when
        for when in context.dates
        if when.role in {"on", "from", "", "by", "until", "after"} and when.precision == "day"
    ]
    sentences = [sentence.plain for sentence in context.scene.speaks]
    leaving = [when for when in stated if _leaves_near(sentences, context, when)]
    if leaving and leaving[0].day > context.today:
        return {"effective": leaving[0].day.isoformat()}
    ends = [
        when
        for when in context.dates
        if when.precision == "month" and when.day > context.today and when.role in {"from", "by", "until", "", "in"}
    ]
    if (
        ends
        and re.search(r"\bleav|\bretir|\bstep|\bend of\b", context.scene.plain)
        and not _AT_ONCE.search(context.scene.plain)
    ):
        return {"effective": ends[0].day.isoformat()}
    return {"effective": "immediately"}


def _leaves_near(sentences: list[str], context: Context, when: When) -> bool:
    """Whether the date stands in a sentence about leaving, and is no date of a mail or a meeting."""
    text = context.scene.plain
    line = text[: when.end].rpartition("\n")[2] + text[when.end :].partition("\n")[0]
    return bool(
        re.search(
            r"\b(?:leav|last day|goodbye|retir|step|resign|withdraw|remov|tak|off|from|finish|until|effect|champion)",
            line,
        )
    )


def pause(context: Context) -> Entities:
    """From when and until when; what is not certain is marked vague."""
    found: Entities = {}
    start: When | None = None
    end: When | None = None
    for when in context.dates:
        if when.role in {"until", "back", "by"} or (when.role == "after" and start is not None):
            end = end or when
        elif when.role == "after":
            end = when
        elif when.precision == "span":
            end = end or when
        elif when.role in {"from", "on", "", "in", "since"} and when.precision != "open":
            start = start or when
    if start is not None and start.day >= context.today and start is not end:
        found["pause_from"] = start.day.isoformat()
    else:
        found["pause_from"] = context.today.isoformat()
    if end is not None:
        found["pause_until"] = _last_day_off(end, start).isoformat()
        found["pause_vague"] = end.vague or end.role == "after"
    else:
        found["pause_vague"] = True
    return found


def _last_day_off(end: When, start: When | None) -> date:
    """The day on which the person is back: "until March" is 1 March, "until the end of March" is 31 March, "for six
    weeks" counts from the start, "after Easter" is the day after Easter Monday."""
    if end.precision == "span":
        return (start.day if start and start.day > end.day else end.day) + (end.last - end.day)
    if end.role == "after":
        return end.last + timedelta(days=1)
    return end.day


def skip(context: Context) -> Entities:
    """Which months: named, "this month" (the thread's, else the mail's), or the next so many rounds. Only the sentences
    that speak of skipping are read: "back in January" names no month to skip."""
    text = "\n".join(context.scene.speaks[place].plain for place in context.places.get(Intent.SKIP, ()))
    months = [
        when.month
        for when in find(text, context.today)
        if when.precision == "month"
        and not _BACK_IN.search(_before(text, when))
        and not re.search(r"\b(?:this|next|last) month\b", text[when.start : when.end])
    ]
    several = _NEXT.search(text)
    if several:
        count = {"couple of": 2}.get(several[1]) or number(several[1])
        if count is not None:
            months += _rounds(_first_round(context), count)
    if not months and _THIS_MONTH.search(text):
        months = [_thread_month(context) or f"{context.today:%Y-%m}"]
    elif not months and _NEXT_MONTH.search(text):
        months = [_first_round(context)]
    elif not months and _thread_month(context):
        months = [_thread_month(context)]
    elif not months and _COMMAND.fullmatch(text.strip()):
        months = [_first_round(context)]
    months = list(dict.fromkeys(_same_year(month, context) for month in months))
    if not months:
        return {}
    return {"skip": months[0], "skips": months}


def _before(text: str, when: When) -> str:
    clause = re.split(r"[.;!?\n]", text[: when.start])[-1]
    return re.sub(r"\b(?:for|in|from|the|on)\b *$", "", clause.rstrip() + " ").rstrip()


def _same_year(month: str, context: Context) -> str:
    """A month named in answer to that month's mail is that very one, also when the mail is a little late."""
    thread = _thread_month(context)
    return thread if thread and thread[5:] == month[5:] else month


def _thread_month(context: Context) -> str:
    thread = context.scene.thread
    return (
        thread.number[:7]
        if thread and re.match(r"20\d\d-\d\d", thread.number) and thread.kind in {"chat", "update"}
        else ""
    )


def _first_round(context: Context) -> str:
    """The next round: as the shell says; else the month after the thread's; else this month while its first Tuesday is
    still to come, else the next."""
    if context.next_round:
        return context.next_round
    month = _thread_month(context)
    if month:
        return _rounds(month, 2)[1]
    first = context.today.replace(day=1)
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
    this = f"{context.today:%Y-%m}"
    return this if context.today < tuesday else _rounds(this, 2)[1]


def _rounds(first: str, count: int) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    return [f"{year + (month - 1 + step) // 12}-{(month - 1 + step) % 12 + 1:02d}" for step in range(min(count, 12))]


def _new_address(context: Context) -> str | None:
    addresses = [address for address in emails_in(context.words.new) if address not in context.own]
    different = [address for address in addresses if address != context.sender]
    return next(iter(different), None) or next(iter(addresses), None)


def move(context: Context) -> Entities:
    """Where to, with which address, from when."""
    found: Entities = {}
    others = [acronym for acronym in context.scene.named if acronym != context.scene.home]
    address = _new_address(context)
    by_address = context.register.of_address(address) if address else None
    target = by_address if by_address and by_address != context.home else (others[0] if others else None)
    if target:
        found["new_organisation"] = target
    if context.home:
        found["old_organisation"] = context.home
    if address and address != context.sender:
        found["new_email"] = address
    effective = _effective(context)
    if effective:
        found["effective"] = effective
    return found


def change_address(context: Context) -> Entities:
    """The new address, and both organisations where the words name them."""
    found: Entities = {}
    address = _new_address(context)
    if address:
        found["new_email"] = address
    others = [acronym for acronym in context.scene.named if acronym != context.scene.home]
    if context.home and context.home in context.scene.named and others:
        found["new_organisation"], found["old_organisation"] = context.home, others[0]
    effective = _effective(context)
    if effective and effective >= context.today.isoformat():
        found["effective"] = effective
    return found


def change_details(context: Context) -> Entities:
    """The new name and address."""
    found: Entities = {}
    match = _NEW_NAME.search(context.text)
    if match:
        found["new_name"] = display_name(match[1])
    address = _new_address(context)
    if address:
        found["new_email"] = address
    return found


def organisation_change(context: Context) -> Entities:
    """The old organisation, its new name, and from when."""
    found: Entities = {}
    if context.home:
        found["old_organisation"] = context.home
    match = _NEW_ORGANISATION.search(context.text)
    if match and " " in match[1].strip():
        found["new_name"] = match[1].strip(" ,.")
    effective = _effective(context)
    if effective:
        found["effective"] = effective
    return found


def handover(context: Context) -> Entities:
    """Who follows, at which address, from when."""
    found: Entities = {}
    name = _successor(context)
    if name:
        found["successor"] = name
    addresses = [
        address for address in emails_in(context.words.new) if address != context.sender and address not in context.own
    ]
    copied = {address.address: address for address in context.others}
    chosen = next((address for address in (*addresses, *copied) if name and belongs(address, name)), None)
    if chosen is None and len({*addresses, *copied}) == 1:
        chosen = next(iter({*addresses, *copied}))
    found["successor_email"] = chosen
    if chosen and (not name or " " not in name):
        full = display_name(copied[chosen].name if chosen in copied else "", chosen)
        if full:
            found["successor"] = full
    effective = _effective(context)
    if effective:
        found["effective"] = effective
    return found


def _successor(context: Context) -> str | None:
    names = names_in(context)
    if names:
        return names[0]
    for sentence in context.scene.body:
        match = _SUCCESSOR.search(sentence.text)
        if match and fold(match[1]) not in MONTHS and not context.register.mentions(match[1]):
            return match[1]
    return None


def end_of_month(day: date) -> date:
    """The last day of that month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
