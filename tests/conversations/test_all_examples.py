# ruff: noqa: E501, PLW0108  a table reads better in long lines
"""The 51 worked examples, each through the whole street over a fitting network: who gets what, and what is kept.

One table. ``gets`` names every mail that leaves because of the letter, and to whom (``sender``, or a name of the stage);
``holds`` and ``lacks`` are words of the letter to its sender; ``state`` is what must be so afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest

from mailflow.network import Champion, Status
from tests.conversations.stage import CHAMPIONS, Stage
from tests.conversations.town import body_of
from tests.understand.mails import EXAMPLES

Setting = Callable[[Stage], object]
Check = Callable[[Stage], bool]

FOUR = ("eilidh", "bethan", "grace", "conor")
EIGHT = ("lydia", "callum", "conor", "dominic", "dylan", "eilidh", "grace", "hannah")


@dataclass(frozen=True)
class Case:
    """What one example comes to."""

    gets: tuple[str, ...] = ()
    setting: Setting = lambda stage: stage
    state: Check = lambda stage: True
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def status(stage: Stage, of: str = "") -> Status:
    return stage.champion(of or stage.sender).status


def asked(stage: Stage) -> list[str]:
    """The reasons of the questions that the letter raised."""
    questions = stage.town.store.register.questions()
    return [one.reason for one in questions if one.source.startswith("mail:")]


def due(stage: Stage) -> str:
    (question,) = [one for one in stage.town.store.register.questions() if one.source.startswith("mail:")]
    return question.due.isoformat()


def told(stage: Stage) -> list[tuple[object, ...]]:
    works = stage.town.store.works.activities()
    return [(one.kind, one.organisations, str(one.state), one.month) for one in works]


def updates(stage: Stage) -> list[tuple[str, str, bool]]:
    people = {one.id: one.address for one in stage.town.store.register.champions()}
    found = [
        (people[one.champion].partition("@")[0], one.month, one.nil) for _, one in stage.town.store.register.updates()
    ]
    return sorted(found)


def group_of(stage: Stage, address: str, month: str = "2026-11"):
    number = stage.champion(address).id
    round_ = stage.town.store.register.round(month)
    return next((one for one in round_.groups if number in one.members), None)


def rsvp(stage: Stage) -> dict[str, str]:
    return {one.address: one.says for one in stage.town.store.minutes.answers("2026-12-09")}


def untouched(stage: Stage) -> bool:
    """It is not ours: nothing of it is kept but that it was seen."""
    with stage.town.store.engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT outcome, sender, raw FROM ledger ORDER BY id DESC LIMIT 1").one()
    return tuple(row) == ("not_ours", "", None) and not asked(stage)


def outcome(stage: Stage) -> str:
    with stage.town.store.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT outcome FROM ledger ORDER BY id DESC LIMIT 1").scalar())


def in_november(*names: str) -> Setting:
    """The groups of November are made and their updates asked for."""
    return lambda stage: stage.has(*names).chats("2026-11", asked=True)


CASES: dict[str, Case] = {
    "E01": Case(
        ("join/confirm sender",),
        state=lambda s: status(s) is Status.APPLIED and s.champion(s.sender).organisation == "DfT",
        holds=("Hello Priya", "reply YES", "Department for Transport", "three hours a month", "what we hold"),
    ),
    "E02": Case(
        ("join/confirm sender",),
        state=lambda s: status(s) is Status.APPLIED and s.champion(s.sender).name == "Tom Ashworth",
        holds=("Hello Tom", "Office of Rail and Road", "Thank you for offering a talk", "Natasha Bowen will be in touch"),
        lacks=("Thomas", "ASHWORTH", "0207", "07700"),
    ),
    "E03": Case(
        ("join/nominator sender", "join/confirm_nominee conor"),
        lambda s: s.has("louise"),
        lambda s: status(s, "conor.mcateer") is Status.APPLIED and status(s, "louise.quinn") is Status.ACTIVE,
        ("Conor McAteer",), ("Louise",),
    ),
    "E04": Case(
        ("join/work_address sender",), state=lambda s: not s.town.store.register.champions(),
        holds=("email us from your work address", "share their contact details"), lacks=("@sg.example",),
    ),
    "E05": Case(
        ("join/confirm sender", "join/confirm_nominee ben"),
        state=lambda s: status(s) is Status.APPLIED and status(s, "ben.halloran") is Status.APPLIED,
        holds=("Hello Grace", "reply YES", "Thank you for suggesting Ben Halloran"),
    ),
    "E06": Case(
        ("join/confirm sender",), state=lambda s: status(s) is Status.APPLIED and len(asked(s)) == 1,
        holds=("reply YES", "time:", "approval:", "who can join:", "recording:", "24 November 2026"),
    ),
    "E07": Case(
        ("join/ask_address sender",), lambda s: s.has("sam"), lambda s: len(s.town.store.register.champions()) == 1,
        ("Lydia Marsh", "Tuesday 1 December 2026", "so there is time"), ("lydia.marsh@",),
    ),
    "E08": Case(
        ("join/confirm sender",), state=lambda s: s.champion(s.sender).name == "Aisha Bello",
        holds=("Hello Aisha", "Ministry of Justice", "reply YES"), lacks=("Bello1 ",),
    ),
    "E09": Case(state=untouched),
    "E10": Case(
        ("information/strategy sender",), lambda s: s.town.has(_listed("Moira Kettle", "moira.kettle@dwp.example", "DWP")),
        lambda s: len(s.town.store.register.champions()) == 1 and not asked(s),
        ("Hello Ruth", "https://", "Moira Kettle", "join them later"), ("moira.kettle@",),
    ),
    "E11": Case(
        ("join/already sender",), lambda s: s.has("leo", "sam", "tom", "ruth").chats("2026-11"),
        lambda s: len(s.town.store.register.champions()) == 4 and len(asked(s)) == 1 and _again(s),
        ("already a champion", "3 November 2026", "leo.fairweather@ons.example", "RESEND"),
    ),
    "E12": Case(
        ("question/acknowledged sender",), state=lambda s: not s.town.store.register.champions() and len(asked(s)) == 1,
        holds=("Natasha Bowen will reply", "24 November 2026"),
    ),
    "E13": Case(
        ("join/welcome sender",), lambda s: s.joins("priya", confirmed=False), lambda s: status(s) is Status.ACTIVE,
        ("1 December 2026", "9 December 2026", "Natasha Bowen leads", "PAUSE", "public list"),
    ),
    "E14": Case(
        ("join/welcome sender",), lambda s: s.joins("conor", confirmed=False),
        lambda s: status(s) is Status.ACTIVE and not s.champion(s.sender).listed,
        ("will not appear on the public list", "without your name"), ("personal reasons",),
    ),
    "E15": Case(
        ("membership/leaving sender",), lambda s: s.has("fiona", "callum", "tom", "ruth").chats("2026-11"),
        lambda s: _leaves_on(s, "2026-11-27"),
        ("Thank you for all you have done", "Friday 27 November 2026", "a colleague can take over"), ("survey",),
    ),
    "E16": Case(
        ("move/receipt sender",), lambda s: s.has("wei"), lambda s: s.champion(s.sender).organisation == "DBT",
        ("DSIT on Monday 7 December 2026", "wei.zhang@dsit.example", "DBT will have no champion"),
    ),
    "E17": Case(
        ("question/acknowledged sender",),
        lambda s: s.has("jon", "tom", "ruth", "sam").chats("2026-11", to="jonathan.pike@hmrc.example").forwarded(),
        lambda s: s.champion("jonathan.pike").address == "jonathan.pike@hmrc.example" and len(asked(s)) == 1,
        ("To protect your details we have asked Natasha Bowen", "17 November 2026"), ("hmrc", "HMRC"),
    ),
    "E18": Case(
        ("membership/handover sender", "join/confirm_nominee callum"), lambda s: s.has("marianne", "fiona"),
        lambda s: s.champion(s.sender).leaves_on == date(2027, 1, 1) and status(s, "callum.baird") is Status.APPLIED,
        ("asked Callum Baird to confirm", "until Friday 1 January 2027", "meetings before that stay with you"),
    ),
    "E19": Case(
        ("membership/paused sender",), lambda s: s.has("bethan", "dylan"),
        lambda s: s.champion(s.sender).paused_from == date(2026, 12, 14) and s.champion(s.sender).listed,
        ("paused from Monday 14 December 2026", "will not email you until Wednesday 1 September 2027", "reply BACK"),
        ("maternity",),
    ),
    "E20": Case(
        ("membership/skipped sender", "chat/changed bethan", "chat/changed conor", "chat/changed grace"),
        lambda s: s.has(*FOUR).chats("2026-11"),
        lambda s: s.champion(s.sender).skips == {"2026-11"} and len(group_of(s, "bethan.prys").members) == 3,
        ("out of the chats for November 2026", "back in automatically"), ("Health Survey",),
    ),
    "E21": Case(
        ("question/acknowledged sender",), lambda s: s.has("rowan"), lambda s: _is_renamed_in_the_past(s),
        ("Hello Rowan", "17 November 2026"), ("Former", "formerly"),
    ),
    "E22": Case(
        ("organisation/noted sender",), lambda s: s.has("dominic", "tasha", "kwame"),
        lambda s: s.champion(s.sender).organisation == "MHCLG" and len(asked(s)) == 1,
        ("all three champions", "1 April 2027", "check each new address"),
    ),
    "E23": Case(
        ("update/receipt sender",), in_november("tom", "ruth", "sam", "wei"),
        lambda s: told(s) == [("tools", ("ORR",), "done", "2026-11")] and "thomas.ashworth" not in _reminded(s),
        ("have your update for November", "GA4", "tools such as web analytics", "reply and tell us"),
        ("internal launch", "workshop"),
    ),
    "E24": Case(
        ("update/receipt sender",), in_november("grace", "ruth", "sam", "wei"),
        lambda s: {one[0] for one in told(s)} == {"internal_launch", "metrics", "own_network", "joint_working"},
        ("internal launch", "metrics", "network of its own", "other organisations (under way)", "at the next meeting"),
    ),
    "E25": Case(
        ("update/receipt sender",), in_november("hannah", "ruth", "sam", "wei"),
        lambda s: group_of(s, "h.lindqvist").met_on == date(2026, 11, 17)
        and told(s) == [("internal_pages", ("OfS",), "done", "2026-11")] and _asks_again_in_february(s),
        ("your group met",),
    ),
    "E26": Case(
        ("update/attachment sender",), in_november("ben", "ruth", "sam", "wei"),
        lambda s: updates(s) == [("ben.halloran", "2026-11", False)] and told(s) == [] and "ben" not in _reminded(s),
        ("cannot read attachments", "Natasha Bowen will read yours", "one or two sentences"),
    ),
    "E27": Case(
        ("update/receipt sender",),
        lambda s: s.has("sam", "wei", "aisha", "leo", "ruth", "tom").chats("2026-10", "2026-11"),
        lambda s: updates(s) == [("samir.qureshi", "2026-10", False), ("samir.qureshi", "2026-11", False)]
        and group_of(s, "samir.qureshi", "2026-10").met_on == date(2026, 10, 22)
        and group_of(s, "samir.qureshi", "2026-11").met is None
        and {home for one in told(s) for home in one[1]} == {"Defra", "DBT", "NRS"},
        ("October 2026 and November 2026",),
    ),
    "E28": Case(
        tuple(f"update/receipt_for_group {one}" for one in ("sender", "aisha", "ruth", "wei")),
        lambda s: s.has("leo", "aisha", "wei", "ruth").chats("2026-11"),
        lambda s: group_of(s, s.sender).met is True and len(updates(s)) == 4 and _reminded(s) == ""
        and ("hub_workshop", ("DBT",), "planned", "2026-11") in told(s),
        ("new intranet page",), ("planning a workshop",),
    ),
    "E29": Case(
        ("update/receipt sender",),
        lambda s: s.has("eilidh", "ruth", "sam", "wei").chats("2026-09", asked=True, reminded=True),
        lambda s: told(s) == [("tools", ("SG",), "done", "2026-09")], ("for September", "not too late"), ("November",),
    ),
    "E30": Case(
        ("update/receipt sender",), lambda s: s.has("ruth", "tom", "sam", "wei").chats("2026-11").invited(),
        lambda s: told(s) == [("internal_launch", ("DWP",), "done", "2026-11")] and rsvp(s) == {} and _then_yes(s),
        ("update for November", "still do not know if you can come to the meeting on 9 December 2026", "YES or NO"),
    ),
    "E31": Case(
        ("chat/not_met sender",), lambda s: s.has("callum", "tom", "sam", "wei").chats("2026-11"),
        lambda s: group_of(s, s.sender).met is False and len(asked(s)) == 1,
        ("No problem", "Tuesday 1 December 2026", "unless Natasha Bowen keeps you together"),
    ),
    "E32": Case(
        ("update/nil sender",), in_november("aisha", "ruth", "sam", "wei"),
        lambda s: updates(s) == [("aisha.bello1", "2026-11", True)] and group_of(s, s.sender).met is True
        and "aisha" not in _reminded(s),
        ("nothing to report", "nothing else you need to do"),
    ),
    "E33": Case((), lambda s: s.has(*FOUR).chats("2026-11"), lambda s: outcome(s) == "ignored" and not asked(s)),
    "E34": Case(
        ("chat/offer sender",), lambda s: s.has(*EIGHT).chats("2026-11"), lambda s: len(asked(s)) == 1 and _swaps(s),
        ("Would you like to join group", "who have not met yet", "Reply YES", "nobody's fault"),
    ),
    "E35": Case(
        ("update/held sender",), in_november("jon", "ruth", "sam", "wei"),
        lambda s: not any(one.may_be_told for _, one in s.town.store.register.updates()) and "4.7" not in _brief(s),
        ("Natasha Bowen will read your email", "not passed it on"), ("4.7", "quarter"),
    ),
    "E36": Case(
        ("meeting/yes sender",), lambda s: s.has("dylan", "ruth").invited(),
        lambda s: rsvp(s) == {s.sender: "yes"} and len(asked(s)) == 1
        and s.town.store.minutes.answers("2026-12-09")[0].leaves_at == time(15),
        ("9 December 2026 until 3pm", "Natasha Bowen will see to it before the meeting"), ("screen reader", "school"),
    ),
    "E37": Case(
        ("meeting/no sender", "meeting/guest joanna.fell@dwp.example"), lambda s: s.has("ruth", "dylan").invited(),
        lambda s: rsvp(s)[s.sender] == "no" and not s.town.store.register.find("joanna.fell"),
        ("Thank you", "sent Joanna Fell the joining details"), ("Leeds",),
    ),
    "E38": Case(
        ("meeting/talk_offered sender",), lambda s: s.has("tom"), lambda s: due(s) == "2026-12-08",
        ("15 minutes on running a user forum", "will reply by 8 December 2026", "in February or April"),
    ),
    "E39": Case(
        ("case_study/format sender",), lambda s: s.has("wei"),
        lambda s: [str(one.state) for one in s.town.store.works.case_studies()] == ["proposed"],
        ("Trade statistics user panel", "the task", "the approach", "what happened", "500 words", "clears it"),
    ),
    "E40": Case(
        ("commitment/received sender",), lambda s: s.has("conor"), lambda s: _lead_accepts(s),
        ("commitment of NISRA", "contact: Conor McAteer", "5 November 2026"),
    ),
    "E41": Case(state=untouched),
    "E42": Case(
        (), in_november("eilidh", "ruth", "sam", "wei"),
        lambda s: s.champion(s.sender).away_until == date(2026, 11, 30) and not updates(s)
        and not s.town.store.register.find("calum.reid"),
    ),
    "E43": Case(
        ("chat/changed ruth", "chat/changed sam", "chat/changed wei"),
        lambda s: s.has("fiona", "ruth", "sam", "wei").chats("2026-12", to="fiona.abernethy@nrs.example"),
        lambda s: s.champion("fiona.abernethy").suppressed == "bounced" and len(asked(s)) == 1,
    ),
    "E44": Case((), lambda s: s.has("hannah").invited(), lambda s: rsvp(s) == {s.sender: "yes"}),
    "E45": Case(
        ("question/acknowledged sender",), in_november("ruth", "tom", "sam", "wei"),
        lambda s: s.champion(s.sender).suppressed == "complaint" and status(s) is Status.ACTIVE
        and due(s) == "2026-12-03",
        ("We are sorry", "Natasha Bowen", "Thursday 3 December 2026", "no automatic emails"), ("remind",),
    ),
    "E46": Case(
        ("membership/left sender",), lambda s: s.has("martin", "tom", "sam", "wei").chats("2026-10", asked=True, reminded=True),
        lambda s: status(s) is Status.LEFT and any("complains" in one for one in asked(s)),
        ("taken you off the list", "not hear from us again", "sorry that you had to ask more than once"), ("are you sure",),
    ),
    "E47": Case(
        ("update/receipt sender",), in_november("dylan", "tom", "sam", "wei"),
        lambda s: s.champion(s.sender).language == "cy" and group_of(s, s.sender).met is True
        and ("internal_launch", ("WG",), "done", "2026-11") in told(s) and "Welsh" in asked(s)[0],
        ("Diolch", "mis Tachwedd 2026", "lansio'r strategaeth"), ("Thank you", "Reference:"),
    ),
    "E48": Case(
        ("question/acknowledged sender",), lambda s: s.has("rowan"), lambda s: due(s) <= "2026-12-08",
        ("Natasha Bowen is dealing with your request", "December 2026"), ("Former", "FSA"),
    ),
    "E49": Case(
        ("feedback/received sender",), lambda s: s.has("callum"), lambda s: len(asked(s)) == 2,
        ("pass it on to the hub project team", "Natasha Bowen will also reply"),
    ),
    "E50": Case((), lambda s: s.joins("lydia", confirmed=True), lambda s: outcome(s) == "ignored" and not asked(s)),
    "E51": Case(state=lambda s: untouched(s) and not s.town.store.register.champions()),
}  # fmt: skip


def _listed(name: str, address: str, home: str) -> Champion:
    return Champion(0, name, address, home, Status.ACTIVE)


def _leaves_on(stage: Stage, day: str) -> bool:
    """In the group until then; off the list from then on."""
    there = group_of(stage, stage.sender) is not None and status(stage) is Status.ACTIVE
    stage.town.wakes(f"{day}T08:00+00:00")
    return there and status(stage) is Status.LEFT


def _reminded(stage: Stage) -> str:
    stage.town.wakes("2026-11-30T09:30+00:00")
    stage.town.wakes("2026-11-30T11:30+00:00")
    return " ".join(str(mail["To"]) for mail in stage.town.says() if str(mail["Subject"]).startswith("Reminder"))


def _brief(stage: Stage) -> str:
    stage.town.wakes("2026-11-27T08:30+00:00")
    return "".join(body_of(mail) for mail in stage.town.tells_lead())


def _the_brief(stage: Stage):
    stage.town.wakes("2026-11-11T08:30+00:00")
    return next(mail for mail in stage.town.tells_lead() if "brief" in str(mail["Subject"]).lower())


def _again(stage: Stage) -> bool:
    """RESEND brings the last mail once more, as it was."""
    stage.town.replies(stage.entry["from"], "RESEND", stage.gets[0])
    (mail,) = stage.town.says()
    return "Champion Chat group" in str(mail["Subject"])


def _asks_again_in_february(stage: Stage) -> bool:
    stage.town.wakes("2027-02-01T09:00+00:00")
    return any("ask again now about a case study" in one.reason for one in stage.town.store.register.questions())


def _then_yes(stage: Stage) -> bool:
    """YES in answer to the receipt is the answer to the invitation."""
    stage.town.replies(stage.entry["from"], "YES", stage.gets[0])
    stage.town.says()
    return rsvp(stage) == {stage.sender: "yes"}


def _swaps(stage: Stage) -> bool:
    """YES: out of the one group, into the other, and all of them are told."""
    before = group_of(stage, stage.sender).number
    stage.town.replies(stage.entry["from"], "Yes please!", stage.gets[0])
    changed = stage.town.says()
    after = group_of(stage, stage.sender)
    assert any("has joined another group" in body_of(mail) for mail in changed)
    assert any("Lydia Marsh joins your group" in body_of(mail) for mail in changed)
    return after.number != before and len(after.members) == 5 and len(changed) == 8


def _is_renamed_in_the_past(stage: Stage) -> bool:
    """The lead's yes, then the old address's: the name holds for the past too, and the old one is said nowhere."""
    town = stage.town
    brief = _the_brief(stage)
    question = next(one for one in town.store.register.questions() if one.source.startswith("mail:"))
    town.lead_replies(f"{question.id} yes", brief)
    (ask,) = [mail for mail in town.says() if not str(mail["Subject"]).startswith("Invitation")]
    town.replies("former.name@fsa.example", "YES", ask)
    (done,) = [mail for mail in town.says() if "details are changed" in str(mail["Subject"])]
    assert "public list shows it" in " ".join(body_of(done).split())
    return done["To"].addresses[0].addr_spec == stage.sender and "Former" not in body_of(done)


def _lead_accepts(stage: Stage) -> bool:
    """Counted once the lead has checked; then the sender and the contact are told."""
    town = stage.town
    brief = _the_brief(stage)
    question = next(one for one in town.store.register.questions() if one.source.startswith("mail:"))
    town.lead_replies(f"{question.id} yes", brief)
    letters = town.says()
    (kept,) = town.store.works.commitments()
    assert set(kept.aims) == {"profile", "review", "feedback", "work_together"}
    return str(kept.state) == "accepted" and {mail["To"].addresses[0].addr_spec for mail in letters} == {
        stage.sender, "conor.mcateer@nisra.example",
    }  # fmt: skip


def test_there_is_one_case_for_each_example() -> None:
    assert list(CASES) == [entry["id"] for entry in EXAMPLES]


@pytest.mark.parametrize("number", CASES)
def test_the_sender_gets_what_the_example_says(number: str, tmp_path: Path) -> None:
    case, stage = CASES[number], Stage(tmp_path, number)
    case.setting(stage)
    letters = stage.plays()
    who = {address: name for name, (_, address, _) in CHAMPIONS.items()} | {stage.sender: "sender"}
    got = sorted(f"{row.mail} {who.get(row.address, row.address)}" for row in stage.raised())
    assert got == sorted(case.gets)
    said = " ".join(body_of(mail) for mail in letters if stage.is_to_sender(mail))
    words = " ".join(said.split())
    assert [one for one in case.holds if one not in words] == []
    assert [one for one in case.lacks if one in words] == []
    assert case.state(stage)
