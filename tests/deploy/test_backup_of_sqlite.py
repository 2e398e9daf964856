"""Backup and restore of a real SQLite file while another process writes."""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.deploy.keeper import Keeper, ran
from tests.support.program import World

DAY_S = 86400


@dataclass(frozen=True)
class Home:
    """A coach with SQLite, and its operator."""

    world: World
    file: Path
    keeper: Keeper

    def say(self, *lines: str) -> None:
        assert self.world.coach("chat", "--language", "en", typed="\n".join(lines)).status == 0

    @property
    def stored(self) -> dict[str, object]:
        """Return the export of the user without its time."""
        done = self.world.coach("export", "--json", "terminal:kari")
        assert done.status == 0
        told: dict[str, object] = json.loads(done.out)
        del told["exported_at"]
        return told


@pytest.fixture
def home(tmp_path: Path) -> Home:
    world = World.with_database(tmp_path)
    file = tmp_path / ".local" / "share" / "network-coach" / "coach.db"
    return Home(world, file, Keeper(f"sqlite:///{file}", tmp_path / "backups"))


@contextmanager
def written_to(file: Path) -> Iterator[list[int]]:
    """Write rows in pairs as fast as possible. Yield the list of committed pairs."""
    committed: list[int] = []
    stop = Event()

    def write() -> None:
        with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as database:
            while not stop.is_set():
                number = len(committed)
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO pair VALUES (?, 'first', zeroblob(4000))", (number,))
                database.execute("INSERT INTO pair VALUES (?, 'second', zeroblob(4000))", (number,))
                database.execute("COMMIT")
                committed.append(number)

    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
        database.execute("CREATE TABLE pair (number, which, padding)")
    writer = Thread(target=write)
    writer.start()
    try:
        yield committed
    finally:
        stop.set()
        writer.join()


