"""The policy: which reading of a message is done, asked about, or passed on, and how a reaction is carried out."""

from collections.abc import Sequence
from typing import Final

from dialogs.engine import system_replies
from dialogs.engine.act_effects import NOTHING, SEPARATOR, WHO, done, none_of_these, noted
from dialogs.engine.acts import (
    ActRule,
    InterpretedAct,
    contacts_named,
    rule_for,
)
from dialogs.engine.answers import answer, press, typed_button
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import SKIPPED, TurnState
from dialogs.engine.turn_result import TurnResult, repeat_question, say_unclear
from dialogs.model.conversation import Unclear
from dialogs.model.events import Pressed
from dialogs.model.records import replace
from dialogs.protocol.events import Said
from dialogs.protocol.replies import ANYWHERE, Button, rows, say
from dialogs.rules.names_on_record import names_on_record
from dialogs.rules.reminders.answered_now import reminder_answered_now
from dialogs.text import label
from dialogs.understanding.interpretation.acts import Act, ActReading, Situation, reading_of
from dialogs.understanding.interpretation.features import is_negated
from dialogs.understanding.interpretation.interpret import Interpretation, interpret, parts_of
from dialogs.understanding.questions.knowledge_base import answer_to, is_question

LIKELY: Final = 0.1
"""From this certainty on an act is offered as what may be meant."""

ANSWER_SURE: Final = 0.7
"""From this certainty on the button is pressed that a message means."""

CONFIRMED: Final = 0.88
CONFIRMING: Final = frozenset({Situation.CONSENT, Situation.RIGHT})
"""The same where the button confirms something: a yes must be one."""

OVER_A_CLAIM: Final = 0.9
"""From this certainty on an act is done although the question's own reader finds an answer in the words."""

DOUBT: Final = 0.3
"""Below this certainty that it is an answer, words that a question would take as they are are asked about."""

LEAST_DOUBT: Final = 0.3
"""Below this certainty of the likeliest act, the words are taken as the answer."""

MOST: Final = 3
"""So many meanings are offered."""

ACT: Final = "act"
ANSWER: Final = "answer"
"""What a button says of an unclear message: which act it is, or that it is the answer."""


