# ruff: noqa: E501 (letters keep the lengths of their lines)
"""A hundred ordinary mails: none is taken for a machine's, though they speak of failures, absences and deliveries."""

from __future__ import annotations

import pytest

from mailflow.events import Letter
from mailflow.understand import understand
from mailflow.understand.envelope import read
from mailflow.understand.machines import recognise
from tests.understand.mails import FACTS, REPLY_CALENDAR, mail

ORDINARY = """
Re: Your update for November|We could not deliver the workshop in time; the room was not found on the plan.
Re: Your update for November|The survey failed to reach 300 users, but delivery of the report is on track.
Undelivered promises|You said the toolkit would be out in October. Has it been delivered?
Re: Undeliverable: Your December group|This came back to me. Is Fiona's address wrong? She was fiona@nrs.example.
FW: Undeliverable: Your December group|I got this from the system. Could you check ben@ofsted.example please?
Re: Delivery Status Notification (Failure)|Is this one of yours? It looks as if it went to the wrong address.
Mailbox full|My mailbox is full most weeks, so please send fewer reminders.
User unknown|Our users are unknown to us, that is the problem! Any tips on finding them?
Permanent change of address|I have moved for good: please use tom.ashworth@orr.example.
Returned from leave|I am back in the office on 30 November and catching up.
Failure of the feedback button|It returned error 550 on Tuesday and 404 on Wednesday.
Delivery plan|Our delivery plan for 2027 is attached. Section 5.1.1 is about users.
Re: failure notice period|How long is the notice period if we fail to publish?
Warning: long email|Sorry, this is a long one. We met on Tuesday.
Mail delivery to the new building|The post room could not find us. Please send leaflets to floor 2.
Could not send the slides|They were too big for email. Shall I use the shared drive?
System administrator for the hub|Who is the administrator of the hub? My password does not work.
Rejected proposal|Our proposal was rejected, so we are rethinking the measures.
Delayed|Our launch is delayed until March.
Delayed update|So sorry this is so late. In September we ran a drop-in.
Bounce rate|The bounce rate on our landing page fell from 60% to 45% after the redesign.
Re: bounces|Google Analytics says that 40% of users bounce. Is that normal?
Daemon|We named the bot daemon. It answers users' questions on the portal.
Unable to come|I am unable to come on the 9th, sorry.
Not delivered yet|The leaflets have not been delivered yet.
Out of office next week|I am out of office next week, so skip me for the chat.
Away in December|I am on annual leave until 5 January. Please pause my chats until then.
Automatic publishing|We are moving to automatic publishing of tables. Any users of that here?
Automatic replies|Could your reminders stop when my automatic reply is on?
Auto enrolment statistics|We publish auto enrolment statistics and would like to join.
Autosave lost my update|Here it is again: we met, all good.
Vacation survey|Our vacation survey is out.
On leave|I will be on leave in August. Back on 1 September.
Absent friends|Louise has left the department. Please take her off.
I no longer work in this team|I no longer work in the statistics team, but am happy to stay a champion.
Thank you for your email|Thank you for your email. I will reply properly on Monday.
We have received your message|We have received your message and passed it to the team. Ruth
Accepted|We were accepted as a pilot for the toolkit!
Accepted offers: statistics|Our new series on accepted offers is out. Users like it.
Declined|I have declined the invitation as I am in Leeds. Sorry!
Tentative yes|A tentative yes from me for the 9th.
Maybe|I might make it. Can I let you know on Friday?
Invitation: user forum|We would like to invite champions to our user forum on 3 March.
Meeting moved|Could the meeting be at 3pm instead?
Read: how we engage with users|Have you read this blog? It might make a case study.
Read receipt|Please do not ask for read receipts, our policy forbids them.
Your message was read out|Your message was read out at our all-staff meeting, people liked it.
Not read yet|I have not read the toolkit yet.
Abuse of statistics|We had a complaint about the misuse of our figures.
Complaint|I am getting far too many emails from you.
Spam|Your update request went to my spam folder. Could you tell me why?
Unsubscribe|How do I unsubscribe from the reminders but stay a champion?
Newsletter|We started a newsletter for users: 400 subscribers.
This week in our team|We met, launched the strategy internally and booked a workshop.
List of users|Here is our list of users by sector.
Mailing list|Could you add my colleague to the mailing list?
Notification of change|From 1 April we become a new agency.
Service desk ticket|The service desk says that your address is blocked. Ticket 4521.
No reply|I had no reply from my group.
Do not reply to all|Please ask people not to reply to all.
Confirm|Yes please.
RE: Please confirm|YES
RE: Please confirm|No thanks, I have changed my mind.
champion|Can I be a user engagement champion please
Joining|Please add me to the champions list.
Leaving|This is goodbye from me as a champion.
Moving on!|I am leaving on Friday 27 November. Thank you for everything.
Handover|I am handing the role to Callum from 1 January.
Change of name|My name has changed. Please use Rowan Ellis from now on.
Skip|Sorry, cannot do November. Put me back in for December.
Pause|Please pause me until Easter.
Group 7|We met on Tuesday for 25 minutes.
Re: Your November Champion Chat group|Tuesday 2pm works for me, or any time Thursday.
Re: Your November Champion Chat group|Nobody answered me. Can I join another group?
Re: Your November Champion Chat group|It did not happen this month.
Re: Your November Champion Chat group|Postmaster General statistics came up, we laughed a lot.
RPI|Please advise the RPI figure for March 1987.
Harmonisation|I would like to become a harmonisation champion.
Question|Are the chats recorded?
Questions|How many hours a month is it?
Slot at a meeting?|Happy to do 15 minutes in February.
Case study|I think our user panel would make a good case study.
Commitment|Please find our commitment below.
Toolkit|Section 3 is great. The templates do not work with a screen reader.
Thanks|Brill, thanks so much! :)
my information|What information do you hold about me?
User Engagement Strategy|I would like to know more about the strategy.
New department name|You will have seen the announcement.
Re: Welcome|Lovely, thank you.
Re: Reminder: your update for October|TAKE ME OFF THIS LIST.
Ateb: Eich diweddariad|Cyfarfu ein grŵp ddydd Iau diwethaf.
Diolch|Diolch yn fawr am y wybodaeth.
Statistics on failed deliveries|We publish statistics on failed deliveries of parcels: 5.1.2 million last year.
SMTP|Our IT team asks which SMTP server you send from.
Error in table 4|There is an error in table 4: 421 should be 412.
Quota|Our quota for the survey is full.
Recipient of the award|Grace is the recipient of this year's award!
Address not found|The venue's address was not found by my phone. Where is it?
The system could not find my record|I tried the form and the system could not find my record.
Fw: hello|Passing this on.
""".strip().split("\n")


