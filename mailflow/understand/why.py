"""Why each rule fired, in a sentence for the lead: the rows of the table say it themselves, the others here."""

from __future__ import annotations

from functools import cache

from mailflow.understand.intents.table import TABLE

WHY = {
    # what stands around the new words
    "attribution-line": "A line such as “On 3 March Jo wrote:” begins a quotation.",
    "header-block": "A block of From, Sent and To begins a quotation.",
    "quote-marks": "Lines that begin with > are quoted.",
    "wrapped-quote": "A line was broken off a quoted line above it.",
    "quote-container": "The mail program itself marked the quotation.",
    "unmarked-quote": "What follows the beginning of a quotation is quoted, though its lines bear no marks.",
    "separator": "A line such as “Original message” begins a quotation.",
    "forward": "It is passed on: what was forwarded is kept apart.",
    "banner": "A warning above the words was added by a mail system.",
    "marking": "A line is a security marking.",
    "disclaimer": "A paragraph beneath the words was added by the organisation.",
    "sign-off": "A closing such as “Kind regards” begins the signature.",
    "own-name": "The writer's own name begins the signature.",
    "dashed-name": "A name behind a dash is a signature.",
    "signature-delimiter": "Two dashes begin the signature.",
    "signature-container": "The mail program itself marked the signature.",
    "ruled-footer": "What stands beneath a ruled line is a signature.",
    "mobile-footer": "A telephone added its own line.",
    "kept-all": "Nothing would have been left, so all words were kept.",
    "answers-announced": "The writer says that answers stand in the quotation, but nothing marks them.",
    # what it answers
    "thread.message_id": "It is a reply to a mail of ours.",
    "thread.plus_tag": "It was sent to the address that one of our mails gave for the answer.",
    "thread.header": "It carries the reference of a mail of ours.",
    "thread.subject_code": "Its subject has the code of a mail of ours.",
    "thread.subject_text": "Its subject reads like that of a mail of ours.",
    "thread.open_matter": "The writer owes us exactly one answer, and this may be it.",
    "thread.token_not_ours": "It carries a reference that looks like ours and is not genuine.",
    "thread.token_of_another": "It carries a reference that we gave to somebody else.",
    "thread.token_of_forgotten_mail": "It carries a reference to a mail that we no longer have.",
    "thread.expired": "The mail of ours that it answers is too old to act on.",
    # who wrote it
    "trust.token": "It brings back a secret that only the writer got from us.",
    "trust.pass": "Our own mail server has checked that it comes from the address it names.",
    "trust.none": "Nothing proves who wrote it.",
    "trust.fail": "Our own mail server says that it does not come from the address it names.",
    "trust.authentication_failed": "Our own mail server says that it does not come from the address it names.",
    "trust.token_of_another": "It brings back a secret that we gave to somebody else.",
    # machines
    "auto-submitted": "Its headers say that a machine sent it.",
    "auto-reply-header": "Its headers say that it is an automatic reply.",
    "auto-reply-subject": "Its subject is that of an automatic reply.",
    "auto-generated": "Its headers say that a machine made it.",
    "no-reply-address": "It comes from an address that nobody reads.",
    "left-the-organisation": "An automatic reply says that the person has left.",
    "calendar-part": "A calendar program answers the invitation.",
    "calendar-subject": "Its subject is that of a calendar program's answer.",
    "delivery-status": "A mail server reports in the standard form that our mail was not delivered.",
    "delivered": "A mail server reports that our mail arrived.",
    "x-failed-recipients": "A mail server names who did not get our mail.",
    "report-text": "A mail server tells in words that our mail was not delivered.",
    "report-without-recipient": "A mail server reports a failure, but not for whom.",
    "disposition-notification": "It is a read receipt.",
    "read-subject": "Its subject is that of a read receipt.",
    "feedback-report": "A mail provider reports that somebody marked our mail as spam.",
    "newsletter": "It was sent to many at once.",
    "machines.our_own_mail": "We sent it ourselves.",
    "by_hand.our_own_mail": "We sent it ourselves.",
    # several signs read together, and what is left
    "case_study.in_its_thread": "It answers our mail about the writer's case study.",
    "change_address.from_the_new_one": "The writer has moved and writes from the new address.",
    "change_details.language": "The writer asks for another language.",
    "group_chatter.to_the_group": "It is written to the group, not to us.",
    "join.conditional": "The wish to join hangs on a condition.",
    "join.named_elsewhere": "The writer would like to join, and the network is named.",
    "join.with_a_colleague": "The writer joins together with somebody else.",
    "join_on_behalf.by_name": "Somebody is put forward by name.",
    "join_on_behalf.forwarded": "The writer passes on somebody's request to join.",
    "lead.answer": "An answer to a mail to the lead is read line by line.",
    "leave.with_the_job": "The writer leaves the organisation and the role.",
    "move_organisation.and_stays": "The writer moves and stays a champion.",
    "not_ours.names_nothing_of_ours": "It asks for something, but names nothing of the network.",
    "not_ours.nothing_of_ours": "Nothing in it has to do with the network.",
    "pause.long_absence": "The writer will be away for a long time.",
    "pause.out_until": "The writer wants no chats until a day.",
    "question.asks": "A sentence ends with a question mark.",
    "suspicious.sender": "Something about the sender is wrong.",
    "thanks.only": "The words are thanks and nothing else.",
    "thanks.to_somebody": "The one sentence says thank you.",
    "unclear.names_the_network": "It speaks of the network; what it asks is not certain.",
    "unclear.ours": "It is for us, but what it means is not certain.",
    "update.taken_back": "The writer takes back an update, or a line of it.",
    "update.headed_by_months": "Lines headed by months tell what happened in them.",
    "update.in_its_thread": "Words in answer to our request for an update are the update.",
    "update.news_beside_nil": "There is news beside the “nothing to report”.",
    "update.reports_beside": "Beside the rest, the words report what was done.",
    "update.reports_work": "The words report work.",
    "fault": "It could not be read.",
}
"""Every rule that is no row of the table of intents."""


@cache
def _rows() -> dict[str, str]:
    return {row.name: row.why for row in TABLE}


def why(rule: str) -> str:
    """The sentence for the name of a rule; empty if nobody wrote one."""
    return _rows().get(rule) or WHY.get(rule, "")
