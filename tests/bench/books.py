"""A large address book in a process of its own: reading LinkedIn's file, merging, storing and matching.

python -m tests.bench.books
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from uuid import UUID

from bot.address import Address
from bot.importers.files import read
from bot.storage.db.database import Database
from bot.storage.people import address_books, people
from bot.storage.people.pages import unpacked
from bot.tasks.address_book_work import AddressBookSnapshot, kept
from dialogs.model.address_book import File, FindMatches, KeepPeople, KeptPeople, Reading
from dialogs.model.conversation import Position
from dialogs.model.facts import CONSENT_VERSION, Consent, Employment, Goal, Import, Target
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.rules import matching
from dialogs.text import Language
from tests.bench.figures import Figure, table
from tests.bench.machine import most_mb, resident_mb
from tests.support.program import ROOT

ROWS: Final = 30_000
SECONDS: Final = 3.0
MEGABYTES: Final = 150
PLACES: Final = 4_000
TITLES: Final = ("Prosjektleder", "HR-rådgiver", "Sykepleier", "Daglig leder", "Anleggsleder", "Utvikler")
NOW: Final = datetime(2026, 11, 25, 9, tzinfo=UTC)
ADDRESS: Final = Address("telegram", "1")
HEAD: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """Measure in a process of its own, and yield the lines of the table."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        seconds, megabytes = pool.submit(_measured, linkedin(rows), rows).result()
    yield Figure(f"an address book of {rows:,}, read and stored and matched, s", sum(seconds), aim=SECONDS, digits=2)
    for what, took in zip(("read", "put together and stored", "matched"), seconds, strict=True):
        yield Figure(f"  {what}, s", took, digits=2)
    yield Figure("  memory at most that it takes, MB", megabytes, aim=MEGABYTES)


def _measured(content: bytes, rows: int) -> tuple[tuple[float, float, float], float]:
    """Return the seconds of each part, and the peak growth of the process in MB."""
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place, prefix="bench-") as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'coach.db'}")
        database.migrate()
        person = _person(database)
        before = resident_mb(os.getpid())
        begun = perf_counter()
        found = read(content)
        if not isinstance(found, Reading) or len(found.people) != rows:
            raise RuntimeError("the file was not read whole")
        has_read = perf_counter()
        _store(database, person, found)
        has_stored = perf_counter()
        with database.begin() as connection:
            pages = address_books.pages_of(connection, person.id, 1)
        if not matching.find_matches(person, unpacked(pages), FindMatches()).fits:
            raise RuntimeError("nobody fits")
        seconds = (has_read - begun, has_stored - has_read, perf_counter() - has_stored)
        database.close()
    return seconds, most_mb() - before


def linkedin(rows: int) -> bytes:
    """Return a LinkedIn file with this number of rows."""
    random = Random(7)  # noqa: S311  # a reproducible file
    lines = (
        f"Kari{n % 900},Nordmann{n},https://www.linkedin.com/in/kari-{n},,Firma {random.randrange(PLACES)} AS,"
        f"{random.choice(TITLES)},{1 + n % 28:02} Mar {2005 + n % 20}"
        for n in range(rows)
    )
    return "\n".join([HEAD, *lines]).encode()


def _person(database: Database) -> Person:
    person = Person(
        UUID(int=7),
        Language.NB,
        Position("menu.home"),
        Consent(NOW, CONSENT_VERSION),
        target=Target(("prosjektleder",), ("F",)),
        goals=tuple(Goal(10 + n, f"Firma {n * 7}") for n in range(20)),
        employments=(Employment(40, "Firma 5", "2010-2015"),),
        serial=100,
    )
    with database.begin() as connection:
        people.add(connection, person, ADDRESS, NOW)
    return person


def _store(database: Database, person: Person, found: Reading) -> None:
    made = kept(KeepPeople(File("1")), found.people, AddressBookSnapshot(person, 0, ()))
    if not isinstance(made, KeptPeople):
        raise RuntimeError("the file is more than one person may keep")  # noqa: TRY004  # not a wrong type but too much data
    with database.begin() as connection:
        known = people.lock(connection, ADDRESS)
        if known is None:
            raise RuntimeError("nobody is there")
        book = Import(1, NOW, made.people, made.new, made.changed)
        people.save(connection, known, replace(known.person, books=(book,)), NOW)
        address_books.add(connection, person.id, 1, made.pages)


if __name__ == "__main__":
    sys.stdout.write(table(list(figures())) + "\n")
