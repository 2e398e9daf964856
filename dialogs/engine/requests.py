"""Meanings of a text that apply at any step: a command, a change, a request in words or a question."""

from enum import StrEnum

from dialogs.engine import system_replies
from dialogs.engine.answers import press, typed_button
from dialogs.engine.builtin_commands import BUILT_IN
from dialogs.engine.dialog_set import BuiltIn, CommandAction, CommandTask
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import TurnState
from dialogs.engine.turn_result import TurnResult, enter, repeat_question
from dialogs.understanding import intents
from dialogs.understanding.questions.knowledge_base import SURE, answer_to, is_question


def command(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Run a command: `/menu`, or words that mean one."""
    name = intents.command_in(state.turn.text)
    return run_command(navigator, state, navigator.dialog_set.commands.get(name)) if name else None


def change_request(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Handle a text such as “change the size”: press the button of the target card for it."""
    thing = intents.thing_to_change(state.turn.text)
    change = navigator.dialog_set.changes.get(thing) if thing else None
    return press(navigator, state, change) if change and state.person.has_consented else None


def request_in_words(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Handle a text such as “who works at Equinor?” or thanks by `DialogSet.requests`, unless it is a button label."""
    if typed_button(navigator, state):
        return None
    for request in navigator.dialog_set.requests:
        if (slots := request.read(state.turn)) is None:
            continue
        if not isinstance(request.to, StrEnum):
            return repeat_question(navigator, state, request.to(state.turn))
        if navigator.may_enter(state.person, request.to):
            return enter(navigator, state, request.to, slots)
        if not state.person.has_consented:
            return repeat_question(navigator, state, system_replies.say_consent_first())
    return None


def known_question(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Answer a question to the coach whose wording is surely known."""
    text = state.turn.text
    if not is_question(text) or typed_button(navigator, state):
        return None
    found = answer_to(text)
    if found is None or found.score < SURE:
        return None
    return repeat_question(navigator, state, system_replies.say_answer(found.words))


def question(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Answer a question to the coach. At `free_lines`, only a question that is clearly for the coach counts."""
    text = state.turn.text
    if not is_question(text) or typed_button(navigator, state):
        return None
    found = answer_to(text)
    if state.step in navigator.script(state.step).free_lines and (found is None or found.score < SURE):
        return None
    if found:
        return repeat_question(navigator, state, system_replies.say_answer(found.words))
    return repeat_question(navigator, state, system_replies.say_no_answer(state.turn.operator.human_contact))


def run_command(navigator: Navigator, state: TurnState, action: CommandAction | None) -> TurnResult:
    """Do what a command does."""
    match action:
        case None:
            return repeat_question(navigator, state, system_replies.say_unknown_command())
        case BuiltIn():
            return BUILT_IN[action](navigator, state)
        case CommandTask(needs_consent=True) if not state.person.has_consented:
            return repeat_question(navigator, state, system_replies.say_consent_first())
        case CommandTask(tell, task):
            return repeat_question(navigator, state, tell(state.turn), task)
        case StrEnum():
            return enter(navigator, state, action)
        case _:
            return repeat_question(navigator, state, action(state.turn))
