"""The facts named in letters that are not among the worked examples."""

from __future__ import annotations

from typing import Any

import pytest

from mailflow.events import Letter
from mailflow.understand import understand
from tests.understand.mails import FACTS, mail
from tests.understand.test_intents import SUBJECTS

CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "new",
        "Grace Okafor <grace.okafor@ofsted.example>",
        "I will be finishing at Ofsted on Friday 18 December, moving into teaching. So it's farewell from this "
        "champion!",
        {"effective": "2026-12-18", "organisation": "Ofsted"},
    ),
    (
        "new",
        "Conor McAteer <conor.mcateer@nisra.example>",
        "I start a new post at the Department for Business and Trade on Monday 4 January. My email there will be "
        "conor.mcateer@dbt.example and I would be glad to keep going as a champion.",
        {"new_organisation": "DBT", "new_email": "conor.mcateer@dbt.example", "effective": "2027-01-04"},
    ),
    (
        "chat",
        "Jonathan Pike <jonathan.pike@hmrc.example>",
        "Sorry, December is impossible for me because of the Budget. Happy to be in January's draw.",
        {"skip": "2026-12", "skips": ["2026-12"]},
    ),
    (
        "chat",
        "Eilidh Munro <eilidh.munro@sg.example>",
        "I will sit out December and January please, back in for February.",
        {"skip": "2026-12", "skips": ["2026-12", "2027-01"]},
    ),
    ("chat", "E <e@sg.example>", "I need to miss the next two chats.", {"skips": ["2026-12", "2027-01"]}),
    (
        "new",
        "Ben Halloran <ben.halloran@ofsted.example>",
        "I go on paternity leave on 4 January and will be back some time in April. Happy to remain a champion but no "
        "chats "
        "or chasers please.",
        {"pause_from": "2027-01-04", "pause_until": "2027-04-01", "pause_vague": True},
    ),
    ("new", "B <b@ofsted.example>", "Please pause my champion chats for six weeks.", {"pause_until": "2027-01-05"}),
    (
        "new",
        "B <b@ofsted.example>",
        "Please pause me as a champion until after Easter.",
        {"pause_until": "2027-03-30", "pause_vague": True},
    ),
    (
        "meeting",
        "Grace Okafor <grace.okafor@ofsted.example>",
        "I can be there until half two. Please could captions be switched on, I am hard of hearing.",
        {"rsvp": "yes", "leaves_at": "14:30", "access_need": True},
    ),
    (
        "meeting",
        "Dylan Evans <dylan.evans@wg.example>",
        "Not able to come as I am in Cardiff. Owen Price (owen.price@wg.example) from my branch will attend for me.",
        {"rsvp": "no", "delegate": "Owen Price", "delegate_email": "owen.price@wg.example"},
    ),
    (
        "new",
        "Grace Okafor <grace.okafor@ofsted.example>",
        "Could I offer a 20 minute talk at the April champions meeting about how we tested our bulletin? June would "
        "be fine.",
        {"minutes": 20, "topic": "how we tested our bulletin", "preferred": ["2027-04", "2027-06"]},
    ),
    (
        "new",
        "Marianne Duffy <marianne.duffy@nrs.example>",
        "NRS commitment to the strategy, approved by our executive team on 12 October 2026.\n\nWe will:\n"
        "- understand who uses our statistics\n- test our releases with users\n- train all analysts\n\nContact: "
        "Callum Baird",
        {"aims": ["understand", "feedback", "develop"], "contact": "Callum Baird", "agreed": "2026-10-12"},
    ),
    (
        "new",
        "Samir Qureshi <samir.qureshi@defra.example>",
        "Kate Winter (kate.winter@defra.example, copied) will be picking up the champion role from me on 1 February.",
        {"successor": "Kate Winter", "successor_email": "kate.winter@defra.example", "effective": "2027-02-01"},
    ),
    (
        "new",
        "Mari R <mari77@mail.example>",
        "I am in the housing branch of the Welsh Government and would like to be a user engagement champion.\n\nMari "
        "Rees",
        {"name": "Mari Rees", "claimed_organisation": "WG", "verified": False, "organisation": None},
    ),
    (
        "new",
        "Ruth Castellano <ruth.castellano@dwp.example>",
        "My team mate Lewis Grant wants to sign up to be a user engagement champion. He is off sick so I said I "
        "would ask.",
        {"nominee": "Lewis Grant", "nominee_email": None, "nominator": "Ruth Castellano"},
    ),
    (
        "confirm",
        "C <c@nisra.example>",
        "Sure, happy to join, though please leave me off the website.",
        {"list_publicly": False},
    ),
    (
        "update",
        "Kwame Boateng <kwame.boateng@mhclg.example>",
        "Met on 12 Nov, three of us. Our intranet page is up, and we plan a workshop with the hub in January. Not "
        "had chance to "
        "look at metrics.",
        {"met": True, "met_on": "2026-11-12", "attended": 3, "activities": ["internal_pages"]},
    ),
    (
        "update",
        "W <w@dbt.example>",
        "We are now using Hotjar to see where people click.",
        {"activities": ["tools"], "tools": ["Hotjar"]},
    ),
    (
        "chat",
        "C <c@nrs.example>",
        "It never happened. Keep us together for December please?",
        {"met": False, "request": "repeat group"},
    ),
    ("welcome", "D <d@wg.example>", "I would prefer to get emails in Welsh please.", {"language": "cy"}),
    ("welcome", "D <d@wg.example>", "Hoffwn dderbyn negeseuon yn Saesneg os gwelwch yn dda.", {"language": "en"}),
    ("welcome", "D <d@wg.example>", "Hoffwn dderbyn ateb yn Gymraeg.", {"language": "cy"}),
    (
        "new",
        "L <l@ons.example>",
        "Please tell me what you hold on me and erase it.",
        {"rights": ["access", "erasure"], "due": "2026-12-24"},
    ),
]


@pytest.mark.parametrize(("kind", "sender", "body", "facts"), CASES)
def test_named_facts(kind: str, sender: str, body: str, facts: dict[str, Any]) -> None:
    event = understand(mail(body, sender=sender, subject=SUBJECTS[kind], date="Tue, 24 Nov 2026 10:12:00 +0000"), FACTS)
    assert isinstance(event, Letter)
    assert {name: event.entities.get(name) for name in facts} == facts


def test_phone_numbers_and_pronouns_are_not_kept() -> None:
    body = "Can I be a user engagement champion?\n\nTom Ashworth (he/him)\nT: 020 7946 0112 | M: 07700 900412"
    event = understand(mail(body), FACTS)
    assert isinstance(event, Letter)
    assert "0112" not in str(event.entities) and "he/him" not in str(event.entities)


def test_addresses_are_never_guessed() -> None:
    event = understand(mail("My colleague Lydia Marsh would like to be a user engagement champion."), FACTS)
    assert isinstance(event, Letter) and event.entities["nominee_email"] is None
