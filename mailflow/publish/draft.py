"""The review as Markdown and as one HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailflow.publish.facts import Facts
from mailflow.publish.review import Link, Review
from mailflow.publish.site import STYLE, environment
from mailflow.publish.texts import Texts

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def as_markdown(draft: Review, texts: Texts) -> str:
    """CommonMark; people's words are escaped."""
    return "\n".join(_lines(draft, texts)).rstrip() + "\n"


def _lines(draft: Review, texts: Texts) -> Iterator[str]:
    yield from (f"# {_literal(draft.title)}", "", _literal(draft.draft), "")
    for section in draft.sections:
        yield from (f"## {_literal(section.title)}", "")
        for paragraph in section.paragraphs:
            yield from (_literal(paragraph), "")
        for item in section.items:
            yield f"* {_item(item)}"
        if section.items:
            yield ""
    yield from (f"## {_literal(draft.behind_title)}", "", _literal(draft.behind_intro), "")
    for source in draft.behind:
        yield from (f"### {_literal(source.what)}: {source.count:,}", "")
        yield from (f"* {_literal(mail)}" for mail in source.mails)
        yield ""


def _item(item: str | Link) -> str:
    if isinstance(item, str):
        return _literal(item)
    by = f" ({_literal(item.by)})" if item.by else ""
    if not item.address:
        return _literal(item.words) + by
    return f"[{_literal(item.words)}](<{item.address}>){by}"


def _literal(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def as_html(draft: Review, facts: Facts, texts: Texts) -> dict[str, str]:
    """The page and its style sheet, by file name."""
    made = environment(texts)
    page = made.get_template("review.html").render(
        draft=draft,
        network=facts.settings.network,
        today=facts.on,
        style=STYLE,
        archived=False,
        for_lead=True,
        languages=[],
        menu=[],
    )
    sheet, _, _ = made.loader.get_source(made, STYLE)  # type: ignore[union-attr]
    return {"review.html": page, STYLE: sheet}
