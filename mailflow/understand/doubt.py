"""Whether a person should look, and why: named reasons, no number pulled from the air.

Not here: what the letter means (`intents`), nor by when it must be answered (the flows).
"""

from __future__ import annotations

from mailflow.events import Intent, Trust
from mailflow.understand import sensitive
from mailflow.understand.intents.cymraeg import REPLIED
from mailflow.understand.intents.decide import Decision
from mailflow.understand.intents.defaults import LEAD_KINDS, is_attachment_only
from mailflow.understand.named import Context
from mailflow.understand.named.joining import is_outside

PERSON: dict[Intent, str] = {
    Intent.OTHER_NETWORK: "It is for the people of another network.",
    Intent.NOT_OURS: "It is for the help desk; it is left as found.",
    Intent.SUSPICIOUS: "It may be a fraud; it is left as found.",
    Intent.COMMITMENT: "A commitment speaks for an organisation; a person checks who may give it.",
    Intent.FEEDBACK: "Feedback goes to the people whose work it is about.",
    Intent.PROBLEM: "Something went wrong for the writer.",
    Intent.COMPLAINT: "A complaint is answered by a person.",
    Intent.DATA_RIGHTS: "The law wants a person's answer within a month.",
    Intent.CHANGE_DETAILS: "A change of name is checked through the old address.",
    Intent.CHANGE_ADDRESS: "A new address is checked through the old one.",
    Intent.ORGANISATION_CHANGE: "It touches other people; a person approves it once for the organisation.",
    Intent.ACCESS_NEED: "Somebody needs something in order to take part.",
    Intent.QUESTION: "A question waits for an answer.",
    Intent.UNCLEAR: "What it means is not certain.",
}
"""The intents that a person decides (product.md), with the reason that the lead reads."""

_PASSED_ON = frozenset({Intent.UPDATE, Intent.UPDATE_NIL, Intent.DID_NOT_MEET})
"""A question beside one of these is for the other champions: it is passed on with the brief."""


def reasons(context: Context, decision: Decision, trust: Trust) -> tuple[str, ...]:
    """Why a person should look; empty if nobody need."""
    found: list[str] = []
    if context.scene.kind in LEAD_KINDS and decision.main is Intent.UNCLEAR:
        return ()
    for intent in decision.intents:
        if intent is Intent.QUESTION and decision.main in _PASSED_ON:
            continue
        if intent in PERSON:
            found.append(PERSON[intent])
    found += decision.doubts
    found += _of_trust(trust)
    found += _of_words(context, decision)
    return tuple(dict.fromkeys(found))


def _of_trust(trust: Trust) -> list[str]:
    if trust is Trust.FAIL:
        return ["It does not come from whom it says: authentication failed, or the token is another person's."]
    return []


def _of_words(context: Context, decision: Decision) -> list[str]:
    found = []
    scene, intents = context.scene, decision.intents
    aside = context.words.set_aside
    if sensitive.marking(context.envelope.subject, context.words.new, aside.banner):
        found.append("It is marked above OFFICIAL.")
    ours = decision.main not in {
        Intent.NOT_OURS,
        Intent.OTHER_NETWORK,
        Intent.SUSPICIOUS,
        Intent.THANKS,
        Intent.GROUP_CHATTER,
    }
    if ours and sensitive.unpublished(scene.plain):
        found.append("It seems to hold a figure that is not yet published.")
    if ours and sensitive.confidential(scene.plain):
        found.append("The writer asks that it goes no further.")
    if ours and scene.language == "cy" and not all(REPLIED.fullmatch(one.plain) for one in scene.speaks):
        found.append("It is in Welsh; a person who reads Welsh checks it.")
    if Intent.UPDATE in intents and is_attachment_only(scene):
        found.append("The news are in an attachment, which is not opened.")
    if Intent.JOIN in intents and is_outside(context):
        found.append("The writer seems to be outside government.")
    if context.words.doubtful and ours:
        found.append("It was not certain which words are new.")
    return found


def must_be_held(context: Context) -> bool:
    """Whether the words must be kept out of every echo, digest and page until a person has looked."""
    return bool(
        sensitive.marking(context.envelope.subject, context.words.new, context.words.set_aside.banner)
        or sensitive.unpublished(context.scene.plain)
        or sensitive.confidential(context.scene.plain)
    )
