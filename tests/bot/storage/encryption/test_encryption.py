"""What people wrote is encrypted so that only the key opens it, and only in its own row."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, text, type_coerce, update
from sqlalchemy.types import LargeBinary

from bot.background.key_rotation import rekey_all
from bot.errors import KeysError
from bot.storage.db.tables import ADDRESS, FACT, METADATA
from bot.storage.encryption.column_types import Encrypted
from bot.storage.encryption.keys import NO_KEYS, Keys
from bot.storage.key_rotation import keys_in_use
from bot.storage.key_rotation.encrypted_rows import CHUNK, columns
from bot.storage.key_rotation.rotation import rekey
from bot.storage.people import address_books, people
from bot.storage.people.pages import packed, unpacked
from bot.storage.queue import dead_letters, outbox, tasks
from bot.turns.dispatcher import TurnDispatcher
from dialogs.model.address_book import Acquaintance
from dialogs.model.outreach import Plan
from dialogs.model.records import replace
from tests.support.stand_ins import CLAIMS, KARI, NOW, OLA, Place, said
from tests.support.stand_ins import place as make_place

FIRST, SECOND = b"1" * 32, b"2" * 32
OLD, NEW, BOTH = Keys([FIRST]), Keys([SECOND]), Keys([SECOND, FIRST])
WORDS = ["Kristoffer Haugland", "Fjordbygg Entreprenør"]


class Home:
    """A database that can be opened with different keys."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self._folder, self._url = folder, url
        self._open: list[Place] = []

    def with_keys(self, keys: Keys) -> Place:
        made = make_place(self._folder / "data" / "coach.db", self._url, keys)
        self._open.append(made)
        with made.database.begin() as connection:
            keys_in_use.begin(connection, keys, NOW)
        return made

    def close(self) -> None:
        for made in self._open:
            made.database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path, request.getfixturevalue("postgres_url") if request.param == "postgresql" else None)
    yield made
    made.close()


def live(there: Place) -> None:
    """Insert a row with personal text into every table that can have one."""
    with there.database.begin() as connection:
        for words in ("consent", "card", *WORDS, "/export"):
            there.exchange.turn(connection, said(words))
        there.exchange.turn(connection, said("consent", OLA))
        there.exchange.turn(connection, said(WORDS[0], OLA))
        there.exchange.set_aside(connection, said(WORDS[0], key="telegram:1"), "PoisonError", "Sorry!")
        kari = people.find(connection, KARI)
        assert kari
        address_books.add(connection, kari.id, 1, packed([Acquaintance(WORDS[0], WORDS[1])]))


def stored(connection: Connection) -> list[bytes]:
    """Return every encrypted value as stored."""
    return [
        value for column in columns() for (value,) in connection.execute(select(type_coerce(column, LargeBinary))).all()
    ]


def is_readable(there: Place) -> bool:
    with there.database.begin() as connection:
        known = people.find(connection, KARI)
        asides = dead_letters.all_letters(connection)
        sent = outbox.first_of(connection, KARI, NOW)
        wanted = tasks.open_tasks(connection)
        book = unpacked(address_books.pages_of(connection, known.id, 1)) if known else []
    assert known
    assert sent
    assert book == [Acquaintance(WORDS[0], WORDS[1])]
    return [contact.name for contact in known.contacts] == WORDS and len(asides) == len(wanted) == 1


def test_every_table_with_personal_text_has_some_after_such_a_life(home: Home) -> None:
    there = home.with_keys(OLD)
    live(there)
    assert {column.table.name for column in columns()} == {
        table.name for table in METADATA.sorted_tables for column in table.c if isinstance(column.type, Encrypted)
    }
    assert [column.table.name for column in columns() if there.count(column.table.name) == 0] == []


def test_nothing_that_is_stored_can_be_read_without_the_key(home: Home) -> None:
    there = home.with_keys(OLD)
    live(there)
    with there.database.begin() as connection:
        values = stored(connection)
    assert values
    assert all(OLD.is_first(value) for value in values)
    assert not any(word.encode() in value for word in WORDS for value in values)
    if there.database.is_embedded:
        assert not any(word.encode() in there.stored_bytes() for word in WORDS)
    assert is_readable(there)


def test_a_value_is_refused_where_it_was_moved_to(home: Home) -> None:
    there = home.with_keys(OLD)
    live(there)
    with there.database.begin() as connection:
        connection.execute(text("UPDATE fact SET n = n + 70 WHERE kind = 'contact'"))
    with pytest.raises(KeysError, match="moved from another row"), there.database.begin() as connection:
        people.find(connection, KARI)


def test_a_message_is_refused_in_another_chat(home: Home) -> None:
    there = home.with_keys(OLD)
    live(there)
    with there.database.begin() as connection:
        connection.execute(text("UPDATE outbox SET external_id = :ola"), {"ola": OLA.external_id})
    with pytest.raises(KeysError, match="moved"), there.database.begin() as connection:
        outbox.claim(connection, CLAIMS, NOW, 10, 10)


