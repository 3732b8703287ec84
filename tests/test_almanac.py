"""When: cadences across clock changes, working days of four nations, quiet hours, the catch-up rule."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow import almanac
from mailflow.events import Due
from mailflow.settings import MeetingSettings
from tests.people import SETTINGS

LONDON = ZoneInfo("Europe/London")
FIRST_TUESDAY = "FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9;BYMINUTE=30"
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))


def test_half_past_nine_stays_half_past_nine_across_a_clock_change():
    after = datetime(2026, 9, 15, tzinfo=UTC)
    found = list(almanac.occurrences(FIRST_TUESDAY, date(2021, 2, 1), after, after + timedelta(days=60), LONDON))
    assert [moment.astimezone(UTC).isoformat() for moment in found] == [
        "2026-10-06T08:30:00+00:00",
        "2026-11-03T09:30:00+00:00",
    ]


def test_a_time_that_the_clocks_skip_moves_on():
    assert almanac.at_wall_time(date(2027, 3, 28), datetime(2027, 3, 28, 1, 30).time(), LONDON).hour == 2


def test_every_other_month_is_anchored_by_the_start():
    rule = MeetingSettings().every
    found = almanac.occurrences(
        rule, date(2021, 2, 1), datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC), LONDON
    )
    assert [f"{moment:%Y-%m-%d}" for moment in found] == ["2026-10-14", "2026-12-09", "2027-02-10"]


@pytest.mark.parametrize(
    ("day", "nation", "works"),
    [
        (date(2026, 12, 25), "england", False),
        (date(2026, 12, 28), "england", False),  # Boxing Day is moved from Saturday
        (date(2026, 11, 30), "scotland", False),
        (date(2026, 11, 30), "england", True),
        (date(2026, 7, 13), "northern_ireland", False),
        (date(2026, 7, 13), "wales", True),
        (date(2026, 11, 28), "england", False),
    ],
)
def test_working_days_are_those_of_the_nation(day, nation, works):
    assert almanac.is_working_day(day, nation) is works


def test_counting_working_days_both_ways():
    assert almanac.working_days_after(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert almanac.working_days_after(date(2026, 12, 29), -1) == date(2026, 12, 24)


@given(moment=MOMENTS, nation=st.sampled_from(["england", "wales", "scotland", "northern_ireland"]))
def test_the_next_open_moment_is_open_and_not_before(moment, nation):
    opened = almanac.next_open(moment, SETTINGS.sending, LONDON, nation)
    assert opened >= moment
    assert not almanac.is_quiet(opened, SETTINGS.sending, LONDON, nation)
    assert opened - moment < timedelta(days=6)


def test_the_moments_of_a_month():
    month = almanac.month_of("2026-11", SETTINGS)
    assert month is not None
    assert (f"{month.draw:%d %H:%M}", f"{month.ask:%d %H:%M}") == ("03 09:30", "23 09:30")
    assert (month.meet_by, month.deadline, month.remind.date()) == (
        date(2026, 11, 23),
        date(2026, 12, 3),
        date(2026, 11, 30),
    )


@given(now=MOMENTS)
def test_what_has_fallen_due_is_in_the_past_and_in_order(now):
    due = almanac.fallen_due(SETTINGS, now)
    assert [one.at for one in due] == sorted(one.at for one in due)
    assert all(now - almanac.LOOK_BACK < one.at <= now for one in due)
    assert len({one.key for one in due}) == len(due)


def test_a_restart_in_july_draws_no_groups_of_june():
    june = Due("chat", "2026-06", datetime(2026, 6, 2, 8, 30, tzinfo=UTC))
    assert almanac.still_makes_sense(june, datetime(2026, 6, 5, tzinfo=UTC), SETTINGS)
    assert not almanac.still_makes_sense(june, datetime(2026, 7, 1, tzinfo=UTC), SETTINGS)
    ask = Due("update/ask", "2026-06", datetime(2026, 6, 22, 8, 30, tzinfo=UTC))
    assert not almanac.still_makes_sense(ask, datetime(2026, 7, 20, tzinfo=UTC), SETTINGS)
    assert almanac.still_makes_sense(
        Due("membership/leave", "1@x", june.at), datetime(2026, 9, 1, tzinfo=UTC), SETTINGS
    )
