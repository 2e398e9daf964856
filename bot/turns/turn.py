"""The turn handler: it locks and loads the person, lets the coach play, and stores the outcome in one transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot.i18n import Languages
from bot.storage.people import people
from bot.storage.people.storage_limit_check import FullError
from bot.storage.queue import dead_letters, outbox
from bot.storage.queue.dead_letters import DeadLetter
from bot.storage.queue.messages import Claims, Envelope, QueueHead, RenderedReply
from bot.turns.ignored_events import RepeatFilter, is_answered, is_early, postpone_reminder, withdraw_reminder
from bot.turns.incoming import IncomingEvent, TurnOutcome
from bot.turns.rendering import rendered_replies, rendered_toast
from bot.turns.storing import PlayedTurn, store
from bot.turns.text_rate_limit import Admission, TextRateLimiter
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import say
from dialogs.rules.reminders.due import without_unsent_reminder
from dialogs.text import Language, Words
from dialogs.understanding.time_zones import zone_of

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class CoachProtocol(Protocol):
    """The part of `dialogs.coach.Coach` that turns need; tests pass smaller ones."""

    def meet(self, id: UUID, language: Language, /) -> Person:  # noqa: A002  # as the coach calls it
        """Return a new person, at the welcome."""

    def play(self, turn: Turn, /) -> TurnResult:
        """Answer one event."""

    def refuse(self, turn: Turn, what: str, /) -> TurnResult:
        """Answer an event that would exceed the ceiling of `what`, without storing anything of it."""


class TurnHandler:
    """Plays events. `clock` returns aware times, `new_id` the ids of new persons."""

    def __init__(
        self,
        coach: CoachProtocol,
        languages: Languages,
        zone: ZoneInfo,
        settings: OperatorSettings,
        clock: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._coach = coach
        self._languages = languages
        self._zone = zone
        self._settings = settings
        self._clock = clock
        self._new_id = new_id
        self._repeats = RepeatFilter()
        self._texts = TextRateLimiter()

    def turn(self, connection: Connection, event: IncomingEvent, claims: Claims | None = None) -> TurnOutcome:
        """Play one turn in the caller's transaction. Raise what the coach raises; the caller then rolls back.

        With `claims`, the first reply may be claimed at once.
        """
        now = self._clock()
        admission = self._texts.admit(event, now)
        if admission is Admission.DROPPED:
            return TurnOutcome()
        stored = people.lock(connection, event.address)
        if is_answered(event, stored) or not self._repeats.is_first(connection, event, now):
            return TurnOutcome(is_repeat=True)
        if is_early(event, stored, now):
            return TurnOutcome()
        is_withdrawn = withdraw_reminder(connection, event, stored)
        if not is_withdrawn and postpone_reminder(connection, event, now):
            return TurnOutcome()
        person = stored.person if stored else self._coach.meet(self._new_id(), event.language)
        turn = self._turn(without_unsent_reminder(person) if is_withdrawn else person, event, now)
        return self._store(
            connection, PlayedTurn(event, turn, stored, self._coach.play(turn), now, claims, is_withdrawn)
        )

    def set_aside(
        self, connection: Connection, event: IncomingEvent, why: str, apology: Words, claims: Claims | None = None
    ) -> TurnOutcome:
        """Store an event that made the code raise as a dead letter, and apologise, in the caller's transaction.

        Without the person's consent, the event is stored only if it contains none of their words. `why` must hold
        nothing personal.
        """
        now = self._clock()
        owner = dead_letters.owner(connection, event.address)
        person_id = owner.person_id if owner else None
        if event.key is None or not self._repeats.is_first(connection, event, now):
            return TurnOutcome(is_repeat=True)
        if (owner and owner.has_consented) or dead_letters.is_wordless(event.heard):
            letter = DeadLetter(event.key, event.address, event.heard, event.language, event.message)
            dead_letters.add(connection, letter, person_id, why, now)
        reply = RenderedReply(self._languages.spoken(say(apology), owner.language if owner else event.language))
        is_held = owner is not None and owner.is_paused
        envelope = Envelope(event.address, person_id, is_held=is_held, trace=event.trace, claims=claims)
        return _outcome(outbox.add(connection, envelope, [reply], now))

    def _turn(self, person: Person, event: IncomingEvent, now: datetime) -> Turn:
        zone = zone_of(person.nudging.zone, self._zone)
        return Turn(person, event.heard, now, zone, self._languages.speak, self._settings, event.called, self._zone)

    def _store(self, connection: Connection, played: PlayedTurn) -> TurnOutcome:
        """Store the turn or, if a ceiling would be exceeded, the coach's refusal."""
        try:
            return self._stored(connection, played)
        except FullError as full:
            refusal = self._refuse(played.turn, played.event, full.what)
            return self._stored(connection, replace(played, outcome=refusal, is_bounded=False))

    def _refuse(self, turn: Turn, event: IncomingEvent, what: str) -> TurnResult:
        log.info("ceiling reached", what=what, update=event.trace)
        return self._coach.refuse(turn, what)

    def _stored(self, connection: Connection, played: PlayedTurn) -> TurnOutcome:
        outcome, stored = played.outcome, played.stored
        language = (outcome.person or played.turn.person).language
        replies = rendered_replies(connection, self._languages, played.event, stored, outcome, language)
        head = store(connection, played, replies)
        return _outcome(
            head,
            rendered_toast(self._languages, outcome, language),
            is_released=stored is not None and stored.is_paused,
            has_tasks=bool(outcome.tasks),
        )


def _outcome(
    head: QueueHead, toast: str | None = None, *, is_released: bool = False, has_tasks: bool = False
) -> TurnOutcome:
    """Return the outcome of a turn. `is_released`: messages that were held may be due now."""
    claimed = () if head.claimed is None else (head.claimed,)
    return TurnOutcome(
        toast=toast, has_messages=is_released or head.due_at is not None, has_tasks=has_tasks, claimed=claimed
    )
