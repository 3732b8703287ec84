"""Signatures: beneath "-- ", mobile footers, and the sign-off with name and post that people write without any mark.

A sign-off is believed only at the end: what follows it must look like a signature, line by line, and never be a
sentence. So "Thanks" at the top of a mail, or "Best" within it, stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailflow.understand.word_set import word_set

MAX_SIGNATURE = 30
"""Lines from the sign-off to the end of a signature."""
MAX_LINE = 100
"""A longer line is a sentence, not a name, a post or an address."""

_DELIMITER = re.compile(r"^\s{0,3}(?:--|—|––|-{2,3}|__|_{2,3}|~~+|\*\*\*)\s*$")
_LONG_RULE = re.compile(r"^\s*(?:[_]{5,}|[-–—=*]{10,})\s*$")
_MOBILE_FOOTERS = (
    r"sent (?:wirelessly )?(?:from|via|using|with|by) (?:my |a |an |the )?[\w][\w .'’®™+&/\-()]{0,60}"
    r"(?:<[^<>]{0,200}>)?(?: on the [\w .]{2,40} network)?[!.]?",
    r"get outlook for (?:ios|android|mac)\b.{0,200}",
    r"(?:sent from|download) .{0,30}\b(?:yahoo|outlook|mail for|samsung|huawei|proton)\b.{0,80}",
    r"anfonwyd o(?:['’]m| fy| outlook)\b.{0,60}",
    r"envoyé (?:sans fil |de(?:puis)? |à partir d)\W?.{0,160}",
    r"von meinem .{2,40} gesendet.{0,20}",
    r"gesendet (?:von|mit) .{2,160}",
    r"enviad[oa] (?:desde|do|a partir|de) .{2,60}",
    r"inviato da(?:l mio)? .{2,60}",
    r"verzonden (?:vanaf|via|met) .{2,60}",
    r"skickat från .{2,40}",
    r"sendt fra .{2,40}",
    r"lähetetty .{2,40}",
    r"wysłane z .{2,40}",
    r"отправлено (?:с|из) .{2,60}",
    r"odesláno z .{2,40}",
    r"发自我的.{1,30}",
    r"iphoneから送信",
    r"(?:typed|written|sent) (?:on|with) (?:my|a) (?:phone|mobile|thumb\w*)\b.{0,80}",
    r"(?:please )?excuse (?:any )?(?:typos|brevity|mistakes).{0,80}",
)
_MOBILE = re.compile(rf"^\s*[-–—*]{{0,3}}\s*(?:{'|'.join(_MOBILE_FOOTERS)})\s*$", re.IGNORECASE)
_CLOSING_WORDS = (
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many|with|very|all|thanks|thank\ you|good)[\s,]+(?:and\s+|with\s+|the\s+"
    r"|very\s+|kind\s+|best\s+|warm\s+)*"
    r"(?:regards|wishes|thanks|best|kind\ regards|good\ wishes|cheers)"
    r"|regards|rgds|kr|br|brgds|bw|atb|best|cheers|ta|thanks|thx|tia|thank\ you(?:\ (?:very|so)\ much)?(?:\ "
    r"(?:indeed|again))?|thanks\ (?:again|a\ lot|so\ much|very\ much|all|everyone|everybody|both)"
    r"|many\ thanks(?:\ again)?|(?:thanks|thank\ you|many\ thanks)\ in\ advance"
    r"|yours(?:\ (?:sincerely|faithfully|truly|ever|aye))?|sincerely(?:\ yours)?|faithfully|respectfully|cordially"
    r"|take\ care|speak\ soon|see\ you\ (?:soon|then|there)|all\ the\ (?:very\ )?best"
    r"|with\ (?:kind|best|warm)\ (?:regards|wishes)"
    r"|cofion(?:\ (?:cynnes|gorau|caredig))?|diolch(?:\ yn\ fawr(?:\ iawn)?)?|diolch\ o\ galon|llawer\ o\ ddiolch"
    r"|gyda\ diolch|yn\ gywir|yr\ eiddoch\ yn\ gywir|hwyl(?:\ (?:fawr|am\ y\ tro))?|pob\ hwyl|dymuniadau\ gorau|le\ "
    r"gach\ dea-?ghuí|le\ meas|le\ dùrachd|slàinte|tapadh\ leibh"
    r"|mit\ freundlichen\ grüßen|viele\ grüße|liebe\ grüße|mfg|lg|cordialement|bien\ cordialement|bien\ à\ vous"
    r"|salutations|saludos(?:\ cordiales)?|un\ saludo|atentamente|cordiali\ saluti|met\ vriendelijke\ groet(?:en)?"
    r"|mvh|med\ vänlig\ hälsning|med\ vennlig\ hilsen|venlig\ hilsen|hilsen|pozdrawiam|с\ уважением)"
)  # fmt: skip
_CLOSING = re.compile(rf"^\s*(?:{_CLOSING_WORDS})\s*[,.!;:)\-–—]*\s*$", re.IGNORECASE)
_CLOSING_WITH_NAME = re.compile(
    rf"^\s*(?:(?i:{_CLOSING_WORDS}))\s*[,.!\-–—]*\s+(?P<name>[A-Z][\w'’\-]*(?:\s+[A-Z][\w'’.\-]*){{0,3}})\s*[.,]?\s*$".replace(
        "\\ ", r"\s"
    )
)
_DASHED_NAME = re.compile(r"^\s*[-–—~]\s?[^\W\d_][\w'’.\-]{0,20}(?:\s[A-Z][\w'’.\-]{0,20}){0,3}[.\s]*$")
_NAME = re.compile(
    r"^\s*[^\W\d_][\w'’.\-]{0,24}(?:[ ,&]{1,3}(?:and\s)?[A-Z][\w'’.\-]{0,24}){0,5}"
    r"(?:\s?\([^()]{1,40}\))?\s*[.,]?\s*x{0,3}\s*$"
)
_SENTENCE = re.compile(
    r"(?<!\b\w)(?<!\b[DMS][rst])[.?!]\s+[A-Z]|[.?!…]\s*$|\b(?:i|you|we|please|could|would|will|can|should|is|are|was"
    r"|were|have|has|i['’]\w+|if|but)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\+?\d[\d\s().-]{6,})|@|https?:|www\.|\.(?:gov|org|nhs|ac|co)\.uk\b|\b(?:tel|phone|mobile|mob|fax|email"
    r"|e-mail|web|ffôn|ffon|symudol|e-bost|t|m|e|w|f|d)\s?[:|]"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b(?:he/him|she/her|they/them)\b|\||•|·|pronouns|rhagenwau",
    re.IGNORECASE,
)
_SIGNS = frozenset("0123456789@:/|.•·")
"""One of these stands in whatever `_CONTACT` finds, but for the word “pronouns”."""


_ANSWERS = word_set(
    "yes yep yeah yup no nope none nothing nil not stop leave leaving unsubscribe pause skip join remove delete "
    "cancel confirm confirmed accept accepted decline declined maybe agree agreed ok okay done sorry great good "
    "perfect lovely happy fine sure correct ie ydw ydi oes na nac nage dim iawn stopio gadael tynnu"
)
"""Whole answers: whoever writes one beneath a greeting has not signed with it."""
_MARKED_RULES = frozenset({"signature-delimiter", "mobile-footer", "ruled-footer"})


def is_mobile_footer(line: str) -> bool:
    """Whether a program or a thumb typed the line: "Sent from my iPhone"."""
    return len(line) <= 240 and _MOBILE.match(line) is not None


def is_delimiter(line: str) -> bool:
    """Whether the line is the mark above a signature ("-- ", RFC 3676 section 4.3), or one of its relatives."""
    return len(line) < 40 and _DELIMITER.match(line) is not None


def is_closing(line: str) -> bool:
    """Whether the line is a sign-off and nothing else ("Kind regards,"), perhaps with the name beside it."""
    return len(line) <= 80 and bool(_CLOSING.match(line) or _CLOSING_WITH_NAME.match(line))


def ends_words(line: str, names: frozenset[str]) -> bool:
    """Whether the line shows that the words above it are over: a sign-off, a name, a signature's mark."""
    return is_closing(line) or is_delimiter(line) or is_mobile_footer(line) or _is_own_name(line, names)


