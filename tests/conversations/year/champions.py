"""What champions do about the mails that they get, each after their own temper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from email.message import EmailMessage

from mailflow.demo.people import Person, Temper
from mailflow.rehearsal.walk import Planned
from tests.conversations.town import MAILBOX, body_of
from tests.conversations.year import words
from tests.conversations.year.clock import Year, received

A_DAY = 24.0


class Champions:
    """Everybody but the lead."""

    def __init__(self, year: Year) -> None:
        self.year, self.rng = year, year.rng
        self._habits: Mapping[str, Callable[[Planned, Person], None]] = {
            "chat/group": self._group,
            "update/ask": self._update_asked,
            "update/remind": self._update_reminded,
            "meeting/invite": self._invited,
            "membership/still": self._still,
            **{mail: self._says(text, hours) for mail, (text, hours) in _PLAINLY.items()},
        }

    def read(self, planned: Planned) -> None:
        """One of them got a mail."""
        habit = self._habits.get(planned.mail)
        if habit is not None and (person := self.year.who(planned.address)).name != "Alex Silent":
            habit(planned, person)

    def _reply(self, planned: Planned, text: str, hours: float, *, everybody: bool = False) -> None:
        at = self.year.in_hours(planned, hours)
        self.year.at(at, lambda: self.year.answers(planned, text, everybody=everybody))

    def _says(self, text: str, hours: float) -> Callable[[Planned, Person], None]:
        return lambda planned, person: self._reply(planned, text, hours)

    # --- chats --------------------------------------------------------------------------------------------------------

    def _group(self, planned: Planned, person: Person) -> None:
        dice = self.rng.random()
        if dice < 0.02:
            month = planned.subject.removeprefix("Your ").split()[0]
            self._reply(planned, words.SKIPS.format(month=month), 20)
        elif "You take the first step" in body_of(planned.message):
            self._reply(planned, self.year.pen.time(), 6, everybody=True)
        elif dice > 0.985:
            self._reply(planned, words.DID_NOT_MEET, 19 * A_DAY)

    def _update_asked(self, planned: Planned, person: Person) -> None:
        if self.year.first("out of office"):
            self.year.at(planned.at, lambda: self._is_away(planned, person))
            return
        told = self.rng.choice(words.UPDATES)
        match person.temper:
            case Temper.PROMPT if self.rng.random() < 0.8:
                self._reply(planned, self.rng.choice(words.MET) + told, self.rng.uniform(2, 90))
            case Temper.NOTHING:
                self._reply(planned, self.rng.choice(words.NIL), self.rng.uniform(2, 60))
            case Temper.WRONG_THREAD:
                other = self.year.inbox[planned.address][-2:][0]
                at = self.year.in_hours(planned, 30)
                self.year.at(at, lambda: self.year.answers(other, f"For my chat update: {told}"))

    def _is_away(self, planned: Planned, person: Person) -> None:
        now = self.year.town.now
        back = now + timedelta(days=4)
        self.year.takes(person.address, self.year.pen.out_of_office(person, now, received(planned), back))

    def _update_reminded(self, planned: Planned, person: Person) -> None:
        if person.temper in {Temper.LATE, Temper.PROMPT}:
            hours = 9 * A_DAY if self.year.first("very late") else self.rng.uniform(2, 20)
            self._reply(planned, f"So sorry this is late. {self.rng.choice(words.UPDATES)}", hours)

    # --- meetings -----------------------------------------------------------------------------------------------------

    def _invited(self, planned: Planned, person: Person) -> None:
        dice = self.rng.random()
        if self.year.first("delegate"):
            self._reply(planned, words.DELEGATE.format(home=person.address.rpartition("@")[2]), 5)
        elif self.year.first("access"):
            self._reply(planned, words.NEEDS, 9)
        elif dice < 0.4:
            self._reply(planned, self.rng.choice(words.COMES), self.rng.uniform(1, 200))
        elif dice < 0.6:
            self.year.at(self.year.in_hours(planned, 7), lambda: self._accepts(planned))
        elif dice < 0.8:
            self._reply(planned, self.rng.choice(words.CANNOT), self.rng.uniform(1, 200))

    def _accepts(self, planned: Planned) -> None:
        """By the button in their calendar."""
        parts = planned.message.walk()
        entry = next(str(part.get_content()) for part in parts if part.get_content_type() == "text/calendar")
        event = re.sub(r"\r?\n ", "", entry).partition("BEGIN:VEVENT")[2]
        uid = re.search(r"^UID:(\S+)", event, re.MULTILINE)
        start = re.search(r"^DTSTART[^:]*:(\S+)", event, re.MULTILINE)
        assert uid and start
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = planned.address, MAILBOX, f"Accepted: {planned.subject}"
        mail["Message-ID"] = f"<cal{self.year.heard}@{planned.address.rpartition('@')[2]}>"
        mail["Date"] = self.year.town.now
        mail.set_content("")
        text = words.ACCEPTED.format(uid=uid[1], start=start[1], address=planned.address)
        mail.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
        self.year.takes(planned.address, mail.as_bytes())

    # --- membership ---------------------------------------------------------------------------------------------------

    def _still(self, planned: Planned, person: Person) -> None:
        if self.rng.random() < 0.85:
            self._reply(planned, self.rng.choice(("Yes, still keen!", "YES")), self.rng.uniform(3, 100))


_PLAINLY = {
    "join/confirm": ("Yes please, happy to!", 3.0),
    "join/confirm_nominee": ("Yes, sign me up.", 4.0),
    "join/welcome": ("Brill, thanks so much! :)", 2.0),
    "membership/welcome_back": ("BACK", 5.0),
    "move/receipt": ("YES", 2.0),
    "move/ask_old": ("YES", 2.0),
    "move/check": ("Yes, this is me.", 2.0),
    "case_study/format": (words.CASE_TEXT, 12 * A_DAY),
}
"""What everybody answers to these mails, and after how many hours."""
