"""Measures the memory and time for reading a file. It imports little, because imports count too."""

import resource
import sys
from pathlib import Path
from typing import NamedTuple

from bot.importers.files import read
from dialogs.model.address_book import Unread


class Measured(NamedTuple):
    """The result of reading a file, with the peak memory and the time."""

    answer: str
    peak: int
    seconds: float


def measured(content: bytes) -> Measured:
    found = read(content)
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer = found.value if isinstance(found, Unread) else type(found).__name__
    return Measured(answer, peak() or used.ru_maxrss, used.ru_utime + used.ru_stime)


def peak() -> int:
    """Return the peak memory of this program, without that of its parent, which ru_maxrss includes on Linux."""
    if sys.platform != "linux":
        return 0
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024