def belongs(line: str) -> bool:
    """Whether the line can stand within a signature: short, or with an address or number; no sentence."""
    text = line.strip()
    if not text:
        return True
    if len(text) > 300:
        return False
    if _is_contact(text) or is_mobile_footer(text) or is_closing(text) or _DASHED_NAME.match(text):
        return True
    return len(text) <= MAX_LINE and _SENTENCE.search(text) is None


def _is_contact(text: str) -> bool:
    """Whether the line tells how to reach somebody; signs first, for the pattern is dear and most lines have none."""
    if _SIGNS.isdisjoint(text):
        lowered = text.lower()
        if "pronouns" not in lowered and "rhagenwau" not in lowered:
            return False
    return _CONTACT.search(text) is not None


def signature_start(
    lines: Sequence[str], names: frozenset[str], *, spoken: bool = False, within: bool = False
) -> tuple[int, str]:
    """Where the signature of a stretch of one's own words begins, and by which rule; ``len(lines)`` if there is none.

    ``names``: words of the writer's name in lower case, as the From header has them. ``spoken``: words stand above
    the stretch, so that it may be nothing but a signature. ``within``: it stands between quoted lines, where "Thanks"
    and "Tom" are answers and only a mark makes a signature.
    """
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    best, rule = len(lines), ""
    taken, contact = 0, False
    believable = True
    for place in range(len(lines) - 1, first - 1, -1):
        line = lines[place]
        if not line.strip():
            continue
        taken += 1
        if taken > MAX_SIGNATURE:
            break
        found = _rule_of(lines, place, names, taken, believable, bool(rule), contact)
        believable = believable and belongs(line)
        contact = contact or (believable and _is_contact(line))
        if within and found not in _MARKED_RULES:
            found = ""
        alone = place == first and taken == 1 and found not in _MARKED_RULES
        if found and (place > first or found == "mobile-footer" or (spoken and not alone)):
            best, rule = place, found
    return best, rule


