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
    """Take the text after “I meant” in place of the newest answer."""
    meant = intents.meant_instead(state.turn.text)
    return _correct(navigator, state, meant) if meant else None


def edit_of_newest_answer(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take the new text of an edited message in place of the newest answer, if that message was the answer."""
    edited = state.turn.heard
    if not isinstance(edited, Edited) or not edited.message or edited.message != state.before.where.message:
        return None
    return _correct(navigator, state, edited.text)


def _correct(navigator: Navigator, state: TurnState, text: str) -> TurnResult | None:
    """Undo the newest answer and take this text instead. Return None if the text is not an answer.

    At a card, the card itself takes the text, because there a correction changes one answer and keeps the others. The
    same applies to a question with a button of this label, unless the question before has one too.
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
    """Return a new state at the current step with this text as the event."""
    said = Said(text, message_id(state.turn.heard))
    here = TurnState(replace(state.turn, heard=said), state.step)
    here.says.append(system_replies.say_corrected())
    return here


def _heard_before(navigator: Navigator, state: TurnState, text: str) -> TurnState | None:
    """Return a new state at the question before, with its answer undone and this text as the event, or None."""
    trail = _answers(state.before.where)
    # If the step handles `BACK` itself, the newest answer belongs to an older question.
    if not trail or navigator.script(state.step).hears(state.step, BACK):
        return None
    back = at_checkpoint(state.before, trail[-1], replace(state.before.where, trail=trail[:-1]))
    if navigator.is_lost(back):
        return None
    return _heard_here(TurnState(state.turn.of(back), navigator.step_of(back)), text)


def _answers(where: Position) -> tuple[Checkpoint, ...]:
    """Return the history up to the newest answer, without checkpoints that only turned a page of this question."""
    trail = where.trail
    while trail and trail[-1].step == where.step and trail[-1].undo == Undo():
        trail = trail[:-1]
    return trail
