"""HTML mail as lines of text, in one pass over the bytes and without recursion.

Each line says what the structure around it means: a quote container of one of the common mail programs, a signature
block, an indented block. The standard library's parser takes quadratic time on hostile input, and tree builders take
seconds on deep nesting; this walk keeps a bounded stack, never looks back, and takes nothing but text from the mail.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from mailflow.understand.html_marks import (
    INDENT,
    OPEN_QUOTE,
    QUOTE,
    REST,
    REST_ID,
    RULE,
    SIGNATURE,
    attributes_of,
    meaning_of,
)

MAX_NESTING = 200
"""Containers that are kept track of; what stands deeper is read as if it stood at this depth."""
MAX_TAG = 4_000
"""Characters of a tag that are looked at for its attributes."""
MAX_QUOTE_MARKS = 10
MAX_LINES = 20_000


class Line(NamedTuple):
    """One line of a body, and what the structure of HTML says of it (empty for plain text). Made by the thousand."""

    text: str
    mark: str = ""


_SKIPPED = frozenset({"style", "script", "head", "title", "template", "noscript", "object", "svg", "xml", "select"})
_TRACKED = frozenset({"div", "blockquote", "span", "section", "table", "pre", "article", "td", "font"})
_BREAKING = frozenset(
    {
        "div", "p", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section",
        "article", "header", "footer", "blockquote", "hr", "body", "html", "dl", "dt", "dd", "address", "center",
        "fieldset", "form", "tbody", "thead", "main",
    }
)  # fmt: skip
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"])
_LOOSE = frozenset({"span", "font", "td"})
"""Containers whose closing tag is often misplaced: they close only what they opened last."""

_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]{0,30}")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(html: str) -> list[Line]:
    """The lines of text that the HTML shows; linear in its length, never raises."""
    walk = _Walk()
    position, length = 0, len(html)
    while position < length and len(walk.lines) < MAX_LINES:
        start = _OPENING.search(html, position)
        if start is None:
            walk.text(html[position:])
            break
        opening = start.start()
        if opening > position:
            walk.text(html[position:opening])
        position = _tag(html, opening, walk)
    walk.end_line()
    return walk.lines


def _tag(html: str, opening: int, walk: _Walk) -> int:
    """Handle the tag, comment or lone ``<`` at ``opening``; where to go on."""
    if html.startswith("<!--", opening):
        closing = html.find("-->", opening + 4)
        return closing + 3 if closing >= 0 else _after(html, opening)
    name = _NAME.match(html, opening + 1)
    if name is None:
        if html.startswith(("<!", "<?"), opening):
            return _after(html, opening)
        walk.text("<")
        return opening + 1
    end = _end_of_tag(html, name.end())
    if end < 0:
        walk.text(html[opening:])
        return len(html)
    tag = name[0].lower()
    if tag in _SKIPPED and html[end - 1] != "/":
        close = re.compile(f"</{tag}", re.IGNORECASE).search(html, end) if tag not in walk.unclosed else None
        if close is None:
            walk.unclosed.add(tag)
            return end + 1
        return _after(html, close.start())
    if tag.startswith("/"):
        walk.close(tag[1:])
    else:
        walk.open(tag, html[name.end() : min(end, name.end() + MAX_TAG)], html[end - 1] == "/")
    return end + 1


def _after(html: str, position: int) -> int:
    closing = html.find(">", position)
    return closing + 1 if closing >= 0 else len(html)


def _end_of_tag(html: str, position: int) -> int:
    """Where the tag's ``>`` stands; one within a quoted attribute is passed over. -1: the tag is never closed."""
    closing = html.find(">", position)
    if closing < 0:
        return -1
    chunk = html[position : min(closing, position + MAX_TAG)]
    for quote in "\"'":
        if chunk.count(quote) % 2 and f"={quote}" in chunk:
            end = html.find(quote, closing, closing + MAX_TAG)
            further = html.find(">", end, end + MAX_TAG) if end >= 0 else -1
            return further if further >= 0 else closing
    return closing


