"""Which lines are quoted: by marks, by HTML's containers, and by what introduces a quotation that bears no marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailflow.events import Address
from mailflow.understand.html import Line
from mailflow.understand.html_marks import INDENT, QUOTE, REST
from mailflow.understand.quote.attribution import attribution_at
from mailflow.understand.quote.headerblock import block_at, is_reply_above
from mailflow.understand.quote.labels import INTRODUCTION, QUOTED, Labels


def is_marked(line: Line) -> bool:
    """Whether the line itself says that it is quoted."""
    return line.mark in (QUOTE, REST) or _is_angled(line.text)


def _is_angled(text: str) -> bool:
    shown = text.lstrip()
    return shown.startswith(">") and not shown.startswith((">>> >", ">_<", ">:"))


def label_quotes(lines: Sequence[Line], texts: Sequence[str], labels: Labels, forward: bool) -> None:
    """Label what is quoted or passed on, from the top; ``forward``: the subject says that the mail was passed on."""
    own_indent = _own_indents(lines, texts)
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.mark == REST:
            _rest(texts, labels, place, forward)
            return
        indented = line.mark == INDENT and place not in own_indent
        if line.mark == QUOTE or indented or (not line.mark and _is_angled(line.text)):
            place = _marked(lines, texts, labels, place)
        elif place and labels.of[place - 1] == QUOTED and _carried_over(texts, place):
            labels.give(QUOTED, place, place + 1, "wrapped-quote")
            place += 1
        elif count := attribution_at(texts, place):
            place = _introduced(lines, texts, labels, place, count)
        elif (block := block_at(texts, place)) is not None:
            if block.forward or (forward and block.strong):
                _forward(texts, labels, place, block.lines, block.sender)
            else:
                labels.give(INTRODUCTION, place, place + block.lines, "header-block" if block.strong else "separator")
                labels.give(QUOTED, place + block.lines, len(texts), "unmarked-quote")
            return
        else:
            place += 1


def _marked(lines: Sequence[Line], texts: Sequence[str], labels: Labels, place: int) -> int:
    """Label a line that is marked as quoted; where to go on."""
    total = len(lines)
    if _forward_inside(lines, texts, labels, place):
        return total
    if is_reply_above(lines[place].text):
        labels.give(QUOTED, place, total, "separator")
        return total
    if not lines[place].mark and attribution_at(texts, place):  # GroupWise frames its attribution with marks
        return _introduced(lines, texts, labels, place, 1)
    rule = "quote-container" if lines[place].mark else "quote-marks"
    begins = place == 0 or labels.of[place - 1] != QUOTED
    count = _introduction_inside(texts, place) if begins else 0
    if count:
        labels.give(INTRODUCTION, place, place + count, rule)
    else:
        labels.give(QUOTED, place, place + 1, rule)
    return place + max(count, 1)


def _introduced(lines: Sequence[Line], texts: Sequence[str], labels: Labels, place: int, count: int) -> int:
    """Label an attribution. If the quotation beneath bears no marks, all that follows is quoted."""
    labels.give(INTRODUCTION, place, place + count, "attribution-line")
    following = _next_spoken(texts, place + count)
    if following < len(lines) and (is_marked(lines[following]) or lines[following].mark == INDENT):
        return place + count
    labels.give(QUOTED, place + count, len(texts), "unmarked-quote")
    return len(lines)


def _carried_over(texts: Sequence[str], place: int) -> bool:
    """Whether an unmarked line between two marked ones is the rest of the one above, wrapped on the way."""
    above, line = texts[place - 1].strip(), texts[place].strip()
    below = texts[place + 1].lstrip() if place + 1 < len(texts) else ""
    if not line or not above.startswith(">") or not below.startswith(">"):
        return False
    if _LINK.match(line) or (_OPEN_LINK.search(above) and line.endswith((")", ">"))):
        return True
    return len(above) >= 60 and above[-1] not in ".?!:;)" and line[0].islower()


_LINK = re.compile(r"^[(<]https?://\S{1,500}$|^[(<]https?://\S{1,500}\s*>$")
_OPEN_LINK = re.compile(r"[(<]https?://[^\s()<>]{1,500}$")


def _introduction_inside(texts: Sequence[str], place: int) -> int:
    """How many of the first quoted lines are the attribution: some programs put it within the quotation."""
    return attribution_at([text.lstrip("> ") for text in texts[place : place + 6]], 0)


def _own_indents(lines: Sequence[Line], texts: Sequence[str]) -> frozenset[int]:
    """Lines in a plain ``<blockquote>`` that nothing introduces as a quotation: the writer indented them."""
    if not any(line.mark == INDENT for line in lines):
        return frozenset()
    groups: list[list[int]] = []
    for place, line in enumerate(lines):
        if line.mark == INDENT:
            if groups and groups[-1][-1] == place - 1:
                groups[-1].append(place)
            else:
                groups.append([place])
    introduced = [
        any(attribution_at(texts, back) for back in range(max(0, group[0] - 4), group[0]) if lines[back].mark != INDENT)
        for group in groups
    ]
    introduced = [known or _introduced_inside(texts, group) for known, group in zip(introduced, groups, strict=True)]
    return frozenset(place for group, known in zip(groups, introduced, strict=True) if not known for place in group)


def _introduced_inside(texts: Sequence[str], group: Sequence[int]) -> bool:
    """Whether an attribution or a header block stands among the first indented lines."""
    bare = [texts[place].lstrip("> ") for place in group[:40]]
    return any(attribution_at(bare, at) or block_at(bare, at) is not None for at in range(min(10, len(bare))))


def _next_spoken(texts: Sequence[str], place: int) -> int:
    while place < len(texts) and not texts[place].strip():
        place += 1
    return place


def _rest(texts: Sequence[str], labels: Labels, place: int, forward: bool) -> None:
    start = _next_spoken(texts, place)
    block = block_at(texts, start) if start < len(texts) else None
    if block is not None and (forward or block.forward):
        _forward(texts, labels, start, block.lines, block.sender)
        labels.of[place:start] = [INTRODUCTION] * (start - place)
        return
    labels.give(QUOTED, place, len(texts), "quote-container")


def _forward(texts: Sequence[str], labels: Labels, place: int, count: int, sender: Address | None) -> None:
    labels.give(INTRODUCTION, place, place + count, "forward")
    labels.give(QUOTED, place + count, len(texts), "forward")
    labels.forward_start, labels.forward_words, labels.forwarded_from = place, place + count, sender


def _forward_inside(lines: Sequence[Line], texts: Sequence[str], labels: Labels, place: int) -> bool:
    """A forward within quote marks or a quote container ("> Begin forwarded message:"), as the first of it."""
    if place and is_marked(lines[place - 1]):
        return False
    bare = [text.lstrip("> ") for text in texts[place : place + 40]]
    block = block_at(bare, 0) if bare else None
    if block is None or not block.forward:
        return False
    _forward(texts, labels, place, block.lines, block.sender)
    return True
