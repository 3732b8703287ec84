"""What the thread says where the words leave it open, and what a letter is when nothing fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mailflow.events import Intent
from mailflow.understand import language
from mailflow.understand.intents.rule import Hit, Rule
from mailflow.understand.intents.scene import Scene
from mailflow.understand.word_set import word_set

if TYPE_CHECKING:
    from mailflow.understand.intents.decide import Ballot

LEAD_KINDS = frozenset({"brief", "draft", "hold", "question", "approve"})
"""Our mails to the lead: their answers are read by the lead's own flow, line by line."""

_LIGHT = word_set(
    "thanks thank you thx ta cheers warm so much very many all again brill brilliant great good lovely fab fabulous "
    "fantastic wonderful ok okay noted "
    "received got it perfect super excellent cool nice that is this the for your to and a lot most kind everyone "
    "everybody team hi hello dear hey "
    "no problem worries diolch yn fawr iawn i am looking forward really just wanted say for of help email message "
    "update info information letting "
    "me know will do sounds welcome appreciated appreciate with in advance best wishes regards kind awesome amazing "
    "yay ace grand smashing magic x xx "
    "quick reply done see happy pleased delighted excited chi ichi bawb gwych hyfryd wow marvellous superb useful "
    "helpful really bit "
    "can not wait am be being here on board getting started back us we our from by as well too now then day weekend "
    "have"
)
_THANKS = word_set(
    "thanks thank thx ta cheers diolch noted received brill brilliant great lovely perfect appreciated fab appreciate"
)
_ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ment|ing)?|enclosed|see (?:the )?(?:file|document|doc)|in the (?:file|document|doc)|ynghlwm"
    r"|atodiad)\b"
)
_UNSURE = re.compile(r"\b(?:not sure|unsure|no idea|do not know|wonder(?:ing)?|confused|unclear)\b")
_TAKEN_BACK = re.compile(
    r"\b(?:ignore|disregard|delete) (?:that|this|my|the) (?:\w+ ){0,2}(?:e?mail|message|one|reply|update|note)\b"
    r"|\bwrong (?:window|thread|person|email|address|chat|box)\b|\bsent (?:that |this |it )?(?:by|in) (?:mistake"
    r"|error)\b"
)
_ABOUT_BELONGING = re.compile(
    r"\bchampions?\b|\b(?:your|this|mailing|distribution) (?:\w+ )?list\b|\bmy (?:name|place|membership|role|address)\b"
    r"|\b(?:pair|match|include|put|remov|email|chas|contact|remind|count|leav|tak|drop|hold)\w* me\b"
)
"""Words about belonging to the network rather than about work: what they ask must not pass for an update."""
_HEADED_UPDATE = re.compile(r"\bupdate ?[:-]")
_THANKED = re.compile(
    r"\b(?:Thank you|Thanks|thank you|thanks|Cheers|Ta|Diolch)(?: (?:so"
    r"|very) much)?,? ([A-Z][a-z]+)\b"
)
_SAYS_THANKS = re.compile(
    r"\b(?:say|saying|pass on|passing on|send) (?:a |my |our )?(?:\w+ )?(?:thanks|thank you)\b"
    r"|^(?:many |huge |big |so many )?(?:thanks|thank you) (?:very much |so much |again )?(?:to|for)\b"
)
_REPORTS = re.compile(
    r"\b(?:we|i|our team) (?:\w+ )?(?:have|has|had|ran|held|met|launched|started|set up|did|published"
    r"|finished|are|is)\b"
)
_HEADED = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec) ?(?:20\d\d ?)?(?:\([^()]{1,60}\) ?)?[:-]"
)
_TO_ALL = re.compile(
    r"^(?:hi|hello|hey|dear|morning|afternoon|sorry|apologies),? (?:there )?(?:all|everyone|everybody|both|team"
    r"|folks)\b"
)
_PROMISE = re.compile(
    r"\b(?:will|going to|hope to|aim to|intend to|i shall)\b[\w' ]{0,25}\b(?:send|get|do|submit|provide|write|reply"
    r"|respond|share)\b|\bto follow\b|\bworking on it\b|\bwill do\b|\bbear with\b|\b(?:more time|extension"
    r"|a few more days)\b"
)


