"""Named facts of chats and updates: the period, whether and when the group met, what was reported, for whom."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mailflow.events import Entities
from mailflow.understand import activities
from mailflow.understand.dates import find
from mailflow.understand.dates.names import MONTHS, number
from mailflow.understand.intents import withdraw
from mailflow.understand.intents.defaults import is_attachment_only
from mailflow.understand.named.context import Context
from mailflow.understand.reading import fold, sentences, spelt_out

_MET = re.compile(
    r"\b(?:we|our group|the group|the four of us|all four(?: of us)?|i|all of us|my group"
    r"|group \d+) (?:\w+ ){0,3}?(?:met|meet up|did meet|caught up|had (?:a |an |our )(?:\w+ ){0,3}(?:chat|catch-?up"
    r"|call|conversation|meeting)|chatted|got together|spoke)\b|(?:^|[-,(] ?)met (?:on|with|up|last|yesterday|this|in"
    r"|for|\d|via|over|as)"
    r"|\b(?:really |very )?(?:nice|good|great|lovely|useful|helpful|interesting|enjoyable) (?:chat|catch-?up"
    r"|conversation)\b(?! (?:would|to have))|\b(?:cyfarfu|cwrddodd|gwnaethom gyfarfod|wnaethom ni gyfarfod"
    r"|rydym wedi (?:cyfarfod|cwrdd)|cawsom sgwrs)\b"
)
_NOT_MET = re.compile(
    r"\b(?:not|never|unable|failed)\b[\w' ]{0,20}\b(?:meet|met|get together|chat)\b|\bfell through\b|\bno chat\b"
    r"|\bddim (?:wedi )?(?:cyfarfod|cwrdd)\b"
)
_YES = re.compile(r"^\W*(?:yes|yep|yeah|yup|we did|did indeed|indeed|met|do|ie|do,|cyfarfu)\b")
_NO = re.compile(r"^\W*(?:no|nope|not|afraid not|sadly not|na|naddo|never)\b")
_NONE = re.compile(
    r"^\W*(?:no(?:pe|ne|thing)?|nothing|n/?a|not really|not (?:at the moment|right now|this (?:time|month))|all good"
    r"|all fine|nil|-)\b[\w ,.!-]{0,30}$"
)
_ALL_FOUR = re.compile(
    r"\ball (three|four|five|3|4|5)(?: of us)?\b|\b(three|four|five|two|[2-5]) of us\b|\b([2-5]) (?:people|attended"
    r"|came|of the four)\b"
)
_WEAK_MET = re.compile(r"\bmet\b")
_GROUP = re.compile(r"\bgroup (\d{1,3})\b")
_PERIOD = re.compile(
    r"(?:^|\n)\W{0,3}(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b(?: (20\d\d))?(?= ?[(:,.-]|\n|$)"
)
_SAID_PERIOD = re.compile(
    r"\bupdates? (?:from [\w ]{2,12} )?(?:for|re|on|-|:) ("
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r")\b|\bmy ("
    + "|".join(MONTHS)
    + r") (?:chat )?update\b"
)
_LINE = re.compile(r"^\W{0,3}([A-Z][A-Za-z ]{1,30}?)(?: ?\(([^)]{2,40})\))? ?[-:–—] ?(.{2,})$")
_AGAIN = re.compile(
    r"\b(?:together again|same (?:group|people|four)|keep us together|put (?:us )?(?:back )?together|same again"
    r"|try again (?:with|together)|stay (?:together|as a group))\b"
)
_OTHER_GROUP = re.compile(
    r"\b(?:different|another|new|other) (?:chat )?(?:group|one|lot|four)\b|\bswap\b|\bswitch\b|\bjoin (?:an)?other\b"
    r"|\bmove (?:me )?(?:to|into)\b"
)
_TIMES = (
    (
        "ask",
        re.compile(
            r"\b(?:ask|try|check|come back|remind|chase|again)\b[\w', ]{0,20}\b(?:in|after|around"
            r"|next)\b"
        ),
    ),
)


def update(context: Context) -> Entities:
    """Everything that an update tells."""
    found = Entities(**{**_period(context), **_meeting_of_group(context)})
    if is_attachment_only(context.scene) or context.scene.attachments:
        found["attachment"] = True
    result = context.scene.found
    if withdraw.places(context.scene):
        found["withdraw"] = True
    elif withdraw.is_said(context.scene):
        found["hold"] = True  # news that their writer does not want to see told
    lines = _lines(context)
    if lines:
        found["updates"], found["update_lines"] = len(lines), lines
    elif len(found.get("periods", ())) > 1:
        found["updates"] = len(found["periods"])
    if result.facts:
        found["activities"] = result.kinds
        found["activity_facts"] = list(result.facts)
    if result.with_hub:
        found["with_hub"] = True
    if result.partners:
        found["partners"] = list(result.partners)
    if result.tools:
        found["tools"] = list(result.tools)
    if result.themes:
        found["themes"] = list(result.themes)
    return Entities(**{**found, **_inline(context)})


def nil(context: Context) -> Entities:
    """Nothing to report, and whether the group met."""
    return Entities(**{"nil": True, **_period(context), **_meeting_of_group(context), **_inline(context)})


def did_not_meet(context: Context) -> Entities:
    """The group did not meet; what is wished."""
    found = Entities(**{**_group(context), "met": False})
    if _AGAIN.search(context.scene.plain):
        found["request"] = "repeat group"
    elif _OTHER_GROUP.search(context.scene.plain):
        found["request"] = "join another group"
    return found


def chatter(context: Context) -> Entities:
    """Which group; whether the words say that it met."""
    return Entities(**{**_group(context), **_met(context)})


def problem(context: Context) -> Entities:
    """Which group, and what is wished."""
    found = _group(context)
    if _OTHER_GROUP.search(context.scene.plain):
        found["request"] = "join another group"
    elif re.search(
        r"\b(?:re-?send|send (?:it|them|me) again|ail-?anfon(?:wch)?|anfonwch \w+ eto)\b", context.scene.plain
    ):
        found["request"] = "resend"
    return found


def _group(context: Context) -> Entities:
    thread = context.scene.thread
    match = re.search(r"-G(\d+)$", thread.number) if thread else None
    if match is None:
        match = _GROUP.search(context.scene.plain)
    return {"group": int(match[1])} if match else {}


def _period(context: Context) -> Entities:
    """The month: the headings' where there are several, the words' ("in Sept we ran"), else the thread's."""
    headed = [_month_before(name, year, context.today) for name, year in _PERIOD.findall(fold(context.text))]
    headed = list(dict.fromkeys(headed))
    if len(headed) > 1:
        return {"period": headed[0], "periods": headed}
    thread = context.scene.thread
    if thread and thread.kind in {"update", "chat"} and re.match(r"20\d\d-\d\d", thread.number):
        return {"period": thread.number[:7]}
    said = _SAID_PERIOD.search(context.scene.plain)
    if said:
        return {"period": _month_before(said[1] or said[2], "", context.today)}
    if headed:
        return {"period": headed[0]}
    return {"period": f"{context.today:%Y-%m}"}


