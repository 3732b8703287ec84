# ruff: noqa: E501  what people write reads better in long lines
"""What people write in that year."""

from __future__ import annotations

UPDATES = (
    "We have launched the strategy internally, with a talk at our analysts' meeting.",
    "We've now got GA4 running on the data portal and look at which tables nobody opens.",
    "Our own user engagement network had its first meeting. 14 people came.",
    "We held a workshop with the USER hub last week and came away with a plan for our release pages.",
    "Planning a workshop with the USER hub, to go out in the new year.",
    "New intranet page for user engagement is live. It took longer than it should have.",
    "We looked at everything we currently do and agreed five measures for how well we engage with users.",
    "We asked 20 regular users to test the new tables, and changed the headings after it.",
    "Apologies, short one. Internal webpage is live, and we ran a lunch and learn.",
    "For my chat update - we've done the internal launch, email to all analysts with a link to the hub.",
)
NIL = (
    "We met, nice chat, nothing to report from us this month.",
    "Nothing new from our side, sorry!",
    "Nil return this time.",
)
MET = ("We met on Tuesday, good chat. ", "Our group met last week. ", "", "")
COMES = ("YES", "Yes, see you there!", "I'll be there, thanks.", "Count me in.")
CANNOT = ("NO", "Sorry, can't make it.", "Afraid I can't come, clashes with a release day.")
SKIPS = "Sorry, can't do {month}, we have a release going out. Put me back in next time."
DID_NOT_MEET = "Afraid we couldn't find a time that worked for all of us, so it didn't happen."
DELEGATE = "I'm in Leeds that day I'm afraid. Joanna Fell from my team will come in my place - joanna.fell@{home} - please send her the link."
NEEDS = "Should be able to make it but will need to drop off at 3. Can I have the slides in advance please, I use a screen reader."
OFFER = "Happy to do 15 minutes at the {month} meeting on what we learned from running a user forum."
CASE = (
    "Hi\n\nI think our user panel would make a good case study for the website. Short version: users couldn't find the "
    "monthly tables, we set up a panel of 20 people and redesigned the landing page with them.\n\n"
    "I can write it up if you send me the format."
)
CASE_TEXT = (
    "Here is the text. Comms have cleared it.\n\nThe task: users could not find tables.\n\nThe approach: a panel."
)
COMMITMENT = (
    "Dear colleagues\n\nPlease find below {home}'s commitment to the strategy, agreed by our board on {day}.\n\n"
    "Over the next three years {home} will:\n- raise the profile of user engagement through an annual user day\n"
    "- gather immediate feedback on all publications\n\nContact: {name}"
)
FEEDBACK = (
    "Hello\n\nComments on the draft toolkit as requested:\n- section 3 is great\n"
    "- the templates don't work with a screen reader"
)
COMPLAINT = (
    "I have now had five emails from you in nine days about one twenty-minute chat. This isn't a good use of anyone's "
    "time and frankly it's putting me off. Please can someone look at this."
)
JOINS = "Can I be a user engagement champion please"
NAMES = "My colleague {name} would like to be a user engagement champion: {address}. Thanks!"
GOODBYE = "I am leaving on Friday 26 February 2027 for a new job, so this is goodbye from me as a champion. Thank you for everything."
TAKE_OFF = "Please take me off the champions list, I am leaving the network."
SHOUTS = "TAKE ME OFF THIS LIST. I HAVE ASKED THREE TIMES."
PAUSES = "I need a break from the champions for a while. Please pause me until 1 June 2027."
MOVES = (
    "Hi - from Monday 22 March 2027 I'm moving to the Department for Science, Innovation and Technology. "
    "New email will be moved.person@dsit.example. I'd like to carry on being a champion there."
)
NEW_ADDRESS = "Our IT have changed our addresses. My email is now {address}. The old one stops working on Friday."
NEW_NAME = "I got married in May, so I am now {name} (same email). Could you change that on the champions list please?"
RENAMED = (
    "From 1 April we become the Ministry for Housing and Local Growth (MHLG). All of us champions will have "
    "@mhlg.example addresses. Same people, same role."
)
HANDS_OVER = "I'm handing the champion role to Jo Next (jo.next@{home}) from 1 September 2027."
RIGHTS = "Please send me a copy of all the personal data that you hold about me, under the UK GDPR."
SENSITIVE = "For my chat update: the headline will be 4.7% up on the quarter."
NOT_OURS = "Dear Sirs\n\nPlease advise the RPI figure for March 1987 for the purposes of my late mother's estate."
DEAD_LETTER = (
    "Your message to {address} couldn't be delivered.\n\n550 5.1.10 RESOLVER.ADR.RecipientNotFound; "
    "Recipient not found by SMTP address lookup"
)
ACCEPTED = (
    "BEGIN:VCALENDAR\r\nPRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
    "BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\nDTSTAMP:20270101T101200Z\r\nDTSTART:{start}\r\nSUMMARY:meeting\r\n"
    "ORGANIZER:mailto:gsshelp@statistics.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
