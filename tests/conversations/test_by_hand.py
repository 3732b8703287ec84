"""The lead answers from the mailbox themselves; the service notices, and keeps its peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.network import Champion, Status
from tests.conversations.town import Town

PRIYA = "Priya Raman <priya.raman@dft.example>"
TOM = "Tom Ashworth <thomas.ashworth@orr.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    for name, address, home in (
        ("Priya Raman", "priya.raman@dft.example", "DfT"),
        ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
        ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
    ):
        made.has(Champion(0, name, address, home, Status.ACTIVE))
    return made


def test_a_question_is_settled_and_the_complaint_is_over(town: Town) -> None:
    town.hears(TOM, "Champion emails", "I've now had five emails in nine days. Please can someone look at this.\n\nTom")
    assert [one.intent for one in town.store.register.questions()] == ["complaint"]
    town.says()
    town.answers_by_hand(TOM, 1)
    assert not town.store.register.questions()
    (settled,) = town.store.register.questions(settled=True)
    assert settled.answer == "answered by hand on 10 November 2026"
    assert town.store.register.find("thomas.ashworth@orr.example")[0].suppressed == ""
    assert town.says() == []
    assert town.store.ledger.counts(of="Sent") == {"by_hand": 1}


def test_nobody_is_reminded_of_an_update_that_the_lead_has_talked_about(town: Town) -> None:
    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-21T09:30+00:00")
    requests = {str(mail["To"]): mail for mail in town.says()}
    town.answers_by_hand(PRIYA, 99, chain=str(requests[PRIYA]["Message-ID"]))
    town.wakes("2026-12-29T09:30+00:00")
    reminded = [str(mail["To"]) for mail in town.says() if "Reminder" in str(mail["Subject"])]
    assert PRIYA not in reminded
    assert TOM in reminded


def test_a_reminder_that_waits_is_cancelled(town: Town) -> None:
    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-21T09:30+00:00")
    requests = {str(mail["To"]): mail for mail in town.says()}
    town.wakes("2026-12-29T09:30+00:00")
    town.answers_by_hand(PRIYA, 99, chain=str(requests[PRIYA]["Message-ID"]))
    assert PRIYA not in [str(mail["To"]) for mail in town.says()]
    (cancelled,) = [row for row in town.store.queue.listed(("cancelled",)) if row.mail.startswith("update/")]
    assert (cancelled.mail, cancelled.why) == ("update/remind", "answered by hand on 29 December 2026")


def test_an_applicant_whom_the_lead_has_answered_is_not_reminded_but_may_still_lapse(town: Town) -> None:
    moira = "Moira Kettle <moira.kettle@dwp.example>"
    town.hears(moira, "champion", "Can I be a user engagement champion please\n\nMoira")
    (confirm,) = town.says()
    town.answers_by_hand(moira, 1, chain=str(confirm["Message-ID"]))
    town.wakes("2026-11-17T10:30+00:00")
    assert town.says() == []
    town.wakes("2026-12-10T10:30+00:00")
    assert town.store.register.find("moira.kettle@dwp.example")[0].status is Status.LAPSED
    town.wakes("2026-12-11T10:30+00:00")
    assert town.store.register.find("moira.kettle@dwp.example") == []  # nothing is known of her any more


def test_what_nothing_waited_for_is_recorded_and_kept_by_digest_only(town: Town) -> None:
    town.answers_by_hand(PRIYA, 42)
    town.answers_by_hand("Gerald <g@mail.example>", 43)
    town.answers_by_hand("Gerald <g@mail.example>", 44)
    assert town.store.ledger.counts(of="Sent") == {"ignored": 1, "not_ours": 2}
    assert town.store.ledger.counts(without="Sent") == {}
