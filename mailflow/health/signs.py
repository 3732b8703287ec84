"""Is everything alive? Read from the signs that the worker leaves in the database, so a dead worker cannot say yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.settings import Settings
from mailflow.store.store import Store

WORKER_BEAT = timedelta(seconds=20)
SLACK = timedelta(seconds=10)
"""For the signs themselves, which are not written more often than every five seconds."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong, each in a sentence; nothing: all is well."""

    at: datetime
    faults: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def health(store: Store, settings: Settings, now: datetime) -> Health:
    """Whether the worker beats, every watched folder was read to its end within two polls, and mail may leave."""
    seen = {pulse.name: pulse.at for pulse in store.pulses.all()}
    poll = timedelta(seconds=settings.imap.poll_seconds)
    watched = (*settings.imap.folders, *filter(None, (settings.imap.junk_folder,)))
    limits = {"worker": 2 * WORKER_BEAT} | {f"folder:{name}": 2 * poll for name in watched}
    faults = [_late(name, seen.get(name), limit + SLACK, now) for name, limit in limits.items()]
    faults.append(_canary(seen.get("canary"), settings.health.canary_hours, now))
    gate = store.gate.standing()
    if gate.closed_by:
        faults.append(f"Nothing leaves: {gate.why}. See “mailflow outbox gate”.")
    return Health(now, tuple(filter(None, faults)))


def _canary(last: datetime | None, hours: int, now: datetime) -> str:
    """What is wrong if no mail to ourselves came back within two intervals; before the first was sent, nothing is."""
    if not hours or last is None or now - last <= 2 * timedelta(hours=hours) + SLACK:
        return ""
    return (
        f"No mail to our own mailbox came back for {_ago(now - last)}; one is sent every {hours} hours. Look at"
        " “mailflow outbox list”, at Junk, and at the server's mail flow rules."
    )


def _late(name: str, last: datetime | None, limit: timedelta, now: datetime) -> str:
    kind, _, folder = name.partition(":")
    what = f"The folder {folder} was" if folder else f"The {kind} was"
    if last is None:
        return f"{what} never seen at work. Start “mailflow work”."
    if now - last <= limit:
        return ""
    did = "read to its end" if folder else "seen at work"
    return f"{what} last {did} {_ago(now - last)} ago; {_ago(limit)} are the limit. Look at the worker and its log."


def _ago(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"
