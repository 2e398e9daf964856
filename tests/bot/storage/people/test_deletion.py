"""Deleting a user leaves nothing in any table, in the file, or in its write-ahead log."""

import asyncio
import sqlite3
from pathlib import Path
from uuid import UUID

from bot.storage.db.tables import METADATA
from bot.storage.people import people
from bot.storage.people.deletion import delete_person
from bot.storage.queue import outbox
from bot.storage.queue.messages import Claims
from bot.storage.queue.rate_limits import RateLimits
from bot.turns.dispatcher import TurnDispatcher
from tests.support.stand_ins import KARI, OLA, Place, claimed, place, said

DATABASES = ("sqlite",)
WORDS = ["Kristoffer Haugland", "Fjordbygg Entreprenør", "x" * 3000]


def tell(there: Place, *texts: str, claims: Claims | None = None) -> None:
    for text in texts:
        with there.database.begin() as connection:
            there.exchange.turn(connection, said(text), claims)


def send_all(there: Place) -> None:
    with there.database.begin() as connection:
        while batch := claimed(connection, there.clock(), 1):
            outbox.sent(connection, batch[0], "1", there.clock(), anew=[f"#77{batch[0].id}"])


def is_there(there: Place) -> list[bool]:
    stored = there.stored_bytes()
    return [word.encode() in stored for word in WORDS]


def test_every_row_of_a_person_goes_in_the_wake_of_theirs() -> None:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            if column.name == "person_id":
                (key,) = column.foreign_keys
                assert key.ondelete == "CASCADE", table.name


def test_after_delete_only_the_goodbye_is_left_and_it_is_nobodys(place: Place) -> None:
    tell(place, "consent", "card", "/export", *WORDS)
    with place.database.begin() as connection:
        place.exchange.set_aside(connection, said(WORDS[0], key="telegram:1"), "PoisonError", "Sorry!")
    tell(place, "/delete")
    counts = {table: place.count(table) for table in METADATA.tables}
    assert counts == dict.fromkeys(METADATA.tables, 0) | {"outbox": 1, "handled": 1}
    with place.database.begin() as connection:
        (goodbye,) = claimed(connection, place.clock(), 10)
    assert goodbye.person_id is None


def test_the_words_are_gone_from_file_and_log(place: Place) -> None:
    claims = Claims("telegram", "the tests", RateLimits(30))
    tell(place, "consent", "card", *WORDS, claims=claims)
    send_all(place)
    tell(place, *WORDS, claims=claims)
    with place.database.begin() as connection:
        place.exchange.set_aside(connection, said(WORDS[0], key="telegram:1"), "PoisonError", "Sorry!")
    assert (place.count("pace"), place.count("set_aside")) == (1, 1)
    assert place.count("shown") > 0
    assert is_there(place) == [True] * 3
    tell(place, "/delete")
    assert is_there(place) == [False] * 3
    send_all(place)
    assert place.count("outbox") == 0
    stored = place.stored_bytes()
    assert b"bye" not in stored
    assert b"#77" not in stored
    assert KARI.external_id.encode() not in stored


def test_a_reader_in_the_way_only_delays_it(place: Place) -> None:
    tell(place, "consent", *WORDS)
    reader = sqlite3.connect(place.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM fact").fetchone()
    tell(place, "/delete")
    assert is_there(place) != [False] * 3
    reader.execute("ROLLBACK")
    reader.close()
    with place.database.begin() as connection:
        place.exchange.turn(connection, said("hi", OLA))
    assert is_there(place) == [False] * 3


def test_a_start_scrubs_what_a_killed_process_left(tmp_path: Path) -> None:
    there = place(tmp_path / "coach.db")
    tell(there, "consent", *WORDS)
    killed = sqlite3.connect(there.path)
    killed.execute("PRAGMA foreign_keys=ON")
    killed.execute("PRAGMA secure_delete=ON")
    killed.execute("DELETE FROM person")
    killed.commit()  # without a checkpoint
    assert is_there(there) != [False] * 3
    again = place(there.path)
    assert is_there(again) == [False] * 3
    killed.close()
    again.database.close()
    there.database.close()


async def test_it_holds_through_the_desk(place: Place) -> None:
    async with TurnDispatcher(place.database, place.exchange) as dispatcher:
        await dispatcher.handle(said("consent"))
        await asyncio.gather(*(dispatcher.handle(said(word)) for word in WORDS))
        await dispatcher.handle(said("/delete"))
    assert is_there(place) == [False] * 3


def test_an_operator_deletes_by_address(place: Place) -> None:
    tell(place, "consent", *WORDS)
    with place.database.begin() as connection:
        person = people.find(connection, KARI)
        assert person is not None
        assert isinstance(person.id, UUID)
        delete_person(connection, person.id)
    assert is_there(place) == [False] * 3
    assert place.count("person") == 0
