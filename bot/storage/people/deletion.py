"""Deletion of a person with everything stored about them (/delete, `coach delete`, retention)."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete

from bot.storage.db.database import scrub_after
from bot.storage.db.statements import Statement
from bot.storage.db.tables import PERSON

_DELETE_PERSON: Final = Statement(delete(PERSON).where(PERSON.c.id == bindparam("id")))


def delete_person(connection: Connection, person_id: UUID) -> None:
    """Delete a person and, by cascade, all their rows in all tables."""
    _DELETE_PERSON.run(connection, {"id": person_id})
    scrub_after(connection)
