# ruff: noqa: E501  what people write reads better in long lines
"""A whole year by email alone: 56 champions of 35 organisations, newcomers, leavers, and a lead who only answers mail.

The clock goes from moment to moment at which something is due; in between people write, in their own words, and the
lead reads the brief. Nothing is done to the store but by mail. The cast is seeded: the same year every time.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from random import Random

from mailflow.almanac import is_working_day
from mailflow.cli.house import organisations_of
from mailflow.demo.pen import Pen, Received
from mailflow.demo.people import Person, Temper, townsfolk
from mailflow.network import Champion, Question, Status
from mailflow.rehearsal.walk import Planned, Walk
from tests.conversations.town import MAILBOX, Town, body_of

BEGIN = datetime(2027, 1, 4, 7, tzinfo=UTC)
END = datetime(2028, 1, 7, 17, tzinfo=UTC)
NATASHA = "natasha.bowen@ons.example"
SAM = "sam.li@ons.example"
HANDED_OVER = date(2027, 10, 4)

UPDATES = (
    "We have launched the strategy internally, with a talk at our analysts' meeting.",
    "We've now got GA4 running on the data portal and look at which tables nobody opens.",
    "Our own user engagement network had its first meeting. 14 people came.",
    "We held a workshop with the USER hub last week and came away with a plan for our release pages.",
    "Planning a workshop with the USER hub, to go out in the new year.",
    "New intranet page for user engagement is live. It took longer than it should have.",
    "We looked at everything we currently do and agreed five measures for how well we engage with users.",
    "We asked 20 regular users to test the new tables, and changed the headings after it.",
    "Apologies, short one. Internal webpage is live, and we ran a lunch and learn.",
    "For my chat update - we've done the internal launch, email to all analysts with a link to the hub.",
)
NIL = ("We met, nice chat, nothing to report from us this month.", "Nothing new from our side, sorry!", "Nil return this time.")
MET = ("We met on Tuesday, good chat. ", "Our group met last week. ", "", "")
COMES = ("YES", "Yes, see you there!", "I'll be there, thanks.", "Count me in.")
CANNOT = ("NO", "Sorry, can't make it.", "Afraid I can't come, clashes with a release day.")
OFFERS = "Happy to do 15 minutes at the {month} meeting on what we learned from running a user forum."
CASE = (
    "Hi\n\nI think our user panel would make a good case study for the website. Short version: users couldn't find the "
    "monthly tables, we set up a panel of 20 people and redesigned the landing page with them.\n\n"
    "I can write it up if you send me the format."
)
COMMITMENT = (
    "Dear colleagues\n\nPlease find below {home}'s commitment to the strategy, agreed by our board on {day}.\n\n"
    "Over the next three years {home} will:\n- raise the profile of user engagement through an annual user day\n"
    "- gather immediate feedback on all publications\n\nContact: {name}"
)
FEEDBACK = (
    "Hello\n\nComments on the draft toolkit as requested:\n- section 3 is great\n"
    "- the templates don't work with a screen reader"
)
COMPLAINT = (
    "I have now had five emails from you in nine days about one twenty-minute chat. This isn't a good use of anyone's "
    "time and frankly it's putting me off. Please can someone look at this."
)
ACCEPTED = (
    "BEGIN:VCALENDAR\r\nPRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"
    "BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\nDTSTAMP:20270101T101200Z\r\nDTSTART:{start}\r\nSUMMARY:meeting\r\n"
    "ORGANIZER:mailto:gsshelp@statistics.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
DEAD_LETTER = (
    "Your message to {address} couldn't be delivered.\n\n550 5.1.10 RESOLVER.ADR.RecipientNotFound; "
    "Recipient not found by SMTP address lookup"
)


@dataclass(order=True)
class Turn:
    """Something that somebody does at a moment."""

    at: datetime
    order: int
    do: Callable[[], object] = field(compare=False)


class Year:
    """Everybody's mailboxes, and the clock."""

    def __init__(self, folder: Path) -> None:
        self.town = Town(folder, meetings=True, deputy="Sam Li", deputy_address=SAM)
        self.rng = Random(2027)
        self.pen = Pen(MAILBOX, self.rng)
        people, newcomers = townsfolk(organisations_of(self.town.settings), Random(35))
        self.people = {one.address: one for one in (*people, *newcomers)}
        self.cast, self.newcomers = people, newcomers
        self.town.now = BEGIN
        self.town.store.register.keep(
            (Champion(0, one.name, one.address, one.organisation.acronym, Status.ACTIVE, joined=date(2026, 1 + place % 12, 9)) for place, one in enumerate(people)),
            BEGIN, "they were here before",
        )  # fmt: skip
        self.walk = Walk(self.town.store, self.town.writer)
        self.sent: list[Planned] = []
        self.inbox: dict[str, list[Planned]] = {}
        self.heard = 0
        self.decided: Counter[str] = Counter()
        self.once: set[str] = set()
        self._agenda: list[Turn] = []
        self._turns = 0

    # --- the clock ----------------------------------------------------------------------------------------------------

    def at(self, moment: datetime, do: Callable[[], object]) -> None:
        """Somebody will do that."""
        self._turns += 1
        heapq.heappush(self._agenda, Turn(moment, self._turns, do))

    def plays(self) -> None:
        """From the first day to the last."""
        now: datetime | None = BEGIN
        while now is not None and now < END:
            for planned in self.walk.mails(now, now):
                self._arrives(planned)
            while self._agenda and self._agenda[0].at <= now:
                self.town.now = now
                heapq.heappop(self._agenda).do()
            until = max(now, self._agenda[0].at) if self._agenda else END
            now = self.walk.following(now, min(until, END)) or min(until, END)

    def _arrives(self, planned: Planned) -> None:
        self.sent.append(planned)
        if planned.dropped:
            return
        self.inbox.setdefault(planned.address, []).append(planned)
        if planned.address not in self.people and not planned.mail.startswith("lead/"):
            name = planned.address.partition("@")[0].replace(".", " ").title()
            self.people[planned.address] = Person(name, planned.address, self.cast[0].organisation, Temper.PROMPT)
        self.town.now = planned.at
        self.reads(planned)

    def in_hours(self, planned: Planned, hours: float) -> datetime:
        """Some time later, in somebody's working hours."""
        moment = planned.at + timedelta(hours=hours)
        while not (8 <= moment.hour < 17 and is_working_day(moment.date())):
            moment += timedelta(hours=1)
        return moment

    # --- letters ------------------------------------------------------------------------------------------------------

    def writes(self, address: str, subject: str, text: str, *, cc: str = "") -> None:
        """A new letter."""
        person = self.people[address]
        raw = self.pen.letter(person, self.town.now, subject, text)
        self._takes(address, f"Cc: {cc}\r\n".encode() + raw if cc else raw)

    def answers(self, address: str, planned: Planned, text: str, *, everybody: bool = False) -> None:
        """A reply, quoted as mail programs do."""
        person = self.people.get(address) or Person(address.partition("@")[0].title(), address, self.cast[0].organisation, Temper.PROMPT)  # fmt: skip
        self._takes(address, self.pen.reply(person, self.town.now, received(planned), text, everybody=everybody))

    def _takes(self, address: str, raw: bytes) -> None:
        domain = address.rpartition("@")[2]
        head = f"Authentication-Results: mx.statistics.example; dmarc=pass header.from={domain}\r\n".encode()
        self.town._count += 1
        self.heard += 1
        self.town.takes(head + raw)

    def first(self, what: str) -> bool:
        """Whether this is the first time."""
        new = what not in self.once
        self.once.add(what)
        return new

    # --- people -------------------------------------------------------------------------------------------------------

    def reads(self, planned: Planned) -> None:
        """Whoever got a mail does about it what they do."""
        if planned.mail.startswith("lead/"):
            self._lead_reads(planned)
            return
        person = self.people.get(planned.address)
        do = getattr(self, "_on_" + planned.mail.replace("/", "_"), None)
        if do is not None:
            do(planned, person)

    def _reply(self, planned: Planned, text: str, hours: float, *, everybody: bool = False) -> None:
        self.at(self.in_hours(planned, hours), lambda: self.answers(planned.address, planned, text, everybody=everybody))

    def _on_chat_group(self, planned: Planned, person: Person | None) -> None:
        words = body_of(planned.message)
        dice = self.rng.random()
        month = planned.subject.removeprefix("Your ").split()[0]
        if dice < 0.02:
            self._reply(planned, f"Sorry, can't do {month}, we have a release going out. Put me back in next time.", 20)
        elif "You take the first step" in words:
            self._reply(planned, self.pen.time(), 6, everybody=True)
        elif dice > 0.985:
            self._reply(planned, "Afraid we couldn't find a time that worked for all of us, so it didn't happen.", 24 * 19)

    def _on_update_ask(self, planned: Planned, person: Person | None) -> None:
        assert person is not None
        if self.first("away"):
            self.at(planned.at, lambda: self._is_away(planned))
            return
        match person.temper:
            case Temper.PROMPT if self.rng.random() < 0.8:
                self._reply(planned, self._update(), self.rng.uniform(2, 90))
            case Temper.NOTHING:
                self._reply(planned, self.rng.choice(NIL), self.rng.uniform(2, 60))
            case Temper.WRONG_THREAD:
                last = self.inbox[planned.address][-2] if len(self.inbox[planned.address]) > 1 else planned
                text = f"For my chat update: {self.rng.choice(UPDATES)}"
                self.at(self.in_hours(planned, 30), lambda: self.answers(planned.address, last, text))

    def _update(self) -> str:
        return self.rng.choice(MET) + self.rng.choice(UPDATES)

    def _is_away(self, planned: Planned) -> None:
        back = self.town.now + timedelta(days=4)
        self._takes(planned.address, self.pen.out_of_office(self.people[planned.address], self.town.now, received(planned), back))

    def _on_update_remind(self, planned: Planned, person: Person | None) -> None:
        if person is not None and person.temper in {Temper.LATE, Temper.PROMPT}:
            hours = 24 * 9 if self.first("very late") else self.rng.uniform(2, 20)
            self._reply(planned, f"So sorry this is late. {self.rng.choice(UPDATES)}", hours)

    def _on_meeting_invite(self, planned: Planned, person: Person | None) -> None:
        if self.first("delegate"):
            home = planned.address.rpartition("@")[2]
            self._reply(planned, f"I'm in Leeds that day I'm afraid. Joanna Fell from my team will come in my place - joanna.fell@{home} - please send her the link.", 5)
        elif self.first("access"):
            self._reply(planned, "Should be able to make it but will need to drop off at 3. Can I have the slides in advance please, I use a screen reader.", 9)
        elif (dice := self.rng.random()) < 0.4:
            self._reply(planned, self.rng.choice(COMES), self.rng.uniform(1, 200))
        elif dice < 0.6:
            self.at(self.in_hours(planned, 7), lambda: self._accepts(planned))
        elif dice < 0.8:
            self._reply(planned, self.rng.choice(CANNOT), self.rng.uniform(1, 200))

    def _accepts(self, planned: Planned) -> None:
        entry = next(str(part.get_content()) for part in planned.message.walk() if part.get_content_type() == "text/calendar")
        entry = re.sub(r"\r?\n ", "", entry)
        uid = re.search(r"^UID:(\S+)", entry, re.MULTILINE)
        start = re.search(r"^DTSTART[^:]*:(\S+)", entry.partition("BEGIN:VEVENT")[2], re.MULTILINE)
        assert uid and start
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = planned.address, MAILBOX, f"Accepted: {planned.subject}"
        mail["Message-ID"], mail["Date"] = f"<cal{self.heard}@{planned.address.rpartition('@')[2]}>", self.town.now
        mail.set_content("")
        text = ACCEPTED.format(uid=uid[1], start=start[1], address=planned.address)
        mail.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
        self._takes(planned.address, mail.as_bytes())

    def _on_membership_still(self, planned: Planned, person: Person | None) -> None:
        if self.rng.random() < 0.85:
            self._reply(planned, "Yes, still keen!" if self.rng.random() < 0.5 else "YES", self.rng.uniform(3, 100))

    def _on_join_confirm(self, planned: Planned, person: Person | None) -> None:
        self._reply(planned, "Yes please, happy to!", 3)

    def _on_join_confirm_nominee(self, planned: Planned, person: Person | None) -> None:
        if person is not None and person.temper is not Temper.SILENT:
            self._reply(planned, "Yes, sign me up.", 4)

    def _on_join_welcome(self, planned: Planned, person: Person | None) -> None:
        self._reply(planned, "Brill, thanks so much! :)", 2)

    def _on_membership_welcome_back(self, planned: Planned, person: Person | None) -> None:
        self._reply(planned, "BACK", 5)

    def _on_move_receipt(self, planned: Planned, person: Person | None) -> None:
        self._reply(planned, "YES", 2)

    def _on_move_check(self, planned: Planned, person: Person | None) -> None:
        self._reply(planned, "Yes, this is me.", 2)

    _on_move_ask_old = _on_move_receipt

    def _on_case_study_format(self, planned: Planned, person: Person | None) -> None:
        text = "Here is the text. Comms have cleared it.\n\nThe task: users could not find tables.\n\nThe approach: a panel."
        self._reply(planned, text, 24 * 12)

    # --- the lead -----------------------------------------------------------------------------------------------------

    def _lead_reads(self, planned: Planned) -> None:
        if planned.address == SAM and self.town.now.date() < HANDED_OVER and not self.away(planned):
            return
        if planned.address == NATASHA and self.town.now.date() >= HANDED_OVER:
            return
        if planned.mail == "lead/brief" or planned.mail == "lead/welcome":
            self.at(planned.at + timedelta(minutes=40), lambda: self._answers_brief(planned))
        elif planned.mail == "lead/digest":
            self.at(planned.at + timedelta(minutes=25), lambda: self._answers_draft(planned))
        elif planned.mail == "lead/hold" and "chat" in planned.occasion and self.first("stop"):
            self.at(planned.at + timedelta(minutes=10), lambda: self._orders(planned, "STOP - I want to look at the groups first"))
            self.decided["stop"] += 1
        elif planned.mail == "lead/stopped":
            self.at(planned.at + timedelta(minutes=60), lambda: self._orders(planned, "RELEASE"))
            self.decided["release"] += 1

    def away(self, planned: Planned) -> bool:
        """Whether the lead has said that they are away: then the deputy answers, and they do not."""
        return "away said" in self.once and date(2027, 7, 5) < planned.at.date() < date(2027, 7, 20)

    def _orders(self, planned: Planned, text: str) -> None:
        name = "Natasha Bowen" if planned.address == NATASHA else "Sam Li"
        self.people.setdefault(planned.address, Person(name, planned.address, self.cast[0].organisation, Temper.PROMPT))
        head = f"From: {name} <{planned.address}>\r\nTo: {MAILBOX}\r\nSubject: Re: {planned.subject}\r\n"
        ours = str(planned.message["Message-ID"])
        head += f"Date: {self.town.now:%a, %d %b %Y %H:%M:%S} +0000\r\nMessage-ID: <lead{self.heard}@ons.example>\r\n"
        head += f"In-Reply-To: {ours}\r\nReferences: {ours}\r\n\r\n"
        self._takes(planned.address, (head + text + "\r\n").encode())

    def _answers_draft(self, planned: Planned) -> None:
        lines = re.findall(r"^\s*(?:\*\s*)?(\d+)[. ]", body_of(planned.message), re.MULTILINE)
        if len(lines) > 3 and self.first("drop"):
            self.decided["drop"] += 1
            self._orders(planned, f"drop {lines[0]}\nyes")
        else:
            self._orders(planned, "yes")
        self.decided["digest yes"] += 1

    def _answers_brief(self, planned: Planned) -> None:
        if planned.address == NATASHA and self.away(planned):
            return
        numbers = {int(one) for one in re.findall(r"^(\d+) ", body_of(planned.message), re.MULTILINE)}
        open_ = {one.id: one for one in self.town.store.register.questions()}
        lines = [line for number in sorted(numbers & set(open_)) for line in self._decides(open_[number])]
        lines += self._besides(planned)
        if lines:
            self._orders(planned, "\n".join(lines) + "\n\nNatasha")

    def _decides(self, one: Question) -> Iterator[str]:
        number = one.id
        say = {
            "update": "yes", "feedback": "yes", "details": "yes", "case-study-later": "yes", "commitment": "yes",
            "organisation": "yes MHLG",
        }  # fmt: skip
        if one.matter == "digest":
            return
        if one.matter == "case-study":
            published = one.proposal.get("to") == "published"
            self.decided["published" if published else "case study"] += 1
            yield f"{number} yes https://www.statistics.example/case-studies/panel-{number}" if published else f"{number} yes"
        elif one.matter in say:
            no = one.matter == "update" and "may not be shown" in one.reason
            self.decided["no" if no else one.matter] += 1
            yield f"{number} {'no' if no else say[one.matter]}"
        elif one.intent == "joining":
            yield f"{number} https://meet.statistics.example/champions"
        elif one.intent == "attendance":
            self.decided["attendance"] += 1
            yield f"{number} all"
        elif one.intent == "summary":
            yield f"{number} We heard two talks and agreed to share our survey questions."
        elif one.intent == "offer_talk":
            self.decided["talk"] += 1
            yield f"{number} yes"
        elif one.intent in {"complaint", "access_need"} and one.writer:
            self.decided["own words"] += 1
            yield f"{number} Thank you for telling us. I have seen to it, and will send what you need."
        elif one.intent == "question" and self.first("ask her"):
            self.decided["ask"] += 1
            yield f"{number} ask her for a date"
        elif one.intent == "question" and self.first("hold"):
            self.decided["hold"] += 1
            yield f"{number} hold until {(self.town.now + timedelta(days=9)):%d %B %Y}"
        else:
            self.decided["noted"] += 1
            yield f"{number} yes"

    def _besides(self, planned: Planned) -> Iterator[str]:
        """What the lead writes of their own accord, each once, when its time has come."""
        today, deed = self.town.now.date(), re.search(r"(D\d+) .* has left", " ".join(body_of(planned.message).split()))
        if deed and "by mistake" in self.once and self.first("undo"):
            self.decided["undo"] += 1
            yield f"undo {re.findall(r'(D[0-9]+) [^D]*? has left', ' '.join(body_of(planned.message).split()))[-1]}"
        if today >= date(2027, 3, 8) and self.first("apart"):
            self.decided["apart"] += 1
            yield f"keep {self.cast[2].name} and {self.cast[40].name} apart"
        if today >= date(2027, 7, 5) and planned.address == NATASHA and self.first("away said"):
            self.decided["away"] += 1
            yield "I am away until 20 July 2027"
        if today >= date(2027, 9, 20) and self.first("handover"):
            self.decided["handover"] += 1
            yield f"hand over to Sam Li <{SAM}> on 4 October 2027"


