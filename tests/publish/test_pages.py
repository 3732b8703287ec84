"""What the pages show, and above all what they do not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape

import pytest

from mailflow.cli.house import templates_folder
from mailflow.network import (
    Activity,
    CaseStudy,
    CaseStudyState,
    Champion,
    Commitment,
    CommitmentState,
    Organisation,
    Stage,
    Status,
)
from mailflow.publish import Copy, Facts, PageFault, Texts
from mailflow.publish.cadence import cadence, length
from mailflow.publish.charts import Row, chart
from mailflow.publish.names import was_member
from mailflow.publish.numbers import Period, numbers
from mailflow.publish.review import review
from mailflow.publish.site import Options, site
from tests.people import DFT, DYLAN, EILIDH, NISRA, PRIYA, SETTINGS, TOM

YES = datetime(2026, 10, 1, 9, tzinfo=UTC)
TODAY = date(2026, 11, 10)
ERASED = Champion(9, "a champion", "", "DfT", Status.ERASED, listed=False)
EN = Texts(templates_folder(), "en")


def did(number: int, kind: str, *organisations: str, **more: object) -> Activity:
    return replace(Activity(number, f"mail:{number:032d}", 1, "2026-10", kind, organisations, approved=YES), **more)


FACTS = Facts(
    SETTINGS,
    TODAY,
    champions=(PRIYA, TOM, replace(EILIDH, listed=False), replace(DYLAN, status=Status.LEFT), ERASED),
    organisations=(DFT, NISRA, Organisation("ORR", "Office of Rail & Road"), Organisation("SG", "Scottish Government")),
    activities=(
        did(1, "metrics", "DfT"),
        did(2, "metrics", "ORR", champion=2, approved=None),
        did(3, "metrics", "SG", champion=3, withdrawn=YES),
        did(4, "metrics", "NISRA", champion=3),
        did(5, "feedback_on_hub", "DfT"),
        did(6, "feedback_on_hub", "SG", champion=3),
        did(7, "internal_launch", "SG", champion=3, state=Stage.PLANNED),
    ),
    commitments=(
        Commitment(1, "DfT", ("profile",), state=CommitmentState.ACCEPTED, source="mail:c"),
        Commitment(2, "SG", ("review",), state=CommitmentState.DECLINED, source="mail:d"),
        Commitment(3, "ORR", ("review",), state=CommitmentState.RECEIVED, source="mail:e"),
    ),
    case_studies=(
        CaseStudy(
            1, "DfT", "Trains <b>& users</b>", "secret", 1, CaseStudyState.PUBLISHED, link="https://hub.example/a",
            published=date(2026, 10, 2),
        ),
        CaseStudy(2, "ORR", "Not out yet", state=CaseStudyState.CLEARED),
        CaseStudy(3, "SG", "A trap", state=CaseStudyState.PUBLISHED, link="javascript:alert(1)"),
    ),
    mails={f"mail:{1:032d}": date(2026, 10, 1)},
    held=frozenset({f"mail:{4:032d}"}),
)  # fmt: skip


def made(copy: Copy = Copy.PUBLIC, facts: Facts = FACTS, *, archived: bool = False) -> dict[str, str]:
    return site(facts, templates_folder(), Options(copy, archived))


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_both_languages_have_every_page():
    files = made()
    pages = {"index.html", "champions.html", "case-studies.html", "progress.html"}
    assert set(files) == {"style.css"} | pages | {f"cy/{one}" for one in pages}
    assert all('<html lang="cy">' in text for name, text in files.items() if name.startswith("cy/"))
    assert all("nid yw wedi'i wirio eto" in words_of(text) for name, text in files.items() if name.startswith("cy/"))


def test_only_listed_members_stand_on_the_champions_page():
    page = words_of(made()["champions.html"])
    assert "Priya Raman Department for Transport" in page
    assert "Tom Ashworth Office of Rail & Road" in page
    assert "10 November 2026" in page
    for hidden in ("Eilidh", "Dylan", "a champion"):
        assert hidden not in page


@pytest.mark.parametrize("copy", list(Copy))
def test_nothing_private_stands_on_any_page(copy: Copy):
    for name, text in made(copy).items():
        addresses = set(re.findall(r"[\w.]+@[\w.]+", text))
        assert addresses <= {"gsshelp@statistics.example"}, name
        for hidden in ("Eilidh", "Dylan", "secret", "Not out yet", "javascript:", "<b>"):
            assert hidden not in text, (name, hidden)


def test_the_public_copy_names_organisations_and_no_people():
    page = words_of(made()["progress.html"])
    about = "two organisations : metrics for user engagement (done)"
    assert f"{about} Department for Transport and one more that may not be named here" in page
    assert "Northern Ireland" not in page
    assert "two champions" in page
    assert "Priya" not in page
    assert "mail:" not in page


def test_the_leads_copy_says_which_mails_and_who():
    page = words_of(made(Copy.LEAD)["progress.html"])
    assert f"Department for Transport mail:{1:032d}, 1 October 2026, told by Priya Raman" in page
    assert f"mail:{7:032d}, told by #3" in page
    assert "Do not publish it" in page


def test_people_words_are_escaped_and_only_web_links_are_links():
    page = made()["case-studies.html"]
    assert '<a href="https://hub.example/a">Trains &lt;b&gt;&amp; users&lt;/b&gt;</a>' in page
    assert "<span>A trap</span>" in page


def test_archived_pages_say_so():
    notice = "This item is archived. Information presented here may be out of date."
    assert all(notice in text for name, text in made(archived=True).items() if name.endswith("l") and "cy/" not in name)
    assert not any(notice in text for text in made().values())


def test_pages_of_an_empty_network():
    files = made(facts=Facts(SETTINGS, TODAY))
    assert "No names stand here yet." in files["champions.html"]
    assert "There are no case studies to read yet." in files["case-studies.html"]
    assert "no champions" in files["index.html"]


def test_the_chart_says_what_the_table_says():
    page = made()["progress.html"]
    desc = re.search(r'<desc id="activities-desc">(.*?)</desc>', page)
    assert desc is not None
    assert "Metrics for user engagement: 2 done" in desc[1]
    assert "Internal launch of the strategy: 1 planned" in desc[1]


def test_bars_are_in_proportion():
    drawn = chart("x", "t", "d", [Row("a", (("done", 3), ("planned", 1)), ""), Row("b", (("done", 2),), "")])
    widths = [[part.width for part in bar.parts] for bar in drawn.bars]
    assert sum(widths[0]) == pytest.approx(318)
    assert widths[1][0] == pytest.approx(159)
    assert chart("x", "t", "d", [Row("a", (("done", 0),), "")]).bars[0].parts == ()


def test_who_was_a_champion_on_a_day():
    one = replace(PRIYA, joined=date(2026, 3, 1))
    gone = replace(one, status=Status.LEFT, left=date(2026, 6, 1))
    assert [was_member(one, day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [False, True]
    assert [was_member(gone, day) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [True, False]
    assert was_member(replace(gone, status=Status.ERASED), date(2026, 5, 31))
    assert not was_member(replace(one, status=Status.APPLIED), TODAY)


def test_a_period_counts_the_work_of_its_time():
    told = numbers(FACTS, Period(date(2026, 11, 1), TODAY))
    assert told["metrics/done"].count == 0
    assert numbers(FACTS, Period(date(2026, 10, 1), TODAY))["metrics/done"].count == 2


def test_who_works_with_whom_is_told_set_by_set():
    told = (
        did(1, "joint_working", "DfT", "ORR"),
        did(2, "joint_working", "ORR", "DfT"),
        did(3, "joint_working", "SG", "NISRA", state=Stage.UNDER_WAY),
        did(4, "joint_working", "WG"),
    )
    draft = review(replace(FACTS, activities=told, held=frozenset()), Period(date(2026, 10, 1), TODAY), EN, TODAY)
    (progress,) = [one for one in draft.sections if one.title == "What we have done"]
    assert progress.items == (
        "DfT and ORR have been working together on user engagement",
        "WG has been working with others on user engagement",
        "NISRA and SG have been working together on user engagement",
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU", "every month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2WE", "every other month"),
        ("FREQ=MONTHLY;BYMONTH=1,3,5,7,9,11;BYDAY=2WE", "every other month"),
        ("FREQ=MONTHLY;BYMONTH=1,2,7;BYDAY=2WE", "regularly"),
        ("FREQ=MONTHLY;INTERVAL=3", "every three months"),
        ("FREQ=YEARLY", "every year"),
        ("FREQ=WEEKLY", "regularly"),
    ],
)
def test_cadences(rule: str, said: str):
    assert cadence(rule, EN) == said


def test_lengths():
    assert [length(minutes, EN) for minutes in (120, 90, 45)] == ["two-hour", "90-minute", "45-minute"]


def test_both_languages_say_the_same_with_the_same_facts():
    assert EN.names() == Texts(templates_folder(), "cy").names()


def test_a_missing_sentence_is_a_clear_fault(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "_pages.toml").write_text('skip = "Skip {nothing}"')
    texts = Texts(tmp_path, "en")
    with pytest.raises(PageFault, match=r"templates/en/_pages\.toml: made is missing; add it"):
        texts.say("made")
    with pytest.raises(PageFault, match="skip: there is no fact 'nothing'"):
        texts.say("skip")
