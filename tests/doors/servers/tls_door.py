"""A door with a certificate of the test's choice, for IMAP and SMTP, that notes every byte it is told."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.doors.servers.certificates import Certificates

GREETING = {"imap": b"* OK ready\r\n", "smtp": b"220 ready\r\n"}
_REPLIES = {
    "imap": {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n%s OK done\r\n", b"": b"%s OK done\r\n"},
    "smtp": {b"EHLO": b"250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n", b"AUTH": b"235 in\r\n", b"": b"220 ok\r\n"},
}


@dataclass
class TlsDoor:
    """Its port, and all that it heard."""

    port: int
    protocol: str
    security: str
    context: ssl.SSLContext
    after_starttls: bytes = b""
    """Said in plain right behind the yes to STARTTLS: what a man in the middle would slip in (CVE-2011-0411)."""
    heard: list[bytes] = field(default_factory=list)

    def serve(self, line: socket.socket) -> None:
        """One session, until the client is content or gone."""
        with line, contextlib.suppress(OSError):
            if self.security == "tls":
                line = self.context.wrap_socket(line, server_side=True)
            line.sendall(GREETING[self.protocol])
            while text := line.recv(4096):
                self.heard.append(text)
                tag, _, command = text.strip().partition(b" ")
                verb = (command if self.protocol == "imap" else tag).upper()
                replies = _REPLIES[self.protocol]
                reply = replies.get(verb, replies[b""])
                reply = reply % tag if b"%s" in reply else reply
                if verb == b"STARTTLS":
                    line.sendall(reply + self.after_starttls)
                    line = self.context.wrap_socket(line, server_side=True)
                else:
                    line.sendall(reply)


@contextlib.contextmanager
def tls_door(
    protocol: str, security: str, certificates: Certificates, after_starttls: bytes = b""
) -> Iterator[TlsDoor]:
    """Open it on loopback."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.certificate, certificates.key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        door = TlsDoor(listener.getsockname()[1], protocol, security, context, after_starttls)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _ = listener.accept()
                    threading.Thread(target=door.serve, args=(line,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield door
        finally:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
