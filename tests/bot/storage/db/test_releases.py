"""A database of every released schema is migrated to the current one on either database, without loss."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.address import Address
from bot.errors import DatabaseError
from bot.storage.db import migrating
from bot.storage.db.database import Database
from bot.storage.db.tables import METADATA
from bot.storage.migrations import HEAD
from bot.storage.people import people
from bot.storage.queue import deduplication, outbox
from bot.storage.queue.messages import QueuedMessage
from dialogs.protocol.replies import Para
from tests.bot.storage.db import released
from tests.support.chat import BEGINNING
from tests.support.stand_ins import claimed

RELEASED = sorted(path.stem for path in released.FOLDER.glob("*.sql"))

each_release = pytest.mark.parametrize("revision", RELEASED)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Yield a database without a schema."""
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path}/coach.db"
        if request.param == "postgresql":
            url = stack.enter_context(request.getfixturevalue("postgres").database())
        opened = Database.open(url)
        yield opened
        opened.close()


@pytest.fixture
def old(empty: Database, revision: str) -> Database:
    """Return a database as that release left it."""
    with empty.begin() as connection:
        migrating.upgrade(connection, revision)
        released.fill(connection, revision)
    return empty


def test_each_schema_has_its_rows_but_the_one_that_is_still_made() -> None:
    assert set(RELEASED) >= set(migrating.revisions()) - {HEAD}


@each_release
def test_everybody_is_there_as_they_were(old: Database, revision: str) -> None:
    old.migrate()
    with old.begin() as connection:
        found = {id_: people.find(connection, Address("telegram", id_)) for id_ in released.persons(revision)}
    assert found == released.persons(revision)


@each_release
def test_the_schema_is_the_one_that_the_tables_declare(old: Database) -> None:
    old.migrate()
    with old.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


@each_release
def test_what_waited_is_sent_in_its_order_and_what_was_handled_is_known(old: Database) -> None:
    old.migrate()
    sent = list[QueuedMessage]()
    with old.begin() as connection:
        while batch := claimed(connection, BEGINNING.replace(minute=1)):
            for waiting in batch:
                outbox.sent(connection, waiting, "72", BEGINNING)
            sent += batch
        assert not deduplication.note(connection, "telegram:1", BEGINNING)
        left = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar()
    chats = {waiting.address.external_id for waiting in sent}
    told = {id_: [one.reply.blocks for one in sent if one.address.external_id == id_] for id_ in chats}
    assert told == {"101": [(Para("First"),), (Para("Second"),)], "104": [(Para("Goodbye"),)]}
    assert left == 1, "what is held for somebody who blocked us"


@each_release
def test_an_old_schema_is_refused_where_nobody_asked_for_the_new_one(old: Database, revision: str) -> None:
    if revision == HEAD:
        old.require_current()
        return
    with pytest.raises(DatabaseError, match="run 'coach migrate'"):
        old.require_current()
    old.migrate()
    old.require_current()


def test_a_newer_schema_is_left_alone(empty: Database) -> None:
    empty.migrate()
    with empty.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for work in (empty.migrate, empty.require_current):
        with pytest.raises(DatabaseError, match="newer version"):
            work()


def test_an_empty_database_has_no_schema_yet(empty: Database) -> None:
    with pytest.raises(DatabaseError, match="run 'coach migrate'"):
        empty.require_current()


def test_two_that_migrate_at_the_same_time_do_it_once(empty: Database) -> None:
    with ThreadPoolExecutor() as pool:
        for _ in pool.map(lambda _: empty.migrate(), range(3)):
            pass
    assert empty.is_current()
