"""THE table: every row, and an index by trigger word so that a sentence meets only the rows that could fit it."""

from __future__ import annotations

from mailflow.understand.intents import chats, concerns, cymraeg, joining, meetings, membership, offers
from mailflow.understand.intents.rule import Hit, Rule, attempt
from mailflow.understand.reading import Sentence

TABLE: tuple[Rule, ...] = (
    *concerns.ROWS,
    *membership.ROWS,
    *joining.ROWS,
    *chats.ROWS,
    *meetings.ROWS,
    *offers.ROWS,
    *cymraeg.ROWS,
)
"""All rows. Their order decides nothing; which intent wins is in `decide`."""

_BY_WORD: dict[str, tuple[int, ...]] = {}
for _number, _rule in enumerate(TABLE):
    for _word in _rule.triggers:
        for _key in {_word, *_word.split("-")}:
            _BY_WORD[_key] = (*_BY_WORD.get(_key, ()), _number)


def hits(sentences: tuple[Sentence, ...], kind: str) -> list[Hit]:
    """Every row that fits a sentence, given the kind of mail that is answered (empty: none)."""
    found = []
    for place, sentence in enumerate(sentences):
        candidates: set[int] = set()
        for word in sentence.words:
            candidates.update(_BY_WORD.get(word, ()))
        for number in sorted(candidates):
            rule = TABLE[number]
            if rule.threads and kind not in rule.threads:
                continue
            hit = attempt(rule, place, sentence)
            if hit is not None:
                found.append(hit)
    return found
