"""The page of a mail, as a machine sees it: language, heading, title, nothing from elsewhere, the text's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from mailflow.outbox import style_rules as house

_VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})
_FOREIGN = frozenset({"img", "script", "link", "iframe", "object", "embed", "form", "input", "video", "audio", "svg"})
_SPACE = re.compile(r"[\s>*]+")


class Page(HTMLParser):
    """What stands in a page, read once: its words as the text part would have them, and what it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.title = self.heading = ""
        self.headings = 0
        self.languages: list[str] = []
        self.foreign: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._numbers: list[int] = []
        self._href = self._label = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note languages and what comes from elsewhere; number the items of a list as the text part does."""
        found = {key: value or "" for key, value in attrs}
        if "lang" in found:
            self.languages.append(found["lang"])
        if tag in _FOREIGN or "src" in found or "url(" in found.get("style", ""):
            self.foreign.append(tag)
        self.headings += tag == "h1"
        if tag == "a":
            self._href, self._label = found.get("href", "").removeprefix("mailto:"), ""
        if tag in {"ol", "ul"}:
            self._numbers.append(int(found.get("start", "1")) if tag == "ol" else 0)
        if tag == "li" and self._numbers and self._numbers[-1]:
            self.words.append(f" {self._numbers[-1]}. ")
            self._numbers[-1] += 1
        if tag not in {"a", "strong", "em"}:
            self.words.append(" ")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<hr />`` opens nothing that must be closed."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close it; a link's address follows its words, as in the text part."""
        while self._open and self._open.pop() != tag:
            pass
        if tag == "a":
            self.links.append((self._label.strip(), self._href))
            if self._href != self._label:
                self.words.append(f" ({self._href})")
        if tag in {"ol", "ul"}:
            self._numbers.pop()
        if tag not in {"a", "strong", "em"}:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        """Words of the title, the heading, a link, or the body."""
        if "title" in self._open:
            self.title += data
        elif "h1" in self._open:
            self.heading += data
        elif "body" in self._open:
            self.words.append(data)
            self._label += data if "a" in self._open else ""

    @property
    def said(self) -> str:
        """All words of the body, spaces made one."""
        return _normal("".join(self.words))


def _normal(text: str) -> str:
    return " ".join(_SPACE.sub(" ", text.replace("-" * 12, " ")).split())


def faults(page: str, text: str, languages: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(rule, what was found, what would be right) for every fault of the page beside its text part."""
    seen = Page(page)
    heading = languages[1:]  # a heading in both languages says of the other half which it is
    if seen.languages != [languages[0], *heading, *languages]:
        yield "page language", ", ".join(seen.languages), f"lang “{languages[0]}” on the page, and on each part its own"
    if seen.headings != 1:
        yield "page heading", str(seen.headings), "one heading of the first level"
    if not seen.title.strip() or seen.heading.strip() not in seen.title:
        yield "page title", seen.title, "the subject"
    for tag in seen.foreign:
        yield "page from elsewhere", tag, "no picture, script or anything else that is fetched or sent"
    for label, href in seen.links:
        if label.casefold() in house.NOWHERE or len(label) < 2:
            yield "link", f"{label} → {href}", "words that say where it goes"
    told = _normal(text)
    if seen.said != told:
        yield "text and page", _difference(told, seen.said), "the same words in both"


def _difference(told: str, said: str) -> str:
    """A few words of each from where they part."""
    one, other = told.split(), said.split()
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(map(len, (one, other)))
    )
    return f"{' '.join(one[at : at + 5])} | {' '.join(other[at : at + 5])}"
