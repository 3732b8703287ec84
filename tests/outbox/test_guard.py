"""The guard at the door: who may get what, when, and how much."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailflow.network import Status
from mailflow.outbox.guard import MAY_RECEIVE, Drop, Go, Hold, Outgoing, Wait, may_leave
from tests.people import PRIYA, SETTINGS

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MAIL = Outgoing(
    id=1, mail="chat/group", source="chat:2026-12", subject="Your group", kind="chat",
    number="2026-12-G01", code="7K3QM2X", address=PRIYA.address, message_id="x@y",
    raw=b"", prompted=False, attempts=0, planned=NOON, useful_until=NOON + timedelta(days=20), champion=PRIYA,
    nation="england", unprompted_month=0, oldest_unprompted=None, answers_day=0, thread_month=0,
)  # fmt: skip


def verdict(now=NOON, *, rehearsal=False, **more):
    return may_leave(replace(MAIL, **more), now, SETTINGS, rehearsal=rehearsal)


def test_an_active_champion_gets_it_by_day():
    assert verdict() == Go()


@pytest.mark.parametrize("status", list(Status))
def test_who_is_not_active_gets_no_chats(status):
    assert isinstance(verdict(champion=replace(PRIYA, status=status)), Go if status is Status.ACTIVE else Drop)


def test_every_status_has_its_rule():
    assert set(MAY_RECEIVE) == set(Status)


def test_leaving_beats_queued_mail_but_hears_that_it_has_left():
    gone = replace(PRIYA, status=Status.LEFT)
    assert isinstance(verdict(champion=gone, mail="update/receipt", prompted=True), Drop)
    assert verdict(champion=gone, mail="membership/left", prompted=True) == Go()


def test_an_address_that_fails_gets_nothing_and_one_who_complains_only_answers():
    assert isinstance(verdict(champion=replace(PRIYA, suppressed="bounced"), prompted=True), Drop)
    assert isinstance(verdict(champion=replace(PRIYA, suppressed="complaint")), Drop)
    assert verdict(champion=replace(PRIYA, suppressed="complaint"), prompted=True) == Go()


def test_an_old_address_gets_nothing():
    assert isinstance(verdict(champion=replace(PRIYA, address="new@dft.example")), Drop)


def test_nothing_unprompted_by_night_or_weekend_but_answers_at_once():
    night = NOON.replace(hour=22)
    assert verdict(night) == Wait(datetime(2026, 12, 2, 8, tzinfo=UTC), "quiet hours")
    assert verdict(night, prompted=True) == Go()
    assert isinstance(verdict(datetime(2026, 12, 5, 12, tzinfo=UTC)), Wait)


def test_who_said_that_they_come_hears_their_group_though_six_are_enough():
    enough = {"unprompted_month": 6, "oldest_unprompted": NOON - timedelta(days=10)}
    assert verdict(mail="meeting/breakout", **enough) == Go()


def test_six_unprompted_mails_in_thirty_days_are_enough():
    oldest = NOON - timedelta(days=20)
    found = verdict(unprompted_month=6, oldest_unprompted=oldest)
    assert isinstance(found, Wait)
    assert found.until.date() == (oldest + timedelta(days=30)).date()
    assert isinstance(verdict(unprompted_month=6, oldest_unprompted=NOON - timedelta(days=1)), Drop)
    assert verdict(unprompted_month=9, oldest_unprompted=oldest, prompted=True) == Go()


def test_what_has_lost_its_moment_is_dropped():
    assert isinstance(verdict(NOON + timedelta(days=21)), Drop)


def test_loops_are_held_for_a_person():
    assert isinstance(verdict(prompted=True, answers_day=10), Hold)
    assert isinstance(verdict(thread_month=12), Hold)


def test_a_rehearsal_writes_to_its_patterns_only():
    assert verdict(rehearsal=True) == Go()
    assert isinstance(verdict(rehearsal=True, address="priya@gov.uk"), Hold)


def test_mail_to_the_lead_keeps_quiet_hours_but_needs_no_room_in_a_champions_month():
    brief = {"mail": "lead/brief", "champion": None, "unprompted_month": 20, "oldest_unprompted": NOON - timedelta(20)}
    assert verdict(**brief) == Go()
    assert isinstance(verdict(NOON + timedelta(hours=11), **brief), Wait)
    assert isinstance(verdict(rehearsal=True, **{**brief, "address": "natasha@ons.gov.uk"}), Drop)
