"""What the lead's yes or no about a matter comes to: the decisions, and the words for the receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from mailflow.decisions import Decision, Facts
from mailflow.network import Asked, Situation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is done, and how the receipt says it."""

    deed: str = ""
    """Words that ``templates/*/_lead/deeds.md`` knows, such as ``update approved``; empty: only the note is kept."""
    decisions: tuple[Decision, ...] = ()
    facts: Facts = field(default_factory=dict)
    """For the sentence of the deed."""


WORDS = "words"
"""Why a yes is not acted on: more words stand with it, and "yes, but …" is no plain yes."""
LINK = "link"
"""Why a yes is not acted on: it wants a link."""

Settled: TypeAlias = Callable[[Asked, bool, str, Situation, datetime], Outcome | str]
"""(what was asked, yes or no, the lead's words if there were more than that, …) → what it comes to.

A string: why it is not acted on, as a word that ``templates/*/lead/done.md`` knows; the question stays open.
"""
