"""The conversation: plays a turn from an event to its result with a dialog set.

`ATTEMPTS` lists the possible meanings of each event of the user. The attempts are tried in order, and the first that
returns a result decides. If none does, the coach says why the event was not taken, and repeats the question.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from dialogs.engine import system_replies
from dialogs.engine.act_policy import act, answer_by_meaning, doubtful_answer, meaning_button, unclear, unknown_question
from dialogs.engine.answers import answer, answer_where_people_are_added, button, file, is_too_long
from dialogs.engine.builtin_commands import AWAY, leave
from dialogs.engine.corrections import correction, edit_of_newest_answer
from dialogs.engine.crisis import crisis
from dialogs.engine.dialog_set import DialogSet
from dialogs.engine.incoming_results import deliver, remind
from dialogs.engine.navigation import Navigator
from dialogs.engine.requests import change_request, command, known_question, question, request_in_words
from dialogs.engine.script import Turn, TurnState
from dialogs.engine.turn_result import TurnResult, finish, merge_replies, repeat_question, time_away
from dialogs.model.events import Pressed
from dialogs.model.records import replace
from dialogs.protocol.events import (
    Edited,
    Garbled,
    Handed,
    Heard,
    ReminderCheck,
    Said,
    Sent,
    Shared,
    TaskDone,
    TaskFailed,
)
from dialogs.protocol.replies import Reply, Toast
from dialogs.rules.reminders import due

Attempt: TypeAlias = Callable[[Navigator, TurnState], TurnResult | None]
"""Takes an event in one possible meaning. Returns None and leaves the state unchanged if that does not apply."""

FREE_TEXT: Final[tuple[Attempt, ...]] = (
    command,
    correction,
    change_request,
    request_in_words,
    known_question,
    act,
    answer_by_meaning,
    unknown_question,
    question,
    doubtful_answer,
    answer,
    unclear,
)


def edit_of_missed_message(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Take the new text of an edited message that was not an answer before, as if it came now."""
    edited = state.turn.heard
    if not isinstance(edited, Edited) or not edited.message or edited.message != state.before.where.missed:
        return None
    state.turn = replace(state.turn, heard=Said(edited.text, edited.message))
    return _first_result(navigator, state)


ATTEMPTS: Final[Mapping[type[Heard], tuple[Attempt, ...]]] = {
    Said: FREE_TEXT,
    Pressed: (meaning_button, button),
    Shared: (answer, answer_where_people_are_added),
    Handed: (file,),
    Edited: (edit_of_missed_message, edit_of_newest_answer),
    Sent: (),
    Garbled: (),
}
"""The possible meanings of each event of the user, in the order in which they are tried."""


class Conversation:
    """Plays turns with a dialog set. Holds no state of any person."""

    def __init__(self, dialog_set: DialogSet) -> None:
        self._dialog_set = dialog_set
        self._navigator = Navigator(dialog_set)

    def play(self, turn: Turn) -> TurnResult:
        """Answer one event, and set when to check the person next."""
        return self._with_next_check(turn, self._played(turn))

    def refuse(self, turn: Turn, why: Reply) -> TurnResult:
        """Reject the turn: say why, repeat the question, and leave the facts unchanged.

        A step that waits for the task of the turn is left.
        """
        if isinstance(turn.heard, ReminderCheck):
            return TurnResult(turn.person, look_at=turn.now + AWAY)
        person = turn.person
        if isinstance(turn.heard, TaskDone):
            person = replace(person, tasks=tuple(task for task in person.tasks if task != turn.heard.task))
        state = TurnState(turn.of(person), self._navigator.step_of(person))
        is_waiting = state.step in self._navigator.script(state.step).waiting
        if not isinstance(turn.heard, TaskDone) or not is_waiting:
            return self._with_next_check(turn, repeat_question(self._navigator, state, why))
        state.says.append(why)
        return self._with_next_check(turn, leave(self._navigator, state))

    def _played(self, turn: Turn) -> TurnResult:
        match turn.heard:
            case TaskDone() | TaskFailed():
                return deliver(self._navigator, turn, turn.heard)
            case ReminderCheck():
                return remind(self._navigator, turn.of(due.without_future_times(turn.person, turn.now)))
            case _:
                return self._answered(turn.of(due.record_user_activity(turn.person, turn.now)))

    def _answered(self, turn: Turn) -> TurnResult:
        """Answer an event of the user."""
        state = TurnState(turn, self._navigator.step_of(turn.person))
        if result := crisis(state):  # comes first, in every state
            return result
        if turn.person.where.asking == 0:
            return self._greet(state)
        if self._navigator.is_lost(turn.person):
            return self._reopen(state)
        result = _first_result(self._navigator, state)
        if result is None:
            result = repeat_question(self._navigator, state, _why_not(self._navigator, state))
        return self._welcomed_back(turn, result)

    def _greet(self, state: TurnState) -> TurnResult:
        """Ask a new person the first question, whatever the event was."""
        where = replace(state.person.where, asking=1)
        if isinstance(state.turn.heard, Handed):
            state.says.append(system_replies.say_consent_before_file())
        return finish(self._navigator, state, replace(state.person, where=where))

    def _reopen(self, state: TurnState) -> TurnResult:
        """Say that the dialog has changed, and continue at the nearest safe step. Commands still work."""
        where = self._navigator.placed(state.person.where, state.step)
        person = replace(state.person, where=replace(where, asking=where.asking + 1))
        if result := command(self._navigator, TurnState(state.turn.of(person), state.step)):
            replies = [said for said in result.says if isinstance(said, Reply)]
            return replace(result, says=merge_replies([system_replies.say_changed(), *replies]))
        state.says.append(system_replies.say_changed())
        return finish(self._navigator, state, person)

    def _welcomed_back(self, turn: Turn, result: TurnResult) -> TurnResult:
        """Insert a welcome before the replies after a long absence."""
        away = time_away(turn)
        is_on_nudge = isinstance(turn.heard, Pressed) and turn.heard.step == self._dialog_set.nudged
        if away < AWAY or is_on_nudge or not result.person or not result.person.has_consented:
            return result
        if any(isinstance(said, Reply) and said.hides for said in result.says):
            return result
        words = self._dialog_set.welcome_back(turn.of(result.person), away)
        replies = [said for said in result.says if isinstance(said, Reply)]
        toasts = [said for said in result.says if isinstance(said, Toast)]
        return replace(result, says=(*toasts, *merge_replies([words, *replies])))

    def _with_next_check(self, turn: Turn, result: TurnResult) -> TurnResult:
        if result.person is None:
            return result
        zone = turn.of(result.person).zone
        is_unfinished = self._navigator.is_unfinished(result.person)
        look_at = due.next_reminder_check(result.person, turn.now, zone, is_unfinished=is_unfinished)
        return replace(result, look_at=look_at)


def _first_result(navigator: Navigator, state: TurnState) -> TurnResult | None:
    """Return the result of the first attempt that takes the event, or None."""
    for attempt in ATTEMPTS[type(state.turn.heard)]:
        if result := attempt(navigator, state):
            return result
    return None


def _why_not(navigator: Navigator, state: TurnState) -> Reply:
    """Return the reply to an event that no attempt takes."""
    match state.turn.heard:
        case Sent(kind):
            return system_replies.say_kind_not_taken(kind)
        case Edited():
            return system_replies.say_edited()
        case Said() | Shared() | Handed():
            too_long = is_too_long(navigator, state)
            return system_replies.say_too_long() if too_long else system_replies.say_not_understood()
        case _:
            return system_replies.say_old_button()
