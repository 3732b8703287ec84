"""Postfix in front of Dovecot: takes mail for any ``*.example`` address, delivers it by LMTP, lets nothing out.

It needs root. Some local parts answer on demand, see `ON_DEMAND`; any sign-in that Dovecot takes, Postfix takes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.process import CannotStart, folder, free_ports, greets, process, program

ON_DEMAND = (
    ("/^later[.+@]/", "450 4.2.0 Greylisted, try again"),
    ("/^full[.+@]/", "452 4.2.2 Mailbox full"),
    ("/^nobody[.+@]/", "550 5.1.1 User unknown"),
    ("/^blocked[.+@]/", "554 5.7.1 Refused by policy"),
    ("/^closing[.+@]/", "421 4.3.2 Closing"),
)
"""Recipients answered so at RCPT. ``dead.…@`` is accepted, and then a real delivery report (RFC 3464) comes back."""

_SERVICES = """\
127.0.0.1:{smtp} inet n - n - - smtpd
127.0.0.1:{smtps} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
127.0.0.1:{submission} inet n - n - - smtpd
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_recipient_restrictions=check_recipient_access,regexp:{here}/access,permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
virtual unix - n n - - virtual
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
pickup unix n - n 60 1 pickup
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""

_SETTINGS = """\
compatibility_level = 3.6
multi_instance_name =
queue_directory = {here}/queue
data_directory = {here}/data
maillog_file = {here}/log
maillog_file_prefixes = /tmp
myhostname = mx.statistics.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = regexp:{here}/domains
virtual_mailbox_maps =
virtual_mailbox_base = {here}/data
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
transport_maps = regexp:{here}/transport
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
smtp_dns_support_level = disabled
lmtp_dns_support_level = disabled
smtpd_recipient_restrictions = check_recipient_access regexp:{here}/access, permit_mynetworks, reject
smtpd_sender_restrictions = {sender}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_tls_security_level = may
smtpd_tls_cert_file = {certificates.certificate}
smtpd_tls_key_file = {certificates.key}
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_delay_open_until_valid_rcpt = no
message_size_limit = 30000000
in_flow_delay = 0
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
biff = no
"""


@dataclass(frozen=True)
class Postfix:
    """A running Postfix: ports on 127.0.0.1, with and without TLS; ``submission_port`` asks for a sign-in."""

    smtp_port: int
    smtps_port: int
    submission_port: int
    folder: Path

    @property
    def log(self) -> str:
        """What Postfix logged."""
        return (self.folder / "log").read_text(errors="replace")

    def settles(self, seconds: float = 10) -> None:
        """Wait until all that was handed over lies in mailboxes, or must wait (is deferred)."""
        until = time.monotonic() + seconds
        moving = [self.folder / "queue" / name for name in ("maildrop", "incoming", "active")]
        while any(path.is_file() for here in moving for path in here.rglob("*")) and time.monotonic() < until:
            time.sleep(0.02)


@contextmanager
def postfix(
    imap: Dovecot, *, authserv_id: str = "", access: Sequence[tuple[str, str]] = ON_DEMAND
) -> Iterator[Postfix]:
    """Start it in front of ``imap``.

    With ``authserv_id`` each mail gets an ``Authentication-Results`` header that says DMARC passed (RFC 8601).
    """
    binary = program("postfix")
    if os.geteuid() != 0:
        raise CannotStart("postfix runs only as root")
    with folder("postfix") as here:
        smtp, smtps, submission = free_ports(3)
        sender = f"check_sender_access regexp:{here}/sender" if authserv_id else ""
        passed = f"{authserv_id}; spf=pass smtp.mailfrom=$1; dkim=pass header.d=$1; dmarc=pass header.from=$1"
        files = {
            "main.cf": _SETTINGS.format(
                here=here, lmtp=imap.lmtp_port, auth=imap.auth_port, sender=sender, certificates=imap.certificates
            ),
            "master.cf": _SERVICES.format(smtp=smtp, smtps=smtps, submission=submission, here=here),
            "access": "".join(f"{pattern} {reply}\n" for pattern, reply in access) + "/\\.example$/ OK\n",
            "domains": "/\\.example$/ ok\n",
            "transport": "/^dead[.+@]/ virtual:\n",
            "sender": f"/@(.+)$/ PREPEND Authentication-Results: {passed}\n",
        }
        for name, text in files.items():
            (here / name).write_text(text)
            os.utime(here / name, (time.time() - 60,) * 2)  # else postfix waits for the clock to pass it
        for name in ("queue", "data"):
            (here / name).mkdir()
        subprocess.run(["chown", "postfix", str(here / "data")], check=True)
        command = [binary, "-c", str(here), "start-fg"]
        with _ends_its_master(here), process(command, ready=lambda: greets(smtp, b"220"), log=here / "out"):
            yield Postfix(smtp, smtps, submission, here)


@contextmanager
def _ends_its_master(here: Path) -> Iterator[None]:
    """Postfix's master makes a process group of its own, which outlives the one that we started."""
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            os.killpg(int((here / "queue/pid/master.pid").read_text()), signal.SIGKILL)
