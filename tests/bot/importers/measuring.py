"""How much a file takes of the process that reads it; imports little, since that is counted too."""

import resource
import sys
from pathlib import Path
from typing import NamedTuple

from bot.importers.files import read
from dialogs.model.address_book import Unread


class Measured(NamedTuple):
    """What a file was read as, and the most memory and the time that it took."""

    answer: str
    peak: int
    seconds: float


def measured(content: bytes) -> Measured:
    found = read(content)
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer = found.value if isinstance(found, Unread) else type(found).__name__
    return Measured(answer, peak() or used.ru_maxrss, used.ru_utime + used.ru_stime)


def peak() -> int:
    """The most memory that this program had, not what began it: Linux counts that in ru_maxrss."""
    if sys.platform != "linux":
        return 0
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024
