"""When the next reminder of each address is due, and how many reminders were sent.

Polls use a partial index on that time, so their cost grows with the reminders due, not with the number of users.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select, update

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import ADDRESS, OUTBOX
from bot.storage.queue.messages import QueuedKind

_THIS: Final = and_(ADDRESS.c.channel == bindparam("on"), ADDRESS.c.external_id == bindparam("to"))
_PLAN: Final = Statement(
    update(ADDRESS)
    .where(_THIS)
    .values(nudge_at=bindparam("at"), nudges=ADDRESS.c.nudges + bindparam("more", type_=ADDRESS.c.nudges.type))
)
_POSTPONE: Final = Statement(
    update(ADDRESS).where(_THIS, ADDRESS.c.nudge_at <= bindparam("now")).values(nudge_at=bindparam("at"))
)
_CANCEL: Final = Statement(
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
            OUTBOX.c.kind == literal_column(f"'{QueuedKind.NUDGE}'"),
            OUTBOX.c.due_at.is_not(None),
        )
        .limit(bindparam("most"))
        .subquery()
    )
)


def plan(connection: Connection, address: Address, at: datetime | None, *, more: int = 0) -> None:
    """Set when the next reminder is due, or None for no reminder. Add `more` to the number sent."""
    _PLAN.run(connection, {"on": address.channel, "to": address.external_id, "at": at, "more": more})


def postpone(connection: Connection, address: Address, now: datetime, until: datetime) -> None:
    """Postpone the reminder of an address if it is due."""
    _POSTPONE.run(connection, {"on": address.channel, "to": address.external_id, "now": now, "at": until})


def cancel(connection: Connection, person_id: UUID) -> None:
    """Cancel the next reminder of a person; their next turn plans it again."""
    _CANCEL.run(connection, {"whose": person_id})


def due(connection: Connection, channel: str, now: datetime, most: int) -> list[Address]:
    """List the addresses whose reminder is due, the longest due first."""
    rows = _DUE.rows(connection, {"on": channel, "now": now, "most": most})
    return [Address(channel, external_id) for (external_id,) in rows]


def waiting(connection: Connection, channel: str, most: int) -> int:
    """Count the reminders in the outbox, up to `most`."""
    count: int = _WAITING.rows(connection, {"on": channel, "most": most})[0][0]
    return count
