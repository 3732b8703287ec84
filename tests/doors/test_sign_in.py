"""Bearer tokens: asked for once, kept until shortly before they expire, taken by a real Dovecot and a real Postfix."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from mailflow.inbox.faults import CannotReach, SignInRefused
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.sign_in import Bearer, sign_in_for
from mailflow.inbox.tokens import ClientCredentials
from mailflow.outbox.smtp import Transport
from mailflow.outbox.transport import SignInRefused as SmtpSignInRefused
from mailflow.outbox.transport import Taken
from mailflow.settings import ImapSettings, OAuthSettings, SmtpSettings
from tests.doors.conftest import _Servers
from tests.doors.servers.dovecot import Dovecot, dovecot
from tests.doors.servers.postfix import Postfix, postfix
from tests.doors.servers.tokens import TokenServer, token_server

ME = "champions@statistics.example"
MAIL = b"Subject: hello\r\n\r\nx\r\n"


class Fixed:
    """A token that is always the same."""

    def token(self) -> str:
        return "t0ken"

    def forget(self) -> None:
        pass


def credentials(server: TokenServer, **more: object) -> ClientCredentials:
    return ClientCredentials(server.token_url, "client", SecretStr(server.secret), **more)  # type: ignore[arg-type]


def test_the_strings_are_those_of_the_standards() -> None:
    """RFC 7628 section 4.1's first example, with its own names, and Microsoft's XOAUTH2."""
    bearer = Bearer("user@example.com", Fixed(), "OAUTHBEARER")
    said = "n,a=user@example.com,\1host=server.example.com\1port=143\1auth=Bearer t0ken\1\1"
    assert bearer.first_response("server.example.com", 143) == said
    odd = Bearer("a=b,c@x.example", Fixed(), "OAUTHBEARER")
    assert odd.first_response("h", 1).startswith("n,a=a=3Db=2Cc@x.example,\1")
    assert Bearer("u@x.example", Fixed()).first_response("h", 1) == "user=u@x.example\1auth=Bearer t0ken\1\1"


def test_a_token_is_kept_until_shortly_before_it_expires() -> None:
    now = [1000.0]
    with token_server() as server:
        source = credentials(server, clock=lambda: now[0])
        assert [source.token(), source.token()] == ["token-1", "token-1"]
        now[0] += 3600 - 301
        assert source.token() == "token-1"
        now[0] += 2
        assert source.token() == "token-2"
        source.forget()
        assert source.token() == "token-3"


def test_a_token_server_that_refuses_or_is_gone_is_a_sentence() -> None:
    with token_server() as server:
        source = ClientCredentials(server.token_url, "client", SecretStr("guess"))
        with pytest.raises(SignInRefused, match=r"refuses client “client” \(401: invalid_client\)") as caught:
            source.token()
        assert "guess" not in str(caught.value)
        assert "client-secret" not in str(caught.value)
    with pytest.raises(CannotReach, match="cannot be reached"):
        credentials(server).token()
    with pytest.raises(SignInRefused, match="must begin with https://"):
        ClientCredentials("http://login.example/token", "client", SecretStr("s"))


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with token_server() as server:
        server.username = ME
        yield server


@pytest.fixture
def imap_by_token(servers: _Servers, tokens: TokenServer) -> Dovecot:
    return servers.get("Dovecot with tokens", lambda: dovecot(introspection_url=tokens.introspection_url))


@pytest.fixture
def smtp_by_token(servers: _Servers, imap_by_token: Dovecot) -> Postfix:
    return servers.get("Postfix with tokens", lambda: postfix(imap_by_token))


@pytest.fixture
def oauth(tokens: TokenServer, monkeypatch: pytest.MonkeyPatch) -> OAuthSettings:
    monkeypatch.setenv("MAILFLOW_OAUTH_SECRET", tokens.secret)
    return OAuthSettings(token_url=tokens.token_url, client_id="client", scopes=("mail",))


@pytest.mark.doors
@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_imap_and_smtp_take_the_token(
    imap_by_token: Dovecot, smtp_by_token: Postfix, tokens: TokenServer, oauth: OAuthSettings, mechanism: str
) -> None:
    trusted = {"host": "localhost", "username": ME, "sign_in": mechanism, "timeout_seconds": 5}
    trusted["ca_file"] = str(imap_by_token.certificates.authority)
    imap = ImapSettings.model_validate({**trusted, "port": imap_by_token.imaps_port})
    smtp = SmtpSettings.model_validate({**trusted, "port": smtp_by_token.smtps_port})
    sign_in = sign_in_for(imap, oauth)
    assert sign_in is not None
    with Mailbox.open(imap, sign_in) as mailbox, Transport.open(smtp, sign_in) as transport:
        assert mailbox.select("INBOX").exists >= 0
        assert isinstance(transport.hand_over(ME, "zara@health.example", MAIL), Taken)

    tokens.withdrawn.update(tokens.given)  # the kept token has been withdrawn: one fresh one is tried
    before = len(tokens.given)
    with Mailbox.open(imap, sign_in):
        pass
    assert len(tokens.given) == before + 1

    tokens.username = "other@statistics.example"  # the token opens another mailbox than the one named
    try:
        with pytest.raises(SignInRefused, match=f"refuses the token of {ME}"):
            Mailbox.open(imap, sign_in)
        with pytest.raises(SmtpSignInRefused, match=f"refuses the token of {ME}") as caught:
            Transport.open(smtp, sign_in)
    finally:
        tokens.username = ME
    assert "token-" not in str(caught.value)
