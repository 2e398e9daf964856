"""The ids of sent messages, kept while Telegram can delete them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, literal_column, select

from bot.storage.db.statements import Statement
from bot.storage.db.tables import OUTBOX, SHOWN

KEPT: Final = timedelta(hours=48)
"""How long after sending Telegram can delete a message."""

MARGIN: Final = timedelta(minutes=1)
"""Messages this close to the limit are left out: one that is too old makes the request fail for all."""

MOST: Final = 1000
"""The most ids of one chat, apart from those added since the last trim; the oldest are deleted."""

TRIM_EVERY: Final = 64
"""Interval between trims, in turns of a person."""

_THEIRS: Final = (SHOWN.c.person_id == bindparam("whose"), SHOWN.c.channel == bindparam("on"))
# Selected from the outbox row, which is gone if the person was deleted meanwhile.
_ADD: Final = Statement(
    insert(SHOWN).from_select(
        ["person_id", "channel", "message_id", "at"],
        select(
            OUTBOX.c.person_id,
            OUTBOX.c.channel,
            bindparam("message", type_=SHOWN.c.message_id.type),
            bindparam("at", type_=SHOWN.c.at.type),
        ).where(OUTBOX.c.id == bindparam("row_id"), OUTBOX.c.person_id.is_not(None)),
    )
)
_READ: Final = Statement(
    select(SHOWN.c.message_id).where(*_THEIRS, SHOWN.c.at > bindparam("since")).order_by(SHOWN.c.at.desc())
)
_FORGET: Final = Statement(delete(SHOWN).where(*_THEIRS))
_PRUNE: Final = Statement(delete(SHOWN).where(SHOWN.c.at < bindparam("before")))

_NEWEST_FIRST: Final = select(SHOWN.c.message_id).where(*_THEIRS).order_by(SHOWN.c.at.desc(), SHOWN.c.message_id.desc())
_DROP_OLDEST: Final = Statement(
    delete(SHOWN).where(*_THEIRS, SHOWN.c.message_id.in_(_NEWEST_FIRST.offset(literal_column(str(MOST)))))
)


def add(connection: Connection, row_id: int, messages: Iterable[str], now: datetime) -> None:
    """Store the ids of the messages that an outbox row was sent as. Call it before the row is deleted."""
    _ADD.run_all(connection, [{"row_id": row_id, "message": message, "at": now} for message in messages])


def of(connection: Connection, person_id: UUID, channel: str, now: datetime) -> list[str]:
    """List the messages that Telegram can still delete, newest first."""
    rows = _READ.rows(connection, {"whose": person_id, "on": channel, "since": now - KEPT + MARGIN})
    return [message for (message,) in rows]


def forget(connection: Connection, person_id: UUID, channel: str) -> None:
    """Delete the ids of a person's messages, which were deleted in the chat."""
    _FORGET.run(connection, {"whose": person_id, "on": channel})


def trim(connection: Connection, person_id: UUID, channel: str) -> None:
    """Delete the oldest ids beyond `MOST`."""
    _DROP_OLDEST.run(connection, {"whose": person_id, "on": channel})


def prune(connection: Connection, now: datetime) -> None:
    """Delete the ids that Telegram can no longer delete."""
    _PRUNE.run(connection, {"before": now - KEPT})
