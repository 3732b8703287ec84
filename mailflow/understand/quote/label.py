"""Every line of a body gets one label: new words, quote, signature, disclaimer or banner. Linear time.

The order is the meaning: what is quoted is settled first, for a quotation holds banners, signatures and disclaimers of
its own; then banners, from the top; then, for each stretch of new words, disclaimer and signature from its end.
"""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understand.html import Line
from mailflow.understand.quote.footing import label_banners, label_footers
from mailflow.understand.quote.labels import NEW, Labels, Run, runs
from mailflow.understand.quote.quotations import label_quotes

MAX_EXAMINED = 60_000
"""Characters of new words that are searched for disclaimers: the search is costly, and people write far less."""


def label_lines(lines: Sequence[Line], *, forward: bool, names: frozenset[str]) -> Labels:
    """Label the lines. ``forward``: the subject says that the mail was passed on; ``names``: the writer's."""
    labels = Labels([NEW] * len(lines))
    texts = [line.text for line in lines]
    label_quotes(lines, texts, labels, forward)
    label_banners(texts, labels)
    spoken, room = False, MAX_EXAMINED
    for start, end in runs(labels.of):
        label_footers(lines, texts, labels, Run(start, end, spoken, room), names)
        spoken = spoken or any(labels.of[at] == NEW and texts[at].strip() for at in range(start, end))
        room -= sum(len(texts[at]) for at in range(start, end))
    return labels
