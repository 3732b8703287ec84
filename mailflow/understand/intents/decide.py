"""Which intents a letter has: rows that fit are weighed together, the thread fills what the words leave open.

Explicit words beat the thread, and the thread beats vague words. What would change somebody's state needs a firm row;
a row that is only tentative becomes a suggestion for a person. Not here: the rows themselves (`table`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mailflow.events import Intent
from mailflow.understand.intents import defaults
from mailflow.understand.intents.combine import COMBINATIONS, taken_back
from mailflow.understand.intents.precedence import ABSORBS, NEED_NETWORK, PRIORITY, STATE_CHANGING
from mailflow.understand.intents.rule import Hit
from mailflow.understand.intents.scene import Scene
from mailflow.understand.intents.table import hits


@dataclass(frozen=True, slots=True)
class Decision:
    """The intents, the main one first, and why."""

    intents: tuple[Intent, ...]
    rules: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """Why a person should look although the intent alone would not need one."""
    places: Mapping[Intent, tuple[int, ...]] = field(default_factory=dict)
    """In which sentences each intent was read."""

    @property
    def main(self) -> Intent:
        """The main intent."""
        return self.intents[0]


@dataclass(slots=True)
class Ballot:
    """The firm and the tentative readings while they are weighed."""

    firm: dict[Intent, Hit]
    soft: dict[Intent, Hit]
    rules: list[str]
    reasons: list[str]
    doubts: list[str]
    names: frozenset[str]
    """The names of all rows that fitted."""

    def drop(self, *intents: Intent) -> None:
        """Forget readings that another one explains."""
        for intent in intents:
            self.firm.pop(intent, None)
            self.soft.pop(intent, None)

    def make_firm(self, intent: Intent, rule: str, reason: str) -> None:
        """Several weak signs make one firm reading."""
        hit = self.soft.get(intent) or self.firm.get(intent)
        if hit is not None:
            self.firm[intent] = replace(hit, tentative=False)
        self.rules.append(rule)
        self.reasons.append(reason)


def decide(scene: Scene) -> Decision:
    """The intents of a letter that a person wrote."""
    found = hits(scene.speaks, scene.kind)
    ballot = _ballot(found)
    for combine in COMBINATIONS:
        combine(scene, ballot, found)
    for winner, losers in ABSORBS:
        if winner in ballot.firm:
            ballot.drop(*(loser for loser in losers if loser is not winner))
    taken_back(scene, ballot)  # whatever else the letter says, as with a leave
    defaults.fill(scene, ballot)
    _leave_others_mail(scene, ballot)
    places = {
        intent: tuple(dict.fromkeys(hit.place for hit in found if hit.intent is intent)) for intent in ballot.firm
    }
    return replace(_decision(scene, ballot), places=places)


def _ballot(found: list[Hit]) -> Ballot:
    firm: dict[Intent, Hit] = {}
    soft: dict[Intent, Hit] = {}
    for hit in found:
        (firm if hit.firm else soft).setdefault(hit.intent, hit)
    names = frozenset(hit.rule.name for hit in found)
    rules = list(dict.fromkeys(hit.rule.name for hit in found))
    return Ballot(firm, soft, rules, [], [], names)


def _leave_others_mail(scene: Scene, ballot: Ballot) -> None:
    """Most of the mailbox is not ours: what does not name the network, from nobody that we know, is left alone."""
    if scene.is_firm_thread or scene.known is True or scene.mentions_network:
        return
    weak = [intent for intent in ballot.firm if intent in NEED_NETWORK or (scene.known is False or scene.home is None)]
    weak = [intent for intent in weak if intent not in {Intent.SUSPICIOUS, Intent.NOT_OURS, Intent.OTHER_NETWORK}]
    if weak:
        ballot.drop(*weak)
        ballot.rules.append("not_ours.names_nothing_of_ours")


def _decision(scene: Scene, ballot: Ballot) -> Decision:
    ordered = [intent for intent in PRIORITY if intent in ballot.firm]
    reasons = [ballot.firm[intent].rule.why for intent in ordered] + ballot.reasons
    if ordered:
        suggestion = [intent for intent in ballot.soft if intent in STATE_CHANGING and intent not in ballot.firm]
        doubts = list(ballot.doubts)
        if suggestion and not _explained(ordered[0]):
            doubts.append(f"It may also mean: {_words(suggestion[0])}. Nothing was changed for that.")
        return Decision(tuple(ordered), tuple(ballot.rules), tuple(dict.fromkeys(reasons)), tuple(doubts))
    tentative = [intent for intent in PRIORITY if intent in ballot.soft and intent in STATE_CHANGING]
    if tentative:
        hit = ballot.soft[tentative[0]]
        main = Intent.QUESTION if scene.speaks[hit.place].asks else Intent.UNCLEAR
        if not (scene.is_firm_thread or scene.known or scene.mentions_network):
            main = Intent.NOT_OURS
        doubt = f"Best reading, but not certain: {_words(tentative[0])}. {hit.rule.why}"
        return Decision((main,), tuple(ballot.rules), (doubt,), (doubt,))
    fallback, rule, reason = defaults.otherwise(scene)
    return Decision((fallback,), (*ballot.rules, rule), (reason,))


def _explained(main: Intent) -> bool:
    """Whether the main intent explains a tentative reading beside it."""
    return main in {
        Intent.HANDOVER,
        Intent.MOVE_ORGANISATION,
        Intent.ORGANISATION_CHANGE,
        Intent.JOIN,
        Intent.JOIN_ON_BEHALF,
        Intent.LEAVE,
        Intent.PAUSE,
        Intent.CHANGE_ADDRESS,
        Intent.CHANGE_DETAILS,
        Intent.SKIP,
        Intent.UPDATE,
        Intent.GROUP_CHATTER,
        Intent.RSVP_NO,
        Intent.RSVP_YES,
        Intent.RSVP_MAYBE,
        Intent.UPDATE_NIL,
        Intent.DID_NOT_MEET,
        Intent.CONFIRM_NO,
        Intent.CONFIRM_YES,
        Intent.INFORMATION_REQUEST,
        Intent.OFFER_TALK,
    }


def _words(intent: Intent) -> str:
    return re.sub(r"_", " ", intent.value)
