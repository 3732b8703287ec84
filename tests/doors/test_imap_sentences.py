"""What the administrator reads when the mailbox's door stays shut. Nothing secret goes over a line that is not safe."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mailflow.inbox.faults import CannotReach, CommandRefused, ServerGone, SignInRefused
from mailflow.inbox.imap import Mailbox
from mailflow.settings import ImapSettings
from tests.doors.servers.certificates import make_certificates
from tests.doors.servers.scripted_imap import CLOSE, HANG, scripted_imap

Settings = Callable[..., ImapSettings]
ME = "champions@statistics.example"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for a scripted server."""
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", "open-sesame")

    def make(port: int, **more: object) -> ImapSettings:
        given = {"host": "127.0.0.1", "port": port, "security": "none", "username": ME, "timeout_seconds": 0.5, **more}
        return ImapSettings.model_validate(given)

    return make


def sentence(settings: ImapSettings, kind: type[Exception]) -> str:
    with pytest.raises(kind) as caught, Mailbox.open(settings):
        pass
    assert "open-sesame" not in str(caught.value)
    return str(caught.value)


@pytest.mark.doors
@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_the_door_opens_with_each_security(imap_settings: Settings, security: str) -> None:
    with Mailbox.open(imap_settings(ME, security=security)) as mailbox:
        assert mailbox.select("INBOX").name == "INBOX"


