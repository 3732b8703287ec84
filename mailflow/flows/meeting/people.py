"""Who is invited, who comes, who came; a guest is somebody to write to who is in no register."""

from __future__ import annotations

from collections.abc import Iterable

from mailflow.network import Answer, Champion, Meeting, Situation, Status


def may_be_invited(champion: Champion) -> bool:
    """Active, and reachable."""
    return champion.status is Status.ACTIVE and not champion.suppressed


def answers_that_count(meeting: Meeting, answers: Iterable[Answer]) -> list[Answer]:
    """Those that were given to the time at which the meeting now is."""
    return [one for one in answers if one.says and one.sequence >= meeting.asked]


def everybody(situation: Situation) -> dict[int, Champion]:
    """All who may be at the meeting: champions by number, guests by the negative number of their answer.

    A guest counts as one of the organisation that sends them, so that they are not drawn with their colleagues.
    """
    people = {one.id: one for one in situation.champions if may_be_invited(one)}
    home = {one.id: one.organisation for one in situation.champions}
    for answer in situation.answers:
        if not answer.champion and answer.address:
            people[-answer.id] = Champion(-answer.id, answer.name, answer.address, home.get(answer.instead_of, ""))
    return people


def key_of(answer: Answer) -> int:
    """The person's key in `everybody`."""
    return answer.champion or -answer.id


def who(situation: Situation, answers: Iterable[Answer]) -> list[Champion]:
    """The people of these answers who may be written to, in order."""
    people = everybody(situation)
    return [people[key_of(one)] for one in answers if key_of(one) in people]


def to_write_to(person: Champion) -> Champion:
    """The person as a `Send` wants them: a guest has no number in the register."""
    return person if person.id > 0 else Champion(0, person.name, person.address, "")
