"""Tokens of Microsoft 365 by msal and of Google by google-auth, and what is said when there are none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailflow.inbox.faults import CannotReach, SignInRefused
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.providers import Google, Microsoft
from mailflow.inbox.sign_in import Bearer, sign_in_for
from mailflow.outbox.smtp import Transport
from mailflow.outbox.transport import SignInRefused as MayNotSend
from mailflow.settings import ImapSettings, OAuthSettings, SmtpSettings
from tests.doors.servers.certificates import Certificates, make_certificates
from tests.doors.servers.faulty_smtp import answers, faulty_smtp
from tests.doors.servers.scripted_imap import scripted_imap
from tests.doors.servers.tokens import TENANT, TokenServer, token_server

ME = "champions@statistics.example"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    monkeypatch.setenv("MAILFLOW_OAUTH_SECRET", "client-secret")
    with token_server(certificates) as running:
        yield running


@pytest.fixture
def microsoft(server: TokenServer, certificates: Certificates) -> OAuthSettings:
    return OAuthSettings(
        provider="microsoft", tenant=TENANT, client_id="app", authority=server.url, ca_file=str(certificates.authority)
    )


@pytest.fixture
def google(server: TokenServer, certificates: Certificates, tmp_path: Path) -> OAuthSettings:
    return OAuthSettings(
        provider="google", key_file=str(server.key_file(tmp_path)), ca_file=str(certificates.authority)
    )


def bearer(oauth: OAuthSettings, username: str = ME) -> Bearer:
    door = ImapSettings(host="localhost", username=username, sign_in="xoauth2", timeout_seconds=5)
    made = sign_in_for(door, oauth)
    assert isinstance(made, Bearer)
    return made


def refused(oauth: OAuthSettings) -> str:
    with pytest.raises(SignInRefused) as caught:
        bearer(oauth).tokens.token()
    assert "client-secret" not in str(caught.value)
    return str(caught.value)


def test_microsofts_token_is_asked_for_by_msal_and_once_for_all_connections(
    server: TokenServer, microsoft: OAuthSettings
) -> None:
    shared = bearer(microsoft, "shared@statistics.example")
    assert isinstance(shared.tokens, Microsoft)
    assert shared.first_response("h", 1) == "user=shared@statistics.example\1auth=Bearer token-1\1\1"
    assert bearer(microsoft).first_response("h", 1) == f"user={ME}\1auth=Bearer token-1\1\1"
    (form,) = server.forms
    assert form["scope"] == "https://outlook.office365.com/.default"
    assert form["client_id"] == "app"
    assert shared.renew()
    assert shared.tokens.token() == "token-2"


def test_microsofts_token_is_renewed_before_it_expires(server: TokenServer, microsoft: OAuthSettings) -> None:
    now = [0.0]
    source = bearer(microsoft).tokens
    assert isinstance(source, Microsoft)
    source.clock = lambda: now[0]
    assert source.token() == "token-1"
    now[0] = 3600 - 301
    assert source.token() == "token-1"
    now[0] += 2
    assert source.token() == "token-2"


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("AADSTS7000215: Invalid client secret provided.", "put the secret's value, not its ID"),
        ("AADSTS7000222: The provided client secret keys are expired.", "The client secret has expired: make a new"),
        ("AADSTS700016: Application with identifier 'app' was not found", "check [oauth] client_id"),
        ("AADSTS90002: Tenant 'x' not found.", "There is no such tenant"),
        ("AADSTS1002012: The provided value for scope is not valid", "leave [oauth] scopes out"),
        ("AADSTS99999: something new", "Check [oauth] tenant, client_id and the secret"),
    ],
)
def test_what_microsoft_refuses_is_said_with_its_remedy(
    server: TokenServer, microsoft: OAuthSettings, code: str, remedy: str
) -> None:
    server.refusal = (401, {"error": "invalid_client", "error_description": f"{code} Trace client-secret"})
    said = refused(microsoft)
    assert f"refuses application “app” ({code.partition(':')[0]})" in said
    assert remedy in said


def test_an_unknown_tenant_and_a_server_that_is_away(server: TokenServer, microsoft: OAuthSettings) -> None:
    said = refused(microsoft.model_copy(update={"tenant": "nowhere.example"}))
    assert "(AADSTS90002). There is no such tenant: set [oauth] tenant" in said
    with pytest.raises(CannotReach, match="cannot be reached"):
        bearer(microsoft.model_copy(update={"authority": "https://127.0.0.1:1"})).tokens.token()
    with pytest.raises(CannotReach, match="certificate does not prove who it is"):
        bearer(microsoft.model_copy(update={"ca_file": ""})).tokens.token()
    server.refusal = (503, {"error": "temporarily_unavailable"})
    with pytest.raises(CannotReach, match="503"):
        bearer(microsoft).tokens.token()


def test_a_refusing_token_server_is_asked_once(server: TokenServer, microsoft: OAuthSettings) -> None:
    server.refusal = (401, {"error": "invalid_client", "error_description": "AADSTS7000215"})
    offer = {"CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n{tag} OK done"}
    with scripted_imap(offer) as imap:
        door = ImapSettings(host="127.0.0.1", port=imap.port, security="none", username=ME, sign_in="xoauth2")
        with pytest.raises(SignInRefused, match="AADSTS7000215"):
            Mailbox.open(door, sign_in_for(door, microsoft))
    assert len(server.forms) == 1
    assert not any("AUTHENTICATE" in command for command in imap.commands)


def test_googles_token_is_for_the_mailbox_itself(
    server: TokenServer, google: OAuthSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = bearer(google).tokens
    assert isinstance(source, Google)
    assert [source.token(), source.token()] == ["token-1", "token-1"]
    (form,) = server.forms
    assert form["sub"] == ME
    assert form["iss"] == "mailflow@project.example"
    assert form["scope"] == "https://mail.google.com/"
    other = bearer(google, "other@statistics.example").tokens
    assert other.token() == "token-2"  # another mailbox, another token
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", google.key_file)
    assert bearer(google.model_copy(update={"key_file": ""})).tokens.token() == "token-3"


@pytest.mark.parametrize(
    ("error", "says", "remedy"),
    [
        ("unauthorized_client", "Client is unauthorized to retrieve access tokens using this method", "Domain-wide"),
        ("invalid_grant", "Invalid email or User ID", "The domain has no such user"),
        ("invalid_grant", "Invalid JWT Signature.", "make a new key"),
        ("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes)", "The clock of this machine"),
        ("disabled_client", "The OAuth client was disabled.", "disabled or deleted"),
        ("new_error", "", "Check the service account"),
    ],
)
def test_what_google_refuses_is_said_with_its_remedy(
    server: TokenServer, google: OAuthSettings, error: str, says: str, remedy: str
) -> None:
    server.refusal = (400, {"error": error, "error_description": says})
    said = refused(google)
    assert f"no token for {ME} ({error})" in said
    assert remedy in said


def test_googles_key_file(server: TokenServer, google: OAuthSettings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}")
    for name, why in ((tmp_path / "none.json", "No such file"), (broken, "it is no key of a service account")):
        assert why in refused(google.model_copy(update={"key_file": str(name)}))
    unsafe = tmp_path / "unsafe.json"
    unsafe.write_text(Path(google.key_file).read_text().replace(server.token_url, "http://elsewhere.example/token"))
    assert "must begin with https://" in refused(google.model_copy(update={"key_file": str(unsafe)}))
    with pytest.raises(CannotReach, match="cannot be reached"):
        bearer(google.model_copy(update={"ca_file": ""})).tokens.token()


@pytest.mark.parametrize(
    ("provider", "library", "words"),
    [("microsoft", "msal", "mailflow[microsoft]"), ("google", "google.auth.exceptions", "mailflow[google]")],
)
def test_a_missing_extra_is_a_sentence(
    microsoft: OAuthSettings, google: OAuthSettings, monkeypatch: pytest.MonkeyPatch,
    provider: str, library: str, words: str,
) -> None:  # fmt: skip
    monkeypatch.setitem(sys.modules, library, None)
    assert words in refused({"microsoft": microsoft, "google": google}[provider])


@pytest.mark.parametrize(
    ("oauth", "words"),
    [
        (OAuthSettings(provider="microsoft"), r"\[oauth\] tenant and \[oauth\] client_id and the secret"),
        (OAuthSettings(provider="google"), r"\[oauth\] key_file"),
        (OAuthSettings(), r"\[oauth\] token_url and \[oauth\] client_id and the secret"),
    ],
)
def test_what_is_missing_is_named_by_provider(
    oauth: OAuthSettings, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MAILFLOW_OAUTH_SECRET", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SignInRefused, match=words):
        bearer(oauth)


class Fixed:
    """A good token."""

    def token(self) -> str:
        return "t0ken"

    def forget(self) -> None:
        pass


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("{tag} NO AUTHENTICATE failed.", "The token is good, so Exchange does not let this application"),
        ("{tag} NO User is authenticated but not connected.", "FullAccess"),
        ("{tag} NO [ALERT] Your account is not enabled for IMAP use. (Failure)", "IMAP is switched off: enable it"),
        ("{tag} NO [ALERT] IMAP access is disabled for your domain.", "IMAP is switched off: enable it"),
        ("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials", "Check username and token"),
    ],
)
def test_a_mailbox_that_takes_no_good_token_is_said_with_its_remedy(reply: str, words: str) -> None:
    offer = {"CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n{tag} OK done", "AUTHENTICATE": reply}
    with scripted_imap(offer) as imap:
        door = ImapSettings(host="127.0.0.1", port=imap.port, security="none", username=ME, sign_in="xoauth2")
        with pytest.raises(SignInRefused) as caught:
            Mailbox.open(door, Bearer(ME, Fixed()))
    assert words in str(caught.value)
    assert "t0ken" not in str(caught.value)


def test_a_password_where_exchange_takes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", "open-sesame")
    with scripted_imap({"AUTHENTICATE": "{tag} NO AUTHENTICATE failed."}) as imap:
        door = ImapSettings(host="127.0.0.1", port=imap.port, security="none", username=ME)
        with pytest.raises(SignInRefused, match="takes no passwords any more; set sign_in to xoauth2"):
            Mailbox.open(door)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
            "goes before",
        ),
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
            "this mailbox",
        ),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "takes no passwords"),
        ("535 5.7.3 Authentication unsuccessful [X.PROD.OUTLOOK.COM]", "SMTP.SendAsApp"),
        ("534 5.7.9 Application-specific password required.", "app password"),
    ],
)
def test_a_server_that_takes_no_sign_in_for_sending_is_said_with_its_remedy(reply: str, words: str) -> None:
    with faulty_smtp(AUTH=[answers(reply)] * 2) as smtp, pytest.raises(MayNotSend) as caught:
        smtp.extensions = ("AUTH XOAUTH2",)
        door = SmtpSettings(host="127.0.0.1", port=smtp.port, security="none", username=ME, timeout_seconds=2)
        Transport.open(door, Bearer(ME, Fixed()))
    assert words in str(caught.value)


@pytest.mark.parametrize("step", ["MAIL", "END"])
def test_who_may_not_send_as_the_mailbox_loses_no_mail(step: str) -> None:
    """It is the account's fault, not the mail's: nothing is recorded as refused, and all of them wait."""
    no = answers("550 5.7.60 SMTP; Client does not have permissions to send as this sender")
    with faulty_smtp(**{step: no}) as smtp:
        door = SmtpSettings(
            host="127.0.0.1", port=smtp.port, security="none", username="app@x.example", timeout_seconds=2
        )
        with (
            Transport.open(door) as transport,
            pytest.raises(MayNotSend, match=f"The account app@x.example may not send as {ME}") as caught,
        ):
            transport.hand_over(ME, "zara@health.example", b"Subject: x\r\n\r\nx\r\n")
    assert "SendAs" in str(caught.value)
