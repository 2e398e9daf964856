"""The whole stack in each configuration, beside a stock bot if that supports it."""

from collections.abc import Callable, Iterator
from typing import Final

from tests.bench.figures import Figure
from tests.bench.load import Job, Load, measure
from tests.bench.stage import Bot, Shape

SHAPES: Final[dict[str, Shape]] = {
    "polling, SQLite": Shape(),
    "webhook, SQLite": Shape(way="webhook"),
    "polling, PostgreSQL": Shape("postgresql"),
    "webhook, PostgreSQL": Shape("postgresql", "webhook"),
    "webhook, PostgreSQL, two replicas": Shape("postgresql", "webhook", 2),
}

OFFERED: Final = 100.0
"""Turns per second offered, many times the load of thousands of users."""

FAR_S: Final = 0.05
"""Seconds of each Bot API call when Telegram is far away."""

FAR_USERS: Final = 200


def figures(users: int, seconds: float, say: Callable[[str], None], ways: int = len(SHAPES)) -> Iterator[Figure]:
    """Measure the last `ways` configurations once each; `say` receives progress messages."""
    shapes = dict(list(SHAPES.items())[-ways:])
    for what, shape in shapes.items():
        say(f"{what} …")
        yield from _lines(what, _load(users, seconds, shape))
    for what, shape in shapes.items():
        say(f"{what}, {OFFERED:.0f} a second …")
        load = _load(users, seconds, shape, offered=OFFERED)
        yield Figure(f"{what}, {OFFERED:.0f} a second offered: answered", load.turns / load.seconds)
        yield Figure("  from update to answer, median, ms", 1000 * load.p50, digits=1)
        yield Figure("  the 99th of 100, ms", 1000 * load.p99, aim=20, digits=1)
    say("Telegram far away …")
    shape = Shape(call_s=FAR_S)
    far = min(FAR_USERS, 2 * users)
    coach, stock = _load(far, seconds, shape), _load(far, seconds, shape, is_stock=True)
    what = f"{1000 * FAR_S:.0f} ms a call, {far} users: turns a second"
    yield Figure(what, coach.turns / coach.seconds, stock.turns / stock.seconds)
    yield Figure("  the same, by itself", coach.turns / coach.seconds, aim=500, is_more_better=True)
    yield Figure("  from update to answer, median, ms", 1000 * coach.p50, 1000 * stock.p50)


def _load(users: int, seconds: float, shape: Shape, *, offered: float = 0.0, is_stock: bool = False) -> Load:
    bot: Bot = "stock" if is_stock else "coach"
    return measure(Job("walk", bot, users, seconds=seconds, warm_s=seconds, offered=offered, shape=shape))


def _lines(what: str, load: Load) -> Iterator[Figure]:
    yield Figure(f"{what}: turns a second", load.turns / load.seconds)
    yield Figure("  from update to answer, median, ms", 1000 * load.p50, digits=1)
    yield Figure("  the 99th of 100, ms", 1000 * load.p99, digits=1)
    yield Figure("  processor seconds of the coach per 1,000 updates", 1000 * load.cpu_s / max(load.turns, 1), digits=2)
    yield Figure("  memory, MB", load.many_mb)
