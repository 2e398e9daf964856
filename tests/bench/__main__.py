"""Measures the coach alone, the whole stack beside a stock bot in all configurations, memory, and start-up time.

python -m tests.bench --seconds 5 --users 100
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from tests.bench import beside, books, drain, flood, letters, longest, looks, machine, turns, ways
from tests.bench.figures import Figure, middle, table
from tests.bench.load import Job, Load, measure
from tests.bench.stage import Bot
from tests.support.program import ROOT


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    options = _options().parse_args(arguments)
    lines = list(_figures(options))
    _say(f"\n{machine.description()}; {options.users} users in closed loop, medians of {options.rounds} rounds\n")
    _say(table(lines))


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the coach on this machine.")
    options.add_argument("--seconds", type=float, default=5.0, help="measured in a round, for each bot")
    options.add_argument("--users", type=int, default=100, help="at once")
    options.add_argument("--rounds", type=int, default=3, help="of each bot by turns, and of the coach alone")
    options.add_argument("--many", type=int, default=10_000, help="users after whom the memory is looked at")
    options.add_argument("--nudges", type=int, default=drain.NUDGES, help="that drain while others talk")
    options.add_argument("--planned", type=int, default=looks.PLANNED, help="nudges of which eight are due")
    options.add_argument("--rows", type=int, default=books.ROWS, help="of an address book")
    options.add_argument("--texts", type=int, default=1, help="of the longest messages, each which of them is read")
    options.add_argument("--ways", type=int, default=len(ways.SHAPES), help="to run the coach, of those that there are")
    return options


def _figures(options: argparse.Namespace) -> Iterator[Figure]:
    _say("the coach alone …")
    yield from turns.figures(options.rounds)
    yield from letters.figures()
    _say("the longest messages …")
    yield from longest.figures(options.texts)
    _say("an address book …")
    yield from books.figures(options.rows)
    _say("replies while an address book is brought …")
    yield from beside.figures(options.rows)
    _say("replies while one person floods …")
    yield from flood.figures(2 * options.seconds, options.rows)
    yield from _stack(options)
    yield from ways.figures(options.users, options.seconds, _say, options.ways)
    yield from _drain(options)
    yield from _looks(options)
    yield from _memory(options)
    _say("start …")
    starts = [measure(Job("first")) for _ in range(options.rounds)]
    yield Figure("from start to the first answer, s", middle([load.p50 for load in starts]), aim=1.0, digits=2)


def _stack(options: argparse.Namespace) -> Iterator[Figure]:
    limits: list[float] = []
    loads: dict[Bot, list[Load]] = {bot: [] for bot in get_args(Bot)}
    for number in range(options.rounds):
        limits.append(_disk(options.seconds / 5))
        for bot, measured in loads.items():
            _say(f"the whole stack, round {number + 1}, {bot} …")
            measured.append(
                measure(Job("walk", bot, options.users, seconds=options.seconds, warm_s=options.seconds / 3))
            )
    coach, stock, sealed = (_Middle(loads[bot]) for bot in ("coach", "stock", "sealed"))
    limit = middle(limits)
    yield Figure("whole stack beside stock PTB: turns a second", coach.rate, stock.rate, 2.5, is_more_better=True)
    yield Figure("  from update to answer, median, ms", coach.p50_ms, stock.p50_ms, digits=1)
    yield Figure("  the 99th of 100, ms", coach.p99_ms, stock.p99_ms, digits=1)
    yield Figure("  processor seconds per 1,000 updates", coach.cpu_s, stock.cpu_s, 0.5, digits=2)
    yield Figure("  the same, by itself", coach.cpu_s, aim=1.0, digits=2)
    yield Figure("  Bot API calls an update", coach.calls, stock.calls, digits=2)
    yield Figure("  turns beside the disk's commits, a second", coach.rate, limit)
    yield Figure("  encrypted beside not: turns a second", sealed.rate, coach.rate, 0.8, is_more_better=True)
    yield Figure("  encrypted beside not: processor seconds", sealed.cpu_s, coach.cpu_s, 1.2, digits=2)
    yield Figure("  memory, MB", coach.memory_mb, stock.memory_mb)


def _drain(options: argparse.Namespace) -> Iterator[Figure]:
    _say("replies while nudges drain …")
    yield from drain.figures(options.seconds, options.nudges)


def _looks(options: argparse.Namespace) -> Iterator[Figure]:
    _say(f"a look with {options.planned} planned nudges …")
    yield from looks.figures(options.planned)


def _memory(options: argparse.Namespace) -> Iterator[Figure]:
    _say(f"memory with {options.many} users …")
    load = measure(Job("fill", users=options.users, many=options.many))
    what = f"memory after {options.many:,} users beside {options.users:,}, MB"
    yield Figure(what, load.many_mb, load.few_mb, 1.1)


def _disk(seconds: float) -> float:
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=place, prefix="bench-") as folder:
        return machine.commits_a_second(Path(folder), seconds)


class _Middle:
    """The medians over the rounds of one bot."""

    def __init__(self, loads: Sequence[Load]) -> None:
        self.rate = middle([load.turns / load.seconds for load in loads])
        self.p50_ms = middle([1000 * load.p50 for load in loads])
        self.p99_ms = middle([1000 * load.p99 for load in loads])
        self.cpu_s = middle([1000 * load.cpu_s / max(load.turns, 1) for load in loads])
        self.calls = middle([load.calls / max(load.turns, 1) for load in loads])
        self.memory_mb = middle([load.many_mb for load in loads])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
