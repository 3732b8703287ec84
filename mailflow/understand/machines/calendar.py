"""Calendar programs answering an invitation: iTIP REPLY and COUNTER (RFC 5546 sections 3.2.3 and 3.2.7).

Outlook and Google send a ``text/calendar; method=REPLY`` part beside some text; some gateways drop the part, so that
nothing but a subject such as "Accepted: …" remains. The part decides, the subject only where there is neither a part
nor a word. What a person wrote beside the answer is kept as its comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailflow.events import Intent, Rsvp
from mailflow.understand.envelope import Parsed, Part
from mailflow.understand.quote import split

MAX_CALENDAR = 256 * 1024
MAX_COMMENT = 4_000

_INTENTS = {
    "ACCEPTED": Intent.RSVP_YES,
    "DECLINED": Intent.RSVP_NO,
    "TENTATIVE": Intent.RSVP_MAYBE,
    "DELEGATED": Intent.RSVP_NO,  # somebody else comes instead: the comment says who
}

_SUBJECTS = (
    # The answer that Outlook and Google put before the meeting's name, in the languages of their menus.
    (Intent.RSVP_YES, r"accepted|derbyniwyd|wedi derbyn|angenommen|zugesagt|akzeptiert|accepté|aceptado|aceptada"
                      r"|aceito|aceite|accettato"
                      r"|geaccepteerd|accepterat|godtaget|accepteret|akseptert|godtatt|hyväksytty|zaakceptowano"
                      r"|přijato|prijaté|принято|glacadh leis"),
    (Intent.RSVP_NO, r"declined|gwrthodwyd|wedi gwrthod|abgelehnt|abgesagt|refusé|décliné|rechazado|rechazada"
                     r"|recusado|rifiutato|geweigerd"
                     r"|afgewezen|avböjt|afvist|avslått|hylätty|odrzucono|odmítnuto|odmietnuté|отклонено|diúltaíodh"),
    (Intent.RSVP_MAYBE, r"tentative(?:ly accepted)?|tentatively|petrus|dros dro|mit vorbehalt|vorläufig|provisoire"
                        r"|peut-être|provisional|provisorio"
                        r"|provisório|voorlopig|preliminärt?|foreløbig|foreløpig|alustava|wstępnie|nezávazně|под "
                        r"вопросом"),
)  # fmt: skip
_SUBJECT = tuple((intent, re.compile(rf"^\s*(?:{words})\s?:", re.IGNORECASE)) for intent, words in _SUBJECTS)

_METHOD = re.compile(r"^METHOD[^:\n]{0,60}:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_PARTSTAT = re.compile(r"PARTSTAT\s?=\s?\"?(\w[\w-]{0,30})", re.IGNORECASE)
_PROPERTY = re.compile(
    r"^([A-Za-z-]{2,40})((?:;[^:\n\"]{0,300}(?:\"[^\"\n]{0,300}\"[^:\n\"]{0,300}){0,10}){0,1}):([^\n]*)$", re.MULTILINE
)
_BOILERPLATE = re.compile(
    r"has (?:tentatively )?(?:accepted|declined|replied)|invitation from google calendar|replied .{0,10}(?:yes|no"
    r"|maybe)"
    r"|you are receiving this (?:courtesy )?email|microsoft teams meeting|join on your computer|forwarding this "
    r"invitation",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    intent: Intent
    uid: str = ""
    sequence: int = 0
    counter: bool = False
    attendee: str = ""
    comment: str = ""
    rule: str = "calendar-part"


def calendar_answer(parsed: Parsed) -> Rsvp | None:
    """The answer to an invitation that the mail is, or None."""
    answer = next((found for part in parsed.parts if (found := _read(part, parsed))), None) or _by_subject(parsed)
    if answer is None:
        return None
    return Rsvp(
        parsed.envelope,
        answer.intent,
        answer.uid,
        answer.sequence,
        answer.counter,
        answer.attendee or parsed.envelope.sender.address,
        answer.comment or _words_beside(parsed),
        rules=(answer.rule,),
    )


def _is_calendar(part: Part) -> bool:
    name = part.filename.lower()  # "text/calendar; method=REPLY" as a file's name lost its "text/" with the path
    named = name.startswith("calendar;") or name.endswith(".ics")
    return named or part.content_type in ("text/calendar", "application/ics")


def _read(part: Part, parsed: Parsed) -> _Answer | None:
    """The answer in a calendar part; what its parameters say counts where its body is missing."""
    if not _is_calendar(part):
        return None
    text = re.sub(r"\n[ \t]", "", part.text[:MAX_CALENDAR])
    said = ";".join((*(f"{key}={value}" for key, value in part.params.items()), part.filename))
    method = _METHOD.search(text)
    name = (method[1] if method else part.params.get("method", "")).upper() or _named(said, "method")
    if name not in ("REPLY", "COUNTER"):
        return None
    properties = [(match[1].upper(), match[2], match[3].strip()) for match in _PROPERTY.finditer(text)]
    first = {key: value for key, _, value in reversed(properties)}
    attendees = [(value, parameters) for key, parameters, value in properties if key == "ATTENDEE"]
    address, state = _who(attendees, parsed.envelope.sender.address)
    status = _PARTSTAT.search(state) or _PARTSTAT.search(said)
    intent = _INTENTS.get(status[1].upper() if status else "")
    if intent is None:
        intent = Intent.RSVP_MAYBE if name == "COUNTER" else _subject_intent(parsed)
    if intent is None:
        return None
    sequence = first.get("SEQUENCE", "0")
    return _Answer(
        Intent.RSVP_MAYBE if name == "COUNTER" and intent is Intent.RSVP_YES else intent,
        first.get("UID", "")[:500],
        int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 9 else 0,
        name == "COUNTER",
        address,
        _unescaped(first.get("COMMENT", "")),
    )


def _named(said: str, name: str) -> str:
    match = re.search(rf"\b{name}\s?=\s?\"?(\w{{1,20}})", said, re.IGNORECASE)
    return match[1].upper() if match else ""


def _who(attendees: list[tuple[str, str]], sender: str) -> tuple[str, str]:
    """The attendee who answers (the sender if named, else the first) and the parameters with the answer."""
    if not attendees:
        return "", ""
    value, parameters = next((pair for pair in attendees if pair[0].lower().endswith(sender) and sender), attendees[0])
    return re.sub(r"^mailto:", "", value, flags=re.IGNORECASE).strip().lower()[:320], parameters


def _unescaped(text: str) -> str:
    plain = re.sub(r"\\([nN,;\\])", lambda match: "\n" if match[1] in "nN" else match[1], text)
    return plain.strip()[:MAX_COMMENT]


def _subject_intent(parsed: Parsed) -> Intent | None:
    subject = parsed.envelope.subject[:200]
    return next((intent for intent, pattern in _SUBJECT if pattern.match(subject)), None)


def _by_subject(parsed: Parsed) -> _Answer | None:
    """An answer of which only the subject came through: no word in the body, and no file."""
    intent = _subject_intent(parsed)
    if intent is None or re.search(r"\w", _words_beside(parsed)) or any(part.is_attachment for part in parsed.parts):
        return None
    return _Answer(intent, rule="calendar-subject")


def _words_beside(parsed: Parsed) -> str:
    """What a person wrote beside the answer; the calendar program's own sentences are none."""
    if not parsed.text.strip():
        return ""
    words = split(parsed)
    return "" if words.doubtful or _BOILERPLATE.search(words.new[:MAX_COMMENT]) else words.new[:MAX_COMMENT]
