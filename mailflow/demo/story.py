"""What happens in the town beside the usual: newcomers, a leaver, a pause, skips, an absence, a dead mailbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from mailflow.demo.people import Person, Temper
from mailflow.demo.town import Town

STRANGER = "gthwaite@mail.example"


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happens at a moment."""

    at: datetime
    do: Callable[[], object]


def story(town: Town, people: list[Person], newcomers: list[Person], begin: datetime) -> list[Turn]:
    """The turns of the first four months, in order; they repeat nothing and need nobody's memory."""

    def on(day: int, do: Callable[[datetime], object]) -> Turn:
        at = begin + timedelta(days=day, hours=2)
        return Turn(at, partial(do, at))

    first, second, nominee, silent = newcomers
    leaver, pauser, traveller, dead, nominator = people[7], people[11], people[16], people[25], people[4]
    return_day = begin + timedelta(days=80)
    suggested = (
        f"Hello, my colleague {nominee.name} would like to be a user engagement champion: {nominee.address}. Thanks!"
    )
    goodbye = "I have a new job outside government, so this is goodbye from me as a champion. Thank you for everything."
    rest = f"I need a break from the champions for a while. Please pause me until {return_day.day} {return_day:%B %Y}."
    turns = [
        on(3, lambda at: town.writes(first, at, "champion", "Can I be a user engagement champion please")),
        on(9, lambda at: town.hears_from_outside(STRANGER, "Gerald Thwaite", at)),
        on(
            24,
            lambda at: town.writes(
                second, at, "Joining", "I would like to join the user engagement champions network."
            ),
        ),
        on(30, lambda at: town.writes(silent, at, "Champions", "Please add me to the user engagement champions list.")),
        on(37, lambda at: town.writes(pauser, at, "Taking a break", rest)),
        on(45, lambda at: town.writes(nominator, at, "A new champion", suggested)),
        on(50, lambda at: town.goes_away(traveller, at + timedelta(days=12))),
        on(60, lambda _: town.server.kill(dead.address)),
        on(72, lambda at: town.writes(leaver, at, "Moving on!", goodbye)),
        on(0, lambda _: town.drops_out(people[14])),
        on(35, lambda _: town.drops_out(people[21])),
        on(63, lambda _: town.drops_out(people[30])),
    ]
    return sorted(turns, key=lambda turn: turn.at)


def with_tempers(newcomers: list[Person]) -> list[Person]:
    """Three newcomers who answer, and one who never does."""
    return [*(replace(one, temper=Temper.PROMPT) for one in newcomers[:3]), replace(newcomers[3], temper=Temper.SILENT)]
