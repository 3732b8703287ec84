"""Dovecot 2.3: IMAP (plain, STARTTLS and TLS), LMTP, and sign-in for Postfix. Any ``name@*.example`` is a user."""

from __future__ import annotations

import getpass
import grp
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.doors.servers.certificates import Certificates, make_certificates
from tests.doors.servers.process import folder, free_ports, greets, process, program

PASSWORD = "open-sesame"


@dataclass(frozen=True)
class Dovecot:
    """A running Dovecot. Every port is on 127.0.0.1; the certificate is for localhost, too."""

    imap_port: int
    imaps_port: int
    lmtp_port: int
    auth_port: int
    certificates: Certificates
    folder: Path
    password: str = PASSWORD

    def doveadm(self, *arguments: str) -> str:
        """Run one of Dovecot's own commands, such as ``doveadm("mailbox", "update", …)``."""
        command = [program("doveadm"), "-c", str(self.folder / "dovecot.conf"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout

    @property
    def log(self) -> str:
        """What Dovecot logged."""
        return (self.folder / "log").read_text(errors="replace")


@contextmanager
def dovecot(*, introspection_url: str = "", extra: str = "") -> Iterator[Dovecot]:
    """Start it. With ``introspection_url`` (RFC 7662) it takes bearer tokens; ``extra`` is more settings."""
    binary = program("dovecot")
    with folder("dovecot") as here:
        imap, imaps, lmtp, auth = free_ports(4)
        server = Dovecot(imap, imaps, lmtp, auth, make_certificates(here), here)
        (here / "dovecot.conf").write_text(_settings(server, introspection_url) + extra)
        for name in ("run", "state", "mail"):
            (here / name).mkdir()
        if os.geteuid() == 0:
            for name in ("state", "mail"):
                subprocess.run(["chown", "dovecot:dovecot", str(here / name)], check=True)
        command = [binary, "-F", "-c", str(here / "dovecot.conf")]
        with process(command, ready=lambda: greets(imap, b"* OK"), log=here / "out"):
            yield server


def _settings(server: Dovecot, introspection_url: str) -> str:
    here, certificates = server.folder, server.certificates
    root = os.geteuid() == 0
    user = "dovecot" if root else getpass.getuser()
    group = "dovecot" if root else grp.getgrgid(os.getegid()).gr_name
    login = "dovenull" if root else user
    oauth = ""
    if introspection_url:
        (here / "oauth2.conf").write_text(
            f"introspection_url = {introspection_url}\nintrospection_mode = post\nusername_attribute = username\n"
            "active_attribute = active\nactive_value = true\n"
        )
        oauth = (
            f"passdb {{\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = {here}/oauth2.conf\n}}\n"
            "auth_mechanisms = plain login xoauth2 oauthbearer\n"
        )
    return f"""\
base_dir = {here}/run
state_dir = {here}/state
instance_name = {here.name}
log_path = {here}/log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
mail_home = {here}/mail/%Lu
mail_location = sdbox:{here}/mail/%Lu/box
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
last_valid_uid = 0
first_valid_gid = 1
mail_fsync = never
auth_failure_delay = 0
auth_mechanisms = plain login
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{certificates.certificate}
ssl_key = <{certificates.key}
{oauth}passdb {{
  driver = static
  args = password={server.password}
  mechanisms = plain login
}}
userdb {{
  driver = static
  args = allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {server.imap_port}
  }}
  inet_listener imaps {{
    port = {server.imaps_port}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 1000
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {server.lmtp_port}
  }}
}}
service auth {{
  chroot =
  inet_listener sasl {{
    address = 127.0.0.1
    port = {server.auth_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  postmaster_address = postmaster@server.example
}}
protocol imap {{
  mail_max_userip_connections = 1000
}}
"""
