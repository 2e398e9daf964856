"""Handling of events that are not from the user: results of tasks, and due reminders."""

from dialogs.engine import system_replies
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import Turn, TurnState
from dialogs.engine.turn_result import TurnResult, move_on
from dialogs.model.conversation import Checkpoint
from dialogs.model.records import replace
from dialogs.protocol.events import TaskDone, TaskFailed
from dialogs.protocol.replies import stamped
from dialogs.protocol.tasks import Document, DrawMap, MakeExport, Rewritten
from dialogs.rules.reminders import due


def deliver(navigator: Navigator, turn: Turn, event: TaskDone | TaskFailed) -> TurnResult:
    """Handle the result of an open task.

    A file or a rewritten draft is shown without the current question; any other result is an event of the step that
    waits for it.
    """
    person = turn.person
    if event.task not in person.tasks:
        return TurnResult(person)
    person = replace(person, tasks=tuple(task for task in person.tasks if task != event.task))
    if isinstance(event, TaskDone) and isinstance(event.made, Document | Rewritten):
        return _show_made(navigator, turn.of(person), event.made)
    if isinstance(event, TaskFailed) and isinstance(event.of, MakeExport | DrawMap | None):
        return TurnResult(person, (system_replies.say_file_failed(),))
    if not person.has_consented:
        return TurnResult(person)
    state = TurnState(turn.of(person), navigator.step_of(person))
    if _hears(navigator, state, event):
        return move_on(navigator, state)
    return _deliver_elsewhere(navigator, turn.of(person), event)


def remind(navigator: Navigator, turn: Turn) -> TurnResult:
    """Send the reminder that is due, if any, without the current question."""
    person, dialog_set = turn.person, navigator.dialog_set
    is_unfinished = navigator.is_unfinished(person)
    reminder = due.reminder_due(person, turn.now, turn.zone, is_unfinished=is_unfinished)
    if reminder is None:
        return TurnResult(person)
    question = navigator.question(TurnState(turn, navigator.step_of(person)))
    # Each reminder has its own number, so a press on the same button of the next one does not count as repeated.
    reply = stamped(dialog_set.reminder(turn, reminder, question), dialog_set.nudged, int(turn.now.timestamp()))
    return TurnResult(due.record_reminder(person, reminder, turn.now, turn.zone), (reply,))


def _hears(navigator: Navigator, state: TurnState, event: TaskDone | TaskFailed) -> bool:
    script = navigator.script(state.step)
    name = script.event(state.step, event)
    return name is not None and script.play(state, name)


def _deliver_elsewhere(navigator: Navigator, turn: Turn, event: TaskDone | TaskFailed) -> TurnResult:
    """Handle a result after the user moved to another dialog: the interrupted dialog advances in the background."""
    person = turn.person
    taking = navigator.dialog_set.takes.get(type(event.made)) if isinstance(event, TaskDone) else None
    for n, mark in enumerate(person.where.interrupted):
        step = navigator.step(mark.step)
        state = TurnState(turn.of(replace(person, slots=mark.slots)), step or navigator.dialog_set.home)
        if step and _hears(navigator, state, event):
            navigator.follow_ends(state)
            version = navigator.script(state.step).version
            marks = list(person.where.interrupted)
            marks[n] = Checkpoint(state.step, state.person.slots, mark.undo, version)
            where = replace(person.where, interrupted=tuple(marks))
            moved = replace(state.person, slots=person.slots, where=where)
            return TurnResult(moved, (taking.say(turn.of(moved)),) if taking else ())
    if taking:
        kept = taking.keep(turn)
        return TurnResult(kept, (taking.say(turn.of(kept)),))
    return TurnResult(person)


def _show_made(navigator: Navigator, turn: Turn, made: Document | Rewritten) -> TurnResult:
    """Show a file, or a rewritten draft whose buttons answer the current question."""
    if isinstance(made, Document):
        words = navigator.dialog_set.picture(turn) if made.is_picture else system_replies.say_file_is_ready()
        return TurnResult(turn.person, (replace(words, document=made),))
    person, reply = navigator.dialog_set.rewritten(turn, made)
    where = person.where
    return TurnResult(person, (stamped(reply, where.step, where.asking),) if reply.blocks else ())
