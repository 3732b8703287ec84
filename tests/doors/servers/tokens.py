"""A small OAuth 2 server: gives tokens for client credentials (RFC 6749) and tells whether one is good (RFC 7662).

It speaks as Microsoft's does, too (an authority with its discovery, which msal wants over TLS), and as Google's (RFC
7523: a signed assertion for a token).
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.doors.servers.certificates import Certificates

TENANT = "statistics.example"
ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"
Answer = tuple[int, dict[str, object]]


@dataclass
class TokenServer:
    """What it knows; a test may change all of it while it runs."""

    port: int = 0
    scheme: str = "http"
    secret: str = "client-secret"
    username: str = ""
    """Whose mailbox the tokens open."""
    life: int = 3600
    given: list[str] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    refusal: Answer | None = None
    """What is answered instead of a token."""
    forms: list[dict[str, str]] = field(default_factory=list)
    """What was asked for tokens with."""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    """A service account's."""

    @property
    def url(self) -> str:
        """Its beginning."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def token_url(self) -> str:
        """Where tokens are asked for."""
        return f"{self.url}/token"

    @property
    def introspection_url(self) -> str:
        """Where a mail server asks about a token."""
        return f"{self.url}/introspect"

    def key_file(self, folder: Path) -> Path:
        """A service account's key, as Google gives it."""
        private = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        facts = {
            "type": "service_account", "client_email": "mailflow@project.example", "token_uri": self.token_url,
            "private_key": private.decode(), "private_key_id": "1",
        }  # fmt: skip
        path = folder / "key.json"
        path.write_text(json.dumps(facts))
        return path

    def give(self, form: dict[str, str]) -> Answer:
        """Answer a request for a token."""
        self.forms.append(form)
        if self.refusal:
            return self.refusal
        if form.get("grant_type") == ASSERTION:
            claims = jwt.decode(form["assertion"], self.key.public_key(), ["RS256"], options={"verify_aud": False})
            self.forms[-1] = {**form, **claims}
        elif form.get("client_secret") != self.secret or form.get("grant_type") != "client_credentials":
            return 401, {"error": "invalid_client", "error_description": "secret client-secret is wrong"}
        self.given.append(f"token-{len(self.given) + 1}")
        return 200, {"access_token": self.given[-1], "token_type": "Bearer", "expires_in": self.life}

    def judge(self, form: dict[str, str]) -> Answer:
        """Answer a mail server's question."""
        token = form.get("token", "")
        good = token in self.given and token not in self.withdrawn
        return 200, {"active": good, "username": self.username} if good else {"active": False}

    def discover(self, path: str) -> Answer:
        """Where Microsoft's endpoints of a tenant are."""
        authority = f"{self.url}/{TENANT}"
        if path != f"/{TENANT}/v2.0/.well-known/openid-configuration":
            said = "AADSTS90002: Tenant 'x' not found. Check to make sure you have the correct tenant ID."
            return 400, {"error": "invalid_tenant", "error_description": said}
        return 200, {
            "issuer": f"{authority}/v2.0",
            "token_endpoint": f"{authority}/oauth2/v2.0/token",
            "authorization_endpoint": f"{authority}/oauth2/v2.0/authorize",
        }


@contextmanager
def token_server(certificates: Certificates | None = None) -> Iterator[TokenServer]:
    """Run it on loopback; over TLS if it is given a certificate."""
    state = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            form = {name: values[0] for name, values in sent.items()}
            self.say(*(state.judge(form) if self.path == "/introspect" else state.give(form)))

        def do_GET(self) -> None:
            self.say(*state.discover(self.path.partition("?")[0]))

        def say(self, status: int, answer: dict[str, object]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.port = server.server_address[1]
        if certificates is not None:
            state.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificates.certificate, certificates.key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()