NASTY = {
    "subject Bounce": ("Bounce from Ben", "My mail to ben@ofsted.example could not be delivered: 550 user unknown. Is his address right?"),
    "subject Bounces": ("Bounced emails", "Three of my group bounced: user unknown. Is it ann@dft.example or ann.gray@dft.example?"),
    "subject Delayed": ("Delayed", "Our launch is delayed: table 5.1.2 was not found, and we could not reach users. Call me on 020 7946 0550 or jo@ons.example."),
    "subject Could not send": ("Could not send my update", "I tried to send it to updates@statistics.example and it said delivery failed, so here it is: we ran a survey."),
    "subject User unknown": ("User unknown?", "Your welcome mail names zoe@orr.example; she is user unknown here. I am zoe.p@orr.example."),
    "subject Undeliverable": ("Undeliverable mail to my group", "Fiona's address fiona@nrs.example seems wrong: undeliverable, it says. Who can tell me the right one?"),
    "subject Delivery failure": ("Delivery failure of the leaflets", "The courier could not deliver 400 of them. Please write to print@dwp.example, not to me."),
    "subject Delivery failed": ("Delivery failed", "Hi, I had a delivery failed message for tom@orr.example this morning, 5.1.1 whatever that is. Should I worry? Ruth"),
    "subject Returned mail": ("Returned mail", "Two mails to hannah@ofs.example came back to me as returned to sender. Has she left?"),
    "subject Message status": ("Message status", "Did my update arrive? It said: cannot deliver to gsshelp@statistics.example, 451 try later."),
    "subject Mail delivery": ("Mail delivery problems here", "Our mail system was down on Monday, 450 mails were lost. If you wrote to me, jo@ons.example, please send it again."),
    "subject Unable to deliver": ("Unable to deliver the talk", "I am unable to deliver the talk on the 9th, sorry. Ben (ben@ofsted.example) can."),
    "subject Rejected mail": ("Rejected mail", "Our filter rejected your mail, code 550 5.7.1; IT say that helpdesk@dwp.example can let you in. Not my doing!"),
    "the daemon in words": ("MAILER-DAEMON again", "MAILER-DAEMON@dwp.example keeps writing to me about your reminders. Please use ruth@dwp.example."),
    "out of office in words": ("My out of office", "My out of office said that I am away until 3 March. That is wrong, I am back, so please keep me in."),
    "automatic reply in words": ("Re: Automatic reply: Your December group", "Louise's automatic reply says that she left. Could you find us somebody else?"),
    "forwarded absence": ("FW: Out of Office: chat on Tuesday", "See below, she is away until January. Can we have someone else?\n\nFrom: Louise Grant <louise@dft.example>\nSent: 24 November 2026 10:00\nTo: Ruth Castellano\nSubject: Out of Office: chat on Tuesday\n\nI am out of the office until 4 January."),
    "forwarded report": ("FW: Undeliverable: Your December group", "Is this the right address?\n\nFrom: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@dwp.example>\nSent: 24 November 2026 10:00\nTo: Ruth Castellano\nSubject: Undeliverable: Your December group\n\nDelivery has failed to these recipients or groups:\n\nfiona@nrs.example\nThe email address you entered couldn't be found. 550 5.1.1 user unknown"),
    "forwarded report, inline": ("Fwd: Mail delivery failed: returning message to sender", "What does this mean?\n\n---------- Forwarded message ---------\nFrom: Mail Delivery System <Mailer-Daemon@mx.example>\nDate: Tue, 24 Nov 2026 at 10:00\nSubject: Mail delivery failed: returning message to sender\nTo: <ruth.castellano@dwp.example>\n\nA message that you sent could not be delivered:\n\n  ben@ofsted.example\n    550 No such user"),
    "quoted report": ("Re: Undeliverable: hello", "I get this each time that I answer you.\n\n> Delivery to the following recipient failed permanently:\n>\n>     gsshelp@statistics.example\n>\n> 550 5.1.1 user unknown"),
    "receipt in words": ("Read: the toolkit, and a thought", "Your message was read out to the whole team, and section 3 has been read twice. We would like to try it."),
    "read receipt in words": ("Re: read receipt", "Outlook says that your message to me was read on 24 November, but I have not seen it. Could you send it again?"),
    "accepted in words": ("Accepted? My place at the meeting", "I pressed Accept and got an error. Am I on the list for the 9th?"),
    "spam in words": ("Abuse report from our IT", "Our IT had an abuse report about your reminders: somebody pressed spam. It was me, by mistake, sorry."),
}  # fmt: skip
"""Mails that speak as machines do. They are people's: nobody's address may be given up because of them."""


