"""The command line as a lead meets it: what goes wrong is a sentence and an exit code, and nothing is half done."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import DATABASES, KINDS
from tests.doors.network import REPOSITORY, Network, network
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix

pytestmark = pytest.mark.doors


@pytest.fixture
def house(tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]) -> Network:
    return network(tmp_path, imap, smtp, person("gsshelp", smtp=smtp, domain="statistics.example"))


def changed(house: Network, old: str, new: str) -> Network:
    text = house.config.read_text()
    assert old in text
    house.config.write_text(text.replace(old, new))
    return house


def test_bad_configuration_is_exit_code_2_with_every_fault(house: Network) -> None:
    changed(house, "timeout_seconds = 10\n\n", 'prot = 25\nsecurity2 = "x"\n\n')
    said = house.run("work", "--once", expect=2)
    assert "no such key" in said
    assert said.count("mailflow.toml, line") >= 2
    assert "Traceback" not in said


def test_an_unreachable_mailbox_is_exit_code_1(house: Network, imap: Dovecot) -> None:
    changed(house, f"port = {imap.imap_port}", "port = 1")
    said = house.run("work", "--once", expect=1)
    assert "cannot be reached" in said
    assert "Traceback" not in said


def test_a_wrong_password_is_exit_code_1(house: Network) -> None:
    os.environ["MAILFLOW_WRONG_PASSWORD"] = "wrong"
    changed(house, "MAILFLOW_TEST_PASSWORD", "MAILFLOW_WRONG_PASSWORD")
    said = house.run("work", "--once", expect=1)
    assert "Traceback" not in said
    assert "wrong" not in said.replace("MAILFLOW_WRONG_PASSWORD", "")


def test_an_unreachable_sender_keeps_the_mail_for_later(
    house: Network, person: Callable[..., Person], smtp: Postfix
) -> None:
    priya = person("priya", smtp=smtp, domain="dft.example")
    priya.writes(to=house.mailbox.address, subject="champion", text="Can I be a user engagement champion please")
    house.mailbox.waits_for(1)
    text = house.config.read_text()
    changed(house, f"port = {smtp.smtp_port}", "port = 1")
    assert "cannot be reached" in house.run("work", "--once", "--at", "2026-12-01T10:00+00:00", expect=1)
    (waiting,) = house.lines("outbox", "list")
    assert waiting["state"] == "planned"
    house.config.write_text(text)
    house.works("2026-12-01T10:10+00:00")
    assert len(priya.waits_for(1)) == 1


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/none/mailflow.db", "postgresql+psycopg://nobody@127.0.0.1:1/none"], ids=KINDS
)
def test_an_unusable_database_is_exit_code_1(house: Network, url: str) -> None:
    changed(house, DATABASES.url_in(house.folder), url)
    said = house.run("champions", "list", expect=1)
    assert url in said
    assert "Traceback" not in said


@pytest.mark.sqlite("a full disk beneath PostgreSQL is its server's")
def test_a_full_disk_is_a_sentence_and_nothing_is_half_done(house: Network) -> None:
    people = house.folder / "people.csv"
    rows = "".join(f"Person {n},person.{n}@ons.example,ONS\n" for n in range(4000))
    people.write_text("name,address,organisation\n" + rows)
    house.run("champions", "list")
    size = (house.folder / "mailflow.db").stat().st_size + 64 * 1024

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run(
        [sys.executable, "-m", "mailflow", "--config", str(house.config), "champions", "import", str(people)],
        cwd=REPOSITORY, env=house.environment, capture_output=True, text=True, preexec_fn=little_room, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "the database said" in done.stderr
    assert "Traceback" not in done.stderr
    assert house.lines("champions", "list") == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,address\nAnn,ann@ons.example\n", "there is no column “organisation”"),
        ("name,address,organisation\nAnn,ann@ons.example,ONS\nBen,ben,ONS\n", "row 3: address: “ben” is not"),
        ("name,address,organisation\nAnn,ann@ons.example,Nowhere\n", "row 2: organisation: “Nowhere” is not known"),
        ("name,address,organisation\nAnn,ann@ons.example,ONS\nBen,ANN@ons.example,ONS\n", "stands in row 2 too"),
        ("name,address,organisation\n=cmd(),ann@ons.example,ONS\n", "is not a name"),
        ("name,address,organisation\nAnn,ann@ons.example,ONS,what,is,this\n", "more cells than the first row"),
        ("", "there are no rows"),
    ],
)
def test_a_malformed_csv_changes_nothing(house: Network, content: str, says: str) -> None:
    file = house.folder / "people.csv"
    file.write_text(content)
    said = house.run("champions", "import", str(file), expect=1)
    assert says in said
    assert "nothing was changed" in said
    assert house.lines("champions", "list") == []


def test_the_register_comes_in_shows_its_difference_and_goes_out(house: Network) -> None:
    file = house.folder / "people.csv"
    file.write_text(
        "Name,Email address,Department,Joined\nAnn Bell,Ann@ons.example,Office for National Statistics,1 March 2026\n"
    )
    assert "new" in house.run("champions", "import", str(file), "--dry-run")
    assert house.lines("champions", "list") == []
    house.run("champions", "import", str(file))
    (ann,) = house.lines("champions", "list")
    assert (ann["name"], ann["address"], ann["organisation"], ann["joined"]) == (
        "Ann Bell",
        "ann@ons.example",
        "ONS",
        "2026-03-01",
    )
    file.write_text("name,address,organisation\nAnn Bell-Rees,ann@ons.example,ONS\n")
    assert "name: Ann Bell → Ann Bell-Rees" in house.run("champions", "import", str(file))
    assert "0 would change the register" in house.run("champions", "import", str(file))
    held = json.loads(house.run("champions", "export", "ann@ons.example"))
    assert held["register"]["name"] == "Ann Bell-Rees"
    house.run("champions", "erase", "ann@ons.example", "--yes")
    (erased,) = house.lines("champions", "list")
    assert (erased["name"], erased["address"], erased["status"]) == ("a champion", "", "erased")


def test_at_is_refused_unless_the_configuration_allows_a_rehearsal(house: Network) -> None:
    changed(house, "allow = true", "allow = false")
    assert "[rehearsal] allow = true" in house.run("work", "--once", "--at", "2026-12-01T10:00+00:00", expect=2)


def test_a_moment_without_offset_is_wrong_usage(house: Network) -> None:
    assert "offset" in house.run("work", "--once", "--at", "2026-12-01T10:00", expect=2)


def test_check_says_what_is_ready(house: Network) -> None:
    found = {one["check"]: one for one in house.lines("check")}
    lead = found["lead"]["says"]
    assert lead == "natasha.bowen@ons.example gets a brief at 08:30 on working days; mail to many leaves at once"
    assert all(one["ok"] for one in found.values()), found
    assert {"settings", "templates", "database", "mailbox", "sending", "clock"} <= set(found)


def test_check_sends_itself_a_canary(house: Network) -> None:
    (canary,) = [one for one in house.lines("check", "--canary") if one["check"] == "canary"]
    assert canary["ok"], canary
    assert "Message-ID" in canary["says"]
    house.works("2026-12-01T10:00+00:00")
    assert house.lines("account")[0]["ignored"] == 1


def test_check_fails_when_a_door_is_shut(house: Network, imap: Dovecot) -> None:
    changed(house, f"port = {imap.imap_port}", "port = 1")
    said = house.run("check", expect=1)
    assert "WRONG" in said
    assert "cannot be reached" in said


def test_the_procfile_runs_a_worker_that_ends_politely(
    house: Network, person: Callable[..., Person], smtp: Postfix
) -> None:
    priya = person("priya", smtp=smtp, domain="dft.example")
    house.mailbox.reads()
    worker = subprocess.Popen(
        [sys.executable, "-m", "honcho", "start", "--no-prefix", "worker"],
        cwd=REPOSITORY,
        env={
            **house.environment,
            "MAILFLOW_CONFIG": str(house.config),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        time.sleep(1)
        priya.writes(to=house.mailbox.address, subject="champion", text="Can I be a user engagement champion please")
        (asked,) = priya.waits_for(1, seconds=60)
        assert "confirm" in str(asked["Subject"])
    finally:
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=30)
    assert "Traceback" not in said, said
    assert house.lines("account")[0]["handled"] == 1


@pytest.mark.sqlite("on PostgreSQL there may be several workers (test_store)")
def test_a_second_worker_is_refused(house: Network) -> None:
    first = subprocess.Popen(
        [sys.executable, "-m", "mailflow", "--config", str(house.config), "work"], cwd=REPOSITORY, env=house.environment
    )
    try:
        until = time.monotonic() + 30
        while not (house.folder / "mailflow.db.lock").is_file() and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(0.5)
        assert "another worker has this SQLite file" in house.run("work", "--once", expect=1)
    finally:
        first.send_signal(signal.SIGTERM)
        assert first.wait(30) == 0


def test_explain_tells_people_and_scripts_and_changes_nothing(house: Network) -> None:
    letter = house.folder / "letter.eml"
    letter.write_bytes(
        b"From: Priya Raman <priya.raman@dft.example>\r\nTo: gsshelp@statistics.example\r\nSubject: champion\r\n"
        b"Date: Tue, 10 Nov 2026 10:12:00 +0000\r\n\r\nCan I be a user engagement champion please\r\n\r\nPriya\r\n"
    )
    (told,) = house.lines("explain", str(letter))
    assert (told["intent"], told["reply"], told["trust"]) == ("join", "join/confirm", "none")
    assert "would: send join/confirm to priya.raman@dft.example" in house.run("explain", str(letter))
    assert house.lines("champions", "list") == []
    letter.unlink()
    assert "there is no .eml file" in house.run("explain", str(house.folder), expect=2)


def test_a_question_is_answered_by_mail(house: Network, person: Callable[..., Person], smtp: Postfix) -> None:
    seun = person("seun", smtp=smtp, domain="northmoor-uni.example")
    seun.writes(
        to=house.mailbox.address, subject="Champions network",
        text="I am a lecturer and would love to become one of your user engagement champions.",
    )  # fmt: skip
    house.mailbox.waits_for(1)
    house.works("2026-12-01T10:00+00:00")
    (question,) = house.lines("questions", "list")
    house.run("questions", "answer", str(question["id"]), "--send", "Thank you. A user group would suit you better.")
    house.works("2026-12-01T10:10+00:00")
    acknowledged, answered = seun.waits_for(2)
    assert "will reply to you by" in acknowledged.get_body(("plain",)).get_content()
    assert "A user group would suit you better." in answered.get_body(("plain",)).get_content()
    assert house.lines("questions", "list") == []
