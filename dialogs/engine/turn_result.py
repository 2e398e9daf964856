"""How a turn ends: something is said, the person is put somewhere, and what is asked there is asked; pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from dialogs.engine import system_replies
from dialogs.engine.dialog_set import DialogSet
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import Outcome, Turn, TurnState
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Edited, Heard, Said
from dialogs.protocol.replies import Reply, can_merge, is_words, merged, say
from dialogs.protocol.tasks import Task
from dialogs.rules.undo import undone

SOON = timedelta(hours=1)
"""How exactly it is remembered when the person was here; a write for each message would be dear."""


class TurnResult:
    """Makes the outcome of a turn; holds no state."""

    def __init__(self, plot: DialogSet, way: Navigator) -> None:
        self._plot = plot
        self._way = way

    def aside(self, scene: TurnState, words: Reply, want: Task | None = None) -> Outcome:
        """Say something, then ask the question again where one is; nothing has changed."""
        state = self._way.step_of(scene.before)
        calm = TurnState(scene.turn.of(scene.before), state)
        calm.says.append(words)
        if want:
            calm.wants.append(want)
        missed = message(scene.turn.heard) if isinstance(scene.turn.heard, Said) else calm.person.where.missed
        return self.outcome(calm, replace(calm.person, where=replace(calm.person.where, missed=missed)))

    def enter(self, scene: TurnState, step: StrEnum, slots: Slots | None = None) -> Outcome:
        """Go to a step of another dialog, where it is open to the person."""
        if not self._way.may_enter(scene.person, step):
            return self.aside(scene, system_replies.say_consent_first())
        self._way.interrupt(scene, step)
        if slots:
            scene.put(replace(scene.person, slots=slots))
        self._way.script(step).arrive(scene)
        return self.move_on(scene)

    def put_at(self, scene: TurnState, mark: Checkpoint, where: Position) -> Outcome:
        """Go back to a place that was kept; what was told since stays."""
        scene.put(at_mark(scene.person, replace(mark, undo=Undo()), where))
        if self._way.is_lost(scene.person):
            scene.says.append(system_replies.say_changed())
        scene.state = self._way.step_of(scene.person)
        return self.outcome(scene, scene.person)

    def move_on(self, scene: TurnState, answered: Pressed | None = None) -> Outcome:
        """Go where the lines led, through ends to what follows them, and ask what is asked there."""
        if scene.is_erased:
            return Outcome(None, fused([_reply(words) for words in scene.says]))
        self._way.follow_ends(scene)
        return self.outcome(scene, replace(scene.person, where=self._way.where_now(scene, answered)))

    def outcome(self, scene: TurnState, person: Person) -> Outcome:
        """Number what is wanted, and ask the question that stands where the scene is, after all that was said."""
        wants = tuple(enumerate(scene.wants, start=person.serial + 1))
        if wants:
            numbers = tuple(number for number, _ in wants)
            person = replace(person, serial=person.serial + len(wants), wants=person.wants + numbers)
        person = replace(person, where=self._way.placed(person.where, scene.state))
        scene.put(seen(person, scene.turn.now))
        replies = [*map(_reply, scene.says), self._way.question(scene)]
        if self._way.is_choosing(scene.before.where.step) and scene.state != scene.before.where.step:
            replies = _no_longer_choosing(replies)
        return Outcome(scene.person, fused(replies), wants)


def at_mark(person: Person, mark: Checkpoint, where: Position) -> Person:
    """The person, back at a place, with what was told since then taken back."""
    at = replace(where, step=mark.step, version=mark.version, asking=where.asking + 1)
    return replace(undone(person, mark.undo), where=at, slots=mark.slots)


def time_away(turn: Turn) -> timedelta:
    """How long the person was away before this; no time at all where that is not known."""
    heard_at = turn.person.where.heard_at
    return turn.now - heard_at if heard_at else timedelta()


def seen(person: Person, now: datetime) -> Person:
    """The person, seen now; who has not consented is not remembered."""
    where = person.where
    if not person.has_consented or (where.heard_at and timedelta() <= now - where.heard_at < SOON):
        return person
    return replace(person, where=replace(where, heard_at=now))


def message(heard: Heard) -> str:
    """The id of the message that was heard, if it was one."""
    return heard.message if isinstance(heard, Said | Edited) else ""


def _reply(words: object) -> Reply:
    return words if isinstance(words, Reply) else say(words)  # type: ignore[arg-type]  # Tell gives Reply or Words


def _says_something(reply: Reply) -> bool:
    return bool(reply.blocks or reply.document)


def _no_longer_choosing(replies: list[Reply]) -> list[Reply]:
    """The replies, the first of which takes away the buttons below the input field; words of its own, if need be."""
    spoken = [reply for reply in replies if _says_something(reply)]
    first, rest = (spoken[0], spoken[1:]) if is_words(spoken[0]) else (system_replies.say_choosing_ended(), spoken)
    return [replace(first, ends_choosing=True), *rest]


def fused(replies: list[Reply]) -> tuple[Reply, ...]:
    """The replies, where bare words go into one message with what comes after them."""
    fused: list[Reply] = []
    for reply in filter(_says_something, replies):
        if fused and can_merge(fused[-1], reply):
            fused[-1] = merged(fused[-1], reply)
        else:
            fused.append(reply)
    return tuple(fused)
