"""What an act does: carries out the reaction that the rule of the act decided on."""

from typing import Final

from dialogs.engine import system_replies
from dialogs.engine.acts import (
    ActRule,
    AskWhom,
    Change,
    Go,
    InterpretedAct,
    PressButton,
    Reaction,
    RunCommand,
    Tell,
    with_undo,
)
from dialogs.engine.answers import press
from dialogs.engine.navigation import Navigator
from dialogs.engine.requests import run_command
from dialogs.engine.script import TurnState
from dialogs.engine.turn_result import TurnResult, enter, move_on, repeat_question, say_unclear
from dialogs.model.conversation import Unclear
from dialogs.model.events import Pressed
from dialogs.model.facts import Contact
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import ANYWHERE, Button, Reply, rows, stamped
from dialogs.text import label
from dialogs.wording.labels import distinct_labels

MOST_PEOPLE: Final = 6
"""So many contacts are offered."""

SEPARATOR: Final = "-"
WHO: Final = "who"
NOTHING: Final = "nothing"
"""What a button says of an unclear message: whom it means, or nothing of what is offered."""


def done(navigator: Navigator, state: TurnState, rule: ActRule, act: InterpretedAct) -> TurnResult | None:
    """Return the result of an act, or None if its rule does nothing with it here."""
    if rule.needs_consent and not state.person.has_consented:
        return repeat_question(navigator, state, system_replies.say_consent_first())
    reaction = rule.do(state.turn, act)
    return None if reaction is None else _carried_out(navigator, state, reaction, act)


def _carried_out(  # noqa: C901  # one branch for each reaction
    navigator: Navigator, state: TurnState, reaction: Reaction, act: InterpretedAct
) -> TurnResult | None:
    match reaction:
        case Go():
            if reaction.person:
                state.put(reaction.person)
            if reaction.say:
                state.says.append(reaction.say)
            return enter(navigator, state, reaction.step, reaction.slots)
        case Change(person, words):
            state.put(replace(person, slots=state.person.slots, where=state.person.where))
            state.says.append(stamped(with_undo(words), ANYWHERE, state.before.where.asking + 1))
            navigator.script(state.step).arrive(state)  # the changed facts may answer the question, or forbid it
            return move_on(navigator, state)
        case Tell(words, want):
            return repeat_question(navigator, state, words, want)
        case RunCommand(command):
            return run_command(navigator, state, navigator.dialog_set.commands.get(command))
        case PressButton(choice):
            return press(navigator, state, Pressed(state.step, choice, state.person.where.asking))
        case AskWhom(contacts):
            return _ask_whom(state, act, contacts)


def _ask_whom(state: TurnState, act: InterpretedAct, contacts: tuple[Contact, ...]) -> TurnResult:
    few = contacts[:MOST_PEOPLE]
    labels = distinct_labels([contact.name for contact in few])
    buttons = [
        Button(words, f"{WHO}{SEPARATOR}{contact.n}", ANYWHERE) for words, contact in zip(labels, few, strict=True)
    ]
    waiting = Unclear(act.text, (act.reading.label,))
    return say_unclear(state, system_replies.say_whom(rows(*buttons, none_of_these())), waiting)


def noted(state: TurnState, reaction: Reaction | None) -> bool:
    """Take a reaction that another follows: what it notes and says. Return False if it does more than that."""
    match reaction:
        case Change(person, words):
            pass
        case Go(say=Reply() as words, person=Person() as person):
            pass
        case Tell(words, want=None):
            person = state.person
        case _:
            return False
    state.put(replace(person, slots=state.person.slots, where=state.person.where))
    state.says.append(replace(words, buttons=()))
    return True


def none_of_these() -> Button:
    """Return the button that says that none of what is offered is meant."""
    return Button(label("what a message means", "Something else"), NOTHING, ANYWHERE)
