"""One page: a calendar of the mails, day by day, each with a link to the mail itself."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from mailflow.rehearsal.compare import Difference
from mailflow.rehearsal.walk import Planned

_STYLE = """
body { font-family: Arial, sans-serif; line-height: 1.5; max-width: 60em; margin: 1em auto; padding: 0 1em;
  color-scheme: light dark }
table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: bold; padding: .5em 0 }
th, td { text-align: left; vertical-align: top; padding: .25em .75em .25em 0; border-bottom: 1px solid #767676 }
td.count { text-align: right }
"""


def save(mails: Sequence[Planned], folder: Path, zone: ZoneInfo) -> list[Path]:
    """Write each mail as ``.eml`` below ``folder/mails``; gives their paths in the same order."""
    paths = []
    for number, one in enumerate(mails, 1):
        at = one.at.astimezone(zone)
        path = folder / "mails" / f"{at:%Y-%m}" / f"{at:%Y-%m-%d-%H%M}-{number:05d}-{one.mail.replace('/', '-')}.eml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.raw)
        paths.append(path)
    return paths


def write(
    mails: Sequence[Planned], paths: Sequence[Path], folder: Path, zone: ZoneInfo, title: str, notes: Sequence[str]
) -> Path:
    """The calendar as ``folder/index.html``: a table of the months, then each day with what would leave."""
    days = [
        (day, list(some))
        for day, some in groupby(zip(mails, paths, strict=True), key=lambda one: one[0].at.astimezone(zone).date())
    ]
    parts = [f"<p>{html.escape(note)}</p>" for note in notes]
    parts.append(_months(mails, zone))
    month = ""
    for day, some in days:
        if f"{day:%B %Y}" != month:
            month = f"{day:%B %Y}"
            parts.append(f"<h2>{month}</h2>")
        items = "".join(_item(*one, folder, zone) for one in some)
        parts.append(f"<h3>{day:%A} {day.day} {day:%B}</h3>\n<ul>{items}</ul>")
    page = folder / "index.html"
    page.write_text(_shell(title, "\n".join(parts)), encoding="utf-8")
    return page


def _months(mails: Sequence[Planned], zone: ZoneInfo) -> str:
    counts = Counter((f"{one.at.astimezone(zone):%Y-%m}", one.mail) for one in mails if not one.dropped)
    rows = "".join(
        f'<tr><td>{month}</td><td>{html.escape(mail)}</td><td class="count">{count}</td></tr>'
        for (month, mail), count in sorted(counts.items())
    )
    head = '<tr><th scope="col">month</th><th scope="col">mail</th><th scope="col">how many</th></tr>'
    return f"<table><caption>How many of each</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _item(one: Planned, path: Path, folder: Path, zone: ZoneInfo) -> str:
    link = html.escape(path.relative_to(folder).as_posix())
    why = f" (would not leave: {html.escape(one.dropped)})" if one.dropped else ""
    at = f"{one.at.astimezone(zone):%H:%M}"
    return f'<li>{at} <a href="{link}">{html.escape(one.subject)}</a> to {html.escape(one.address)}{why}</li>'


def write_differences(differences: Sequence[Difference], folder: Path, zone: ZoneInfo, title: str) -> Path:
    """The differences as ``folder/difference.html``."""
    rows = "".join(
        f"<tr><td>{one.what}</td><td>{_when(one.before, zone)}</td><td>{_when(one.after, zone)}</td>"
        f"<td>{html.escape(one.one.mail)}</td><td>{html.escape(one.one.address)}</td>"
        f"<td>{html.escape(one.one.subject)}</td></tr>"
        for one in differences
    )
    names = ("difference", "before", "after", "mail", "to", "subject")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    page = folder / "difference.html"
    caption = f"<caption>{len(differences)} differences</caption>"
    body = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    page.write_text(_shell(title, body), encoding="utf-8")
    return page


def _when(one: Planned | None, zone: ZoneInfo) -> str:
    return f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}" if one else ""


def _shell(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{html.escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
