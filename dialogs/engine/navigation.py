"""Where a conversation leads: to what follows an end, to another dialog and back, and to a safe place when lost."""

from enum import StrEnum

from dialogs.engine import system_replies
from dialogs.engine.dialog_set import DialogSet
from dialogs.engine.script import Script, TurnState
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.slots import Slots
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Said
from dialogs.protocol.replies import Reply, stamped
from dialogs.rules.undo import what_changed

TRAIL = 12
"""How many questions one can go back."""

INTERRUPTIONS = 4
"""How many interrupted places are kept; the oldest is let go."""


class Navigator:
    """Knows every step of the plot and finds the way between them; holds no state."""

    def __init__(self, plot: DialogSet) -> None:
        self.plot = plot
        self._scripts = {step.value: script for script in plot.scripts for step in script.steps}
        self._steps = {step.value: step for script in plot.scripts for step in script.steps}

    def script(self, step: StrEnum) -> Script:
        """The dialog of a step."""
        return self._scripts[step]

    def step(self, value: str) -> StrEnum | None:
        """The step of this stored value; none: there is no such step."""
        return self._steps.get(value)

    def question(self, scene: TurnState) -> Reply:
        """What is asked where the scene is, its buttons stamped."""
        ask = self._scripts[scene.state].asks[scene.state]
        return stamped(ask(scene.turn), scene.state, scene.person.where.asking)

    def step_of(self, person: Person) -> StrEnum:
        """The step where the person is; one that is no more, or not open to them, leads to the nearest safe place."""
        stored = person.where.step
        step = self.plot.moved.get(stored, self.plot.home) if self.is_lost(person) else self._steps[stored]
        if self._scripts[step].is_end(step) or not _is_told(person):
            step = self.plot.home
        return self.open_step(person, step)

    def is_lost(self, person: Person) -> bool:
        """Whether the stored step is no more, or means something else: the dialog was changed meanwhile."""
        step = self._steps.get(person.where.step)
        return step is None or person.where.version < self._scripts[step].changed.get(step, 1)

    def placed(self, where: Position, step: StrEnum) -> Position:
        """The place, at this step of today's dialog."""
        return replace(where, step=step, version=self._scripts[step].version)

    def open_step(self, person: Person, step: StrEnum) -> StrEnum:
        """This step; where it needs a consent that is not there, the one that asks for it."""
        if self.may_enter(person, step):
            return step
        return self.plot.hello if person.consent is None else self.plot.paused

    def may_enter(self, person: Person, step: StrEnum) -> bool:
        """Whether this step is open to the person, with or without consent."""
        return person.has_consented or self._scripts[step].name in self.plot.open_scripts

    def is_unfinished(self, person: Person) -> bool:
        """Whether the question where the person is still waits for an answer, and is worth taking up."""
        step = self.step_of(person)
        script = self._scripts[step]
        return step not in script.resting and script.name not in self.plot.left_alone

    def _is_waiting(self, step: str) -> bool:
        known = self._steps.get(step)
        return known is not None and known in self._scripts[known].waiting

    def is_choosing(self, step: str) -> bool:
        """Whether the buttons of this stored step stand below the input field."""
        known = self._steps.get(step)
        return known is not None and known in self._scripts[known].choosing

    def interrupt(self, scene: TurnState, step: StrEnum) -> None:
        """Go to another dialog; where the person is now is kept to come back to."""
        person, where = scene.person, scene.person.where
        others = tuple(mark for mark in where.interrupted if mark.step not in {scene.state, step})
        is_resting = scene.state == step or scene.state in self._scripts[scene.state].resting
        mark = (
            () if is_resting else (Checkpoint(scene.state, person.slots, version=self._scripts[scene.state].version),)
        )
        interrupted = (*others, *mark)[-INTERRUPTIONS:]
        scene.put(replace(person, slots=Slots(), where=replace(where, interrupted=interrupted)))
        scene.state = step

    def follow_ends(self, scene: TurnState) -> None:
        """Go through ends to what follows them, until something is asked."""
        for _ in range(len(self._steps)):
            if not self._scripts[scene.state].is_end(scene.state):
                return
            self._follow(scene)

    def _follow(self, scene: TurnState) -> None:
        follow = self.plot.follows[scene.state]
        where = scene.person.where
        if follow.is_final and where.interrupted:
            *interrupted, mark = where.interrupted
            back = replace(where, step=mark.step, version=mark.version, interrupted=tuple(interrupted))
            scene.put(replace(scene.person, slots=mark.slots, where=back))
            if self.is_lost(scene.person):
                scene.says.append(system_replies.say_changed())
            scene.state = self.step_of(scene.person)
            return
        step = follow.to if isinstance(follow.to, StrEnum) else follow.to(scene.turn)
        scene.state = self.open_step(scene.person, step)
        others = tuple(mark for mark in where.interrupted if mark.step != scene.state)
        scene.put(replace(scene.person, where=replace(where, interrupted=others)))
        if not follow.are_slots_kept:
            scene.put(replace(scene.person, slots=Slots()))
        self._scripts[scene.state].arrive(scene)

    def where_now(self, scene: TurnState, answered: Pressed | None) -> Position:
        """Where the person is after the lines were played, with the way back."""
        before, after = scene.before.where, scene.person
        here = Checkpoint(before.step, scene.before.slots, what_changed(scene.before, after), before.version)
        # A line may lead to its own step and change a fact: then too a second press must not count.
        has_moved = (before.step, scene.before.slots) != (scene.state, after.slots) or here.undo != Undo()
        trail = (*before.trail, here)[-TRAIL:] if has_moved and not self._is_waiting(before.step) else before.trail
        message = scene.turn.heard.message if isinstance(scene.turn.heard, Said) else ""
        return replace(
            after.where,
            asking=before.asking + has_moved,
            trail=() if scene.is_final else trail,
            answered=answered,
            message=message if has_moved else before.message,
            missed="" if has_moved else message,
        )


def _is_told(person: Person) -> bool:
    """Whether all that the slots refer to is still there: what was taken back meanwhile may be missing."""
    slots = person.slots
    return (
        (slots.subject.contact is None or person.contact(slots.subject.contact) is not None)
        and (slots.subject.outreach is None or person.outreach(slots.subject.outreach) is not None)
        and (slots.subject.introduction is None or person.introduction(slots.subject.introduction) is not None)
        and (slots.subject.application is None or person.application(slots.subject.application) is not None)
        and all(person.contact(n) for n in slots.subject.queue)
    )
