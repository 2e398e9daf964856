"""Corrections: a text or an edited message that replaces the newest answer."""

from dialogs.engine import system_replies
from dialogs.engine.answers import answer, typed_button
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import BACK, TurnState
from dialogs.engine.turn_result import TurnResult, at_checkpoint, message_id
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.records import replace
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Edited, Said
from dialogs.understanding import intents


def correction(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """“I meant Bergen”: take the rest of the text instead of the newest answer."""
    meant = intents.meant_instead(state.turn.text)
    return _correct(navigator, state, meant) if meant else None


def edit_of_newest_answer(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take the new text of an edited message instead of the newest answer, if that message gave it."""
    edited = state.turn.heard
    if not isinstance(edited, Edited) or not edited.message or edited.message != state.before.where.message:
        return None
    return _correct(navigator, state, edited.text)


def _correct(navigator: Navigator, state: TurnState, text: str) -> TurnResult | None:
    """Undo the newest answer and take this text instead. Return None if it is no answer.

    A card takes the text itself: there, a correction changes one thing and leaves the others. So does a question that
    has the text on a button, if the question before has not.
    """
    here, before = _heard_here(state, text), _heard_before(navigator, state, text)
    is_card = state.step in navigator.script(state.step).cards
    if is_card and (taken := answer(navigator, here)):
        return taken
    if before and typed_button(navigator, before):
        return answer(navigator, before)
    if typed_button(navigator, here) and (taken := answer(navigator, here)):
        return taken
    return answer(navigator, before) if before else None


def _heard_here(state: TurnState, text: str) -> TurnState:
    """Return the state at the current step, as if this text had come."""
    said = Said(text, message_id(state.turn.heard))
    here = TurnState(replace(state.turn, heard=said), state.step)
    here.says.append(system_replies.say_corrected())
    return here


def _heard_before(navigator: Navigator, state: TurnState, text: str) -> TurnState | None:
    """Return the state at the question before, its answer undone, as if this text had come; None if there is none."""
    trail = _answers(state.before.where)
    # Where back means more than one question back, the newest answer belongs to an older question.
    if not trail or navigator.script(state.step).hears(state.step, BACK):
        return None
    back = at_checkpoint(state.before, trail[-1], replace(state.before.where, trail=trail[:-1]))
    if navigator.is_lost(back):
        return None
    return _heard_here(TurnState(state.turn.of(back), navigator.step_of(back)), text)


def _answers(where: Position) -> tuple[Checkpoint, ...]:
    """Return the history up to the newest answer, without the checkpoints that only turned a page of this question."""
    trail = where.trail
    while trail and trail[-1].step == where.step and trail[-1].undo == Undo():
        trail = trail[:-1]
    return trail
