"""A small OAuth 2 server: gives tokens for client credentials (RFC 6749) and tells whether one is good (RFC 7662)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass
class TokenServer:
    """What it knows; a test may change all of it while it runs."""

    port: int = 0
    secret: str = "client-secret"
    username: str = ""
    """Whose mailbox the tokens open."""
    life: int = 3600
    given: list[str] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)

    @property
    def token_url(self) -> str:
        """Where tokens are asked for."""
        return f"http://127.0.0.1:{self.port}/token"

    @property
    def introspection_url(self) -> str:
        """Where a mail server asks about a token."""
        return f"http://127.0.0.1:{self.port}/introspect"

    def give(self, form: dict[str, list[str]]) -> tuple[int, dict[str, object]]:
        """Answer a request for a token."""
        if form.get("client_secret") != [self.secret] or form.get("grant_type") != ["client_credentials"]:
            return 401, {"error": "invalid_client", "error_description": "secret client-secret is wrong"}
        self.given.append(f"token-{len(self.given) + 1}")
        return 200, {"access_token": self.given[-1], "token_type": "Bearer", "expires_in": self.life}

    def judge(self, form: dict[str, list[str]]) -> tuple[int, dict[str, object]]:
        """Answer a mail server's question."""
        token = form.get("token", [""])[0]
        good = token in self.given and token not in self.withdrawn
        return 200, {"active": good, "username": self.username} if good else {"active": False}


@contextmanager
def token_server() -> Iterator[TokenServer]:
    """Run it on loopback."""
    state = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, answer = state.give(form) if self.path == "/token" else state.judge(form)
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
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()
