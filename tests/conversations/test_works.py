"""Commitments, case studies and feedback, from the mail to what the lead's yes makes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import CaseStudyState, Champion, CommitmentState, FeedbackState, Stage, Status
from mailflow.tally import committed, published, tally
from tests.conversations.town import Town, as_letters, body_of

SUNITA = "Sunita Bhatt <sunita.bhatt@nisra.example>"
CONOR = "Conor McAteer <conor.mcateer@nisra.example>"
WEI = "Wei Zhang <wei.zhang@dbt.example>"
CALLUM = "Callum Baird <callum.baird@nrs.example>"
HANNAH = "Hannah Lindqvist <h.lindqvist@ofs.example>"

COMMITMENT = """Dear colleagues

Please find below NISRA's commitment to the strategy, agreed by our board on 5 November 2026.

Over the next three years NISRA will:
- raise the profile of user engagement through an annual user day
- review existing practices and agree metrics by March 2027
- gather immediate feedback on all accredited official statistics publications
- work with NRS and the Welsh Government on a shared approach to census users

Contact: Conor McAteer

Regards
Dr Sunita Bhatt
Head of Profession for Statistics, NISRA"""
PROPOSAL = """Hi

I think our trade statistics user panel would make a good case study for the website. Short version: users couldn't \
find the monthly tables, we set up a panel of 20 small exporters, redesigned the landing page with them, and \
contacts to our helpdesk fell by about a third.

I can write it up if you send me the format. Comms would need to clear it our end.

Wei"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    for name, address, home in (
        ("Conor McAteer", "conor.mcateer@nisra.example", "NISRA"),
        ("Wei Zhang", "wei.zhang@dbt.example", "DBT"),
        ("Callum Baird", "callum.baird@nrs.example", "NRS"),
        ("Hannah Lindqvist", "h.lindqvist@ofs.example", "OfS"),
    ):
        made.has(Champion(0, name, address, home, Status.ACTIVE))
    return made


def brief_on(town: Town, day: str):
    town.wakes(f"{day}T08:30+00:00")
    (brief,) = town.tells_lead()
    return brief


