"""Navigation between steps: past the end of a dialog, to another dialog and back, and to a safe step."""

from enum import StrEnum

from dialogs.engine import system_replies
from dialogs.engine.dialog_set import DialogSet, Follow
from dialogs.engine.script import Script, Turn, TurnState
from dialogs.model.conversation import Checkpoint, Position, Unclear
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Said
from dialogs.protocol.replies import Reply, stamped
from dialogs.rules.undo import undo_of

TRAIL = 12
"""Maximum number of questions in the history."""

INTERRUPTIONS = 4
"""Maximum number of interrupted dialogs; the oldest is dropped first."""


class Navigator:
    """Navigates between the steps of a dialog set. Holds no state of any person."""

    def __init__(self, dialog_set: DialogSet) -> None:
        self.dialog_set = dialog_set
        self._scripts = {step.value: script for script in dialog_set.scripts for step in script.steps}
        self._steps = {step.value: step for script in dialog_set.scripts for step in script.steps}

    def script(self, step: StrEnum) -> Script:
        """Return the script of a step."""
        return self._scripts[step]

    def step(self, value: str) -> StrEnum | None:
        """Return the step of this stored value, or None."""
        return self._steps.get(value)

    def question(self, state: TurnState) -> Reply:
        """Return the question of the current step, with its number on the buttons."""
        ask = self._scripts[state.step].asks[state.step]
        return stamped(ask(state.turn), state.step, state.person.where.asking)

    def step_of(self, person: Person) -> StrEnum:
        """Return the person's step, or the nearest safe one if it was removed, has changed or may not be entered."""
        stored = person.where.step
        step = self.dialog_set.moved.get(stored, self.dialog_set.home) if self.is_lost(person) else self._steps[stored]
        if self._scripts[step].is_end(step) or not _is_known(person):
            step = self.dialog_set.home
        return self.open_step(person, step)

    def is_lost(self, person: Person) -> bool:
        """Return whether the stored step was removed, or its meaning changed, in a later version of the dialog."""
        step = self._steps.get(person.where.step)
        return step is None or person.where.version < self._scripts[step].changed.get(step, 1)

    def placed(self, where: Position, step: StrEnum) -> Position:
        """Return the position at this step, with the present version of its dialog."""
        return replace(where, step=step, version=self._scripts[step].version)

    def open_step(self, person: Person, step: StrEnum) -> StrEnum:
        """Return this step, or the one that asks for consent if that is missing."""
        if self.may_enter(person, step):
            return step
        return self.dialog_set.hello if person.consent is None else self.dialog_set.paused

    def may_enter(self, person: Person, step: StrEnum) -> bool:
        """Return whether the person may enter this step; some require consent."""
        return person.has_consented or self._scripts[step].name in self.dialog_set.open_scripts

    def is_unfinished(self, person: Person) -> bool:
        """Return whether the current question waits for an answer and deserves a reminder."""
        step = self.step_of(person)
        script = self._scripts[step]
        return step not in script.resting and script.name not in self.dialog_set.left_alone

    def _is_waiting(self, step: str) -> bool:
        known = self._steps.get(step)
        return known is not None and known in self._scripts[known].waiting

    def is_choosing(self, step: str) -> bool:
        """Return whether the buttons of this stored step are below the input field (a reply keyboard)."""
        known = self._steps.get(step)
        return known is not None and known in self._scripts[known].choosing

    def interrupt(self, state: TurnState, step: StrEnum) -> None:
        """Go to a step of another dialog, and store a checkpoint of the current one."""
        person, where = state.person, state.person.where
        others = tuple(mark for mark in where.interrupted if mark.step not in {state.step, step})
        is_resting = state.step == step or state.step in self._scripts[state.step].resting
        mark = () if is_resting else (Checkpoint(state.step, person.slots, version=self._scripts[state.step].version),)
        interrupted = (*others, *mark)[-INTERRUPTIONS:]
        state.put(replace(person, slots=Slots(), where=replace(where, interrupted=interrupted)))
        state.step = step

    def follow_ends(self, state: TurnState) -> None:
        """Follow the ends of dialogs until a step asks something."""
        for _ in range(len(self._steps)):
            if not self._scripts[state.step].is_end(state.step):
                return
            self._follow(state)

    def _follow(self, state: TurnState) -> None:
        follow = self.dialog_set.follows[state.step]
        where = state.person.where
        if follow.is_final and where.interrupted:
            *interrupted, mark = where.interrupted
            back = replace(where, step=mark.step, version=mark.version, interrupted=tuple(interrupted))
            state.put(replace(state.person, slots=mark.slots, where=back))
            if self.is_lost(state.person):
                state.says.append(system_replies.say_changed())
            state.step = self.step_of(state.person)
            return
        state.step = self.open_step(state.person, self.after(follow, state.turn))
        others = tuple(mark for mark in where.interrupted if mark.step != state.step)
        state.put(replace(state.person, where=replace(where, interrupted=others)))
        if not follow.are_slots_kept:
            state.put(replace(state.person, slots=Slots()))
        self._scripts[state.step].arrive(state)

    def after(self, follow: Follow, turn: Turn) -> StrEnum:
        """Return the step that follows an end."""
        if follow.to is None:
            return self.dialog_set.home
        return follow.to if isinstance(follow.to, StrEnum) else follow.to(turn)

    def where_now(self, state: TurnState, answered: Pressed | None) -> Position:
        """Return the position after the transitions, with the history."""
        before, after = state.before.where, state.person
        here = Checkpoint(before.step, state.before.slots, undo_of(state.before, after), before.version)
        # A transition to the same step may change a fact; a repeated press must not count then either.
        has_moved = (before.step, state.before.slots) != (state.step, after.slots) or here.undo != Undo()
        trail = (*before.trail, here)[-TRAIL:] if has_moved and not self._is_waiting(before.step) else before.trail
        message = state.turn.heard.message if isinstance(state.turn.heard, Said) else ""
        return replace(
            after.where,
            asking=before.asking + has_moved,
            trail=() if state.is_final else trail,
            answered=answered,
            message=message if has_moved else before.message,
            missed="" if has_moved else message,
            unclear=Unclear(),
        )


def _is_known(person: Person) -> bool:
    """Return whether all facts to which the slots refer still exist; they may have been undone."""
    slots = person.slots
    return (
        (slots.subject.contact is None or person.contact(slots.subject.contact) is not None)
        and (slots.subject.outreach is None or person.outreach(slots.subject.outreach) is not None)
        and (slots.subject.introduction is None or person.introduction(slots.subject.introduction) is not None)
        and (slots.subject.application is None or person.application(slots.subject.application) is not None)
        and all(person.contact(n) for n in slots.subject.queue)
    )
