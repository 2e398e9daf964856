"""One turn: lock the person, load, play, save, and put what is said in the outbox, all in one transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from msgspec import Struct
from sqlalchemy import Connection

from bot.address import Address
from bot.storage.people import address_books, ceilings, people
from bot.storage.people.ceilings import FullError
from bot.storage.people.people import StoredPerson
from bot.storage.queue import cards, deduplication, outbox, reminders, sent_messages, tasks
from bot.storage.queue import dead_letters as set_aside
from bot.storage.queue.dead_letters import DeadLetter
from bot.storage.queue.messages import Claims, Envelope, MessageKind, QueuedMessage, QueueHead, RenderedReply
from bot.trace import trace_of
from dialogs.engine.script import OperatorSettings, Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.address_book import KeptPeople
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import Restored
from dialogs.protocol.events import Heard, Nudged, TaskDone, TaskFailed
from dialogs.protocol.replies import Reply, Toast, say
from dialogs.rules.reminders_due import taken_back
from dialogs.text import Language, Value, Words
from dialogs.understanding.time_zones import zone_of

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

SOON: Final = timedelta(minutes=1)
"""When to look again at somebody for whom something waits to be sent."""

PRUNING: Final = timedelta(hours=1)
"""How seldom what is kept for a while is looked through for what is too old."""

LAST_WORD: Final = timedelta(seconds=5)
"""How long a goodbye waits for a message that is under way: longer than sending takes, but where all is amiss."""


class IncomingEvent(Struct, frozen=True, gc=False):
    """Something heard, and what its channel knows of it.

    `key` makes its effect happen once, such as `telegram:<update id>`. `language` is the channel's guess for
    somebody new, `called` a name to show, and `message` the one whose button was pressed. `is_again`: it had been set
    aside under this key.
    """

    address: Address
    heard: Heard
    key: str | None = None
    language: Language = Language.EN
    called: str = ""
    message: str | None = None
    is_again: bool = False

    @property
    def trace(self) -> str | None:
        """What follows it through the log, to the messages that answer it."""
        return None if self.key is None else trace_of(self.key)


class TurnOutcome(Struct, frozen=True, gc=False):
    """What a turn came to: whether it had happened before, and a few words for the press, already spoken.

    `has_said` and `has_wanted` tell whether there is something new to be claimed, and to do. What is `claimed` already
    belongs to whoever sends for this process.
    """

    is_repeat: bool = False
    toast: str | None = None
    has_said: bool = False
    has_wanted: bool = False
    claimed: tuple[QueuedMessage, ...] = ()


class CoachProtocol(Protocol):
    """Whoever leads the conversation; `dialogs.coach.Coach` does."""

    def meet(self, id: UUID, language: Language, /) -> Person:  # noqa: A002  # as the coach calls it
        """Make a new person, at the welcome."""

    def play(self, turn: Turn, /) -> TurnResult:
        """Answer one thing heard."""

    def refuse(self, turn: Turn, what: str, /) -> TurnResult:
        """Answer where there would be too much of this, and take in nothing of what was heard."""


class Languages(Protocol):
    """Whoever gives words their language; `bot.i18n.Languages` does."""

    def speak(self, value: Value, language: Language, /) -> str:
        """Say a value, as plain text."""

    def spoken(self, reply: Reply, language: Language, /) -> Reply:
        """Make the reply one with only `str` in it."""


class TurnHandler:
    """Makes what is heard into what is stored and said. `clock` is aware, `new_id` names new persons."""

    def __init__(
        self,
        coach: CoachProtocol,
        languages: Languages,
        zone: ZoneInfo,
        house: OperatorSettings,
        clock: Callable[[], datetime],
        new_id: Callable[[], UUID],
    ) -> None:
        self._coach = coach
        self._languages = languages
        self._zone = zone
        self._house = house
        self._clock = clock
        self._new_id = new_id
        self._pruned_at: datetime | None = None

    def turn(self, connection: Connection, arrival: IncomingEvent, claims: Claims | None = None) -> TurnOutcome:
        """Play one turn in the caller's transaction. Raises what the coach raises; then roll back.

        With `claims`, its first reply may be claimed at once.
        """
        now = self._clock()
        known = people.lock(connection, arrival.address)
        if _is_answered_already(arrival, known) or not self._is_first(connection, arrival, now):
            return TurnOutcome(is_repeat=True)
        if _is_early(arrival, known, now):
            return TurnOutcome()
        is_untold = _is_untold(connection, arrival, known)
        if isinstance(arrival.heard, Nudged) and not is_untold and not outbox.is_empty(connection, arrival.address):
            reminders.plan(connection, arrival.address, now + SOON)
            return TurnOutcome()
        person = known.person if known else self._coach.meet(self._new_id(), arrival.language)
        turn = self._turn(taken_back(person) if is_untold else person, arrival, now)
        played = _Played(arrival, known, self._coach.play(turn), now, claims, is_untold)
        try:
            return self._stored(connection, turn, played)
        except FullError as full:
            log.info("more than is kept of one person", what=full.what, update=arrival.trace)
            refused = replace(played, outcome=self._coach.refuse(turn, full.what), is_bounded=False)
            return self._stored(connection, turn, refused)

    def _stored(self, connection: Connection, turn: Turn, played: "_Played") -> TurnOutcome:
        """Store a turn that was played. Raises FullError before anything is written."""
        outcome, known = played.outcome, played.known
        language = (outcome.person or turn.person).language
        said = self._said(connection, played.arrival, known, outcome, language)
        keep = partial(_keep, person=outcome.person) if outcome.person else _erase
        first = keep(connection, played, said)
        is_back = known is not None and known.is_paused
        return _taken(first, self._toast(outcome, language), has_said=is_back, has_wanted=bool(outcome.wants))

    def set_aside(
        self, connection: Connection, arrival: IncomingEvent, why: str, apology: Words, claims: Claims | None = None
    ) -> TurnOutcome:
        """Keep what made the code raise so that it can be heard again, and apologise, in the caller's transaction.

        Of somebody who has not consented only what has none of their words in it is kept. `why` is nothing personal.
        """
        now = self._clock()
        owner = set_aside.owner(connection, arrival.address)
        person_id = owner.person_id if owner else None
        if arrival.key is None or not self._is_first(connection, arrival, now):
            return TurnOutcome(is_repeat=True)
        if (owner and owner.has_consented) or set_aside.is_wordless(arrival.heard):
            aside = DeadLetter(arrival.key, arrival.address, arrival.heard, arrival.language, arrival.message)
            set_aside.add(connection, aside, person_id, why, now)
        said = RenderedReply(self._languages.spoken(say(apology), owner.language if owner else arrival.language))
        is_held = owner is not None and owner.is_paused
        envelope = Envelope(arrival.address, person_id, is_held=is_held, trace=arrival.trace, claims=claims)
        first = outbox.add(connection, envelope, [said], now)
        return _taken(first)

    def _turn(self, person: Person, arrival: IncomingEvent, now: datetime) -> Turn:
        zone = zone_of(person.nudging.zone, self._zone)
        speak, house = self._languages.speak, self._house
        return Turn(person, arrival.heard, now, zone, speak, house, arrival.called, self._zone)

    def _is_first(self, connection: Connection, arrival: IncomingEvent, now: datetime) -> bool:
        """Remember that this was heard; false where it had been. What is too old is forgotten now and then."""
        if arrival.key is None:
            return True
        if arrival.is_again:
            return set_aside.take(connection, arrival.key)
        if self._pruned_at is None or now - self._pruned_at >= PRUNING:
            deduplication.prune(connection, now)
            set_aside.prune(connection, now)
            sent_messages.prune(connection, now)
            self._pruned_at = now
        return deduplication.note(connection, arrival.key, now)

    def _said(
        self,
        connection: Connection,
        arrival: IncomingEvent,
        known: StoredPerson | None,
        outcome: Outcome,
        language: Language,
    ) -> list[RenderedReply]:
        """Give the replies their language, and those with a card the message that they take the place of."""
        said: list[RenderedReply] = []
        edited: str | None = None
        for reply in outcome.says:
            if isinstance(reply, Toast):
                continue
            edit = None
            if reply.card and known and arrival.message and edited is None:
                bearer = cards.message_of(connection, known.person.id, arrival.address.channel, reply.card)
                edit = edited = bearer if bearer == arrival.message else None
            said.append(RenderedReply(self._languages.spoken(reply, language), edit))
        return said

    def _toast(self, outcome: TurnResult, language: Language) -> str | None:
        toasts = [self._languages.speak(said.words, language) for said in outcome.says if isinstance(said, Toast)]
        return " ".join(toasts) or None


def _is_result(heard: Heard) -> bool:
    return isinstance(heard, TaskDone | TaskFailed)


def _is_early(arrival: IncomingEvent, known: StoredPerson | None, now: datetime) -> bool:
    """Whether this is a look at somebody whose time has not come: another process was first, or they are gone."""
    if not isinstance(arrival.heard, Nudged):
        return False
    return known is None or known.is_paused or known.nudge_at is None or known.nudge_at > now


def _is_untold(connection: Connection, arrival: IncomingEvent, known: StoredPerson | None) -> bool:
    """Withdraw the nudge that was decided on and is not sent yet, if there is one: it is decided on anew."""
    may_wait = known is not None and known.person.nudges.waiting_since is not None and not _is_result(arrival.heard)
    return may_wait and outbox.withdraw(connection, arrival.address)


def _is_answered_already(arrival: IncomingEvent, known: StoredPerson | None) -> bool:
    """Whether this is the result of a want that is answered, given up, or of somebody erased."""
    match arrival.heard:
        case TaskDone(want=want) | TaskFailed(want=want):
            return known is None or want not in known.person.wants
        case _:
            return False


class _Played(Struct, frozen=True, gc=False):
    """A turn that was played and is to be stored."""

    arrival: IncomingEvent
    known: StoredPerson | None
    outcome: Outcome
    now: datetime
    claims: Claims | None
    is_untold: bool
    is_bounded: bool = True

    @property
    def is_nudge(self) -> bool:
        """Whether nobody asked for it."""
        return isinstance(self.arrival.heard, Nudged)


def _erase(connection: Connection, played: _Played, said: Sequence[RenderedReply]) -> QueueHead:
    address, now = played.arrival.address, played.now
    # A message that is under way when its row is erased goes before the goodbye; whoever sends it then lets that go.
    # But they may have died.
    due_at = outbox.under_way_until(connection, address)
    due_at = due_at and min(due_at, now + LAST_WORD)
    if played.known is not None:
        people.erase(connection, played.known.person.id)
    claims = played.claims if due_at is None else None
    envelope = Envelope(address, None, due_at=due_at, trace=played.arrival.trace, claims=claims)
    return outbox.add(connection, envelope, said, now)


def _keep(connection: Connection, played: _Played, said: Sequence[RenderedReply], person: Person) -> QueueHead:
    arrival, known, now = played.arrival, played.known, played.now
    is_held = known is not None and known.is_paused and _is_result(arrival.heard)
    if known is None:
        people.add(connection, person, arrival.address, now)
        set_aside.assign(connection, arrival.address, person.id)
    else:
        pages = _shelved(known.person, person, arrival.heard)
        people.save(connection, known, person, now, is_paused=is_held, is_bounded=played.is_bounded)
        if set_aside.is_from_person(arrival.heard):
            people.note_activity(connection, known, now)
        if known.version % sent_messages.LOOK == 0:
            sent_messages.shorten(connection, person.id, arrival.address.channel)
        for number, content in pages.items():  # committed with the person, or neither is
            address_books.add(connection, person.id, number, content)
        if known.is_paused and not is_held:
            outbox.release(connection, person.id, now)
        tasks.drop(connection, person.id, _given_up(known.person, person, arrival.heard))
    tasks.add(connection, person.id, arrival.address, played.outcome.wants, now)
    # Who sends looks for nudges, so that they do not stand in the way of replies.
    kind, claims = (MessageKind.NUDGE, None) if played.is_nudge else (MessageKind.REPLY, played.claims)
    envelope = Envelope(arrival.address, person.id, kind, is_held=is_held, trace=arrival.trace, claims=claims)
    first = outbox.add(connection, envelope, said, now)
    _plan(connection, played, has_said=bool(said), is_held=is_held)
    return first


def _plan(connection: Connection, played: _Played, *, has_said: bool, is_held: bool) -> None:
    """Write down when to look at the person next; who lets nobody in is not looked at."""
    look_at = None if is_held else played.outcome.look_at
    more = (played.is_nudge and has_said) - played.is_untold
    if more or look_at != (played.known.nudge_at if played.known else None):
        reminders.plan(connection, played.arrival.address, look_at, more=more)


def _shelved(before: Person, person: Person, heard: Heard) -> dict[int, tuple[bytes, ...]]:
    """Give the address book that a file brought, if the turn took it. Raises FullError."""
    match heard:
        case TaskDone(made=KeptPeople(pages=pages) | Restored(pages=pages)):
            numbers = {book.n for book in before.books}
            new = [book for book in person.books if book.n not in numbers]
            for book in new:
                ceilings.check_book(book, pages)
            return {book.n: pages for book in new}
    return {}


def _taken(
    first: QueueHead, toast: str | None = None, *, has_said: bool = False, has_wanted: bool = False
) -> TurnOutcome:
    claimed = () if first.claimed is None else (first.claimed,)
    return TurnOutcome(
        toast=toast, has_said=has_said or first.due_at is not None, has_wanted=has_wanted, claimed=claimed
    )


def _given_up(old: Person, new: Person, heard: Heard) -> set[int]:
    """Give the numbers of wants that are answered now, or that nobody waits for any more."""
    numbers = set(old.wants) - set(new.wants)
    return numbers | {heard.want} if isinstance(heard, TaskDone | TaskFailed) else numbers
