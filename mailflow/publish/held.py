"""What is held about one person, as a page that they can read: for an answer to "what do you know about me?"."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

_NAMES = {
    "register": "Who you are to us",
    "groups": "Your Champion Chats",
    "updates": "What you told us",
    "questions": "What a person was asked about you",
    "sent to you": "Emails that we sent you",
    "received from you": "Emails that you sent us",
    "trail": "What was done, and because of what",
}
_STYLE = (
    "body { font-family: Arial, sans-serif; line-height: 1.5; max-width: 60em; margin: 1em auto; padding: 0 1em; "
    "color-scheme: light dark } table { border-collapse: collapse; width: 100% } "
    "th, td { text-align: left; vertical-align: top; padding: .25em .75em .25em 0; border-bottom: 1px solid #767676 }"
)


def page(told: Mapping[str, Any], name: str, network: str, on: date, mails: Sequence[str]) -> str:
    """One HTML page, whole in itself; ``mails``: names of the ``.eml`` files that lie beside it."""
    title = f"What the {network} network holds about {name}"
    parts = [f"<p>As of {on.day} {on:%B %Y}. If anything is wrong, reply to any email of ours and say so.</p>"]
    for key, value in told.items():
        heading = _NAMES.get(key, key.capitalize())
        parts.append(f"<h2>{html.escape(heading)}</h2>\n{_section(value)}")
    items = "".join(f'<li><a href="{html.escape(one)}">{html.escape(one)}</a></li>' for one in mails)
    parts.append(f"<h2>The emails themselves</h2>\n{f'<ul>{items}</ul>' if items else '<p>None is kept.</p>'}")
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{html.escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(value: Any) -> str:
    rows = value if isinstance(value, list) else [value]
    if not rows:
        return "<p>Nothing.</p>"
    if len(rows) == 1:
        cells = "".join(
            f'<tr><th scope="row">{_plain(name)}</th><td>{_plain(one)}</td></tr>' for name, one in rows[0].items()
        )
        return f"<table><tbody>{cells}</tbody></table>"
    names = list(rows[0])
    head = "".join(f'<th scope="col">{_plain(name)}</th>' for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{_plain(row.get(name))}</td>' for name in names)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _plain(value: Any) -> str:
    match value:
        case None | "" | [] | ():
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value.day} {value:%B %Y, %H:%M}"
        case date():
            return f"{value.day} {value:%B %Y}"
        case list() | tuple():
            return "; ".join(map(_plain, value))
        case dict():
            return "; ".join(f"{_plain(name)}: {_plain(one)}" for name, one in value.items())
        case _:
            return html.escape(str(value).replace("_", " "))