@pytest.mark.parametrize(("subject", "body"), NASTY.values(), ids=NASTY)
def test_who_speaks_of_bounces_is_no_bounce(subject: str, body: str) -> None:
    event = understand(mail(body, sender="Ruth Castellano <ruth.castellano@dwp.example>", subject=subject), FACTS)
    assert isinstance(event, Letter), event.rules


REPORT = b"""From: MAILER-DAEMON@dwp.example
To: ruth.castellano@dwp.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

<fiona@nrs.example>: user unknown
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; dwp.example

Final-Recipient: rfc822; fiona@nrs.example
Action: failed
Status: 5.1.1
--r--
"""
ABSENCE = b"From: louise@dft.example\nSubject: Automatic reply: hello\nAuto-Submitted: auto-replied\n\nI am away until 4 January.\n"
RECEIPT = b"""From: louise@dft.example
Subject: Read: hello
Content-Type: multipart/report; report-type=disposition-notification; boundary=r

--r
Content-Type: text/plain

Your message was read.
--r
Content-Type: message/disposition-notification

Disposition: manual-action/MDN-sent-manually; displayed
--r--
"""
ANSWER = (
    b"From: louise@dft.example\nSubject: Accepted: chat\nContent-Type: text/calendar; method=REPLY\n\n"
    + REPLY_CALENDAR.encode()
)


@pytest.mark.parametrize("attached", [REPORT, ABSENCE, RECEIPT, ANSWER], ids=["report", "absence", "receipt", "answer"])
@pytest.mark.parametrize("subject", ["Is this the right address?", "FW: Undeliverable: Your December group"])
def test_who_attaches_what_a_machine_wrote_is_no_machine(subject: str, attached: bytes) -> None:
    raw = (
        f"From: Ruth Castellano <ruth.castellano@dwp.example>\nTo: gsshelp@statistics.example\nSubject: {subject}\n"
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        "This came back to me. Can you help?\n\nRuth\n--b\nContent-Type: message/rfc822\n"
        "Content-Disposition: attachment\n\n"
    ).encode() + attached + b"\n--b--\n"  # fmt: skip
    event = understand(raw, FACTS)
    assert isinstance(event, Letter), event.rules


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_mail_is_a_person_s(line: str) -> None:
    subject, _, body = line.partition("|")
    for extra in (
        "",
        "In-Reply-To: <7k3qm2x@statistics.example>\n",
        "X-Auto-Response-Suppress: All\nPrecedence: list\nList-Id: <x.example>\n",
    ):
        raw = f"From: Ruth Castellano <ruth.castellano@dwp.example>\nTo: gsshelp@statistics.example\nSubject: {subject}\n{extra}Content-Type: text/plain; charset=utf-8\n\n{body}\n\nRuth\n"
        assert recognise(read(raw.encode())) is None


def test_there_are_a_hundred() -> None:
    assert len(set(ORDINARY)) >= 100
