"""What goes into a draw, kept beside the round: anybody can draw it again and see the same groups, or ask why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from mailflow.flows.chat.draw import choose, draw
from mailflow.network import Champion, Round

Person = tuple[int, str, int]
"""What the draw knows of somebody: number, organisation, in which round (from 0) they joined."""
Groups = list[list[int]]


@dataclass(frozen=True)
class Inputs:
    """All that a draw depends on; the seed follows from it, so that nobody chooses one."""

    month: str
    people: tuple[Person, ...]
    """Who takes part, by number."""
    months: tuple[str, ...]
    """The months of ``past``."""
    past: tuple[tuple[tuple[int, ...], ...], ...]
    """The rounds before that count, oldest first, in the order in which they were drawn."""
    apart: tuple[tuple[int, int], ...] = ()
    size: int = 4
    choose: int = 0
    """How many groups are drawn in the mode that rotates; 0: everybody is drawn."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all of it; worked out once, for the history of a crowd is long."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()

    @property
    def seed(self) -> int:
        """31 bits of the digest."""
        return int(self.digest[:8], 16) >> 1

    def draw(self) -> Groups:
        """The groups; the same whenever and wherever they are drawn. Raises CannotDrawError."""
        apart = {frozenset(pair) for pair in self.apart}
        if self.choose:
            return choose(self.people, self.past, self.choose, size=self.size, seed=self.seed, apart=apart)
        return draw(self.people, self.past, size=self.size, seed=self.seed, apart=apart)


def inputs_for(
    month: str,
    here: Sequence[Champion],
    history: Sequence[Round],
    apart: Collection[tuple[int, int]],
    *,
    size: int,
    choose: int,
) -> Inputs:
    """What the draw of ``month`` depends on, ``here`` being those who take part; ``history``: rounds, oldest first."""
    numbers = {one.id for one in here}
    return Inputs(
        month,
        tuple(sorted(people(here, history))),
        tuple(one.month for one in history),
        tuple(tuple(map(tuple, one)) for one in past_groups(history)),
        tuple(sorted(pair for pair in apart if numbers.issuperset(pair))),
        size,
        choose,
    )


def past_groups(history: Iterable[Round]) -> list[Groups]:
    """The rounds before as the draw reads them. Only a group that is known not to have met does not count."""
    return [[list(group.members) for group in one.groups if group.met is not False] for one in history]


def people(champions: Iterable[Champion], history: Sequence[Round]) -> list[Person]:
    """Who takes part, as the draw reads them. An organisation that is not known is nobody's colleague."""
    first: dict[int, int] = {}
    for number, one in enumerate(history):
        for group in one.groups:
            for member in group.members:
                first.setdefault(member, number)
    return [(one.id, one.organisation or f"?{one.id}", first.get(one.id, len(history))) for one in champions]


def to_text(inputs: Inputs, groups: Iterable[Iterable[int]]) -> str:
    """Inputs and the groups that came of them, as JSON."""
    return json.dumps({"inputs": asdict(inputs), "groups": [list(group) for group in groups]})


def from_text(text: str) -> tuple[Inputs, Groups]:
    """Inputs and groups, as `to_text` wrote them. Raises ValueError if they are not."""
    try:
        told = json.loads(text)
        given = told["inputs"]
        inputs = Inputs(
            given["month"],
            tuple((int(number), str(where), int(joined)) for number, where, joined in given["people"]),
            tuple(given["months"]),
            tuple(tuple(tuple(group) for group in one) for one in given["past"]),
            tuple((int(first), int(second)) for first, second in given["apart"]),
            int(given["size"]),
            int(given["choose"]),
        )
        return inputs, [list(group) for group in told["groups"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no record of a draw: {error}") from error
