"""One year by email alone: what must hold on every day of it, what came of it, and one letter of each kind.

`year` plays it: 56 champions of 35 organisations, and a lead who decides everything by reply.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.almanac import is_quiet
from mailflow.flows.chat import outlook
from mailflow.network import CaseStudyState, CommitmentState, DigestState, MeetingState, Status
from mailflow.outbox.guard import ASKED_FOR
from mailflow.rehearsal.walk import Planned
from mailflow.store import engine
from tests.conversations.town import as_letters
from tests.conversations.year.clock import SAM, Year
from tests.conversations.year.leads import HANDED_OVER
from tests.conversations.year.story import Story

pytestmark = pytest.mark.xdist_group("year")

DECISIONS = {
    "update", "no", "own words", "ask", "hold", "undo", "stop", "release", "digest", "drop", "commitment",
    "case study", "published", "details", "organisation", "apart", "away", "handover", "attendance", "talk", "feedback",
    "complaint", "access_need", "data_rights", "yes to all", "joining", "summary",
}  # fmt: skip
QUICK = ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = ON")
"""Nothing crashes here, so nothing need be safe on the disk."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The year, about to begin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "PRAGMAS", QUICK)
        patch.setattr(outlook, "MOST_PEOPLE", 0)  # each round played twelve months ahead: not what is looked at here
        yield Story(Year(tmp_path_factory.mktemp("year")))


@pytest.fixture
def year(story: Story) -> Year:
    """The year, played to its end."""
    story.year.plays()
    return story.year


@pytest.mark.parametrize("month", range(2, 13))
def test_a_month_goes_by(story: Story, month: int) -> None:
    story.year.plays(datetime(2027, month, 1, tzinfo=UTC))
    assert story.year.sent


def left(year: Year) -> list[Planned]:
    return [one for one in year.sent if not one.dropped]


def unprompted(year: Year) -> Iterator[Planned]:
    """What nobody had asked for, to people as champions."""
    prompted = {row.message_id for row in year.town.store.queue.listed(("sent",), 100_000) if row.prompted}
    for one in left(year):
        if str(one.message["Message-ID"]).strip("<>") not in prompted and not one.mail.startswith("lead/"):
            yield one


def test_the_lead_decided_it_all_by_mail(story: Story, year: Year) -> None:
    assert set(story.leads.decided) >= DECISIONS


def test_nothing_leaves_for_whoever_has_left(year: Year) -> None:
    gone = {one.address: one.left for one in year.town.store.register.champions() if one.status is Status.LEFT}
    late = [
        (one.mail, one.address)
        for one in left(year)
        if one.address in gone and gone[one.address] and one.at.date() > gone[one.address]
    ]
    assert [one for one in late if one[0] not in {"membership/left", "question/acknowledged", "question/answer"}] == []


def test_at_most_six_unprompted_in_thirty_days(year: Year) -> None:
    moments = defaultdict(list)
    for one in (one for one in unprompted(year) if one.mail not in ASKED_FOR):
        moments[one.address].append(one.at.astimezone(UTC))
    for address, times in moments.items():
        for place, moment in enumerate(times):
            assert sum(moment - timedelta(days=30) < at <= moment for at in times[: place + 1]) <= 6, address


def test_nothing_unprompted_at_night_or_on_a_day_off(year: Year) -> None:
    nations = {domain: one.nation for one in year.town.store.register.organisations() for domain in one.domains}
    settings = year.town.settings
    for one in unprompted(year):
        nation = nations.get(one.address.rpartition("@")[2], "england")
        assert not is_quiet(one.at, settings.sending, settings.network.zone, nation), (one.mail, one.address, one.at)


def test_nobody_is_in_two_groups_of_a_month(year: Year) -> None:
    for round_ in year.town.store.register.rounds():
        members = [member for group in round_.groups for member in group.members]
        assert len(members) == len(set(members)), round_.month


def test_no_question_waits_for_ever(year: Year) -> None:
    settled = year.town.store.register.questions(settled=True)
    with year.town.store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, asked, settled FROM questions WHERE settled IS NOT NULL").all()
    assert len(rows) == len(settled)
    overdue = [one for one in year.town.store.register.questions() if (year.town.now - one.asked).days > 14]
    assert overdue == []


def test_every_mail_in_has_one_outcome_and_all_adds_up(year: Year) -> None:
    outcomes = Counter(year.town.store.ledger.counts())
    assert sum(outcomes.values()) == year.heard
    assert not {"waiting", "set_aside"} & set(outcomes)


def test_each_deed_says_why(year: Year) -> None:
    trail = year.town.store.register.trail(limit=100_000)
    assert trail and all(one.what and one.source for one in trail)
    sources = {one.source for one in trail}
    assert {row.source for row in year.town.store.queue.listed(("sent",), 100_000)} <= sources


def test_what_came_of_it(year: Year) -> None:
    store = year.town.store
    people = Counter(one.status for one in store.register.champions())
    homes = {one.organisation for one in store.register.champions() if one.is_member}
    works = store.works
    figures = {
        "members": people[Status.ACTIVE] + people[Status.PAUSED],
        "left": people[Status.LEFT],
        "erased": people[Status.ERASED],
        "organisations": len(homes),
        "rounds": len(store.register.rounds()),
        "digests": sum(one.state is DigestState.SENT for one in works.digests()),
        "published": sum(one.state is CaseStudyState.PUBLISHED for one in works.case_studies()),
        "commitments": sum(one.state is CommitmentState.ACCEPTED for one in works.commitments()),
        "meetings": sum(one.state is MeetingState.HELD for one in store.minutes.kept()),
        "lead": store.settings_at(year.town.now).network.lead_address,
    }
    assert figures == {
        "members": 56,
        "left": 4,
        "erased": 1,
        "organisations": 35,
        "rounds": 13,
        "digests": 11,
        "published": 2,
        "commitments": 3,
        "meetings": 6,
        "lead": SAM,
    }
    assert any(one.at.date() == HANDED_OVER and one.mail == "lead/welcome" for one in left(year))


def test_one_letter_of_each_kind(year: Year, snapshot: SnapshotAssertion) -> None:
    first: dict[str, Planned] = {}
    for one in left(year):
        first.setdefault(one.mail, one)
    for name in sorted(first):
        assert as_letters([first[name].message]) == snapshot(name=name)
