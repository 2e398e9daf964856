"""The update handler: it plays the turn of an update from polling or webhook, and answers its callback query."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import Any, Final, Protocol, TypeVar

import structlog
from msgspec import Struct
from sqlalchemy import Connection
from telegram import Bot
from telegram.error import TelegramError

from bot.errors import DatabaseError
from bot.observability import logs
from bot.observability.metrics import Metrics
from bot.telegram.client.raw_calls import call
from bot.telegram.inbound import updates
from bot.telegram.inbound.blocked import stand
from bot.telegram.inbound.events import BotBlocked, GroupMention, Incoming, UserEvent, incoming, key_of
from bot.telegram.inbound.updates import Update
from bot.trace import trace_of
from bot.turns.incoming import IncomingEvent, TurnOutcome
from dialogs.text import Speak, Text, Words, label, t

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

T = TypeVar("T")

PAUSES: Final = (0.2, 0.8)
"""Seconds before each retry of a turn that raised an error, which may be temporary."""

PATIENCE: Final = 5.0
"""Seconds to wait for running answers at shutdown."""

TOAST_LENGTH: Final = 200

ELSEWHERE: Final = t("I talk with one person at a time, where nobody else reads along. Write to me there.")
TO_THE_CHAT: Final = label("group", "Open our chat")
APOLOGY: Final = t(
    "Something went wrong on my side, and I could not take in what you just sent. "
    "What you told me before is safe: /menu shows where you are."
)


class EventDispatcher(Protocol):
    """The part of `bot.turns.dispatcher.TurnDispatcher` that updates need."""

    said: asyncio.Event

    async def handle(self, incoming: IncomingEvent, /) -> TurnOutcome:
        """Play a turn. Return when it is committed."""

    async def set_aside(self, incoming: IncomingEvent, why: str, apology: Words, /) -> TurnOutcome:
        """Store an event that cannot be played as a dead letter, and apologise. Return when that is committed."""

    async def run(self, work: Callable[[Connection], None], /) -> None:
        """Run other work in a transaction."""


class Received(Struct, frozen=True, gc=False):
    """An update and its translation, which is None if there is nothing to do for it."""

    update: Update
    heard: Incoming | None

    @property
    def trace(self) -> str:
        """The trace id of the update in the log."""
        return trace_of(key_of(self.update.update_id))


class Failure(Struct, frozen=True, gc=False):
    """Every attempt raised. `why`: the type of the exception and its place in the code."""

    why: str


class UpdateHandler:
    """Handles the updates of one bot. `clock` returns aware times; `pauses` are the seconds before retries."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: EventDispatcher,
        speak: Speak,
        clock: Callable[[], datetime],
        metrics: Metrics | None = None,
        *,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._speak = speak
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._pauses = tuple(pauses)
        self._answers: set[asyncio.Task[None]] = set()

    def read(self, data: object) -> Received:
        """Read and translate an update, given as decoded JSON. Raise msgspec.ValidationError if it is not an update."""
        update = updates.read(data)
        lag = None if update.at is None else self._clock().timestamp() - update.at
        self._metrics.arrived(update.kind, lag)
        return Received(update, incoming(update, self._bot.bot))

    async def take(self, received: Received) -> None:
        """Handle an update. Return when its effect is committed or given up; only then may the update be confirmed.

        Raise DatabaseError in an outage of the database; then nothing was stored.
        """
        begun, outcome = perf_counter(), "away"
        try:
            outcome = await self._effect(received)
        finally:
            seconds = perf_counter() - begun
            self._metrics.taken(outcome, seconds)
        kind = received.update.kind
        log.info("update taken", update=received.trace, kind=kind, outcome=outcome, ms=round(1000 * seconds))

    async def close(self) -> None:
        """Wait a few seconds for running answers."""
        if self._answers:
            await asyncio.wait(self._answers, timeout=PATIENCE)

    async def _effect(self, received: Received) -> str:
        """Handle the update by its kind. Return the outcome for log and metrics."""
        match received.heard:
            case UserEvent(incoming, query):
                return await self._handle(received, incoming, query)
            case BotBlocked(address, is_stopped):
                mark = partial(stand, address=address, now=self._clock(), is_stopped=is_stopped)
                marked = await self._tried(received, lambda: self._dispatcher.run(mark))
                self._dispatcher.said.set()
                return "given up" if isinstance(marked, Failure) else "done"
            case GroupMention() as passing:
                self._do(self._point_to_the_chat(passing))
        return "done"

    async def _handle(self, received: Received, incoming: IncomingEvent, query: str | None) -> str:
        taken = await self._tried(received, lambda: self._dispatcher.handle(incoming))
        outcome = "done"
        if isinstance(taken, Failure):
            why, outcome = taken.why, "set aside"
            taken = await self._tried(received, lambda: self._dispatcher.set_aside(incoming, why, APOLOGY))
        if query is not None:
            self._do(self._answer(query, None if isinstance(taken, Failure) else taken.toast))
        if isinstance(taken, Failure):
            return "given up"
        return "repeat" if taken.is_repeat else outcome

    async def _tried(self, received: Received, work: Callable[[], Awaitable[T]]) -> T | Failure:
        """Run the work, with retries. Return a Failure if every attempt raised. Raise DatabaseError."""
        tries = 0
        while True:
            try:
                return await work()
            except DatabaseError:
                raise
            except Exception as error:  # any error: the next update must be handled
                if tries == len(self._pauses):
                    log.exception("update cannot be handled", update=received.trace)
                    return Failure(f"{logs.kinds(error)} at {logs.places(error.__traceback__)}")
            await asyncio.sleep(self._pauses[tries])
            tries += 1

    async def _answer(self, query: str, toast: str | None) -> None:
        """Answer a callback query, which stops its spinner, at once and not through the outbox."""
        words = {"text": toast[:TOAST_LENGTH]} if toast else {}
        await call(self._bot, "answerCallbackQuery", {"callback_query_id": query} | words)

    async def _point_to_the_chat(self, passing: GroupMention) -> None:
        def said(words: Text) -> str:
            return self._speak(words, passing.language)

        button = {"text": said(TO_THE_CHAT), "url": self._bot.link}
        message = {
            "chat_id": passing.chat,
            "text": said(ELSEWHERE),
            "reply_markup": {"inline_keyboard": [[button]]},
            "reply_parameters": {"message_id": passing.message, "allow_sending_without_reply": True},
        }
        await call(self._bot, "sendMessage", message)

    def _do(self, work: Coroutine[Any, Any, Any]) -> None:
        """Make a call in the background; nothing is lost if it fails."""
        task = asyncio.create_task(_on_the_side(work))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)


async def _on_the_side(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except TelegramError as error:
        log.debug("an answer was not taken", error=error)
