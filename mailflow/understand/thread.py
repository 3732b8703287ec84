"""What a mail answers: our reference is looked for in five places, most trusted first; a guess is the last resort.

Not here: whether the writer is who the reference says (`sender`), nor looking codes up (the store, from `carried`).
Sources: RFC 5322 section 3.6.4 (In-Reply-To, References), RFC 5233 (plus tags).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from mailflow import reference
from mailflow.events import Carrier, Thread
from mailflow.network import Reference
from mailflow.understand import envelope, machines, subjects
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import NO_FACTS, Facts

_READABLE = re.compile(r"\[ ?[A-Z]{2,6}[ -](20\d\d)-(0[1-9]|1[0-2])(?:-G(\d{1,3}))? ?\]", re.IGNORECASE)
_RETURNED = re.compile(
    r"^(?:message-id|x-mailflow-ref|reply-to|in-reply-to|references):[^\n]*(?:\n[ \t][^\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_RETURNED_SUBJECT = re.compile(r"^subject:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_RETURNED_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Carried:
    """One reference of ours that came back: how, its code, and its token (empty if only a code came)."""

    carrier: Carrier
    code: str
    token: str = ""


def carried(parsed: Parsed, facts: Facts) -> tuple[Carried, ...]:
    """Every reference of ours in a mail, most trusted first; no token is checked here."""
    letter = parsed.envelope
    found = _tokens(Carrier.MESSAGE_ID, " ".join((*letter.in_reply_to, *reversed(letter.references))))
    if facts.plus_addressing:
        found += _tokens(Carrier.PLUS_TAG, " ".join(_plus_tags(parsed, facts.mailbox)))
    returned = [text[:_RETURNED_LIMIT] for text in machines.returned_headers(parsed)]
    found += _tokens(Carrier.HEADER, " ".join(parsed.headers("x-mailflow-ref")))
    for text in returned:
        found += _tokens(Carrier.HEADER, " ".join(_RETURNED.findall(text)))
    for subject in (letter.subject, *(match for text in returned for match in _RETURNED_SUBJECT.findall(text))):
        found += [Carried(Carrier.SUBJECT_CODE, code) for code in _codes(subject, facts.short_name)]
    return tuple(dict.fromkeys(found))


def codes_in(mail: bytes | Parsed, facts: Facts = NO_FACTS) -> tuple[str, ...]:
    """The codes that a mail names, for the store to look up (with their siblings: the same kind and number)."""
    parsed = envelope.read(mail) if isinstance(mail, bytes) else mail
    return tuple(dict.fromkeys(item.code for item in carried(parsed, facts)))


def _tokens(carrier: Carrier, text: str) -> list[Carried]:
    return [Carried(carrier, code, token) for code, token in reference.tokens_in(text)]


def _plus_tags(parsed: Parsed, mailbox: str) -> list[str]:
    local, _, domain = mailbox.lower().partition("@")
    letter = parsed.envelope
    seen = [address.address for address in (*letter.to, *letter.cc)]
    seen += [value.strip("<> ").lower() for name in _DELIVERED for value in parsed.headers(name)]
    return [
        address.partition("@")[0][len(local) + 1 :]
        for address in seen
        if address.startswith(f"{local}+") and address.endswith(f"@{domain}")
    ]


def _codes(subject: str, short_name: str) -> list[str]:
    if "[" not in subject:
        return []
    shape = re.compile(rf"\[ ?{re.escape(short_name)}[ -]([0-9a-z]{{7}}) ?\]", re.IGNORECASE)
    return [code for text in shape.findall(subject) if (code := reference.read_code(text)) is not None]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a mail answers, and what its reference says about who holds it."""

    thread: Thread | None = None
    proven: bool = False
    """A genuine token, not expired, sent back by the address that it was made for."""
    stolen: bool = False
    """A genuine token in the hand of somebody to whom no such mail went."""
    rules: tuple[str, ...] = ()


