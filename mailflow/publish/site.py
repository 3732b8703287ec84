"""The pages: a few static files without scripts, one folder a language, every page dated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailflow import words
from mailflow.network import Champion
from mailflow.publish.cadence import cadence
from mailflow.publish.facts import Copy, Facts
from mailflow.publish.names import link_of, listed, readable
from mailflow.publish.numbers import Number, Period, numbers
from mailflow.publish.progress import progress
from mailflow.publish.texts import Texts, sentence

PAGES = ("index", "champions", "case_studies", "progress")
"""In the order of the menu; each has its template ``pages/NAME.html``."""
NAV = {"index": "home"}
"""Whose table of sentences is called otherwise."""
STYLE = "style.css"
_FOLDER = Path(__file__).resolve().parent / "pages"


@dataclass(frozen=True, slots=True)
class Options:
    """How the pages are made."""

    copy: Copy = Copy.PUBLIC
    archived: bool = False


def site(facts: Facts, templates: Path, options: Options) -> dict[str, str]:
    """The files by their path in the folder. The network's first language is at the top, others in folders.

    ``templates``: the folder with the sentences. Raises `mailflow.publish.texts.PageFault`.
    """
    languages = facts.settings.network.languages or ("en",)
    found = numbers(facts, Period(facts.settings.network.started, facts.on))
    texts = {lang: Texts(templates, lang) for lang in languages}
    files = {STYLE: (_FOLDER / STYLE).read_text(encoding="utf-8")}
    for lang in languages:
        files |= dict(_pages(facts, found, texts[lang], languages, options))
    return files


def file_of(page: str) -> str:
    """``case-studies.html``."""
    return f"{page.replace('_', '-')}.html"


def environment(texts: Texts) -> Environment:
    """The page templates, everything escaped, strict about missing facts."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"say": texts.say, "lang": texts.lang, "is_draft": texts.is_draft, "sentence": sentence}
    made.filters["day"] = lambda value: words.day(value, texts.lang)
    return made


def _pages(
    facts: Facts, found: dict[str, Number], texts: Texts, languages: tuple[str, ...], options: Options
) -> Iterator[tuple[str, str]]:
    made = environment(texts)
    top = texts.lang == languages[0]
    folder, up = ("", "") if top else (f"{texts.lang}/", "../")
    given = _given(facts, found, texts, options)
    for page in PAGES:
        others = [(lang, f"{up}{'' if lang == languages[0] else lang + '/'}") for lang in languages]
        yield (
            f"{folder}{file_of(page)}",
            made.get_template(f"{page}.html").render(
                page=page,
                style=f"{up}{STYLE}",
                menu=[(file_of(one), texts.say(f"{NAV.get(one, one)}.nav"), one == page) for one in PAGES],
                languages=[(lang, f"{path}{file_of(page)}") for lang, path in others if lang != texts.lang],
                **given,
            ),
        )


def _given(facts: Facts, found: dict[str, Number], texts: Texts, options: Options) -> dict[str, Any]:
    names = {one.acronym: one.name for one in facts.organisations}
    settings = facts.settings
    return {
        "network": settings.network,
        "today": facts.on,
        "archived": options.archived,
        "for_lead": options.copy is Copy.LEAD,
        "found": found,
        "progress": progress(found, texts, options.copy),
        "people": [(one.name, _home(one, names)) for one in listed(facts)],
        "studies": [(one.name, link_of(one), _by(names, one.organisation), one.published) for one in readable(facts)],
        "cadence": cadence(settings.meetings.every, texts) if settings.meetings.every else "",
        "chats": cadence(settings.chats.every, texts),
    }


def _home(one: Champion, names: dict[str, str]) -> str:
    return "; ".join(_by(names, acronym) for acronym in dict.fromkeys((one.organisation, *one.also)) if acronym)


def _by(names: dict[str, str], acronym: str) -> str:
    return names.get(acronym, acronym)


__all__ = ["PAGES", "STYLE", "Options", "environment", "file_of", "site"]
