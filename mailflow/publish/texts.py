"""The sentences of pages and review: one TOML file a language (``templates/LANG/_pages.toml``), for a lead to edit."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

from mailflow import checked, words

PAGES_FILE = "_pages.toml"


class PageFault(Exception):  # noqa: N818  the name reads as what happened
    """A sentence is missing or asks for a fact that it does not get; the message says which."""


class Texts:
    """The sentences of one language. A sentence may have two forms: of one, and of several."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.lang = lang
        self._file = f"templates/{lang}/{PAGES_FILE}"
        try:
            table = tomllib.loads((folder / lang / PAGES_FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise PageFault(f"{self._file}: there is no such file; add it") from None
        except tomllib.TOMLDecodeError as error:
            raise PageFault(f"{self._file}: this is not TOML: {error}") from None
        self._said = dict(_flat(table))
        try:
            self.is_draft = bool(checked.drafts(folder, lang, [PAGES_FILE]))
        except checked.CheckedFault as fault:
            raise PageFault(str(fault)) from None

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return name in self._said

    def alike(self, one: str, other: str) -> bool:
        """Whether two sentences are the same."""
        return self._said.get(one) == self._said.get(other)

    def say(self, name: str, count: int | None = None, /, **facts: object) -> str:
        """The sentence ``name`` (``champions.title``) with its facts; ``count`` chooses its form. Raises `PageFault`.

        Dates are written as ``3 March 2026``, counts in words to nine.
        """
        forms = self._said.get(name)
        if forms is None:
            raise PageFault(f"{self._file}: {name} is missing; add it")
        form = forms[0] if count == 1 or len(forms) == 1 else forms[1]
        given = {key: self._in_words(value) for key, value in facts.items()}
        if count is not None:
            given["count"] = words.count(count, self.lang)
        try:
            return form.format(**given)
        except (KeyError, IndexError, ValueError) as error:
            raise PageFault(f"{self._file}: {name}: there is no fact {error} for it") from None

    def _in_words(self, value: object) -> str:
        match value:
            case date():
                return words.day(value, self.lang)
            case bool() | str():
                return str(value)
            case int():
                return words.count(value, self.lang)
            case list() | tuple():
                return words.listed([str(one) for one in value], self.lang)
        return str(value)

    def names(self) -> dict[str, list[frozenset[str]]]:
        """Each sentence and the facts that each of its forms wants: both languages must agree."""
        return {
            name: [frozenset(field for _, field, _, _ in Formatter().parse(form) if field) for form in forms]
            for name, forms in self._said.items()
        }


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", [value] if isinstance(value, str) else [str(form) for form in value]


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
