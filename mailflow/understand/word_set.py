"""Many words written as one line of text: tables of words stay readable."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, split at blanks."""
    return frozenset(text.split())
