"""A `Send` becomes a finished mail: template, text and HTML, headers, and our reference carried several ways.

The Message-ID is made here, before anything leaves, and never changes; ``Date`` is added at the door.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from urllib.parse import quote

from mailflow.decisions import Decision, Send
from mailflow.network import CalendarEntry, Champion, Situation
from mailflow.outbox import headers
from mailflow.outbox.calendar import entry
from mailflow.outbox.codes import Codes, Taken, nobody
from mailflow.outbox.markup import plain, to_html, to_text
from mailflow.outbox.templates import Templates
from mailflow.reference import make_token
from mailflow.settings import Settings

ENTRY = "_meeting/entry"
"""What calendar programs show of a meeting: its subject is the summary, its body the description."""


@dataclass(frozen=True, slots=True)
class Written:
    """A mail ready to be planned."""

    send: Send
    code: str
    message_id: str
    """With its angle brackets' content only."""
    subject: str
    raw: bytes


class Writer:
    """Writes mails with one network's settings and templates. ``random(n)`` gives n random bytes, for their codes."""

    def __init__(self, settings: Settings, templates: Templates, key: bytes, random: Callable[[int], bytes]) -> None:
        self._settings = settings
        self._templates = templates
        self._key = key
        self._codes = Codes(random)

    def write(self, decisions: Iterable[Decision], situation: Situation, taken: Taken = nobody) -> Iterator[Written]:
        """A mail for each `Send`, in order, written when it is wanted. Raises `TemplateFault`.

        ``taken``: gives those of some codes that mails have.
        """
        pen = self.under(situation.settings)
        return (pen.mail(decision, taken) for decision in decisions if isinstance(decision, Send))

    def under(self, settings: Settings) -> Writer:
        """The writer whose mails are signed by whoever leads in ``settings``."""
        if settings.network == self._settings.network:
            return self
        other = copy(self)
        other._settings = settings
        return other

    def mail(self, send: Send, taken: Taken = nobody) -> Written:
        """One mail."""
        network = self._settings.network
        code = self._codes.next(taken)
        token = make_token(code, send.to.address, self._key)
        domain = network.mailbox.partition("@")[2]
        message_id = f"{token}@{domain}"
        parts = [self._body(send, lang, code) for lang in self._languages(send.to)]
        subject = f"{' / '.join(subject for subject, _ in parts)} [{network.short_name}-{code}]"
        message = EmailMessage(policy=headers.ENCODED)
        message["From"] = _mailbox(network.from_name, network.mailbox)
        message["To"] = [_mailbox(one.name, one.address) for one in (send.shown_to or (send.to,))]
        message["Subject"] = subject
        message["Message-ID"] = f"<{message_id}>"
        self._add_headers(message, send, token, code)
        message.set_content("\n".join(to_text(body) for _, body in parts), subtype="plain", charset="utf-8")
        page = _page(subject, dict(zip(self._languages(send.to), parts, strict=True)))
        message.add_alternative(page, subtype="html", charset="utf-8")
        message.set_boundary(f"=_{code}")  # in no part: nobody who is quoted knew the code (else the library looks)
        if send.calendar is not None:
            _add_entry(message, entry(self._worded(send, send.calendar), send.to, network), send.calendar.method)
        # Last: the library moves headers that begin with Content- into the first part when it adds another.
        message["Content-Language"] = ", ".join(self._languages(send.to))
        plain_ones = all(str(value).isascii() for _, value in message.raw_items())
        policy = headers.ASCII if plain_ones else headers.ENCODED
        return Written(send, code, message_id, subject, message.as_bytes(policy=policy))

    def _languages(self, to: Champion) -> list[str]:
        wanted = {"both": ["cy", "en"], "cy": ["cy"]}.get(to.language, ["en"])
        return [lang for lang in wanted if lang in self._templates.languages] or ["en"]

    def _body(self, send: Send, lang: str, code: str) -> tuple[str, str]:
        """Subject and Markdown in one language: greeting, what is to be said, who says it, and how to stop."""
        facts: dict[str, object] = {
            "to": send.to,
            "network": self._settings.network,
            "chats": self._settings.chats,
            "reference": f"{self._settings.network.short_name}-{code}",
            **send.facts,
        }
        main = self._fill(send.mail, lang, facts)
        also = [self._fill(mail, lang, {**facts, **more})[1] for mail, more in send.also]
        mails = [send.mail, *(mail for mail, _ in send.also)]
        mails += [ENTRY] if send.calendar is not None else []
        draft = any(self._templates.is_draft(mail, lang) for mail in mails)
        layout = {
            **facts, "stop": _how_to_stop(send), "draft": self._settings.network.draft_line if draft else "",
        }  # fmt: skip
        opening = self._fill("_layout/opening", lang, layout)[1]
        closing = self._fill("_layout/closing", lang, layout)[1]
        return main[0], "\n\n".join([opening, main[1], *also, closing])

    def _worded(self, send: Send, calendar: CalendarEntry) -> CalendarEntry:
        """The calendar's entry in the reader's language, or in both."""
        if calendar.meeting is None:
            return calendar
        facts = {
            "meeting": calendar.meeting,
            "name": calendar.name,
            "joining": calendar.meeting.joining,
            "network": self._settings.network,
            "cancelled": calendar.method == "CANCEL",
        }
        said = [self._fill(ENTRY, lang, facts) for lang in self._languages(send.to)]
        return replace(
            calendar,
            summary=" / ".join(dict.fromkeys(summary for summary, _ in said)),
            description="\n".join(dict.fromkeys(to_text(body) for _, body in said)).strip(),
        )

    def _fill(self, mail: str, lang: str, facts: Mapping[str, object]) -> tuple[str, str]:
        filled = self._templates.fill(mail, lang, facts)
        return filled.subject, filled.body

    def _add_headers(self, message: EmailMessage, send: Send, token: str, code: str) -> None:
        network = self._settings.network
        local, _, domain = network.mailbox.partition("@")
        if self._settings.trust.plus_addressing:
            message["Reply-To"] = _mailbox(network.from_name, f"{local}+{token}@{domain}")
        if send.answers is not None and send.answers.message_id:
            chain = [*send.answers.references[-10:], send.answers.message_id]
            message["In-Reply-To"] = f"<{plain(send.answers.message_id)}>"
            message["References"] = " ".join(f"<{plain(one)}>" for one in dict.fromkeys(chain))
        message["X-Mailflow-Ref"] = token
        # RFC 3834 section 5: an answer to a mail is auto-replied, all else that no person sends is auto-generated.
        message["Auto-Submitted"] = "auto-replied" if send.is_answer else "auto-generated"
        # Exchange: no read receipts or automatic answers, please. Out-of-office notes and bounces we want to know.
        message["X-Auto-Response-Suppress"] = "DR, RN, NRN, AutoReply"
        if not send.to_lead:
            self._add_list_headers(message, code)

    def _add_list_headers(self, message: EmailMessage, code: str) -> None:
        network = self._settings.network
        domain = network.mailbox.partition("@")[2]
        message["List-Id"] = f"{plain(network.name)} <{network.short_name.lower()}.{domain}>"  # RFC 2919
        subject = quote(f"LEAVE [{network.short_name}-{code}]")
        message["List-Unsubscribe"] = f"<mailto:{network.mailbox}?subject={subject}>"  # RFC 2369


