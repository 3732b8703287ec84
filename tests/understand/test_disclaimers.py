"""Disclaimers, banners and footers of UK public bodies: letters after real shapes, of bodies that do not exist."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailflow.understand import envelope
from mailflow.understand.quote import split

WORDS = "Yes please, count me in.\n\nWe have just run our first user forum and 40 people came."
SIGN_OFF = "Kind regards\nRuth Castellano\nBenefit Statistics | DWP\nT: 020 7946 0112"


def mail(body: str, subtype: str = "plain") -> bytes:
    letter = EmailMessage()
    letter["From"] = "Ruth Castellano <ruth.castellano@dwp.example>"
    letter["To"] = "gsshelp@statistics.example"
    letter["Subject"] = "Re: Your update for November"
    letter["Message-ID"] = "<letter@dwp.example>"
    letter.set_content(body, subtype=subtype)
    return letter.as_bytes()


FOOTERS = {
    "council, classic": """This email and any files transmitted with it are confidential and intended solely for the use of the individual or
entity to whom they are addressed. If you have received this email in error please notify the system manager.""",
    "council, capitals": """**********************************************************************
This email may contain PROTECTED information and is intended for the named recipient(s) only. If you have received it in
error, please tell the sender and delete it. Northmoor Borough Council may monitor emails.
**********************************************************************""",
    "council, freedom of information": """Northmoor Council: any information in this email may be subject to disclosure under the Freedom of Information Act 2000
and may be disclosed to a third party without your consent.""",
    "council, views": """The views expressed in this email are those of the author and do not necessarily represent those of Northmoor District
Council. Northmoor District Council accepts no liability for any loss or damage arising from its use.""",
    "council, privacy notice": """For information about how we use your personal data, see our privacy notice at www.northmoor.example/privacy""",
    "county council, two paragraphs": """This transmission is intended for the named addressee(s) only and may contain sensitive or protectively marked material
and should be handled accordingly.

All traffic may be subject to recording and/or monitoring in accordance with relevant legislation.""",
    "department, monitoring": """This email was scanned by the Northmoor Gateway anti-virus service. Communications via the network may be automatically
logged, monitored and/or recorded for legal purposes.""",
    "department, not the intended recipient": """If you are not the intended recipient of this email, please let us know by forwarding it to postmaster@dept.example
and then delete it. Unauthorised use, disclosure, storage or copying is not permitted.""",
    "department, no contract": """Nothing in this email amounts to a contractual or other legal commitment. This message and any attachment are for
the addressee only. If you have received this in error, please inform the sender and delete it.""",
    "department, viruses": """We have taken steps to ensure that this email and its attachments are free from viruses, but advise that, in keeping
with good practice, the recipient should ensure they are actually virus free.""",
    "statistics office": """For the latest data on the economy and society consult our website at https://www.stats.example

Please Note:  Incoming and outgoing email messages are routinely monitored for compliance with our policy on the use of
electronic communications

Legal Disclaimer:  Any views expressed by the sender of this message are not necessarily those of the Office""",
    "NHS trust": """This message may contain confidential information. If you are not the intended recipient please: i) inform the sender
that you have received the message in error before deleting it; and ii) do not disclose, copy or distribute information
in this e-mail or take any action in relation to its content.
NHSmail is the secure email and directory service available for all NHS staff in England and Scotland.""",
    "NHS board, monitored": """The information contained in this message may be confidential or legally privileged and is intended solely for the
