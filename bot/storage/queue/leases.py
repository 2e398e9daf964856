"""Leases: locks in the database that expire unless their holder renews them (Gray and Cheriton, 1989).

One process at a time holds a lease, for example to poll Telegram. A holder is named by `this_process`. On Linux another
process on the same machine sees from the name that the holder has ended, and need not wait for the expiry.
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
    """Acquire or renew the lease for so many seconds. Return False if another holder has it."""
    end = now + timedelta(seconds=seconds)
    others = [was for (was,) in _HOLDER.rows(connection, {"lease": name}) if was != holder and is_gone(was)]
    values = {"lease": name, "me": holder, "now": now, "end": end, "gone": others[0] if others else holder}
    if _TAKE.run(connection, values) == 1:
        return True
    return connection.execute(_FIRST, {"lease": name, "me": holder, "end": end}).rowcount == 1


def release(connection: Connection, name: str, holder: str) -> None:
    """Release the lease if it is still held."""
    _RELEASE.run(connection, {"lease": name, "me": holder})


def this_process() -> str:
    """Return a unique holder name: machine, process id, start of the process, and a random part."""
    pid = os.getpid()
    return f"{_machine()}/{pid}/{_start_of(pid)}/{secrets.token_hex(4)}"


def is_gone(holder: str) -> bool:
    """Whether the holder's process is known to have ended: it ran on this machine and no longer does."""
    machine, pid, began, _ = holder.split("/") if holder.count("/") == 3 else ("", "", "", "")
    return bool(machine) and machine == _machine() and began != _start_of(int(pid))


def _machine() -> str:
    """Return the id of this boot and of the process namespace, or an empty string if they are unknown."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}-{(_PROC / 'self/ns/pid').stat().st_ino}"
    except OSError:
        return ""


def _start_of(pid: int) -> str:
    """Return the start time of a process, since process ids are reused, or an empty string if there is none."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""
