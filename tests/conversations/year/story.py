"""What happens in that year beside the usual; each on its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from mailflow.demo.people import Person
from tests.conversations.town import MAILBOX
from tests.conversations.year import words
from tests.conversations.year.champions import Champions
from tests.conversations.year.clock import Year
from tests.conversations.year.leads import Leads

RENAMED = "MHCLG"


class Story:
    """One year, with all who play in it."""

    def __init__(self, year: Year) -> None:
        self.year, self.cast = year, year.cast
        self.leads, self.champions = Leads(year), Champions(year)
        year.reads = lambda planned: (self.leads if planned.mail.startswith("lead/") else self.champions).read(planned)
        for chapter in (self._comings, self._goings, self._changes, self._works, self._troubles):
            chapter()

    def _on(self, day: str, do: Callable[[], object]) -> None:
        self.year.at(datetime.fromisoformat(f"{day}T10:20+00:00"), do)

    def _says(self, day: str, one: Person, subject: str, text: str) -> None:
        self._on(day, lambda: self.year.writes(one.address, subject, text))

    def _comings(self) -> None:
        first, second, named = self.year.newcomers[:3]
        self._says("2027-01-20", first, "champion", words.JOINS)
        self._says("2027-05-12", second, "champion", words.JOINS)
        text = words.NAMES.format(name=named.name, address=named.address)
        self._says("2027-02-16", self.cast[4], "A new champion", text)
        silent = words.NAMES.format(name="Alex Silent", address=f"alex.silent@{_domain(self.cast[6])}")
        self._says("2027-08-18", self.cast[6], "Another champion", silent)

    def _goings(self) -> None:
        self._says("2027-01-26", self.cast[7], "Moving on!", words.GOODBYE)
        self._says("2027-04-14", self.cast[17], "goodbye", words.TAKE_OFF)
        self._says("2027-06-09", self.cast[27], "leaving", words.TAKE_OFF)  # by mistake: the lead takes it back
        self._says("2027-09-08", self.cast[37], "TAKE ME OFF", words.SHOUTS)
        self._says("2027-03-03", self.cast[11], "Taking a break", words.PAUSES)
        successor = words.HANDS_OVER.format(home=_domain(self.cast[26]))
        self._says("2027-07-07", self.cast[26], "Handing over", successor)

    def _changes(self) -> None:
        self._says("2027-03-10", self.cast[9], "change of job", words.MOVES)
        renamed = next(one for one in self.cast if one.organisation.acronym == RENAMED)
        self._says("2027-03-24", renamed, "New department name", words.RENAMED)
        moved = self.cast[33]
        address = words.NEW_ADDRESS.format(address=f"{moved.address.partition('@')[0]}2@{_domain(moved)}")
        self._says("2027-04-20", moved, "New email address", address)
        married = self.cast[35]
        self._says("2027-06-22", married, "Name change", words.NEW_NAME.format(name=f"{married.first_name} Lightfoot"))

    def _works(self) -> None:
        self._says("2027-04-21", self.cast[13], "Slot at a champions meeting?", words.OFFER.format(month="June"))
        self._says("2027-02-03", self.cast[14], "Possible case study - user panel", words.CASE)
        self._says("2027-06-16", self.cast[15], "Possible case study - trade statistics panel", words.CASE)
        for day, place in (("2027-02-10", 16), ("2027-05-19", 18), ("2027-09-15", 19)):
            agreed = datetime.fromisoformat(day) - timedelta(days=5)
            home, name = self.cast[place].organisation.acronym, self.cast[place].name
            text = words.COMMITMENT.format(home=home, day=f"{agreed.day} {agreed:%B %Y}", name=name)
            self._says(day, self.cast[place], f"{home} commitment to the User Engagement Strategy for Statistics", text)
        self._says("2027-04-28", self.cast[20], "Toolkit", words.FEEDBACK)
        self._says("2027-10-13", self.cast[22], "Toolkit", words.FEEDBACK)

    def _troubles(self) -> None:
        self._says("2027-03-15", self.cast[12], "Champion emails", words.COMPLAINT)
        deadline = "What is the deadline for nominations to the new board, please?"
        self._says("2027-05-05", self.cast[23], "question", deadline)
        self._says("2027-05-26", self.cast[24], "question", "Who decides about the theme groups, please?")
        self._says("2027-10-20", self.cast[25], "question", "Which template is the right one for the user survey?")
        self._says("2027-08-04", self.cast[29], "Subject access request", words.RIGHTS)
        self._says("2027-11-03", self.cast[28], "OFFICIAL-SENSITIVE: my update", words.SENSITIVE)
        self._on("2027-05-04", lambda: self._bounces(self.cast[30]))
        self._says("2027-06-02", self.cast[31], "RPI", words.NOT_OURS)

    def _bounces(self, person: Person) -> None:
        """The postmaster says that a mailbox is gone, in answer to our latest mail to it."""
        last, postmaster = self.year.inbox[person.address][-1], f"postmaster@{_domain(person)}"
        mail = EmailMessage()
        mail["From"], mail["Return-Path"] = f"Mail Delivery Subsystem <{postmaster}>", "<>"
        mail["To"], mail["Subject"] = MAILBOX, f"Undeliverable: {last.subject}"
        mail["In-Reply-To"], mail["Message-ID"] = str(last.message["Message-ID"]), "<bounce@postmaster.example>"
        mail["Date"], mail["X-Failed-Recipients"] = self.year.town.now, person.address
        mail.set_content(words.DEAD_LETTER.format(address=person.address))
        self.year.takes(postmaster, mail.as_bytes())


def _domain(one: Person) -> str:
    return one.address.rpartition("@")[2]
