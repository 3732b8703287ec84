"""Machines that answer for a person: away, moved on, "we have your message" (RFC 3834).

``X-Auto-Response-Suppress``, ``List-Id`` and ``Precedence`` prove nothing alone: people's own mail carries them too.
A subject proves it only with the prefix that a program writes; "Out of office next week" may well be a person.
"""

from __future__ import annotations

import re

from mailflow.events import AutoReply, Intent, Machine
from mailflow.understand.envelope import Parsed
from mailflow.understand.machines.away import back_on, has_left

_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-vacation",
)
"""Programs older than RFC 3834 that say so in their own way."""

_SUBJECT = re.compile(
    r"^\s*(?:\[?external\]?:?\s{0,3})?(?:"
    r"auto(?:matic|mated)?[- ]?(?:reply|response|answer|respond(?:er)?)|autoreply|auto:|ymateb awtomatig|ateb "
    r"awtomatig|neges awtomatig"
    r"|out of (?:the )?office(?: (?:auto ?reply|reply|notification|message|response))?\s?[:\-–(]|out of (?:the "
    r")?office(?: (?:auto ?reply|reply|message))?\s*$"
    r"|ooo\s?[:\-–]|away from (?:my|the) (?:office|desk|mail)\s?[:\-–]|vacation (?:reply|response|message)|on "
    r"(?:annual )?leave\s?:"
    r"|allan o['’]r swyddfa|i ffwrdd o['’]r swyddfa"
    r"|freagra uathoibríoch|freagairt fèin-obrachail|automatische antwort|abwesenheits?(?:notiz|meldung)?|abwesend"
    r"|réponse automatique"
    r"|absence du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)"
    r"|resposta automática"
    r"|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|fraværende|automaattinen vastaus"
    r"|poissa|automatyczna odpowiedź"
    r"|automatická odpověď|automatická odpoveď|автоматический ответ|автоответ|otomatik yanıt|αυτόματη απάντηση|自动回复"
    r"|自動応答|자동 회신"
    r")",
    re.IGNORECASE,
)
_NO_REPLY = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|notifications?|automated|auto-?confirm"
    r"|peidiwchagateb)(?:[-+.=_]|$)"
)


def auto_reply(parsed: Parsed) -> AutoReply | None:
    """The auto-reply that the mail is, with the day on which its writer is back; None if it is none."""
    rule = _evidence(parsed)
    if not rule:
        return None
    text = parsed.text
    written = parsed.envelope.date.date() if parsed.envelope.date else None
    until = back_on(text, written) or back_on(parsed.envelope.subject, written)
    rules = (rule, "left-the-organisation") if has_left(text) else (rule,)
    return AutoReply(parsed.envelope, until, rules=rules)


def _evidence(parsed: Parsed) -> str:
    submitted = parsed.header("auto-submitted").lower()
    if submitted.startswith("auto-replied"):
        return "auto-submitted"
    if _SUBJECT.match(parsed.envelope.subject):
        return "auto-reply-subject"
    present = {item.name: item.raw.strip().lower() for item in reversed(parsed.fields)}
    if any(present.get(name, "no") not in ("", "no", "false") for name in _HEADERS):
        return "auto-reply-header"
    if present.get("precedence", "") in ("auto_reply", "auto-reply") or "autoresponder" in present.get(
        "delivered-to", ""
    ):
        return "auto-reply-header"
    return ""


def notice(parsed: Parsed) -> Machine | None:
    """A program's notice: it says so (``Auto-Submitted: auto-generated``, RFC 3834 section 5), or takes no answers."""
    submitted = parsed.header("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return Machine(parsed.envelope, Intent.NOT_OURS, "a program's notice", rules=("auto-generated",))
    if _NO_REPLY.match(parsed.envelope.sender.address.partition("@")[0]):
        return Machine(
            parsed.envelope, Intent.NOT_OURS, "sent from an address that takes no answers", rules=("no-reply-address",)
        )
    return None
