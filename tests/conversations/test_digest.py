"""A month's digest: what people tell, what the lead lets count, the draft, and what champions read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, DigestState, Status
from mailflow.tally import tally
from tests.conversations.town import Town, as_letters, body_of

SUBJECT = "Re: Your update for November: what is happening with user engagement? [CC-2026-11]"
EILIDH = "Eilidh Munro <eilidh.munro@sg.example>"
HANNAH = "Hannah Lindqvist <h.lindqvist@ofs.example>"
RUTH = "Ruth Castellano <ruth.castellano@dwp.example>"
TOM = "Tom Ashworth <thomas.ashworth@orr.example>"
JON = "Jonathan Pike <jonathan.pike@hmrc.example>"
DYLAN = "Dylan Evans <dylan.evans@wg.example>"

TOLD = {
    RUTH: "For my chat update - we've done the internal launch, email to all 900 analysts from the Chief Statistician "
    "with a link to the hub.\n\nRuth",
    HANNAH: "Our internal web page is live, finally.\n\nHannah",
    TOM: "We are planning a workshop with the USER hub in January.\n\nTom",
    JON: "OFFICIAL-SENSITIVE\n\nWe tested the release with three users. The headline will be 4.7% up on the quarter."
    "\n\nJon",
    DYLAN: "Rydym wedi lansio'r strategaeth yn fewnol.\n\nDylan",
}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    for name, address, home in (
        ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
        ("Hannah Lindqvist", "h.lindqvist@ofs.example", "OfS"),
        ("Ruth Castellano", "ruth.castellano@dwp.example", "DWP"),
        ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
        ("Jonathan Pike", "jonathan.pike@hmrc.example", "HMRC"),
        ("Dylan Evans", "dylan.evans@wg.example", "WG"),
    ):
        made.has(Champion(0, name, address, home, Status.ACTIVE))
    made.now = datetime(2026, 11, 26, 10, tzinfo=UTC)
    return made


def told(town: Town) -> dict[str, int]:
    """Everybody tells; gives the questions by whose updates they are about."""
    for person, words in TOLD.items():
        town.hears(person, SUBJECT, words)
    receipts = town.says()
    assert len(receipts) == len(TOLD)
    town.receipts = {str(mail["To"]): mail for mail in receipts}
    names = {one.id: one.name for one in town.store.register.champions()}
    return {names[one.champion].split()[0]: one.id for one in town.store.register.questions() if one.champion}


def drafted(town: Town):
    town.wakes("2026-12-08T09:00+00:00")
    (draft,) = [mail for mail in town.tells_lead() if "igest for November" in str(mail["Subject"])]
    return draft


def digests(town: Town):
    """What champions got; in between, groups are drawn and updates asked for."""
    return [mail for mail in town.says() if is_digest(mail)]


def is_digest(mail) -> bool:
    return any(words in str(mail["Subject"]) for words in ("What champions did", "Yr hyn a wnaeth hyrwyddwyr"))


def lead_gets(town: Town, about: str):
    return [mail for mail in town.tells_lead() if about in str(mail["Subject"])]


def approve(town: Town, *numbers: int):
    town.wakes("2026-11-27T08:30+00:00")
    (brief,) = town.tells_lead()
    town.lead_replies("\n".join(f"{number} yes" for number in numbers), brief)
    town.tells_lead()
    return brief


def count(town: Town, kind: str) -> list[str]:
    counted = tally(town.store.works.activities(), town.store.register.organisations(), on=date(2026, 11, 30))
    return [one.key for one in next(one for one in counted if one.kind == kind).done]


def test_a_digest(town: Town, snapshot: SnapshotAssertion) -> None:
    questions = told(town)
    assert count(town, "internal_launch") == []
    brief = approve(town, *(questions[name] for name in ("Ruth", "Hannah", "Tom", "Jonathan")))
    assert as_letters([brief]) == snapshot(name="brief")
    assert "4.7" not in body_of(brief)
    assert count(town, "internal_launch") == ["DWP"]
    assert count(town, "hub_workshop") == []  # planning is not done
    draft = drafted(town)
    assert as_letters([draft]) == snapshot(name="draft")
    hannah = next(number for number, one in town.store.register.updates() if one.organisation == "OfS")
    town.now = datetime(2026, 12, 8, 9, 5, tzinfo=UTC)
    town.lead_replies(f"drop {hannah}\nyes", draft)
    assert as_letters(town.tells_lead()) == snapshot(name="receipt")
    assert digests(town) == []
    town.wakes("2026-12-08T09:06+00:00")
    assert as_letters(lead_gets(town, "Digest")) == snapshot(name="hold")
    town.wakes("2026-12-08T10:30+00:00")
    sent = digests(town)
    assert len(sent) == 6
    assert as_letters(sent[:1]) == snapshot(name="digest")
    text = body_of(sent[0])
    assert "4.7" not in text and "web page is live" not in text and "lansio" not in text
    assert [one.state for one in town.store.works.digests()] == [DigestState.SENT]
    assert [one.matter for one in town.store.register.questions()] == ["update"]  # Dylan's still waits for a reader
    town.lead_replies("yes", draft)
    assert "was approved or sent before" in body_of(town.tells_lead()[0])


def test_nothing_leaves_without_a_yes_and_stop_holds_it(town: Town) -> None:
    approve(town, told(town)["Ruth"])
    draft = drafted(town)
    town.wakes("2026-12-11T09:00+00:00")
    assert digests(town) == []
    town.now = datetime(2026, 12, 11, 9, 5, tzinfo=UTC)
    town.tells_lead()
    town.lead_replies("Yes please\n\nNatasha", draft)
    town.tells_lead()
    town.wakes("2026-12-11T09:06+00:00")
    (notice,) = lead_gets(town, "Digest")
    town.lead_replies("STOP", notice)
    assert "We are holding six emails" in body_of(town.tells_lead()[0])
    town.wakes("2026-12-11T13:00+00:00")
    assert digests(town) == []


def test_a_draft_can_wait_and_comes_anew(town: Town, snapshot: SnapshotAssertion) -> None:
    questions = told(town)
    approve(town, questions["Ruth"])
    draft = drafted(town)
    town.now = datetime(2026, 12, 8, 9, 5, tzinfo=UTC)
    town.lead_replies("hold until Monday", draft)
    assert as_letters(town.tells_lead()) == snapshot(name="receipt")
    town.wakes("2026-12-09T08:30+00:00")
    (brief,) = lead_gets(town, "Brief")
    town.lead_replies(f"{questions['Dylan']} yes", brief)
    town.tells_lead()
    town.wakes("2026-12-14T08:30+00:00")
    town.tells_lead()
    town.wakes("2026-12-14T09:00+00:00")
    (anew,) = lead_gets(town, "Draft digest for November 2026")
    assert "lansio" in body_of(anew)


def test_a_writer_takes_a_line_back_before_it_is_sent(town: Town, snapshot: SnapshotAssertion) -> None:
    questions = told(town)
    approve(town, questions["Ruth"], questions["Hannah"])
    draft = drafted(town)
    town.now = datetime(2026, 12, 8, 9, 5, tzinfo=UTC)
    town.lead_replies("yes", draft)
    town.tells_lead()
    town.wakes("2026-12-08T09:06+00:00")
    town.now = datetime(2026, 12, 8, 9, 10, tzinfo=UTC)
    town.replies(RUTH, "Please leave my line out of the digest, comms have not cleared it.", town.receipts[RUTH])
    town.wakes("2026-12-08T09:11+00:00")
    town.wakes("2026-12-08T11:00+00:00")
    left = town.says()
    (receipt,) = [mail for mail in left if "taken back" in str(mail["Subject"])]
    sent = [mail for mail in left if is_digest(mail)]
    assert as_letters([receipt]) == snapshot(name="withdrawn")
    assert len(sent) == 6
    assert all("900 analysts" not in body_of(mail) and "web page is live" in body_of(mail) for mail in sent)
    assert count(town, "internal_launch") == []


def test_a_writer_takes_a_line_back_after_it_was_sent(town: Town) -> None:
    questions = told(town)
    approve(town, questions["Ruth"], questions["Hannah"])
    town.lead_replies("yes", drafted(town))
    town.wakes("2026-12-08T09:06+00:00")
    town.wakes("2026-12-08T11:00+00:00")
    sent = digests(town)
    ruth = next(mail for mail in sent if RUTH.split(maxsplit=1)[0] in str(mail["To"]))
    town.replies(RUTH, "WITHDRAW", ruth)
    (receipt,) = town.says()
    assert "cannot be called back" in body_of(receipt).replace("\n", " ")
    assert count(town, "internal_launch") == []
    town.wakes("2026-12-08T12:00+00:00")
    town.wakes("2026-12-08T14:00+00:00")
    assert digests(town) == []


def test_before_the_lead_has_looked_a_withdrawal_settles_the_question(town: Town) -> None:
    questions = told(town)
    town.replies(HANNAH, "Please withdraw my update.", town.receipts[HANNAH])
    town.says()
    assert questions["Hannah"] not in {one.id for one in town.store.register.questions()}


def test_a_late_update_stands_in_the_next_digest(town: Town, snapshot: SnapshotAssertion) -> None:
    approve(town, told(town)["Ruth"])
    town.lead_replies("yes", drafted(town))
    town.wakes("2026-12-08T09:06+00:00")
    town.wakes("2026-12-08T11:00+00:00")
    town.says()
    town.tells_lead()
    town.hears(
        EILIDH, "RE: Reminder: your update for November [CC-2026-11]",
        "So sorry this is so late. In November we ran a drop in session on using Google Analytics with our "
        "dissemination team.\n\nEilidh",
    )  # fmt: skip
    town.says()
    (late,) = [one.id for one in town.store.register.questions() if "Eilidh" in one.reason]
    town.wakes("2026-12-09T08:30+00:00")
    (brief,) = lead_gets(town, "Brief")
    town.lead_replies(f"{late} yes", brief)
    town.tells_lead()
    town.wakes("2027-01-07T09:00+00:00")
    drafts = [mail for mail in town.tells_lead() if "raft digest" in str(mail["Subject"])]
    assert as_letters(drafts) == snapshot(name="draft")


def test_nobody_told_anything_no_draft(town: Town) -> None:
    town.wakes("2026-12-08T09:00+00:00")
    assert lead_gets(town, "igest") == []