def act(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Do the act, or the acts, that the message surely is."""
    if typed_button(navigator, state) or not (read := interpretation_of(navigator, state)).readings:
        return None
    if several := _several_acts(navigator, state):
        return several
    first = read.readings[0]
    rule = rule_for(navigator.dialog_set.acts, first)
    if first.act is Act.ANSWER or rule is None or not _is_sure(navigator, state, rule, first):
        return None
    return done(navigator, state, rule, _interpreted(state, read, first))


def _is_sure(navigator: Navigator, state: TurnState, rule: ActRule, reading: ActReading) -> bool:
    """Return whether the act may be done: nothing else claims the words more, and there is something to do."""
    text, script = state.turn.text, navigator.script(state.step)
    if not rule.is_sure(reading, text):
        return False
    if reading.act is Act.SKIP and not script.hears(state.step, SKIPPED):
        return False
    if reading.act in MAY_BE_QUESTIONS and is_question(text) and answer_to(text):
        return False
    takes = script.takes_at(state.step)
    if not takes.is_claimed(text):
        return True
    return reading.certainty >= OVER_A_CLAIM and reading.act not in takes.own_acts


MAY_BE_QUESTIONS: Final = frozenset({Act.PRIVACY, Act.HELP, Act.OUT_OF_SCOPE, Act.SMALL_TALK, Act.FEELING})
"""Acts that a question to the coach is often taken for."""


def _several_acts(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Do the acts of a message one after the other, if each of its parts surely is one, and they differ."""
    parts = parts_of(state.turn.text)
    if len(parts) == 1:
        return None
    acts = _surely(navigator, state, parts)
    if len(acts) < len(parts) or len({act.reading.label for act, _ in acts}) == 1:
        return None
    trial = TurnState(state.turn, state.step)
    *first, (last, rule) = acts
    for act, first_rule in first:
        if not noted(trial, first_rule.do(trial.turn, act)):
            return None
    return done(navigator, trial, rule, last)


def _surely(navigator: Navigator, state: TurnState, parts: Sequence[str]) -> list[tuple[InterpretedAct, ActRule]]:
    """Return the sure acts of the parts, with their rules. Who is named in one part is meant in the next, too."""
    situation = _situation(navigator, state)
    record = names_on_record(state.person)
    found: list[tuple[InterpretedAct, ActRule]] = []
    contacts = contacts_named(state.person, Interpretation(""))
    for part in parts:
        read = interpret(part, situation, record)
        first = read.readings[0] if read.readings else None
        rule = rule_for(navigator.dialog_set.acts, first) if first and first.act is not Act.ANSWER else None
        contacts = contacts_named(state.person, read) or contacts
        if first and rule and rule.is_sure(first, part) and (state.person.has_consented or not rule.needs_consent):
            found.append((InterpretedAct(first, read, contacts), rule))
    return found


def answer_by_meaning(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """PressButton the button whose label the message means in other words."""
    script = navigator.script(state.step)
    labels = script.takes_at(state.step).labels
    if not labels or typed_button(navigator, state) or script.takes_at(state.step).is_claimed(state.turn.text):
        return None
    sure = CONFIRMED if script.takes_at(state.step).situation in CONFIRMING else ANSWER_SURE
    for reading in interpretation_of(navigator, state).readings[:2]:
        choice = labels.get(reading.kind) if reading.act is Act.ANSWER else None
        if reading.kind == "yes" and is_negated(state.turn.text):
            continue
        if choice and reading.certainty >= sure and _is_offered(navigator, state, choice):
            return press(navigator, state, Pressed(state.step, choice, state.person.where.asking))
    return None


def _is_offered(navigator: Navigator, state: TurnState, choice: str) -> bool:
    buttons = (button for row in navigator.question(state).buttons for button in row)
    return any(isinstance(button, Button) and button.choice == choice for button in buttons)


def doubtful_answer(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Ask what is meant where the question would take any words, but these are likely no answer."""
    if not navigator.script(state.step).takes_at(state.step).any_words or typed_button(navigator, state):
        return None
    read = interpretation_of(navigator, state)
    first = read.readings[0] if read.readings else None
    if first is None or first.act is Act.ANSWER or read.certainty_of(Act.ANSWER) >= DOUBT:
        return None
    if first.certainty < LEAST_DOUBT or navigator.script(state.step).takes_at(state.step).is_claimed(state.turn.text):
        return None
    return _ask_meaning(navigator, state, read, is_answer_offered=True)


def unknown_question(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Offer what a question may mean that the knowledge base has no answer to."""
    text = state.turn.text
    if typed_button(navigator, state) or not is_question(text) or answer_to(text):
        return None
    if navigator.script(state.step).takes_at(state.step).is_claimed(text):
        return None
    read = interpretation_of(navigator, state)
    if read.readings and read.readings[0].act is Act.QUESTION:
        return None
    return _ask_meaning(navigator, state, read, is_answer_offered=False)


def unclear(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Offer what a message may mean that nothing has taken."""
    return _ask_meaning(navigator, state, interpretation_of(navigator, state), is_answer_offered=False)


def meaning_pressed(navigator: Navigator, state: TurnState, pressed: Pressed) -> TurnResult:
    """Take a button that says what the unclear message means, or whom."""
    waiting = state.before.where.unclear
    what, _, number = pressed.choice.partition(SEPARATOR)
    if pressed.asking != state.before.where.asking or not waiting.words:
        return repeat_question(navigator, state, system_replies.say_old_button())
    if what == NOTHING:
        return repeat_question(navigator, state, say())
    state.turn = replace(state.turn, heard=Said(waiting.words))
    if what == ANSWER:
        return answer(navigator, state) or repeat_question(navigator, state, system_replies.say_not_understood())
    at = int(number) if number.isdecimal() else 0
    labels = waiting.labels
    reading = reading_of(labels[0] if what == WHO or at >= len(labels) else labels[at], 1.0)
    interpreted = _interpreted(state, interpretation_of(navigator, state), reading)
    if what == WHO and (contact := state.person.contact(at)):
        interpreted = replace(interpreted, contacts=((contact,),))
    rule = rule_for(navigator.dialog_set.acts, reading)
    result = done(navigator, state, rule, interpreted) if rule else None
    return result or repeat_question(navigator, state, system_replies.say_not_understood())


def meaning_button(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take a button that says what the unclear message means, or whom; None for any other button."""
    pressed = state.turn.heard
    if not isinstance(pressed, Pressed) or pressed.step != ANYWHERE:
        return None
    is_meaning = pressed.choice.partition(SEPARATOR)[0] in {ACT, WHO, ANSWER, NOTHING}
    return meaning_pressed(navigator, state, pressed) if is_meaning else None


def interpretation_of(navigator: Navigator, state: TurnState) -> Interpretation:
    """Return the interpretation of the message; it is made once in a turn."""
    turn = state.turn
    if not isinstance(turn.heard, Said) or not turn.text:
        return Interpretation("")
    if state.read is None or state.read[0] is not turn:
        situation = _situation(navigator, state)
        state.read = turn, interpret(turn.text, situation, names_on_record(turn.person))
    return state.read[1]


def _situation(navigator: Navigator, state: TurnState) -> Situation:
    """Return the situation; after a reminder that nobody has answered, where no question waits, the reminder's."""
    situation = navigator.script(state.step).takes_at(state.step).situation
    if situation is Situation.MENU and reminder_answered_now(state.before, state.turn.now):
        return Situation.REMINDER
    return situation


def _interpreted(state: TurnState, read: Interpretation, reading: ActReading) -> InterpretedAct:
    return InterpretedAct(reading, read, contacts_named(state.person, read))


def _ask_meaning(
    navigator: Navigator, state: TurnState, read: Interpretation, *, is_answer_offered: bool
) -> TurnResult | None:
    """Ask which of the likely meanings is meant; None if there is none to offer."""
    likely = [(one, rule_for(navigator.dialog_set.acts, one)) for one in read.readings if one.certainty >= LIKELY]
    offered = [(one, rule) for one, rule in likely if rule][:MOST]
    if not offered or not state.person.has_consented:
        return None
    labels = [rule.label(_interpreted(state, read, one)) for one, rule in offered]
    buttons = [
        Button(words, f"{ACT}{SEPARATOR}{at}", ANYWHERE) for at, words in enumerate(labels) if words not in labels[:at]
    ]
    if is_answer_offered:
        buttons.append(Button(label("what a message means", "It's my answer"), ANSWER, ANYWHERE))
    times = state.before.where.unclear.times + 1
    waiting = Unclear(state.turn.text, tuple(one.label for one, _ in offered), times)
    reply = system_replies.say_meaning(rows(*buttons, none_of_these()), times, state.turn.operator.human_contact)
    return say_unclear(state, reply, waiting)
