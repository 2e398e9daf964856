"""Measurements of the machine: cores, disk, and the resources of a process."""

import os
import platform
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")
TICK: Final = os.sysconf("SC_CLK_TCK")


def description() -> str:
    """Return one line about the machine."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores, {platform.system()} {platform.machine()}, {python}, SQLite {sqlite3.sqlite_version}"


def cpu_s(pid: int) -> float:
    """Return the CPU seconds of a process, over all threads."""
    if PROC.is_dir():
        after_name = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICK
    days, _, clock = _ps(pid, "time").rpartition("-")
    seconds = 0.0
    for part in clock.split(":"):
        seconds = 60 * seconds + float(part)
    return 86400 * int(days or 0) + seconds


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    if PROC.is_dir():
        return int((PROC / str(pid) / "statm").read_text().split()[1]) * PAGE / 1e6
    return int(_ps(pid, "rss")) * 1024 / 1e6


def most_mb() -> float:
    """Return the peak memory of this process in MB; on Linux without that inherited from its parent."""
    if PROC.is_dir():
        status = (PROC / "self" / "status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def commits_a_second(folder: Path, seconds: float) -> float:
    """Return the number of transactions of one small row per second on an SQLite file with synchronous commits."""
    connection = sqlite3.connect(folder / "limit.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE line (n INTEGER PRIMARY KEY, body BLOB)")
    commits, begun = 0, time.perf_counter()
    while (spent := time.perf_counter() - begun) < seconds:
        connection.execute("INSERT INTO line (body) VALUES (?)", (b"x" * 400,))
        commits += 1
    connection.close()
    return commits / spent


def _ps(pid: int, what: str) -> str:
    command = ["/bin/ps", "-o", f"{what}=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603  # our own program
