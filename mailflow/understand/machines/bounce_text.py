"""Failed addresses in reports that are nothing but text, as older servers and rewriting gateways send them."""

from __future__ import annotations

import contextlib
import re
from email import message_from_bytes

from mailflow.events import Failure

MAX_TEXT = 64 * 1024
MAX_LINE = 1_000

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+&'=/-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ORIGINAL = re.compile(
    r"^[\s>]*(?:-{2,}.{0,60}(?:original|copy|returned|message follows|body|headers).{0,60}|(?:original message"
    r"|message header|return-path|received)\b.{0,80})\s*:?",
    re.IGNORECASE,
)
"""From here the report repeats our own mail: its addresses are not the failed ones."""
_FAILING = re.compile(
    r"could ?n[o'’]t be delivered|could not be delivered|was ?n[o'’]t found|not found|undeliver|delivery (?:has "
    r")?fail|failed|unknown|rejected|does not exist"
    r"|no such|unable to deliver|not deliver|wasn['’]t delivered|mailbox|disabled|unavailable|invalid|recipient|not "
    r"be reached|couldn['’]t|cannot",
    re.IGNORECASE,
)
_PERMANENT = re.compile(
    r"\b5\.\d{1,3}\.\d{1,3}\b|\b55\d\b|user unknown|no such user|does not exist|not found|permanent|unknown user"
    r"|invalid recipient|undeliverable",
    re.IGNORECASE,
)
_TEMPORARY = re.compile(
    r"\b4\.\d{1,3}\.\d{1,3}\b|\b4[25]\d[ -]|mailbox (?:is )?full|over quota|quota exceeded|temporar|try again"
    r"|deferred|greylist",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"^\s*delayed|delivery (?:has been |is )?delayed|(?:will|be) retr(?:y|ied)|will (?:continue|keep) trying|still "
    r"(?:being retried|trying|attempting)"
    r"|not yet been delivered|has been delayed|warning message only|do not need to resend|no action is required"
    r"|\(delay\)",
    re.IGNORECASE,
)
_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
_POSTMASTER = re.compile(r"^(?:postmaster|mailer-daemon|abuse|helpdesk|support)@", re.IGNORECASE)


def kind_of(text: str) -> str:
    """``delayed``, ``temporary`` or ``permanent``: what the words of a report say; permanent where they say nothing."""
    if _DELAYED.search(text) and not re.search(r"\b5\.\d{1,3}\.\d{1,3}\b|giving up|gave up", text):
        return "delayed"
    if _TEMPORARY.search(text) and not _PERMANENT.search(text):
        return "temporary"
    return "permanent"


def failures_in_text(text: str) -> list[Failure]:
    """The addresses that stand in a line which says that something failed, or beside one, above our returned mail."""
    report = text[:MAX_TEXT]
    permanent = kind_of(report) == "permanent"
    status = _STATUS.search(report)
    found: dict[str, Failure] = {}
    near = 0
    for line in report.split("\n")[:2_000]:
        if _ORIGINAL.match(line[:200]) and found:
            break
        near = 3 if _FAILING.search(line[:MAX_LINE]) else near - 1
        if near < 0:
            continue
        for address in _ADDRESS.findall(line[:MAX_LINE])[:20]:
            plain = address.strip("'.").lower()
            if not _POSTMASTER.match(plain) and ".." not in plain:
                found.setdefault(plain, Failure(plain, permanent, status[0] if status else "", line.strip()[:200]))
    return list(found.values())


def scan_with_flufl(raw: bytes) -> list[Failure]:
    """What flufl.bounce finds; behind the gate only, for it calls ordinary mail a bounce. Never raises.

    It fails on mail without From and on some charsets; then nothing is found.
    """
    with contextlib.suppress(Exception):  # untyped, and it raises many kinds on odd mail
        from flufl.bounce import all_failures  # noqa: PLC0415 — 45 ms to import, and most mail is no bounce

        head, blank, body = raw[: 4 * MAX_TEXT].partition(b"\n\n")
        message = message_from_bytes(_EIGHT_BIT.sub(b"?", head) + blank + body)  # else its fields are no strings
        if "from" not in message:
            message["From"] = "mailer-daemon@invalid"
        temporary, permanent = all_failures(message)
        failed = {_text(address): False for address in temporary} | {_text(address): True for address in permanent}
        return [
            Failure(address, failed[address])
            for address in sorted(failed)
            if _ADDRESS.fullmatch(address) and ".." not in address
        ]
    return []


def _text(address: object) -> str:
    shown = address.decode("utf-8", "replace") if isinstance(address, bytes) else str(address)
    return shown.strip().lower()
