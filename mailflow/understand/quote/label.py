"""Every line of a body gets one label: new words, quote, signature, disclaimer or banner. Linear time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailflow.events import Address
from mailflow.understand.html import INDENT, QUOTE, REST, SIGNATURE, Line
from mailflow.understand.quote.attribution import attribution_at
from mailflow.understand.quote.banner import banner_goes_on, is_banner, is_marking
from mailflow.understand.quote.disclaimer import MAX_PARAGRAPH, is_disclaimer
from mailflow.understand.quote.headerblock import RULE, block_at, is_reply_above
from mailflow.understand.quote.signature import ends_words, is_mobile_footer, signature_start

NEW, QUOTED, INTRODUCTION, DISCLAIMED, BANNERED = "new", "quote", "introduction", "disclaimer", "banner"
SIGNED, SIGNED_BELOW = "signature", "signature below the quote"

MAX_EXAMINED = 60_000
"""Characters of new words that are searched for disclaimers: the search is costly, and people write far less."""
MAX_BANNER = 12
"""Lines at the top of a mail within which a banner may stand."""


@dataclass(slots=True)
class Labels:
    """The label of each line, the rules that gave them, and what a forward's header block says."""

    of: list[str]
    rules: dict[str, None] = field(default_factory=dict)
    forward_start: int = -1
    forward_words: int = -1
    forwarded_from: Address | None = None

    def give(self, label: str, start: int, end: int, rule: str) -> None:
        """Label the lines from ``start`` to before ``end``."""
        self.of[start:end] = [label] * (end - start)
        self.rules[rule] = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of lines that are new, whether words stand above it, and how much may still be searched for footers."""

    start: int
    end: int
    spoken: bool
    room: int


def label_lines(lines: Sequence[Line], *, forward: bool, names: frozenset[str]) -> Labels:
    """Label the lines. ``forward``: the subject says that the mail was passed on; ``names``: the writer's."""
    labels = Labels([NEW] * len(lines))
    texts = [line.text for line in lines]
    _quotes(lines, texts, labels, forward)
    _banners(texts, labels)
    spoken, room = False, MAX_EXAMINED
    for start, end in runs(labels.of):
        _footers(lines, texts, labels, Run(start, end, spoken, room), names)
        spoken = spoken or any(labels.of[at] == NEW and texts[at].strip() for at in range(start, end))
        room -= sum(len(texts[at]) for at in range(start, end))
    return labels