def _month_before(name: str, year: str, today: date) -> str:
    month = MONTHS[name]
    return f"{int(year) if year else today.year - (month > today.month)}-{month:02d}"


def _last_day(month: str, today: date) -> date:
    """The last day of a month, or today: "on the 22nd" beneath "October" was in October."""
    following = date(int(month[:4]) + int(month[5:7]) // 12, int(month[5:7]) % 12 + 1, 1)
    return min(today, following - timedelta(days=1))


def _meeting_of_group(context: Context) -> Entities:
    return Entities(
        **{
            **(_group(context) if context.scene.kind == "chat" or _GROUP.search(context.scene.plain) else {}),
            **_met(context),
        }
    )


def _met(context: Context) -> Entities:
    """Whether the group met, when, and how many came."""
    body = context.scene.body
    for sentence, after in zip(body, (*body[1:], None), strict=False):  # without a body there is none to follow
        if _NOT_MET.search(sentence.plain) or sentence.asks:
            continue
        if _MET.search(sentence.plain):
            alone = after.plain if after is not None and len(after.words) <= 4 else ""  # "20 November." beneath
            headed = _PERIOD.match(sentence.folded)
            if headed:
                month = _month_before(headed[1], headed[2] or "", context.today)
                last = _last_day(month, context.today)
                return Entities(**{"met": True, "met_month": month, **_when_met(sentence.plain[headed.end() :], last)})
            found = _when_met(sentence.plain, context.today)
            return Entities(
                **{"met": True, **(_when_met(alone, context.today) if "met_on" not in found else {}), **found}
            )
    return {}


def _when_met(plain: str, today: date) -> Entities:
    found: Entities = {}
    days = [when for when in find(plain, today, "past") if when.precision == "day" and when.day <= today]
    if days and not days[0].vague:
        found["met_on"] = days[0].day.isoformat()
    match = _ALL_FOUR.search(plain)
    if match:
        count = number(match[1] or match[2] or match[3])
        if count:
            found["attended"] = count
    return found


def _inline(context: Context) -> Entities:
    """Answers beneath our own questions: each belongs to its question."""
    found: Entities = {}
    for answer in context.words.answers:
        question, said = fold(answer.question), spelt_out(fold(answer.text)).strip()
        if re.search(r"\bmeet\b|\bmet\b|\bcyfarfod\b", question):
            if _YES.search(said) or _MET.search(said) or (_WEAK_MET.search(said) and not _NOT_MET.search(said)):
                found = Entities(**{**found, "met": True, **_when_met(said, context.today)})
            elif _NO.search(said) or _NOT_MET.search(said):
                found["met"] = False
        elif "case study" in question:
            days = context.dates_in(said)
            if days and not _YES.search(said):
                found["case_study_later"] = days[0].month
        elif re.search(r"\bhelp\b|\bneed\b", question) and not _NONE.search(said) and said:
            found["request"] = answer.text.strip()[:200]
    return found


def asked_for_help(context: Context) -> bool:
    """Whether an inline answer asks for help."""
    return bool(_inline(context).get("request"))


def _lines(context: Context) -> list[dict[str, str]]:
    """Several people's updates in one mail, one a line: "ONS (Leo) - new intranet page live"."""
    found: list[dict[str, str]] = []
    for line in context.words.new.splitlines():
        match = _LINE.match(line.strip())
        if match is None:
            continue
        acronym = context.register.resolve(match[1]) if len(match[1]) < 60 and match[1][:1].isupper() else None
        inside = context.register.mentions(match[2]) if match[2] and acronym is None else []
        if acronym is None and inside:
            acronym = inside[0].acronym
        if acronym is None:
            continue
        person = match[1] if inside else (match[2] or "")
        state = activities.state_of(spelt_out(fold(match[3])))
        nothing = re.search(r"\b(?:nothing|nil|no (?:news|update)|none)\b", fold(match[3]))
        found.append(
            {"organisation": acronym, "name": person, "text": match[3].strip(), "state": "nil" if nothing else state}
        )
    return found if len(found) >= 2 else []


def first_of_next_month(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def line_activities(context: Context) -> list[str]:
    """The kinds in one person's line; used by the flows that keep several updates of one mail."""
    return activities.find(sentences(context.words.new), context.register, context.home).kinds
