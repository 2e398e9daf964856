"""The real program `coach`, run as a process in an isolated environment."""

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage.db.database import Database

COACH = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())")
ROOT = Path(__file__).parent.parent.parent


@cache
def empty_database() -> bytes:
    """Return the bytes of an empty database, made once, because loading Alembic takes longer than most tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "coach.db"
        database = Database.open(f"sqlite:///{file}")
        database.migrate()
        database.close()
        return file.read_bytes()


@dataclass(frozen=True, slots=True)
class Ran:
    """The exit status and output of a program."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class World:
    """A home folder, a working folder and a few variables, isolated from those of the developer."""

    folder: Path
    variables: tuple[tuple[str, str], ...] = ()

    @classmethod
    def with_database(cls, folder: Path) -> "World":
        """Make an environment with an empty database of the current schema, where the program looks for it."""
        data = folder / ".local" / "share" / "network-coach"
        data.mkdir(parents=True)
        (data / "coach.db").write_bytes(empty_database())
        return cls(folder, (("XDG_DATA_HOME", str(data.parent)),))

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of the program."""
        own = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "LOGNAME": "kari",
        }
        return own | dict(self.variables)

    def having(self, **variables: str) -> "World":
        """Return the same environment with additional variables."""
        return World(self.folder, (*self.variables, *variables.items()))

    def coach(self, *arguments: str, typed: str = "", seconds: float = 60) -> Ran:
        """Run `coach` to its end, with the typed text as input."""
        done = subprocess.run(  # noqa: S603 (our own program)
            [*COACH, *arguments],
            input=typed.encode(),
            capture_output=True,
            cwd=self.folder,
            env=self.environment,
            timeout=seconds,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