addressee. Emails may be monitored. www.northmoorhealth.example""",
    "police": """This email carries a disclaimer, a copy of which may be read at: http://www.northmoor.police.example/disclaimer""",
    "regulator": """Ofnorth: registered office, 1 Station Road, Northmoor. This message has been swept for viruses.""",
    "environment": "Please consider the environment before printing this email.",
    "think before you print": "Think before you print - only print this email if absolutely necessary.",
    "working pattern": """My working pattern may not match yours. Please do not feel you need to reply outside your own hours.""",
    "working flexibly": """I work flexibly and may send emails outside normal office hours. I do not expect you to respond outside yours.""",
    "working hours, part time": """My working days are Monday to Wednesday. There is no expectation to respond outside your working hours.""",
    "Mimecast": """Disclaimer

The information contained in this communication from the sender is confidential. It is intended solely for use by the
recipient and others authorized to receive it.

This email has been scanned for viruses and malware, and may have been automatically archived by Mimecast Ltd.""",
    "MessageLabs": """______________________________________________________________________
This email has been scanned by the Symantec Email Security.cloud service.
For more information please visit http://www.symanteccloud.example
______________________________________________________________________""",
    "Egress": "This email was sent securely using Egress Switch. To find out more visit www.egress.example",
    "Exclaimer, company particulars": """Northmoor Homes is a registered charity, number 1234567. Registered office: 1 Station Road, Northmoor NM1 1AA. Follow us
on LinkedIn and Bluesky.""",
    "charity regulator, unsubscribe": """This email is confidential and intended for the addressee only. If you wish to unsubscribe from our newsletters, please
contact us.""",
    "Welsh body, bilingual": """Rydym yn croesawu gohebiaeth yn Gymraeg a Saesneg. Ni fydd gohebu yn Gymraeg yn arwain at oedi.
We welcome correspondence in Welsh and English. Corresponding in Welsh will not lead to a delay.""",
    "Welsh council, confidentiality": """Mae'r neges e-bost hon ac unrhyw ffeiliau sydd ynghlwm wrthi yn gyfrinachol ac wedi'u bwriadu ar gyfer yr unigolyn y
cyfeiriwyd hwy ato yn unig. Os ydych wedi derbyn y neges hon trwy gamgymeriad, rhowch wybod i'r anfonwr.

This email and any files transmitted with it are confidential.""",
    "Welsh government": """Sganiwyd y neges hon am bob feirws hysbys wrth iddi adael Llywodraeth Gogledd. Mae Llywodraeth Gogledd yn cymryd o ddifrif
yr angen i ddiogelu eich data.
On leaving the Government this email was scanned for all known viruses.""",
    "Welsh environment": "Ystyriwch yr amgylchedd cyn argraffu'r e-bost hwn.",
    "Scottish body": """This e-mail (and any files or other attachments transmitted with it) is intended solely for the attention of the addressee(s).
Unauthorised use, disclosure, storage, copying or distribution of any part of this e-mail is not permitted.

Tha am post-d seo (agus faidhle neo ceanglan còmhla ris) dhan neach neo luchd-ainmichte a-mhàin.""",
    "Northern Ireland department": """"This email and any attachments are confidential and intended solely for the use of the individual or entity to
whom they are addressed. All emails are swept for the presence of computer viruses.\"""",
    "university": """The university may monitor email traffic data and also the content of email for the purposes of security.
This message and any attachment are intended solely for the addressee and may contain confidential information.""",
    "fire service": """Any opinions expressed in this email are those of the individual and not necessarily of the Service. E-mail is not a secure
medium and cannot be guaranteed to be error free.""",
    "rule and capitals": """________________________________
CONFIDENTIALITY NOTICE: The contents of this email are intended for the exclusive use of the addressee.""",
    "data protection": """Northmoor Council processes personal data in line with the Data Protection Act 2018. For more information see
www.northmoor.example/dataprotection""",
    "one long line, as Exchange sends it": "This email and its attachments may be confidential and are intended solely for the use of the individual to whom "
    "it is addressed. Any views or opinions expressed are solely those of the author and do not necessarily represent those of the "
    "Agency. If you are not the intended recipient of this email and its attachments, you must take no action based upon them, nor "
    "must you copy or show them to anyone.",
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=list(FOOTERS))
def test_a_footer_beneath_a_signature_is_set_aside(footer: str) -> None:
    words = split(envelope.read(mail(f"{WORDS}\n\n{SIGN_OFF}\n\n{footer}\n")))
    assert words.new == WORDS
    assert words.set_aside.signature.startswith("Kind regards")
    assert "Ruth Castellano" in words.set_aside.signature
    assert footer.rsplit("\n", maxsplit=1)[-1].strip() in words.set_aside.disclaimer
    assert not words.doubtful


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=list(FOOTERS))
def test_a_footer_above_the_quote_is_set_aside(footer: str) -> None:
    quote = "From: User engagement champions <gsshelp@statistics.example>\nSent: 23 November 2026 09:31\nTo: Ruth Castellano\n"
    body = f"{WORDS}\n\nRuth\n\n{footer}\n\n{quote}Subject: Your update\n\nReply YES, or LEAVE to leave the network.\n"
    words = split(envelope.read(mail(body)))
    assert words.new == WORDS
    assert words.set_aside.signature.startswith("Ruth")
    assert "LEAVE" in words.set_aside.quote


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=list(FOOTERS))
def test_a_footer_in_html_is_set_aside(footer: str) -> None:
    lines = "".join(f"<p class=MsoNormal>{line or '&nbsp;'}</p>" for line in f"{WORDS}\n\n{SIGN_OFF}".split("\n"))
    table = "".join(f"<tr><td>{paragraph}</td></tr>" for paragraph in footer.split("\n\n"))
    words = split(envelope.read(mail(f"<html><body>{lines}<br><table>{table}</table></body></html>", "html")))
    assert words.new == WORDS
    assert words.set_aside.disclaimer


