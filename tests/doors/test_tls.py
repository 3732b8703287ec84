"""TLS fails closed, at both doors and both ways to begin it: no secret goes to whoever cannot prove who they are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.inbox.faults import CannotReach
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.sign_in import sign_in_for
from mailflow.outbox.smtp import Transport
from mailflow.outbox.transport import CannotReach as CannotSend
from mailflow.settings import ImapSettings, SmtpSettings
from tests.doors.servers.certificates import make_certificates
from tests.doors.servers.tls_door import tls_door

ME = "champions@statistics.example"
FAULTS = {
    "expired": {"until": timedelta(hours=-1)},
    "of another host": {"host": "imap.other.example"},
    "self-signed": {"self_signed": True},
}
WHY = {
    "expired": "certificate has expired",
    "of another host": "not valid for 'localhost'",
    "self-signed": "self-signed",
}
DOORS = [(protocol, security) for protocol in ("imap", "smtp") for security in ("tls", "starttls")]


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for door in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"MAILFLOW_{door}_PASSWORD", "open-sesame")


def knock(protocol: str, **more: object) -> None:
    given = {"host": "localhost", "username": ME, "timeout_seconds": 2, **more}
    if protocol == "imap":
        Mailbox.open(ImapSettings.model_validate(given)).close()
    else:
        door = SmtpSettings.model_validate(given)
        Transport.open(door, sign_in_for(door)).close()


@pytest.mark.parametrize(("protocol", "security"), DOORS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_certificate_that_proves_nothing_gets_no_secret(
    tmp_path: Path, protocol: str, security: str, fault: str
) -> None:
    made = make_certificates(tmp_path, **FAULTS[fault])  # type: ignore[arg-type]
    with tls_door(protocol, security, made) as door, pytest.raises((CannotReach, CannotSend)) as caught:
        knock(protocol, port=door.port, security=security, ca_file=str(made.authority))
    assert "does not prove that it is localhost" in str(caught.value)
    assert WHY[fault].replace("-", " ") in str(caught.value).replace("-", " ")
    assert not any(verb in b"".join(door.heard).upper() for verb in (b"AUTH PLAIN", b"AUTHENTICATE", b"LOGIN", b"MAIL"))


@pytest.mark.parametrize(("protocol", "security"), DOORS)
def test_a_good_certificate_opens_the_same_door(tmp_path: Path, protocol: str, security: str) -> None:
    """The control: the door above is shut because of its certificate alone."""
    made = make_certificates(tmp_path)
    with tls_door(protocol, security, made) as door:
        knock(protocol, port=door.port, security=security, ca_file=str(made.authority))
    assert any(b"AUTH" in text.upper() for text in door.heard)


@pytest.mark.parametrize(
    ("protocol", "slipped_in", "asks"),
    [
        ("imap", b"* CAPABILITY IMAP4rev1 AUTH=EVIL\r\n", b"CAPABILITY"),
        ("smtp", b"250-x\r\n250 AUTH EVIL\r\n", b"EHLO"),
    ],
)
def test_what_is_slipped_in_before_tls_is_not_taken_for_what_comes_after(
    tmp_path: Path, protocol: str, slipped_in: bytes, asks: bytes
) -> None:
    """CVE-2011-0411, seen from the client: what the server can do is asked anew inside TLS, and nothing else counts."""
    made = make_certificates(tmp_path)
    with tls_door(protocol, "starttls", made, slipped_in) as door:
        knock(protocol, port=door.port, security="starttls", ca_file=str(made.authority))
    upgrade = next(place for place, text in enumerate(door.heard) if b"STARTTLS" in text.upper())
    assert asks in door.heard[upgrade + 1].upper()
    assert any(b"PLAIN" in text.upper() for text in door.heard[upgrade + 2 :])
