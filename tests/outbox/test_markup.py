"""One Markdown source, its text and its HTML: read in pieces, it says what it says as a whole."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from mailflow.outbox.markup import to_html, to_text

BODIES = (
    "Hello Priya,\n\nYou meet Tom  \non Monday.\n\n* one\n* two\n\nThank you\n\n---\n\nReference: X",
    "Hello\n\n1. first\n\n   still first\n\n2. second\n\n> a quote\n> of two lines\n\n> another\n\nand prose",
    "* a\n\n  b\n\nprose\nof two lines\n\n* c\n\n\n\nmore\n\n    code\n\nend",
    "Heading\n-------\n\nprose\n\n[a link](https://a.example)\n\n# x\n\nÉ accents\n1. not a list in prose",
    "* one\n\n* two, loose\n\nlast",
    "prose\n> quote without a blank line\n\nprose",
    "```\n\nin a fence\n\n```\n\nout",
    "see [x]\n\nprose\n\n[x]: https://a.example",
    "",
)


@pytest.mark.parametrize("body", BODIES)
def test_a_body_read_in_pieces_is_the_body_read_whole(body: str) -> None:
    assert to_html(body) == MarkdownIt("commonmark", {"html": False}).render(body)


def test_the_text_has_one_empty_line_between_paragraphs() -> None:
    body = "Hello Priya,\n\nOne.\n\n\n\n* a\n* b\n\nTwo\\\nlines.\n\n> said\n\nEnd"
    assert to_text(body) == "Hello Priya,\n\nOne.\n\n* a\n* b\n\nTwo\nlines.\n\n> said\n\nEnd\n"
