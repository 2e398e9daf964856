"""Remove a third person, about whom users wrote, from all stored data."""

from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Column, Connection, select

from bot.address import Address
from bot.storage.db.database import scrub_after
from bot.storage.db.tables import ADDRESS, ADDRESS_PAGE, FACT, PERSON
from bot.storage.encryption.keys import Keys
from bot.storage.key_rotation.encrypted_rows import Key, Place, hold, next_rows, write
from bot.storage.people import address_books, people
from bot.storage.people.name_redaction import NameRedactor
from bot.storage.people.pages import unpacked
from dialogs import menu
from dialogs.model.records import replace
from dialogs.rules.contacts import without_contact


class NameOccurrence(Struct, frozen=True, gc=False):
    """A row that contains the name. `knower`: the person on whose list a contact has this name."""

    column: Column[Any]
    key: Key
    knower: UUID | None


def occurrences(
    connection: Connection, redactor: NameRedactor, column: Column[Any], keys: Keys, after: Place
) -> tuple[Place, list[NameOccurrence]]:
    """Search the next chunk of a column. Return the place after it, and the rows that contain the name."""
    place, rows = next_rows(connection, column, after)
    found = []
    for row in rows:
        if column.table is FACT and row.key[1] == "me":
            continue  # a user's own name stays, even if it is the same
        text = row.text(column, keys)
        if redactor.without(text) is not None:
            is_contact = column.table is FACT and row.key[1] == "contact" and redactor.is_theirs(text)
            found.append(NameOccurrence(column, row.key, row.key[0] if is_contact else None))
    return place, found


def remove_contact(connection: Connection, redactor: NameRedactor, person_id: UUID, now: datetime) -> None:
    """Remove the contacts with this name from a person's list, with all facts about them."""
    known = _known(connection, person_id)
    numbers = [one.n for one in known.person.contacts if redactor.is_name(one.name)] if known else []
    if known and numbers:
        left = reduce(without_contact, numbers, known.person)
        # The open question may have been about the removed contact.
        left = replace(left, where=replace(left.where, step=menu.Step.HOME.value))
        people.save(connection, known, left, now, is_paused=known.is_paused)
        scrub_after(connection)


def redact(connection: Connection, redactor: NameRedactor, mention: NameOccurrence, keys: Keys, now: datetime) -> None:
    """Redact the name in a row. A row that is locked by others stays as it is."""
    column, key = mention.column, mention.key
    if "person_id" in column.table.primary_key.columns:
        # Otherwise a turn that has read the row could write the old text again.
        connection.execute(select(PERSON.c.id).where(PERSON.c.id == key[0]).with_for_update()).all()
    for row in hold(connection, column, [key]):
        text = redactor.without(row.text(column, keys))
        if text is not None:
            write(connection, column, row, text, keys)
            if column.table is ADDRESS_PAGE:
                person_id, book, _ = key
                _count_again(connection, person_id, book, now)


def _count_again(connection: Connection, person_id: UUID, number: int, now: datetime) -> None:
    """Correct the number of people of a book."""
    known = _known(connection, person_id)
    if known is None:
        return
    left = len(unpacked(address_books.pages_of(connection, person_id, number)))
    books = tuple(
        replace(book, people=left, new=min(book.new, left)) if book.n == number else book for book in known.person.books
    )
    people.save(connection, known, replace(known.person, books=books), now, is_paused=known.is_paused)


def _known(connection: Connection, person_id: UUID) -> people.StoredPerson | None:
    """Lock and load a person, by any of their addresses. Return None if there is no such person."""
    whose = select(ADDRESS.c.channel, ADDRESS.c.external_id).where(ADDRESS.c.person_id == person_id).limit(1)
    rows = connection.execute(whose).all()
    return people.lock(connection, Address(*rows[0])) if rows else None