def _hit(intent: Intent, name: str, why: str) -> Hit:
    rule = Rule(name, intent, (), re.compile(""), why)
    match = rule.pattern.match("")
    assert match is not None
    return Hit(rule, 0, match)


def add(ballot: Ballot, intent: Intent, name: str, why: str) -> None:
    """Enter a reading that no row stands for."""
    ballot.firm[intent] = _hit(intent, name, why)
    ballot.rules.append(name)


def is_only_thanks(scene: Scene) -> bool:
    """Whether the words are thanks, greetings and nothing else (at most 25 words)."""
    words = scene.words
    text = [word for sentence in scene.body for word in sentence.words]
    if not words or len(text) > 25:
        return False
    names = {word for sentence in scene.body[-1:] for word in sentence.words if len(sentence.words) == 1}
    names |= {name.lower() for sentence in scene.body for name in _THANKED.findall(sentence.text)}
    rest = words - _LIGHT - names
    return bool(words & _THANKS) and not rest


def fill(scene: Scene, ballot: Ballot) -> None:
    """Let the thread say what the words leave open."""
    if "thanks.says" not in ballot.names and not _THANKS & scene.words:
        ballot.drop(Intent.THANKS)
    if Intent.UPDATE in ballot.firm and scene.kind == "confirm":
        ballot.drop(Intent.UPDATE)
    if set(ballot.firm) <= {Intent.QUESTION, Intent.THANKS, Intent.GROUP_CHATTER}:
        _by_kind(scene, ballot)
    elif scene.kind in {"update", "chat"} and scene.found.facts and not _has_reading_of_update(ballot):
        add(ballot, Intent.UPDATE, "update.reports_work", "The words report work in answer to our mail.")
    elif scene.kind == "update" and not _has_reading_of_update(ballot) and _reports_beside(scene, ballot):
        add(ballot, Intent.UPDATE, "update.reports_beside", "Beside the rest, the words report what was done.")
    if Intent.UPDATE in ballot.firm:
        ballot.drop(Intent.GROUP_CHATTER, Intent.THANKS)


def _has_reading_of_update(ballot: Ballot) -> bool:
    explaining = {
        Intent.UPDATE,
        Intent.UPDATE_NIL,
        Intent.COMPLAINT,
        Intent.LEAVE,
        Intent.FEEDBACK,
        Intent.COMMITMENT,
        Intent.CASE_STUDY,
        Intent.HANDOVER,
        Intent.JOIN_ON_BEHALF,
        Intent.SUSPICIOUS,
        Intent.ORGANISATION_CHANGE,
        Intent.PROBLEM,
        Intent.PAUSE,
        Intent.DATA_RIGHTS,
    }
    return bool(explaining & ballot.firm.keys())


def _by_kind(scene: Scene, ballot: Ballot) -> None:
    arranging = scene.kind == "chat" and Intent.GROUP_CHATTER in ballot.firm
    if is_only_thanks(scene) and Intent.QUESTION not in ballot.firm and not arranging:
        if scene.is_firm_thread or scene.known or scene.mentions_network:
            ballot.firm.clear()
            add(ballot, Intent.THANKS, "thanks.only", "The words are thanks and nothing else.")
        return
    if not scene.is_firm_thread:
        if scene.known and not ballot.firm and _says_only_thanks(scene):
            add(ballot, Intent.THANKS, "thanks.to_somebody", "The one sentence says thank you.")
        if scene.known and not ballot.firm and _is_headed_by_months(scene):
            add(ballot, Intent.UPDATE, "update.headed_by_months", "Lines headed by months tell what happened in them.")
        if scene.found.kinds and (scene.mentions_network or scene.known) and not ballot.firm:
            add(ballot, Intent.UPDATE, "update.reports_work", "The words report work.")
        return
    if scene.kind == "update":
        _update(scene, ballot)
    elif scene.kind == "chat":
        _chat(scene, ballot)
    elif scene.kind == "case_study" and not ballot.firm and (scene.attachments or not _only_asks(scene)):
        add(ballot, Intent.CASE_STUDY, "case_study.in_its_thread", "It answers our mail about their case study.")


def _says_only_thanks(scene: Scene) -> bool:
    """One sentence of thanks, beside greetings, names and nothing else."""
    said = [sentence for sentence in scene.body if len(sentence.words) > 3]
    return len(said) == 1 and not said[0].asks and bool(_SAYS_THANKS.search(said[0].plain))