def pairs(file: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT number, count(*) FROM pair GROUP BY number ORDER BY number").fetchall()


def test_a_copy_made_while_somebody_writes_is_one_moment_of_the_database(home: Home) -> None:
    with written_to(home.file) as committed:
        for number in range(4):
            while len(committed) < 100 * (number + 1):
                time.sleep(0.001)
            before = len(committed)
            copy = home.keeper.copy(BACKUP_DIR=f"{home.keeper.folder}/{number}")
            after = len(committed)
            there = pairs(copy)
            assert [pair for pair, _ in there] == list(range(len(there)))  # without gaps
            assert {rows for _, rows in there} == {2}  # no partial transaction
            assert before <= len(there) <= after + 1
            assert after > before  # the copy did not block writers
    assert pairs(home.file)[-1] == (committed[-1], 2)


def test_restore_brings_back_what_was_said_until_the_backup(home: Home) -> None:
    home.say("/start", "/about")
    told = home.stored
    copy = home.keeper.copy()
    assert home.world.coach("delete", "terminal:kari", "--yes").status == 0
    done = home.keeper.restore(copy)
    assert done.status == 0
    assert "coach delete USER" in done.out  # the restore brings a deleted user back, and the operator is told
    assert home.stored == told


def test_the_database_that_was_there_is_kept_beside_the_restored_one(home: Home) -> None:
    copy = home.keeper.copy()
    home.say("/start")
    assert home.keeper.restore(copy).status == 0
    (aside,) = home.file.parent.glob("coach.db.before-*")
    with closing(sqlite3.connect(aside)) as database:
        assert database.execute("SELECT count(*) FROM person").fetchone() == (1,)


def test_a_lost_database_is_restored_into_an_empty_folder(home: Home) -> None:
    home.say("/start")
    told = home.stored
    copy = home.keeper.copy()
    shutil.rmtree(home.file.parent)
    assert home.keeper.restore(copy).status == 0
    assert home.stored == told
    assert home.file.stat().st_mode & 0o077 == 0


def test_a_damaged_database_does_not_hinder_the_restore(home: Home) -> None:
    copy = home.keeper.copy()
    home.file.write_bytes(b"torn" * 4096)
    assert home.keeper.restore(copy).status == 0
    home.say("/start")


def test_restore_refuses_while_a_coach_has_the_database_open(home: Home) -> None:
    copy = home.keeper.copy()
    with closing(sqlite3.connect(home.file)) as coach:
        coach.execute("PRAGMA journal_mode=WAL")
        coach.execute("CREATE TABLE mine (x)")
        done = home.keeper.restore(copy)
        assert done.status == 1
        assert "stop the coach first" in done.err
        coach.execute("INSERT INTO mine VALUES (1)")
    assert home.file.exists()


@pytest.mark.parametrize("what", ["nothing", "half", "another kind", "another program's"])
def test_what_is_no_whole_copy_is_refused_and_changes_nothing(home: Home, tmp_path: Path, what: str) -> None:
    before, whole = home.file.read_bytes(), home.keeper.copy().read_bytes()
    bad = tmp_path / "bad.db"
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE song (title)")
    others = (tmp_path / "other.db").read_bytes()
    bad.write_bytes(
        {"nothing": b"", "half": whole[: len(whole) // 2], "another kind": b"%PDF" * 999, "another program's": others}[
            what
        ]
    )
    done = home.keeper.restore(bad)
    assert done.status == 1
    assert "not a complete backup" in done.err
    assert "Traceback" not in done.err
    assert home.file.read_bytes() == before
    assert not list(home.file.parent.glob("*.restoring"))


def test_a_backup_that_fails_says_so_and_leaves_no_half_copy(home: Home) -> None:
    home.file.write_bytes(home.file.read_bytes()[:9000])
    done = home.keeper.backup()
    assert (done.status, done.out) == (1, "")
    assert "no copy was made" in done.err
    assert "Traceback" not in done.err
    assert home.keeper.copies == []


def test_a_copy_is_for_its_owner_alone(home: Home) -> None:
    copy = home.keeper.copy()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_free_pages_where_deleted_rows_may_have_been_are_not_copied(home: Home) -> None:
    with closing(sqlite3.connect(home.file)) as database:
        database.execute("PRAGMA secure_delete=OFF")
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute("CREATE TABLE secret (words)")
        database.executemany("INSERT INTO secret VALUES (?)", [("Kari dreams of Svalbard " * 99,)] * 99)
        database.commit()
        database.execute("DELETE FROM secret")
        database.commit()
    assert b"Svalbard" in home.file.read_bytes()
    assert b"Svalbard" not in home.keeper.copy().read_bytes()


def old(folder: Path, days: float, name: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).touch()
    then = time.time() - days * DAY_S
    os.utime(folder / name, (then, then))


def test_copies_go_after_fourteen_days_and_nothing_else_does(home: Home) -> None:
    old(home.keeper.folder, 13.9, "coach-20200102T000000Z.db")
    old(home.keeper.folder, 14.1, "coach-20200101T000000Z.db")
    old(home.keeper.folder, 14.1, "coach-20200101T000001Z.dump.age")
    old(home.keeper.folder, 2, ".coach-20200101T000000Z.9.partial")
    old(home.keeper.folder, 99, "notes.txt")
    new = home.keeper.copy()
    assert home.keeper.copies == sorted([new.name, "coach-20200102T000000Z.db", "notes.txt"])


def test_how_long_copies_are_kept_is_a_setting(home: Home) -> None:
    old(home.keeper.folder, 3, "coach-20200102T000000Z.db")
    new = home.keeper.copy(BACKUP_KEEP_DAYS="2")
    assert home.keeper.copies == [new.name]


def test_where_no_copy_can_be_made_old_ones_still_go_but_never_the_newest(home: Home) -> None:
    old(home.keeper.folder, 30, "coach-20200101T000000Z.db")
    old(home.keeper.folder, 20, "coach-20200111T000000Z.db")
    home.file.unlink()
    assert home.keeper.backup().status == 1
    assert home.keeper.copies == ["coach-20200111T000000Z.db"]


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://root@localhost/coach"}, "must begin with sqlite:/// or postgresql://"),
        ({"BACKUP_DIR": ""}, "BACKUP_DIR is not set"),
        ({"BACKUP_KEEP_DAYS": "0"}, "whole number of days"),
        ({"BACKUP_KEEP_DAYS": "two weeks"}, "whole number of days"),
    ],
)
def test_wrong_settings_are_one_line_and_status_2(home: Home, variables: dict[str, str], told: str) -> None:
    done = home.keeper.backup(**variables)
    assert (done.status, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.skipif(not shutil.which("age"), reason="age is not installed, which encrypts backups")
def test_a_copy_is_encrypted_to_a_key_whose_other_half_is_elsewhere(home: Home, tmp_path: Path) -> None:
    home.say("/start")
    told = home.stored
    key = tmp_path / "key"
    assert ran("age-keygen", "-o", key).status == 0
    recipient = ran("age-keygen", "-y", key).out.strip()
    copy = home.keeper.copy(BACKUP_AGE_RECIPIENT=recipient)
    assert home.keeper.copies == [copy.name]
    assert copy.name.endswith(".db.age")
    assert b"SQLite" not in copy.read_bytes()
    assert home.keeper.restore(copy).status == 2
    assert home.keeper.restore(copy, BACKUP_AGE_IDENTITY=str(key)).status == 0
    assert home.stored == told
