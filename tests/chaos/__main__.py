"""Kills the coach repeatedly during conversations, and reports the effects.

python -m tests.chaos --kills 200 --users 20 --configuration all --seed 1
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, get_args

from bot.i18n import Languages
from bot.storage.db.database import Database
from tests.chaos.rehearsal import WALKS, Walk, walk
from tests.chaos.siege import Name, Siege, besiege
from tests.chaos.verdict import Verdict
from tests.support.postgres import server
from tests.support.program import empty_database

SHOWN: Final = 20
"""Maximum number of faults shown for each run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and print the table. Return 1 if there is any fault."""
    options = _options().parse_args(arguments)
    names = get_args(Name) if options.configuration == "all" else (options.configuration,)
    walks = asyncio.run(_walks())
    verdicts = []
    for name in names:
        for trouble in [0.0] if options.trouble == 0 else [0.0, options.trouble]:
            _say(f"{name}, {trouble:.0%} troubles …")
            siege = Siege(
                name, options.kills, options.users, options.seed, trouble, loses_one=True, seconds=options.seconds
            )
            verdicts.append(_run(siege, walks))
            _say("\n".join(verdicts[-1].wrongs[:SHOWN]))
    _say(table(verdicts))
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


def table(verdicts: Sequence[Verdict]) -> str:
    """Return the figures with one column for each run."""
    lines: list[tuple[str, Sequence[object]]] = [
        ("", [one.configuration for one in verdicts]),
        ("calls and deliveries gone wrong", [one.troubles for one in verdicts]),
        ("messages of users", [one.messages for one in verdicts]),
        ("people", [one.people for one in verdicts]),
        ("people nudged", [one.nudged for one in verdicts]),
        ("kills", [one.kills for one in verdicts]),
        ("lost", [one.lost for one in verdicts]),
        ("effects twice", [one.twice for one in verdicts]),
        ("state differences", [one.different for one in verdicts]),
        ("sent again", [one.duplicates for one in verdicts]),
        ("  not in flight", [one.strange_duplicates for one in verdicts]),
        ("  a kill", [f"{one.duplicates / max(one.kills, 1):.2f}" for one in verdicts]),
        ("  the most after one kill", [one.most_duplicates for one in verdicts]),
        ("recovery, median s", [f"{one.recovery_s:.2f}" for one in verdicts]),
        ("  the longest, s", [f"{one.longest_recovery_s:.2f}" for one in verdicts]),
        ("longest wait of a user, s", [f"{one.longest_wait_s:.1f}" for one in verdicts]),
    ]
    return "\n".join(f"{what:<32}" + "".join(f"{value!s:>20}" for value in values) for what, values in lines)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.chaos", description="Kill the coach, and see what is lost.")
    options.add_argument("--kills", type=int, default=200, help="in each run")
    options.add_argument("--users", type=int, default=20, help="at once")
    options.add_argument("--configuration", choices=["all", *get_args(Name)], default="all")
    options.add_argument("--seed", type=int, default=1, help="of the moments of the kills, and of the troubles")
    options.add_argument("--seconds", type=float, default=inf, help="the longest to go on killing, in each run")
    options.add_argument("--trouble", type=float, default=0.03, help="share of calls that go wrong in a second run")
    return options


async def _walks() -> tuple[Walk, ...]:
    languages = Languages.load()
    return tuple([await walk(path, languages) for path in WALKS])


def _run(siege: Siege, walks: Sequence[Walk]) -> Verdict:
    with TemporaryDirectory() as folder, _database(siege, Path(folder)) as url:
        return asyncio.run(besiege(siege, walks, Path(folder), url))


@contextmanager
def _database(siege: Siege, folder: Path) -> Iterator[str]:
    """Create an empty database of the current schema; PostgreSQL with default durability."""
    if siege.name != "webhook-postgresql":
        (folder / "coach.db").write_bytes(empty_database())
        yield f"sqlite:///{folder}/coach.db"
        return
    postgres = server()
    try:
        with postgres.database() as url:
            database = Database.open(url)
            database.migrate()
            database.close()
            yield url
    finally:
        postgres.close()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
