"""Delivery of one message: send it and decide what to record in the outbox."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

import structlog
from msgspec import Struct
from sqlalchemy import Connection
from telegram.error import RetryAfter, TimedOut

from bot.observability.metrics import Metrics
from bot.storage.queue import outbox
from bot.storage.queue.messages import Claims, QueuedMessage, QueueHead
from bot.telegram.client.outage import Outage
from bot.telegram.outbound.failures import Blocked, Refusals, Retry, Undeliverable, failure_action
from bot.telegram.outbound.sender import Receipt, Sender

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

SENDING_S: Final = 30.0
"""Timeout of sending, in seconds: half of a claim's lease, since a message may wait as long before it is sent."""


class Outcome(Struct, frozen=True, gc=False):
    """The result of sending. `mark` records it in a transaction; `pause` is the one that Telegram asks of the bot."""

    mark: Callable[[Connection], QueueHead]
    pause: timedelta | None = None


class Delivery:
    """Sends claimed messages. `buried` counts the undeliverable ones."""

    def __init__(self, sender: Sender, claims: Claims, clock: Callable[[], datetime], metrics: Metrics) -> None:
        self.buried = 0
        self._sender = sender
        self._claims = claims
        self._clock = clock
        self._metrics = metrics
        self._outage = Outage("sending")
        self._refusals = Refusals()

    async def send(self, waiting: QueuedMessage, hidden: Sequence[str] = ()) -> Outcome:
        """Delete the `hidden` messages, then send this one. An error is not raised but decides the outcome."""
        try:
            async with asyncio.timeout(SENDING_S):
                receipt = await self._sender.send(waiting, hidden)
        except TimeoutError:
            return self._failed(waiting, TimedOut())
        except Exception as error:  # noqa: BLE001  # the retry policy classifies it
            return self._failed(waiting, error)
        self._outage.is_over()
        self._metrics.fate("sent")
        log.info("message sent", update=waiting.trace)
        return Outcome(lambda connection: self._sent(connection, waiting, receipt))

    def _sent(self, connection: Connection, waiting: QueuedMessage, receipt: Receipt) -> QueueHead:
        now = self._clock()
        message, anew, parts = receipt.message, receipt.anew, receipt.parts
        return outbox.sent(connection, waiting, message, now, self._claims, anew=anew, parts=parts)

    def _failed(self, waiting: QueuedMessage, error: Exception) -> Outcome:
        match failure_action(error, waiting.attempts):
            case Retry(wait, is_outage):
                self._metrics.fate("later")
                if is_outage:
                    self._outage.goes_on(error)
                pause = self._pause(waiting, error, wait)
                return Outcome(lambda connection: outbox.retry_later(connection, waiting, self._clock() + wait), pause)
            case Undeliverable(why):
                self.buried += 1
                self._metrics.fate("buried")
                return Outcome(
                    lambda connection: outbox.drop_undeliverable(connection, waiting, why, self._clock(), self._claims)
                )
            case Blocked():
                self._metrics.fate("blocked")
                return Outcome(lambda connection: outbox.blocked(connection, waiting, self._clock()))

    def _pause(self, waiting: QueuedMessage, error: Exception, wait: timedelta) -> timedelta | None:
        """Return the pause of the whole bot, or None if Telegram refused only this chat."""
        if not isinstance(error, RetryAfter):
            return None
        return wait if self._refusals.is_for_all(waiting.address.external_id, monotonic()) else None
