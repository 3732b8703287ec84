"""Handing mail to a real Postfix, which delivers it into a real Dovecot; and the servers themselves."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg
import pytest

from mailflow.inbox.sign_in import sign_in_for
from mailflow.outbox.smtp import Transport
from mailflow.outbox.transport import CannotReach, Refused, SignInRefused, Step, Taken, TryLater
from mailflow.settings import SmtpSettings
from tests.doors.conftest import AUTHSERV_ID
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix
from tests.doors.servers.postgres import Postgres

pytestmark = pytest.mark.doors

People = Callable[..., Person]
Settings = Callable[..., SmtpSettings]
ME = "champions@statistics.example"
MAIL = b"From: champions@statistics.example\r\nSubject: hello\r\n\r\n.one\r\ntwo\r\n"


def way_out(settings: SmtpSettings) -> Transport:
    return Transport.open(settings, sign_in_for(settings))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mail_arrives_as_it_was_written(smtp_settings: Settings, person: People, security: str) -> None:
    zara = person("zara")
    with way_out(smtp_settings(ME, security=security)) as transport:
        verdict = transport.hand_over(ME, zara.address, MAIL)
    assert isinstance(verdict, Taken)
    assert "queued as" in verdict.reply
    (mail,) = zara.waits_for(1)
    assert mail["Subject"] == "hello"
    assert mail.get_content() == ".one\r\ntwo\r\n".replace("\r\n", "\n") or mail.get_content() == ".one\r\ntwo\r\n"


def test_one_connection_carries_refusals_delays_and_mail(
    smtp_settings: Settings, smtp: Postfix, person: People
) -> None:
    zara = person("zara")
    with way_out(smtp_settings(ME)) as transport:
        verdicts = {
            name: transport.hand_over(ME, f"{name}.x@health.example", MAIL)
            for name in ("later", "full", "nobody", "blocked", "closing")
        }
        assert isinstance(transport.hand_over(ME, zara.address, MAIL), Taken)
    kinds = {"later": TryLater, "full": TryLater, "nobody": Refused, "blocked": Refused, "closing": TryLater}
    for name, kind in kinds.items():
        verdict = verdicts[name]
        assert isinstance(verdict, kind), (name, verdict)
        assert isinstance(verdict, TryLater | Refused)
        assert verdict.step is Step.RCPT
    assert verdicts["nobody"].reply.startswith("550 5.1.1")  # type: ignore[union-attr]
    assert len(zara.waits_for(1)) == 1


def test_a_dead_mailbox_sends_a_report_back(smtp_settings: Settings, smtp: Postfix, person: People) -> None:
    me = person("champions", domain="statistics.example")
    with way_out(smtp_settings(me.address)) as transport:
        assert isinstance(transport.hand_over(me.address, "dead.x@health.example", MAIL), Taken)
    (report,) = me.waits_for(1)
    assert report.get_content_type() == "multipart/report"
    assert report["Return-Path"] == "<>"
    assert "Status: 5.1.1" in report.as_string()


def test_nothing_leaves_the_machine(smtp_settings: Settings, smtp: Postfix) -> None:
    with way_out(smtp_settings(ME)) as transport:
        assert isinstance(transport.hand_over(ME, "someone@elsewhere.test", MAIL), Refused)


def test_a_wrong_password_is_a_sentence(smtp_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = smtp_settings(ME)
    monkeypatch.setenv("MAILFLOW_SMTP_PASSWORD", "sesame-shut")
    with pytest.raises(SignInRefused, match=f"refuses the password of {ME} .535 5.7.8") as caught:
        way_out(settings)
    assert "sesame-shut" not in str(caught.value)


def test_without_a_sign_in_the_submission_port_refuses(smtp_settings: Settings) -> None:
    with Transport.open(smtp_settings("", security="starttls")) as transport:
        assert isinstance(transport.hand_over(ME, "zara@health.example", MAIL), Refused)


def test_a_certificate_that_proves_nothing_is_a_sentence(smtp_settings: Settings) -> None:
    for security in ("tls", "starttls"):
        with pytest.raises(CannotReach, match="does not prove that it is localhost"):
            way_out(smtp_settings(ME, security=security, ca_file=""))


def test_people_write_answer_and_read(person: People, smtp: Postfix) -> None:
    zara, bob = person("zara", smtp=smtp), person("bob", smtp=smtp)
    began = time.monotonic()
    zara.writes(to=bob.address, subject="Lunch?", text="At noon?\n\nZara")
    (mail,) = bob.waits_for(1)
    assert time.monotonic() - began < 2
    assert str(mail["Authentication-Results"]).startswith(AUTHSERV_ID)
    bob.replies(mail, "Yes.")
    (answer,) = zara.waits_for(1)
    assert answer["Subject"] == "RE: Lunch?"
    assert answer["In-Reply-To"] == mail["Message-ID"]
    body = answer.get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("Yes.")
    assert "At noon?" in body.get_content()


def test_postgres_gives_empty_databases(database: Postgres) -> None:
    one, other = database.new_database(), database.new_database()
    assert one != other
    with psycopg.connect(one.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row == (0,)
