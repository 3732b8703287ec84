"""Banners above a mail: security classifications, and the warnings that a mail server puts before outside mail."""

from __future__ import annotations

import re

MAX_LINE = 400

_MARKING = (
    r"(?:official(?:\s?[-–—:\s]\s?sensitive)?(?:\s?[-–—:/]\s?[\w\s&,]{2,40})?|top secret|secret|unclassified"
    r"|not protectively marked|protect|restricted|confidential|internal|public|sensitive|nhs confidential"
    r"|swyddogol(?:\s?[-–—:\s]\s?sensiti[fv]\w*)?)"
)
_LABEL = (
    r"(?:classification|sensitivity|marking|security (?:classification|marking)|handling instruction|dosbarthiad"
    r"|protective marking|this (?:e-?mail|message) is(?: classified| marked)?(?: as)?|dosbarthiad diogelwch)"
)
_MARKING_LINE = re.compile(
    rf"^[\s*\[(#_=\-–—]{{0,20}}(?:{_LABEL}\s?[:\-–]?\s?)?{_MARKING}[\s*\])#_=.\-–—]{{0,20}}$", re.IGNORECASE
)
_LOUD = re.compile(r"[A-Z]{4}|^\s*(?:\[|\*)|(?:classification|sensitivity|marking|dosbarthiad)", re.IGNORECASE)
"""A marking is shouted, boxed or labelled: a person's line "Public" is none."""
_SHOUTED = re.compile(r"[A-Z]{4}")

_BANNERS = (
    # How the first line of a warning begins, in lower case, after brackets and stars
    r"(?:caution|warning|attention|alert|notice|security|rhybudd|rhybydd|important|be careful|beware|note)\b.{0,40}?"
    r"\b(?:external|outside|not from|sender|links?|attachments?|e-?bost|allanol|tu allan|originat\w*|unusual|first "
    r"time)",
    r"(?:caution|warning|rhybudd)\W{0,6}$",
    r"external(?: e-?mail| sender| message| source| mail)?\s?[\]:*!\-–—]",
    r"external (?:e-?mail|sender|message|source|mail)\b",
    r"ext\]",
    r"(?:e-?bost|neges) allanol\b",
    r"allanol\s?[\]:]",
    r"this (?:e-?mail|message|mail)\b.{0,60}?\b(?:originat\w+|came|come|comes|received|sent|is)\b.{0,40}?"
    r"\b(?:from outside|external|third party|the internet|unknown|unverified|outside (?:of )?(?:the|our|your))",
    r"this is an external (?:e-?mail|message)",
    r"(?:e-?mail|message) (?:from|originat\w+) (?:from )?(?:an? )?(?:external|outside)",
    r"you don['’]?t often get e?-?mail from",
    r"some people who received this message don['’]t often",
    r"nid ydych yn aml yn cael e-?bost",
    r"this sender\b.{0,60}?\b(?:outside|could not|not verified|has never|unverified|external)",
    r"the sender of this (?:message|e-?mail) is (?:external|outside)",
    r"(?:daeth|anfonwyd|mae)(?:['’]r| yr| y)? (?:e-?bost|neges)\b.{0,80}?\b(?:tu allan|allanol)",
    r"(?:do not|don['’]t|please do not|never|think before you) (?:click|open|follow)\b.{0,60}?\b(?:link|attachment"
    r"|url)",
    r"zjqcmqryfpfptbanner\w*",
    r"this message (?:is from an external|was sent securely|needs your attention|came from outside)",
    r"this message was sent using .{0,40}?encrypt",
)
_BANNER = re.compile(rf"^[\s*\[(#_=!⚠>|\-–—\ufe0f]{{0,20}}(?:{'|'.join(_BANNERS)})", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:links?|attachments?|recogni[sz]e|the sender|organi[sz]ation|content is safe|caution|phish\w*|suspicious"
    r"|learn why|exercise|know the content|dolenni|atodiadau|anfonwr|adnabod|service desk|report (?:it|this)|external"
    r"|verify|zjqcmqryfpfptbannerend|sefydliad)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^\s*(?:hi|hello|dear|good (?:morning|afternoon|evening)|morning|afternoon|helo|annwyl|bore da|prynhawn da)\b",
    re.I,
)


def is_marking(line: str) -> bool:
    """Whether the line is a security classification and nothing else: ``OFFICIAL``, ``[OFFICIAL-SENSITIVE]``."""
    if len(line) > 120 or _MARKING_LINE.match(line) is None:
        return False
    return _SHOUTED.search(line) is not None or bool(re.search(r"[\[*:]", line) and _LOUD.search(line))


def is_banner(line: str) -> bool:
    """Whether the line begins a banner that a mail server put above the mail."""
    return is_marking(line) or _BANNER.match(line[:MAX_LINE]) is not None


def banner_goes_on(line: str) -> bool:
    """Whether the line may belong to the banner above it."""
    return len(line) < MAX_LINE and _GREETING.match(line) is None and _GOES_ON.search(line) is not None
