"""CPU milliseconds and peak memory of processes, as the kernel accounts them (Linux)."""

import os
import re
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and everything that it started; nothing for 0."""
    pids = [pid] if pid else []
    for one in pids:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            pids += [int(child) for child in _read(task).split()]
    return pids


def cpu_ms(pid: int) -> float:
    """User and system time that a process and its family have used, dead children included."""
    return sum(_ticks(one) for one in family(pid)) * TICK_MS


def peak_mb(pid: int) -> float:
    """The most memory that each process of the family ever held, added up."""
    found = (re.search(r"VmHWM:\s+(\d+)", _read(Path(f"/proc/{one}/status"))) for one in family(pid))
    return sum(int(match[1]) for match in found if match) / 1024


def _ticks(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15])


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
