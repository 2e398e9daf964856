"""Deleted data is removed from SQLite's files, regardless of which process deletes it and which has them open."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import LargeBinary

from bot.background.retention import LOOK_S, RETRY_S, RetentionJob
from bot.commands import PATIENCE_S
from bot.i18n import Languages
from bot.storage.encryption.keys import NO_KEYS, Keys
from bot.storage.key_rotation.encrypted_rows import columns
from bot.storage.people import address_books, people
from bot.storage.people.pages import packed
from bot.storage.queue import dead_letters
from bot.turns.dispatcher import TurnDispatcher
from dialogs.model.address_book import Acquaintance
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.model.records import replace
from tests.support.program import World
from tests.support.stand_ins import KARI, NOW, OLA, Place, said
from tests.support.stand_ins import place as make_place

NAME = "Nina Aas"
DONE = "All of it is removed. Backups keep it until they expire.\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.with_database(tmp_path)


@pytest.fixture
def running(world: World) -> Iterator[Place]:
    """Yield a running coach, with connections to the file but nothing to do."""
    made = make_place(world.folder / ".local/share/network-coach/coach.db")
    with made.database.begin() as connection:
        for text in ("consent", "Pia Ek", NAME):
            made.exchange.turn(connection, said(text))
        connection.exec_driver_sql("DELETE FROM outbox")  # so that only the contact contains the name
    yield made
    made.database.close()


@contextmanager
def reader(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the connection of another program with an open read transaction."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN")
    other.execute("SELECT * FROM fact").fetchone()
    yield other
    if other.in_transaction:
        other.execute("ROLLBACK")
    other.close()


def keeper_of(place: Place, dispatcher: TurnDispatcher) -> RetentionJob:
    return RetentionJob(dispatcher, Languages.load(), place.clock, ZoneInfo("Europe/Oslo"), 12, place.database.tidy)


def test_a_name_is_gone_from_the_files_beside_a_running_coach(world: World, running: Place) -> None:
    assert NAME.encode() in running.stored_bytes()
    ran = world.coach("forget", NAME, "--yes")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith(DONE)
    assert b"Pia Ek" in running.stored_bytes()
    assert NAME.encode() not in running.stored_bytes()


def test_a_reader_who_ends_soon_is_waited_for(world: World, running: Place) -> None:
    with reader(running.path) as other:
        timer = threading.Timer(PATIENCE_S / 2, other.execute, ["ROLLBACK"])
        timer.start()
        ran = world.coach("forget", NAME, "--yes")
        timer.join()
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.endswith(DONE)
        assert NAME.encode() not in running.stored_bytes()


async def test_a_reader_who_stays_is_told_of_and_the_running_coach_tries_again(world: World, running: Place) -> None:
    async with TurnDispatcher(running.database, running.exchange) as dispatcher:
        keeper = keeper_of(running, dispatcher)
        with reader(running.path):
            ran = world.coach("forget", NAME, "--yes")
            assert (ran.status, ran.err) == (1, "")
            assert DONE in ran.out
            assert ran.out.splitlines()[-1].startswith("The database file still holds deleted text, since another")
            assert NAME.encode() in running.stored_bytes()
            assert await keeper.rest() == RETRY_S
        assert await keeper.rest() == LOOK_S
        assert NAME.encode() not in running.stored_bytes()


def test_somebody_is_deleted_beside_a_running_coach(world: World, running: Place) -> None:
    ran = world.coach("delete", "telegram:123456", "--yes")
    assert (ran.status, ran.out) == (0, "All data of telegram:123456 is deleted.\n")
    assert not [name for name in (NAME, "Pia Ek") if name.encode() in running.stored_bytes()]


# --- any life -------------------------------------------------------------------------------------------------------


def values(connection: Connection) -> set[bytes]:
    """Return every encrypted value that is stored."""
    return {
        value for column in columns() for (value,) in connection.execute(select(type_coerce(column, LargeBinary))).all()
    }


def known_to(connection: Connection) -> people.StoredPerson:
    known = people.lock(connection, KARI)
    assert known
    return known


def keep(connection: Connection, change: Callable[[Person], Person]) -> None:
    known = known_to(connection)
    people.save(connection, known, change(known.person), NOW)


def padded(random: Random) -> str:
    return f"{random.random()}" + "x" * random.choice([0, 40, 300, 1500, 6000])


def adds(_there: Place, connection: Connection, random: Random) -> None:
    def add(person: Person) -> Person:
        n = person.serial + 1
        note = padded(random)
        return replace(person, serial=n, contacts=(*person.contacts, Contact(n, person.uid(n), f"Per {n}", note=note)))

    keep(connection, add)


def changes(_there: Place, connection: Connection, random: Random) -> None:
    def change(person: Person) -> Person:
        at = random.randrange(len(person.contacts) + 1)
        note = padded(random)
        return replace(
            person, contacts=tuple(replace(one, note=note) if n == at else one for n, one in enumerate(person.contacts))
        )

    keep(connection, change)


def drops(_there: Place, connection: Connection, random: Random) -> None:
    keep(
        connection,
        lambda person: replace(person, contacts=tuple(one for one in person.contacts if random.random() > 0.1)),
    )


def imports(_there: Place, connection: Connection, random: Random) -> None:
    person_id = known_to(connection).person.id
    address_books.drop(connection, person_id, [1])
    book = [Acquaintance(f"{random.random()}", f"{random.random()}") for _ in range(random.choice([5, 900]))]
    address_books.add(connection, person_id, 1, packed(book))


def fails(there: Place, connection: Connection, random: Random) -> None:
    dead_letters.prune(connection, NOW + timedelta(days=15))
    incoming = said(f"{random.random()}", key=f"telegram:{random.random()}")
    there.exchange.set_aside(connection, incoming, "PoisonError", "Sorry!")


def comes_and_goes(there: Place, connection: Connection, random: Random) -> None:
    there.exchange.turn(connection, said("consent", OLA))
    there.exchange.turn(connection, said(f"{random.random()}", OLA))
    there.exchange.turn(connection, said("/delete", OLA))
    connection.exec_driver_sql("DELETE FROM outbox")


DEEDS = [adds, adds, adds, changes, changes, drops, imports, fails, comes_and_goes]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("keys", [NO_KEYS, Keys([b"k" * 32])], ids=["plain", "sealed"])
def test_no_value_that_is_gone_stays_in_the_files_after_any_life(tmp_path: Path, keys: Keys, seed: int) -> None:
    there = make_place(tmp_path / "data" / "coach.db", keys=keys)
    random = Random(seed)  # noqa: S311  # a reproducible life
    seen: set[bytes] = set()
    with there.database.begin() as connection:
        there.exchange.turn(connection, said("consent"))
    idle = sqlite3.connect(there.path)
    idle.execute("SELECT count(*) FROM fact").fetchall()
    for _ in range(250):
        with there.database.begin() as connection:
            random.choice(DEEDS)(there, connection, random)
            seen |= values(connection)
    with there.database.begin() as connection:
        left = values(connection)
    assert len(seen - left) > 100
    with reader(there.path) as other:
        timer = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        timer.start()
        is_scrubbed = there.database.scrub(5)
        timer.join()
    assert is_scrubbed
    stored = there.stored_bytes()
    assert [value for value in left if value[:300] not in stored] == [], "nothing else is lost"
    assert [value for value in seen - left if value[:300] in stored] == []
    idle.close()
    there.database.close()


def test_copies_that_sqlite_leaves_in_unused_parts_of_pages_go_too(tmp_path: Path) -> None:
    there = make_place(tmp_path / "data" / "coach.db")
    random = Random(0)  # noqa: S311  # with this seed, SQLite 3.40 leaves some
    live: dict[int, bytes] = {}
    gone: list[bytes] = []
    with there.database.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE told (n INTEGER PRIMARY KEY, body BLOB) WITHOUT ROWID")
    for n in range(4000):
        words = b"NAME%06d|" % n
        body = words + b"x" * random.choice([5, 50, 300, 1500, 6000])
        with there.database.begin() as connection:
            if random.random() < 0.5 or not live:
                connection.exec_driver_sql("INSERT INTO told VALUES (?, ?)", (place := n * 7919 % 4001, body))
                live[place] = words
            elif random.random() < 0.5:
                place = random.choice(list(live))
                connection.exec_driver_sql("UPDATE told SET body = ? WHERE n = ?", (body, place))
                gone.append(live[place])
                live[place] = words
            else:
                place = random.choice(list(live))
                connection.exec_driver_sql("DELETE FROM told WHERE n = ?", (place,))
                gone.append(live.pop(place))
    assert there.database.scrub(1)
    stored = there.stored_bytes()
    assert [words for words in live.values() if words not in stored] == []
    assert [words for words in gone if words in stored] == []
    there.database.close()


def test_the_running_coach_rewrites_a_small_file_once_it_has_deleted_something(tmp_path: Path) -> None:
    there = make_place(tmp_path / "coach.db")
    with there.database.begin() as connection:
        there.exchange.turn(connection, said("consent"))
        keep(connection, lambda one: replace(one, contacts=(Contact(1, UUID(int=1), "Per", note="x" * 200_000),)))
    assert there.database.tidy()
    before = there.path.stat().st_size
    with there.database.begin() as connection:
        there.exchange.turn(connection, said("/delete"))
    assert there.path.stat().st_size == before, "free pages, overwritten"
    began = time.monotonic()
    assert there.database.tidy()
    assert time.monotonic() - began < 5
    assert there.path.stat().st_size < before / 2
    there.database.close()
