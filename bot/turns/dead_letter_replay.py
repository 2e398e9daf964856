"""Replay of dead letters, as turns like any other."""

from dataclasses import dataclass
from functools import partial

import structlog

from bot.errors import DatabaseError
from bot.observability import logs
from bot.storage.queue import dead_letters
from bot.storage.queue.dead_letters import DeadLetter
from bot.trace import trace_of
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """How many dead letters were handled, and how many failed again and stay."""

    handled: int = 0
    failed: int = 0


async def replay(dispatcher: TurnDispatcher) -> ReplayResult:
    """Play every dead letter again, oldest first. Raise DatabaseError; what was not played then stays."""
    handled = failed = 0
    for letter in await dispatcher.run(dead_letters.all_letters):
        try:
            outcome = await dispatcher.handle(_event(letter))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001  # one that fails must not stop the others
            why = f"{logs.kinds(error)} at {logs.places(error.__traceback__)}"
            log.error("update failed again", why=why, update=trace_of(letter.key))  # noqa: TRY400  # a traceback may quote people
            await dispatcher.run(partial(dead_letters.failed, key=letter.key, why=why))
            failed += 1
        else:
            handled += not outcome.is_repeat
    return ReplayResult(handled, failed)


def _event(letter: DeadLetter) -> IncomingEvent:
    return IncomingEvent(
        letter.address, letter.heard, letter.key, letter.language, message=letter.message, is_again=True
    )
