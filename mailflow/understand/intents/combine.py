"""Several signs read together: each function knows one such case and changes the ballot."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from mailflow.events import Intent
from mailflow.understand.intents import withdraw
from mailflow.understand.intents.rule import Hit
from mailflow.understand.intents.scene import Scene
from mailflow.understand.intents.table import hits
from mailflow.understand.people import FULL_NAME

if TYPE_CHECKING:
    from mailflow.understand.intents.decide import Ballot

_FIRST_PERSON = frozenset({"i", "me", "myself", "we", "us", "my"})
_LONG_LEAVE_DATES = re.compile(
    r"\b(?:from|until|till|back|return\w*|starting|start(?:s|ed)?|next (?:week|month)|tomorrow|soon)\b|\b(?:chats?"
    r"|reminders?|pause|break)\b"
)
_PERSON = re.compile(
    rf"(?i:put(?:ting)? forward|nominat(?:e|ing)|propos(?:e|ing)"
    rf"|recommend(?:ing)?)(?i: my colleague,?| our colleague,?)? {FULL_NAME}"
)
_NAMED = re.compile(FULL_NAME)
_CHAMPION = re.compile(r"\bchampions?\b|\bnetwork\b|\b(?:the|your) list\b|\bmembership\b")
_CIVIL_SERVICE_MOVE = re.compile(
    r"\b(?:new (?:job|role|post|department)|moving|joining|transferring|secondment|on loan)\b"
)
_PROMISE = re.compile(
    r"\b(?:will|going to|hope to|aim to|should be able to|i will try to)\b[\w' ]{0,20}\b(?:send|get|do|submit|provide"
    r"|write|have|reply|respond)\b[\w', ]{0,30}\b(?:update|it|this|something|one|you)\b"
)
_PERHAPS = re.compile(r"\bi (?:may|might)\b")
_MET_AFTER_ALL = re.compile(r"\b(?:we met|met on|met \d|did meet|we have met|had (?:a |our )?(?:\w+ )?chat|cyfarfu)\b")


def nobody_speaks_for_me(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """A join in a sentence without "I" that also names a colleague is the colleague's."""
    if Intent.JOIN_ON_BEHALF not in ballot.firm:
        return
    others = {hit.place for hit in found if hit.intent is Intent.JOIN_ON_BEHALF and hit.firm}
    own = [
        hit
        for hit in found
        if hit.intent is Intent.JOIN
        and hit.firm
        and not (hit.place in others and not ({"i", "me", "myself"} & scene.speaks[hit.place].words))
        and not (scene.speaks[hit.place].subject and not (_FIRST_PERSON & scene.speaks[hit.place].words))
    ]
    if own and not (
        own[0].place in others
        and re.search(r"\bnominat|\bput(?:ting)? forward (?!my)", scene.speaks[own[0].place].plain)
    ):
        return
    if "join.self_listed" in ballot.names:
        ballot.make_firm(Intent.JOIN, "join.with_a_colleague", "The writer joins together with somebody else.")
    else:
        ballot.drop(Intent.JOIN)


