"""Files that other users of the machine can access are reported, with the command that fixes it."""

import shlex
import subprocess
from pathlib import Path

import pytest

from bot.permissions import PermissionsError, require_private
from tests.support.program import COACH, World


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "the data"
    folder.mkdir(mode=0o700)
    path = folder / "coach.db"
    for end in ("", "-wal", "-shm"):
        path.with_name(f"coach.db{end}").touch(mode=0o600)
    return path


def complaint(database: Path | None) -> str:
    with pytest.raises(PermissionsError) as raised:
        require_private(database)
    return str(raised.value)


def test_what_is_for_its_owner_alone_is_in_order(database: Path) -> None:
    require_private(database)
    require_private(database.with_name("none.db"))
    require_private(None)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_each_file_of_a_database_that_others_can_get_at_is_named(database: Path, end: str, mode: int) -> None:
    file = database.with_name(f"coach.db{end}")
    file.touch()
    file.chmod(mode)
    told = complaint(database)
    assert f"'{file}'" in told
    assert "\n" not in told


def test_a_folder_counts_where_others_can_write_in_it(database: Path) -> None:
    database.parent.chmod(0o755)
    require_private(database)
    database.parent.chmod(0o770)
    assert complaint(database).startswith(f"other users of this machine can read or change '{database.parent}': ")
    database.parent.chmod(0o1777)  # like /tmp: nobody can replace the files of another user
    require_private(database)


@pytest.mark.parametrize(
    ("line", "is_secret"),
    [
        ("TELEGRAM_BOT_TOKEN=123:ABC", True),
        ("export COACH_DATA_KEY='x'", True),
        ("DATABASE_URL=postgresql://coach:x@localhost/coach", True),
        ("COACH_WEBHOOK_SECRET=x", True),
        ("COACH_MODEL_KEY=x", True),
        ("TELEGRAM_BOT_TOKEN=", False),
        ("DATABASE_URL=sqlite:///coach.db", False),
        ("COACH_LOG=json", False),
    ],
)
def test_settings_that_others_can_read_are_named_where_they_hold_a_secret(
    database: Path, line: str, *, is_secret: bool
) -> None:
    env = Path(".env")
    env.write_text(f"{line}\n")
    env.chmod(0o644)
    if is_secret:
        assert complaint(database) == "other users of this machine can read or change .env: run 'chmod go= .env'"
        env.chmod(0o600)
    require_private(database)


def test_check_says_it_in_one_line_and_what_it_says_mends_it(tmp_path: Path) -> None:
    world = World.with_database(tmp_path)
    (file,) = tmp_path.rglob("coach.db")
    file.chmod(0o644)
    ran = world.coach("check")
    assert ran.status == 1
    (line,) = [line for line in ran.out.splitlines() if line.startswith("files: ")]
    assert line.startswith(f"files: failed, other users of this machine can read or change {file}")
    subprocess.run(shlex.split(line.partition("run '")[2].removesuffix("'")), check=True)  # noqa: S603  # the command from the message
    ran = world.coach("check")
    assert (ran.status, "files: ok" in ran.out) == (0, True)


def test_an_export_is_written_for_its_owner_alone_and_over_nothing(tmp_path: Path) -> None:
    world = World.with_database(tmp_path)
    assert world.coach("chat", "--user", "kari", typed="hei\n").status == 0
    command = ("export", "terminal:kari", "--output", "kari.zip")
    ran = world.coach(*command)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    file = tmp_path / "kari.zip"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes().startswith(b"PK")
    ran = world.coach(*command)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "coach: cannot write kari.zip: File exists\n"
    ran = world.coach("export", "terminal:ola", "--output", "ola.zip")
    assert (ran.status, ran.err) == (2, "coach: there is no user terminal:ola\n")
    assert not (tmp_path / "ola.zip").exists()


@pytest.mark.parametrize(("mode", "is_told"), [(0o600, False), (0o640, True), (0o644, True)])
def test_an_export_into_a_file_of_the_shells_says_where_others_can_read_it(
    tmp_path: Path, mode: int, *, is_told: bool
) -> None:
    world = World.with_database(tmp_path)
    assert world.coach("chat", "--user", "kari", typed="hei\n").status == 0
    file = tmp_path / "kari.zip"
    file.touch()
    file.chmod(mode)
    with file.open("wb") as out:
        done = subprocess.run(  # noqa: S603 (our own program)
            [*COACH, "export", "terminal:kari"],
            stdout=out,
            stderr=subprocess.PIPE,
            env=world.environment,
            cwd=world.folder,
            check=True,
        )
    assert file.read_bytes().startswith(b"PK")
    assert (b"--output" in done.stderr, done.stderr.count(b"\n")) == (is_told, int(is_told))
