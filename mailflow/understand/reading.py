"""The new words made ready for rules: folded, cut into sentences, each with its words.

Not here: what is new and what is quoted (`quote`), nor what the words mean (`intents`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_FOLD = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t", " "),
        **dict(zip("âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ", "aeiouwyaeiouwyaeiouwyaeiouwy", strict=True)),
        **dict(zip("ÂÊÎÔÛŴŶÁÉÍÓÚẂÝÀÈÌÒÙẀỲÄËÏÖÜẄŸ", "aeiouwyaeiouwyaeiouwyaeiouwy", strict=True)),
        **{chr(code): chr(code + 32) for code in range(65, 91)},
        "…": ".",
        "•": "-",
    }
)
_END = re.compile(r"(?<![ .(](?:dr|mr|ms|st|eg|ie|no))(?<!mrs)(?<!e\.g)(?<!i\.e)(?<!etc)[.!?]+[\"')]*(?=\s|$)")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_BULLET = re.compile(r"^ *(?:[-*+>·]|\d{1,2}[.)]|[a-z][.)])[ ]+")
_QUOTED = re.compile(r"\"[^\"\n]{1,200}\"|(?<![a-z0-9])'[^'\n]{1,80}'(?![a-z0-9])")
_MOST_SENTENCES = 400
_WRAP_AT = 60


@lru_cache(maxsize=256)
def _short(text: str) -> str:
    return text.translate(_FOLD)


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, no circumflexes; character for character, so that places stay the same."""
    return _short(text) if len(text) < 60 else text.translate(_FOLD)


_CONTRACTED = re.compile(
    r"\b(?:can't|cannot|cant|won't|shan't|let's|dont|didnt|doesnt|isnt|havent|couldnt|wasnt|wouldnt|im|ive"
    r"|id(?= (?:like|love|be))"
    r"|pls|plz|thx|e-mails?|e-mailing|emailling)\b|(?<=[a-z])n't\b|(?<=[a-z])'(?:m|re|ve|ll|d)\b"
    r"|\b(?:it|that|he|she|there|who|what|here|where|how|name|one)'s\b"
)
_SPELT = {
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not", "shan't": "shall not",
    "let's": "let us", "dont": "do not", "didnt": "did not", "doesnt": "does not", "isnt": "is not",
    "havent": "have not", "couldnt": "could not", "wasnt": "was not", "wouldnt": "would not", "im": "i am",
    "ive": "i have", "id": "i would", "pls": "please", "plz": "please", "thx": "thanks", "e-mail": "email",
    "e-mails": "emails", "e-mailing": "emailing", "emailling": "emailing", "n't": " not", "'m": " am", "'re": " are",
    "'ve": " have", "'ll": " will", "'d": " would",
}  # fmt: skip
_COMMAND = re.compile(
    r"\b(?:leave|unsubscribe|stop|yes|no|pause|skip|back|remove|resend|join|gadael|ie|na"
    r"|efallai|stopio|saib|hepgor|dychwelyd|ailanfon|tynnu allan)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the new words (or the subject)."""

    text: str
    """As written."""
    folded: str
    plain: str
    """Folded, with contractions spelt out and what is cited in quotation marks blanked: what rules read."""
    words: frozenset[str]
    """The distinct words of ``plain``."""
    asks: bool = False
    """It ends with a question mark."""
    subject: bool = False
    item: bool = False
    """It is one item of a list."""


def spelt_out(folded: str) -> str:
    """Contractions spelt out ("don't" → "do not"), so that rules need to know one spelling."""
    if "'" in folded or _CONTRACTED.search(folded):
        return _CONTRACTED.sub(_spell, folded)
    return folded


def _spell(match: re.Match[str]) -> str:
    text = match[0]
    return _SPELT.get(text) or text.replace("'s", " is")


def _without_citations(folded: str) -> str:
    """Blank what is cited: a command in quotation marks is no command. A few harmless words lose only the marks."""
    if '"' not in folded and "'" not in folded:
        return folded
    return _QUOTED.sub(_cited, folded)


def _cited(match: re.Match[str]) -> str:
    inner = match[0][1:-1]
    harmless = inner.count(" ") < 4 and not _COMMAND.search(inner)
    return inner if harmless else " "


def words_of(folded: str) -> frozenset[str]:
    """The distinct words of folded text."""
    return frozenset(_WORD.findall(folded))


def sentence(text: str, *, subject: bool = False, item: bool = False) -> Sentence:
    """One sentence as it is."""
    folded = fold(text)
    plain = spelt_out(_without_citations(folded))
    return Sentence(text, folded, plain, words_of(plain), folded.rstrip("\"') ").endswith("?"), subject, item)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text``, at most 400. Wrapped lines are joined; a list's items and headings stand alone."""
    found: list[Sentence] = []
    for paragraph, item in _paragraphs(text):
        folded = fold(paragraph)
        start = 0
        for end in _END.finditer(folded):
            _add(found, paragraph[start : end.end()], item)
            start = end.end()
        _add(found, paragraph[start:], item)
        if len(found) >= _MOST_SENTENCES:
            break
    return tuple(found[:_MOST_SENTENCES])


def _add(found: list[Sentence], text: str, item: bool) -> None:
    stripped = text.strip()
    if stripped:
        found.append(sentence(stripped, item=item))


def _paragraphs(text: str) -> list[tuple[str, bool]]:
    """Lines that belong together: a line of 60 characters or more goes on in a next line that starts small."""
    found: list[tuple[str, bool]] = []
    previous = ""
    for line in text.splitlines():
        bare = line.strip()
        bullet = _BULLET.match(line.replace("\u2022", "-").replace("\u00b7", "-"))
        if bullet:
            bare = line[bullet.end() :].strip()
        goes_on = (
            bool(found and previous and bare)
            and not bullet
            and len(previous) >= _WRAP_AT
            and previous.rstrip()[-1:] not in ".!?:"
        )
        if goes_on:
            joined, item = found[-1]
            found[-1] = (f"{joined} {bare}", item)
        elif bare:
            found.append((bare, bullet is not None))
        previous = line
    return found
