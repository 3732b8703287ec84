"""One line for the lead's brief: how good the round is, and how long that can last."""

from __future__ import annotations

from itertools import islice

from mailflow.flows.chat.draw import CannotDrawError
from mailflow.flows.chat.forecast import forecast, habits
from mailflow.flows.chat.record import Groups, Inputs
from mailflow.network import Figures

FURTHEST = 12
"""Months looked ahead."""
MOST_PEOPLE = 120
"""Above this playing forward takes too long for a mail; the line then tells of this month only."""


def round_line(groups: int, figures: Figures) -> str:
    """“14 groups, nobody has met before; at this rate first repeats in about 7 months.”"""
    line = f"{groups} groups" if groups != 1 else "1 group"
    if figures.repeats:
        line += f", {_pairs(figures.repeats)} meeting again (at least {figures.least_repeats} could not be avoided)"
    else:
        line += ", nobody has met before"
    if figures.colleagues:
        line += f", {_pairs(figures.colleagues)} of one organisation (at least {figures.least_colleagues})"
    if figures.clean_months is not None and not figures.repeats:
        line += f"; at this rate {_first_repeats(figures.clean_months)}"
    return line + "."


def _pairs(count: int) -> str:
    return "1 pair" if count == 1 else f"{count} pairs"


def _first_repeats(clean_months: int) -> str:
    if clean_months >= FURTHEST:
        return f"no repeats for {FURTHEST} months or more"
    months = clean_months + 1
    return "first repeats next month" if months == 1 else f"first repeats in about {months} months"


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
