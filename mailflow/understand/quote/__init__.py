"""The newly written words of a mail. Quote, signature, disclaimer and banner are kept apart, not thrown away.

`attribution` and `headerblock` know how quotations are introduced, `signature` and `footers` what follows the words,
`label` puts them in order. Nothing is cut on doubt: if a cut would leave nothing of a mail that had words, all is kept
and a person should look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailflow.events import Address, SetAside
from mailflow.understand import envelope
from mailflow.understand.envelope import Parsed
from mailflow.understand.html import Line
from mailflow.understand.html_marks import INDENT
from mailflow.understand.quote.attribution import shared_line
from mailflow.understand.quote.headerblock import is_forward_subject
from mailflow.understand.quote.label import label_lines
from mailflow.understand.quote.labels import (
    BANNERED,
    DISCLAIMED,
    INTRODUCTION,
    NEW,
    QUOTED,
    SIGNED,
    SIGNED_BELOW,
    Labels,
)

__all__ = ["Answer", "Words", "new_words", "split", "with_signature"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One inline answer: the quoted lines above (without their marks), and what was written beneath."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a person newly wrote, and what stood around it."""

    new: str
    """Without quote, signature, disclaimer and banner; of a forward, only what the sender wrote above it."""
    set_aside: SetAside = field(default_factory=SetAside)
    answers: tuple[Answer, ...] = ()
    inline: bool = False
    """Answers stand between the lines of the quote."""
    forwarded: bool = False
    forwarded_text: str = ""
    forwarded_from: Address | None = None
    doubtful: bool = False
    """A person should look: cutting would have left nothing of a mail that had words, so that all was kept; or the
    writer says that answers stand in the quote, and its lines bear no marks that would show which."""
    rules: tuple[str, ...] = ()
    signed: str = ""
    """``new`` with the sign-off in its place."""


_BLANKS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_WORD = re.compile(r"\w")
_ANNOUNCED = re.compile(
    r"\b(?:answer|comment|repl|respon|update|note)\w*\b.{0,40}?"
    r"\b(?:below|beneath|in-?line|in (?:red|blue|green|purple|bold|capitals|caps|italics))\b"
    r"|\bsee below\b|\b(?:atebion|sylwadau|gweler)\b.{0,40}?\b(?:isod|mewn (?:coch|glas|gwyrdd))\b",
    re.IGNORECASE,
)
"""Outlook's habit: "Answers in red below"."""


def split(parsed: Parsed) -> Words:
    """Split the body of a mail into the new words and what surrounds them. Linear time; never raises."""
    lines = _unshared(parsed.lines)
    names = _names(parsed.envelope.sender)
    labels = label_lines(lines, forward=is_forward_subject(parsed.envelope.subject), names=names)
    pieces = _pieces(lines, labels)
    aside = SetAside(pieces["quote"], pieces["signature"], pieces["disclaimer"], pieces["banner"])
    new, signed = pieces["new"], pieces["signed"]
    rules = tuple(labels.rules)
    if labels.forward_start >= 0:
        forwarded_text = _tidy("\n".join(_unmarked(line.text) for line in lines[labels.forward_words :]))
        return Words(new, aside, (), False, True, forwarded_text, labels.forwarded_from, False, rules, signed)
    if not _WORD.search(new) and (kept := _everything(lines, labels)):
        return Words(kept, SetAside(banner=aside.banner), doubtful=True, rules=(*rules, "kept-all"), signed=kept)
    answers, inline = _answers(lines, labels)
    if not inline and "unmarked-quote" in labels.rules and _ANNOUNCED.search(new[:2_000]):
        return Words(new, aside, doubtful=True, rules=(*rules, "answers-announced"), signed=signed)
    return Words(new, aside, answers, inline, rules=rules, signed=signed)


def new_words(raw: bytes, *, signature: bool = False) -> str:
    """The newly written words of a mail, or of a bare forward the message passed on.

    ``signature``: keep the sign-off. Never raises, and never empty where there were words.
    """
    words = split(envelope.read(raw))
    shown = words.signed if signature else words.new
    return shown if _WORD.search(shown) or not words.forwarded else words.forwarded_text


def with_signature(raw: bytes) -> str:
    """The newly written words of a mail with the sign-off kept."""
    return new_words(raw, signature=True)


def _unshared(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines on which an attribution follows one's own words, taken apart."""
    if not any(shared_line(line.text) for line in lines):
        return lines
    found: list[Line] = []
    for line in lines:
        pieces = None if line.mark or line.text.startswith(">") else shared_line(line.text)
        found.extend([line] if pieces is None else [Line(piece) for piece in pieces if piece])
    return found


def _names(sender: Address) -> frozenset[str]:
    """The words of the writer's name, from the display name and the local part."""
    local = sender.address.partition("@")[0]
    words = re.findall(r"[^\W\d_]+", f"{sender.name[:200]} {local[:100]}".lower())
    return frozenset(word for word in words if len(word) > 1 and word not in ("dr", "mr", "mrs", "ms", "prof", "team"))


def _tidy(text: str) -> str:
    return _BLANKS.sub("\n\n", text).strip()


_GOES_TO = {
    NEW: ("new", "signed"),
    SIGNED: ("signature", "signed"),
    SIGNED_BELOW: ("signature",),
    QUOTED: ("quote",),
    INTRODUCTION: ("quote",),
    DISCLAIMED: ("disclaimer",),
    BANNERED: ("banner",),
}
"""To which pieces of the mail the lines of each label go."""


def _pieces(lines: Sequence[Line], labels: Labels) -> dict[str, str]:
    """The pieces of the mail, each put together from its lines in one pass."""
    pieces: dict[str, list[str]] = {name: [] for names in _GOES_TO.values() for name in names}
    for line, label in zip(lines, labels.of, strict=True):
        text = _unmarked(line.text) if label == NEW and line.mark == INDENT else line.text
        for name in _GOES_TO[label]:
            pieces[name].append(text)
    return {name: _tidy("\n".join(texts)) if texts else "" for name, texts in pieces.items()}


def _everything(lines: Sequence[Line], labels: Labels) -> str:
    """All words but banner and mobile footers; empty if there is nothing else."""
    left_out = {BANNERED} if "mobile-footer" not in labels.rules else {BANNERED, SIGNED, SIGNED_BELOW}
    kept = _tidy("\n".join(line.text for line, label in zip(lines, labels.of, strict=True) if label not in left_out))
    return kept if _WORD.search(kept) else ""


def _unmarked(text: str) -> str:
    return text.lstrip("> ") if text.startswith(">") else text


def _answers(lines: Sequence[Line], labels: Labels) -> tuple[tuple[Answer, ...], bool]:
    """What was written beneath each stretch of the quote."""
    last = max((place for place, label in enumerate(labels.of) if label == NEW), default=0)
    if QUOTED not in labels.of[:last]:
        return (), False
    found: list[Answer] = []
    question: list[str] = []
    text: list[str] = []
    quoted_after = False
    for line, label in zip(lines, labels.of, strict=True):
        if label == QUOTED:
            if any(part.strip() for part in text):
                if question:
                    found.append(Answer(_tidy("\n".join(question)), _tidy("\n".join(text))))
                    quoted_after = True
                question = []
            text = []
            question.append(_unmarked(line.text))
        elif label == NEW and question:
            text.append(line.text)
    if question and any(part.strip() for part in text):
        found.append(Answer(_tidy("\n".join(question)), _tidy("\n".join(text))))
    inline = quoted_after or len(found) > 1
    return (tuple(found), True) if inline else ((), False)
