"""The command line: arguments, error messages, and exit statuses."""

import json
import logging
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import structlog

from bot.cli import main, parser
from tests.bot.test_settings import KEY, OTHER_KEY
from tests.support.program import COACH, ROOT, Ran, World

COMMANDS = ["run", "chat", "migrate", "check", "export", "delete", "forget", "replay", "rekey", "stats", "script"]
TOKEN = "123456:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"  # noqa: S105 (invented)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.with_database(tmp_path)


Coach = Callable[..., Ran]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Coach]:
    """Yield a function that runs `coach` in this process, which is faster for commands without network."""

    def run(*arguments: str, **variables: str) -> Ran:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        try:
            status = main(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        return Ran(status, *capsys.readouterr())

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.environ", {})
    yield run
    structlog.reset_defaults()
    logging.basicConfig(force=True)


def one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as left:
        parser().parse_args([*command.split(), "--help"])
    assert left.value.code == 0
    assert "usage: coach" in capsys.readouterr().out


def test_help_lists_the_commands_and_waits_for_no_library(world: World) -> None:
    code = "import sys; from bot.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    ran = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", code], capture_output=True, text=True, env=world.environment, check=True
    )
    for command in COMMANDS:
        assert re.search(rf"^    {command} ", ran.stdout, re.MULTILINE)
    modules = set(ran.stdout.splitlines()[-1].split())
    assert not modules & {"telegram", "alembic", "sqlalchemy", "pydantic", "babel", "structlog", "prompt_toolkit"}


def test_the_terminal_does_not_load_telegram_or_alembic_on_a_current_schema(world: World) -> None:
    code = "import sys; from bot.cli import main; main(['chat']); print(*sys.modules)"
    ran = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=world.environment,
        input="",
        check=True,
    )
    modules = set(ran.stdout.splitlines()[-1].split())
    assert not modules & {"telegram", "alembic", "prompt_toolkit", "aiohttp"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "COMMAND"),
        ("dance", "'dance'"),
        ("chat --language de", "'de'"),
        ("chat --dance", "--dance"),
        ("export", "USER"),
        ("export kari", "must be like telegram:123456 or terminal:kari"),
        ("export terminal:", "must be like telegram:123456 or terminal:kari"),
        ("delete sms:1", "must be like telegram:123456 or terminal:kari"),
        ("stats all", "all"),
        ("forget", "NAME"),
        ("forget 12", "must be a name"),
    ],
)
def test_wrong_use_is_one_clear_line(coach: Coach, arguments: str, told: str) -> None:
    ran = coach(*arguments.split())
    assert (ran.status, ran.out) == (2, "")
    assert one_line(ran.err)
    assert ran.err.startswith("coach")
    assert told in ran.err
    assert "--help" in ran.err


@pytest.mark.parametrize("command", ["run", "chat", "migrate", "stats", "export terminal:kari"])
def test_wrong_settings_are_one_clear_line(coach: Coach, command: str) -> None:
    ran = coach(*command.split(), COACH_LOG="xml", COACH_TIMEZONE="Oslo")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "coach: COACH_TIMEZONE must be a time zone by its name, such as Europe/Oslo; COACH_LOG must be text or json\n"
    )


def test_run_needs_a_token(coach: Coach) -> None:
    ran = coach("run", DATABASE_URL="sqlite:///coach.db")
    assert (ran.status, ran.out) == (2, "")
    assert one_line(ran.err)
    assert "TELEGRAM_BOT_TOKEN is not set" in ran.err


@pytest.mark.parametrize("command", ["chat", "migrate", "stats", "export terminal:kari"])
def test_an_unreadable_database_is_one_clear_line(coach: Coach, tmp_path: Path, command: str) -> None:
    (tmp_path / "coach.db").write_bytes(b"this is a letter to Kari, not a database" * 200)
    ran = coach(*command.split(), DATABASE_URL="sqlite:///coach.db")
    assert (ran.status, ran.out) == (2, "")
    assert one_line(ran.err)
    assert "coach.db" in ran.err


