"""Replies to other users while one user sends the worst known messages and files one after the other.

python -m tests.bench.flood
"""

import asyncio
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from io import BytesIO
from itertools import count, cycle
from multiprocessing import get_context
from time import perf_counter
from typing import Final

from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent
from dialogs.model.address_book import File
from dialogs.protocol.events import Handed, Said
from tests.bench.beside import BRINGER, beside, serving
from tests.bench.books import ROWS, linkedin
from tests.bench.figures import Figure, quantile, table

SECONDS: Final = 10.0
TIMES: Final = 2
"""Maximum ratio to the 99th percentile without load."""

LONGEST: Final = 4096
"""Maximum characters of a message."""

WORST: Final = tuple(
    text[:LONGEST]
    for text in (
        "," * 4095 + "?",
        "1," * 2048,
        "abc\n" * 1024,
        "og " * 1366,
        "and or " * 586,
        "hos " * 1024,
        "Kari Nordmann " * 293,
        "Kari, Ola, " * 373,
        "(" * LONGEST,
        " " * 4095 + ".",
        "Kari Nordmann works at DNB with Ola Hansen, whom I know from NTNU. " * 62,
    )
)
CARD: Final = "BEGIN:VCARD\nVERSION:3.0\nFN:Kari Nordmann{0}\nORG:Firma {0}\nNOTE:{1}\nEND:VCARD\n"


def figures(seconds: float = SECONDS, rows: int = ROWS) -> Iterator[Figure]:
    """Measure in a process of its own, and yield the lines of the table."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        quiet, busy, own = pool.submit(_measured, seconds, rows).result()
    yield Figure(
        "replies while one person floods, the 99th of 100, ms",
        1000 * quantile(busy, 0.99),
        1000 * quantile(quiet, 0.99),
        aim=TIMES,
        digits=1,
    )
    yield Figure("  of the flood: the slowest answer, ms", 1000 * max(own, default=0), digits=1)
    yield Figure("  messages a second", len(own) / seconds, digits=1)


def _measured(seconds: float, rows: int) -> tuple[list[float], list[float], list[float]]:
    return asyncio.run(_measure(seconds, rows))


async def _measure(seconds: float, rows: int) -> tuple[list[float], list[float], list[float]]:
    contents = {"csv": linkedin(rows), "vcf": _cards(rows // 10), "zip": _bomb(rows * 30)}

    async def fetch(name: str) -> bytes:
        return contents[name]

    async with serving(fetch) as dispatcher:
        _, quiet = await beside(dispatcher, asyncio.sleep(seconds))
        own, busy = await beside(dispatcher, _flood(dispatcher, list(contents), seconds))
    return quiet, busy, own


async def _flood(dispatcher: TurnDispatcher, files: list[str], seconds: float) -> list[float]:
    """Send one message or file after the other, each as soon as the last was answered, like Telegram for one chat."""
    took: list[float] = []
    heard: Iterator[Said | Handed] = cycle(
        [*map(Said, WORST), *(Handed(File(name, f"contacts.{name}")) for name in files)]
    )
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            for number in count(1):
                begun = perf_counter()
                await dispatcher.handle(IncomingEvent(BRINGER, next(heard), key=f"telegram:flood-{number}"))
                took.append(perf_counter() - begun)
    return took


def _cards(people: int) -> bytes:
    return "".join(CARD.format(number, "x" * 200) for number in range(people)).encode()


def _bomb(cells: int) -> bytes:
    """Return a small ZIP of a LinkedIn file whose header has a great many cells."""
    made = BytesIO()
    content = f"First Name,Last Name,Company,Position{',' * cells}\nKari,Lie,DNB,Leder\n"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("Connections.csv", content)
    return made.getvalue()


if __name__ == "__main__":
    sys.stdout.write(table(list(figures())) + "\n")
