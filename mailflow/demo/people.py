"""Who lives in the town: 56 fictional champions of 35 organisations, a few newcomers, and how each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from mailflow.network import Organisation

CHAMPIONS = 56
ORGANISATIONS = 35
NEWCOMERS = 4

_FIRST = [
    "Aisha",
    "Alun",
    "Amara",
    "Bethan",
    "Callum",
    "Carys",
    "Chloe",
    "Conor",
    "Daniel",
    "Dylan",
    "Eilidh",
    "Elin",
    "Emeka",
    "Fatima",
    "Fergus",
    "Fiona",
    "Gareth",
    "Grace",
    "Hannah",
    "Harriet",
    "Huw",
    "Imogen",
    "Isla",
    "Ivan",
    "Jamal",
    "Joanna",
    "Kirsty",
    "Kwame",
    "Leo",
    "Lowri",
    "Lydia",
    "Maeve",
    "Marianne",
    "Megan",
    "Moira",
    "Nadia",
    "Niamh",
    "Nikhil",
    "Oluwaseun",
    "Owen",
    "Paul",
    "Priya",
    "Rhiannon",
    "Rowan",
    "Ruth",
    "Sam",
    "Sana",
    "Sioned",
    "Sunita",
    "Tasha",
    "Tom",
    "Uma",
    "Victor",
    "Wei",
    "Yusuf",
    "Zara",
]
_LAST = [
    "Abernethy",
    "Adeyemi",
    "Ashworth",
    "Baird",
    "Begum",
    "Bello",
    "Bhatt",
    "Castellano",
    "Chaudhry",
    "Crewe",
    "Davies",
    "Duffy",
    "Ellis",
    "Evans",
    "Fairweather",
    "Fell",
    "Griffiths",
    "Halloran",
    "Hughes",
    "Iqbal",
    "Jenkins",
    "Kettle",
    "Lindqvist",
    "Llewellyn",
    "MacLeod",
    "Marsh",
    "McAteer",
    "Mensah",
    "Morgan",
    "Munro",
    "Nakamura",
    "Novak",
    "Okafor",
    "Osei",
    "Parry",
    "Patel",
    "Pike",
    "Prys",
    "Qureshi",
    "Raman",
    "Rees",
    "Sale",
    "Singh",
    "Stewart",
    "Thwaite",
    "Turnbull",
    "Unwin",
    "Vaughan",
    "Walsh",
    "Watkins",
    "Whitfield",
    "Wood",
    "Wright",
    "Yates",
    "Young",
    "Zhang",
]


class Temper(StrEnum):
    """How somebody answers mail."""

    PROMPT = "prompt"
    LATE = "late"
    """Only after the reminder."""
    SILENT = "silent"
    WRONG_THREAD = "wrong_thread"
    """Sends the update as a reply to another mail."""
    NOTHING = "nothing"
    """Has nothing to report, and says so."""


_TEMPERS = (Temper.PROMPT,) * 5 + (Temper.LATE,) * 2 + (Temper.SILENT, Temper.WRONG_THREAD, Temper.NOTHING)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who lives here."""

    name: str
    address: str
    organisation: Organisation
    temper: Temper

    @property
    def first_name(self) -> str:
        """How they sign."""
        return self.name.split()[0]


def townsfolk(organisations: tuple[Organisation, ...], rng: Random) -> tuple[list[Person], list[Person]]:
    """(champions, newcomers): as many organisations have two champions as it takes."""
    homes = [one for one in organisations if not one.successor][:ORGANISATIONS]
    first, last = list(_FIRST), list(_LAST)
    rng.shuffle(first)
    rng.shuffle(last)
    people = []
    for number in range(CHAMPIONS + NEWCOMERS):
        lap = number // len(first)
        name = f"{first[number % len(first)]} {last[(number * 5 + lap) % len(last)]}"
        home = homes[number % len(homes)]
        address = f"{name.lower().replace(' ', '.')}@{home.domains[0]}"
        people.append(Person(name, address, home, _TEMPERS[number % len(_TEMPERS)]))
    return people[:CHAMPIONS], people[CHAMPIONS:]
