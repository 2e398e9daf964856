"""Hears again what was set aside, through the same exchange as ever."""

from dataclasses import dataclass
from functools import partial

import structlog

from bot.errors import DatabaseError
from bot.observability import logs
from bot.storage.queue import dead_letters
from bot.storage.queue.dead_letters import DeadLetter
from bot.trace import trace_of
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.turn import IncomingEvent

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """How many had their effect, and how many made the code raise again and stay."""

    handled: int = 0
    failed: int = 0


async def replay(desk: TurnDispatcher) -> ReplayResult:
    """Hear everything again that is set aside, the oldest first. Raises DatabaseError; what was not heard stays."""
    handled = failed = 0
    for aside in await desk.run(dead_letters.all_letters):
        try:
            taken = await desk.hear(_arrival(aside))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001  # one that fails must not stop the others
            why = f"{logs.kinds(error)} at {logs.places(error.__traceback__)}"
            log.error("update failed again", why=why, update=trace_of(aside.key))  # noqa: TRY400  # a traceback may quote people
            await desk.run(partial(dead_letters.failed, key=aside.key, why=why))
            failed += 1
        else:
            handled += not taken.is_repeat
    return ReplayResult(handled, failed)


def _arrival(aside: DeadLetter) -> IncomingEvent:
    return IncomingEvent(aside.address, aside.heard, aside.key, aside.language, message=aside.message, is_again=True)
