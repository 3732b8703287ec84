"""How the lead sees meetings: the year, one meeting with all that belongs to it, the talks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mailflow import diary
from mailflow.cli.house import now
from mailflow.cli.show import facts, lines, table
from mailflow.flows.meeting.people import answers_that_count, key_of
from mailflow.flows.meeting.telling import name_of
from mailflow.network import Champion, Meeting
from mailflow.settings import Settings
from mailflow.store import Store


def year(settings: Settings, store: Store, *, as_lines: bool) -> None:
    """The meetings of the year to come."""
    coming = diary.coming(settings, store.minutes.kept(), now(), now() + diary.YEAR)
    if as_lines:
        lines(asdict(one) for one in coming)
        return
    zone = settings.network.zone
    rows = [
        (
            one.number, f"{one.start.astimezone(zone):%a %d %b %Y %H:%M}", one.minutes, one.place, one.state,
            f"{diary.invite_at(one, settings).astimezone(zone):%Y-%m-%d}", name_of(one, settings),
        )
        for one in coming
    ]  # fmt: skip
    table(f"{len(rows)} meetings", ("number", "when", "minutes", "where", "", "invitations", "what"), rows)


def as_object(meeting: Meeting, store: Store) -> dict[str, Any]:
    """One meeting with answers, needs, talks and groups, for scripts."""
    drawn = store.minutes.breakouts(meeting.number)
    return asdict(meeting) | {
        "answers": [asdict(one) for one in store.minutes.answers(meeting.number)],
        "access_needs": [{"champion": one, "text": text} for one, text in store.minutes.needs(meeting.number)],
        "talks": [asdict(one) for one in store.minutes.talks() if one.meeting == meeting.number],
        "groups": drawn[-1].groups if drawn else [],
    }


def show(meeting: Meeting, settings: Settings, store: Store) -> None:
    """One meeting, for a person."""
    local = meeting.start.astimezone(settings.network.zone)
    facts(
        {
            "number": meeting.number, "what": name_of(meeting, settings), "state": meeting.state,
            "when": f"{local:%a %d %b %Y %H:%M}, {meeting.minutes} minutes", "where": meeting.place,
            "how to join": meeting.joining or "not said yet",
            "agenda": ", ".join(f"{item.kind} {item.minutes}" for item in meeting.agenda),
        }
    )  # fmt: skip
    answers = store.minutes.answers(meeting.number)
    people = {one.id: one.name for one in store.register.champions()}
    people |= {-one.id: f"{one.name} (guest)" for one in answers if not one.champion}
    counted = {key_of(one) for one in answers_that_count(meeting, answers)}
    rows = [
        (
            people[key_of(one)],
            one.says if key_of(one) in counted or not one.says else f"{one.says} (to an earlier time)",
            f"until {one.leaves_at:%H:%M}" if one.leaves_at else "",
            {True: "came", False: "did not come", None: ""}[one.came],
        )
        for one in answers
    ]
    table(f"{len(rows)} answers", ("person", "says", "", ""), rows)
    needs = [(people.get(one, "a guest"), " ".join(text.split())) for one, text in store.minutes.needs(meeting.number)]
    if needs:
        table("access needs, for you only", ("person", "needs"), needs)
    placed = [one for one in store.minutes.talks() if one.meeting == meeting.number]
    if placed:
        rows = [(str(one.id), people[one.champion], one.topic, str(one.minutes or "")) for one in placed]
        table("talks", ("number", "person", "about", "minutes"), rows)
    drawn = store.minutes.breakouts(meeting.number)
    if drawn:
        groups = [(place, ", ".join(people[one] for one in group)) for place, group in enumerate(drawn[-1].groups, 1)]
        table("breakout groups", ("group", "members"), groups)


def talks(store: Store) -> None:
    """The talks that were offered."""
    names: dict[int, Champion] = {one.id: one for one in store.register.champions()}
    rows = [
        (
            one.id, names[one.champion].name, one.topic, one.minutes or "", ", ".join(one.preferred), one.state,
            one.meeting,
        )
        for one in store.minutes.talks()
    ]  # fmt: skip
    table(f"{len(rows)} talks", ("number", "person", "about", "minutes", "best in", "", "meeting"), rows)
