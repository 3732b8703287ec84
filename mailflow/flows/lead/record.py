"""What came of the lead's orders, for the one mail that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mailflow.decisions import Facts
from mailflow.network import Undoable


@dataclass(slots=True)
class Record:
    """What was carried out, and what was not and why."""

    done: list[Facts] = field(default_factory=list)
    undone: list[Facts] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)

    def did(self, number: int, how: str, who: str = "", **more: object) -> None:
        """Carried out: a word that the template knows, such as ``yes``, ``said`` or ``asked``, and its facts."""
        self.numbers.add(number)
        self.done.append({"number": number, "how": how, "who": who, **more})

    def undid(self, label: str, names: Sequence[str], what: Undoable) -> None:
        """Taken back; ``label``: a deed, a question, or empty for all that a receipt told of."""
        fact: Facts = {
            "number": 0,
            "how": "undone",
            "label": label,
            "people": list(names),
            "questions": list(what.questions),
            "others": what.others,
            "gone": what.gone,
        }
        self.done.append(fact)

    def did_not(self, number: int, why: str, other: int = 0, **more: object) -> None:
        """Not carried out, and why: a word that the template knows, and its facts."""
        self.undone.append({"number": number, "why": why, "other": other, **more})