def _rule_of(
    lines: Sequence[str], place: int, names: frozenset[str], taken: int, believable: bool, begun: bool, contact: bool
) -> str:
    """By which rule a signature begins at this line; empty: by none. ``believable``: all beneath can belong to one."""
    line = lines[place]
    if is_delimiter(line) and (line.strip() in ("--", "__") or (believable and 1 < taken <= 13)):
        return "signature-delimiter"
    if not believable or not belongs(line):
        return ""
    if is_mobile_footer(line):
        return "mobile-footer"
    if is_closing(line):
        return "sign-off"
    if taken > 1 and (begun or contact) and _LONG_RULE.match(line):
        return "ruled-footer"
    if (taken == 1 or begun) and _DASHED_NAME.match(line) and not _in_list(lines, place):
        return "dashed-name"
    return "own-name" if _is_own_name(line, names) and _stands_apart(lines, place) else ""


def _in_list(lines: Sequence[str], place: int) -> bool:
    """Whether a line with a dash is one of a list: beneath another, or beneath a colon."""
    above = next((lines[at].strip() for at in range(place - 1, max(place - 4, -1), -1) if lines[at].strip()), "")
    close = place > 0 and lines[place - 1].strip() != "" and lines[place].lstrip()[1:2] == " "
    return above.endswith(":") or above[:1] in ("-", "–", "*", "•") or close


def _is_own_name(line: str, names: frozenset[str]) -> bool:
    """Whether the line is the writer's name, short name or initial ("Tom", "E", "Leo, Aisha and Ruth")."""
    text = line.strip(" \t-–—~*_.,!")
    head, separator, _ = text.partition("|")
    if separator and {word.lower() for word in head.split()} <= names and len(head.split()) > 1:
        return True  # "Ruth Castellano | Statistician | DWP"
    if not text or not names or len(text) > 60 or not _NAME.match(text):
        return False
    words = [word.strip("().,'’").lower() for word in text.split()]
    first = words[0]
    if first in names:
        return True
    if first in _ANSWERS:
        return False  # "Stop" is no short form of Stephen
    return any(
        (name.startswith(first) and (len(first) == 1 or len(first) >= 3))
        or (len(first) >= 3 and first[:2] == name[:2] and len(words) == 1)
        for name in names
    )


def _stands_apart(lines: Sequence[str], place: int) -> bool:
    return place == 0 or not lines[place - 1].strip() or len(lines[place - 1].strip()) < 60
