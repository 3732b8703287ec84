"""Named facts of talks, case studies, commitments, feedback, complaints, data rights and questions."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from mailflow.events import Entities
from mailflow.understand.activities import THEMES
from mailflow.understand.named.context import Context
from mailflow.understand.people import FULL_NAME
from mailflow.understand.reading import fold

_MINUTES = re.compile(r"\b(\d{1,3}|five|ten|fifteen|twenty|thirty)[- ](?:minutes?|mins?)\b")
_MINUTE_WORDS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30}
_TOPIC = re.compile(
    r"\b(?:talk|present|presentation|speak|slot|minutes|mins|demo|session|share|show)\b[^.!?\n]*?\b(?:about|on"
    r"|covering)\b (?!(?:monday|tuesday|wednesday|thursday|friday|the \d|\d))([^.!?\n]{4,120})|\b(?:present|demo"
    r"|demonstrate|showcase|share|show)\b (?:on |about )?(our|how|what)\b([^.!?\n]{4,120})",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"^(?:what (?:we|i)(?:'ve| have)? (?:(?:have )?(?:learn(?:ed|t)|done|did|found(?: out)?|been doing|tried"
    r"|discovered)) (?:from|with|about|when|by|in|on)? ?|our (?:experiences? (?:of|with)|work (?:on|with)) |how (?:we"
    r"|i)(?:'ve| have)? been |the lessons (?:learned |learnt )?(?:from|of) |lessons (?:from|of) )",
    re.IGNORECASE,
)
_TOPIC_END = re.compile(
    r",| for (?:the )?(?:past |last )?(?:\d+|\w+) (?:months?|years?|weeks?)\b| at (?:the|a|one of)\b| if\b"
    r"| in (?:january|february|march|april|may|june|july|august|september|october|november|december)\b| - | \(",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:our|the|my|a|an)\s+(?:recent |new )?((?:[\w'’-]+ ){1,7}?)(?:would|could|might|may|can"
    r"|should)\s+(?:\w+ )?(?:make|be|form|work as|become)\b[^.\n]{0,30}\bcase stud",
    re.IGNORECASE,
)
_TITLE_AFTER = re.compile(
    r"\bcase stud(?:y|ies)\s+(?:(?:proposal|idea|suggestion|offer|draft)\s*)?(?:[-:–—]|on|about|from|of|describing"
    r"|around)\s+(?:how |what )?(?:we |our |the |my )?([^.!?\n,;]{4,80})",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|our|my|a|an)\s+", re.IGNORECASE)
AIMS = (
    (
        "profile",
        re.compile(
            r"\b(?:rais\w+|increase\w*|improv\w+|promot\w+|boost\w*|strengthen\w*)\b[\w' -]{0,30}\b(?:profile"
            r"|awareness|visibility|importance)\b|\bprofile of user engagement\b"
        ),
    ),
    (
        "understand",
        re.compile(
            r"\b(?:understand\w*|identif\w+|know|learn|find out|map|research\w*)\b[\w' -]{0,30}\b(?:users?|user needs"
            r"|needs|who uses|uses? of|audiences?)\b"
        ),
    ),
    (
        "review",
        re.compile(
            r"\b(?:review\w*|assess\w*|evaluat\w*|audit\w*|take stock)\b[\w' -]{0,40}\b(?:practices?|engagement"
            r"|activit\w+|work|approach\w*|processes|existing|current)\b|\bmetrics\b|\bmeasures? of success\b"
        ),
    ),
    (
        "work_together",
        re.compile(
            r"\b(?:work\w*|collaborat\w*|partner\w*|join\w*|engage)\b[\w' -]{0,20}\b(?:with|together|across"
            r"|alongside)\b|\bjoint(?:ly)?\b|\bshared approach\b|\bcollaborat\w+\b"
        ),
    ),
    ("feedback", re.compile(r"\b(?:feedback|test\w*|pilot\w*|trial\w*)\b|\buser testing\b|\bcomments from users\b")),
    (
        "develop",
        re.compile(
            r"\b(?:train\w*|skills?|capabilit\w+|develop\w* (?:staff|our|skills|capability|guidance|resources)"
            r"|learning|build\w* (?:capability|skills)|upskill\w*|mentor\w*|resources? for staff)\b"
        ),
    ),
)
"""(aim, how people write it); the codes are those of product.md."""
_CONTACT = re.compile(
    rf"(?i:\b(?:contact(?: person| point)?|lead(?: contact)?|point of contact|named contact|enquiries)\b(?: (?:is"
    rf"|will be|for this is|for this will be))?)[ :–—-]*(?i:will be |is )?({FULL_NAME})"
)
_ABOUT = (
    ("toolkit", re.compile(r"\btool ?kit\b")),
    ("guidance", re.compile(r"\bguidance\b|\bguides?\b")),
    ("templates", re.compile(r"\btemplates?\b")),
    ("hub", re.compile(r"\b(?:user )?hub\b")),
    ("website", re.compile(r"\bweb ?site\b|\bweb ?pages?\b")),
    ("meeting", re.compile(r"\bmeetings?\b")),
    ("chats", re.compile(r"\bchats?\b")),
    ("strategy", re.compile(r"\bstrategy\b")),
)
_GROUP = re.compile(
    r"\b(?:the )?([a-z]+(?: and [a-z]+)?) (?:theme|user|theme-based user|theme-based) group\b|\btheme group (?:for"
    r"|on) ([a-z]+)\b"
)
_TO_ERASE = re.compile(r"\b(?:delete|erase|remove|destroy|wipe|purge)\b[^.,;?!\n]{0,200}")
"""What is to be erased ("all the data you hold") is not asked for."""
_RIGHTS = (
    (
        "access",
        re.compile(
            r"\b(?:what|which|all|any|copy of|see|subject access|dsar|sar|provide|tell me|send me"
            r"|right of access)\b[\w', ]{0,40}\b(?:information|data|details|records?|access|hold|request|held|have)\b"
            r"|\bwho (?:has|have) (?:seen|accessed|had access)\b|\bsubject access\b|\bd?sar\b"
        ),
    ),
    (
        "rectification",
        re.compile(
            r"\b(?:correct|rectif\w+|inaccura\w+|put right|amend)\b[\w', ]{0,30}\b(?:my|data|information|details"
            r"|record)\b"
        ),
    ),
    ("erasure", re.compile(r"\b(?:delet\w+|eras\w+|forgotten|destroy\w*|wipe|purge|remove)\b")),
    ("restriction", re.compile(r"\brestrict\w*\b[\w', ]{0,20}\bprocessing\b")),
    ("portability", re.compile(r"\bportab\w+\b")),
    ("objection", re.compile(r"\bobject(?:ion)?\b[\w', ]{0,20}\b(?:to|process\w*)\b")),
)


def talk(context: Context) -> Entities:
    """The topic, the length, and the months preferred."""
    found: Entities = {}
    topic = _topic(context)
    if topic:
        found["topic"] = topic
        found["offer"] = f"talk: {theme_of(topic) or topic}"
    minutes = _MINUTES.search(context.scene.plain)
    if minutes:
        found["minutes"] = _MINUTE_WORDS.get(minutes[1]) or int(minutes[1])
    months = [
        when.month
        for when in context.dates
        if when.precision in {"month", "day"} and when.role not in {"since", "until"}
    ]
    if months:
        found["preferred"] = list(dict.fromkeys(months))
    return found


def _topic(context: Context) -> str:
    for sentence in context.scene.speaks:
        match = _TOPIC.search(sentence.text)
        if match and re.search(
            r"\b(?:happy|glad|willing|keen|love|like|can|could|offer|volunteer|slot|minutes|present|do)\b",
            sentence.plain,
        ):
            topic = (match[1] or f"{match[2]} {match[3]}").strip()
            topic = _LEARNED.sub("", _TOPIC_END.split(topic)[0].strip())
            return (
                _ARTICLE.sub("", topic).strip(" .,-")
                if topic.lower().startswith(("our ", "my ", "the "))
                else topic.strip(" .,-")
            )
    return ""


def theme_of(text: str) -> str:
    """The first theme that the text speaks of, or empty."""
    folded = fold(text)
    return next((theme for theme, pattern in THEMES if pattern.search(folded)), "")


def case_study(context: Context) -> Entities:
    """The title as the writer puts it; a proposal is no more than proposed."""
    found: Entities = {"status": "proposed"}
    for sentence in (*context.scene.body, context.scene.subject):
        match = _TITLE.search(sentence.text)
        title = match[1] if match else ""
        if not title and (after := _TITLE_AFTER.search(sentence.text)):
            title = after[1]
        title = _ARTICLE.sub("", title.strip(" -:,'\""))
        if title:
            found["title"] = title[:1].upper() + title[1:]
            break
    return found


def commitment(context: Context) -> Entities:
    """The aims in the order of the text, the contact, and when it was agreed."""
    found: Entities = {}
    placed = []
    offset = 0
    for sentence in context.scene.body:
        for aim, pattern in AIMS:
            match = pattern.search(sentence.plain)
            if (
                match
                and (
                    sentence.item
                    or re.search(r"\bwill\b|\bcommit|\baim|\bplan|\bintend|\bpledge|\bto\b", sentence.plain)
                )
                and "agreed by" not in sentence.plain
            ):
                placed.append((offset + match.start(), aim))
        offset += 10_000
    aims = list(dict.fromkeys(aim for _, aim in _main_aims(sorted(placed))))
    if aims:
        found["aims"] = aims
    contact = _CONTACT.search(context.words.signed or context.words.new)
    if contact:
        found["contact"] = contact[1]
    agreed = re.search(r"\b(?:agreed|approved|signed off|endorsed|signed)\b[^.\n]{0,60}", context.scene.plain)
    if agreed:
        days = context.dates_in(agreed[0], "past")
        if days:
            found["agreed"] = days[0].day.isoformat()
    return found


def _main_aims(placed: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """One aim a sentence, the first that it names: "work with NRS on feedback" is working together."""
    seen: set[int] = set()
    found = []
    for place, aim in placed:
        if place // 10_000 not in seen:
            seen.add(place // 10_000)
            found.append((place, aim))
    return found


def feedback(context: Context) -> Entities:
    """What it is about."""
    text = f"{context.scene.subject.plain}\n{context.scene.plain}"
    found = [about for about, pattern in _ABOUT if pattern.search(text)][:1]
    group = _GROUP.search(text)
    if group:
        theme = (group[1] or group[2] or "").removeprefix("the ")
        found.append(f"theme group: {theme}")
    return {"about": found} if found else {}


def complaint(context: Context) -> Entities:
    """Automatic mail stops until a person has dealt with it."""
    return {"hold_mail": True}


def data_rights(context: Context) -> Entities:
    """Which rights, and by when: one month from the day of receipt (UK GDPR, article 12(3))."""
    wanted = _TO_ERASE.sub("", context.scene.plain)
    rights = [
        right for right, pattern in _RIGHTS if pattern.search(wanted if right == "access" else context.scene.plain)
    ]
    return {"rights": rights or ["access"], "due": _one_month_after(context.today).isoformat()}


def _one_month_after(day: date) -> date:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def questions(context: Context) -> Entities:
    """How many questions are asked."""
    asked = sum(sentence.asks for sentence in context.scene.body)
    return {"questions": asked} if asked else {}
