"""A plain "yes", or "yes to all", as orders about the questions that it means."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.events import Order
from mailflow.network import Situation


def spelt_out(orders: Sequence[Order], situation: Situation) -> list[Order]:
    """A yes or no without a number is about the only question that waits; "all" is about all that the mail could show.

    Questions that came up after the answered mail left are none of those that the lead has seen.
    """
    found: list[Order] = []
    for order in orders:
        if order["number"] or order["verdict"] not in {"yes", "no"}:
            found.append(order)
            continue
        seen = [one.id for one in situation.open_questions if not situation.told or one.asked <= situation.told]
        if not seen or (len(seen) > 1 and order["text"] != "all"):
            found.append(Order(number=0, verdict="unclear", text=""))
        found += [
            Order(number=number, verdict=order["verdict"], text="")
            for number in (seen if order["text"] == "all" or len(seen) == 1 else [])
        ]
    return found