def forwarded_request(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """A colleague's own request to join, forwarded: the forward is the message."""
    if not scene.forwarded or not scene.forwarded_body:
        return
    inside = hits(scene.forwarded_body, "")
    wants = [hit for hit in inside if hit.intent is Intent.JOIN]
    if wants and not ({Intent.OTHER_NETWORK, Intent.LEAVE, Intent.COMPLAINT} & ballot.firm.keys()):
        ballot.soft[Intent.JOIN_ON_BEHALF] = wants[0]
        ballot.make_firm(
            Intent.JOIN_ON_BEHALF, "join_on_behalf.forwarded", "The writer forwards somebody's request to join."
        )
        ballot.drop(Intent.JOIN, Intent.QUESTION)


def bare_join(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "I'd like to join!" says what, if the network is named in the subject or elsewhere in the words."""
    if Intent.JOIN in ballot.firm or scene.kind in {"confirm", "meeting", "chat", "update"}:
        return
    bare = {"join.bare", "join.wants", "join.role", "join.add_me"} & ballot.names
    if not ballot.firm.keys() - {Intent.THANKS, Intent.QUESTION}:
        bare |= {"join.subject"} & ballot.names
    if not bare or not (scene.mentions_network or "champion" in scene.subject.plain):
        return
    if Intent.JOIN in ballot.soft and not {Intent.OTHER_NETWORK, Intent.PROBLEM} & ballot.firm.keys():
        tentative = any(hit.tentative for hit in found if hit.rule.name in bare)
        ballot.make_firm(Intent.JOIN, "join.named_elsewhere", "The writer would like to join.")
        if tentative:
            ballot.rules.append("join.conditional")
            ballot.doubts.append("The wish to join hangs on a condition.")


def put_forward(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "I'd like to put forward Lucy Gray": a person's name behind the verb, and the network named somewhere."""
    if Intent.JOIN_ON_BEHALF in ballot.firm or not scene.mentions_network:
        return
    for hit in found:
        if hit.rule.name == "join_on_behalf.puts_forward" and _PERSON.search(scene.speaks[hit.place].text):
            ballot.make_firm(Intent.JOIN_ON_BEHALF, "join_on_behalf.by_name", "Somebody is put forward by name.")
            return


def rejected_join(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """Who only wants to know more is not enrolled."""
    if "information_request.not_joining" in ballot.names:
        ballot.drop(Intent.JOIN)


def ours_after_all(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "I'm a quality champion already and would like to join yours too" is ours."""
    if Intent.OTHER_NETWORK not in ballot.firm:
        return
    if (Intent.JOIN in ballot.firm and re.search(r"\buser[- ]engagement\b", scene.plain)) or scene.is_firm_thread:
        ballot.drop(Intent.OTHER_NETWORK)


def move(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """A move counts if the writer stays a champion, or names the new body; from the new address it proves nothing."""
    moves = "move_organisation.moves" in ballot.names
    stays = "move_organisation.stays_champion" in ballot.names
    others = [acronym for acronym in scene.named if acronym != scene.home]
    if not moves:
        ballot.drop(Intent.MOVE_ORGANISATION)
        return
    if all(_PERHAPS.search(hit.match[0]) for hit in found if hit.rule.name == "move_organisation.moves"):
        return  # "I may move to DfT": a person asks
    now_there = scene.home is not None and scene.home in scene.named and bool(others)
    past = re.search(r"\b(?:moved|joined|transferred|started|switched)\b", scene.plain)
    if now_there and past and ("change_address.new_address" in ballot.names or stays):
        ballot.soft.setdefault(Intent.CHANGE_ADDRESS, ballot.soft[Intent.MOVE_ORGANISATION])
        ballot.make_firm(
            Intent.CHANGE_ADDRESS,
            "change_address.from_the_new_one",
            "The writer has moved and writes from the new address.",
        )
        ballot.drop(Intent.MOVE_ORGANISATION, Intent.JOIN)
    elif (
        others
        or scene.names_address
        or re.search(r"\bnew (?:department|organisation|ministry|agency|employer)\b", scene.plain)
    ) and (stays or (scene.names_address and others)):
        ballot.make_firm(
            Intent.MOVE_ORGANISATION, "move_organisation.and_stays", "The writer moves and stays a champion."
        )
    elif not others:
        ballot.drop(Intent.MOVE_ORGANISATION)


def leaving_work(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "I'm leaving NRS on Friday" ends the role only if the words say so; leaving government work does."""
    if "leave.organisation" not in ballot.names or Intent.LEAVE in ballot.firm:
        return
    ends = re.search(
        r"\b(?:my|the|this) (?:role|time|stint) as\b|\b(?:take|remove) (?:my name|me) off\b|\bno longer\b", scene.plain
    )
    if ends and _CHAMPION.search(scene.plain) and not _CIVIL_SERVICE_MOVE.search(scene.plain):
        ballot.make_firm(Intent.LEAVE, "leave.with_the_job", "The writer leaves the organisation and the role.")


def long_absence(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """Maternity leave and the like is a pause once there are dates, or a wish for no chats."""
    if Intent.PAUSE in ballot.firm:
        return
    weak = {"pause.family_leave", "pause.until"} & ballot.names
    if "pause.family_leave" in weak and _LONG_LEAVE_DATES.search(scene.plain) and scene.kind != "meeting":
        ballot.make_firm(Intent.PAUSE, "pause.long_absence", "The writer will be away for a long time.")
    elif (
        "pause.until" in weak
        and re.search(r"\b(?:until|till|for the next|back (?:in|on))\b", scene.plain)
        and re.search(r"\bchats?\b|\bpair|\bgroups?\b|\breminders?\b|\bchampion", scene.plain)
        and scene.kind != "meeting"
    ):
        ballot.make_firm(Intent.PAUSE, "pause.out_until", "The writer wants no chats until a day.")


def next_champion(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "Priti has agreed to be our champion" hands the role over if the writer goes; else it only suggests so."""
    if "handover.next_champion" not in ballot.names or "handover.takes_over" in ballot.names:
        return
    goes = {"leave.organisation", "leave.goodbye", "leave.for_good", "leave.stepping_down", "leave.no_longer"}
    if Intent.HANDOVER in ballot.firm and not goes & ballot.names:
        ballot.soft[Intent.HANDOVER] = ballot.firm.pop(Intent.HANDOVER)


def work_on_the_toolkit(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "We tested the toolkit" in an update is work; feedback says what it found."""
    if scene.kind == "update" and Intent.FEEDBACK in ballot.firm:
        said = [scene.speaks[hit.place].plain for hit in found if hit.intent is Intent.FEEDBACK]
        if not any(
            re.search(r"\b(?:feedback|comments?|thoughts|suggest|views|better|too\b|points)", words) for words in said
        ):
            ballot.drop(Intent.FEEDBACK)


def talk_is_no_answer(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "I can present at the meeting" does not say who comes; "I'll be there" in another sentence does."""
    offers = {hit.place for hit in found if hit.intent is Intent.OFFER_TALK and hit.firm}
    comes = {hit.place for hit in found if hit.intent is Intent.RSVP_YES and hit.firm}
    if Intent.OFFER_TALK in ballot.firm and comes and comes <= offers:
        ballot.drop(Intent.RSVP_YES)


def named_successor(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """Without somebody to take over there is no handover."""
    if Intent.HANDOVER not in ballot.firm:
        return
    named = _NAMED.search(scene.new_text) or re.search(r"\b(?:successor|replacement|colleague)\b", scene.plain)
    if not (named or scene.names_address or scene.addressed_others):
        ballot.soft[Intent.HANDOVER] = ballot.firm.pop(Intent.HANDOVER)


def update_or_nil(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """Nothing new from one of several, or beside real news, is no nil return."""
    real = [fact for fact in scene.found.facts if fact.get("kind")]
    lines = len([sentence for sentence in scene.body if re.match(r"[a-z]{2,8} ?\([a-z' ]+\) ?[-:]", sentence.folded)])
    if Intent.UPDATE_NIL in ballot.firm and (real or lines >= 2):
        ballot.drop(Intent.UPDATE_NIL)
        if scene.kind or lines >= 2:
            ballot.rules.append("update.news_beside_nil")
    elif Intent.UPDATE_NIL in ballot.firm:
        ballot.drop(Intent.UPDATE)
    nil = ballot.firm.get(Intent.UPDATE_NIL)
    if Intent.DID_NOT_MEET in ballot.firm and nil is not None and nil.rule.name == "update_nil.bare":
        ballot.drop(Intent.UPDATE_NIL)  # "No." answers whether they met
    if (
        Intent.DID_NOT_MEET in ballot.firm
        and _MET_AFTER_ALL.search(scene.plain)
        and not re.search(r"\b(?:not|never) (?:\w+ )?met\b", scene.plain)
    ):
        ballot.drop(Intent.DID_NOT_MEET)


def update_questions(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """In inline answers the questions are ours."""
    if Intent.UPDATE in ballot.firm and _PROMISE.search(scene.plain) and not scene.found.facts:
        ballot.drop(Intent.UPDATE)


_SKIP = re.compile(r"^(?:skip|hepgor)[.! ]*$", re.MULTILINE)
"""The word that the foot of every mail asks for: it is about the chats, also in answer to an invitation."""


def miss_the_meeting(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """ "I'll have to miss this one" in answer to an invitation is about the meeting."""
    if scene.kind == "meeting" and "chat" not in scene.plain and not _SKIP.search(scene.plain):
        ballot.drop(Intent.SKIP)


def confirm_both_ways(scene: Scene, ballot: Ballot, found: list[Hit]) -> None:
    """Yes and no in one answer: neither."""
    if scene.kind == "confirm" and Intent.CONFIRM_NO in ballot.firm:
        ballot.drop(Intent.LEAVE)  # who has not joined cannot leave
    if Intent.CONFIRM_YES in ballot.firm and Intent.CONFIRM_NO in ballot.firm:
        first = ballot.firm[Intent.CONFIRM_NO]
        if first.rule.name == "confirm_no.says" and first.match[0].startswith("changed my mind"):
            ballot.drop(Intent.CONFIRM_YES)
            return
        ballot.drop(Intent.CONFIRM_YES)
        ballot.soft[Intent.CONFIRM_NO] = ballot.firm.pop(Intent.CONFIRM_NO)
        ballot.doubts.append("The answer says both yes and no.")


Combination: TypeAlias = Callable[[Scene, "Ballot", list[Hit]], None]


def taken_back(scene: Scene, ballot: Ballot) -> None:
    """ "Take me out of the digest", "withdraw my update": what was told is taken back; it is no leave, and no news."""
    places = withdraw.places(scene)
    if not places or not (scene.is_firm_thread or scene.known or scene.mentions_network):
        return
    ballot.drop(*(intent for intent, hit in list(ballot.firm.items()) if hit.place in places))
    ballot.drop(*(intent for intent in (Intent.UPDATE, Intent.GROUP_CHATTER) if intent in ballot.firm))
    ballot.firm[Intent.UPDATE] = withdraw.hit()
    ballot.rules.append(withdraw.RULE)


COMBINATIONS: tuple[Combination, ...] = (
    nobody_speaks_for_me,
    forwarded_request,
    put_forward,
    rejected_join,
    bare_join,
    ours_after_all,
    move,
    leaving_work,
    next_champion,
    work_on_the_toolkit,
    talk_is_no_answer,
    named_successor,
    long_absence,
    update_or_nil,
    update_questions,
    miss_the_meeting,
    confirm_both_ways,
)