BANNERS = {
    "marking": "OFFICIAL",
    "marking, sensitive": "OFFICIAL-SENSITIVE",
    "marking, boxed": "[OFFICIAL]",
    "marking, labelled": "Classification: OFFICIAL",
    "marking with a handling instruction": "OFFICIAL - SENSITIVE: PERSONAL",
    "marking in Welsh": "SWYDDOGOL",
    "not protectively marked": "NOT PROTECTIVELY MARKED",
    "external": "[EXTERNAL]",
    "external email": "EXTERNAL EMAIL: this email has come from outside the Council.",
    "caution, Exchange": "CAUTION: This email originated from outside of the organisation. Do not click links or open attachments\n"
    "unless you recognise the sender and know the content is safe.",
    "starred": "*** This message originated from outside the Trust. Please treat links and attachments with caution ***",
    "first contact": "You don't often get email from ruth.castellano@dwp.example. Learn why this is important",
    "Proofpoint": "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\nZjQcmQRYFpfptBannerEnd",
    "Welsh, bilingual": "Daeth yr e-bost hwn o'r tu allan i'r sefydliad. Peidiwch ag agor atodiadau oni bai eich bod yn adnabod yr anfonwr.\n"
    "This email came from outside the organisation. Do not open attachments unless you recognise the sender.",
    "two of them": "OFFICIAL\n\n[EXTERNAL EMAIL] Do not click links unless you trust the sender.",
}


@pytest.mark.parametrize("banner", BANNERS.values(), ids=list(BANNERS))
def test_a_banner_is_set_aside(banner: str) -> None:
    words = split(envelope.read(mail(f"{banner}\n\nHello\n\n{WORDS}\n\nRuth\n")))
    assert words.new == f"Hello\n\n{WORDS}"
    assert words.set_aside.banner.split("\n")[0] == banner.split("\n", maxsplit=1)[0]
    assert words.set_aside.banner.split("\n")[-1] == banner.rsplit("\n", maxsplit=1)[-1]


def test_a_marking_below_the_words_is_a_banner() -> None:
    words = split(envelope.read(mail(f"{WORDS}\n\nRuth\n\nOFFICIAL\n")))
    assert (words.new, words.set_aside.signature, words.set_aside.banner) == (WORDS, "Ruth", "OFFICIAL")


OWN_WORDS = {
    "confidential": "Hello\n\nPlease treat this email as confidential. I would like to leave the network.",
    "in error": "Hello\n\nI think I received this in error. Can you delete me from the list?",
    "privacy": "Hi\n\nOur privacy notice is on the website. Can you put a link to it on the champions page?",
    "hours": "Hi\n\nI have changed my working pattern: I am in Monday to Wednesday now.",
    "foi": "Hello\n\nWe had a request under the Freedom of Information Act about our users. Has anyone else?",
    "Welsh": "Hi\n\nCould I have these in Welsh from now on please?",
    "unsubscribe": "Hello\n\nI would like to unsubscribe from the reminders.",
    "views": "Hello\n\nThe views expressed by users at our forum were mostly positive.",
    "environment": "Hello\n\nWe publish statistics to help protect the environment, and would like to join.",
    "print": "Hello\n\nI need to print the slides for the meeting.",
    "official": "Official statistics\n\nWe are reviewing ours with users.",
    "external": "External users told us that the tables are hard to find.",
}


@pytest.mark.parametrize("body", OWN_WORDS.values(), ids=list(OWN_WORDS))
def test_what_a_person_writes_is_no_footer(body: str) -> None:
    assert split(envelope.read(mail(body))).new == body
    assert split(envelope.read(mail(f"{body}\n\nThanks\nRuth"))).new == body


def test_a_footer_alone_is_kept_and_doubted() -> None:
    words = split(envelope.read(mail("Please consider the environment before printing this email.")))
    assert words.new


DISCLAIMER = "This email and any files are confidential and intended solely for the addressee."


@pytest.mark.parametrize(
    ("body", "new", "disclaimer"),
    [
        (f"{WORDS}\n\n______________\n{DISCLAIMER}", WORDS, f"______________\n{DISCLAIMER}"),
        (f"{WORDS}\n\n______________\n\n{DISCLAIMER}", WORDS, f"______________\n\n{DISCLAIMER}"),
        (f"{WORDS}\n\n______________\nRail\n\n{DISCLAIMER}", f"{WORDS}\n\n______________\nRail", DISCLAIMER),
        (f"{WORDS}\n{DISCLAIMER}", WORDS, DISCLAIMER),
        (f"{WORDS}\n\n{DISCLAIMER}\n\nVisit our new website", WORDS, f"{DISCLAIMER}\n\nVisit our new website"),
        (f"PS see you there. {DISCLAIMER}", f"PS see you there. {DISCLAIMER}", ""),
        (f"{WORDS}\n\nPS {DISCLAIMER}", f"{WORDS}\n\nPS {DISCLAIMER}", ""),
        (DISCLAIMER, DISCLAIMER, ""),
        (
            f"{WORDS}\n\nThe Department for Transport wishes all of its correspondents to know that\nthis email is confidential and intended solely for the addressee.",
            WORDS,
            "The Department for Transport wishes all of its correspondents to know that\nthis email is confidential and intended solely for the addressee.",
        ),
        (
            f"{WORDS}\n\nThe Department for Transport is where I work, as you know quite well by now.\n{DISCLAIMER}",
            f"{WORDS}\n\nThe Department for Transport is where I work, as you know quite well by now.",
            DISCLAIMER,
        ),
    ],
)
def test_where_a_disclaimer_begins(body: str, new: str, disclaimer: str) -> None:
    words = split(envelope.read(mail(body)))
    assert (words.new, words.set_aside.disclaimer) == (new, disclaimer)


