"""What the kernel says of a process: its memory at its highest, and the time that it had of the processor."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int | str = "self") -> float:
    """The most memory that the process ever had resident, in MB; its own since it was started, not its parent's."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def processor_seconds(session: int) -> float:
    """What all processes of a session had of the processor, with their children that have ended."""
    return sum(
        sum(map(int, fields[11:15])) / _TICK
        for fields in map(_stat, Path("/proc").glob("[0-9]*"))
        if fields and int(fields[3]) == session
    )


def _stat(process: Path) -> list[str]:
    """The fields of ``/proc/PID/stat`` from the state on; none if it has ended (proc(5))."""
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
