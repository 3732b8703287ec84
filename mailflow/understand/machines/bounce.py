"""Delivery reports: what the report itself says (RFC 3464), then a header, then the text; never on a bare suspicion.

Exchange marks its reports ``Auto-Submitted: auto-replied``, so this row of the table stands before the auto-replies.
Ordinary mail is kept out by a gate: only what a mail system sent, or what reads like its report, is searched for
addresses at all.
"""

from __future__ import annotations

import re

from mailflow.events import Bounce, Failure, Intent, Machine
from mailflow.understand.envelope import Parsed
from mailflow.understand.headers import decoded
from mailflow.understand.machines.bounce_text import failures_in_text, kind_of, scan_with_flufl

MAX_STATUS = 256 * 1024
MAX_FAILURES = 200

_STRICT = re.compile(
    r"^(?:mailer-?daemon|mail-?daemon|mdaemon|microsoftexchange[0-9a-f]{20,40})(?:[-+.=_@]|$)", re.IGNORECASE
)
"""Local parts that no person has: enough by themselves."""
_DAEMON = re.compile(
    r"^(?:postmaster\W?|postmast|maildelivery|mail\.?delivery|mail-?admin|mail-?router|bounces?|mmdf|uucp"
    r"|e500_smtp\w*|smtp)(?:[-+.=_@]|$)",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail(?:er)?[- ]?daemon|mail delivery|delivery (?:sub)?system|postmaster|system administrator|system attendant"
    r"|microsoft outlook"
    r"|undeliverable|internet mail delivery|mail administrator|mail system|smtp server|mailer",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^.{0,200}: non remis \(delivery failed\)$|^\s*(?:\*+\s*)?(?:undeliver(?:able|ed)|undelivered mail|mail "
    r"delivery|delivery (?:status )?notification|delivery (?:has )?(?:failed|failure|problem|report)"
    r"|returned (?:mail|to sender|email)|failure (?:notice|delivery)|failed mail\b|mail (?:system error|could not"
    r"|not delivered|failure|failed)"
    r"|warning: (?:could not send|message|e-?mail)|unzustellbar|non remis|no se puede entregar|non recapitabile"
    r"|onbestelbaar|olevererbart"
    r"|nid oes modd danfon|methwyd (?:â )?danfon|heb ei ddanfon|message (?:not delivered|undeliverable|delivery)"
    r"|nondeliverable|non-?delivery"
    r"|delayed|delivery delayed|could not send|user unknown|bounce|error sending|automatically rejected|permanent "
    r"delivery failure"
    r"|mensaje no|message status|correo devuelto|notification d.échec|rejected mail|undeliverable mail|unable to "
    r"deliver|mail returned)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:could ?n[o'’]t|could not|can ?not|unable to|not) (?:be )?(?:deliver|reach|found)|undeliver|delivery (?:to "
    r"the following )?(?:has )?fail"
    r"|\b[45]\.\d{1,3}\.\d{1,3}\b|\b[45]\d\d[ -]|permanent (?:fatal )?error|user unknown|returned to sender|no such "
    r"user|mailbox (?:is )?full",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|[Mm]y|me)\b")
_FIELD = re.compile(r"^([A-Za-z-]{3,40})[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_ADDRESS = re.compile(r"(?<![^\s<;,\"(:])(?!\.)[^\s<>;,\"()\[\]:]{1,64}(?<!\.)@[^\s<>;,\"()]{1,255}")


def delivery_report(parsed: Parsed) -> Bounce | Machine | None:
    """The delivery report that the mail is, with the recipients that failed; None if it is none."""
    statuses = [part.text[:MAX_STATUS] for part in parsed.parts if part.content_type == "message/delivery-status"]
    failures, delayed, delivered = _from_status("\n\n".join(statuses))
    if failures:
        return Bounce(parsed.envelope, failures, delayed=delayed, rules=("delivery-status",))
    if delivered:
        return Machine(parsed.envelope, Intent.READ_RECEIPT, "a receipt: the mail was delivered", rules=("delivered",))
    named = _from_header(parsed)
    if named and (looks_like_report(parsed) or not parsed.header("in-reply-to")):
        return Bounce(parsed.envelope, named, delayed=_is_delay(parsed), rules=("x-failed-recipients",))
    if not looks_like_report(parsed):
        return None
    text = parsed.text
    found = scan_with_flufl(parsed.raw) or failures_in_text(text)
    delayed = _is_delay(parsed)
    if found:
        shown = tuple(found[:MAX_FAILURES])
        return Bounce(
            parsed.envelope,
            shown,
            delayed=delayed and not any(item.permanent for item in shown),
            rules=("report-text",),
        )
    if _is_declared(parsed) or (_SUBJECT.match(parsed.envelope.subject) and _WORDS.search(text[:20_000])):
        return Bounce(parsed.envelope, (), delayed=delayed, rules=("report-without-recipient",))
    return None


def _is_declared(parsed: Parsed) -> bool:
    if any(part.content_type == "message/delivery-status" for part in parsed.parts):
        return True
    kind = parsed.content_params.get("report-type", "").lower()
    return parsed.content_type == "multipart/report" and kind in ("delivery-status", "")


def looks_like_report(parsed: Parsed) -> bool:
    """The gate: whether a mail system wrote this. A person's "Re: Undeliverable" does not pass."""
    if _is_declared(parsed):
        return True
    sender = parsed.envelope.sender
    written = parsed.header("from")[:300]
    local = (sender.address or written.strip(" <>\"'")).partition("@")[0]
    if _STRICT.match(local):
        return True
    subject = _SUBJECT.match(parsed.envelope.subject) is not None
    if _DAEMON.match(local) or _DAEMON_NAME.search(sender.name or written) or not sender.address:
        return subject or _speaks_of_failure(parsed)
    if not subject:
        return False
    path = parsed.header("return-path").strip(" <>").partition("@")[0] if parsed.header("return-path") else "?"
    if not path or _STRICT.match(path):
        return True
    # programs give no name, and do not say "I": "Bounce from Ben: is his address right?" is a person's
    nameless = not sender.name and not parsed.envelope.in_reply_to
    return nameless and _speaks_of_failure(parsed) and _FIRST_PERSON.search(parsed.text[:2_000]) is None


def _speaks_of_failure(parsed: Parsed) -> bool:
    return _WORDS.search(parsed.text[:20_000]) is not None


def _is_delay(parsed: Parsed) -> bool:
    return kind_of(parsed.envelope.subject + "\n" + parsed.text[:4000]) == "delayed"


def _from_header(parsed: Parsed) -> tuple[Failure, ...]:
    """``X-Failed-Recipients`` of Exim and Gmail; whether for good is for the text to say."""
    named = parsed.headers("x-failed-recipients")
    if not named:
        return ()
    permanent = kind_of(parsed.envelope.subject + "\n" + parsed.text[:20_000]) == "permanent"
    found = _ADDRESS.findall(", ".join(named)[:20_000])
    return tuple(Failure(address.lower(), permanent) for address in dict.fromkeys(found))[:MAX_FAILURES]


def _from_status(text: str) -> tuple[tuple[Failure, ...], bool, bool]:
    """The failed recipients of a delivery-status report, whether all are only delayed, whether it tells success."""
    failures: dict[str, Failure] = {}
    actions: list[str] = []
    for group in re.split(r"\n[ \t]*\n", text):
        fields = {match[1].lower(): decoded(match[2].replace("\n", " ")) for match in _FIELD.finditer(group[:32_000])}
        action = fields.get("action", "").lower().split(" ")[0].strip(".;")
        address = _recipient(fields)
        if not action:
            continue
        actions.append(action)
        if not address:
            continue
        if action in ("failed", "delayed", "failure", "bounced") and len(failures) < MAX_FAILURES:
            status = (re.findall(r"\b[245]\.\d{1,3}\.\d{1,3}\b", fields.get("status", "")) or [""])[0]
            permanent = action != "delayed" and not status.startswith(("4.2", "4.3"))  # a full mailbox empties again
            failures.setdefault(address, Failure(address, permanent, status, fields.get("diagnostic-code", "")[:500]))
    delayed = bool(failures) and all(action == "delayed" for action in actions if action in ("failed", "delayed"))
    delivered = (
        bool(actions) and not failures and all(action in ("delivered", "relayed", "expanded") for action in actions)
    )
    return tuple(failures.values()), delayed, delivered


def _recipient(fields: dict[str, str]) -> str:
    """The address that we wrote to: the original recipient if the report keeps it (RFC 3464 section 2.3.1)."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        found = _ADDRESS.search(fields.get(name, "").partition(";")[2] or fields.get(name, ""))
        if found and ".." not in found[0]:  # some servers hide the end of the local part: that is no address
            return found[0].strip("'.").lower()
    return ""
