"""Templates: one Markdown file a mail and language, strict about missing facts, people's words always escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment

from mailflow import checked, terms, words
from mailflow.outbox.markup import escape, plain, quoted

LAYOUT = ("_layout/opening", "_layout/closing")
"""What stands around every mail."""


class TemplateFault(Exception):  # noqa: N818  the name reads as what happened
    """A template is missing, unreadable, or asks for a fact that the flow did not give; the message says which."""


class Marked(str):
    """Markdown that we made ourselves: not escaped again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its facts: one line of subject and the Markdown of the body."""

    subject: str
    body: str


class Templates:
    """The folder ``templates/``: ``LANG/FLOW/MAIL.md``, each a subject line, ``---`` and a body."""

    def __init__(self, folder: Path, languages: tuple[str, ...]) -> None:
        self.folder = folder
        self.languages = languages
        self._compiled: dict[tuple[str, str], tuple[Template, Template]] = {}
        self._drafts: dict[tuple[str, str], bool] = {}
        self._bodies = {lang: _environment(folder, lang, _finalize_body) for lang in languages}
        self._subjects = {lang: _environment(folder, lang, _finalize_subject) for lang in languages}

    def _compile(self, mail: str, lang: str) -> tuple[Template, Template]:
        """Subject and body, read once: a changed template is seen at the next start."""
        try:
            source = (self.folder / lang / f"{mail}.md").read_text(encoding="utf-8")
        except FileNotFoundError:
            raise TemplateFault(f"templates/{lang}/{mail}.md: there is no such file; add it") from None
        subject, rule, body = source.partition("\n---\n")
        if not rule or not subject.startswith("subject:"):
            raise TemplateFault(f"templates/{lang}/{mail}.md: it must begin with “subject: …” and a line “---”")
        compiled = (
            self._subjects[lang].from_string(subject.removeprefix("subject:")),
            self._bodies[lang].from_string(body),
        )
        self._compiled[mail, lang] = compiled
        return compiled

    def names(self) -> list[str]:
        """Every mail, such as ``join/confirm``, in order."""
        return sorted(
            path.relative_to(self.folder / "en").with_suffix("").as_posix()
            for path in (self.folder / "en").rglob("*.md")
            if not path.parent.name.startswith("_")
        )

    def has(self, mail: str, lang: str) -> bool:
        """Whether the mail exists in that language."""
        return (self.folder / lang / f"{mail}.md").is_file()

    def parts(self, mail: str, lang: str) -> list[str]:
        """The files in ``LANG`` that the mail is written from, with what it includes and the layout, in order."""
        found: list[str] = []
        waiting = [f"{lang}/{one}.md" for one in (mail, *LAYOUT)]
        while waiting:
            path = waiting.pop(0)
            if path not in found:
                found.append(path)
                source = (self.folder / path).read_text(encoding="utf-8")
                included = meta.find_referenced_templates(self._bodies[lang].parse(source))
                waiting += [one for one in included if one is not None]
        return [path.removeprefix(f"{lang}/") for path in found]

    def is_draft(self, mail: str, lang: str) -> bool:
        """Whether no person has checked this translation as it stands; read once. Raises `TemplateFault`."""
        if (mail, lang) not in self._drafts:
            try:
                self._drafts[mail, lang] = bool(checked.drafts(self.folder, lang, self.parts(mail, lang)))
            except (checked.CheckedFault, TemplateError, OSError) as error:
                raise TemplateFault(str(error)) from None
        return self._drafts[mail, lang]

    def drafts(self, lang: str) -> list[str]:
        """The mails of that language that are still drafts, in order."""
        return [mail for mail in self.names() if self.has(mail, lang) and self.is_draft(mail, lang)]

    def fill(self, mail: str, lang: str, facts: Mapping[str, object]) -> Filled:
        """The mail with its facts. Raises `TemplateFault`."""
        try:
            subject, body = self._compiled.get((mail, lang)) or self._compile(mail, lang)
            return Filled(subject=plain(subject.render(facts)), body=body.render(facts).strip())
        except TemplateError as error:
            raise TemplateFault(f"templates/{lang}/{mail}.md: {error}") from None


def _finalize_body(value: Any) -> Any:
    return value if isinstance(value, Marked) else escape(str(value))


def _finalize_subject(value: Any) -> Any:
    return plain(str(value))


def _environment(folder: Path, lang: str, finalize: Any) -> Environment:
    # Sandboxed: templates are a lead's to edit, and a lead's slip should not reach into the program.
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("day", "weekday", "month", "month_year", "clock", "listed", "count", "soft"):
        environment.filters[name] = partial(getattr(words, name), lang=lang)
    for name in ("kind", "stage", "aim", "topic"):
        environment.filters[name] = partial(getattr(terms, name), lang=lang)
    environment.filters["sentence"] = lambda value: value[:1].upper() + value[1:]
    environment.filters["quoted"] = lambda value: Marked(quoted(str(value)))
    environment.filters["lines"] = lambda value: Marked("  \n".join(map(escape, str(value).strip().splitlines())))
    environment.tests["day"] = lambda value: isinstance(value, date | datetime)
    return environment
