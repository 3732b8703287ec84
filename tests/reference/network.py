"""The reference network: the user engagement champions as they were in early 2022, built through the front door.

Newcomers join by mail and say YES, champions tell of their work by mail, organisations send their commitments, and the
lead agrees to each by answering briefs. Only whoever was a champion before the period is entered as a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import cycle, product
from pathlib import Path

from mailflow.network import CaseStudyState, Champion, Question, Status
from tests.conversations.town import Town, body_of

SINCE, UNTIL = date(2021, 2, 1), date(2022, 1, 31)
LEAD, NEXT_LEAD = "Natasha Bowen", ("Sam Li", "sam.li@ons.example", date(2022, 2, 14))


def _each(names: str) -> list[str]:
    return names.split()


HOMES = _each(
    "ONS NISRA NRS SG WG Defra DfT DfE DWP DHSC UKHSA NHSE NHSBSA MOJ HO MOD DCMS DIT MHCLG HMRC HMT CO Ofsted Ofqual "
    "OfS ORR Ofgem CAA EA HSE VOA FSA PHS SSS HESA"
)
"""35 organisations; the last has told no commitment."""
BEFORE, NEW = 32, 24
FIRST = _each("Ann Ben Cara Dev Ella Finn Grace Hugh")
LAST = _each("Abbott Baines Carter Dalton Ellis Forbes Grant")

LAUNCHED = {"ONS": True, "DfT": True, "DfE": True, **dict.fromkeys(_each("DWP DHSC MOJ HO HMRC WG"), False)}
"""Nine departments; whether the hub project team helped."""
ASSESSED = _each("ONS NISRA SG DfE DCMS MHCLG HMT CO")
WORKSHOPS = _each("Ofqual MOD EA HSE")
TOOLS = _each("Ofsted OfS ORR SG Defra DfT")
OWN_NETWORKS = _each("NISRA ONS Defra Ofsted")
INTERNAL_PAGES = _each("NISRA ONS OfS")
ON_HUB = _each("ONS NISRA NRS SG WG DfT DfE DWP HMRC Ofgem CAA FSA")
STUDIES = 19
AIMS = (
    "raise the profile of user engagement through an annual user day",
    "understand who our users are and what they need",
    "review existing practices in each team",
    "work together with other departments",
    "gather immediate feedback on every publication",
    "train our staff in user engagement",
)


class Reference:
    """The network while it is being built."""

    def __init__(self, folder: Path) -> None:
        self.town = Town(folder, lead=LEAD)
        register = self.town.store.register
        # in 2022 nobody knew yet what would follow the Department for International Trade
        register.keep_organisations(
            replace(one, successor="", succeeded=None) for one in register.organisations() if one.successor
        )
        names = [f"{first} {last}" for last, first in product(LAST, FIRST)]
        homes = cycle(HOMES)
        self.people = [
            Champion(0, name, f"{name.lower().replace(' ', '.')}@{home.lower()}.example", home, Status.ACTIVE)
            for name, home in zip(names, homes, strict=False)
        ]

    def of(self, home: str, which: int = 0) -> str:
        """A champion of that organisation, as a sender."""
        one = [one for one in self.people if one.organisation == home][which]
        return f"{one.name} <{one.address}>"

    def on(self, day: str) -> None:
        """It is 10am on that day."""
        self.town.now = datetime.fromisoformat(f"{day}T10:00+00:00")

    def writes(self, sender: str, subject: str, text: str) -> None:
        """Somebody writes, a minute after whoever wrote before."""
        self.town.now += timedelta(minutes=1)
        self.town.hears(sender, subject, f"{text}\n\n{sender.partition(' ')[0]}")

    def brief(self, moment: str) -> EmailMessage:
        """The brief of that morning."""
        self.town.wakes(moment)
        self.town.says()
        letters = self.town.tells_lead()
        (brief,) = [mail for mail in letters if "brief" in str(mail["Subject"]).lower()]
        return brief

    def the_lead_agrees(self, day: str, also: Callable[[Question], str] = lambda question: "") -> None:
        """From that working day on, each brief is answered with a yes to all that stands in it, until none is left."""
        morning = datetime.fromisoformat(f"{day}T08:30+00:00")
        while asked := {one.id: one for one in self.town.store.register.questions()}:
            brief = self.brief(morning.isoformat())
            shown = [int(number) for number in re.findall(r"^(\d+) (?=[A-Z])", body_of(brief), re.MULTILINE)]
            assert set(shown) & set(asked), body_of(brief)
            answer = "\n".join(f"{one} yes {also(asked[one])}".strip() for one in shown if one in asked)
            self.town.lead_replies(answer, brief)
            self.town.tells_lead()
            morning += timedelta(days=1)


def build(folder: Path) -> Reference:
    """The whole first year."""
    made = Reference(folder)
    _were_there_before(made)
    _join(made)
    _tell_of_their_work(made)
    _commit(made)
    _give_feedback(made)
    _publish_case_studies(made)
    _hand_over(made)
    return made


def _were_there_before(made: Reference) -> None:
    made.on("2021-01-11")
    made.town.has(*(replace(one, joined=date(2020, 11, 2)) for one in made.people[:BEFORE]))


def _join(made: Reference) -> None:
    for number, one in enumerate(made.people[BEFORE:]):
        made.on(f"2021-{2 + number // 3:02d}-{22 + number % 3}")
        sender = f"{one.name} <{one.address}>"
        made.writes(sender, "User engagement champion", "Please can I join the user engagement champions?")
        (confirm,) = made.town.says()
        made.town.replies(sender, "YES", confirm)
        made.town.says()


def _tell_of_their_work(made: Reference) -> None:
    told = [
        *((home, f"We held an internal launch of the strategy{' with help from the USER hub' * helped}.")
          for home, helped in LAUNCHED.items()),
        *((home, "We have assessed our current user engagement work to develop metrics.") for home in ASSESSED),
        *((home, "We held a workshop with the USER hub project team to find our most productive next steps.")
          for home in WORKSHOPS),
        ("Defra", "We have been working together with DIT and NRS to find and understand our users."),
        *((home, "We are using Google Analytics to see which tables people open.") for home in TOOLS),
        *((home, "We are creating a user engagement network in our own organisation.") for home in OWN_NETWORKS),
        *((home, "We are launching internal webpages and resources for our analysts.") for home in INTERNAL_PAGES),
    ]  # fmt: skip
    made.on("2021-09-20")
    for home, text in told:
        made.writes(made.of(home), "My update for September", text)
        made.town.says()
    made.the_lead_agrees("2021-09-21")


def _commit(made: Reference) -> None:
    made.on("2021-10-18")
    for number, home in enumerate(HOMES[:-1]):
        aims = "\n".join(f"- {AIMS[(number + step) % len(AIMS)]}" for step in range(1 + number % 3))
        text = (
            f"This is the commitment of {home} to the User Engagement Strategy for Statistics, agreed on 4 October 2021"
            f".\n\nOver the next three years {home} will:\n{aims}"
        )
        made.writes(made.of(home), f"{home} commitment to the User Engagement Strategy for Statistics", text)
        made.town.says()
    made.the_lead_agrees("2021-10-19")


def _give_feedback(made: Reference) -> None:
    made.on("2021-11-17")
    for home in ON_HUB:
        made.writes(made.of(home), "Feedback on the toolkit", "Comments on the draft toolkit:\n- section 3 is clear")
        made.town.says()
    made.the_lead_agrees("2021-11-18")


def _publish_case_studies(made: Reference) -> None:
    made.on("2021-12-15")
    formats = []
    for home in HOMES[:STUDIES]:
        made.writes(made.of(home), f"Case study: how {home} listened to its users", _PROPOSAL)
        formats.append((made.of(home), *made.town.says()))
    made.the_lead_agrees("2021-12-16")
    made.on("2022-01-17")
    for sender, form in formats:
        made.town.replies(sender, "Here is the finished text. Our communications team has cleared it.", form)
        made.town.says()
    made.the_lead_agrees("2022-01-18", _link)


_PROPOSAL = "We would like to propose a case study for the website. I can write it up if you send me the format."


def _link(question: Question) -> str:
    if question.proposal.get("to") != CaseStudyState.PUBLISHED:
        return ""
    return f"https://hub.example/case-studies/{question.proposal['source'][-8:]}"


def _hand_over(made: Reference) -> None:
    name, address, day = NEXT_LEAD
    made.on("2022-01-27")
    made.writes(made.of("DfT"), "A question", "Who leads the network next year? I would like to plan with them.")
    made.town.says()
    brief = made.brief("2022-01-28T08:30+00:00")
    (asked,) = made.town.store.register.questions()
    made.town.lead_replies(f"{asked.id} yes\nhand over to {name} <{address}> on {day.day} {day:%B %Y}", brief)
    made.town.tells_lead()
