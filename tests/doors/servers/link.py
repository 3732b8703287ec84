"""A network of its own for one process, joined to ours by a link that can be cut (Linux, as root)."""

from __future__ import annotations

import ipaddress
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.doors.servers.process import CannotStart, program

NETS = ipaddress.ip_network("198.18.0.0/15")
"""For tests of network equipment (RFC 2544, RFC 6890); each process takes four addresses of it."""


@dataclass(frozen=True)
class Link:
    """A network namespace, and the two ends of the virtual cable into it."""

    name: str
    ours: str
    """The address at which our servers are reached from there."""
    theirs: str

    @property
    def net(self) -> str:
        """Both addresses: ``198.18.4.0/30``."""
        return str(ipaddress.ip_interface(f"{self.ours}/30").network)

    @property
    def inside(self) -> list[str]:
        """Written before a command, it runs there."""
        return [program("nsenter"), f"--net=/run/netns/{self.name}"]

    def cut(self) -> None:
        """From now on everything is lost in silence, both ways: nobody is told that anybody has gone."""
        _ip("link", "set", f"{self.name}a", "down")

    def mend(self) -> None:
        """As before."""
        _ip("link", "set", f"{self.name}a", "up")


@contextmanager
def link() -> Iterator[Link]:
    """Lay it. Raises `CannotStart` with what the kernel says, where it refuses."""
    name = f"mf{os.getpid()}"
    first = NETS.network_address + 4 * (os.getpid() % (NETS.num_addresses // 4))
    laid = Link(name, str(first + 1), str(first + 2))
    _ip("netns", "add", name)
    try:
        _ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        _ip("address", "add", f"{laid.ours}/30", "dev", f"{name}a")
        laid.mend()
        for command in (("address", "add", f"{laid.theirs}/30", "dev", f"{name}b"), ("link", "set", f"{name}b", "up")):
            _ip("-n", name, *command)
        yield laid
    finally:
        _ip("netns", "delete", name)  # which takes the cable with it


def _ip(*arguments: str) -> None:
    done = subprocess.run([program("ip"), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"ip {' '.join(arguments)}: {done.stderr.strip()}")