class _Walk:
    """The state of the walk: the line under way, the containers around it, and what they mean."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.stack: list[tuple[str, str]] = []
        self.open_tags: dict[str, int] = {}
        self.meanings: dict[str, int] = {}
        self.words: list[str] = []
        self.rest = False
        self.preformatted = 0
        self.hidden = 0
        self.unclosed: set[str] = set()

    def text(self, raw: str) -> None:
        """Words between tags."""
        if self.hidden:
            return
        if "&" in raw:
            raw = unescape(raw)
        if self.preformatted and "\n" in raw:
            *whole, raw = raw.split("\n")
            for line in whole:
                self.words.append(line)
                self.end_line(blank=True)
        self.words.append(raw)

    def end_line(self, *, blank: bool = False) -> None:
        """Close the line under way; an empty one is kept only if ``blank``."""
        joined = "".join(self.words)
        self.words.clear()
        blank = blank or (joined != "" and joined.isspace() and "\u00a0" in joined)  # Outlook's empty paragraph
        joined = joined.replace("\u00a0", " ")
        shown = joined.rstrip() if self.preformatted else _SPACE.sub(" ", joined).strip()
        if not shown and not blank:
            return
        mark = self.mark()
        depth = min(sum(self.meanings.get(meaning, 0) for meaning in (QUOTE, OPEN_QUOTE, INDENT)), MAX_QUOTE_MARKS)
        self.lines.append(Line(("> " * depth + shown) if depth and not self.rest else shown, mark))

    def mark(self) -> str:
        """What the containers around the line under way mean."""
        if self.rest:
            return REST
        if self.meanings.get(QUOTE) or self.meanings.get(OPEN_QUOTE):
            return QUOTE
        return next((meaning for meaning in (INDENT, SIGNATURE) if self.meanings.get(meaning)), "")

    def open(self, tag: str, raw_attributes: str, closed: bool) -> None:
        """An opening tag."""
        attributes = attributes_of(raw_attributes) if "=" in raw_attributes else {}
        if tag == "br":
            self.end_line(blank=True)
            return
        if tag in _BREAKING:
            self.end_line()
            if tag in _SPACED and "mso" not in attributes.get("class", "").lower() and self.lines and not self.hidden:
                self.end_line(blank=True)
        if REST_ID.match(attributes.get("id", "")) and not self.hidden:
            self.end_line()
            self.rest = True
        if tag == "hr":
            self.lines.append(Line("", self.mark() or RULE))
        elif tag == "li":
            self.words.append("- ")
        elif tag == "td":
            self.words.append(" ")
        if tag in _TRACKED and not closed and len(self.stack) < MAX_NESTING:
            self.push(tag, meaning_of(tag, attributes))

    def push(self, tag: str, meaning: str) -> None:
        """Enter a container."""
        if meaning:
            self.end_line()
        self.stack.append((tag, meaning))
        self.open_tags[tag] = self.open_tags.get(tag, 0) + 1
        self.meanings[meaning] = self.meanings.get(meaning, 0) + 1
        self.hidden = self.meanings.get("hidden", 0)
        self.preformatted += tag == "pre"

    def close(self, tag: str) -> None:
        """A closing tag; one that closes nothing is passed over."""
        if tag in _BREAKING:
            self.end_line()
            if tag in _SPACED and tag != "p" and not self.hidden:
                self.end_line(blank=True)
        if tag in _LOOSE and (not self.stack or self.stack[-1][0] != tag):
            return
        if not self.open_tags.get(tag):
            return
        while self.stack:
            name, meaning = self.stack.pop()
            if meaning:
                self.end_line()
            self.open_tags[name] -= 1
            self.meanings[meaning] -= 1
            self.preformatted -= name == "pre"
            if name == "blockquote" and meaning == QUOTE:
                self.open_up()
            if name == tag:
                break
        self.hidden = self.meanings.get("hidden", 0)

    def open_up(self) -> None:
        """The quotation in an open container has ended: the rest of the container is not quoted."""
        for place in range(len(self.stack) - 1, max(len(self.stack) - 4, -1), -1):
            tag, meaning = self.stack[place]
            if meaning == OPEN_QUOTE:
                self.stack[place] = (tag, "")
                self.meanings[OPEN_QUOTE] -= 1
                self.meanings[""] = self.meanings.get("", 0) + 1
                return
