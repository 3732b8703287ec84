"""Waiting by IDLE (RFC 2177): woken by the server, renewed before it forgets us, never deaf on a dead line."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

FIRST_SPELL = 2.0
"""The first IDLE is short: what the server says in the same packet as its go-ahead is seen only when IDLE ends."""
SPELL = 9 * 60.0
"""Later ones end well before the 29 minutes of RFC 2177, and before routers forget a silent connection."""
GLANCE = 1.0
"""How often ``stop`` is asked."""


def idle(client: Any, until: float, stop: Callable[[], bool]) -> bool:
    """IDLE in the selected folder until ``until`` (monotonic); whether new mail was told.

    Ends by DONE, whose answer also proves that the line is alive: a dead one raises here what imaplib raises.
    """
    length = FIRST_SPELL
    while time.monotonic() < until and not stop():
        client.idle()
        told = _listen(client, min(until, time.monotonic() + length), stop)
        _, rest = client.idle_done()
        if told or _tells_mail(rest):
            return True
        length = SPELL
    return False


def _listen(client: Any, until: float, stop: Callable[[], bool]) -> bool:
    while (left := until - time.monotonic()) > 0 and not stop():
        began = time.monotonic()
        lines = client.idle_check(timeout=min(left, GLANCE))
        if _tells_mail(lines):
            return True
        if not lines and time.monotonic() - began < min(left, GLANCE) / 2:
            # readable, yet nothing to read: the end of the line (or TLS's own talk); DONE finds out which
            return False
    return False


def _tells_mail(lines: Iterable[tuple[Any, ...]]) -> bool:
    return any(len(line) > 1 and line[1] in (b"EXISTS", b"RECENT") for line in lines)
