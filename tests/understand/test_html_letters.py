"""HTML-only replies in the shapes of the programs that people in public bodies use: only the new words are left.

Each letter is written for this test after what the program makes: Outlook on Windows, web and telephone, Gmail, Apple
Mail, Yahoo, Thunderbird. Our own mail is quoted in every one of them, and its words must not come back.
"""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailflow.understand.quote import new_words

ASKED = "<p>Hello Tom</p><p>Did your group meet? To leave the network at any time, reply LEAVE.</p>"
MSO = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style></head>'
MSO_HEAD = (
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>'
    "<span lang=EN-US>From:</span></b><span lang=EN-US> User engagement champions &lt;gsshelp@statistics.example&gt; "
    "<br><b>Sent:</b> 23 November 2026 09:31<br><b>To:</b> Tom Ashworth &lt;thomas.ashworth@orr.example&gt;<br>"
    "<b>Subject:</b> Your update for November</span></p></div></div>"
)
WELSH_HEAD = MSO_HEAD.replace("From:", "Oddi wrth:").replace("Sent:", "Anfonwyd:").replace("To:", "At:").replace(
    "Subject:", "Pwnc:"
)  # fmt: skip
WEB_HEAD = (
    '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" '
    'dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> User engagement '
    "champions &lt;gsshelp@statistics.example&gt;<br><b>Sent:</b> Monday, November 23, 2026 9:31 AM<br><b>To:</b> Tom "
    "Ashworth<br><b>Subject:</b> Your update for November</font><div>&nbsp;</div></div>"
)
GMAIL = (
    '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, 23 Nov 2026 at 09:31, '
    'User engagement champions &lt;<a href="mailto:gsshelp@statistics.example">gsshelp@statistics.example</a>&gt; wrote:'
    '<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
    f'padding-left:1ex">{ASKED}</blockquote></div>'
)
APPLE = (
    '<div><br><blockquote type="cite"><div>On 23 Nov 2026, at 09:31, User engagement champions '
    f'&lt;gsshelp@statistics.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>{ASKED}</div>'
    "</blockquote></div>"
)
YAHOO = (
    '<div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div style="font-family:Helvetica;font-size:13px"><div>On '
    "Monday 23 November 2026 at 09:31:00 GMT, User engagement champions &lt;gsshelp@statistics.example&gt; wrote: </div>"
    f"<div><br></div><div>{ASKED}</div></div></div>"
)

