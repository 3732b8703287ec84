"""How the signs in a letter are weighed: which row decides, what the thread adds, and what is said of it in words."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.events import Letter
from mailflow.network import Reference
from mailflow.understand import understand
from tests.understand.mails import FACTS, mail
from tests.understand.test_intents import SUBJECTS

ANN = "Ann Gray <ann.gray@dft.example>"
CHAMPIONS = "User engagement champions"


def read(
    body: str,
    kind: str = "new",
    *,
    subject: str = "",
    known: bool | None = None,
    cc: str = "",
    attached: int = 0,
    sender: str = "Tom Ashworth <thomas.ashworth@orr.example>",
) -> Letter:
    event = understand(
        mail(
            body,
            subject=SUBJECTS[kind] or subject,
            cc=cc,
            sender=sender,
            date="Tue, 24 Nov 2026 10:12:00 +0000",
            attachments=tuple((f"{number}.pdf", "application/pdf", b"x") for number in range(attached)),
        ),
        replace(FACTS, known=known),
    )
    assert isinstance(event, Letter) and "fault" not in event.rules
    return event


def rows(event: Letter) -> str:
    """The rows and combinations that fired, without how we knew the writer and the thread."""
    return " ".join(rule for rule in event.rules if not rule.startswith(("thread.", "trust.")))


NOT_CERTAIN = "What it means is not certain."
HELP_DESK = "It is for the help desk; it is left as found."
OURS = "It is for us, but what it means is not certain."
NOTHING = "Nothing in it has to do with the network."
IN_ITS_THREAD = "Words in answer to our request for an update are the update."


@pytest.mark.parametrize(
    ("kind", "body", "intent", "fired", "reasons"),
    [
        ("update", "Thanks so much, brilliant!", "thanks", "thanks.says thanks.only", ["The words are thanks and nothing else."]),
        ("new", "Thanks so much, brilliant!", "not_ours", "thanks.says not_ours.nothing_of_ours", [NOTHING, HELP_DESK]),
        ("new", "The printer is out of paper.", "not_ours", "not_ours.nothing_of_ours", [NOTHING, HELP_DESK]),
        ("chat", "The printer is out of paper.", "unclear", "unclear.ours", [OURS, NOT_CERTAIN]),
        ("update", "OK.", "unclear", "unclear.ours", [OURS, NOT_CERTAIN]),
        ("update", "I will send you my update by Friday.", "unclear", "unclear.ours", [OURS, NOT_CERTAIN]),
        ("update", "I will send more by Friday, but we launched the strategy in October.", "update", "update.in_its_thread", [IN_ITS_THREAD]),
        ("update", "Mostly the usual here really.", "update", "update.in_its_thread", [IN_ITS_THREAD]),
        ("update", "What do you want to know?", "question", "question.asks_who", ["The writer asks a question.", "A question waits for an answer."]),
        (
            "new",
            "The champions crossed my mind today.",
            "unclear",
            "unclear.names_the_network",
            ["It speaks of the network; what it asks is not certain.", NOT_CERTAIN],
        ),
        (
            "welcome",
            "Could I have my mails in Welsh please?",
            "change_details",
            "change_details.language",
            ["The writer asks for another language.", "A change of name is checked through the old address."],
        ),
        ("update", "Nothing to report.", "update_nil", "update_nil.nothing", ["There is nothing to report."]),
        ("update", "Nothing to report, but we launched a survey of users.", "update", "update.in_its_thread", [IN_ITS_THREAD]),
        ("update", "We did not manage to meet. No.", "did_not_meet", "did_not_meet.says update_nil.bare", ["The group did not meet."]),
        ("chat", "We could not find a time in October, but we met on 3 November.", "unclear", "did_not_meet.says unclear.ours", [OURS, NOT_CERTAIN]),
        ("confirm", "NO, please take me off.", "confirm_no", "leave.take_me_off confirm_no.bare", ["The answer is no."]),
        ("meeting", "I will have to miss this one.", "rsvp_no", "skip.month rsvp_no.says", ["The writer is not coming to the meeting."]),
        (
            "confirm",
            "Yes please. No, I changed my mind.",
            "unclear",
            "confirm_yes.says confirm_no.bare confirm_no.says",
            ["Best reading, but not certain: confirm no. The answer is no.", NOT_CERTAIN],
        ),
        (
            "meeting",
            "I am on maternity leave from March.",
            "unclear",
            "pause.family_leave",
            ["Best reading, but not certain: pause. The writer will be away for long.", NOT_CERTAIN],
        ),
    ],
)  # fmt: skip
def test_what_is_read_and_why(kind: str, body: str, intent: str, fired: str, reasons: list[str]) -> None:
    event = read(body, kind)
    assert (event.intent, rows(event), list(event.reasons)) == (intent, fired, reasons)


def test_an_answer_to_all_of_the_group_is_the_group_s() -> None:
    told = read("The printer is out of paper.", "chat", cc=ANN)
    assert (told.intent, rows(told)) == ("group_chatter", "group_chatter.to_the_group")
    assert told.reasons == ("It is written to the group, not to us.",)
    asked = read("How are you all?", "chat", cc=ANN)
    assert asked.intents == ("group_chatter",), "the question is not for us"
    assert read("How are you all?", "chat").intent == "question"


def test_work_reported_to_us_alone_is_an_update_in_any_thread() -> None:
    words = "We launched our user engagement strategy in October and set up a user group."
    event = read(words, "chat")
    assert (event.intent, rows(event)) == ("update", "update.reports_work")
    assert event.reasons == ("The words report work in answer to our mail.",)
    assert read(words, "chat", cc=ANN).intent == "group_chatter"


def test_a_document_beside_few_words_is_the_update_that_a_person_opens() -> None:
    event = read("See attached.", "update", attached=1)
    assert (event.intent, event.needs_person) == ("update", True)
    assert event.reasons == (IN_ITS_THREAD, "The news are in an attachment, which is not opened.")
    spoken = read("The report is attached, and in short: we ran a survey of 200 users of our rail statistics in October, published what they said and changed two tables because of it; more on the new release calendar follows when the team has met, and we would like to hear how others do it.", "update", attached=1)  # fmt: skip
    assert spoken.intent == "update" and not spoken.needs_person


@pytest.mark.parametrize("known", [True, False, None])
def test_whom_we_know_is_ours_and_whom_we_do_not_know_is_the_help_desk_s(known: bool | None) -> None:
    event = read("The printer is out of paper.", known=known)
    assert event.intent == ("unclear" if known else "not_ours")


def test_thanks_of_more_than_25_words_are_read_by_a_person() -> None:
    few = " ".join(["thank you all very much"] * 5)
    assert read(few + ".", "welcome").intent == "thanks"
    assert read(few + " indeed.", "welcome").intent != "thanks"


@pytest.mark.parametrize(
    ("subject", "body", "intents", "fired"),
    [
        (CHAMPIONS, "I would like to join!", ["join"], "join.bare join.named_elsewhere"),
        ("", "I would like to join!", ["not_ours"], "join.bare"),
        (CHAMPIONS, "I would like to join if my manager agrees!", ["join"], "join.bare join.named_elsewhere join.conditional"),
        ("", "Please add my colleague Ann Gray to the champions network.", ["join_on_behalf"], "join_on_behalf.colleague"),
        (
            "",
            "Can I be a champion? My colleague Ann Gray would also like to join the user engagement champions.",
            ["join", "join_on_behalf"],
            "join.wants join.role join_on_behalf.colleague",
        ),
        (CHAMPIONS, "I'd like to put forward Lucy Gray.", ["join_on_behalf"], "join_on_behalf.puts_forward join_on_behalf.by_name"),
        (CHAMPIONS, "I'd like to put forward an idea.", ["unclear"], "join_on_behalf.puts_forward"),
        (
            "",
            "I am a quality champion already and would like to join the user engagement champions too.",
            ["join"],
            "other_network.asks join.wants",
        ),
        ("", "I am a quality champion and would like to join the quality champions group.", ["other_network"], "other_network.asks join.wants"),
    ],
)  # fmt: skip
def test_who_joins(subject: str, body: str, intents: list[str], fired: str) -> None:
    event = read(body, subject=subject)
    assert (list(event.intents), rows(event)) == (intents, fired)


def test_a_wish_with_a_condition_says_so() -> None:
    event = read("I would like to join if my manager agrees!", subject=CHAMPIONS)
    assert event.needs_person and event.reasons == (
        "The writer would like to join.",
        "The wish to join hangs on a condition.",
    )


@pytest.mark.parametrize(
    ("body", "intent", "fired"),
    [
        (
            "I am moving to DfT in January and would like to stay a champion.",
            "move_organisation",
            "move_organisation.moves move_organisation.stays_champion move_organisation.and_stays",
        ),
        ("I am moving house in January.", "unclear", "unclear.ours"),
        (
            "I am leaving ORR on Friday and have enjoyed my time as champion.",
            "leave",
            "leave.organisation leave.with_the_job",
        ),
        ("I am leaving ORR on Friday.", "unclear", "leave.organisation"),
        (
            "I am leaving ORR for a new job and have enjoyed my time as champion.",
            "unclear",
            "leave.organisation move_organisation.moves",
        ),
        ("I am on maternity leave from March until December.", "pause", "pause.family_leave pause.long_absence"),
        ("Maternity leave is a joy.", "unclear", "unclear.ours"),
        ("I am out until June, so please no chats.", "pause", "pause.until pause.out_until"),
        ("I am handing over to Ann Gray.", "handover", "handover.takes_over"),
        ("I am handing over the champion role to my successor.", "handover", "handover.takes_over"),
        ("I am handing over the champion role.", "unclear", "handover.takes_over"),
        ("Please take me off the list. Thanks!", "leave", "leave.take_me_off thanks.says"),
    ],
)
def test_who_moves_leaves_and_rests(body: str, intent: str, fired: str) -> None:
    event = read(body, known=True)
    assert (event.intent, rows(event)) == (intent, fired)
    assert event.also == ()


def test_who_has_moved_and_writes_from_the_new_address_proves_nothing_by_it() -> None:
    event = read(
        "I have moved from ORR to DfT and remain a champion. My new address is tom@dft.example.",
        known=True,
        sender="Tom Ashworth <tom@dft.example>",
    )
    assert event.intent == "change_address" and event.needs_person
    assert event.rules[-1] == "change_address.from_the_new_one"
    assert "The writer has moved and writes from the new address." in event.reasons


BLOCK = "From: Jo Doe <jo@x.example>\nSent: 10 November 2026\nTo: Tom\nSubject: champion"
WANTS_TO_JOIN = f"{BLOCK}\n\nI would like to join the user engagement champions."


@pytest.mark.parametrize(
    ("body", "intents", "last_rule"),
    [
        (f"One for you.\n\n{WANTS_TO_JOIN}", ["join_on_behalf"], "join_on_behalf.forwarded"),
        (f"One for you.\n\n{BLOCK}\n\nThe printer is out of paper.", ["unclear"], "unclear.ours"),
        (f"Please take me off the list.\n\n{WANTS_TO_JOIN}", ["leave"], "leave.take_me_off"),
    ],
)
def test_a_forwarded_wish_to_join_is_the_message(body: str, intents: list[str], last_rule: str) -> None:
    event = read(body, subject="FW: champion", known=True)
    assert (list(event.intents), event.rules[-1]) == (intents, last_rule)
    if intents == ["join_on_behalf"]:
        assert "The writer forwards somebody's request to join." in event.reasons


@pytest.mark.parametrize(
    ("kind", "body", "intents", "fired"),
    [
        ("meeting", "I would like to join!", ["unclear"], "join.bare"),
        ("confirm", "Take me off the list", ["leave"], "leave.take_me_off"),
        ("confirm", "No thanks, I have changed my mind.", ["confirm_no"], "confirm_no.bare confirm_no.says thanks.says"),
        ("meeting", "Please skip me for the December chat.", ["skip"], "skip.month"),
        ("chat", "We never met.", ["did_not_meet"], "did_not_meet.says"),
        (
            "update",
            "DfT (rail): nothing new\nORR (road): nothing to report",
            ["update"],
            "update_nil.nothing update.news_beside_nil update.in_its_thread",
        ),
        ("update", "I will send the update next week.", ["unclear"], "unclear.ours"),
        ("welcome", "I am a data ethics champion. Who runs that network?", ["question"], "other_network.asks question.asks_who"),
        ("new", "I am a data ethics champion. Who runs that network?", ["other_network"], "other_network.asks question.asks_who"),
    ],
)  # fmt: skip
def test_the_thread_tips_what_the_words_leave_open(kind: str, body: str, intents: list[str], fired: str) -> None:
    event = read(body, kind)
    assert (list(event.intents), rows(event)) == (intents, fired)


def test_a_wish_to_join_and_a_question_are_both_read() -> None:
    event = read("I would like to join! How many hours a month?", subject=CHAMPIONS)
    assert event.intents == ("join", "question")
    assert event.reasons[0] == "The writer would like to join."


@pytest.mark.parametrize(
    ("body", "intent", "last_rule"),
    [
        ("I am out of office until June.", "unclear", "pause.until"),
        ("I am out of office until June, please do not pair me.", "pause", "pause.out_until"),
        ("I am on parental leave, please pause my chats.", "pause", "pause.family_leave"),
        ("I am on parental leave from next week.", "pause", "pause.long_absence"),
        (
            "I have a new job at a new agency and want to stay a champion. My address will be tom@agency.example.",
            "move_organisation",
            "move_organisation.and_stays",
        ),
        ("I have left ORR; please take my name off.", "leave", "leave.take_me_off"),
        ("I may move to DfT in January and would like to stay a champion.", "unclear", "move_organisation.stays_champion"),
    ],
)  # fmt: skip
def test_absence_and_moves_by_their_details(body: str, intent: str, last_rule: str) -> None:
    event = read(body, known=True)
    assert (event.intent, event.rules[-1]) == (intent, last_rule)


def test_who_joined_the_new_body_and_writes_from_there_is_checked_through_the_old_address() -> None:
    event = read("I joined DfT from ORR in October, still a champion.", known=True, sender="Tom <tom@dft.example>")
    assert event.intent == "change_address" and event.needs_person
    assert "The writer has moved and writes from the new address." in event.reasons


def test_what_is_only_tentative_is_said_to_a_person_as_the_best_reading() -> None:
    event = read("Maybe take me off the list at some point.", known=True)
    assert (event.intent, event.needs_person) == ("unclear", True)
    assert event.reasons[0] == "Best reading, but not certain: leave. The writer asks to be taken off the list."
    asked = read("Could you take me off the list if I move house?", known=True)
    assert asked.intent == "question" and asked.reasons[0].startswith("Best reading, but not certain: leave. ")
    stranger = read("Maybe take me off the list at some point.", known=False)
    assert stranger.intent == "not_ours", "the help desk has many lists"
    beside = read("Thanks! I might be moving to DfT.", "welcome", known=True)
    assert "leave" not in beside.intents


PASSED_ON = "Hi Natasha\n\nJust wanted to pass on a big thank you to Ann for the talk on rail users.\n\nTom"
MONTHS = "Oct: new feedback button\nNov: met the taxi trade"


@pytest.mark.parametrize(
    ("kind", "known", "body", "intent", "last_rule", "reason"),
    [
        ("new", True, "Did the printer come?", "question", "question.asks", "The writer asks something."),
        ("chat", None, "Did the printer come?", "question", "question.asks", "The writer asks something."),
        ("new", None, "Did the champions come?", "question", "question.asks", "The writer asks something about the network."),
        ("new", None, "Did the printer come?", "not_ours", "not_ours.nothing_of_ours", NOTHING),
        ("new", True, PASSED_ON, "thanks", "thanks.to_somebody", "The one sentence says thank you."),
        ("new", False, PASSED_ON, "not_ours", "not_ours.nothing_of_ours", NOTHING),
        ("new", True, MONTHS, "update", "update.headed_by_months", "Lines headed by months tell what happened in them."),
        ("new", True, MONTHS.partition("\n")[0], "unclear", "unclear.ours", OURS),
        ("new", False, MONTHS, "not_ours", "not_ours.nothing_of_ours", NOTHING),
        ("chat", None, "Hi all\n\nThe printer is out of paper.", "group_chatter", "group_chatter.to_the_group", "It is written to the group, not to us."),
        ("chat", None, "The printer is out of paper. It is blue. Hi all", "unclear", "unclear.ours", OURS),
        ("update", None, "Please ignore that email, wrong window.", "unclear", "unclear.ours", OURS),
        ("update", None, "I am not sure what you need from me here.", "unclear", "unclear.ours", OURS),
        ("update", None, "We are not sure about the new tables. We met our users twice.", "update", "update.in_its_thread", IN_ITS_THREAD),
    ],
)  # fmt: skip
def test_what_a_letter_is_by_default(
    kind: str, known: bool | None, body: str, intent: str, last_rule: str, reason: str
) -> None:
    event = read(body, kind, known=known)
    assert (event.intent, event.rules[-1], event.reasons[0]) == (intent, last_rule, reason)


@pytest.mark.parametrize(
    ("body", "person"),
    [("In the file.", True), ("Here is it all.", True), ("Here it is all of it.", True), ("Here is all of it now then.", False)],
)  # fmt: skip
def test_fewer_than_six_words_beside_a_document_only_point_to_it(body: str, person: bool) -> None:
    event = read(body, "update", attached=1)
    assert (event.intent, event.needs_person) == ("update", person)


def test_a_tentative_reading_beside_a_certain_one_is_a_doubt() -> None:
    event = read("When is the meeting? Maybe take me off the list at some point.", known=True)
    assert (event.intents, event.needs_person) == (("question",), True)
    assert event.reasons[-1] == "It may also mean: leave. Nothing was changed for that."
    explained = read("When is the meeting? Maybe take me off the list at some point.", "meeting")
    assert explained.intent == "rsvp_maybe"
    assert not [reason for reason in explained.reasons if reason.startswith("It may also mean")]


@pytest.mark.parametrize(
    ("known", "sender", "intent"),
    [
        (True, "Tom <tom@orr.example>", "leave"),
        (None, "Tom <tom@orr.example>", "leave"),
        (False, "Tom <tom@orr.example>", "not_ours"),
        (True, "A <a@stranger.example>", "leave"),
        (None, "A <a@stranger.example>", "not_ours"),
        (False, "A <a@stranger.example>", "not_ours"),
    ],
)
def test_what_names_nothing_of_ours_counts_only_from_whom_we_may_know(
    known: bool | None, sender: str, intent: str
) -> None:
    event = read("Please take me off the list.", known=known, sender=sender)
    assert event.intent == intent
    assert ("not_ours.names_nothing_of_ours" in event.rules) is (intent == "not_ours")


def test_who_asks_for_somebody_else_to_be_taken_off_has_sent_no_update() -> None:
    event = read("Please take Zoe Hart off the champions list.", "update")
    assert (event.intent, rows(event)) == ("unclear", "leave.somebody_else")
    assert event.reasons[0].endswith("Somebody else is to be taken off the list; only they can ask for that.")


def test_a_case_study_beside_the_news_is_not_read_twice() -> None:
    event = read("I would like to be a case study. We launched our survey in October.", "update")
    assert event.intents == ("case_study",)


def test_thanks_and_a_question_beside_the_news_leave_them_an_update() -> None:
    event = read("Thanks! Are the chats recorded? We ran a survey of our users in October.", "update")
    assert event.intents == ("update", "question")


def test_an_answer_to_a_mail_to_the_lead_is_read_line_by_line() -> None:
    asked = Reference("7K3QM2X", "brief", "2026-11", None, "natasha@statistics.example", "x@statistics.example")
    event = understand(
        mail("1 hold\n2 send", sender="natasha@statistics.example"), replace(FACTS, open_matters=(asked,), known=True)
    )
    assert isinstance(event, Letter)
    assert (event.intent, event.rules[-1]) == ("unclear", "lead.answer")
    assert event.reasons[0] == "An answer to a mail to the lead is read line by line."


ADD_US = "Please add me and my colleague Ann Gray to the user engagement champions list."


@pytest.mark.parametrize(
    ("subject", "body", "intents", "reason"),
    [
        (
            "",
            f"{ADD_US} I put forward my colleague Ann Gray as a champion.",
            ["join", "join_on_behalf"],
            "The writer joins together with somebody else.",
        ),
        (
            "I want to join the user engagement champions",
            "My colleague Ann would like to join the user engagement champions.",
            ["join", "join_on_behalf"],
            "The writer asks to join the network.",
        ),
        (
            "Join the user engagement champions",
            "My colleague Ann would like to join the user engagement champions.",
            ["join_on_behalf"],
            "Somebody else is put forward as a champion.",
        ),
        ("", "I nominate Ann Gray to join the user engagement champions.", ["join_on_behalf"], "Somebody else is put forward as a champion."),
        (CHAMPIONS, "I'd like to put forward Lucy Gray.", ["join_on_behalf"], "Somebody is put forward by name."),
    ],
)  # fmt: skip
def test_who_joins_with_whom(subject: str, body: str, intents: list[str], reason: str) -> None:
    event = read(body, subject=subject)
    assert list(event.intents) == intents
    assert reason in event.reasons


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("I am moving to DfT in January and would like to stay a champion.", "The writer moves and stays a champion."),
        ("I am on maternity leave from March until December.", "The writer will be away for a long time."),
        ("I am out until June, so please no chats.", "The writer wants no chats until a day."),
        ("I am leaving ORR on Friday and have enjoyed my time as champion.", "The writer leaves the organisation and the role."),
    ],
)  # fmt: skip
def test_several_signs_together_say_what_they_mean(body: str, reason: str) -> None:
    assert read(body, known=True).reasons[-1] == reason


@pytest.mark.parametrize(
    "told",
    [
        "My new email address is tom@dft.example. Please add me to the champions list.",
        "My email address has changed to tom@dft.example.",
    ],
)
def test_a_new_address_after_a_move_is_one_change_and_no_wish_to_join(told: str) -> None:
    event = read(f"I joined DfT from ORR in October. {told}", known=True, sender="Tom <tom@dft.example>")
    assert event.intents == ("change_address",)


def test_work_with_the_toolkit_is_news_and_what_was_found_is_feedback() -> None:
    assert read("We tested the toolkit with our team.", "update").intents == ("update",)
    assert read("We tested the toolkit and have feedback: section 3 is too long.", "update").intent == "feedback"
    assert read("Feedback on the toolkit: section 3 is too long.", "update").intent == "feedback"