def runs(of: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of lines that are labelled new."""
    found: list[tuple[int, int]] = []
    start = -1
    for place, label in enumerate(of):
        if label == NEW and start < 0:
            start = place
        elif label != NEW and start >= 0:
            found.append((start, place))
            start = -1
    if start >= 0:
        found.append((start, len(of)))
    return found


def is_marked(line: Line) -> bool:
    """Whether the line itself says that it is quoted."""
    return line.mark in (QUOTE, REST) or _is_angled(line.text)


def _is_angled(text: str) -> bool:
    shown = text.lstrip()
    return shown.startswith(">") and not shown.startswith((">>> >", ">_<", ">:"))


def _quotes(lines: Sequence[Line], texts: Sequence[str], labels: Labels, forward: bool) -> None:
    total = len(lines)
    own_indent = _own_indents(lines, texts)
    place = 0
    while place < total:
        line = lines[place]
        if line.mark == REST:
            _rest(texts, labels, place, "quote-container", forward)
            return
        if (
            line.mark == QUOTE
            or (line.mark == INDENT and place not in own_indent)
            or (not line.mark and _is_angled(line.text))
        ):
            rule = "quote-marks" if not line.mark else "quote-container"
            if _forward_inside(lines, texts, labels, place):
                return
            if is_reply_above(line.text):
                labels.give(QUOTED, place, total, "separator")
                return
            count = _introduction_inside(texts, place) if place == 0 or labels.of[place - 1] != QUOTED else 0
            if count:
                labels.give(INTRODUCTION, place, place + count, rule)
            labels.give(QUOTED, place + count, place + max(count, 1), rule)
            place += max(count, 1)
            continue
        if place and labels.of[place - 1] == QUOTED and _carried_over(texts, place):
            labels.give(QUOTED, place, place + 1, "wrapped-quote")
            place += 1
            continue
        count = attribution_at(texts, place)
        if count:
            following = _next_spoken(texts, place + count)
            if following < total and (is_marked(lines[following]) or lines[following].mark == INDENT):
                labels.give(INTRODUCTION, place, place + count, "attribution-line")
                labels.of[place + count : following] = [QUOTED] * (following - place - count)
                place += count
                continue
            labels.give(INTRODUCTION, place, place + count, "attribution-line")
            labels.give(QUOTED, place + count, total, "unmarked-quote")
            return
        block = block_at(texts, place)
        if block is not None and (block.strong or not RULE.match(texts[place])):
            rule = "forward" if block.forward or forward else "header-block" if block.strong else "separator"
            if block.forward or (forward and block.strong):
                _forward(texts, labels, place, block.lines, block.sender)
                return
            labels.give(INTRODUCTION, place, place + block.lines, rule)
            labels.give(QUOTED, place + block.lines, total, "unmarked-quote")
            return
        place += 1


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


def _rest(texts: Sequence[str], labels: Labels, place: int, rule: str, forward: bool) -> None:
    start = _next_spoken(texts, place)
    block = block_at(texts, start) if start < len(texts) else None
    if block is not None and (forward or block.forward):
        _forward(texts, labels, start, block.lines, block.sender)
        labels.of[place:start] = [INTRODUCTION] * (start - place)
        return
    labels.give(QUOTED, place, len(texts), rule)


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


def _banners(texts: Sequence[str], labels: Labels) -> None:
    """Banners above the words; security markings at the very end as well."""
    place = 0
    while place < min(len(texts), MAX_BANNER) and labels.of[place] == NEW:
        if not texts[place].strip():
            place += 1
            continue
        if not is_banner(texts[place]):
            break
        marking = is_marking(texts[place])
        labels.give(BANNERED, place, place + 1, "marking" if marking else "banner")
        place += 1
        while not marking and place < len(texts) and labels.of[place] == NEW and banner_goes_on(texts[place]):
            labels.give(BANNERED, place, place + 1, "banner")
            place += 1
    spoken = [at for at in range(max(0, len(texts) - 200), len(texts)) if labels.of[at] == NEW and texts[at].strip()]
    while spoken and is_marking(texts[spoken[-1]]):
        labels.give(BANNERED, spoken[-1], spoken[-1] + 1, "marking")
        spoken.pop()


def _footers(lines: Sequence[Line], texts: Sequence[str], labels: Labels, run: Run, names: frozenset[str]) -> None:
    """Disclaimer and signature of one stretch of new words."""
    start, cut = run.start, _disclaimer_start(texts, run, names)
    if cut < run.end:
        labels.give(DISCLAIMED, cut, run.end, "disclaimer")
    for at in range(start, cut):
        if lines[at].mark == SIGNATURE:
            labels.give(SIGNED, at, at + 1, "signature-container")
    cut = next((at for at in range(start, cut) if labels.of[at] != NEW), cut)
    quoted_above = start > 0 and labels.of[start - 1] == QUOTED
    within = quoted_above and run.end < len(texts) and labels.of[run.end] in (QUOTED, INTRODUCTION)
    place, rule = signature_start(texts[start:cut], names, spoken=run.spoken, within=within)
    if rule:
        below = rule in ("signature-delimiter", "ruled-footer") and quoted_above
        labels.give(SIGNED_BELOW if below else SIGNED, start + place, cut, rule)
    else:
        _after_mobile_footer(texts, labels, start, cut)


def _after_mobile_footer(texts: Sequence[str], labels: Labels, start: int, end: int) -> None:
    """A telephone puts its footer beneath the new words: what follows is the quotation, which it did not mark."""
    spoken = False
    for place in range(start, end):
        text = texts[place].strip()
        alone = place + 1 < end and not texts[place + 1].strip() and place > start and not texts[place - 1].strip()
        if spoken and alone and text and is_mobile_footer(text):
            labels.give(SIGNED, place, place + 1, "mobile-footer")
            labels.give(QUOTED, place + 1, end, "unmarked-quote")
            return
        spoken = spoken or bool(text)


def _disclaimer_start(texts: Sequence[str], run: Run, names: frozenset[str]) -> int:
    """Where the first paragraph begins that an organisation added; what follows it was added too."""
    place, spoken, signed, room = run.start, run.spoken, run.spoken, run.room
    while place < run.end and room > 0:
        if not texts[place].strip():
            place += 1
            continue
        stop, length = place, 0
        while stop < run.end and texts[stop].strip() and length < MAX_PARAGRAPH:
            length += len(texts[stop]) + 1
            stop += 1
        room -= length
        cut = _cut_in_paragraph(texts, place, stop, names, signed)
        if cut < stop and (spoken or cut > place):
            return _with_rule_above(texts, run.start, cut)
        spoken = True
        signed = signed or any(ends_words(text, names) for text in texts[place:stop])
        place = stop
    return run.end


def _with_rule_above(texts: Sequence[str], start: int, cut: int) -> int:
    """A rule drawn above a disclaimer belongs to it."""
    above = cut - 1
    while above > start and not texts[above].strip():
        above -= 1
    return above if above > start and RULE.match(texts[above]) else cut


def _cut_in_paragraph(texts: Sequence[str], start: int, stop: int, names: frozenset[str], signed: bool) -> int:
    """The first line of a paragraph from which all is disclaimer; ``stop`` if none is."""
    signs = [place for place in range(start, stop) if ends_words(texts[place], names)]
    if not is_disclaimer(_paragraph(texts, start, stop), signed=signed or bool(signs)):
        return stop
    first = start
    for place in range(start, stop):  # a signature, or words, may stand above it in the same paragraph
        long = len(texts[place].strip()) > 40 and not ends_words(texts[place], names)
        if long and is_disclaimer(_paragraph(texts, place, min(stop, place + 6)), signed=signed or bool(signs)):
            first = place
            break
    return first


def _paragraph(texts: Sequence[str], start: int, stop: int) -> str:
    return " ".join(text.strip() for text in texts[start:stop])
