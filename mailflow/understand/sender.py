"""How sure we are who wrote: our token, or what our own receiving server says; a From line proves nothing.

Not here: what each trust allows (the flows' table), nor whether the address is known (the store).
Sources: RFC 8601 (Authentication-Results), RFC 7489 section 3.1 (alignment), and Exchange Online's own shape, which has
no authserv-id: it counts only where `EXCHANGE_ONLINE` is configured as ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from mailflow.events import Trust
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts
from mailflow.understand.organisations import register
from mailflow.understand.thread import Answered

EXCHANGE_ONLINE = "protection.outlook.com"
"""Configure this authserv-id to accept the nameless header that Exchange Online puts on top."""

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*([a-z][a-z0-9_-]*)(?:/\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_PROPERTY = re.compile(r"\b((?:header|smtp|policy)\.[a-z0-9_-]+)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Result:
    """One method's result: ``dkim``, ``pass``, and its properties such as ``header.d``."""

    method: str
    result: str
    properties: dict[str, str]


def results(header: str) -> tuple[str, tuple[Result, ...]]:
    """An Authentication-Results header as (authserv-id or "", results); lower case throughout."""
    text = header[:_LONGEST].lower()
    while (shorter := _COMMENT.sub(" ", text)) != text:
        text = shorter
    first, *rest = text.split(";")
    authserv = ""
    if _RESULT.match(first):
        rest.insert(0, first)
    else:
        authserv = next(iter(first.split()), "")
    found = []
    for part in rest:
        match = _RESULT.match(part)
        if match:
            found.append(Result(match[1], match[2], dict(_PROPERTY.findall(part))))
    return authserv, tuple(found)


def is_aligned(domain: str, author: str) -> bool:
    """Relaxed alignment (RFC 7489 section 3.1): both belong to one registered domain."""
    domain, author = domain.rpartition("@")[2].strip(".").lower(), author.strip(".").lower()
    if not domain or not author:
        return False
    if domain == author:
        return True
    return _registered(domain) == _registered(author) != ""


def _registered(domain: str) -> str:
    """The domain as it was registered: the public suffix and one label more; empty for a public suffix itself."""
    return str(_public_suffixes().privatesuffix(domain) or "")


@cache
def _public_suffixes() -> Any:
    """The list, read once and only when two domains differ: it costs 12 ms that most mails do not need."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415

    return PublicSuffixList(only_icann=True)


def authenticated(parsed: Parsed, facts: Facts) -> Trust:
    """PASS, FAIL or NONE, from the topmost Authentication-Results alone, and only if our own server wrote it."""
    headers = parsed.headers("authentication-results")
    author = parsed.envelope.sender.address.rpartition("@")[2]
    if not headers or not author:
        return Trust.NONE
    authserv, found = results(headers[0])
    if (authserv or EXCHANGE_ONLINE) not in facts.authserv_ids:
        return Trust.NONE
    verdict = _verdict(found, author)
    # several authors: no method says which of them wrote
    several = len({address.address for address in parsed.envelope.senders}) > 1
    return Trust.NONE if several and verdict is Trust.PASS else verdict


def _verdict(found: tuple[Result, ...], author: str) -> Trust:
    by_method: dict[str, list[Result]] = {}
    for result in found:
        by_method.setdefault(result.method, []).append(result)
    for result in by_method.get("dmarc", ()):
        if result.result == "fail":
            return Trust.FAIL
        if result.result == "pass" and is_aligned(result.properties.get("header.from", author), author):
            return Trust.PASS
    if any(result.result == "fail" for result in by_method.get("compauth", ())):
        return Trust.FAIL
    checks = [
        (result, is_aligned(_domain(result), author))
        for method in ("dkim", "spf")
        for result in by_method.get(method, ())
    ]
    if any(aligned and result.result == "pass" for result, aligned in checks):
        return Trust.PASS
    # a failure speaks against the author only where it is about the author's own domain, or about nobody's
    if any(result.result == "fail" and (aligned or not _domain(result)) for result, aligned in checks):
        return Trust.FAIL
    return Trust.NONE


def _domain(result: Result) -> str:
    names = ("header.d", "header.i") if result.method == "dkim" else ("smtp.mailfrom", "smtp.helo")
    value = next((result.properties[name] for name in names if name in result.properties), "")
    return value.rpartition("@")[2]


def trust(parsed: Parsed, answer: Answered, facts: Facts) -> tuple[Trust, tuple[str, ...]]:
    """How sure we are who wrote, and the names of the rules that say so. A failure outweighs a token."""
    found = authenticated(parsed, facts)
    if found is Trust.FAIL:
        return Trust.FAIL, ("trust.authentication_failed",)
    if answer.stolen:
        return Trust.FAIL, ("trust.token_of_another",)
    if answer.proven:
        return Trust.TOKEN, ("trust.token",)
    return found, (f"trust.{found}",)


_LIKENESS = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o", "5": "s", "3": "e", "-": "", "_": ""})
_GREEK_AND_CYRILLIC = str.maketrans("аеорсухіѕԁոο", "aeopcyxlsdno")
_COMMANDS = re.compile(
    r"\b(?:list|addresses|password|urgent(?:ly)?|straight away|immediately|send me|reply with|export|delete|add"
    r"|remove|approve|release|stop)\b"
)


def skeleton(domain: str) -> str:
    """What a domain looks like at a glance: l, 1 and i are one, rn is m, vv is w."""
    return domain.lower().translate(_GREEK_AND_CYRILLIC).replace("rn", "m").replace("vv", "w").translate(_LIKENESS)


def looks_like(domain: str, others: frozenset[str]) -> bool:
    """Whether a domain is none of ``others`` but looks like one: the same skeleton, or one letter apart."""
    if domain in others or not domain:
        return False
    seen = skeleton(domain)
    return any(
        (seen == skeleton(other) and (len(other.split(".")[0]) >= 8 or _is_disguised(domain)))
        or (len(other.split(".")[0]) >= 8 and _one_apart(domain, other))
        for other in others
    )


def _is_disguised(domain: str) -> bool:
    """Short names are alike by chance; digits or foreign letters in them are not chance."""
    return not domain.isascii() or any(character.isdigit() for character in domain) or "vv" in domain


def _one_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    return rest_one[1:] == rest_other[1:] or rest_one[1:] == rest_other or rest_one == rest_other[1:]


def suspicious(parsed: Parsed, facts: Facts, trust: Trust, plain: str, known: bool | None) -> str:
    """Why the sender makes the mail suspicious, in a sentence; empty if nothing does."""
    address = parsed.envelope.sender.address
    domain = address.rpartition("@")[2]
    ours = frozenset(other.rpartition("@")[2] for other in (facts.mailbox, *facts.lead_addresses, *facts.own_addresses))
    table = register(facts.organisations).domains
    if known is not True and domain not in table and looks_like(domain, ours | table):
        return "The sender's domain only looks like one that we know."
    if trust is Trust.FAIL and known is False and _COMMANDS.search(plain):
        return "Authentication failed, and it asks for something from an address that we do not know."
    return ""
