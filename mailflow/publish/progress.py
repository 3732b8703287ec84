"""The progress page: each kind of work and each aim, with who counts and which mails say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow import terms
from mailflow.network import AIMS, KINDS
from mailflow.publish.charts import Chart, Row, chart
from mailflow.publish.facts import Copy
from mailflow.publish.numbers import STAGES, Behind, Mail, Number
from mailflow.publish.texts import Texts, sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody who counts, as the page names them, and the mails (in the lead's copy only)."""

    name: str
    mails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table, and what opens behind it."""

    stage: str
    count: int
    noun: str
    """``nine organisations``."""
    about: str
    """What it counts, for whoever does not see the table around it."""
    of: tuple[Shown, ...] = ()
    unnamed: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table, or several: a kind of work at its stages, or an aim."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the page shows."""

    work: tuple[Line, ...]
    work_chart: Chart
    aims: tuple[Line, ...]
    aims_chart: Chart
    committed: int


def progress(found: Mapping[str, Number], texts: Texts, copy: Copy) -> Progress:
    """The page's tables and charts, from its numbers."""
    work = tuple(_work(kind, found, texts, copy) for kind in KINDS)
    aims = tuple(
        Line(
            sentence(texts.say(f"aims.{aim}")),
            _cells("", found[f"commitments/{aim}"], texts.say(f"aims.{aim}"), texts, copy),
        )
        for aim in AIMS
    )
    return Progress(
        work,
        _chart("activities", [_row(line, kind, found, texts) for line, kind in zip(work, KINDS, strict=True)], texts),
        aims,
        _chart("commitments", [_aim_row(aim, found, texts) for aim in AIMS], texts),
        found["commitments"].count,
    )


def _work(kind: str, found: Mapping[str, Number], texts: Texts, copy: Copy) -> Line:
    label = terms.kind(kind, texts.lang)
    cells = [
        cell
        for stage in STAGES
        for cell in _cells(texts.say(f"stages.{stage}"), found[f"{kind}/{stage}"], label, texts, copy)
    ]
    return Line(sentence(label), tuple(cells))


def _cells(stage: str, number: Number, label: str, texts: Texts, copy: Copy) -> tuple[Cell, ...]:
    """One cell, or none of a number that is nothing."""
    if not number.count:
        return ()
    noun = texts.say("nouns.champions" if number.people else "nouns.organisations", number.count)
    named = [] if number.people and copy is Copy.PUBLIC else [one for one in number.of if _named(one, copy)]
    unnamed = number.count - len(named)
    says_unnamed = texts.say("unnamed", unnamed) if unnamed and named else ""
    about = f"{label} ({stage})" if stage else label
    return (Cell(stage, number.count, noun, about, tuple(_shown(one, texts, copy) for one in named), says_unnamed),)


def _named(one: Behind, copy: Copy) -> bool:
    """The lead sees which mails there are, also where nobody may be named."""
    return bool(one.name) or copy is Copy.LEAD


def _shown(one: Behind, texts: Texts, copy: Copy) -> Shown:
    name = one.name or "—"
    return Shown(name, tuple(mail_line(mail, texts) for mail in one.mails) if copy is Copy.LEAD else ())


def mail_line(mail: Mail, texts: Texts, times: int = 1) -> str:
    """A mail behind a number, in one line: its key, its day, who told. What was entered by hand is only counted."""
    if not mail.key.startswith("mail:"):
        return texts.say("progress.mail.by_hand", times, day=mail.on or "")
    name = f"progress.mail.{'told' if mail.on else 'undated'}{'_by' if mail.who else ''}"
    return texts.say(name, key=mail.key, day=mail.on or "", who=mail.who)


def _chart(name: str, rows: list[Row], texts: Texts) -> Chart:
    told = "; ".join(texts.say("progress.chart_bar", what=row.label, told=row.said) for row in rows)
    return chart(name, texts.say(f"progress.{name}_chart"), texts.say(f"progress.{name}_desc", told=told), rows)


def _row(line: Line, kind: str, found: Mapping[str, Number], texts: Texts) -> Row:
    parts = tuple((str(stage), found[f"{kind}/{stage}"].count) for stage in STAGES)
    said = ", ".join(f"{count} {texts.say(f'stages.{stage}')}" for stage, count in parts if count)
    return Row(line.label, parts, said or texts.say("progress.chart_none"))


def _aim_row(aim: str, found: Mapping[str, Number], texts: Texts) -> Row:
    count = found[f"commitments/{aim}"].count
    said = texts.say("nouns.organisations", count) if count else texts.say("progress.chart_none")
    return Row(sentence(texts.say(f"aims.{aim}")), (("done", count),), said)
