"""``mailflow preview``: every template with sample facts, as text, HTML and .eml."""

from __future__ import annotations

import html
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import click

from mailflow.cli.house import templates_folder
from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.samples.edges import edges
from mailflow.outbox.style import lint
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, load


@click.command()
@click.argument("name", required=False)
@click.option("--lang", type=click.Choice(["en", "cy", "both"]), help="Default: every language of the network.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the pages.")
@click.option("--lint", "styled", is_flag=True, help="Read the mails by the house style; exit code 1 if one breaks it.")
@click.pass_context
def command(ctx: click.Context, name: str | None, lang: str | None, out: Path | None, styled: bool) -> None:
    """Write every mail (or NAME, such as join/confirm) as it would look, with a page that lists them."""
    if out is None and not styled:
        raise click.UsageError("say where the pages go (--out DIR), or --lint to read them by the house style")
    settings = load(ctx.find_root().obj)
    templates = Templates(templates_folder(), settings.network.languages)
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
