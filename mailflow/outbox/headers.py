"""Headers as the library writes them, without its pains for what is plain: most of ours are one short line of ASCII.

The library parses every header when it is set, by the full grammar of RFC 5322, and makes a new class for each. Here a
plain header is kept as it is until somebody asks for its parts; the header is the same, byte for byte.
"""

from __future__ import annotations

from email.headerregistry import Address, HeaderRegistry
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any

_ABOUT_A_PART = ("content-", "mime-")
"""The library looks into these itself."""


class _Registry(HeaderRegistry):
    """The library's, which remembers its classes, and the headers that stand in every part."""

    def __init__(self) -> None:
        super().__init__()
        self._class_of = lru_cache(maxsize=64)(super().__getitem__)
        self._part = lru_cache(maxsize=256)(super().__call__)

    def __getitem__(self, name: str) -> Any:
        return self._class_of(name)

    def __call__(self, name: str, value: Any) -> Any:
        if isinstance(value, str) and name.lower().startswith(_ABOUT_A_PART):
            return self._part(name, value)
        return super().__call__(name, value)


class Plainly(EmailPolicy):
    """A policy that keeps plain headers as they are."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """As the library's; addresses and text of printable ASCII are not parsed."""
        if isinstance(value, Address):
            value = [value]
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        if type(text) is str and text.isascii() and text.isprintable() and not name.lower().startswith(_ABOUT_A_PART):
            return name, text
        return super().header_store_parse(name, value)


ASCII = Plainly(linesep="\r\n", max_line_length=200, cte_type="7bit", header_factory=_Registry())
"""Long subjects stay on one line: the library would fold right behind ``Subject:``, which some filters dislike."""
ENCODED = ASCII.clone(max_line_length=76)
"""Encoded words may not be longer than 75 characters (RFC 2047 section 2)."""
