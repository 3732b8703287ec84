"""One line for the lead's brief: how good the round is, and how long that can last."""

from __future__ import annotations

from itertools import islice

from mailflow.flows.chat.draw import CannotDrawError
from mailflow.flows.chat.forecast import forecast, habits
from mailflow.flows.chat.record import Groups, Inputs
from mailflow.network import Figures
from mailflow.words import count

FURTHEST = 12
"""Months looked ahead."""
MOST_PEOPLE = 120
"""Above this playing forward takes too long for a mail; the line then tells of this month only."""


def round_line(groups: int, figures: Figures) -> str:
    """“14 groups, nobody has met before; at this rate first repeats in about seven months.”"""
    line = f"{count(groups, 'en')} group{'s' if groups != 1 else ''}"
    if figures.repeats:
        least = count(figures.least_repeats, "en")
        line += f", {_pairs(figures.repeats)} meeting again (at least {least} could not be avoided)"
    else:
        line += ", nobody has met before"
    if figures.colleagues:
        line += f", {_pairs(figures.colleagues)} of one organisation (at least {count(figures.least_colleagues, 'en')})"
    if figures.clean_months is not None and not figures.repeats:
        line += f"; at this rate {_first_repeats(figures.clean_months)}"
    return line + "."


def _pairs(number: int) -> str:
    return f"{count(number, 'en')} pair{'s' if number != 1 else ''}"


def _first_repeats(clean_months: int) -> str:
    if clean_months >= FURTHEST:
        return f"no repeats for {FURTHEST} months or more"
    months = clean_months + 1
    return "first repeats next month" if months == 1 else f"first repeats in about {count(months, 'en')} months"


def clean_months(inputs: Inputs, groups: Groups) -> int | None:
    """How many rounds after this one stay without a repeat, as played once: at most `FURTHEST`; None: not looked at."""
    if len(inputs.people) > MOST_PEOPLE or inputs.choose:
        return None
    clean = 0
    try:
        for month in islice(forecast(inputs, groups, habits(inputs), seed=inputs.seed), FURTHEST):
            if month.repeats:
                break
            clean += 1
    except CannotDrawError:  # people who are kept apart may leave no groups, in a month that may never come
        pass
    return clean
