"""One Markdown source becomes the text part and the HTML part, so that they cannot disagree.

A person's words never become markup: `escape` makes every punctuation mark literal (CommonMark section 2.4), and the
Markdown reader has HTML switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

WIDTH = 72
_PROSE = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
"""Lines that each begin with a letter: in CommonMark a paragraph, whatever stands before and after it."""
_REACHES_FAR = re.compile(r"^ {0,3}(?:```|~~~|\[[^\]]+\]:)", re.MULTILINE)
"""A fence, or the definition of a link: paragraphs after it mean something else."""
_SPARE = re.compile(r"\n(>?\n)(?=\1)+")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(value: str) -> str:
    """One line without control or direction characters: fit for a header or a sentence."""
    return " ".join(_CONTROL.sub("", value).split())


def escape(value: str) -> str:
    """``value`` as one literal line of Markdown."""
    return _PUNCTUATION.sub(r"\\\1", plain(value))


def quoted(value: str, most: int = 1200) -> str:
    """Somebody's words as a Markdown block quote, line by line, shortened to ``most`` characters."""
    shown = value if len(value) <= most else value[:most].rsplit(" ", 1)[0] + " …"
    lines = [escape(line) for line in shown.strip().splitlines()]
    return "\n".join(f"> {line}" + ("  " if line else "") for line in lines)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  46 ms that most commands do not need

    return MarkdownIt("commonmark", {"html": False})


def to_html(source: str) -> str:
    """The body as HTML."""
    return "".join(_rendered(block)[0] for block in _blocks(source))


def to_text(source: str) -> str:
    """The body as plain text: paragraphs wrapped at 72, lists with ``*``, quotes with ``>``, links as text."""
    whole = "\n".join(_rendered(block)[1] for block in _blocks(source))
    return _SPARE.sub(r"\n\1", whole).strip() + "\n"


def _blocks(source: str) -> Iterator[str]:
    """Pieces that read alone as they read together: each paragraph of plain prose, and what stands between them."""
    if _REACHES_FAR.search(source):
        yield source
        return
    for is_prose, blocks in groupby(source.split("\n\n"), lambda block: bool(_PROSE.fullmatch(block))):
        if is_prose:
            yield from blocks
        else:
            yield "\n\n".join(blocks)


@lru_cache(maxsize=512)
def _rendered(block: str) -> tuple[str, str]:
    """HTML and text of a piece, read once for both; most pieces of a mail stand in the next one, too."""
    reader = _reader()
    tokens = reader.parse(block)
    return str(reader.renderer.render(tokens, reader.options, {})), _text(tokens)


def _text(tokens: list[Token]) -> str:
    lines: list[str] = []
    markers: list[str] = []
    depth = 0
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                markers.append("*")
            case "ordered_list_open":
                markers.append(str(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                markers.pop()
                lines.append("")
            case "list_item_open" if markers[-1].isdigit():
                markers[-1] = str(int(markers[-1]))
            case "list_item_close" if markers[-1].isdigit():
                markers[-1] = str(int(markers[-1]) + 1)
            case "blockquote_open":
                depth += 1
            case "blockquote_close":
                depth -= 1
                if lines and not lines[-1].strip("> "):
                    lines.pop()
                lines.append("")
            case "hr":
                lines += ["-" * 12, ""]
            case "inline":
                lines += _paragraph(_inline(token.children or []), markers, depth)
                if not markers:
                    lines.append(">" * depth)
    return "\n".join(lines)


def _paragraph(text: str, markers: list[str], depth: int) -> list[str]:
    quote = "> " * depth
    first = rest = quote
    if markers:
        mark = f"{markers[-1]}. " if markers[-1].isdigit() else "* "
        first = quote + "  " * (len(markers) - 1) + mark
        rest = quote + " " * (len(first) - len(quote))
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        start = first if not number else rest
        wrapped = fill(
            line, WIDTH, initial_indent=start, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        )
        lines.append(wrapped or start.rstrip())
    return lines


def _inline(tokens: list[Token]) -> str:
    said: list[str] = []
    href = ""
    label = ""
    for token in tokens:
        match token.type:
            case "softbreak":
                said.append(" ")
            case "hardbreak":
                said.append("\n")
            case "link_open":
                href, label = str(token.attrGet("href") or ""), ""
            case "link_close":
                if href.removeprefix("mailto:") != label:
                    said.append(f" ({href.removeprefix('mailto:')})")
                href = ""
            case _:
                said.append(token.content)
                label += token.content if href else ""
    return "".join(said)
