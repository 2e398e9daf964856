"""Answers to the question of the current step: text, shared contacts, a file or a press."""

from dialogs.engine.builtin_commands import BUTTONS_ANYWHERE
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import HANDED, TurnState
from dialogs.engine.system_replies import already_noted, say_consent_before_file, say_old_button
from dialogs.engine.turn_result import TurnResult, move_on, repeat_question
from dialogs.engine.typed_buttons import may_be_label, typed_label
from dialogs.model.events import Pressed
from dialogs.model.records import replace
from dialogs.protocol.events import Shared
from dialogs.protocol.replies import ANYWHERE, Toast

ANSWER_LENGTH = 300
"""Maximum length of an answer in characters, except at the `long_answers` of a script."""

A_SECOND = 10**9
"""A bound that separates numbers of questions (below) from timestamps in seconds (above)."""


def answer(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take the text or the shared contacts as the answer to the question."""
    if typed := typed_button(navigator, state):
        return press(navigator, state, typed)
    script = navigator.script(state.step)
    event = script.event(state.step, state.turn.heard)
    if event and not is_too_long(navigator, state) and script.play(state, event):
        return move_on(navigator, state)
    return None


def answer_where_people_are_added(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Go to the step that adds people, and take the shared contacts there."""
    dialog_set = navigator.dialog_set
    if navigator.may_enter(state.person, dialog_set.files):
        navigator.interrupt(state, dialog_set.files)
    return answer(navigator, state)


def file(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take a file at the current step, otherwise at the step that takes files."""
    files = navigator.dialog_set.files
    if navigator.script(state.step).event(state.step, state.turn.heard) is None:
        if not navigator.may_enter(state.person, files):
            return repeat_question(navigator, state, say_consent_before_file())
        navigator.interrupt(state, files)
    return move_on(navigator, state) if navigator.script(state.step).play(state, HANDED) else None


def button(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take the press of a button."""
    return press(navigator, state, state.turn.heard) if isinstance(state.turn.heard, Pressed) else None


def press(navigator: Navigator, state: TurnState, pressed: Pressed) -> TurnResult:
    """Take a press on a button of the current question, of `ANYWHERE` or of an older card.

    Otherwise say that the button belongs to an earlier question.
    """
    if pressed.step == ANYWHERE and (run := BUTTONS_ANYWHERE.get(pressed.choice)):
        return run(navigator, state)
    if (pressed.step, pressed.asking) != (state.step, state.person.where.asking):
        if pressed == state.before.where.answered:
            return TurnResult(state.before, (Toast(already_noted()),))
        if not _return_to_card(navigator, state, pressed):
            return repeat_question(navigator, state, say_old_button())
    state.turn = replace(state.turn, heard=pressed)
    script = navigator.script(state.step)
    event = script.event(state.step, pressed)
    if event and script.play(state, event):
        return move_on(navigator, state, answered=pressed)
    return repeat_question(navigator, state, say_old_button())


def typed_button(navigator: Navigator, state: TurnState) -> Pressed | None:
    """Return the button whose label was typed, or None. Names of shared contacts do not count as labels."""
    if isinstance(state.turn.heard, Shared) or not may_be_label(state.turn.text):
        return None
    # Several attempts of a turn call this function, and each call would build the question again.
    if state.typed is None or state.typed[0] is not state.turn:
        state.typed = state.turn, typed_label(state.turn, navigator.question(state))
    return state.typed[1]


def is_too_long(navigator: Navigator, state: TurnState) -> bool:
    """Return whether the text is longer than an answer may be at this step."""
    return len(state.turn.text) > ANSWER_LENGTH and state.step not in navigator.script(state.step).long_answers


def _return_to_card(navigator: Navigator, state: TurnState, pressed: Pressed) -> bool:
    """Go to the card of an older button.

    Return False if the step is not a card or may not be entered, or if a restore replaced the facts of the button.
    """
    step = navigator.step(pressed.step)
    if step is None or step not in navigator.script(step).cards or _is_replaced(state, pressed):
        return False
    if not navigator.may_enter(state.person, step):
        return False
    navigator.interrupt(state, step)
    return True


def _is_replaced(state: TurnState, pressed: Pressed) -> bool:
    """Return whether a restored export replaced the facts of the button.

    `asking` is the number of a question, or the timestamp of a reminder; each is compared with its own kind.
    """
    return any(
        pressed.asking <= last and (pressed.asking < A_SECOND) == (last < A_SECOND)
        for last in state.person.where.replaced
    )