def _add_entry(message: EmailMessage, text: str, method: str) -> None:
    """The calendar entry twice: as an alternative, which Outlook and Google read, and as a file for all others."""
    message.add_alternative(text, subtype="calendar", charset="utf-8", params={"method": method})
    message.add_attachment(text.encode(), maintype="application", subtype="ics", filename="invite.ics")


def _mailbox(name: str, address: str) -> MailAddress:
    local, _, domain = address.rpartition("@")
    return MailAddress(display_name=plain(name), username=local, domain=domain)


def _how_to_stop(send: Send) -> str:
    """Which line at the foot says how to stop."""
    if send.to_lead:
        return "lead"
    return "member" if send.to.is_member else "stranger"


def _page(title: str, parts: dict[str, tuple[str, str]]) -> str:
    """One accessible HTML page: language, title, one heading, readable on a phone and in the dark.

    ``parts``: subject and Markdown by language; the first is the page's.
    """
    lang = next(iter(parts))
    sections = "\n".join(f'<div lang="{one}">\n{to_html(body)}</div>' for one, (_, body) in parts.items())
    headings = [
        html.escape(subject) if one == lang else f'<span lang="{one}">{html.escape(subject)}</span>'
        for one, (subject, _) in parts.items()
    ]
    return _SHELL.format(
        style=_BODY_STYLE,
        lang=lang,
        title=html.escape(title),
        heading=" / ".join(headings),
        body=sections,
    )


_BODY_STYLE = (
    # the system's own colours, said aloud: they follow light and dark; who does not know them uses their own
    "background-color: Canvas; color: CanvasText; "
    "font-family: Arial, sans-serif; font-size: 16px; line-height: 1.5; "
    "max-width: 40em; margin: 1em auto; padding: 0 1em;"
)
_SHELL = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="{style}">
<main>
<h1 style="font-size: 20px; line-height: 1.3;">{heading}</h1>
{body}
</main>
</body>
</html>
"""
