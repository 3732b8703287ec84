"""The house style holds for every mail, in every language, whatever the facts; and the lint sees what is wrong."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.samples.edges import NAMES, edges
from mailflow.outbox.style import Fault, flesch_kincaid, letter, lint
from mailflow.outbox.style_page import faults
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from tests.people import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
WRITER = Writer(SETTINGS, Templates(ROOT / "templates", ("en", "cy")), b"k" * 32, lambda count: bytes(range(count)))
with (ROOT / "config" / "organisations.csv").open(encoding="utf-8") as file:
    ORGANISATIONS = [row[key] for row in csv.DictReader(file) for key in ("name", "acronym")]
OTHERS_WORDED = sorted(
    {*ORGANISATIONS, "MHLG", "Ministry for Housing and Local Growth", "Sam Li"}, key=len, reverse=True
)
"""Names in the conversations, of organisations and one person whom a subject names."""
SNAPSHOTS = sorted((ROOT / "tests" / "conversations" / "__snapshots__").glob("*.ambr"))


def seen(send):
    return [str(fault) for fault in lint(send, WRITER.mail(send).raw, SETTINGS.network)]


@pytest.mark.parametrize("mail", sorted(SAMPLES))
def test_every_mail_keeps_the_house_style_whatever_its_facts(mail):
    for lang in ("en", "cy"):
        for label, send in edges(mail, lang):
            assert seen(send) == [], label


@pytest.mark.parametrize("mail", sorted(SAMPLES))
def test_a_mail_in_both_languages_has_welsh_first_and_keeps_the_style(mail):
    send = sample(mail, "both")
    named = replace(send, to=replace(send.to, name=NAMES[2]))
    assert seen(send) == seen(named) == []
    welsh, english = (WRITER.mail(sample(mail, lang)).subject.rpartition(" [")[0] for lang in ("cy", "en"))
    assert WRITER.mail(send).subject.startswith(f"{welsh} / {english} [")


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.stem)
def test_the_letters_of_the_conversations_keep_it_too(path):
    found = [
        str(fault)
        for name, lang, subject, text in letters(path)
        for fault in letter(_kind(name, text), lang, subject, _theirs_out(text), OTHERS_WORDED)
    ]
    assert found == []


_QUOTED = re.compile(r"\* (?:\d+ )?[^:“\n]{3,60}:\s+(?:\w+ \w+: )?“[^”]*”")
"""A line of a digest: who tells it, and their own words."""
_NAMED = re.compile(r"[A-Z][\w'’-]+\s+[A-Z][\w'’-]+\s+\([A-Z]\w*\)")
"""A champion with their organisation, as lists of groups name them."""


def _theirs_out(text):
    """Without what others have worded: lines of a digest, and the names of a network of 56."""
    return _NAMED.sub("Sam Li", _QUOTED.sub("* ", text))


def _kind(name, text):
    """As far as the letter shows it: what the lead gets, and what many ask for at once, may be longer."""
    named = re.search(r"\[(\w+/\w+)\]", name)
    if named is not None:
        return named[1]
    return f"lead/{name}" if "mailflow, " in text else f"join/confirm {name}" if "To join, reply YES" in text else name


def letters(path):
    """(snapshot's name, language, subject, text) of every whole mail in a file of snapshots."""
    for block in path.read_text(encoding="utf-8").split("# ---\n"):
        name = block.partition("# name: ")[2].partition("\n")[0]
        lines = [line.removeprefix("  ") for line in block.splitlines()]
        subjects = [number for number, line in enumerate(lines) if line.startswith("Subject: ")]
        for start, end in zip(subjects, [*subjects[1:], len(lines)], strict=False):
            subject = lines[start].removeprefix("Subject: ").rpartition(" [")[0]
            began = start + 2
            halves = subject.split(" / ")
            for number in range(start, end):
                ends = lines[number].startswith(("Reference: ", "Cyfeirnod: "))
                if ends:
                    lang = "cy" if lines[number].startswith("Cyf") else "en"
                    yield name, lang, halves.pop(0), "\n".join(lines[began : number + 1])
                    began = number + 1


WRONG = [
    ("date", "Come on 03/03/2026."),
    ("date", "Come on 2026-03-03."),
    ("date", "Come on March 3 2026."),
    ("date", "Come on the 3rd."),
    ("time", "Come at 14:00."),
    ("time", "Come at 2.00pm."),
    ("time", "Come at 2 pm."),
    ("range", "Come from 2pm-4pm."),
    ("range", "Between 10–12 people come."),
    ("click", "Click the button."),
    ("latin", "Bring something, eg cake."),
    ("latin", "Bring something, e.g. cake."),
    ("latin", "Bring cake, etc."),
    ("contraction", "You can't come."),
    ("contraction", "We don’t mind."),
    ("count", "We have 3 cakes."),
    ("count", "We have twelve cakes."),
    ("exclamation", "Come along!"),
    ("capitals", "This is VERY important."),
    ("address", "Write to Priya@DfT.example."),
    ("space", "Thank you , Priya."),
    ("reading age", "Notwithstanding organisational considerations, institutional stakeholders facilitate "
     "interdisciplinary communication methodologies."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "said"), WRONG)
def test_the_lint_sees_it(rule, said):
    found = letter("some/mail", "en", "Your group", f"Hello Priya,\n\nThis is your group for March. {said}\n")
    assert rule in {fault.rule for fault in found}


@pytest.mark.parametrize(
    ("rule", "subject"),
    [("sentence case", "Your Group"), ("subject", "Your group " * 8), ("subject", "Your group."), ("subject", "")],
)
def test_the_lint_reads_subjects(rule, subject):
    found = letter("some/mail", "en", subject, "Hello Priya,\n\nThis is your group for March.\n")
    assert rule in {fault.rule for fault in found}


def test_welsh_has_its_own_rules():
    told = "Helo Dylan,\n\nMae'r cyfarfod ar dydd Mawrth 3 Mawrth 2026. Atebwch IE.\n"
    assert {fault.rule for fault in letter("some/mail", "cy", "Y cyfarfod", told)} == {"welsh on"}


def test_what_people_wrote_is_theirs():
    send = sample("update/receipt")
    theirs = replace(send, facts={**send.facts, "text": "WE WON'T stop! 3 cakes on 03/03/2026, eg."})
    assert seen(theirs) == []


def test_a_fault_says_where_it_is_and_what_would_be_right():
    fault = Fault("join/confirm", "en", 7, "time", "14:00", "2pm")
    assert str(fault) == "templates/en/join/confirm.md, line 7, time: “14:00”; right would be: 2pm"


@pytest.mark.parametrize(
    ("rule", "page"),
    [
        ("page language", '<html lang="cy"><title>A</title><h1>A</h1><div lang="en">Hello</div>'),
        ("page heading", '<html lang="en"><title>A</title><div lang="en">Hello</div>'),
        ("page title", '<html lang="en"><h1>A</h1><div lang="en">Hello</div>'),
        ("page from elsewhere", '<html lang="en"><title>A</title><h1>A</h1><div lang="en">Hello<img src="x"></div>'),
        ("link", '<html lang="en"><title>A</title><h1>A</h1><div lang="en"><a href="https://x">here</a></div>'),
        ("text and page", '<html lang="en"><title>A</title><h1>A</h1><body><div lang="en">Bye</div></body>'),
    ],
)
def test_the_lint_reads_pages(rule, page):
    assert rule in {found for found, _, _ in faults(page, "Hello", ["en"])}


def test_reading_age_is_measured():
    easy, hard = "We sit. You eat.", "Interdisciplinary methodologies necessitate institutional communication."
    assert flesch_kincaid([easy]) < 2 < 20 < flesch_kincaid([hard])
