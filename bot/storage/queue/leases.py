"""What one process at a time may do, such as polling: held for a while, renewed, and free when its holder dies.

A holder is named by `this_process`. On Linux another process on the same machine sees from the name alone that its
holder is gone, and need not wait for the end.
"""

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, bindparam, delete, or_, select, text, update

from bot.storage.db.statements import Statement
from bot.storage.db.tables import LEASE

_PROC: Final = Path("/proc")
_NAMED: Final = LEASE.c.name == bindparam("lease")
_HOLDER: Final = Statement(select(LEASE.c.holder).where(_NAMED))
_TAKE: Final = Statement(
    update(LEASE)
    .where(
        _NAMED,
        or_(LEASE.c.holder == bindparam("me"), LEASE.c.holder == bindparam("gone"), LEASE.c.until <= bindparam("now")),
    )
    .values(holder=bindparam("me"), until=bindparam("end"))
)
_FIRST: Final = text(
    "INSERT INTO lease (name, holder, until) VALUES (:lease, :me, :end) ON CONFLICT (name) DO NOTHING"
).bindparams(bindparam("end", type_=LEASE.c.until.type))
_RELEASE: Final = Statement(delete(LEASE).where(_NAMED, LEASE.c.holder == bindparam("me")))


def hold(connection: Connection, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Take the lease, or hold it on, until so many seconds from now; false where another has it."""
    end = now + timedelta(seconds=seconds)
    others = [was for (was,) in _HOLDER.rows(connection, {"lease": name}) if was != holder and is_gone(was)]
    values = {"lease": name, "me": holder, "now": now, "end": end, "gone": others[0] if others else holder}
    if _TAKE.run(connection, values) == 1:
        return True
    return connection.execute(_FIRST, {"lease": name, "me": holder, "end": end}).rowcount == 1


def release(connection: Connection, name: str, holder: str) -> None:
    """Give the lease up, if it is still held."""
    _RELEASE.run(connection, {"lease": name, "me": holder})


def this_process() -> str:
    """Make a name for a holder in this process: machine, process, and something that no other name has."""
    pid = os.getpid()
    return f"{_machine()}/{pid}/{_began(pid)}/{secrets.token_hex(4)}"


def is_gone(holder: str) -> bool:
    """Whether this holder's process is known to have ended: it ran on this machine and does not any more."""
    machine, pid, began, _ = holder.split("/") if holder.count("/") == 3 else ("", "", "", "")
    return bool(machine) and machine == _machine() and began != _began(int(pid))


def _machine() -> str:
    """Name this start of this machine, and what can be seen of its processes; empty where there is no telling."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}-{(_PROC / 'self/ns/pid').stat().st_ino}"
    except OSError:
        return ""


def _began(pid: int) -> str:
    """Tell when a process began, since numbers come again; empty where there is none."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""