def _reports_beside(scene: Scene, ballot: Ballot) -> bool:
    """Whether a sentence in which nothing else was read tells what was done."""
    read = {hit.place for hit in ballot.firm.values()}
    return any(
        place not in read and not sentence.asks and _REPORTS.search(sentence.plain)
        for place, sentence in enumerate(scene.speaks)
    )


def _is_headed_by_months(scene: Scene) -> bool:
    """At least two lines such as "Oct: new feedback button"."""
    return sum(bool(_HEADED.match(sentence.folded)) for sentence in scene.body) >= 2


def _update(scene: Scene, ballot: Ballot) -> None:
    """Any words in answer to our request are the update, if they are more than a question or a promise."""
    if "leave.somebody_else" in ballot.names:
        return
    only_asks = _only_asks(scene)
    if _TAKEN_BACK.search(scene.plain) and not scene.found.facts:
        return
    if not scene.found.facts and _speaks_of_belonging(scene):
        return
    if only_asks and not scene.found.facts and not scene.attachments:
        return
    if _PROMISE.search(scene.plain) and not scene.found.facts and not _reports_past(scene):
        return
    if scene.attachments or len(scene.words) >= 3:
        add(
            ballot,
            Intent.UPDATE,
            "update.in_its_thread",
            "Words in answer to our request for an update are the update.",
        )


def _only_asks(scene: Scene) -> bool:
    return bool(scene.body) and all(
        sentence.asks or len(sentence.words) <= 3 or _UNSURE.search(sentence.plain) for sentence in scene.body
    )


def _speaks_of_belonging(scene: Scene) -> bool:
    """Whether all that is said is about belonging: no other sentence reports."""
    if _HEADED_UPDATE.search(scene.plain):
        return False
    rest = [sentence for sentence in scene.body if not _ABOUT_BELONGING.search(sentence.plain)]
    return len(rest) < len(scene.body) and not any(_REPORTS.search(sentence.plain) for sentence in rest)


def _reports_past(scene: Scene) -> bool:
    return bool(_REPORTS.search(scene.plain))


def _chat(scene: Scene, ballot: Ballot) -> None:
    if scene.found.kinds and not scene.addressed_others:
        add(ballot, Intent.UPDATE, "update.reports_work", "The words report work in answer to our mail.")
    elif Intent.GROUP_CHATTER in ballot.firm:
        ballot.drop(Intent.QUESTION)
    elif scene.addressed_others or any(_TO_ALL.match(sentence.plain) for sentence in scene.body[:2]):
        add(ballot, Intent.GROUP_CHATTER, "group_chatter.to_the_group", "It is written to the group, not to us.")
        ballot.drop(Intent.QUESTION)


def otherwise(scene: Scene) -> tuple[Intent, str, str]:
    """The intent of a letter that nothing fits: not ours if it has nothing to do with us, else unclear."""
    if scene.kind in LEAD_KINDS:
        return Intent.UNCLEAR, "lead.answer", "An answer to a mail to the lead is read line by line."
    if language.wanted(scene.plain) and (scene.is_firm_thread or scene.known or scene.mentions_network):
        return Intent.CHANGE_DETAILS, "change_details.language", "The writer asks for another language."
    if (scene.is_firm_thread or scene.known is True) and any(sentence.asks for sentence in scene.body):
        return Intent.QUESTION, "question.asks", "The writer asks something."
    if scene.is_firm_thread or scene.known is True:
        return Intent.UNCLEAR, "unclear.ours", "It is for us, but what it means is not certain."
    if scene.mentions_network and any(sentence.asks for sentence in scene.body):
        return Intent.QUESTION, "question.asks", "The writer asks something about the network."
    if scene.mentions_network:
        return Intent.UNCLEAR, "unclear.names_the_network", "It speaks of the network; what it asks is not certain."
    return Intent.NOT_OURS, "not_ours.nothing_of_ours", "Nothing in it has to do with the network."


def is_attachment_only(scene: Scene) -> bool:
    """Whether the news are in an attachment, and the words only say so."""
    if not scene.attachments:
        return False
    return (
        not scene.found.facts
        and (bool(_ATTACHED.search(scene.plain)) or len(scene.words) < 6)
        and len(scene.words) < 40
    )
