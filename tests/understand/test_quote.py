"""The newly written words: what people write above, beneath and between what their programs quote."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailflow.events import Address
from mailflow.understand import envelope
from mailflow.understand.quote import Answer, Words, new_words, split, with_signature

PROMPT = "Hello Priya\n\nReply YES to confirm, NO if you have changed your mind, or LEAVE to leave the network."
QUOTED = "\n".join(f"> {line}".rstrip() for line in PROMPT.split("\n"))


def mail(
    body: str,
    subtype: str = "plain",
    subject: str = "Re: Please confirm",
    sender: str = "Priya Raman <priya.raman@dft.example>",
) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "gsshelp@statistics.example", subject
    letter["Message-ID"] = "<letter@dft.example>"
    letter.set_content(body, subtype=subtype)
    return letter.as_bytes()


def words(body: str, subtype: str = "plain", subject: str = "Re: Please confirm") -> Words:
    return split(envelope.read(mail(body, subtype, subject)))


ATTRIBUTIONS = {
    "Gmail": "On Tue, 10 Nov 2026 at 10:14, User engagement champions <gsshelp@statistics.example> wrote:",
    "Gmail, wrapped": "On Tue, 10 Nov 2026 at 10:14, User engagement champions\n<gsshelp@statistics.example> wrote:",
    "Gmail, wrapped twice": "On Tue, 10 Nov 2026 at 10:14, User engagement champions <\ngsshelp@statistics.example>\nwrote:",
    "Gmail in Welsh": "Ar Maw, 10 Tach 2026 am 10:14, User engagement champions <gsshelp@statistics.example> ysgrifennodd:",
    "Apple": "On 10 Nov 2026, at 10:14, User engagement champions <gsshelp@statistics.example> wrote:",
    "Thunderbird": "On 10/11/2026 10:14, User engagement champions wrote:",
    "Outlook for Mac": "On 10/11/2026, 10:14, \"User engagement champions\" <gsshelp@statistics.example> wrote:",
    "name only": "User engagement champions <gsshelp@statistics.example> wrote:",
    "Android": "---- User engagement champions wrote ----",
    "Yahoo": "--- On Tue, 10/11/26, User engagement champions <gsshelp@statistics.example> wrote:",
    "German": "Am 10.11.2026 um 10:14 schrieb User engagement champions:",
    "French": "Le mar. 10 nov. 2026 à 10:14, User engagement champions <gsshelp@statistics.example> a écrit :",
    "Spanish": "El mar, 10 nov 2026 a las 10:14, User engagement champions (<gsshelp@statistics.example>) escribió:",
    "Italian": "Il giorno mar 10 nov 2026 alle ore 10:14 Champions <gsshelp@statistics.example> ha scritto:",
    "Dutch": "Op di 10 nov. 2026 om 10:14 schreef User engagement champions <gsshelp@statistics.example>:",
    "Swedish": "Den tis 10 nov. 2026 kl 10:14 skrev User engagement champions <gsshelp@statistics.example>:",
    "Polish": "wt., 10 lis 2026 o 10:14 User engagement champions <gsshelp@statistics.example> napisał(a):",
    "Russian": "вт, 10 нояб. 2026 г. в 10:14, User engagement champions <gsshelp@statistics.example>:",
    "Japanese": "2026年11月10日(火) 10:14 User engagement champions <gsshelp@statistics.example>:",
    "Chinese": "在 2026年11月10日，上午10:14，User engagement champions <gsshelp@statistics.example> 写道：",
    "date and address only": "10.11.2026, 10:14, \"Champions\" <gsshelp@statistics.example>:",
}  # fmt: skip


@pytest.mark.parametrize("line", ATTRIBUTIONS.values(), ids=list(ATTRIBUTIONS))
@pytest.mark.parametrize("marked", [True, False])
def test_an_attribution_ends_the_new_words(line: str, marked: bool) -> None:
    seen = words(f"Yes please, happy to!\n\n{line}\n\n{QUOTED if marked else PROMPT}\n")
    assert seen.new == "Yes please, happy to!"
    assert "LEAVE" in seen.set_aside.quote
    assert "attribution-line" in seen.rules


BLOCKS = {
    "Outlook": "From: Champions <gsshelp@statistics.example>\nSent: 10 November 2026 10:14\nTo: Priya Raman\nSubject: Please confirm",
    "Outlook, ruled": "________________________________\nFrom: Champions <gsshelp@statistics.example>\nSent: 10 November 2026 10:14\n"
    "To: Priya Raman\nSubject: Please confirm",
    "Outlook, bold": "*From:* Champions <gsshelp@statistics.example>\n*Sent:* 10 November 2026 10:14\n*To:* Priya Raman\n*Subject:* Please confirm",
    "Outlook, names only": "From: Champions\nSent: Today\nTo: Priya Raman\nSubject: Please confirm",
    "Outlook in Welsh": "Oddi wrth: Champions <gsshelp@statistics.example>\nAnfonwyd: 10 Tachwedd 2026 10:14\nAt: Priya Raman\nPwnc: Please confirm",
    "original message": "-----Original Message-----\nFrom: Champions\nSent: 10 November 2026 10:14\nTo: Priya Raman\nSubject: Please confirm",
    "neges wreiddiol": "-----Neges wreiddiol-----\nOddi wrth: Champions\nAnfonwyd: 10 Tachwedd 2026\nAt: Priya Raman\nPwnc: Please confirm",
    "German": "Von: Champions <gsshelp@statistics.example>\nGesendet: Dienstag, 10. November 2026 10:14\nAn: Priya Raman\nBetreff: Please confirm",
    "French": "De : Champions <gsshelp@statistics.example>\nEnvoyé : mardi 10 novembre 2026 10:14\nÀ : Priya Raman\nObjet : Please confirm",
    "mobile": "From: Champions <gsshelp@statistics.example>\nDate: Tuesday, 10 November 2026 at 10:14\nTo: Priya Raman <priya.raman@dft.example>\n"
    "Subject: Please confirm",
    "many recipients": "From: Champions <gsshelp@statistics.example>\nSent: 10 November 2026 10:14\nTo: Priya Raman; Tom Ashworth;\n"
    " Ruth Castellano; Leo Fairweather;\n Grace Okafor\nCc: Wei Zhang\nSubject: Please confirm\nImportance: High",
    "ticket system": "-- Please reply above this line --",
    "ticket system, hashes": "##- Please type your reply above this line -##",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))
def test_a_header_block_ends_the_new_words(block: str) -> None:
    seen = words(f"Yes please, happy to!\n\nPriya\n\n{block}\n\n{PROMPT}\n")
    assert seen.new == "Yes please, happy to!"
    assert seen.set_aside.signature == "Priya"
    assert "LEAVE" in seen.set_aside.quote


def test_groupwise_frames_its_attribution() -> None:
    seen = words(f"Yes\n\n>>> Champions <gsshelp@statistics.example> 10/11/2026 10:14 >>>\n{PROMPT}")
    assert seen.new == "Yes"


def test_answers_announced_in_a_quote_without_marks_are_for_a_person() -> None:
    seen = words(f"Answers in red below\n\n{BLOCKS['Outlook']}\n\nDid you meet?\nYES WE DID\n")
    assert (seen.new, seen.doubtful) == ("Answers in red below", True)
    assert "answers-announced" in seen.rules


def test_pictures_are_no_words() -> None:
    assert words("[cid:image001.png@01DC.1]\n\nYes please\n\n<image002.png>\n[image: logo]\n").new == "Yes please"


def test_a_signature_with_working_days_beneath() -> None:
    seen = words(
        "I can come.\n\nBest,\nPriya\n\nPriya Raman (she/her)\nAnalyst, Rail\nDfT | Great Minster House | London\nI do not work Fridays."
    )
    assert seen.new == "I can come."
    assert seen.set_aside.signature.startswith("Best,\nPriya")


OWN = (
    "On Thursday, I get proper rendering.",
    "On 3 March the director wrote to us with two asks:\n- more metrics\n- fewer words",
    "On Monday we met: it was good.",
    "Date: Wednesday 3 October 2026\nTime: 7pm\nPlace: room 3",
    "To: do list\n- toolkit",
    "From: next month we have GA4.",
    "Subject: I thought that covered it.",
    "Sent from my desk, which is easier than my phone.",
    "We did:\n\n-----\n\nthe launch",
    "I said: no.",
    "Thanks,\n\nwe will do that next week.",
    "Best practice is what we want.\n\nRegards to the team as well, they were great help with it.",
    "1. yes\n2. no\n3. maybe",
)


@pytest.mark.parametrize("body", OWN)
def test_a_person_s_own_sentence_stays(body: str) -> None:
    seen = words(body)
    assert seen.new == body
    assert not seen.doubtful


def test_the_example_with_answers_between_the_questions() -> None:
    body = (
        "Answers below in blue\n\n> Hello Hannah\n>\n> 1. Did your group meet?\nYep, 17 Nov, all four of us\n>\n"
        "> 2. What has your organisation been doing?\nWebpage is live (finally!!)\n>\n> 3. Anything you need help with?\nno\n>\n"
        "> 4. Could we use this as a case study?\nNot yet, ask me in Feb"
    )
    seen = words(body)
    assert seen.inline
    assert seen.answers == (
        Answer("Hello Hannah\n\n1. Did your group meet?", "Yep, 17 Nov, all four of us"),
        Answer("2. What has your organisation been doing?", "Webpage is live (finally!!)"),
        Answer("3. Anything you need help with?", "no"),
        Answer("4. Could we use this as a case study?", "Not yet, ask me in Feb"),
    )
    assert seen.new.startswith("Answers below in blue")
    assert seen.new.endswith("Not yet, ask me in Feb")
    assert "Did your group meet" not in seen.new


def test_short_answers_between_quotes_are_no_signatures() -> None:
    seen = words("> Who will come?\nPriya\n> And then?\nThanks\n> Anything else?\nno")
    assert [answer.text for answer in seen.answers] == ["Priya", "Thanks", "no"]


def test_words_beneath_the_quote() -> None:
    seen = words(f"{ATTRIBUTIONS['Apple']}\n{QUOTED}\n\nYes please.\n")
    assert seen.new == "Yes please."
    assert not seen.inline
    assert seen.answers == ()


def test_deep_quotes_and_wrapped_ones() -> None:
    body = "Yes.\n\n>>> oldest\n>> older\n> a line of the quotation that is so long that it was wrapped on its\nway back to us\n> end\n"
    seen = words(body)
    assert seen.new == "Yes."
    assert "way back to us" in seen.set_aside.quote


MOBILE = (
    "Sent from my iPhone", "Sent from Outlook for iOS", "Get Outlook for Android", "Get Outlook for iOS<https://aka.example/o>",
    "Sent from Samsung Mobile on O2", "Sent from Yahoo Mail on Android", "Anfonwyd o'm iPhone", "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone", "Sent from Mail for Windows",
)  # fmt: skip


@pytest.mark.parametrize("footer", MOBILE)
def test_mobile_footers_are_no_words(footer: str) -> None:
    seen = words(f"Yes please\n\n{footer}\n\n{QUOTED}\n")
    assert (seen.new, seen.set_aside.signature) == ("Yes please", footer)
    alone = words(footer)
    assert (alone.new, alone.set_aside.signature, alone.doubtful) == ("", footer, False)


SIGNATURES = (
    "-- \nPriya Raman\nAnalyst", "--\nPriya", "Kind regards\nPriya", "Kind regards,\n\nPriya Raman\nAnalyst | DfT\n020 7946 0112", "Thanks, Priya",
    "Many thanks\nPriya", "Cofion cynnes\nPriya", "Diolch yn fawr,\nPriya", "Yours faithfully\nP. Raman", "Best wishes\nPriya x", "Priya", "P",
    "- Priya",
    "Priya Raman | Analyst | DfT | 020 7946 0112", "Cheers\nPri", "All the best,\nPriya (she/her)\nStatistics Lead\nDepartment for Transport\nwww.dft.example", "BW\nPriya",
)  # fmt: skip


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures(signature: str) -> None:
    body = "Yes please, happy to join. It all looks good to me."
    seen = words(f"{body}\n\n{signature}\n")
    assert (seen.new, seen.set_aside.signature) == (body, signature.strip())
    assert with_signature(mail(f"{body}\n\n{signature}\n")) == f"{body}\n\n{signature}".strip()


def test_nothing_is_emptied_on_doubt() -> None:
    seen = words(f"{ATTRIBUTIONS['Apple']}\n{QUOTED}\n")
    assert seen.doubtful
    assert "LEAVE" in seen.new
    assert words("Thanks\nPriya").new == "Thanks"
    assert words("Thank you").new == "Thank you"
    assert words("").new == ""
    assert not words("").doubtful


FORWARDED = "From: McAteer, Conor <conor.mcateer@nisra.example>\nSent: 09 November 2026 16:40\nTo: Bhatt, Sunita\nSubject: user engagement?"
FORWARDS = {
    "Outlook": (FORWARDED, "FW: user engagement?"),
    "Outlook, Welsh subject": (FORWARDED, "YML: user engagement?"),
    "Gmail": (f"---------- Forwarded message ---------\n{FORWARDED}", "Fwd: user engagement?"),
    "Apple": (f"Begin forwarded message:\n\n{FORWARDED}", "Fwd: user engagement?"),
    "Thunderbird": (f"-------- Forwarded Message --------\n{FORWARDED}", "Re: hello"),
}


@pytest.mark.parametrize(("head", "subject"), FORWARDS.values(), ids=list(FORWARDS))
def test_the_quote_of_a_forward_is_the_message(head: str, subject: str) -> None:
    seen = words(
        f"One for you. Conor would be great.\n\nPriya\n\n{head}\n\nHi Sunita\n\nMay I put my name forward?\n\nConor",
        subject=subject,
    )
    assert seen.forwarded
    assert seen.new == "One for you. Conor would be great."
    assert seen.forwarded_text.startswith("Hi Sunita")
    assert seen.forwarded_from == Address("conor.mcateer@nisra.example", "McAteer, Conor")
    assert not seen.doubtful


def test_a_bare_forward_gives_the_message() -> None:
    raw = mail(f"---------- Forwarded message ---------\n{FORWARDED}\n\nMay I put my name forward?", subject="Fwd: x")
    assert split(envelope.read(raw)).new == ""
    assert new_words(raw) == "May I put my name forward?"


HTML = {
    "Gmail": '<div dir="ltr">Yes please</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue wrote:<br></div>'
    '<blockquote class="gmail_quote" style="margin:0">Reply LEAVE</blockquote></div>',
    "Outlook for the web": '<div>Yes please</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg"><b>From:</b> Champions<br>'
    "<b>Sent:</b> 10 November 2026<br><b>To:</b> Priya<br><b>Subject:</b> x</div><div>Reply LEAVE</div>",
    "Outlook desktop": '<p class=MsoNormal>Yes please</p><p class=MsoNormal>&nbsp;</p><div style="border:none;border-top:solid #E1E1E1 1.0pt">'
    "<p class=MsoNormal><b>From:</b> Champions &lt;gsshelp@statistics.example&gt;<br><b>Sent:</b> 10 November 2026 10:14<br>"
    "<b>To:</b> Priya<br><b>Subject:</b> x</p></div><p class=MsoNormal>Reply LEAVE</p>",
    "Outlook mobile": '<div>Yes please</div><div id="ms-outlook-mobile-signature">Get Outlook for iOS</div>'
    '<div id="mail-editor-reference-message-container"><div>Reply LEAVE</div></div>',
    "Apple": '<div>Yes please</div><div><br><blockquote type="cite"><div>On 10 Nov 2026, at 10:14, C wrote:</div><div>Reply LEAVE</div></blockquote></div>',
    "Yahoo": '<div>Yes please</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Tuesday, C wrote:</div><div>Reply LEAVE</div></div>',
    "Thunderbird": '<p>Yes please</p><div class="moz-cite-prefix">On 10/11/2026 10:14, C wrote:<br></div>'
    '<blockquote type="cite" cite="mid:x">Reply LEAVE</blockquote>',
    "Proton": '<div>Yes please</div><div class="protonmail_quote">On Tuesday, C wrote:<br><blockquote class="protonmail_quote" type="cite">Reply LEAVE'
    "</blockquote></div>",
    "Fastmail": '<div>Yes please</div><div>On Tue, 10 Nov 2026, at 10:14, C wrote:</div><blockquote type="cite" id="qt">Reply LEAVE</blockquote>',
    "unknown, with an attribution": "<p>Yes please</p><p>On 10 Nov 2026 at 10:14, C &lt;c@x.example&gt; wrote:</p><blockquote>Reply LEAVE</blockquote>",
    "hidden preheader": '<div style="display:none">Reply LEAVE</div><p>Yes please</p><style>p{}</style><!-- LEAVE --><script>LEAVE</script>',
}


@pytest.mark.parametrize("html", HTML.values(), ids=list(HTML))
def test_html_is_read_by_its_structure(html: str) -> None:
    seen = words(f"<html><head><title>LEAVE</title></head><body>{html}</body></html>", "html")
    assert seen.new == "Yes please"
    assert not seen.doubtful


def test_answers_between_quotes_in_html() -> None:
    html = (
        '<div dir="ltr">See below</div><div class="gmail_quote"><div class="gmail_attr">On Tue, 10 Nov 2026 at 10:14, C wrote:</div>'
        '<blockquote class="gmail_quote">Did you meet?</blockquote><div>Yes, all four</div>'
        '<blockquote class="gmail_quote">Anything else?</blockquote><div>no</div></div>'
    )
    seen = words(html, "html")
    assert [(answer.question, answer.text) for answer in seen.answers] == [
        ("Did you meet?", "Yes, all four"),
        ("Anything else?", "no"),
    ]


def test_an_indented_paragraph_of_one_s_own_is_kept() -> None:
    seen = words(
        '<p>We did this:</p><blockquote style="margin:0 0 0 40px;border:none">a user forum</blockquote><p>and more</p>',
        "html",
    )
    assert seen.new.split() == ["We", "did", "this:", "a", "user", "forum", "and", "more"]


def test_words_between_tags_are_kept_apart() -> None:
    seen = words(
        "<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><pre>x\n  y</pre>",
        "html",
    )
    assert seen.new.split("\n") == ["- one", "- two", "", "a b", "c", "", "x", "  y"]
