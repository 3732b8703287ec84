"""``mailflow preview``: every template with sample facts, as text, HTML and .eml."""

from __future__ import annotations

import html
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import click

from mailflow import checked
from mailflow.cli.house import templates_folder
from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.samples.edges import edges
from mailflow.outbox.style import lint
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from mailflow.publish.texts import PAGES_FILE
from mailflow.settings import Settings, load

PAGES = PAGES_FILE.partition(".")[0]
"""As which name the sentences of pages and review are marked."""


@click.command()
@click.argument("name", required=False)
@click.option("--lang", type=click.Choice(["en", "cy", "both"]), help="Default: every language of the network.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the pages.")
@click.option("--lint", "styled", is_flag=True, help="Read the mails by the house style; exit code 1 if one breaks it.")
@click.option("--checked", "is_checked", is_flag=True, help="Note that a Welsh speaker has checked NAME as it stands.")
@click.pass_context
def command(
    ctx: click.Context, name: str | None, lang: str | None, out: Path | None, styled: bool, is_checked: bool
) -> None:
    """Write every mail (or NAME, such as join/confirm) as it would look, with a page that lists them."""
    if out is None and not styled and not is_checked:
        raise click.UsageError(
            "say where the pages go (--out DIR), --lint to read them by the house style, "
            "or NAME --checked to note that its Welsh has been checked"
        )
    settings = load(ctx.find_root().obj)
    templates = Templates(templates_folder(), settings.network.languages)
    if is_checked:
        _mark(name, templates)
        if out is None and not styled:
            return
    names = [name] if name else templates.names()
    unknown = [one for one in names if one not in SAMPLES or not templates.has(one, "en")]
    if unknown:
        raise click.UsageError(f"there is no mail {', '.join(unknown)}; there are {', '.join(templates.names())}")
    languages: list[str] = [lang] if lang else list(settings.network.languages)
    if styled and not _keeps_the_style(names, languages, settings, templates):
        ctx.exit(1)
    if out is None:
        return
    written = [
        path
        for language in languages
        for mail in names
        if language == "both" or templates.has(mail, language)
        for path in [write_sample(mail, language, out, settings, templates)]
    ]
    (out / "index.html").write_text(_index(written, out), encoding="utf-8")
    print(f"{len(written)} mails are in {out}; open {out / 'index.html'}")
    for translation in translations(templates):
        print(translation)


def translations(templates: Templates) -> list[str]:
    """A sentence for each translation: how many of its mails, and whether its pages, a person has checked."""
    said = []
    for lang in templates.languages:
        if lang != checked.SOURCE:
            mails = [mail for mail in templates.names() if templates.has(mail, lang)]
            done = len(mails) - len(templates.drafts(lang))
            pages = "drafts" if checked.drafts(templates.folder, lang, [PAGES_FILE]) else "checked"
            said.append(f"{done} of {len(mails)} mails in {lang} are checked, the others are drafts; pages are {pages}")
    return said


def _mark(name: str | None, templates: Templates) -> None:
    """Note in the register that the Welsh of one mail, or of the pages, has been checked."""
    lang = "cy"
    if lang not in templates.languages:
        raise click.UsageError("the network has no Welsh mails: [network] languages names no cy")
    if name is None or (name != PAGES and not templates.has(name, lang)):
        known = ", ".join([PAGES, *templates.names()])
        raise click.UsageError(f"name the one mail whose Welsh has been checked; there are {known}")
    paths = [PAGES_FILE] if name == PAGES else templates.parts(name, lang)
    new = checked.mark(templates.folder, lang, paths)
    print(f"{name} is marked as checked: {', '.join(new) or 'nothing had changed since it was last checked'}")
    for translation in translations(Templates(templates.folder, templates.languages)):
        print(translation)


def _keeps_the_style(names: list[str], languages: list[str], settings: Settings, templates: Templates) -> bool:
    """Say every fault of these mails, whatever their facts; whether there was none."""
    writer = _writer(settings, templates)
    sends = [
        send
        for mail in names
        for language in languages
        if language == "both" or templates.has(mail, language)
        for _, send in edges(mail, language)
    ]
    found = dict.fromkeys(str(fault) for send in sends for fault in lint(send, writer.mail(send).raw, settings.network))
    for fault in found:
        print(fault)
    print(f"{len(sends)} mails read: {len(found) or 'no'} fault{'s' if len(found) != 1 else ''}")
    return not found


def _writer(settings: Settings, templates: Templates) -> Writer:
    """The same sample looks the same each time."""
    return Writer(settings, templates, b"preview" * 4, lambda count: bytes(range(count)))


def write_sample(mail: str, lang: str, out: Path, settings: Settings, templates: Templates) -> Path:
    """One mail as ``.eml``, ``.txt`` and ``.html``; gives the HTML's path. The same sample looks the same each time."""
    written = _writer(settings, templates).mail(sample(mail, lang))
    path = out / lang / mail
    path.parent.mkdir(parents=True, exist_ok=True)
    message = message_from_bytes(written.raw, policy=default)
    path.with_suffix(".eml").write_bytes(written.raw)
    path.with_suffix(".txt").write_text(f"Subject: {written.subject}\n\n{_part(message, 'plain')}", encoding="utf-8")
    page = path.with_suffix(".html")
    page.write_text(_part(message, "html"), encoding="utf-8")
    return page


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def _index(pages: list[Path], out: Path) -> str:
    items = "\n".join(
        f'<li><a href="{html.escape(path.relative_to(out).as_posix())}">{html.escape(path.relative_to(out).with_suffix("").as_posix())}</a></li>'  # noqa: E501
        for path in pages
    )
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mails</title><style>li a {{ display: inline-block; padding: 0.25rem 0 }}</style></head><body><main><h1>Mails</h1>\n<ul>\n{items}\n</ul></main></body></html>\n'  # noqa: E501
