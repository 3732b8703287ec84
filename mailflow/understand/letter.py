"""A mail that a person wrote becomes a `Letter`: words, thread, trust, intents, named facts and doubts, in that order.

Not here: mail that machines wrote (`machines`), and how a mail is taken apart (`envelope`, `quote`).
"""

from __future__ import annotations

import re
from datetime import date

from mailflow.events import TO_LEAD, Entities, Intent, Letter, Trust
from mailflow.understand import (
    activities,
    doubt,
    language,
    named,
    orders,
    people,
    quote,
    reading,
    sender,
    sensitive,
    subjects,
)
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts
from mailflow.understand.intents.decide import Decision, decide
from mailflow.understand.intents.scene import Scene
from mailflow.understand.organisations import Register, register
from mailflow.understand.thread import Answered, answered

_TOO_LONG = 20_000
"""Characters of new words that rules read; what people newly write is far shorter."""


def read(parsed: Parsed, facts: Facts) -> Letter:
    """The letter that a person wrote."""
    words = quote.split(parsed)
    answer = answered(parsed, facts)
    trust, trust_rules = sender.trust(parsed, answer, facts)
    table = register(facts.organisations)
    scene = _scene(parsed, words, answer, facts, table)
    decision = _weigh(scene, parsed, facts, trust)
    context = _context(parsed, words, scene, decision, facts, table)
    found = named.entities(context)
    _add_sensitive(found, context, scene)
    if answer.thread is not None and answer.thread.kind in TO_LEAD:
        found["orders"] = orders.read(words.new, _today(parsed, facts))
    needs = doubt.reasons(context, decision, trust)
    return Letter(
        envelope=parsed.envelope,
        intent=decision.main,
        also=decision.intents[1:],
        needs_person=bool(needs),
        trust=trust,
        vouched=sender.authenticated(parsed, facts) is Trust.PASS,
        new_text=words.new,
        set_aside=words.set_aside,
        thread=answer.thread,
        entities=found,
        language=scene.language,
        reasons=tuple(dict.fromkeys((*decision.reasons, *needs))),
        rules=tuple(dict.fromkeys((*answer.rules, *trust_rules, *words.rules, *decision.rules))),
    )


def _scene(parsed: Parsed, words: quote.Words, answer: Answered, facts: Facts, table: Register) -> Scene:
    stripped = subjects.strip(parsed.envelope.subject)
    own_subject = answer.thread is not None and subjects.own(stripped, _today(parsed, facts)) is not None
    body = reading.sentences(words.new[:_TOO_LONG])
    home = table.of_address(parsed.envelope.sender.address)
    mentions = table.mentions(words.new[:_TOO_LONG], home=home or "")
    every_word = re.findall(r"[a-z']+", " ".join(sentence.folded for sentence in body))
    addresses = people.emails_in(words.new)
    others = {address.address for address in (*parsed.envelope.to, *parsed.envelope.cc)} - facts.own_addresses
    return Scene(
        subject=reading.sentence(_plain_subject(stripped.bare), subject=True),
        body=body,
        new_text=words.new,
        is_reply=stripped.reply or stripped.forward or own_subject,
        thread=answer.thread,
        forwarded=words.forwarded,
        forwarded_body=reading.sentences(words.forwarded_text[:_TOO_LONG]) if words.forwarded else (),
        found=activities.find(body, table, home or ""),
        language=language.of(every_word),
        sender=parsed.envelope.sender.address,
        home=home,
        named=tuple(dict.fromkeys(mention.acronym for mention in mentions)),
        known=facts.known,
        addressed_others=any(not _is_mailbox(address, facts.mailbox) for address in others),
        attachments=len(parsed.envelope.attachments),
        names_address=any(address != parsed.envelope.sender.address for address in addresses),
    )


def _plain_subject(bare: str) -> str:
    return re.sub(r"\[[A-Z]{2,6}-[^\]]{5,15}\]", "", bare).strip()


def _is_mailbox(address: str, mailbox: str) -> bool:
    local, _, domain = mailbox.partition("@")
    return address == mailbox or (address.startswith(f"{local}+") and address.endswith(f"@{domain}"))


def _today(parsed: Parsed, facts: Facts) -> date:
    """The day to which the words are relative: the writer's own Date, else when the mail came in."""
    moment = parsed.envelope.date or facts.now
    return moment.date() if moment else date(1970, 1, 1)


def _weigh(scene: Scene, parsed: Parsed, facts: Facts, trust: Trust) -> Decision:
    """The decision by words, unless the sender makes the whole mail suspicious."""
    decision = decide(scene)
    doubtful = sender.suspicious(parsed, facts, trust, scene.plain, scene.known)
    if doubtful and decision.main is not Intent.SUSPICIOUS:
        return Decision((Intent.SUSPICIOUS,), (*decision.rules, "suspicious.sender"), (doubtful,))
    if (
        decision.main is Intent.SUSPICIOUS
        and not doubtful
        and parsed.envelope.sender.address in facts.lead_addresses
        and trust is not Trust.FAIL
    ):
        return Decision((Intent.QUESTION,), decision.rules, ("The lead asks for the list; a command shows it.",))
    return decision


def _context(
    parsed: Parsed, words: quote.Words, scene: Scene, decision: Decision, facts: Facts, table: Register
) -> named.Context:
    written = people.signed(words.signed or words.new, words.set_aside.signature)
    shown = parsed.envelope.sender
    return named.Context(
        scene=scene,
        envelope=parsed.envelope,
        words=words,
        register=table,
        today=_today(parsed, facts),
        name=people.name_of(shown.name, shown.address, written),
        signed=written,
        intents=decision.intents,
        places=decision.places,
        next_round=facts.next_round,
        own=facts.own_addresses | {facts.mailbox},
    )


def _add_sensitive(found: Entities, context: named.Context, scene: Scene) -> None:
    marked = sensitive.marking(context.envelope.subject, context.words.new, context.words.set_aside.banner)
    if marked:
        found["marking"] = marked
    if doubt.must_be_held(context):
        found["hold"] = True
    wanted = language.wanted(scene.plain)
    if wanted or scene.language == "cy":
        found["language"] = wanted or scene.language
