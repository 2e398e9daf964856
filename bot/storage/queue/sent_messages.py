"""Which of the coach's messages can be seen in a chat, for as long as Telegram lets them be deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, literal_column, select

from bot.storage.db.statements import Statement
from bot.storage.db.tables import OUTBOX, SHOWN

KEPT: Final = timedelta(hours=48)
"""So long after it was sent Telegram deletes a message."""

HASTE: Final = timedelta(minutes=1)
"""So much earlier one is left alone: it would be too old when Telegram is asked, and the others with it."""

MOST: Final = 1000
"""As many are remembered of one chat, and some more for a while; the oldest go."""

TRIM_EVERY: Final = 64
"""How seldom it is seen to that they are no more: once in so many turns of a person."""

_THEIRS: Final = (SHOWN.c.person_id == bindparam("whose"), SHOWN.c.channel == bindparam("on"))
# From the row that was sent: of somebody who was erased meanwhile there is none.
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
    """Remember as what the outbox's row, which is still there, was shown."""
    _ADD.run_all(connection, [{"row_id": row_id, "message": message, "at": now} for message in messages])


def of(connection: Connection, person_id: UUID, channel: str, now: datetime) -> list[str]:
    """List the messages that can still be deleted, the newest first."""
    rows = _READ.rows(connection, {"whose": person_id, "on": channel, "since": now - KEPT + HASTE})
    return [message for (message,) in rows]


def forget(connection: Connection, person_id: UUID, channel: str) -> None:
    """Forget a person's messages, which are deleted."""
    _FORGET.run(connection, {"whose": person_id, "on": channel})


def trim(connection: Connection, person_id: UUID, channel: str) -> None:
    """Forget the oldest of too many."""
    _DROP_OLDEST.run(connection, {"whose": person_id, "on": channel})


def prune(connection: Connection, now: datetime) -> None:
    """Forget the messages that can no longer be deleted."""
    _PRUNE.run(connection, {"before": now - KEPT})