def test_a_folder_that_cannot_be_made_is_one_clear_line(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = coach("chat", DATABASE_URL="sqlite:///file/coach.db")
    assert (ran.status, ran.out) == (2, "")
    assert one_line(ran.err)


def test_migrate_makes_the_database_and_does_no_harm_again(world: World) -> None:
    world = world.having(DATABASE_URL="sqlite:///data/coach.db")
    for _ in range(2):
        ran = world.coach("migrate")
        assert (ran.status, ran.err) == (0, "")
        assert ran.out == "The database at data/coach.db has the current schema.\n"
    assert (world.folder / "data" / "coach.db").is_file()


def test_check_says_a_line_about_each_part(coach: Coach) -> None:
    ran = coach("check", DATABASE_URL="sqlite:///coach.db")
    assert (ran.status, ran.err) == (0, "")
    settings, database, files, texts, telegram = ran.out.splitlines()
    assert settings == "settings: ok"
    assert database.startswith("database: ok, coach.db; ")
    assert database.endswith("; not encrypted, since COACH_DATA_KEY is not set")
    assert files == "files: ok, only their owner can read or change them"
    assert texts == "texts: ok, Norwegian and English"
    assert telegram == "telegram: ok, no TELEGRAM_BOT_TOKEN, so the coach talks in the terminal only"


@pytest.fixture
def talked(world: World) -> World:
    told = "/start\n1\n1\nSnekker i Drangedal\n"
    assert world.coach("chat", "--user", "kari", typed=told).status == 0
    return world


def test_data_is_encrypted_read_and_kept_from_whoever_lacks_the_key(talked: World, coach: Coach) -> None:
    file = talked.folder / ".local/share/network-coach/coach.db"
    assert coach("rekey", DATABASE_URL=f"sqlite:///{file}").err.startswith("coach: COACH_DATA_KEY is not set")
    ran = coach("rekey", COACH_DATA_KEY=KEY)
    assert (ran.status, ran.err) == (0, "")
    assert re.fullmatch(r"Values encrypted: \d+. All data is encrypted with the key [0-9a-f]{8}\.\n", ran.out)
    assert b"Drangedal" not in file.read_bytes()
    assert "Drangedal" in coach("export", "--json", "terminal:kari").out
    assert re.search(r"; encrypted with the key [0-9a-f]{8}$", coach("check").out, re.MULTILINE)
    for command in ("stats", "export terminal:kari", "rekey"):
        ran = coach(*command.split(), COACH_DATA_KEY=OTHER_KEY)
        assert (ran.status, ran.out) == (2, "")
        assert one_line(ran.err)
        assert ran.err.startswith("coach: COACH_DATA_KEY lacks the key ")
    assert coach("check").status == 1


def test_somebody_is_forgotten_once_it_is_sure(talked: World, coach: Coach) -> None:
    file = talked.folder / ".local/share/network-coach/coach.db"
    coach("stats", DATABASE_URL=f"sqlite:///{file}")
    ran = coach("forget", "drangedal")
    assert (ran.status, ran.out) == (2, "Users with them on their list: 0. Other stored texts that name them: 1.\n")
    assert one_line(ran.err)
    assert "--yes" in ran.err
    ran = coach("forget", "drangedal", "--yes")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("\nAll of it is removed. Backups keep it until they expire.\n")
    assert b"rangedal" not in file.read_bytes()
    ran = coach("forget", "drangedal")
    assert (ran.status, ran.out) == (0, "Users with them on their list: 0. Other stored texts that name them: 0.\n")


def test_check_fails_with_one_where_any_part_fails(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "coach.db").write_bytes(b"no database" * 1000)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        ran = coach(
            "check",
            DATABASE_URL="sqlite:///coach.db",
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=f"http://127.0.0.1:{nobody.getsockname()[1]}",
        )
    assert ran.status == 1
    assert [line.partition(",")[0] for line in ran.out.splitlines()] == [
        "settings: ok",
        "database: failed",
        "files: failed",
        "texts: ok",
        "telegram: failed",
    ]
    assert TOKEN not in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_check_says_what_is_wrong_with_settings(coach: Coach) -> None:
    ran = coach("check", COACH_LOG="xml")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == "settings: failed, COACH_LOG must be text or json\n"


def test_an_operator_exports_and_deletes_somebody(world: World) -> None:
    assert world.coach("chat", "--user", "kari", typed="hei\n").status == 0
    ran = world.coach("export", "terminal:kari", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["address"] == {"channel": "terminal", "id": "kari"}
    whole = subprocess.run(  # noqa: S603 (our own program)
        [*COACH, "export", "terminal:kari"], capture_output=True, env=world.environment, cwd=world.folder, check=True
    )
    with ZipFile(BytesIO(whole.stdout)) as bundle:
        names = bundle.namelist()
        assert names == ["coach.json", "contacts.csv", "contacts.vcf", "plans.ics", "log.txt", "network.png"]
        told = json.loads(bundle.read("coach.json"))
    assert told | {"exported_at": ""} == json.loads(ran.out) | {"exported_at": ""}

    ran = world.coach("delete", "terminal:kari")
    assert (ran.status, ran.out) == (2, "")
    assert "--yes" in ran.err

    ran = world.coach("delete", "terminal:kari", "--yes")
    assert (ran.status, ran.out) == (0, "All data of terminal:kari is deleted.\n")
    for command in (["export", "terminal:kari"], ["delete", "terminal:kari", "--yes"]):
        ran = world.coach(*command)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == "coach: there is no user terminal:kari\n"


def test_stats_hold_counts_and_nothing_personal(world: World) -> None:
    assert world.coach("chat", "--user", "kari", typed="Jeg heter Kari Nordmann\n").status == 0
    ran = world.coach("stats")
    assert (ran.status, ran.err) == (0, "")
    counts = dict(line.strip().rsplit(maxsplit=1) for line in ran.out.splitlines())
    assert counts["users"] == "1"
    assert counts["drafts"] == "0"
    assert counts["outbox waiting"] == "0"
    assert "kari" not in ran.out.lower()


def test_an_unexpected_failure_is_one_line_in_the_log_and_one_for_the_user(world: World) -> None:
    assert world.coach("chat", "--user", "kari", typed="hei\n").status == 0
    (database,) = world.folder.rglob("coach.db")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE person SET language = 'Klingon'")
    connection.close()
    ran = world.coach("export", "terminal:kari")
    assert (ran.status, ran.out) == (1, "")
    logged, told = ran.err.splitlines()
    assert "the coach failed" in logged
    assert told.startswith("coach: something went wrong inside the coach")
    assert "Traceback" not in ran.err
    assert "Klingon" not in ran.err


def test_a_reader_that_leaves_early_makes_no_noise(world: World) -> None:
    assert world.coach("chat", "--user", "kari", typed="hei\n").status == 0
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(  # noqa: S603 (our own program)
        [*COACH, "export", "terminal:kari"],
        stdout=write,
        stderr=subprocess.PIPE,
        env=world.environment,
        cwd=world.folder,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_ends_cleanly_when_asked_to(world: World, number: signal.Signals) -> None:
    """Telegram is not reachable here; the program waits for it and can be interrupted."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [*COACH, "run"],
            stderr=subprocess.PIPE,
            env=world.having(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=base).environment,
            cwd=world.folder,
        )
        with process:
            assert process.stderr is not None
            assert b"not encrypted at rest" in process.stderr.readline()
            first = process.stderr.readline()
            assert b"Telegram cannot be reached" in first
            began = time.monotonic()
            process.send_signal(number)
            rest = process.stderr.read()
        assert process.returncode == 0
        assert time.monotonic() - began < 10
    assert TOKEN.encode() not in first + rest
    assert b"Traceback" not in rest


def test_the_console_script_is_this_one() -> None:
    assert 'coach = "bot.cli:main"' in (ROOT / "pyproject.toml").read_text("utf-8")
