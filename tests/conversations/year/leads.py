"""How the network is led: whoever leads reads the brief and decides, by reply and by nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from mailflow.network import Question
from mailflow.rehearsal.walk import Planned
from tests.conversations.town import MAILBOX, body_of
from tests.conversations.year.clock import SAM, Year

NATASHA = "natasha.bowen@ons.example"
AWAY = (date(2027, 7, 6), date(2027, 7, 19))
HANDED_OVER = date(2027, 10, 4)

YES = {
    "update": "update", "feedback": "feedback", "details": "details", "case-study-later": "ask for a case study",
    "commitment": "commitment", "offer_talk": "talk", "case-study": "case study",
}  # fmt: skip
"""Matters that get a plain yes, and what kind of decision that is."""
OWN_WORDS = {
    "complaint": "Thank you for telling us. We have halved the reminders, and I am sorry for the trouble.",
    "access_need": "Thank you for telling us. The slides come to you two days before.",
    "data_rights": "Thank you for asking. You will have your copy within two weeks.",
}


class Leads:
    """Natasha, and Sam, who is her deputy and follows her."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.decided: Counter[str] = Counter()

    def read(self, planned: Planned) -> None:
        """One of them got a mail."""
        if planned.address != self._on_duty(planned.at.date()):
            return
        match planned.mail:
            case "lead/brief" | "lead/welcome":
                self._later(planned, 40, self._brief)
            case "lead/digest":
                self._later(planned, 25, self._draft)
            case "lead/hold" if "chat" in planned.occasion and self.year.first("stop"):
                self._later(planned, 10, self._stops)
            case "lead/stopped":
                self._later(planned, 60, self._releases)

    @staticmethod
    def _on_duty(today: date) -> str:
        return SAM if today >= HANDED_OVER or AWAY[0] <= today <= AWAY[1] else NATASHA

    def _later(self, planned: Planned, minutes: int, does) -> None:
        self.year.at(planned.at + timedelta(minutes=minutes), lambda: does(planned))

    def _says(self, planned: Planned, text: str) -> None:
        name = "Natasha Bowen" if planned.address == NATASHA else "Sam Li"
        ours = str(planned.message["Message-ID"])
        head = {
            "From": f"{name} <{planned.address}>", "To": MAILBOX, "Subject": f"Re: {planned.subject}",
            "Date": f"{self.year.town.now:%a, %d %b %Y %H:%M:%S} +0000",
            "Message-ID": f"<lead{self.year.heard}@ons.example>", "In-Reply-To": ours, "References": ours,
        }  # fmt: skip
        lines = "".join(f"{key}: {value}\r\n" for key, value in head.items())
        self.year.takes(planned.address, f"{lines}\r\n{text}\r\n\r\n{name.partition(' ')[0]}\r\n".encode())

    def _decides(self, kind: str, line: str) -> str:
        self.decided[kind] += 1
        return line

    # --- mail to many -------------------------------------------------------------------------------------------------

    def _stops(self, planned: Planned) -> None:
        self._says(planned, self._decides("stop", "STOP - I want to look at the groups first"))

    def _releases(self, planned: Planned) -> None:
        self._says(planned, self._decides("release", "RELEASE"))

    def _draft(self, planned: Planned) -> None:
        lines = re.findall(r"^\s*(?:\*\s*)?(\d+)[. ]", body_of(planned.message), re.MULTILINE)
        if len(lines) > 3 and self.year.first("drop"):
            self._says(planned, self._decides("drop", f"drop {lines[0]}\nyes"))
        else:
            self._says(planned, self._decides("digest", "yes"))

    # --- the brief ----------------------------------------------------------------------------------------------------

    def _brief(self, planned: Planned) -> None:
        named = {int(one) for one in re.findall(r"^(\d+) ", body_of(planned.message), re.MULTILINE)}
        waiting = [one for one in self.year.town.store.register.questions() if one.id in named]
        lines = [line for one in waiting for line in self._about(one)] + list(self._besides(planned))
        if len(lines) > 1 and all(re.fullmatch(r"\d+ yes", line) for line in lines) and self.year.first("yes to all"):
            lines = [self._decides("yes to all", "yes to all")]
        if lines:
            self._says(planned, "\n".join(lines))

    def _about(self, one: Question) -> Iterator[str]:
        kind, number = one.matter or one.intent, one.id
        if kind == "digest":
            return  # the draft has its own mail
        if kind == "update" and "may not be shown" in one.reason:
            yield self._decides("no", f"{number} no")
        elif kind == "case-study" and one.proposal.get("to") == "published":
            yield self._decides("published", f"{number} yes https://www.statistics.example/case-studies/{number}")
        elif kind == "organisation":
            yield self._decides("organisation", f"{number} yes MHLG")
        elif kind in YES:
            yield self._decides(YES[kind], f"{number} yes")
        elif kind == "joining":
            yield self._decides("joining", f"{number} https://meet.statistics.example/champions")
        elif kind == "attendance":
            yield self._decides("attendance", f"{number} all")
        elif kind == "summary":
            yield self._decides("summary", f"{number} We heard two talks and agreed to share our survey questions.")
        elif kind in OWN_WORDS and one.writer:
            yield self._decides(kind, f"{number} {OWN_WORDS[kind]}")
        elif kind == "question":
            yield self._of_a_question(number)
        else:
            yield self._decides("noted", f"{number} yes")

    def _of_a_question(self, number: int) -> str:
        if self.year.first("ask her"):
            return self._decides("ask", f"{number} ask her for a date")
        if self.year.first("hold"):
            return self._decides("hold", f"{number} hold until {self.year.town.now + timedelta(days=9):%d %B %Y}")
        return self._decides("own words", f"{number} The network's board decides, in March.")

    def _besides(self, planned: Planned) -> Iterator[str]:
        """What they write of their own accord, each once, when its time has come."""
        today, shown = self.year.town.now.date(), " ".join(body_of(planned.message).split())
        left = re.findall(r"(D\d+) [^*]*? has left", shown)
        if left and today >= date(2027, 6, 9) and self.year.first("undo"):
            yield self._decides("undo", f"undo {left[-1]}")
        if today >= date(2027, 3, 8) and self.year.first("apart"):
            one, other = self.year.cast[2].name, self.year.cast[40].name
            yield self._decides("apart", f"keep {one} and {other} apart")
        if today >= date(2027, 7, 5) and planned.address == NATASHA and self.year.first("away"):
            yield self._decides("away", "I am away until 20 July 2027")
        if today >= date(2027, 9, 20) and self.year.first("handover"):
            yield self._decides("handover", f"hand over to Sam Li <{SAM}> on 4 October 2027")