def received(planned: Planned) -> Received:
    """A mail as its reader's program shows it."""
    message = planned.message
    return Received(
        planned.subject,
        str(message["From"]),
        tuple(one.addr_spec for one in message["To"].addresses),
        str(message["Message-ID"]).strip("<>"),
        str(message["References"] or ""),
        body_of(message),
        automatic=True,
    )


def story(year: Year) -> None:
    """What happens beside the usual; each at its hour."""
    cast, new = year.cast, year.newcomers

    def on(day: str, do: Callable[[], object]) -> None:
        year.at(datetime.fromisoformat(f"{day}T10:20+00:00"), do)

    def says(day: str, place: int, subject: str, text: str) -> None:
        on(day, lambda: year.writes(cast[place].address, subject, text))

    for day, one in (("2027-01-20", new[0]), ("2027-05-12", new[1])):
        on(day, lambda one=one: year.writes(one.address, "champion", "Can I be a user engagement champion please"))
    says("2027-02-16", 4, "A new champion", f"My colleague {new[2].name} would like to be a user engagement champion: {new[2].address}. Thanks!")
    says("2027-08-18", 6, "Another champion", f"My colleague Alex Silent would like to be a user engagement champion: alex.silent@{cast[6].organisation.domains[0]}. Thanks!")
    says("2027-01-26", 7, "Moving on!", "I am leaving on Friday 26 February 2027 for a new job, so this is goodbye from me as a champion. Thank you for everything.")
    says("2027-04-14", 17, "goodbye", "Please take me off the champions list, I am leaving the network.")
    says("2027-06-09", 27, "leaving", "Please take me off the champions list, I am leaving the network.")
    on("2027-06-09", lambda: year.once.add("by mistake"))
    says("2027-09-08", 37, "TAKE ME OFF", "TAKE ME OFF THIS LIST. I HAVE ASKED THREE TIMES.")
    says("2027-03-03", 11, "Taking a break", "I need a break from the champions for a while. Please pause me until 1 June 2027.")
    says("2027-03-10", 9, "change of job", "Hi - from Monday 22 March 2027 I'm moving to the Department for Science, Innovation and Technology. New email will be moved.person@dsit.example. I'd like to carry on being a champion there.")
    says("2027-03-15", 12, "Champion emails", COMPLAINT)
    says("2027-04-21", 13, "Slot at a champions meeting?", OFFERS.format(month="June"))
    says("2027-02-03", 14, "Possible case study - user panel", CASE)
    says("2027-06-16", 15, "Possible case study - trade statistics panel", CASE)
    for day, place in (("2027-02-10", 16), ("2027-05-19", 18), ("2027-09-15", 19)):
        home = cast[place].organisation.acronym
        when = datetime.fromisoformat(day) - timedelta(days=5)
        text = COMMITMENT.format(home=home, day=f"{when.day} {when:%B %Y}", name=cast[place].name)
        says(day, place, f"{home} commitment to the User Engagement Strategy for Statistics", text)
    says("2027-04-28", 20, "Toolkit", FEEDBACK)
    says("2027-10-13", 22, "Toolkit", FEEDBACK)
    says("2027-05-05", 23, "question", "What is the deadline for nominations to the new board, please?")
    says("2027-05-26", 24, "question", "Who decides about the theme groups? I have asked twice.")
    says("2027-03-24", next(place for place, one in enumerate(cast) if one.organisation.acronym == "MHCLG"), "New department name", "From 1 April we become the Ministry for Housing and Local Growth (MHLG). All of us champions will have @mhlg.example addresses. Same people, same role.")
    says("2027-07-07", 26, "Handing over", f"I'm handing the champion role to Jo Next (jo.next@{cast[26].organisation.domains[0]}) from 1 September 2027.")
    says("2027-11-03", 28, "OFFICIAL-SENSITIVE: my update", "For my chat update: the headline will be 4.7% up on the quarter.")
    on("2027-05-04", lambda: _bounces(year, cast[30]))
    on("2027-06-02", lambda: year.writes(cast[31].address, "RPI", "Dear Sirs\n\nPlease advise the RPI figure for March 1987 for the purposes of my late mother's estate."))


def _bounces(year: Year, person: Person) -> None:
    """The postmaster says that a mailbox is gone, in answer to our latest mail to it."""
    last = year.inbox[person.address][-1]
    mail = EmailMessage()
    mail["From"] = f"Mail Delivery Subsystem <postmaster@{person.address.rpartition('@')[2]}>"
    mail["To"], mail["Subject"], mail["Return-Path"] = MAILBOX, f"Undeliverable: {last.subject}", "<>"
    mail["In-Reply-To"], mail["Message-ID"] = str(last.message["Message-ID"]), "<bounce@postmaster.example>"
    mail["Date"] = year.town.now
    mail["X-Failed-Recipients"] = person.address
    mail.set_content(DEAD_LETTER.format(address=person.address))
    year._takes(f"postmaster@{person.address.rpartition('@')[2]}", mail.as_bytes())
