"""What stands around the new words: banners above them, signature and disclaimer beneath."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understand.html import Line
from mailflow.understand.html_marks import SIGNATURE
from mailflow.understand.quote.banner import banner_goes_on, is_banner, is_marking
from mailflow.understand.quote.disclaimer import MAX_PARAGRAPH, is_disclaimer
from mailflow.understand.quote.headerblock import RULE
from mailflow.understand.quote.labels import (
    BANNERED,
    DISCLAIMED,
    INTRODUCTION,
    NEW,
    QUOTED,
    SIGNED,
    SIGNED_BELOW,
    Labels,
    Run,
)
from mailflow.understand.quote.signature import ends_words, is_mobile_footer, signature_start

MAX_BANNER = 12
"""Lines at the top of a mail within which a banner may stand."""


def label_banners(texts: Sequence[str], labels: Labels) -> None:
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


def label_footers(lines: Sequence[Line], texts: Sequence[str], labels: Labels, run: Run, names: frozenset[str]) -> None:
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
    for height in (1, 6):  # a signature, or words, may stand above it in the same paragraph
        for place in range(start, stop):
            long = len(texts[place].strip()) > 40 and not ends_words(texts[place], names)
            window = _paragraph(texts, place, min(stop, place + height))
            if long and is_disclaimer(window, signed=signed or bool(signs)):
                return place if height > 1 or not _continues(texts, start, place) else place - 1
    return start


def _continues(texts: Sequence[str], start: int, place: int) -> bool:
    """Whether the line above belongs to the same sentence: it fills its line and does not end one."""
    return place > start and len(texts[place - 1]) > 60 and texts[place - 1].rstrip()[-1:] not in ".!?:|"


def _paragraph(texts: Sequence[str], start: int, stop: int) -> str:
    return " ".join(text.strip() for text in texts[start:stop])
