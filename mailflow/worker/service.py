"""What every part of the worker shares: the network's settings, memory, writer and clock, and the wish to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from mailflow.outbox.write import Writer
from mailflow.settings import Settings
from mailflow.store.store import Store


@dataclass(slots=True)
class Service:
    """One network, served. ``clock`` tells the moment; ``rehearsal``: it is a played one."""

    settings: Settings
    store: Store
    writer: Writer
    clock: Callable[[], datetime]
    rehearsal: bool = False
    stopping: bool = False

    def lives(self, part: str, says: str = "") -> None:
        """Give a sign of life of one part, by the real clock."""
        self.store.pulses.beat(part, real_clock(), says)


def real_clock() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)
