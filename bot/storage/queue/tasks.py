"""Open tasks: stored with their turn, leased by a worker, deleted with the turn that handles the result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, null, select, update

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import WANT
from bot.storage.queue.leases import is_gone
from dialogs.model.address_book import FindMatches, FindPeopleAt, KeepPeople, LookInto
from dialogs.model.companies import FindCompanies
from dialogs.model.snapshot import Restore
from dialogs.protocol.tasks import DrawMap, MakeExport, Rewrite, Task

KINDS: Final[dict[str, type[Task]]] = {
    "export": MakeExport,
    "map": DrawMap,
    "look_into": LookInto,
    "keep_people": KeepPeople,
    "restore": Restore,
    "find_companies": FindCompanies,
    "find_fits": FindMatches,
    "find_people_at": FindPeopleAt,
    "rewrite": Rewrite,
}
"""The stored name of each kind of task: add, never rename."""

_NAMES: Final = {shape: kind for kind, shape in KINDS.items()}
_READ: Final = {kind: msgspec.json.Decoder(shape).decode for kind, shape in KINDS.items()}
_encode: Final = msgspec.json.Encoder().encode
_ADD: Final = Statement(insert(WANT))
_DROP: Final = Statement(delete(WANT).where(WANT.c.person_id == bindparam("whose"), WANT.c.n == bindparam("number")))
_OPEN: Final = Statement(
    select(
        *(WANT.c.person_id, WANT.c.n, WANT.c.kind, WANT.c.body, WANT.c.channel, WANT.c.external_id),
        *(WANT.c.tries, WANT.c.leased_by, WANT.c.leased_until),
    ).order_by(WANT.c.created_at, WANT.c.n)
)
_THIS: Final = (WANT.c.person_id == bindparam("whose"), WANT.c.n == bindparam("number"))
_TAKE: Final = Statement(
    update(WANT)
    .where(*_THIS, WANT.c.tries == bindparam("before"))
    .values(tries=bindparam("after"), leased_by=bindparam("me"), leased_until=bindparam("end"))
)
_RELEASE: Final = Statement(
    update(WANT)
    .where(WANT.c.leased_by == bindparam("me"))
    .values(tries=WANT.c.tries - 1, leased_by=null(), leased_until=null())
)
LEASE: Final = timedelta(seconds=60)
"""How long a task is leased to the worker that does it, which renews the lease."""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task to do: its person, its number, and the address that its result goes to."""

    person_id: UUID
    n: int
    work: Task
    address: Address
    tries: int = field(default=0, compare=False)
    """How many processes have begun it, including the one that does it now."""

    holder: str | None = field(default=None, compare=False)
    until: datetime | None = field(default=None, compare=False)


def add(
    connection: Connection,
    person_id: UUID,
    address: Address,
    new_tasks: Iterable[tuple[int, Task]],
    now: datetime,
) -> None:
    """Store tasks in the transaction of the turn that made them."""
    rows = [
        {
            "person_id": person_id,
            "n": n,
            "kind": _NAMES[type(task)],
            "body": _encode(task),
            "channel": address.channel,
            "external_id": address.external_id,
            "created_at": now,
            "tries": 0,
            "leased_by": None,
            "leased_until": None,
        }
        for n, task in new_tasks
    ]
    _ADD.run_all(connection, rows)


def drop(connection: Connection, person_id: UUID, numbers: Iterable[int]) -> None:
    """Delete tasks that are answered or given up."""
    _DROP.run_all(connection, [{"whose": person_id, "number": n} for n in numbers])


def open_tasks(connection: Connection) -> list[OpenTask]:
    """List the open tasks, oldest first, except those of a kind that this version does not know."""
    return [
        OpenTask(person_id, n, _READ[kind](body), Address(channel, external_id), *rest)
        for person_id, n, kind, body, channel, external_id, *rest in _OPEN.rows(connection, {})
        if kind in _READ
    ]


def take(connection: Connection, me: str, now: datetime, may: Callable[[OpenTask], bool]) -> list[OpenTask]:
    """Lease the open tasks that `may` accepts, and renew the leases of this process. Skip those that others lease.

    The first lease by a process counts as a try, since the task may be what ends the process.
    """
    taken = []
    for task in filter(may, open_tasks(connection)):
        is_held = task.holder is not None and task.until is not None and task.until > now
        if is_held and task.holder != me and not is_gone(task.holder or ""):
            continue
        after = task.tries + (0 if task.holder == me else 1)
        values = {"before": task.tries, "after": after, "me": me, "end": now + LEASE}
        if _TAKE.run(connection, {"whose": task.person_id, "number": task.n, **values}) == 1:
            taken.append(replace(task, tries=after))
    return taken


def release(connection: Connection, me: str) -> None:
    """Release the leases of this process. A process that ends by itself does not count as a try."""
    _RELEASE.run(connection, {"me": me})
