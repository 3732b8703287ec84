"""The people of the samples, at ``.example``, and a few facts that several mails show."""

from __future__ import annotations

from datetime import UTC, datetime

from mailflow.events import Address, Envelope
from mailflow.network import Champion, Status

PRIYA = Champion(1, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE)
TOM = Champion(2, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE)
EILIDH = Champion(3, "Eilidh Munro", "eilidh.munro@sg.example", "SG", Status.ACTIVE)
DYLAN = Champion(4, "Dylan Evans", "dylan.evans@wg.example", "WG", Status.ACTIVE, language="cy")
APPLICANT = Champion(5, "Priya Raman", "priya.raman@dft.example", "DfT", Status.APPLIED)
LEAD = Champion(0, "Natasha Bowen", "natasha.bowen@ons.example", "")
GONE = Champion(6, "Fiona Abernethy", "fiona.abernethy@nrs.example", "NRS", Status.LEFT)

NEXT_DRAW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
TOLD = "We've now got GA4 running on the data portal and are using it to see which tables nobody opens."
MAIL = Envelope(
    sender=Address("priya.raman@dft.example", "Priya Raman"), digest="0" * 64, message_id="sample@dft.example"
)
