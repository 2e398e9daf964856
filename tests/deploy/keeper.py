"""An operator who makes backups with the scripts of deploy/."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.program import ROOT, Ran

SCRIPTS = ROOT / "deploy" / "backup"


def ran(*command: str | Path, **variables: str) -> Ran:
    own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "COACH_PYTHON": sys.executable}
    done = subprocess.run(  # noqa: S603  # our own script
        [str(part) for part in command], capture_output=True, text=True, env=own | variables, timeout=100, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Keeper:
    """An operator with one database and one folder of backups."""

    url: str
    folder: Path
    variables: tuple[tuple[str, str], ...] = ()

    def backup(self, **variables: str) -> Ran:
        own = {"DATABASE_URL": self.url, "BACKUP_DIR": str(self.folder)}
        return ran(SCRIPTS / "backup.sh", **(own | dict(self.variables) | variables))

    def copy(self, **variables: str) -> Path:
        """Make a backup, which must succeed."""
        done = self.backup(**variables)
        assert (done.status, done.err) == (0, "")
        return Path(done.out.strip())

    def restore(self, *arguments: str | Path, **variables: str) -> Ran:
        return ran(
            SCRIPTS / "restore.sh", *arguments, **({"DATABASE_URL": self.url} | dict(self.variables) | variables)
        )

    @property
    def copies(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())
