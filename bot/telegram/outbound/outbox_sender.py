"""The outbox sender: it sends the messages of the outbox, chats concurrently, the messages of a chat in order.

A message is claimed by the turn that made it, when the message before it in its chat is marked as sent, or by polling
the outbox, for retries, for messages that another process left behind, and for those that exceeded the capacity.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Final

import structlog
from sqlalchemy import Connection

from bot.errors import DatabaseError
from bot.observability.metrics import Metrics
from bot.storage.queue import leases, outbox, rate_limits, sent_messages
from bot.storage.queue.messages import LEASE, Claims, QueuedKind, QueuedMessage, QueueHead
from bot.storage.queue.rate_limits import RateLimits
from bot.telegram.client.channel import CHANNEL
from bot.telegram.client.outage import pause
from bot.telegram.outbound.claimed import ClaimedMessages
from bot.telegram.outbound.delivery import SENDING_S, Delivery, Outcome
from bot.telegram.outbound.recorder import OutcomeRecorder
from bot.telegram.outbound.sender import Sender
from bot.turns.dispatcher import TurnDispatcher

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

AT_ONCE: Final = 32
"""Limit of concurrent sends, and so of messages that are sent twice after a crash."""

LONGEST_REST: Final = 5.0
"""The longest interval between polls of the outbox, in seconds, since other processes may add or leave messages."""

BEREAVED_S: Final = 5.0
"""Seconds between checks for claims of processes of this machine that have died."""

LAST_CALL: Final = 3.0
"""Seconds after the stop during which new sends are started."""


class OutboxSender:
    """Sends queued messages at least once: a row is deleted after Telegram has accepted the message.

    A crash in between repeats the message. `clock` is the database's.
    """

    def __init__(
        self,
        sender: Sender,
        dispatcher: TurnDispatcher,
        clock: Callable[[], datetime],
        allowed: RateLimits | None = None,
        metrics: Metrics | None = None,
        *,
        at_once: int = AT_ONCE,
        lease: timedelta = LEASE,
    ) -> None:
        self.claims = Claims(CHANNEL, leases.this_process(), allowed, self._has_room, lease)
        self._dispatcher = dispatcher
        self._clock = clock
        self._at_once = at_once
        self._claimed = ClaimedMessages(lease.total_seconds() - SENDING_S)
        self._delivery = Delivery(sender, self.claims, clock, metrics or Metrics())
        self._recorder = OutcomeRecorder(dispatcher)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._is_more = self._is_ending = False
        self._quiet_until = self._bereaved_at = 0.0

    @property
    def buried(self) -> int:
        """The number of undeliverable messages since the start."""
        return self._delivery.buried

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set, then send what is due and return. If cancelled, abort running sends."""
        stopping = asyncio.create_task(self._until(stop))
        try:
            await self._recorder.record(self._prepare)
            self._dispatcher.sender = self
            while True:
                self._dispatcher.said.clear()
                rest = await self._look()
                if stop.is_set() and not self._under_way and not self._claimed.ready:
                    break
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._dispatcher.said.wait(), rest)
        finally:
            self._dispatcher.sender = None
            stopping.cancel()
            for task in self._under_way.values():
                task.cancel()

    def begin(self, claimed: Sequence[QueuedMessage]) -> None:
        """Send these as soon as there is capacity. They are claimed for this process, and the claim is committed."""
        self._claimed.add(claimed)
        self._fill()

    def _prepare(self, connection: Connection) -> None:
        """Create the row of the rate limiter if it does not exist."""
        if self.claims.limits:
            rate_limits.prepare(connection, CHANNEL, self._clock())

    async def _until(self, stop: asyncio.Event) -> None:
        """Wait for the stop, then end the start of new sends after some seconds."""
        await stop.wait()
        self._is_ending = True
        self._dispatcher.said.set()
        await asyncio.sleep(LAST_CALL)
        self._at_once = 0
        await self._give_back(self._clock())
        self._dispatcher.said.set()

    async def _give_back(self, until: datetime) -> None:
        """Release the claims of messages that are not being sent."""
        if claimed := self._claimed.clear():
            await self._recorder.record(lambda connection: outbox.give_back(connection, claimed, until))

    def _has_room(self) -> bool:
        """Whether a turn may claim messages for this sender. Return False while older messages wait to be claimed.

        It is called in a database thread; an approximate value is enough.
        """
        return not self._is_more and self._room > 0 and not self._quiet_s

    @property
    def _room(self) -> int:
        """How many more messages may be claimed: as many as are sent at once, and as many again that are kept ready."""
        return 2 * self._at_once - len(self._claimed)

    @property
    def _quiet_s(self) -> float:
        """Remaining seconds of a pause that Telegram asked for."""
        return max(self._quiet_until - monotonic(), 0.0)

    async def _look(self) -> float:
        """Claim due messages, as far as there is capacity. Return the seconds until the next poll."""
        self._fill()
        room = self._room
        self._is_more = room <= 0
        if self._is_more or self._quiet_s:
            return self._quiet_s or LONGEST_REST
        nudges = max(min(room, self._at_once // 2 - self._claimed.nudges), 0)
        try:
            found, rest = await self._dispatcher.run(partial(self._claim, most=room, most_nudges=nudges))
        except DatabaseError:
            self._recorder.note_outage()
            return pause(1)
        except Exception:  # one unreadable row must not stop the bot
            log.exception("the outbox cannot be read")
            return LONGEST_REST
        # After an outage of the database, claims of our own may have expired and be due again.
        ours = self._under_way.keys() | {waiting.id for waiting in self._claimed.ready}
        self.begin([waiting for waiting in found if waiting.id not in ours])
        self._is_more = len(found) == room
        return min(rest, LONGEST_REST)

    def _claim(self, connection: Connection, most: int, most_nudges: int) -> tuple[list[QueuedMessage], float]:
        now, takes_over = self._clock(), self._recorder.is_settled
        if monotonic() > self._bereaved_at:
            self._bereaved_at = monotonic() + BEREAVED_S
            outbox.take_over(connection, CHANNEL, now, leases.is_gone)
        return outbox.claim(connection, self.claims, now, most, most_nudges, takes_over=takes_over)

    def _fill(self) -> None:
        """Start as many sends as may run at the same time."""
        while self._claimed.in_transit < self._at_once and not self._quiet_s and (waiting := self._claimed.take()):
            self._under_way[waiting.id] = asyncio.create_task(self._deliver(waiting))

    async def _deliver(self, waiting: QueuedMessage) -> None:
        """Send one message and record the result; then the next message of the chat may be sent."""
        try:
            if (outcome := await self._send(waiting)) is None:
                return
            if outcome.pause is not None:
                await self._refused(outcome.pause)
            first = await self._recorder.record(outcome.mark, waiting.address) or QueueHead()
        finally:
            del self._under_way[waiting.id]
        if first.claimed is not None:
            self.begin([first.claimed])
        # Not after each message: a poll that claims many messages costs less than many that claim one.
        is_worthwhile = self._is_more and self._room > self._at_once // 2
        if first.due_at is not None or is_worthwhile or self._is_ending:
            self._dispatcher.said.set()

    async def _send(self, waiting: QueuedMessage) -> Outcome | None:
        """Send one message and start the next in its place. Return None if it is not to be sent any more."""
        try:
            if not await self._is_to_be_sent(waiting):
                return None
            outcome = await self._delivery.send(waiting, await self._hidden(waiting))
            if outcome.pause is not None:
                self._rest(outcome.pause)
            return outcome
        finally:
            self._claimed.end(waiting)
            self._fill()

    async def _hidden(self, waiting: QueuedMessage) -> Sequence[str]:
        """Return the ids of the messages to delete before this one is sent."""
        if not waiting.reply.hides or (person_id := waiting.person_id) is None:
            return ()
        shown = await self._recorder.record(
            lambda connection: sent_messages.of(connection, person_id, CHANNEL, self._clock())
        )
        return shown or ()

    async def _is_to_be_sent(self, waiting: QueuedMessage) -> bool:
        """Whether the message is still to be sent. A reply always is; a reminder may have been withdrawn."""
        if waiting.kind is QueuedKind.REPLY:
            return True
        return bool(await self._recorder.record(lambda connection: outbox.may_go(connection, waiting, self._clock())))

    def _rest(self, wait: timedelta) -> None:
        """Start no new sends for this time."""
        if not self._quiet_s:
            log.warning("Telegram wants a pause", seconds=wait.total_seconds())
        self._quiet_until = max(self._quiet_until, monotonic() + wait.total_seconds())

    async def _refused(self, wait: timedelta) -> None:
        """Pause the other processes, too, and release our claims."""
        until = self._clock() + wait
        if (allowed := self.claims.limits) is not None:
            await self._recorder.record(lambda connection: rate_limits.pause(connection, CHANNEL, allowed, until))
        await self._give_back(until)
