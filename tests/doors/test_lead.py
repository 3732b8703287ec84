"""The lead with a mail program of their own: brief, answers, STOP and RELEASE, over real servers, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.network import Network, network, subject_without_code
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix

pytestmark = pytest.mark.doors


@pytest.fixture
def natasha(person: Callable[..., Person], smtp: Postfix) -> Person:
    return person("natasha.bowen", smtp=smtp, domain="ons.example")


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    imap: Dovecot,
    smtp: Postfix,
    person: Callable[..., Person],
    natasha: Person,
) -> Network:
    url = f"sqlite:///{tmp_path}/mailflow.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("database").new_database()
    mailbox = person("gsshelp", smtp=smtp, domain="statistics.example")
    more = "[sending]\nhold_minutes = 60\n"
    return network(tmp_path, imap, smtp, mailbox, url=url, more=more, lead=natasha.address)


def test_the_lead_works_by_mail(house: Network, natasha: Person, person: Callable[..., Person], smtp: Postfix) -> None:
    town = [
        person(name, smtp=smtp, domain=f"{home.lower()}.example")
        for name, home in (("priya", "dft"), ("tom", "orr"), ("eilidh", "sg"))
    ]
    for one, home in zip(town, ("DfT", "ORR", "SG"), strict=True):
        house.run("champions", "add", "--name", one.name, "--address", one.address, "--organisation", home)
    town[1].writes(
        to=house.mailbox.address, subject="Champion emails",
        text="I have now had five emails from you in nine days. Please can someone look at this.\n\nTom",
    )  # fmt: skip
    house.mailbox.waits_for(1)
    house.works("2026-11-30T16:00+00:00")
    asked = len(natasha.waits_for(1))

    # The brief, and an answer in the lead's own words.
    house.works("2026-12-01T08:31+00:00")
    house.works("2026-12-01T08:31+00:00")
    house.works("2026-12-01T08:45+00:00")
    *_, brief = natasha.waits_for(asked + 1)
    assert subject_without_code(str(brief["Subject"])).startswith("Brief for Tuesday 1 December 2026: one question")
    assert len(natasha.reads()) == asked + 1
    assert brief["List-Unsubscribe"] is None
    natasha.replies(brief, "1 Sorry Tom, we will send fewer.")
    house.mailbox.waits_for(2)
    house.works("2026-12-01T09:00+00:00")
    assert "Sorry Tom, we will send fewer." in str(town[1].waits_for(2)[-1].get_body(("plain",)).get_content())
    assert house.lines("questions", "list") == []
    assert subject_without_code(str(natasha.reads()[-1]["Subject"])) == "Your answers: one done"

    # The draw waits; STOP holds it, RELEASE lets it go.
    house.works("2026-12-01T09:30+00:00")
    notice = natasha.reads()[-1]
    assert "three emails leave at 10:30am" in str(notice["Subject"])
    natasha.replies(notice, "STOP")
    house.mailbox.waits_for(3)
    house.works("2026-12-01T09:50+00:00")
    house.works("2026-12-01T12:00+00:00")
    stopped = natasha.reads()[-1]
    assert subject_without_code(str(stopped["Subject"])) == "Held: group emails of December 2026"
    assert len(town[0].reads()) == 0
    natasha.replies(stopped, "RELEASE")
    house.mailbox.waits_for(4)
    house.works("2026-12-01T13:00+00:00")
    assert [subject_without_code(str(one.reads()[-1]["Subject"])) for one in town] == [
        "Your December Champion Chat group"
    ] * 3

    # The same by command.
    house.works("2026-12-21T09:30+00:00")
    assert house.run("outbox", "hold", "update/ask:2026-12") == "3 mails of update/ask:2026-12 are held\n"
    house.works("2026-12-21T11:00+00:00")
    assert len(town[0].reads()) == 1
    assert house.run("outbox", "release", "update/ask:2026-12") == "3 mails of update/ask:2026-12 are released\n"
    house.works("2026-12-21T11:05+00:00")
    assert len(town[0].reads()) == 2
    assert "can be held" in house.run("outbox", "hold", "chat:2020-01", expect=2)
    account = house.lines("account")[0]
    assert account["in"] == len(house.mailbox.sees())
