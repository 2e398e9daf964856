"""When an address is to be looked at next though nothing is heard from it, and how many nudges it got.

Whoever looks goes by an index of those times alone, so a look costs as much as there is due.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select, update

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import ADDRESS, OUTBOX
from bot.storage.queue.messages import MessageKind

_THIS: Final = and_(ADDRESS.c.channel == bindparam("on"), ADDRESS.c.external_id == bindparam("to"))
_PLAN: Final = Statement(
    update(ADDRESS)
    .where(_THIS)
    .values(nudge_at=bindparam("at"), nudges=ADDRESS.c.nudges + bindparam("more", type_=ADDRESS.c.nudges.type))
)
_PUT_OFF: Final = Statement(
    update(ADDRESS).where(_THIS, ADDRESS.c.nudge_at <= bindparam("now")).values(nudge_at=bindparam("at"))
)
_REST: Final = Statement(
    update(ADDRESS).where(ADDRESS.c.person_id == bindparam("whose")).values(nudge_at=literal_column("NULL"))
)
_DUE: Final = Statement(
    select(ADDRESS.c.external_id)
    .where(ADDRESS.c.channel == bindparam("on"), ADDRESS.c.nudge_at <= bindparam("now"))
    .order_by(ADDRESS.c.nudge_at)
    .limit(bindparam("most"))
)
_WAITING: Final = Statement(
    select(func.count()).select_from(
        select(OUTBOX.c.id)
        .where(
            OUTBOX.c.channel == bindparam("on"),
            OUTBOX.c.kind == literal_column(f"'{MessageKind.NUDGE}'"),
            OUTBOX.c.due_at.is_not(None),
        )
        .limit(bindparam("most"))
        .subquery()
    )
)


def plan(connection: Connection, address: Address, at: datetime | None, *, more: int = 0) -> None:
    """Look at an address then, or not at all; so many `more` nudges were said to it, or taken back."""
    _PLAN.run(connection, {"on": address.channel, "to": address.external_id, "at": at, "more": more})


def postpone(connection: Connection, address: Address, now: datetime, until: datetime) -> None:
    """Look at an address that is due later."""
    _PUT_OFF.run(connection, {"on": address.channel, "to": address.external_id, "now": now, "at": until})


def cancel(connection: Connection, person_id: UUID) -> None:
    """Look at a person no more, until they are heard."""
    _REST.run(connection, {"whose": person_id})


def due(connection: Connection, channel: str, now: datetime, most: int) -> list[Address]:
    """List the addresses that are to be looked at now, the longest due first."""
    rows = _DUE.rows(connection, {"on": channel, "now": now, "most": most})
    return [Address(channel, external_id) for (external_id,) in rows]


def waiting(connection: Connection, channel: str, most: int) -> int:
    """Count the nudges that wait to be sent or are under way, as far as `most`."""
    count: int = _WAITING.rows(connection, {"on": channel, "most": most})[0][0]
    return count
