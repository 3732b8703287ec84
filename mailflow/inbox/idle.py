"""Waiting by IDLE (RFC 2177): woken by the server, renewed before it forgets us, never deaf on a dead line.

imapclient's own ``idle_check`` reads without waiting for the end of a line, and breaks over one that comes in two
packets. So we only watch whether the server speaks, and let DONE read what it said.
"""

from __future__ import annotations

import imaplib
import selectors
import time
from collections.abc import Callable
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
        _watch(client.socket(), min(until, time.monotonic() + length), stop)
        _, lines = client.idle_done()
        if any(line[0] == b"BYE" for line in lines):
            raise imaplib.IMAP4.abort("the server says goodbye")
        if any(len(line) > 1 and line[1] in (b"EXISTS", b"RECENT") for line in lines):
            return True
        length = SPELL
    return False


def _watch(line: Any, until: float, stop: Callable[[], bool]) -> None:
    """Return when the server speaks or hangs up, at ``until``, or when told to stop."""
    with selectors.DefaultSelector() as selector:
        selector.register(line, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0 and not stop():
            if selector.select(min(left, GLANCE)):
                return
