"""The result of a turn, and the functions that make one: reply, move the person, and ask the next question."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from dialogs.engine import system_replies
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import Turn, TurnState
from dialogs.model.conversation import Checkpoint, Position, Unclear
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Edited, Heard, Said
from dialogs.protocol.replies import ANYWHERE, Reply, Toast, can_merge, is_words, merged, say, stamped
from dialogs.protocol.tasks import Task
from dialogs.rules.undo import apply_undo

SOON = timedelta(hours=1)
"""Precision of the stored time of the last event; to write it for each message would cost too much."""


class TurnResult(Struct, frozen=True, gc=False):
    """The result of a turn: the new person (None: erase the person), the replies and the tasks.

    Each task has a number, which stays in `person.tasks` while the task is open. `look_at` is when to check the person
    next if no event comes before.
    """

    person: Person | None
    says: tuple[Reply | Toast, ...] = ()
    tasks: tuple[tuple[int, Task], ...] = ()
    look_at: datetime | None = None


def repeat_question(navigator: Navigator, state: TurnState, words: Reply, task: Task | None = None) -> TurnResult:
    """Say something and ask the current question again. The facts stay as they were before the turn."""
    unchanged = TurnState(state.turn.of(state.before), navigator.step_of(state.before))
    unchanged.says.append(words)
    if task:
        unchanged.tasks.append(task)
    where = unchanged.person.where
    missed = message_id(state.turn.heard) if isinstance(state.turn.heard, Said) else where.missed
    return finish(navigator, unchanged, replace(unchanged.person, where=replace(where, missed=missed)))


def say_unclear(state: TurnState, words: Reply, unclear: Unclear) -> TurnResult:
    """Ask what a message means, and keep it until that is answered; the question stays open and is not repeated."""
    person = seen(state.before, state.turn.now)
    where = replace(person.where, unclear=unclear, missed=message_id(state.turn.heard))
    return TurnResult(replace(person, where=where), (stamped(words, ANYWHERE, where.asking),))


def enter(navigator: Navigator, state: TurnState, step: StrEnum, slots: Slots | None = None) -> TurnResult:
    """Interrupt the current dialog and go to a step of another, if the person may enter it."""
    if not navigator.may_enter(state.person, step):
        return repeat_question(navigator, state, system_replies.say_consent_first())
    navigator.interrupt(state, step)
    if slots:
        state.put(replace(state.person, slots=slots))
    navigator.script(step).arrive(state)
    return move_on(navigator, state)


def return_to(navigator: Navigator, state: TurnState, mark: Checkpoint, where: Position) -> TurnResult:
    """Go back to a checkpoint without undoing later facts."""
    state.put(at_checkpoint(state.person, replace(mark, undo=Undo()), where))
    if navigator.is_lost(state.person):
        state.says.append(system_replies.say_changed())
    state.step = navigator.step_of(state.person)
    return finish(navigator, state, state.person)


def move_on(navigator: Navigator, state: TurnState, answered: Pressed | None = None) -> TurnResult:
    """Follow the ends of dialogs from the current step, and ask the question of the step reached."""
    if state.is_erased:
        return TurnResult(None, merge_replies([_reply(words) for words in state.says]))
    navigator.follow_ends(state)
    return finish(navigator, state, replace(state.person, where=navigator.where_now(state, answered)))


def finish(navigator: Navigator, state: TurnState, person: Person) -> TurnResult:
    """Number the tasks, and ask the question of the current step after the replies."""
    tasks = tuple(enumerate(state.tasks, start=person.serial + 1))
    if tasks:
        numbers = tuple(number for number, _ in tasks)
        person = replace(person, serial=person.serial + len(tasks), tasks=person.tasks + numbers)
    person = replace(person, where=navigator.placed(person.where, state.step))
    state.put(seen(person, state.turn.now))
    replies = [*map(_reply, state.says), navigator.question(state)]
    if navigator.is_choosing(state.before.where.step) and state.step != state.before.where.step:
        replies = _no_longer_choosing(replies)
    return TurnResult(state.person, merge_replies(replies), tasks)


def at_checkpoint(person: Person, mark: Checkpoint, where: Position) -> Person:
    """Return the person at a checkpoint, with later changes undone."""
    at = replace(where, step=mark.step, version=mark.version, asking=where.asking + 1)
    return replace(apply_undo(person, mark.undo), where=at, slots=mark.slots)


def time_away(turn: Turn) -> timedelta:
    """Return the time since the last event of the person, or zero if it is unknown."""
    heard_at = turn.person.where.heard_at
    return turn.now - heard_at if heard_at else timedelta()


def seen(person: Person, now: datetime) -> Person:
    """Store the time of this event, unless the stored one is precise enough or consent is missing."""
    where = person.where
    if not person.has_consented or (where.heard_at and timedelta() <= now - where.heard_at < SOON):
        return person
    return replace(person, where=replace(where, heard_at=now))


def message_id(heard: Heard) -> str:
    """Return the id of the message, or "" if the event is not a message."""
    return heard.message if isinstance(heard, Said | Edited) else ""


def _reply(words: object) -> Reply:
    return words if isinstance(words, Reply) else say(words)  # type: ignore[arg-type]  # Tell gives Reply or Words


def _says_something(reply: Reply) -> bool:
    return bool(reply.blocks or reply.document)


def _no_longer_choosing(replies: list[Reply]) -> list[Reply]:
    """Make the first reply remove the buttons below the input field; if it has buttons, insert a reply for this."""
    spoken = [reply for reply in replies if _says_something(reply)]
    first, rest = (spoken[0], spoken[1:]) if is_words(spoken[0]) else (system_replies.say_choosing_ended(), spoken)
    return [replace(first, ends_choosing=True), *rest]


def merge_replies(replies: list[Reply]) -> tuple[Reply, ...]:
    """Merge each text-only reply with the one after it, and drop empty replies."""
    result: list[Reply] = []
    for reply in filter(_says_something, replies):
        if result and can_merge(result[-1], reply):
            result[-1] = merged(result[-1], reply)
        else:
            result.append(reply)
    return tuple(result)