LETTERS: list[tuple[str, str, str]] = [
    ("outlook desktop", f'{MSO}<body lang=EN-GB><div class="WordSection1"><p class="MsoNormal">We met on Monday.<o:p></o:p></p>'
     f'<p class="MsoNormal"><o:p>&nbsp;</o:p></p>{MSO_HEAD}{ASKED}</div></body></html>', "We met on Monday."),
    ("outlook desktop, signature", f'{MSO}<body><div class="WordSection1"><p class="MsoNormal">Nothing from us.</p>'
     '<p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Kind regards</p><p class="MsoNormal">Tom</p><p class="MsoNormal"><b>'
     'Tom Ashworth</b> | Senior Statistician<br>Office of Rail and Road | Tel: 020 7946 0000</p>'
     f"{MSO_HEAD}{ASKED}</div></body></html>", "Nothing from us."),
    ("outlook desktop in Welsh", f'{MSO}<body><div class="WordSection1"><p class="MsoNormal">Dim byd y mis hwn.</p>'
     f"{WELSH_HEAD}{ASKED}</div></body></html>", "Dim byd y mis hwn."),
    ("outlook desktop, list", f'{MSO}<body><div class="WordSection1"><p class="MsoNormal">Two things:</p>'
     '<p class="MsoListParagraph" style="text-indent:-18.0pt"><![if !supportLists]><span>1.<span style="font:7.0pt">&nbsp;'
     '&nbsp;</span></span><![endif]>New dashboard</p><p class="MsoListParagraph"><![if !supportLists]><span>2.<span>&nbsp;'
     f'</span></span><![endif]>User forum</p>{MSO_HEAD}{ASKED}</div></body></html>',
     "Two things: 1. New dashboard 2. User forum"),
    ("outlook desktop, external banner", f'{MSO}<body><div style="background-color:#FFEB9C"><p><b>CAUTION:</b> This email '
     "originated from outside of the organisation. Do not click links or open attachments unless you recognise the sender.</p>"
     f'</div><div class="WordSection1"><p class="MsoNormal">Thursday is fine.</p>{MSO_HEAD}{ASKED}</div></body></html>',
     "Thursday is fine."),
    ("outlook desktop, disclaimer", f'{MSO}<body><div class="WordSection1"><p class="MsoNormal">Skip me this month please.</p>'
     f'{MSO_HEAD}{ASKED}</div><p style="font-size:8pt">This email and any files transmitted with it are confidential and '
     "intended solely for the individual to whom they are addressed. If you have received it in error, delete it.</p></body></html>",
     "Skip me this month please."),
    ("outlook web", '<div class="elementToProof" style="font-family:Aptos">We launched on the 4th.</div><div '
     f'class="elementToProof"><br></div>{WEB_HEAD}<div>{ASKED}</div>', "We launched on the 4th."),
    ("outlook web, signature", '<div style="font-family:Calibri">Happy to come.</div><div id="Signature"><div>Tom Ashworth'
     f"</div><div>Senior Statistician, ORR</div></div>{WEB_HEAD}<div>{ASKED}</div>", "Happy to come."),
    ("outlook web, forwarded prefix", f'<div class="x_elementToProof">Yes please.</div>{WEB_HEAD.replace("divRplyFwdMsg", "x_divRplyFwdMsg")}'
     f"<div>{ASKED}</div>", "Yes please."),
    ("outlook for iOS", '<div dir="ltr">No update from me.</div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a '
     f'href="https://aka.ms/o0ukef">Outlook for iOS</a></div>{WEB_HEAD}{ASKED}', "No update from me."),
    ("outlook for Android", '<div dir="auto">Can do Tuesday<br><br></div><div dir="auto" id="ms-outlook-mobile-signature">Get <a '
     'href="https://aka.ms/AAb9ysg">Outlook for Android</a></div><hr style="display:inline-block;width:98%"><div '
     'id="divRplyFwdMsg" dir="ltr"><b>From:</b> User engagement champions &lt;gsshelp@statistics.example&gt;<br><b>Sent:</b> '
     f"Monday, November 23, 2026 9:31:00 AM<br><b>To:</b> Tom<br><b>Subject:</b> Your update</div>{ASKED}", "Can do Tuesday"),
    ("new outlook for Mac", '<div class="WordSection1"><p class="MsoNormal"><span style="font-size:11.0pt">All four of us met.'
     '</span></p><div id="mail-editor-reference-message-container"><div><div><div style="border:none;border-top:solid #B5C4DF '
     '1.0pt"><p><b>From: </b>User engagement champions &lt;gsshelp@statistics.example&gt;<br><b>Date: </b>Monday, 23 November '
     f"2026 at 09:31<br><b>To: </b>Tom<br><b>Subject: </b>Your update</p></div>{ASKED}</div></div></div></div>",
     "All four of us met."),
    ("gmail", f'<div dir="ltr">We ran a survey.</div>{GMAIL}', "We ran a survey."),
    ("gmail, signature", '<div dir="ltr"><div>We ran a survey.</div><br clear="all"><span class="gmail_signature_prefix">-- '
     '</span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Tom Ashworth<br>ORR</div></div>'
     f"{GMAIL}", "We ran a survey."),
    ("gmail, answer beneath", f'{GMAIL}<div dir="ltr">Yes, on the 17th.</div>', "Yes, on the 17th."),
    ("gmail on a telephone", f'<div dir="auto">Sorry, cannot make it<div dir="auto"><br></div></div>{GMAIL}',
     "Sorry, cannot make it"),
    ("apple mail", '<html><head></head><body style="overflow-wrap: break-word;">Lovely, see you then.'
     f"{APPLE}</body></html>", "Lovely, see you then."),
    ("apple mail on iPhone", '<html><body dir="auto">Yes<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my '
     'iPhone</div><div dir="ltr"><br><blockquote type="cite">On 23 Nov 2026, at 09:31, User engagement champions '
     '&lt;gsshelp@statistics.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff'
     f"{ASKED}</div></blockquote></body></html>", "Yes"),
    ("apple mail, answers between", '<html><body><blockquote type="cite"><div>On 23 Nov 2026, at 09:31, User engagement '
     "champions &lt;gsshelp@statistics.example&gt; wrote:</div><div>Did your group meet?</div></blockquote><div>Yes, on Monday"
     '</div><blockquote type="cite"><div>What has your organisation been doing?</div></blockquote><div>A user forum</div>'
     "</body></html>", "Yes, on Monday A user forum"),
    ("yahoo", '<html><body><div class="ydp0yahoo-style-wrap"><div dir="ltr">Please pause me until March.</div><div><br></div>'
     f"</div>{YAHOO.replace('ydp1', '')}</body></html>", "Please pause me until March."),
    ("yahoo with its prefix", '<html><body><div class="ydp0yahoo-style-wrap"><div dir="ltr">Nil return.</div></div>'
     f"{YAHOO}</body></html>", "Nil return."),
    ("thunderbird", '<html><body><p>We met, good chat.</p><div class="moz-cite-prefix">On 23/11/2026 09:31, User engagement '
     'champions wrote:<br></div><blockquote type="cite" cite="mid:x@statistics.example">'
     f"{ASKED}</blockquote></body></html>", "We met, good chat."),
    ("thunderbird, bottom", '<html><body><div class="moz-cite-prefix">On 23/11/2026 09:31, User engagement champions wrote:'
     f'<br></div><blockquote type="cite" cite="mid:x@statistics.example">{ASKED}</blockquote><p>Not this month.</p>'
     '<pre class="moz-signature" cols="72">-- \nTom Ashworth</pre></body></html>', "Not this month."),
    ("one's own indented words", '<div dir="ltr">Our plan:<blockquote style="margin:0 0 0 40px;border:none;padding:0px">'
     f"<div>ask users first</div></blockquote>What do you think?</div>{GMAIL}", "Our plan: ask users first What do you think?"),
    ("hidden preview text", '<div style="display:none;max-height:0">LEAVE unsubscribe</div><div dir="ltr">We met.</div>'
     f"{GMAIL}", "We met."),
]  # fmt: skip


@pytest.mark.parametrize(("program", "body", "words"), LETTERS, ids=[program for program, _, _ in LETTERS])
def test_only_the_new_words_are_left(program: str, body: str, words: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Tom Ashworth <thomas.ashworth@orr.example>", "gsshelp@statistics.example"
    mail["Subject"] = "Re: Your update for November"
    mail.set_content(body, subtype="html")
    assert " ".join(new_words(mail.as_bytes()).split()) == words
