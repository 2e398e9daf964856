"""The cost of a poll for due reminders with a million planned ones and with ten thousand, on both databases.

python -m tests.bench.looks --planned 1000000
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import psycopg
from sqlalchemy import text

from bot.background.reminders import AT_ONCE, ROOM
from bot.storage.db.database import Database
from bot.storage.queue import reminders
from tests.bench.figures import Figure, middle, table
from tests.support import postgres
from tests.support.program import ROOT

PLANNED: Final = 1_000_000
FEW: Final = 10_000
LOOKS: Final = 300
WARM: Final = 30

NUMBERS: Final = {
    True: "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)",
    False: "WITH numbers(n) AS (SELECT generate_series(1, :count))",
}
ID: Final = {True: "printf('%032x', n)", False: "lpad(to_hex(n), 32, '0')::uuid"}
WHEN: Final = {
    True: "CASE WHEN n <= 8 THEN :now ELSE datetime(:due, printf('%+d seconds', n)) END",
    False: "CASE WHEN n <= 8 THEN :now ELSE :due + n * interval '1 second' END",
}
"""The SQL for planned times on SQLite and on PostgreSQL. Eight are due; the others follow a second apart."""


def figures(planned: int = PLANNED, few: int = FEW) -> Iterator[Figure]:
    """Yield the measurements as lines of the table."""
    for name, made in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with made(planned) as many, made(few) as fewer:
            looks, looks_of_few = _measured(many, fewer)
        what = f"a look for {AT_ONCE} due of {planned:,} planned nudges beside {few:,}, {name}, ms"
        yield Figure(what, 1000 * looks, 1000 * looks_of_few, 1.5, digits=2)


def _measured(*databases: Database) -> list[float]:
    """Return the median seconds of a poll on each database, in turns, so that noise affects all equally."""
    found: list[list[float]] = [[] for _ in databases]
    for n in range(LOOKS + WARM):
        for database, seconds in zip(databases, found, strict=True):
            begun = perf_counter()
            with database.begin() as connection:
                room = ROOM - reminders.waiting(connection, "telegram", ROOM)
                addresses = reminders.due(connection, "telegram", datetime.now(UTC), min(room, AT_ONCE))
            if n >= WARM:
                seconds.append(perf_counter() - begun)
            if len(addresses) != AT_ONCE:
                raise RuntimeError(f"{len(addresses)} are due")
    return [middle(seconds) for seconds in found]


def _fill(database: Database, planned: int, due: datetime) -> None:
    is_embedded = database.is_embedded
    numbers, id_, when = NUMBERS[is_embedded], ID[is_embedded], WHEN[is_embedded]
    values = {"count": planned, "now": due - timedelta(days=2), "due": due}
    if is_embedded:
        values |= {"now": f"{values['now']:%Y-%m-%d %H:%M:%S.%f}", "due": f"{due:%Y-%m-%d %H:%M:%S.%f}"}
    with database.begin() as connection:
        if not is_embedded:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(
            text(
                f"{numbers} INSERT INTO person (id, language, step, asking, serial, is_paused, version, "  # noqa: S608  # our own names
                f"created_at, updated_at, active_at, warned) "
                f"SELECT {id_}, 'nb', 'menu.home', 1, 1, false, 1, :now, :now, :now, 0 FROM numbers"
            ),
            values,
        )
        connection.execute(
            text(
                f"{numbers} INSERT INTO address (channel, external_id, person_id, nudge_at, nudges) "  # noqa: S608  # our own names
                f"SELECT 'telegram', CAST(n AS TEXT), {id_}, {when}, 0 FROM numbers"
            ),
            values,
        )


@contextmanager
def _sqlite(planned: int) -> Iterator[Database]:
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place, prefix="bench-") as folder:
        yield from _opened(f"sqlite:///{Path(folder) / 'coach.db'}", planned)


@contextmanager
def _postgresql(planned: int) -> Iterator[Database]:
    server = postgres.server()
    try:
        with server.database() as url:
            yield from _opened(url, planned)
    finally:
        server.close()


def _opened(url: str, planned: int) -> Iterator[Database]:
    database = Database.open(url)
    try:
        database.migrate()
        _fill(database, planned, datetime.now(UTC) + timedelta(days=1))
        if not database.is_embedded:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")  # otherwise autovacuum runs during the measurement
        yield database
    finally:
        database.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--planned", type=int, default=PLANNED)
    sys.stdout.write(table(list(figures(options.parse_args().planned))) + "\n")
