"""Counting: organisations once each, successors forward, and every number with the mails behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mailflow.network import (
    Activity,
    CaseStudy,
    CaseStudyState,
    Commitment,
    CommitmentState,
    Organisation,
    Stage,
)
from mailflow.tally import committed, published, tally

YES = datetime(2022, 1, 10, tzinfo=UTC)
END = date(2022, 3, 31)
DIT = Organisation("DIT", "Department for International Trade", successor="DBT", succeeded=date(2023, 2, 7))
BEIS = Organisation("BEIS", "Business, Energy and Industrial Strategy", successor="DBT", succeeded=date(2023, 2, 7))
DBT = Organisation("DBT", "Department for Business and Trade")
DEFRA = Organisation("Defra", "Department for Environment, Food and Rural Affairs")
NRS = Organisation("NRS", "National Records of Scotland")
ALL = (DIT, BEIS, DBT, DEFRA, NRS)


def did(kind: str, *organisations: str, mail: str = "mail:a", number: int = 1, **more: object) -> Activity:
    return replace(Activity(number, mail, 1, "2022-01", kind, organisations, approved=YES), **more)


def count(activities: list[Activity], kind: str, on: date = END):
    return next(one for one in tally(activities, ALL, on=on) if one.kind == kind)


def names(counted) -> list[str]:
    return [one.key for one in counted]


def test_an_organisation_counts_once_with_every_mail_that_says_so():
    found = count(
        [did("tools", "Defra", tool="GA4"), did("tools", "Defra", mail="mail:b", number=2), did("tools", "NRS")],
        "tools",
    )
    assert (found.count, names(found.done)) == (2, ["Defra", "NRS"])
    assert found.done[0].sources == ("mail:a", "mail:b")
    assert (found.done[0].name, found.done[0].tools) == (DEFRA.name, ("GA4",))


def test_joint_working_counts_each_organisation_that_it_names():
    assert names(count([did("joint_working", "DIT", "Defra", "NRS")], "joint_working").done) == ["DIT", "Defra", "NRS"]


def test_a_successor_counts_once_from_its_day_and_the_past_keeps_its_names():
    told = [did("metrics", "DIT"), did("metrics", "BEIS", mail="mail:b", number=2)]
    assert names(count(told, "metrics").done) == ["BEIS", "DIT"]
    after = count(told, "metrics", on=date(2023, 2, 7))
    assert (names(after.done), after.done[0].sources) == (["DBT"], ("mail:a", "mail:b"))


def test_a_circle_of_successors_ends():
    circle = (replace(NRS, successor="Defra"), replace(DEFRA, successor="NRS"))
    assert len(tally([did("tools", "NRS")], circle, on=END)[4].done) == 1


def test_what_is_planned_is_not_done_and_what_is_done_is_not_planned_again():
    told = [did("metrics", "NRS", state=Stage.PLANNED), did("metrics", "Defra", state=Stage.UNDER_WAY)]
    found = count([*told, did("metrics", "Defra", number=2)], "metrics")
    assert (names(found.done), names(found.under_way), names(found.planned)) == (["Defra"], [], ["NRS"])


def test_feedback_counts_people():
    told = [did("feedback_on_hub", "NRS", champion=one, number=one) for one in (1, 2, 2, 3)]
    found = count(told, "feedback_on_hub")
    assert (found.count, found.counts_people, names(found.done)) == (3, True, ["1", "2", "3"])


def test_only_what_is_approved_not_withdrawn_and_of_that_time_counts():
    told = [
        did("tools", "NRS", approved=None),
        did("tools", "Defra", withdrawn=YES),
        did("tools", "DIT", month="2022-04"),
    ]
    assert count(told, "tools").count == 0
    assert count(told, "tools", on=date(2022, 4, 1)).count == 1


def test_hub_help_of_a_plan_is_no_help_yet():
    told = [
        did("internal_launch", "NRS"),
        did("internal_launch", "NRS", number=2, state=Stage.PLANNED, with_hub=True),
        did("internal_launch", "Defra", with_hub=True),
    ]
    assert [(one.key, one.with_hub) for one in count(told, "internal_launch").done] == [("Defra", True), ("NRS", False)]


def test_commitments_count_organisations():
    accepted = CommitmentState.ACCEPTED
    told = [
        Commitment(1, "NRS", ("profile",), state=CommitmentState.REPLACED, source="mail:a"),
        Commitment(2, "NRS", ("review", "profile"), state=accepted, agreed=date(2022, 1, 1), source="mail:b"),
        Commitment(3, "Defra", ("review",), state=CommitmentState.RECEIVED, source="mail:c"),
        Commitment(4, "DIT", ("review",), state=accepted, source="mail:d"),
        Commitment(5, "BEIS", ("develop",), state=accepted, source="mail:e"),
    ]
    found = committed(told, ALL, on=END)
    assert (found.count, [len(one) for one in found.aims.values()]) == (3, [1, 0, 2, 0, 0, 1])
    assert committed(told, ALL, on=date(2023, 3, 1)).count == 2
    assert found.organisations[2].sources == ("mail:b",)


def test_a_case_study_counts_when_it_can_be_read():
    told = [
        CaseStudy(1, "NRS", "a", state=CaseStudyState.CLEARED),
        CaseStudy(2, "NRS", "b", state=CaseStudyState.PUBLISHED, published=date(2022, 1, 1)),
        CaseStudy(3, "NRS", "c", state=CaseStudyState.PUBLISHED, published=date(2022, 5, 1)),
    ]
    assert [one.id for one in published(told, on=END)] == [2]
