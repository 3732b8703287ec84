"""How quotations are introduced: attribution lines, header blocks and rules, line by line; and where they end."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

import pytest

from mailflow.events import Address
from mailflow.understand import envelope
from mailflow.understand.quote import Words, new_words, split
from mailflow.understand.quote.attribution import attribution_at, shared_line
from mailflow.understand.quote.headerblock import Block, block_at, is_forward_subject, is_reply_above, label_of
from tests.understand.mails import mail

JO = "On Tue, 10 Nov 2026 at 10:14, Jo Doe"
FROM = "From: Jo Doe <jo@x.example>"
SENDER = Address("jo@x.example", "Jo Doe")


def words(body: str, subtype: str = "plain", subject: str = "Re: hello") -> Words:
    return split(envelope.read(mail(body, subject=subject, headers={"Content-Type": f"text/{subtype}; charset=utf-8"})))


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([f"{JO} wrote:"], 1),
        ([f"{JO} wrote:", "hello"], 1),
        ([f"{JO} wrote:", "<jo@x.example>", "hello"], 2),
        ([f"{JO} wrote:", "<jo@x.example> wrote:", "hello"], 2),
        ([f"{JO} wrote:", "wrote:", "hello"], 2),
        ([f"{JO} wrote:", ":", "hello"], 2),
        ([f"{JO} wrote:", "wrote", "hello"], 1),
        ([f"{JO} wrote:", "<jo@x.example> hello"], 1),
        ([f"{JO} wrote:", "", "<jo@x.example>"], 1),
        ([JO, "", "<jo@x.example> wrote:"], 3),
        ([JO, "", "jo@x.example wrote:"], 0),
        ([JO, "", ""], 0),
        ([JO], 0),
        (["On Tue, 10 Nov 2026 at 10:14,", "Jo", "Doe", "<jo@x.example>", "wrote:"], 5),
        (["On Tue,", "10", "Nov", "2026", "10:14", "Jo wrote:"], 6),
        (["On Tue,", "10", "Nov", "2026", "10:14", "Jo", "wrote:"], 0),
        (["On Tue, 10 Nov 2026", "", "Jo wrote:"], 0),
        (["On Tue, 10 Nov 2026", "> Jo wrote:"], 0),
        (["On Tue, 10 Nov 2026 <jo@x.example", "> wrote:"], 2),
        (["On Tue, 10 Nov 2026 he said this:", "Jo wrote:"], 0),
        (["On Tuesday he wrote:"], 0),
        (["On Tuesday jo@x.example wrote:"], 1),
        (["Jo Doe <jo@x.example> wrote:"], 1),
        (["Jo Doe wrote:"], 0),
        (["Jo Doe <jo@x.example> wrote"], 0),
        (["--- Jo Doe wrote ---"], 1),
        ([">>> Jo Doe <jo@x.example> 10/11/2026 10:14 >>>"], 1),
        (["10/11/2026 10:14, Jo <jo@x.example>:"], 1),
        (["10/11/2026 10:14, Jo <jo@x.example>, Ann <ann@x.example>:"], 0),
        (["10/11/2026 10:14, please write to Jo <jo@x.example> today"], 0),
        (["On 10/11/2026 at 10:14 Jo <jo@x.example>:"], 1),
        (["On Tuesday at ten, Jo <jo@x.example>:"], 0),
        (["Am 10.11.2026 schrieb Jo Doe:"], 1),
        (["Am 10.11.2026 schrieb Jo Doe."], 0),
        (["Am Dienstag schrieb Jo Doe:"], 0),
        (["On 10/11/2026 at 10:14 Jo rewrote:"], 0),
        (["Le 10/11/2026 à 10:14, Jo a écrit :"], 1),
        (["在 2026年11月10日，Jo写道："], 1),
        ([f"{JO} " + "x" * 554 + " wrote:"], 1),
        ([f"{JO} " + "x" * 555 + " wrote:"], 1),
        ([f"{JO} " + "x" * 560 + " wrote:"], 0),
        (["We said that on 10 Nov 2026 Jo Doe wrote:"], 0),
    ],
)  # fmt: skip
def test_how_many_lines_are_an_attribution(lines: list[str], count: int) -> None:
    assert attribution_at(lines, 0) == count
    assert attribution_at(["hello", *lines], 1) == count
    assert attribution_at(["hello", *lines], 0) == 0


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (f"Yes please! {JO} <jo@x.example> wrote: Hello", ("Yes please!", f"{JO} <jo@x.example> wrote:", "Hello")),
        ("Yes -- On Tuesday, 10 Nov 2026 Jo sent: Hello", ("Yes", "On Tuesday, 10 Nov 2026 Jo sent:", "Hello")),
        (f"Yes please! {JO} wrote:", ("Yes please!", f"{JO} wrote:", "")),
        (f"{JO} wrote: Hello", None),
        (f"> {JO} wrote: Hello", None),
        ("Yes. On time he wrote: hello", None),
        (f"Yes please! {JO} wrote: " + "x" * 600, None),
    ],
)
def test_words_and_attribution_on_one_line(line: str, pieces: tuple[str, str, str] | None) -> None:
    assert shared_line(line) == pieces
    if pieces:
        seen = words(f"{line}\nReply LEAVE to leave")
        assert seen.new == pieces[0]
        assert "LEAVE" in seen.set_aside.quote


@pytest.mark.parametrize(
    ("lines", "block"),
    [
        ([FROM, "Sent: today", "To: Ann", "Subject: x"], Block(4, sender=SENDER)),
        ([FROM, "Sent: today"], Block(2, sender=SENDER)),
        (["From: Jo", "Sent: today"], None),
        (["From: Jo", "Sent: 10 Nov 2026"], Block(2, sender=Address("", "Jo"))),
        (["Date: 10 Nov 2026", "To: Ann"], Block(2)),
        (["To: Ann", "Date: 10 Nov 2026"], Block(2)),
        (["Date: today", "To: Ann"], None),
        (["Date: 10 Nov 2026", "Subject: x"], None),
        (["Subject: x", "To: jo@x.example"], None),
        (["Subject: x", "Date: 2026", "To: Ann"], Block(3)),
        (["Cc: Ann", FROM, "To: x"], None),
        (["From: ", "Sent: 2026", "To: Ann"], Block(3)),
        ([FROM, "", "Sent: today", "To: Ann"], Block(4, sender=SENDER)),
        ([FROM, "", "", "Sent: today", "To: Ann"], None),
        ([FROM, "Sent: today", "", "To: Ann", "", "Subject: x"], Block(6, sender=SENDER)),
        ([FROM, "Sent: today", "To: a;", *[" b;"] * 12, "Subject: x", "", "hi"], Block(16, sender=SENDER)),
        ([FROM, "Sent: today", "To: a;", *[" b;"] * 13, "Subject: x", "", "hi"], Block(3, sender=SENDER)),
        ([FROM, "Sent: today", "To: Ann", "Subject: x", "is long", "Importance: High"], Block(6, sender=SENDER)),
        ([FROM, "Sent: today", "To: Ann", "Subject: x", "is", "long", "Importance: High"], Block(4, sender=SENDER)),
        ([FROM, "Sent: today", "To: Ann", "Subject: x", "", "Importance: High"], Block(4, sender=SENDER)),
        ([FROM, "Sent: today", "To: Ann", "Subject: x", "Subject: y"], Block(4, sender=SENDER)),
        ([FROM, "Sent: today", "To: Ann", "From: x"], Block(3, sender=SENDER)),
        ([FROM, "Sent: today", "To: Ann", "To: Bob"], Block(3, sender=SENDER)),
        ([FROM, "Sent: today", "Date: 2026", "To: Ann"], Block(4, sender=SENDER)),
        ([FROM, "Sent: today", "", "Date: 2026", "To: Ann"], Block(2, sender=SENDER)),
        ([FROM, "Cc: a", "Cc: b", "Cc: c", "Cc: d", "Sent: today"], Block(6, sender=SENDER)),
        ([FROM, "Cc: a", "Cc: b", "Cc: c", "Cc: d", "Cc: e", "Sent: today"], None),
        (["From: Jo Doe [mailto:jo@x.example]", "Sent: today", "To: Ann"], Block(3, sender=SENDER)),
        (["*From:* Jo: the first", "*Sent:* today", "*To:* Ann"], Block(3, sender=Address("", "Jo: the first"))),
        (["From：Jo", "Sent：10:14", "To：Ann"], Block(3, sender=Address("", "Jo"))),
        (["From: next month we have GA4"], None),
        (["From: Jo", "hello"], None),
        (["________", "From: Jo", "Sent: 2026"], Block(3, sender=Address("", "Jo"))),
        (["________", "", "", "From: Jo", "Sent: 2026"], Block(5, sender=Address("", "Jo"))),
        (["________", "", "", "", "From: Jo", "Sent: 2026"], None),
        (["________", "hello"], None),
        (["-----Original Message-----"], Block(1, strong=False)),
        (["-----Original Message-----", "", "From: Jo", "Sent: 2026"], Block(4, sender=Address("", "Jo"))),
        (["---- Forwarded message ----", "hello"], Block(1, True, strong=False)),
        (["Begin forwarded message:", "", FROM, "Date: 2026", "To: x"], Block(5, True, SENDER)),
        (["-- please reply above this line --"], Block(1, strong=False)),
        (["hello"], None),
        ([""], None),
    ],
)  # fmt: skip
def test_what_is_a_header_block(lines: list[str], block: Block | None) -> None:
    assert block_at(lines, 0) == block
    assert block_at(["hello", *lines], 1) == block


def test_the_labels_of_a_block() -> None:
    assert [label_of(line) for line in ("From: x", "> *Anfonwyd:* x", "An: x", "Betreff : x", "Kopie:", "When: 3pm")] == [
        "from", "date", "to", "subject", "cc", "other",
    ]  # fmt: skip
    assert [label_of(line) for line in ("", "hello", "hello: x", "From", "10:14", "x" * 90 + "From: x")] == [""] * 6


def test_the_subjects_of_forwards_and_the_marks_of_ticket_systems() -> None:
    assert is_forward_subject("FW: x") and is_forward_subject("[EXTERNAL] Fwd: x") and is_forward_subject("YML: x")
    assert not is_forward_subject("Re: FW: x") and not is_forward_subject("Forward planning: x")
    assert is_reply_above("## please type your reply above this line ##")
    assert not is_reply_above("reply above this line, please") and not is_reply_above(
        "-" * 12 + "reply above this line" + " " * 170
    )


CONTAINER = '<div>One for you</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Jo Doe &lt;jo@x.example&gt;<br><b>Sent:</b> 10 November 2026<br><b>To:</b> Tom<br><b>Subject:</b> champion</div><div>May I join?</div>'


def test_a_container_of_all_that_follows_is_a_forward_where_the_subject_says_so() -> None:
    passed_on = words(CONTAINER, "html", "FW: champion")
    assert (passed_on.new, passed_on.forwarded, passed_on.forwarded_text) == ("One for you", True, "May I join?")
    assert passed_on.forwarded_from == SENDER and "forward" in passed_on.rules
    answered = words(CONTAINER, "html", "Re: champion")
    assert (answered.new, answered.forwarded) == ("One for you", False)
    assert "May I join?" in answered.set_aside.quote and "quote-container" in answered.rules


def test_a_forward_within_marks() -> None:
    seen = words(
        f"Look at this\n\n> Begin forwarded message:\n>\n> {FROM}\n> Date: 10 Nov 2026\n> To: Tom\n>\n> May I join?"
    )
    assert (seen.new, seen.forwarded, seen.forwarded_from) == ("Look at this", True, SENDER)
    assert seen.forwarded_text == "May I join?"
    deep = words(
        f"Look at this\n\n> hello\n> Begin forwarded message:\n>\n> {FROM}\n> Date: 10 Nov 2026\n> To: Tom\n>\n> May I join?"
    )
    assert not deep.forwarded, "what is quoted was not passed on by this writer"


def test_the_attribution_within_the_marks() -> None:
    seen = words(f"> {JO}\n> <jo@x.example> wrote:\n> Did you meet?\nYes\n> Anything else?\nno")
    assert [(answer.question, answer.text) for answer in seen.answers] == [
        ("Did you meet?", "Yes"),
        ("Anything else?", "no"),
    ]


@pytest.mark.parametrize(
    ("lines", "carried"),
    [
        ("> a line of the quotation that is so long that it was wrapped on\nits way back\n> end", True),
        ("> a line of the quotation that is so long that it was wrapped on\nIts way back\n> end", False),
        ("> a line of the quotation that is so long that it ends right here.\nits way back\n> end", False),
        ("> a short line\nits way back\n> end", False),
        ("> a line of the quotation that is so long that it was wrapped on\nits way back", False),
        ("> see\n<https://www.dft.example/a/long/page>\n> end", True),
        ("> see <https://www.dft.example/a/long\nway>\n> end", True),
        ("> see\nhttps://www.dft.example/a\n> end", False),
    ],
)
def test_a_line_that_was_wrapped_on_the_way_is_quoted_still(lines: str, carried: bool) -> None:
    seen = words(f"Yes.\n\n{lines}")
    assert ("wrapped-quote" in seen.rules) is carried
    assert (seen.new == "Yes.") is carried


@pytest.mark.parametrize("footer", ["Sent from my iPhone", "Get Outlook for iOS"])
def test_beneath_a_telephone_s_footer_stands_the_quotation_that_it_did_not_mark(footer: str) -> None:
    seen = words(
        f"Yes please\n\n{footer}\n\nHello Priya\n\nWould you like to join? Reply LEAVE to leave.\n\nWe hope to see you."
    )
    assert (seen.new, seen.set_aside.signature) == ("Yes please", footer)
    assert seen.set_aside.quote == "Hello Priya\n\nWould you like to join? Reply LEAVE to leave.\n\nWe hope to see you."
    assert {"mobile-footer", "unmarked-quote"} <= set(seen.rules)
    within = words(f"Yes please\n{footer}\nWould you like to join? I hope so.")
    assert "Would you" in within.new, "it stands alone, or it is somebody's sentence"
    above = words(f"{footer}\n\nWould you like to join? I hope so.")
    assert "Would you" in above.new, "nothing was said above it"


def test_what_is_new_in_no_words_at_all() -> None:
    assert new_words(b"") == "" == new_words(mail(""))
    assert words("Hello\n\nTom", "plain").set_aside.signature == "Tom"
    assert words("> > quoted\nYes").new == "Yes"


@pytest.mark.parametrize(
    ("body", "subtype", "subject", "rules"),
    [
        ("Yes please.", "plain", "Re: x", ()),
        ("Yes please.\n\n> quoted\n> more", "plain", "Re: x", ("quote-marks",)),
        (f"Yes please.\n\n{JO} wrote:\n> quoted", "plain", "Re: x", ("attribution-line", "quote-marks")),
        (f"Yes please.\n\n{JO} wrote:\nquoted", "plain", "Re: x", ("attribution-line", "unmarked-quote")),
        (f"Yes please.\n\n{FROM}\nSent: today\n\nquoted", "plain", "Re: x", ("header-block", "unmarked-quote")),
        (
            "Yes please.\n\n-- please reply above this line --\nquoted",
            "plain",
            "Re: x",
            ("separator", "unmarked-quote"),
        ),
        ("Yes please.\n\n> -- please reply above this line --\nquoted", "plain", "Re: x", ("separator",)),
        (f"Yes please.\n\n{FROM}\nSent: today\n\nquoted", "plain", "FW: x", ("forward",)),
        ("<p>Yes please.</p><blockquote type=cite>quoted</blockquote>", "html", "Re: x", ("quote-container",)),
        (CONTAINER, "html", "Re: x", ("quote-container",)),
        (CONTAINER, "html", "FW: x", ("forward",)),
    ],
)
def test_the_rule_that_cut_is_named(body: str, subtype: str, subject: str, rules: tuple[str, ...]) -> None:
    assert words(body, subtype, subject).rules == rules


def test_what_is_kept_or_doubted_says_so_and_keeps_the_sign_off_for_who_asks() -> None:
    whole = words("> only quoted lines")
    assert (whole.new, whole.doubtful, whole.rules) == ("> only quoted lines", True, ("quote-marks", "kept-all"))
    told = words(f"Answers in red below\n\nTom\n\n{FROM}\nSent: today\n\nDid you meet?\nYES")
    assert (told.new, told.signed, told.inline) == ("Answers in red below", "Answers in red below\n\nTom", False)
    passed_on = words(CONTAINER, "html", "FW: champion")
    assert (passed_on.inline, passed_on.doubtful, passed_on.answers) == (False, False, ())


@pytest.mark.parametrize("line", ["Team", "Ms", "Dr", "Prof", "T"])
def test_a_title_or_a_team_is_nobody_s_name(line: str) -> None:
    raw = mail(f"Hello there.\n\n{line}", sender=f"{line} Rail <{line.lower()}.rail@dft.example>")
    assert new_words(raw) == f"Hello there.\n\n{line}"


def test_banners_are_named_by_their_kind() -> None:
    assert words("OFFICIAL\n\nYes please.").rules == ("marking",)
    assert words("Yes please.\n\nOFFICIAL").rules == ("marking",)
    assert words("[EXTERNAL] Be careful.\n\nYes please.").rules == ("banner",)


def test_what_the_writer_says_of_a_forward_comes_before_the_forward() -> None:
    raw = mail(f"One for you.\n\n{FROM}\nSent: today\n\nMay I join?", subject="FW: x")
    assert new_words(raw) == "One for you."


def test_an_indented_paragraph_with_an_introduction_of_its_own_is_a_quotation() -> None:
    for introduction in (f"{JO} wrote:", f"{FROM.replace('<', '&lt;')}<br>Sent: 10 Nov 2026<br>To: Tom"):
        seen = words(f"<p>Yes please.</p><blockquote><p>{introduction}</p><p>Reply LEAVE</p></blockquote>", "html")
        assert (seen.new, "LEAVE" in seen.set_aside.quote) == ("Yes please.", True)


def test_a_blank_line_between_marked_lines_is_no_wrapped_line() -> None:
    seen = words("Yes.\n\n> a line of the quotation that is so long that it was wrapped on\n\n> end\n\nno")
    assert "wrapped-quote" not in seen.rules
    assert seen.new == "Yes.\n\nno"


def test_a_telephone_s_footer_stands_alone_between_blank_lines() -> None:
    for body in (
        "Yes please\nSent from my iPhone\n\nWould you like to join? I hope so.",
        "Yes please\n\nSent from my iPhone\nWould you like to join? I hope so.",
    ):
        assert "unmarked-quote" not in words(body).rules


CONFIDENTIAL = "This email and any files are confidential and intended solely for the addressee."


@pytest.mark.parametrize("footer", ["Kind regards\nTom", CONFIDENTIAL])
def test_a_footer_alone_beneath_the_quote_is_one_if_words_stand_above_it(footer: str) -> None:
    assert words(f"Yes please.\n\n> quoted\n\n{footer}").new == "Yes please."
    assert words(f"> quoted\n\n{footer}").new == footer.partition("\nTom")[0]
    assert words(f"OFFICIAL\n\n> quoted\n\n{footer}").new == footer.partition("\nTom")[0]
    assert words(f"> quoted\n\nYes please.\n\n> quoted\n\n{footer}").new == "Yes please."


def test_beyond_60_000_characters_nobody_looks_for_disclaimers() -> None:
    line = "We met our users again this week, and it went well.\n\n"
    for count, found in ((1_000, True), (1_200, False)):
        seen = words(f"{line * count}{CONFIDENTIAL}")
        assert bool(seen.set_aside.disclaimer) is found
        halves = words(f"{line * (count // 2)}> quoted\n\n{line * (count // 2)}{CONFIDENTIAL}")
        assert bool(halves.set_aside.disclaimer) is found
