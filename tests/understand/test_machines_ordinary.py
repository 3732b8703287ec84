# ruff: noqa: E501 (letters keep the lengths of their lines)
"""A hundred ordinary mails: none is taken for a machine's, though they speak of failures, absences and deliveries."""

from __future__ import annotations

import pytest

from mailflow.understand.envelope import read
from mailflow.understand.machines import recognise

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


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_mail_is_a_person_s(line: str) -> None:
    subject, _, body = line.partition("|")
    for extra in ("", "In-Reply-To: <7k3qm2x@statistics.example>\n", "X-Auto-Response-Suppress: All\nPrecedence: list\nList-Id: <x.example>\n"):
        raw = f"From: Ruth Castellano <ruth.castellano@dwp.example>\nTo: gsshelp@statistics.example\nSubject: {subject}\n{extra}Content-Type: text/plain; charset=utf-8\n\n{body}\n\nRuth\n"
        assert recognise(read(raw.encode())) is None


def test_there_are_a_hundred() -> None:
    assert len(set(ORDINARY)) >= 100
