"""All that the decision about intents may look at, gathered once.

Not here: how the decision is made (`decide`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from mailflow.events import Carrier, Thread
from mailflow.understand.activities import Found
from mailflow.understand.reading import Sentence

_NETWORK = re.compile(
    r"\bchampion|\buser[- ]engagement\b|\buser hub\b|\bhub (?:project )?team\b|\bchampion chats?\b|\bhyrwyddw"
    r"|\bymgysylltu a defnyddwyr\b|\btoolkit\b"
    r"|\b(?:chat|chats) (?:updates?|group|partners?|list|round)\b|\bthe network\b|\b(?:theme|user) groups?\b"
    r"|\bue (?:network|group|strategy)\b|\b(?:my|our) (?:\w+ )?update for\b|\bchat updates?\b"
)


@dataclass(frozen=True)
class Scene:
    """One letter as the decision sees it."""

    subject: Sentence
    body: tuple[Sentence, ...]
    new_text: str
    is_reply: bool = False
    thread: Thread | None = None
    forwarded: bool = False
    forwarded_body: tuple[Sentence, ...] = ()
    found: Found = field(default_factory=Found)
    language: str = "en"
    sender: str = ""
    home: str | None = None
    """The sender's organisation by domain."""
    named: tuple[str, ...] = ()
    """The organisations that the words name."""
    known: bool | None = None
    addressed_others: bool = False
    """Other people than the mailbox are in To or Cc."""
    attachments: int = 0
    names_address: bool = False
    """The words give an address at another domain, or another address than the sender's."""

    @property
    def kind(self) -> str:
        """The kind of our mail that is answered; empty if none."""
        return self.thread.kind if self.thread else ""

    @property
    def is_firm_thread(self) -> bool:
        """A reference of ours came back: more than "the sender owes us something"."""
        return self.thread is not None and self.thread.matched_by is not Carrier.OPEN_MATTER

    @cached_property
    def speaks(self) -> tuple[Sentence, ...]:
        """What the rules read: the body, and before it a subject that the writer made up."""
        return self.body if self.is_reply or not self.subject.words else (self.subject, *self.body)

    @cached_property
    def plain(self) -> str:
        """The plain text of all that speaks."""
        return "\n".join(sentence.plain for sentence in self.speaks)

    @cached_property
    def words(self) -> frozenset[str]:
        """The distinct words of all that speaks."""
        return frozenset().union(*(sentence.words for sentence in self.speaks))

    @cached_property
    def mentions_network(self) -> bool:
        """Whether the words or the subject name the network or its things."""
        return bool(_NETWORK.search(self.subject.plain) or _NETWORK.search(self.plain))
