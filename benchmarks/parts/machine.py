"""What the kernel says of a process: its memory at its highest, and the time that it had of the processor."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def peak_mb(pid: int | str = "self") -> float:
    """The most memory that the process ever had resident, in MB; its own since it was started, not its parent's."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def processor_seconds(port: int) -> float:
    """What the server had of the processor that was told this port when it was started; its children's, too."""
    known = {process.name: (_stat(process), _command(process)) for process in Path("/proc").glob("[0-9]*")}
    servers = {
        pid
        for pid, (_, command) in known.items()
        if command.endswith(f":{port}\x00100\x00") or f"\0-p\0{port}\0" in command
    }
    family = [stat for pid, (stat, _) in known.items() if stat and (pid in servers or stat[1] in servers)]
    return sum(sum(map(int, stat[11:15])) / _TICK for stat in family)


def _stat(process: Path) -> list[str]:
    """The fields of ``/proc/PID/stat`` from the state on; none if it has ended (proc(5))."""
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
