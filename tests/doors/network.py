"""A network on real servers, run as its lead runs it: configuration in a file, ``mailflow`` as a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import DATABASES
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix

REPOSITORY = Path(__file__).resolve().parents[2]

_CONFIG = """
[network]
mailbox = "{mailbox}"
lead = "Natasha Bowen"
lead_address = "{lead}"
organisations = "{organisations}"
key_file = "{folder}/mailflow.key"

[imap]
host = "localhost"
port = {imap_port}
security = "none"
username = "{mailbox}"
password_env = "MAILFLOW_TEST_PASSWORD"
timeout_seconds = 10
{imap}

[smtp]
host = "localhost"
port = {smtp_port}
security = "none"
timeout_seconds = 10

[trust]
authserv_ids = ["mx.statistics.example"]

[database]
url = "{url}"
mark = "{folder}/mailflow.mark"

[rehearsal]
allow = true
recipients = ["*.example"]
{more}
"""


@dataclass(frozen=True)
class Network:
    """One network: its configuration, its mailbox, and the command line."""

    folder: Path
    mailbox: Person
    config: Path
    smtp: Postfix | None = None

    def run(self, *arguments: str, expect: int | None = 0, stdin: str | None = None) -> str:
        """Run ``mailflow ARGUMENTS`` as a process of its own; what it printed, errors too."""
        done = subprocess.run(
            [sys.executable, "-m", "mailflow", "--config", str(self.config), *arguments],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            input=stdin,
            check=False,
        )
        said = done.stdout + done.stderr
        ended = f"mailflow {' '.join(arguments)} ended with {done.returncode}:\n{said}"
        assert expect is None or done.returncode == expect, ended
        return said

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the process."""
        return {**os.environ, "MAILFLOW_TEST_PASSWORD": self.mailbox.password}

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command prints with ``--json``."""
        return [json.loads(line) for line in self.run(*arguments, "--json").splitlines() if line.startswith("{")]

    def works(self, at: str) -> str:
        """Let the worker in once, at that moment; what it sent has arrived then."""
        said = self.run("work", "--once", "--at", at)
        if self.smtp is not None:  # a server takes a mail a little before it lies in a mailbox
            self.smtp.settles()
        return said


def network(
    folder: Path,
    imap: Dovecot,
    smtp: Postfix | None,
    mailbox: Person,
    *,
    url: str = "",
    imap_more: str = "",
    more: str = "",
    lead: str = "natasha.bowen@ons.example",
) -> Network:
    """Write the configuration; without ``smtp`` nothing can leave."""
    config = folder / "mailflow.toml"
    config.write_text(
        _CONFIG.format(
            mailbox=mailbox.address,
            lead=lead,
            organisations=REPOSITORY / "config" / "organisations.csv",
            folder=folder,
            imap_port=imap.imap_port,
            smtp_port=smtp.smtp_port if smtp else 9,
            url=url or DATABASES.url_in(folder),
            imap=imap_more,
            more=more,
        ),
        encoding="utf-8",
    )
    return Network(folder, mailbox, config, smtp)


def subject_without_code(subject: str) -> str:
    """A subject of ours without its reference."""
    return re.sub(r" \[UEC-[0-9A-Z]{7}\]", "", subject)
