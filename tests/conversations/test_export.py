"""Somebody asks what is held about them: one command makes a folder that they can read."""

from __future__ import annotations

from pathlib import Path

from mailflow.network import Apart, Champion, Status
from mailflow.publish.held import page
from mailflow.store.person import everything_about
from tests.conversations.town import Town

PRIYA = "Priya Raman <priya.raman@dft.example>"


def test_the_folder_tells_all_and_nothing_of_others(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.has(
        Champion(0, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE),
        Champion(0, "Tom <b>Ashworth</b>", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE),
    )
    town.store.register.bring_in([Apart(1, 2)], town.now, "a test")
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    town.hears(PRIYA, "moving", "From 7 December I am moving to DSIT. My new email will be priya.raman@dsit.example.")
    town.says()
    held = everything_about(town.store.engine, town.store.register.find("priya.raman@dft.example")[0])
    assert {"register", "moves", "case studies", "sent to you", "received from you", "trail"} <= set(held.told)
    shown = page(held.told, "Priya Raman", "user engagement champions", town.now.date(), list(held.mails))
    for heading in ("Who you are to us", "Emails that you sent us", "Moves", "What was done"):
        assert heading in shown
    assert "thomas.ashworth" not in shown
    assert "Ashworth" not in shown
