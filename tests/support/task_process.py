"""A process that takes the open tasks of a database, says so, and waits in the download of a file until it is killed.

python -m tests.support.task_process DATABASE_URL
"""

import asyncio
import sys
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.i18n import Languages
from bot.storage.db.database import Database
from bot.tasks.worker import Worker
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings

OSLO = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    return datetime.now(UTC)


def real_handler() -> TurnHandler:
    """Return a turn handler of the real coach on the real clock."""
    return TurnHandler(Coach(), Languages.load(), OSLO, OperatorSettings(), now, uuid4)


async def fetch(_ref: str) -> bytes:
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.Event().wait()
    return b""


async def main(url: str) -> None:
    database = Database.open(url)
    async with TurnDispatcher(database, real_handler()) as dispatcher:
        await Worker(dispatcher, Languages.load(), now, OSLO, fetch={"telegram": fetch}).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
