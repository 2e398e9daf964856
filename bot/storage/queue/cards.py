"""The message that shows each card now."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.storage.db.statements import Statement
from bot.storage.db.tables import CARD

_THIS: Final = (
    CARD.c.person_id == bindparam("whose"),
    CARD.c.channel == bindparam("on"),
    CARD.c.name == bindparam("card"),
)
_READ: Final = Statement(select(CARD.c.message_id).where(*_THIS))
_MOVE: Final = Statement(update(CARD).where(*_THIS).values(message_id=bindparam("message")))
_ADD: Final = Statement(insert(CARD))
_FORGET: Final = Statement(
    delete(CARD).where(CARD.c.person_id == bindparam("whose"), CARD.c.channel == bindparam("on"))
)


def message_of(connection: Connection, person_id: UUID, channel: str, name: str) -> str | None:
    """Return the id of the message that shows the card, or None."""
    key = {"whose": person_id, "on": channel, "card": name}
    rows = _READ.rows(connection, key)
    return rows[0][0] if rows else None


def move(connection: Connection, person_id: UUID, channel: str, name: str, message_id: str) -> None:
    """Store that this message shows the card now."""
    key = {"whose": person_id, "on": channel, "card": name, "message": message_id}
    if _MOVE.run(connection, key) == 0:
        row = {"person_id": person_id, "channel": channel, "name": name, "message_id": message_id}
        _ADD.run(connection, row)


def forget(connection: Connection, person_id: UUID, channel: str) -> None:
    """Delete the record of a person's cards, whose messages were deleted in the chat."""
    _FORGET.run(connection, {"whose": person_id, "on": channel})