def test_a_commitment(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(SUNITA, "NISRA commitment to the User Engagement Strategy for Statistics", COMMITMENT)
    assert as_letters(town.says()) == snapshot(name="received")
    assert committed(town.store.works.commitments(), (), on=town.now.date()).count == 0
    brief = brief_on(town, "2026-11-11")
    assert as_letters([brief]) == snapshot(name="brief")
    town.lead_replies("1 yes", brief)
    assert as_letters(town.tells_lead()) == snapshot(name="receipt")
    assert as_letters(town.says()) == snapshot(name="sender and contact")

    town.now = datetime(2026, 11, 12, 10, tzinfo=UTC)
    town.hears(
        SUNITA, "NISRA's commitment to the user engagement strategy",
        "Our commitment, agreed by our board on 12 November 2026. Over the next three years NISRA will:\n"
        "- train our staff in user engagement\n\nContact: Maeve Quinn\n\nSunita",
    )  # fmt: skip
    brief = brief_on(town, "2026-11-13")
    town.lead_replies("2 yes", brief)
    (receipt,) = town.tells_lead()
    assert "replaces the older one" in body_of(receipt) and "no address for Maeve Quinn" in body_of(receipt)
    told = town.store.works.commitments()
    assert [one.state for one in told] == [CommitmentState.REPLACED, CommitmentState.ACCEPTED]
    assert committed(told, town.store.register.organisations(), on=town.now.date()).count == 1


def test_a_commitment_that_the_lead_declines(town: Town) -> None:
    town.hears(SUNITA, "NISRA commitment to the User Engagement Strategy for Statistics", COMMITMENT)
    town.says()
    town.lead_replies("1 no", brief_on(town, "2026-11-11"))
    assert [one.state for one in town.store.works.commitments()] == [CommitmentState.DECLINED]
    assert town.says() == []


def test_a_case_study_from_its_proposal_to_its_link(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(WEI, "Possible case study - trade stats user panel", PROPOSAL)
    (form,) = town.says()
    assert as_letters([form]) == snapshot(name="format")
    brief = brief_on(town, "2026-11-11")
    assert as_letters([brief]) == snapshot(name="brief")
    town.lead_replies("1 yes", brief)
    assert town.says() == []
    town.tells_lead()

    town.now = datetime(2026, 11, 20, 10, tzinfo=UTC)
    text = "Here is the text. Comms have cleared it.\n\nThe task: small exporters could not find tables."
    town.replies(WEI, text, form)
    assert as_letters(town.says()) == snapshot(name="draft")
    brief = brief_on(town, "2026-11-23")
    town.now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    town.lead_replies("2 yes", brief)
    assert [one.state for one in town.store.works.case_studies()] == [CaseStudyState.CLEARED]
    town.tells_lead()

    brief = brief_on(town, "2026-11-24")
    town.lead_replies("3 yes", brief)
    assert "we need the link" in body_of(town.tells_lead()[0])
    town.wakes("2026-11-24T10:00+00:00")
    town.lead_replies("3 yes https://hub.example/case-studies/trade-panel.", brief)
    assert as_letters(town.tells_lead()) == snapshot(name="receipt")
    assert as_letters(town.says()) == snapshot(name="published")
    (live,) = published(town.store.works.case_studies(), on=town.now.date())
    assert (live.organisation, live.link) == ("DBT", "https://hub.example/case-studies/trade-panel")


def test_feedback_is_passed_on_and_counts(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        CALLUM, "Toolkit + theme groups",
        "Hello\n\nComments on the draft toolkit as requested:\n- section 3 is great\n- the templates don't work with a "
        "screen reader\n- could there be something about small organisations?\n\nAlso who do I talk to about joining "
        "the housing theme group?\n\nCallum",
    )  # fmt: skip
    assert as_letters(town.says()) == snapshot(name="received")
    brief = brief_on(town, "2026-11-11")
    assert as_letters([brief]) == snapshot(name="brief")
    feedback = next(one.id for one in town.store.register.questions() if one.matter == "feedback")
    town.lead_replies(f"{feedback} yes", brief)
    assert as_letters(town.says()) == snapshot(name="passed on")
    assert [one.state for one in town.store.works.feedback()] == [FeedbackState.PASSED_ON]
    counted = tally(town.store.works.activities(), town.store.register.organisations(), on=town.now.date())
    (callum,) = counted[-1].done
    assert (counted[-1].kind, callum.sources[0][:5]) == ("feedback_on_hub", "mail:")
    assert len(town.store.register.questions()) == 1  # what they asked still waits


def test_ask_me_again_in_february(town: Town, snapshot: SnapshotAssertion) -> None:
    town.now = town.now.replace(day=26)
    town.hears(
        HANNAH, "Re: Your update for November: what is happening with user engagement? [CC-2026-11]",
        "Answers below in blue\n\n> Hello Hannah\n>\n> 1. Did your group meet?\nYep, 17 Nov, all four of us\n>\n"
        "> 2. What has your organisation been doing on user engagement?\nWebpage is live internally (finally!!) and "
        "we've run 2 lunch and learns\n>\n> 3. Anything you need help with?\nno\n>\n"
        "> 4. Could we use this as a case study?\n"
        "Not yet, ask me in Feb",
    )  # fmt: skip
    town.says()
    (page,) = town.store.works.activities()
    assert (page.kind, page.organisations, page.state, page.approved) == ("internal_pages", ("OfS",), Stage.DONE, None)
    town.lead_replies("1 yes", brief_on(town, "2026-11-27"))
    town.tells_lead()
    (page,) = town.store.works.activities()
    assert page.approved_by == "Natasha Bowen"
    town.wakes("2027-02-01T09:00+00:00")
    (brief,) = town.tells_lead()
    assert as_letters([brief]) == snapshot(name="brief")
    town.says()
    (later,) = [one.id for one in town.store.register.questions() if one.matter == "case-study-later"]
    town.lead_replies(f"{later} yes", brief)
    (again,) = town.says()
    assert as_letters([again]) == snapshot(name="again")
    town.replies(HANNAH, "Yes please, it would be about our internal pages.", again)
    assert "the format" in str(town.says()[0]["Subject"])


def test_the_command_line_decides_the_same_way(town: Town) -> None:
    town.hears(SUNITA, "NISRA commitment to the User Engagement Strategy for Statistics", COMMITMENT)
    town.hears(WEI, "Possible case study - trade stats user panel", PROPOSAL)
    assert {one.matter for one in town.store.register.questions()} == {"commitment", "case-study"}