@pytest.mark.doors
def test_a_wrong_password(imap_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = imap_settings(ME)
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", "sesame-shut")
    said = sentence(settings, SignInRefused)
    assert f"The IMAP server localhost:{settings.port} refuses the password of {ME}" in said
    assert "AUTHENTICATIONFAILED" in said
    assert "sesame-shut" not in said


@pytest.mark.doors
def test_a_certificate_of_another_authority(imap_settings: Settings, tmp_path: Path) -> None:
    other = make_certificates(tmp_path)
    for security in ("tls", "starttls"):
        said = sentence(imap_settings(ME, security=security, ca_file=str(other.authority)), CannotReach)
        assert "does not prove that it is localhost" in said
        assert "ca_file" in said
    assert "does not prove that it is localhost" in sentence(imap_settings(ME, ca_file=""), CannotReach)


@pytest.mark.doors
def test_a_certificate_for_another_name(imap_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1" if host == "imap.example" else host, *a, **k)
    )
    said = sentence(imap_settings(ME, host="imap.example"), CannotReach)
    assert "does not prove that it is imap.example" in said


@pytest.mark.doors
def test_tls_spoken_to_a_plain_port(imap_settings: Settings, imap: object) -> None:
    port = imap_settings(ME, security="starttls").port
    assert "Check port and security" in sentence(imap_settings(ME, port=port), CannotReach)


def test_a_missing_ca_file(bare: Settings) -> None:
    assert "/nowhere.pem, cannot be read" in sentence(bare(1, security="tls", ca_file="/nowhere.pem"), CannotReach)


def test_nobody_listens(bare: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    assert f"127.0.0.1:{port} cannot be reached (Connection refused)" in sentence(bare(port), CannotReach)


def test_a_name_that_is_none(bare: Settings) -> None:
    assert "imap.nowhere.example:143 cannot be reached" in sentence(bare(143, host="imap.nowhere.example"), CannotReach)


def test_no_username_or_password_is_said_before_anything_is_tried(
    bare: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "set username" in sentence(bare(1, username=""), SignInRefused)
    monkeypatch.delenv("MAILFLOW_IMAP_PASSWORD")
    assert "set a password in the variable “MAILFLOW_IMAP_PASSWORD”" in sentence(bare(1), SignInRefused)
    assert "set [imap] username" in sentence(bare(1, username=""), SignInRefused)


@pytest.mark.parametrize(
    ("replies", "greeting", "words"),
    [
        ({}, "* OK ready", "offers no STARTTLS, which security = starttls demands"),
        ({}, "* PREAUTH welcome in", "greets as signed in already"),
        (
            {"CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done", "STARTTLS": "{tag} NO not today"},
            "* OK ready",
            "offers STARTTLS and then refuses it",
        ),
    ],
)
def test_starttls_taken_away_is_never_a_reason_to_go_on_without(
    bare: Settings, replies: dict[str, str], greeting: str, words: str
) -> None:
    with scripted_imap(replies, greeting) as server:
        said = sentence(bare(server.port, security="starttls"), CannotReach)
    assert words in said
    assert "Nothing was sent" in said
    assert not any("AUTHENTICATE" in command or "LOGIN" in command for command in server.commands)


@pytest.mark.parametrize(
    ("greeting", "words"),
    [
        ("* BYE too many", "does not answer like an IMAP server"),
        ("220 mail ESMTP", "does not answer like an IMAP server"),
        ("* OK [CAPABILITY IMAP2] old", "does not answer like an IMAP server"),
    ],
)
def test_a_server_that_is_no_imap_server(bare: Settings, greeting: str, words: str) -> None:
    with scripted_imap({"CAPABILITY": "* CAPABILITY IMAP2\r\n{tag} OK done"}, greeting) as server:
        assert words in sentence(bare(server.port), CannotReach)


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        ("{tag} NO [UNAVAILABLE] backend down", CannotReach, "takes no sign-in at present"),
        ("{tag} NO [AUTHENTICATIONFAILED] not open-sesame", SignInRefused, "not ***"),
        (CLOSE, ServerGone, "closed the connection during sign-in"),
        (HANG, ServerGone, "fell silent during sign-in (no answer in time)"),
    ],
)
def test_sign_in_goes_wrong(bare: Settings, reply: str, kind: type[Exception], words: str) -> None:
    with scripted_imap({"AUTHENTICATE": reply}) as server:
        assert words in sentence(bare(server.port), kind)


def test_a_sign_in_that_is_not_offered(bare: Settings) -> None:
    offer = {"CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=SCRAM-SHA-256\r\n{tag} OK done"}
    with scripted_imap(offer) as server:
        said = sentence(bare(server.port), SignInRefused)
    assert "offers no sign-in by PLAIN (it offers: AUTH=SCRAM-SHA-256)" in said
    assert not any("LOGIN" in command.split()[0] for command in server.commands if command != "LOGOUT")


ANSWERS = {"UID SEARCH": "* SEARCH 1\r\n{tag} OK done", "UID FETCH": "{tag} OK done"}


@pytest.mark.parametrize(
    ("command", "reply", "kind"),
    [
        ("UID SEARCH", CLOSE, ServerGone),
        ("UID SEARCH", HANG, ServerGone),
        ("UID SEARCH", "* SEARCH one two\r\n{tag} OK done", ServerGone),
        ("UID SEARCH", "* SEARCH 1\r\n{cut}", ServerGone),
        ("UID SEARCH", "{tag} NO out of order", CommandRefused),
        ("UID FETCH", CLOSE, ServerGone),
        ("UID FETCH", HANG, ServerGone),
        ("UID FETCH", "* 1 FETCH (UID 1 RFC822.SIZE 5 BODY[] {{500}}\r\nhalf{cut}", ServerGone),
        ("UID FETCH", "* 1 FETCH (UID 1 RFC822.SIZE\r\n{tag} OK done", ServerGone),
        ("UID FETCH", "{tag} NO [SERVERBUG] sorry", CommandRefused),
        ("NOOP", "* BYE shutting down\r\n{tag} OK done", ServerGone),
        ("NOOP", CLOSE, ServerGone),
        ("IDLE", CLOSE, ServerGone),
        ("IDLE", HANG, ServerGone),
        ("IDLE", "+ idling\r\n{cut}", ServerGone),
        ("IDLE", "+ idling\r\n* BYE shutting down", ServerGone),
    ],
)
def test_a_connection_that_dies_hangs_or_talks_nonsense_is_gone(
    bare: Settings, command: str, reply: str, kind: type[Exception]
) -> None:
    with scripted_imap({**ANSWERS, command: reply}) as server:
        began = time.monotonic()
        with pytest.raises(kind) as caught, Mailbox.open(bare(server.port)) as mailbox:
            list(mailbox.fetch(mailbox.new_uids("INBOX")))
            mailbox.wait(2.5)
        step = {"UID SEARCH": "search", "UID FETCH": "ask for sizes", "NOOP": "search", "IDLE": "wait for mail"}[
            command
        ]
        assert f"while we {step}" in str(caught.value) or "says goodbye" in str(caught.value)
        assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "packets", ["+ idling\r\n{pause}* 2 EXI{pause}STS", "+ idling\r\n* 2 EXISTS", "+ id{pause}ling\r\n* 2 EXISTS"]
)
def test_idle_hears_news_however_it_is_cut_into_packets(bare: Settings, packets: str) -> None:
    with scripted_imap({**ANSWERS, "IDLE": packets}) as server, Mailbox.open(bare(server.port)) as mailbox:
        mailbox.select("INBOX")
        began = time.monotonic()
        assert mailbox.wait(20)
        assert time.monotonic() - began < 3


def test_idle_is_not_woken_by_small_talk(bare: Settings) -> None:
    small_talk = {**ANSWERS, "IDLE": "+ idling\r\n{pause}* OK still here"}
    with scripted_imap(small_talk) as server, Mailbox.open(bare(server.port)) as mailbox:
        mailbox.select("INBOX")
        assert not mailbox.wait(1.2)
    assert 2 <= server.commands.count("IDLE") <= 5