def test_one_weak_sign_is_proof_only_beneath_a_signature() -> None:
    weak = "Registered office: 33 Horseferry Road, London"
    assert split(envelope.read(mail(f"{WORDS}\n\n{weak}\n"))).new == f"{WORDS}\n\n{weak}"
    signed = split(envelope.read(mail(f"{WORDS}\n\nRuth\n\n{weak}\n")))
    assert (signed.new, signed.set_aside.disclaimer) == (WORDS, weak)
    two = f"{weak}. Company number: 1234567."
    assert split(envelope.read(mail(f"{WORDS}\n\n{two}\n"))).set_aside.disclaimer == two


WARNING = "CAUTION: This email originated from outside of the organisation."


@pytest.mark.parametrize(
    ("body", "new", "banner"),
    [
        (
            f"{WARNING}\nDo not open attachments unless you know the sender.\n{WORDS}",
            WORDS,
            f"{WARNING}\nDo not open attachments unless you know the sender.",
        ),
        (
            f"{WARNING}\nHello, the attachments are from an external source.\n{WORDS}",
            f"Hello, the attachments are from an external source.\n{WORDS}",
            WARNING,
        ),
        (
            f"OFFICIAL\nThe attachments are for the external page.\n{WORDS}",
            f"The attachments are for the external page.\n{WORDS}",
            "OFFICIAL",
        ),
        (f"\n\n{WARNING}\n\n[EXTERNAL]\n\n{WORDS}", WORDS, f"{WARNING}\n[EXTERNAL]"),
        (f"{WORDS}\n{WARNING}", f"{WORDS}\n{WARNING}", ""),
        (f"{WORDS}\n\nOFFICIAL\n\nOFFICIAL\n\n", WORDS, "OFFICIAL\nOFFICIAL"),
        (f"{WORDS}\n\nOFFICIAL\n\n{WORDS}", f"{WORDS}\n\nOFFICIAL\n\n{WORDS}", ""),
        ("\n" * 11 + f"OFFICIAL\n{WORDS}", WORDS, "OFFICIAL"),
        (f"Public\n{WORDS}", f"Public\n{WORDS}", ""),
        (f"PUBLIC\n{WORDS}", WORDS, "PUBLIC"),
        (f"[public]\n{WORDS}", WORDS, "[public]"),
        (f"Sensitivity: public\n{WORDS}", WORDS, "Sensitivity: public"),
    ],
)
def test_where_a_banner_ends(body: str, new: str, banner: str) -> None:
    words = split(envelope.read(mail(body)))
    assert (words.new, words.set_aside.banner) == (new, banner)


def test_a_signature_in_the_same_paragraph_makes_one_weak_sign_enough() -> None:
    weak = "Registered office: 33 Horseferry Road, London SW1P 4DR"
    words = split(envelope.read(mail(f"{WORDS}\n\nKind regards\nRuth\n{weak}\n")))
    assert (words.new, words.set_aside.disclaimer) == (WORDS, weak)
    unsigned = split(envelope.read(mail(f"{WORDS}\n\nThis is where we are now.\n{weak}\n")))
    assert unsigned.set_aside.disclaimer == ""


def test_a_paragraph_that_never_ends_is_searched_in_parts() -> None:
    line = "We had another of our meetings with users of the rail statistics this week and it went quite well.\n"
    words = split(envelope.read(mail(f"{WORDS}\n\n{line * 60}{DISCLAIMER}")))
    assert words.set_aside.disclaimer == DISCLAIMER
    assert words.new.count("meetings") == 60


def test_a_signature_s_own_container() -> None:
    words = split(envelope.read(mail('<p>Yes please.</p><div class="gmail_signature">Ruth<br>DWP</div>', "html")))
    assert (words.new, words.set_aside.signature, words.rules) == ("Yes please.", "Ruth\nDWP", ("signature-container",))
