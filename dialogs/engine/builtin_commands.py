"""The built-in commands: start, back, skip, cancel, hide and show."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from dialogs.engine import system_replies
from dialogs.engine.dialog_set import BuiltIn
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import BACK, SKIPPED, TurnState
from dialogs.engine.turn_result import TurnResult, move_on, repeat_question, return_to, seen, time_away
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.events import Pressed
from dialogs.model.records import replace
from dialogs.model.undo_record import Undo
from dialogs.protocol.replies import ANYWHERE, say, stamped
from dialogs.rules.undo import apply_undo

AWAY = timedelta(hours=20)
"""Absence after which the coach welcomes the user back."""


def start(navigator: Navigator, state: TurnState) -> TurnResult:
    """Summarise the state, unless the welcome back does, and repeat the question."""
    is_welcomed_anyway = time_away(state.turn) >= AWAY
    recap = say() if is_welcomed_anyway else navigator.dialog_set.recap(state.turn)
    return repeat_question(navigator, state, recap)


def back(navigator: Navigator, state: TurnState) -> TurnResult:
    """Go back one question, and undo its answer."""
    where = state.person.where
    script = navigator.script(state.step)
    if script.hears(state.step, BACK) and script.play(state, BACK):
        return _shortened(move_on(navigator, state), where)
    if not where.trail:
        return repeat_question(navigator, state, system_replies.say_no_way_back())
    *trail, mark = where.trail
    is_return = bool(where.interrupted) and where.interrupted[-1] == replace(mark, undo=Undo())
    interrupted = where.interrupted[:-1] if is_return else where.interrupted
    if mark.undo != Undo():
        state.put(apply_undo(state.person, mark.undo))
        state.says.append(system_replies.say_answer_undone())
    return return_to(navigator, state, mark, replace(where, trail=tuple(trail), interrupted=interrupted))


def skip(navigator: Navigator, state: TurnState) -> TurnResult:
    """Skip the question, if its step allows that."""
    script = navigator.script(state.step)
    if script.hears(state.step, SKIPPED) and script.play(state, SKIPPED):
        return move_on(navigator, state)
    is_resting = state.step in script.resting
    why = system_replies.say_nothing_to_skip() if is_resting else system_replies.say_cannot_skip()
    return repeat_question(navigator, state, why)


def cancel(navigator: Navigator, state: TurnState) -> TurnResult:
    """Leave the current dialog, and say so."""
    dialog_set = navigator.dialog_set
    if state.step in {dialog_set.home, dialog_set.paused} or not state.person.has_consented:
        return repeat_question(navigator, state, system_replies.say_nothing_to_cancel())
    state.says.append(system_replies.say_cancelled())
    return leave(navigator, state)


def leave(navigator: Navigator, state: TurnState) -> TurnResult:
    """Return to what the current dialog interrupted, or home."""
    where = state.person.where
    *interrupted, mark = where.interrupted or (Checkpoint(navigator.dialog_set.home),)
    return return_to(navigator, state, mark, replace(where, trail=(), interrupted=tuple(interrupted)))


def hide(_navigator: Navigator, state: TurnState) -> TurnResult:
    """Remove the coach's messages from the chat. The question stays open and can be answered."""
    person = seen(state.before, state.turn.now)
    return TurnResult(person, (stamped(system_replies.say_hidden(), ANYWHERE, person.where.asking),))


def show(navigator: Navigator, state: TurnState) -> TurnResult:
    """Repeat the question that was hidden."""
    return repeat_question(navigator, state, say())


def undo(navigator: Navigator, state: TurnState) -> TurnResult:
    """Undo what was noted last, if nothing has come after it."""
    pressed = state.turn.heard
    if not isinstance(pressed, Pressed) or pressed.asking != state.person.where.asking:
        return repeat_question(navigator, state, system_replies.say_too_late_to_undo())
    return back(navigator, state)


BUILT_IN: Final[Mapping[BuiltIn, Callable[[Navigator, TurnState], TurnResult]]] = {
    BuiltIn.START: start,
    BuiltIn.BACK: back,
    BuiltIn.SKIP: skip,
    BuiltIn.CANCEL: cancel,
    BuiltIn.HIDE: hide,
}

BUTTONS_ANYWHERE: Final[Mapping[str, Callable[[Navigator, TurnState], TurnResult]]] = {
    "hide": hide,
    "show": show,
    "undo": undo,
}
"""Actions of the buttons whose step is `ANYWHERE`, by choice."""


def _shortened(result: TurnResult, before: Position) -> TurnResult:
    """Return the result with one checkpoint fewer in the history than before the turn."""
    if result.person is None:
        return result
    where = replace(result.person.where, trail=before.trail[:-1])
    return replace(result, person=replace(result.person, where=where))