def test_an_address_is_not_bound_to_its_person_as_record_0094_says(home: Home) -> None:
    there = home.with_keys(OLD)
    live(there)
    with there.database.begin() as connection:
        kari, ola = people.find(connection, KARI), people.find(connection, OLA)
        assert kari
        assert ola
        connection.execute(update(ADDRESS).where(ADDRESS.c.person_id == ola.id).values(person_id=kari.id))
    with there.database.begin() as connection:
        assert people.find(connection, OLA) == kari


def test_whoever_lacks_a_key_is_told_which(home: Home) -> None:
    live(home.with_keys(OLD))
    for keys in (NO_KEYS, NEW):
        with pytest.raises(KeysError, match=f"lacks the key {OLD.first}"):
            home.with_keys(keys)
    assert is_readable(home.with_keys(BOTH))


def test_plain_rows_are_read_and_what_is_written_after_is_sealed(home: Home) -> None:
    live(home.with_keys(NO_KEYS))
    there = home.with_keys(OLD)
    assert is_readable(there)
    with there.database.begin() as connection:
        there.exchange.turn(connection, said("Pia"))
        contacts = select(type_coerce(FACT.c.body, LargeBinary)).where(FACT.c.kind == "contact")
        assert sum(OLD.is_first(value) for (value,) in connection.execute(contacts)) == 1


async def test_all_is_sealed_with_the_new_key_and_the_old_one_can_go(home: Home) -> None:
    live(home.with_keys(NO_KEYS))
    live_on = home.with_keys(OLD)
    with live_on.database.begin() as connection:
        live_on.exchange.turn(connection, said("never mind"))
        live_on.exchange.turn(connection, said("/export"))
    there = home.with_keys(BOTH)
    async with TurnDispatcher(there.database, there.exchange) as dispatcher:
        assert await rekey_all(dispatcher, BOTH) > len(WORDS)
        assert await rekey_all(dispatcher, BOTH) == 0
    with there.database.begin() as connection:
        assert all(NEW.is_first(value) for value in stored(connection))
    assert is_readable(home.with_keys(NEW))
    if there.database.is_embedded:
        assert not any(word.encode() in there.stored_bytes() for word in WORDS)


async def test_turns_go_on_meanwhile(home: Home) -> None:
    before = home.with_keys(OLD)
    live(before)
    there = home.with_keys(BOTH)
    with there.database.begin() as connection:
        people_of = people.find(connection, KARI)
        assert people_of
        many = tuple(Plan(n, 1, f"Pia {n}") for n in range(1000, 1000 + 2 * CHUNK))
        known = people.lock(connection, KARI)
        assert known
        people.save(connection, known, replace(people_of, plans=many), NOW)
    names = [f"Per {n}" for n in range(20)]
    async with (
        TurnDispatcher(there.database, there.exchange) as dispatcher,
        TurnDispatcher(there.database, there.exchange) as other,
    ):
        await asyncio.gather(rekey_all(dispatcher, BOTH), *(other.handle(said(name)) for name in names))
        assert await rekey_all(dispatcher, BOTH) == 0
    with there.database.begin() as connection:
        known_now = people.find(connection, KARI)
    assert known_now
    assert {contact.name for contact in known_now.contacts} >= {*names, *WORDS}
    assert known_now.plans == many


def test_one_that_was_broken_off_goes_on(home: Home) -> None:
    live(home.with_keys(OLD))
    there = home.with_keys(BOTH)
    column = next(column for column in columns() if column.table is FACT)
    with there.database.begin() as connection:
        assert rekey(connection, column, BOTH, None) == (None, len(stored_of(connection, column)))
    with suppress(ZeroDivisionError), there.database.begin() as connection:
        for other in columns():
            rekey(connection, other, BOTH, None)
        raise ZeroDivisionError
    assert is_readable(there)
    with there.database.begin() as connection:
        assert sum(rekey(connection, other, BOTH, None)[1] for other in columns()) == len(stored(connection)) - len(
            stored_of(connection, column)
        )
    assert is_readable(there)


def stored_of(connection: Connection, column: Any) -> list[Any]:
    return list(connection.execute(select(type_coerce(column, LargeBinary))))


def test_nobody_can_store_personal_text_past_the_seal(home: Home) -> None:
    there = home.with_keys(OLD)
    row = {"person_id": UUID(int=1), "kind": "contact", "n": 1, "body": b"{}"}
    with there.database.begin() as connection, pytest.raises(Exception, match="written by a Statement"):
        connection.execute(insert(FACT), row)


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_what_is_sealed_comes_back_the_same_for_its_own_row_alone(body: bytes, whose: bytes) -> None:
    sealed = OLD.encrypted(body, whose)
    assert OLD.decrypted(sealed, whose) == BOTH.decrypted(sealed, whose) == body
    assert OLD.encrypted(body, whose) != sealed
    with pytest.raises(KeysError):
        OLD.decrypted(sealed, whose + b"0")
    with pytest.raises(KeysError):
        OLD.decrypted(sealed[:-1] + bytes([sealed[-1] ^ 1]), whose)
    with pytest.raises(KeysError, match=f"lacks the key {OLD.first}"):
        NEW.decrypted(sealed, whose)


@pytest.mark.parametrize("length", range(60))
def test_what_is_cut_short_is_refused(length: int) -> None:
    with pytest.raises(KeysError):
        OLD.decrypted(OLD.encrypted(b"x" * 40, b"")[: length + 1], b"")
