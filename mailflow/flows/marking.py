"""What must not be shown: text with a marking above OFFICIAL, or with what looks unpublished (product.md, rule 12)."""

from __future__ import annotations

from mailflow.events import Letter

MARKINGS_THAT_HOLD = ("OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET")


def is_held(event: Letter) -> bool:
    """Whether the words must not be shown to anybody before a person has looked."""
    marking = event.entities.get("marking", "").upper()
    return bool(event.entities.get("hold")) or marking in MARKINGS_THAT_HOLD
