"""A mail as it leaves: headers, our reference, text and HTML from one source, and a person's words that stay words."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.decisions import Send
from mailflow.events import Address, Envelope
from mailflow.network import Champion, Status
from mailflow.outbox.markup import escape, plain, quoted, to_html, to_text
from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.samples.town import PRIYA
from mailflow.outbox.templates import TemplateFault, Templates
from mailflow.outbox.write import Writer
from mailflow.reference import is_genuine
from tests.people import SETTINGS

TEMPLATES = Templates(Path(__file__).resolve().parents[2] / "templates", ("en",))
KEY = b"k" * 32
WRITER = Writer(SETTINGS, TEMPLATES, KEY, lambda count: bytes(range(count)))


def mail(send):
    written = WRITER.mail(send)
    return written, message_from_bytes(written.raw, policy=default)


def text_of(message, kind="plain"):
    return message.get_body((kind,)).get_content()


def test_our_reference_is_carried_several_ways():
    written, message = mail(sample("update/ask"))
    token = message["X-Mailflow-Ref"]
    assert is_genuine(token, PRIYA.address, KEY)
    assert message["Message-ID"] == f"<{token}@statistics.example>"
    assert message["Subject"].endswith(f"[UEC-{written.code}]")
    assert f"UEC-{written.code}" in text_of(message)
    assert "Reply-To" not in message


def test_the_plus_tag_where_the_mailbox_has_them():
    with_tags = SETTINGS.model_copy(update={"trust": SETTINGS.trust.model_copy(update={"plus_addressing": True})})
    written = Writer(with_tags, TEMPLATES, KEY, lambda count: bytes(range(count))).mail(sample("update/ask"))
    message = message_from_bytes(written.raw, policy=default)
    assert message["Reply-To"].addresses[0].username == f"gsshelp+{message['X-Mailflow-Ref']}"


def test_machines_are_told_that_a_machine_writes():
    _, unprompted = mail(sample("chat/group"))
    _, answer = mail(sample("update/receipt"))
    assert (unprompted["Auto-Submitted"], answer["Auto-Submitted"]) == ("auto-generated", "auto-replied")
    assert "OOF" not in answer["X-Auto-Response-Suppress"]  # where people are away, we want to know it
    assert answer["List-Unsubscribe"].startswith("<mailto:gsshelp@statistics.example?subject=LEAVE")
    assert answer["List-Id"] == "user engagement champions <uec.statistics.example>"


def test_an_answer_stands_in_its_thread():
    envelope = Envelope(sender=Address(PRIYA.address), digest="", message_id="b@x", references=("a@x",))
    _, message = mail(replace(sample("update/nil"), answers=envelope))
    assert (message["In-Reply-To"], message["References"]) == ("<b@x>", "<a@x> <b@x>")


def test_only_the_group_mail_shows_other_addresses():
    for name in SAMPLES:
        _, message = mail(sample(name))
        count = len(message["To"].addresses)
        assert count == (4 if name == "chat/group" else 3 if name == "chat/changed" else 1), name
        assert "Bcc" not in message
        assert "Cc" not in message


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_text_and_html_say_the_same(name):
    _, message = mail(sample(name))
    words = " ".join(text_of(message).replace("*", " ").replace(">", " ").replace("-" * 12, " ").split())
    page = Text()
    page.feed(text_of(message, "html"))
    for line in page.lines:
        assert line in words, name
    assert page.headings == 1
    assert 'lang="en"' in text_of(message, "html")


class Text(HTMLParser):
    """The words of a page, block by block."""

    def __init__(self):
        super().__init__()
        self.lines, self.headings, self._in = [], 0, []

    def handle_starttag(self, tag, attrs):
        self._in.append(tag)
        self.headings += tag == "h1"

    def handle_endtag(self, tag):
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not {"title", "h1", "style"} & set(self._in):
            self.lines.append(" ".join(data.split()))


NASTY = st.text(alphabet=st.sampled_from(list("<>&*_[]()`#!|~-+=\\\n\r\t\0{}%'\"@:/.azŵ\u202e")), max_size=60)


@settings(deadline=None, max_examples=150)
@given(name=NASTY, words=NASTY)
def test_a_persons_words_are_never_markup_nor_headers(name, words):
    to = Champion(1, name, "priya@dft.example", "DfT", Status.ACTIVE)
    facts = {
        "months": ["2026-11"], "text": words, "activities": [], "asks": False, "met": None, "to_all": False,
        "late": False, "meeting": None,
    }  # fmt: skip
    _, message = mail(Send("update/receipt", to, "update", "2026-11", facts))
    assert set(message.keys()) <= {
        "From", "To", "Subject", "Message-ID", "X-Mailflow-Ref", "Auto-Submitted", "X-Auto-Response-Suppress",
        "List-Id",
        "List-Unsubscribe", "Content-Language", "MIME-Version", "Content-Type",
    }  # fmt: skip
    page = text_of(message, "html")
    assert page.count("<a ") == page.count("<img") == page.count("<script") == page.count("<strong>") - 1 == 0
    assert [one.addr_spec for one in message["To"].addresses] == ["priya@dft.example"]


@given(words=st.text(max_size=80))
def test_escaped_words_come_back_as_they_were(words):
    assert " ".join(to_text(escape(words)).split()) == plain(words)
    assert "<" not in to_html(escape(words)).replace("<p>", "").replace("</p>", "")


def test_quoted_words_keep_their_lines():
    assert to_text(quoted("one\n\n> two *three*")) == "> one\n>\n> > two *three*\n"


def test_a_missing_fact_and_a_missing_file_are_faults():
    with pytest.raises(TemplateFault, match="membership/leaving"):
        WRITER.mail(Send("membership/leaving", PRIYA, "membership"))
    with pytest.raises(TemplateFault, match="there is no such file"):
        WRITER.mail(Send("chat/none", PRIYA, "chat"))


def test_a_long_subject_stays_on_one_line():
    assert b"Subject: Your update for November: what is" in WRITER.mail(sample("update/ask")).raw


def test_mail_to_the_lead_is_no_list_mail():
    _, brief = mail(sample("lead/brief"))
    assert brief["List-Id"] is None
    assert brief["List-Unsubscribe"] is None
    assert brief["X-Mailflow-Ref"]


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_a_brief_can_be_written_whatever_stands_in_it(lang):
    full = sample("lead/brief", lang)
    nobody = [{**one, "who": ""} for one in full.facts["questions"]]
    nothing = {"questions": [], "total": 0, "deeds": [], "closed": [], "round": None, "failed": 0, "held": 0}
    for less in ({"questions": nobody}, nothing, {**nothing, "held": 1}, {**nothing, "closed": [3]}):
        assert mail(replace(full, facts={**full.facts, **less}))
    _, brief = mail(replace(full, facts={**full.facts, "questions": nobody}))
    assert "we send your words" not in brief.get_body(("plain",)).get_content()


@pytest.mark.parametrize("name", ["update/ask", "meeting/invite"])
def test_the_line_between_parts_stands_in_no_part(name):
    written, message = mail(sample(name))
    assert not message.defects
    for part in filter(EmailMessage.is_multipart, message.walk()):
        boundary = f"--{part.get_boundary()}".encode()
        assert written.raw.count(boundary) == len(part.get_payload()) + 1
