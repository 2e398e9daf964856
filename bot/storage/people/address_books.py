"""Address books in the database: pages (`bot.storage.people.pages`), written and read as a whole."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.storage.db.statements import Statement
from bot.storage.db.tables import ADDRESS_PAGE

_THIS: Final = (ADDRESS_PAGE.c.person_id == bindparam("whose"), ADDRESS_PAGE.c.book == bindparam("number"))
_ADD: Final = Statement(insert(ADDRESS_PAGE))
_PAGES: Final = Statement(select(ADDRESS_PAGE.c.page, ADDRESS_PAGE.c.body).where(*_THIS).order_by(ADDRESS_PAGE.c.page))
_DROP: Final = Statement(delete(ADDRESS_PAGE).where(*_THIS))


def pages_of(connection: Connection, person_id: UUID, book: int) -> list[bytes]:
    """Return the pages of a book, none if the book does not exist."""
    return [body for _, body in _PAGES.rows(connection, {"whose": person_id, "number": book})]


def add(connection: Connection, person_id: UUID, book: int, pages: Iterable[bytes]) -> None:
    """Store the pages of a new book."""
    rows = [{"person_id": person_id, "book": book, "page": at, "body": body} for at, body in enumerate(pages)]
    _ADD.run_all(connection, rows)


def drop(connection: Connection, person_id: UUID, books: Iterable[int]) -> None:
    """Delete books."""
    _DROP.run_all(connection, [{"whose": person_id, "number": book} for book in books])
