"""People and situations for the pure tests: a small neighbourhood, and letters as flows meet them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from mailflow.events import Address, Carrier, Entities, Envelope, Intent, Letter, Thread, Trust
from mailflow.network import Champion, Group, Organisation, Round, Situation, Status
from mailflow.settings import NetworkSettings, Settings

NOW = datetime(2026, 11, 10, 10, 12, tzinfo=UTC)
SETTINGS = Settings(network=NetworkSettings(mailbox="gsshelp@statistics.example", lead="Natasha Bowen"))
DFT = Organisation("DfT", "Department for Transport", ("dft.example",))
NISRA = Organisation(
    "NISRA", "Northern Ireland Statistics and Research Agency", ("nisra.example",), nation="northern_ireland"
)
PRIYA = Champion(1, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE)
TOM = Champion(2, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE)
EILIDH = Champion(3, "Eilidh Munro", "eilidh.munro@sg.example", "SG", Status.ACTIVE)
DYLAN = Champion(4, "Dylan Evans", "dylan.evans@wg.example", "WG", Status.ACTIVE)
GROUP = Group("2026-11", 3, (1, 2, 3, 4), convener=1)
ROUND = Round("2026-11", datetime(2026, 11, 3, 9, 30, tzinfo=UTC), 1, "0" * 64, (GROUP,))


def letter(
    intent: Intent | str,
    *also: Intent | str,
    sender: Champion = PRIYA,
    trust: Trust = Trust.TOKEN,
    thread: Thread | None = None,
    **more: Any,
) -> Letter:
    """A letter that means ``intent``; facts as keywords of `Entities`, and ``text``, ``needs_person``."""
    envelope = Envelope(sender=Address(sender.address, sender.name), digest="d" * 64, message_id="letter@dft.example")
    text, needs_person = more.pop("text", ""), more.pop("needs_person", False)
    return Letter(
        envelope,
        Intent(intent),
        tuple(map(Intent, also)),
        needs_person=needs_person,
        trust=trust,
        new_text=text,
        thread=thread,
        entities=Entities(**more),
    )


def thread(kind: str, number: str = "") -> Thread:
    """A thread that our own Message-ID proves."""
    return Thread(kind, number, Carrier.MESSAGE_ID, code="7K3QM2X", champion=1, address=PRIYA.address)


def situation(**more: Any) -> Situation:
    """Priya writes, a champion in a group of four that has not met yet; anything else as given."""
    given: dict[str, Any] = {
        "settings": SETTINGS,
        "sender": PRIYA,
        "round": ROUND,
        "group": GROUP,
        "members": (PRIYA, TOM, EILIDH, DYLAN),
        "organisations": (DFT, NISRA),
        "members_left": 2,
    }
    return Situation(**(given | more))
