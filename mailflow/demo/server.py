"""The town's mail server: real IMAP and SMTP over sockets, in one thread of this process, by pip alone.

It takes mail from anybody by SMTP and puts it into the recipients' mailboxes. A stranger to the town is refused with
550; mail to a dead mailbox is taken, and a delivery report comes back, as it happens between real servers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from mailflow.demo.postbox import Postbox
from mailflow.demo.report import bounce_report

HOST = "127.0.0.1"
NAME = "mx.town.example"
Result = TypeVar("Result")


class TownServer:
    """A mail server for ``addresses``: ``with TownServer(people) as town: …``. Call its methods from any other thread.

    ``authserv_id``: if set, mail that comes by SMTP gets an ``Authentication-Results`` header in its name (RFC 8601).
    ``keep_sent``: put what a resident hands over into their Sent folder, too, as Exchange Online does.
    ``clock``: the moment that stands in trace headers, in reports and as the mails' date of arrival.
    """

    def __init__(
        self,
        addresses: Iterable[str],
        *,
        password: str = "town",  # noqa: S107  a town of fictional people, on loopback
        authserv_id: str = "",
        keep_sent: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.password = password
        self.authserv_id = authserv_id
        self.keep_sent = keep_sent
        self.clock = clock
        self.imap_port = 0
        self.smtp_port = 0
        self._addresses = [address.lower() for address in addresses]
        self._dead: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="town-server", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._postbox: Postbox

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._call(self._start())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every connection and the thread."""
        if not self._loop.is_closed():
            self._call(self._stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)
            self._loop.close()

    def add(self, address: str) -> None:
        """Somebody moves into the town."""
        self._call(self._postbox.add(address.lower()))

    def kill(self, address: str) -> None:
        """From now on mail to ``address`` is taken and then reported back as undeliverable."""
        self._dead.add(address.lower())

    def deliver(self, raw: bytes, to: str, *, folder: str = "INBOX") -> None:
        """Put a mail straight into a mailbox, as it is. Raises KeyError if nobody lives there."""
        self._call(self._postbox.put(to.lower(), raw, self.clock(), folder))

    def empty(self, address: str, folder: str) -> None:
        """Take every mail out of a folder. Raises KeyError if nobody lives there."""
        self._call(self._postbox.empty(address.lower(), folder))

    def mailbox(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """The mails in a folder, in order of arrival, without touching them. Raises KeyError if nobody lives there."""
        return [raw for raw, _ in self._call(self._postbox.mails(address.lower(), folder))]

    def flags(self, address: str, folder: str = "INBOX") -> list[frozenset[str]]:
        """The flags of the same mails, in the same order."""
        return [flags for _, flags in self._call(self._postbox.mails(address.lower(), folder))]

    def _call(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    async def _start(self) -> None:
        self._postbox = Postbox(self.password)
        for address in self._addresses:
            await self._postbox.add(address)
        imap = await self._postbox.serve(HOST)
        smtp = await self._loop.create_server(self._session, HOST, 0)
        self._servers = [imap, smtp]
        self.imap_port, self.smtp_port = (server.sockets[0].getsockname()[1] for server in self._servers)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), 2)

    # --- SMTP: the names are aiosmtpd's ------------------------------------------------------------------------

    def _session(self) -> SMTP:
        return SMTP(
            self,
            loop=self._loop,
            hostname=NAME,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=self._authenticate,
        )

    def _authenticate(
        self, server: object, session: object, envelope: object, mechanism: str, data: object
    ) -> AuthResult:
        del server, session, envelope, mechanism
        good = isinstance(data, LoginPassword) and data.password.decode("utf-8", "replace") == self.password
        return AuthResult(success=good, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, server: object, session: object, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse strangers; the dead are accepted, for their own server is another one."""
        del server, session, options
        if not self._postbox.has(_home(address)) and _home(address) not in self._dead:
            return f"550 5.1.1 <{address}>: nobody of that name lives here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        """Deliver to each recipient, or report back."""
        del server, session
        raw = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        sender, now = envelope.mail_from or "", self.clock()
        for recipient in envelope.rcpt_tos:
            if _home(recipient) not in self._dead:
                await self._postbox.put(_home(recipient), self._trace(sender, recipient, now) + raw, now)
            elif sender and self._postbox.has(_home(sender)):  # never a report about a report
                report = bounce_report(raw, server=NAME, sender=sender, recipient=recipient, at=now)
                await self._postbox.put(_home(sender), report, now)
        if self.keep_sent and self._postbox.has(_home(sender)):
            await self._postbox.put(_home(sender), raw, now, "Sent", ("\\Seen",))
        return "250 2.0.0 taken"

    def _trace(self, sender: str, recipient: str, at: datetime) -> bytes:
        """The headers that a receiving server writes on top (RFC 5321 section 4.4, RFC 8601)."""
        lines = [
            f"Return-Path: <{sender}>",
            f"Received: from town.example (town.example [127.0.0.1])\r\n\tby {NAME} with ESMTP"
            f"\r\n\tfor <{recipient}>; {format_datetime(at)}",
        ]
        if self.authserv_id:
            domain = sender.rpartition("@")[2]
            lines.append(
                f"Authentication-Results: {self.authserv_id}; spf=pass smtp.mailfrom={domain};"
                f"\r\n\tdmarc=pass header.from={domain}"
            )
        return "".join(f"{line}\r\n" for line in lines).encode()


def _home(address: str) -> str:
    """The mailbox that an address belongs to: lower case, without its plus tag (RFC 5233)."""
    local, at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
