"""Every mail in English and Welsh with the same facts, dates and times in each one's own way, Welsh first in both."""

import re
from collections import Counter
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.samples.edges import edges
from mailflow.outbox.templates import Templates, _environment
from mailflow.outbox.write import Writer
from mailflow.words import DAYS, MONTHS, clock, day, soft, weekday
from tests.people import SETTINGS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WRITER = Writer(SETTINGS, Templates(TEMPLATES, ("en", "cy")), b"k" * 32, lambda count: bytes(range(count)))
ENVIRONMENTS = {lang: _environment(TEMPLATES, lang, str) for lang in ("en", "cy")}
FILES = sorted(path.relative_to(TEMPLATES / "en").as_posix() for path in (TEMPLATES / "en").rglob("*.md"))
ONE_SIDE = {"_meeting/name.md": {"name"}}
"""What only one language needs of its own, and the facts that stand there for it: Welsh names the meeting by its order
of words."""
WORDED_IN_ENGLISH = {"lead/brief.md": {"round.line", "round.groups", "round.again"}}
"""The lead is written to in English; how good a round is, and what a question asks, is kept as an English sentence."""
WELSH_MONTHS = {
    form: number
    for number, name in enumerate(MONTHS["cy"], 1)
    for form in (name, soft(name, "cy"), name.replace("Tachwedd", "Thachwedd"))
}


TIME = r"\b(\d{1,2}(?::\d\d)?)([ap]m|y[bp])\b"


def facts(lang, path):
    """Each fact that a template asks for, attributes with it; what it includes counts too."""
    tree = ENVIRONMENTS[lang].parse((TEMPLATES / lang / path).read_text(encoding="utf-8"))
    found = set(meta.find_undeclared_variables(tree))
    for one in tree.find_all(nodes.Getattr):
        found.add(f"{one.node.name}.{one.attr}" if isinstance(one.node, nodes.Name) else f"….{one.attr}")
    for included in meta.find_referenced_templates(tree):
        other = included.removeprefix(f"{lang}/")
        found |= ONE_SIDE[other] if other in ONE_SIDE else facts(lang, other)
    return found


@pytest.mark.parametrize("path", FILES)
def test_each_template_has_its_welsh_with_the_same_facts(path):
    assert (TEMPLATES / "cy" / path).is_file()
    assert facts("cy", path) ^ facts("en", path) <= WORDED_IN_ENGLISH.get(path, set())


def test_there_is_no_welsh_without_its_english():
    welsh = {path.relative_to(TEMPLATES / "cy").as_posix() for path in (TEMPLATES / "cy").rglob("*.md")}
    assert welsh - set(FILES) == set(ONE_SIDE)


def unasked(send):
    """The mail without the sentences that are kept in English whatever the language."""
    kept = [{**one, "reason": "…"} if "reason" in one else one for one in send.facts.get("questions", ())]
    return replace(send, facts={**send.facts, "questions": kept}) if kept else send


def said(send):
    """Subject and text."""
    send = unasked(send)
    message = message_from_bytes(WRITER.mail(send).raw, policy=default)
    return f"{message['Subject']}\n{message.get_body(('plain',)).get_content()}".replace("\r\n", "\n")


def told(text, lang):
    """What a reader could look up: addresses, links, references, days with their month, times, and figures."""
    text = re.sub(r"\s+", " ", text.replace("hanner dydd", "midday"))
    found = []
    for pattern in (r"https?://[^\s)>]+", r"[\w.+-]+@[\w.-]+\w", r"\b[A-Z]{2,6}-[0-9A-Z]{7}\b"):
        found += re.findall(pattern, text)
        text = re.sub(pattern, " ", text)
    months = {name: number for number, name in enumerate(MONTHS["en"], 1)} if lang == "en" else WELSH_MONTHS
    dated = rf"(?:(\d{{1,2}}) )?\b({'|'.join(months)})\b(?: (\d{{4}}))?"
    found += [(day_of, months[name], year) for day_of, name, year in re.findall(dated, text) if day_of or year]
    text = re.sub(dated, " ", text)
    times = {"am": "yb", "pm": "yp"}
    found += [f"{hour}{times.get(half, half)}" for hour, half in re.findall(TIME, text)]
    text = re.sub(TIME, " ", text)
    return Counter(found), {int(figure) for figure in re.findall(r"(?<![\w.,-])\d+(?!\w|-\d)", text) if int(figure) > 9}


@pytest.mark.parametrize("mail", sorted(SAMPLES))
def test_both_languages_tell_the_same_facts(mail):
    for (label, english), (_, welsh) in zip(edges(mail, "en"), edges(mail, "cy"), strict=True):
        if label == "as it is" or label.startswith(("the longest", "a month", "without")):
            exact, figures = told(said(english), "en")
            likewise, numbers = told(said(welsh), "cy")
            assert set(likewise) == set(exact), label
            assert numbers == figures, label


@pytest.mark.parametrize("mail", sorted(SAMPLES))
def test_no_day_stands_in_the_other_language(mail):
    welsh, english = said(sample(mail, "cy")), said(sample(mail, "en"))
    for name in {*MONTHS["en"], *DAYS["en"]} - set(MONTHS["cy"]):
        assert not re.search(rf"\b{name} \d|\b\d{{1,2}} {name}\b", welsh), name
    assert not re.search(r"\d(?:am|pm)\b", welsh)
    assert not re.search(r"\bdydd [A-Z]|\d(?:yb|yp)\b", english)


def test_words_for_days_and_times():
    moment = sample("meeting/invite").facts["begins"]
    assert (weekday(moment, "cy"), clock(moment, "cy")) == ("dydd Mercher 9 Rhagfyr 2026", "2yp")
    assert day(moment, "cy") == "9 Rhagfyr 2026"


@pytest.mark.parametrize("mail", sorted(SAMPLES))
def test_both_is_welsh_first_in_subject_text_and_page(mail):
    both, welsh, english = (unasked(sample(mail, lang)) for lang in ("both", "cy", "en"))
    message = message_from_bytes(WRITER.mail(both).raw, policy=default)
    halves = [said(one).partition("\n") for one in (welsh, english)]
    subjects = [subject.rpartition(" [")[0] for subject, _, _ in halves]
    assert message["Subject"].startswith(" / ".join(subjects) + " [")
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == "\n".join(text for _, _, text in halves)
    page = message.get_body(("html",)).get_content().replace("\r\n", "\n")
    assert page.startswith('<!DOCTYPE html>\n<html lang="cy">')
    assert 0 < page.index('<div lang="cy">') < page.index('<div lang="en">')
    assert message["Content-Language"] == "cy, en"


def test_the_other_half_of_a_heading_says_its_language():
    message = message_from_bytes(WRITER.mail(sample("join/welcome", "both")).raw, policy=default)
    page = message.get_body(("html",)).get_content()
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page)[1]
    assert re.fullmatch(r"Croeso.* / <span lang=\"en\">Welcome .*</span>", heading)


def test_the_page_of_one_language_holds_only_that_one():
    message = message_from_bytes(WRITER.mail(replace(sample("join/welcome", "cy"))).raw, policy=default)
    assert 'lang="en"' not in message.get_body(("html",)).get_content()