def answered(parsed: Parsed, facts: Facts) -> Answered:
    """What the mail answers. Explicit references beat the subject's words; an open matter is the last resort."""
    sender = parsed.envelope.sender.address
    rules: list[str] = []
    orphan = False
    best: Answered | None = None
    for item in carried(parsed, facts):
        known = facts.references.get(item.code)
        if known is None:
            orphan = orphan or _is_genuine(item.token, sender, facts.key)
            continue
        held = _holding(item, known, sender, facts, parsed)
        if best is None or (held.proven and not best.proven and _same_matter(held, best)):
            best = held
    if best is not None:
        return best
    if orphan:
        rules.append("thread.token_of_forgotten_mail")
    thread = _readable(parsed, facts) or _by_subject(parsed, facts) or _open_matter(facts)
    if thread is not None:
        rules.append(f"thread.{thread.matched_by}")
    return Answered(thread, rules=tuple(rules))


def _same_matter(one: Answered, other: Answered) -> bool:
    return one.thread is not None and other.thread is not None and one.thread.number == other.thread.number


def _holding(item: Carried, known: Reference, sender: str, facts: Facts, parsed: Parsed) -> Answered:
    """One reference that we know, weighed: whose token is it, and is it still good?"""
    expired = _is_expired(known, facts.now or parsed.envelope.date)
    thread = Thread(known.kind, known.number, item.carrier, known.code, known.champion, known.address, expired)
    rules = [f"thread.{item.carrier}"]
    genuine = _is_genuine(item.token, known.address, facts.key)
    if item.token and not genuine:
        rules.append("thread.token_not_ours")
    own = sender == known.address.lower()
    sibling = any(
        other.kind == known.kind and other.number == known.number and other.address.lower() == sender
        for other in facts.references.values()
    )
    stolen = genuine and not own and not sibling
    if stolen:
        rules.append("thread.token_of_another")
    if expired:
        rules.append("thread.expired")
    return Answered(thread, genuine and own and not expired, stolen, tuple(rules))


def _is_genuine(token: str, address: str, key: bytes) -> bool:
    return bool(token and key and address) and reference.is_genuine(token, address, key)


def _is_expired(known: Reference, moment: datetime | None) -> bool:
    return known.expires is not None and moment is not None and moment > known.expires


def _readable(parsed: Parsed, facts: Facts) -> Thread | None:
    """A reference that a person can read: ``[CC-2026-11]`` is an update's month, ``[CC-2026-11-G07]`` a chat group."""
    texts = [parsed.envelope.subject]
    texts += [
        match
        for text in machines.returned_headers(parsed)
        for match in _RETURNED_SUBJECT.findall(text[:_RETURNED_LIMIT])
    ]
    for text in texts:
        match = _READABLE.search(text)
        if match is None:
            continue
        named = subjects.own(subjects.strip(text), _written(parsed, facts))
        month = f"{match[1]}-{match[2]}"
        code = match[0].strip("[] ").upper().replace(" ", "-")
        if match[3]:
            return Thread("chat", f"{month}-G{int(match[3]):02d}", Carrier.SUBJECT_CODE, code)
        return Thread(named[0] if named and named[0] == "chat" else "update", month, Carrier.SUBJECT_CODE, code)
    return None


def _written(parsed: Parsed, facts: Facts) -> date:
    moment = parsed.envelope.date or facts.now
    return moment.date() if moment else date(1970, 1, 1)


def _by_subject(parsed: Parsed, facts: Facts) -> Thread | None:
    found = subjects.own(subjects.strip(parsed.envelope.subject), _written(parsed, facts))
    return Thread(found[0], found[1], Carrier.SUBJECT_TEXT) if found else None


def _open_matter(facts: Facts) -> Thread | None:
    if len(facts.open_matters) != 1:
        return None
    only = facts.open_matters[0]
    return Thread(only.kind, only.number, Carrier.OPEN_MATTER, only.code, only.champion, only.address)
