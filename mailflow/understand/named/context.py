"""What the readers of named facts look at; gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mailflow.events import Address, Envelope, Intent
from mailflow.understand.dates import Tense, When, find
from mailflow.understand.intents.scene import Scene
from mailflow.understand.organisations import Register
from mailflow.understand.people import Signed
from mailflow.understand.quote import Words
from mailflow.understand.reading import spelt_out


@dataclass(frozen=True)
class Context:
    """One letter, decided, for its named facts."""

    scene: Scene
    envelope: Envelope
    words: Words
    register: Register
    today: date
    name: str
    signed: Signed
    intents: tuple[Intent, ...]
    places: Mapping[Intent, tuple[int, ...]] = field(default_factory=dict)
    """In which sentences (of ``scene.speaks``) each intent was read."""
    next_round: str = ""
    own: frozenset[str] = frozenset()
    """Our own addresses."""

    @property
    def sender(self) -> str:
        """The writer's address."""
        return self.envelope.sender.address

    @property
    def home(self) -> str:
        """The writer's organisation by domain, or empty."""
        return self.scene.home or ""

    @property
    def others(self) -> tuple[Address, ...]:
        """Who else got the mail: To and Cc without us and the writer."""
        known = {self.sender, *self.own}
        return tuple(address for address in (*self.envelope.to, *self.envelope.cc) if address.address not in known)

    @cached_property
    def text(self) -> str:
        """The words as written, with a made-up subject first."""
        return "\n".join(sentence.text for sentence in self.scene.speaks)

    @cached_property
    def dates(self) -> tuple[When, ...]:
        """Every date that the words state, read as the future."""
        return find(self.scene.plain, self.today)

    def dates_in(self, text: str, tense: Tense = "future") -> tuple[When, ...]:
        """The dates of a part of the words."""
        return find(spelt_out(text), self.today, tense)
