"""What the coach says when nothing was heard: what came of a want, and nudges; pure."""

from dialogs.engine import system_replies
from dialogs.engine.dialog_set import DialogSet
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import Outcome, Turn, TurnState
from dialogs.engine.turn_result import TurnResult
from dialogs.model.conversation import Checkpoint
from dialogs.model.records import replace
from dialogs.protocol.events import TaskDone, TaskFailed
from dialogs.protocol.replies import stamped
from dialogs.protocol.tasks import Document, DrawMap, MakeExport, Rewritten
from dialogs.rules import reminders_due


class IncomingResults:
    """Brings to the person what the world or the time brings; holds no state."""

    def __init__(self, plot: DialogSet, way: Navigator, ends: TurnResult) -> None:
        self._plot = plot
        self._way = way
        self._ends = ends

    def deliver(self, turn: Turn, result: TaskDone | TaskFailed) -> Outcome:
        """Take in what became of a want, if somebody waits for it still.

        A file is said, and the question that stands is not asked again; all else is for the step that waits for it.
        """
        person = turn.person
        if result.want not in person.wants:
            return Outcome(person)
        person = replace(person, wants=tuple(want for want in person.wants if want != result.want))
        if isinstance(result, TaskDone) and isinstance(result.made, Document | Rewritten):
            return self._show_made(turn.of(person), result.made)
        if isinstance(result, TaskFailed) and isinstance(result.of, MakeExport | DrawMap | None):
            return Outcome(person, (system_replies.say_file_failed(),))
        if not person.has_consented:
            return Outcome(person)
        scene = TurnState(turn.of(person), self._way.step_of(person))
        if self._hears_result(scene, result):
            return self._ends.move_on(scene)
        return self._deliver_elsewhere(turn.of(person), result)

    def _hears_result(self, scene: TurnState, result: TaskDone | TaskFailed) -> bool:
        script = self._way.script(scene.state)
        event = script.event(scene.state, result)
        return event is not None and script.play(scene, event)

    def _deliver_elsewhere(self, turn: Turn, result: TaskDone | TaskFailed) -> Outcome:
        """Take in a result where the person has gone elsewhere: the place that waits for it goes on, unseen."""
        person = turn.person
        taking = self._plot.takes.get(type(result.made)) if isinstance(result, TaskDone) else None
        for n, mark in enumerate(person.where.interrupted):
            step = self._way.step(mark.step)
            scene = TurnState(turn.of(replace(person, slots=mark.slots)), step or self._plot.home)
            if step and self._hears_result(scene, result):
                self._way.follow_ends(scene)
                marks = list(person.where.interrupted)
                marks[n] = Checkpoint(scene.state, scene.person.slots, mark.undo, self._way.script(scene.state).version)
                where = replace(person.where, interrupted=tuple(marks))
                moved = replace(scene.person, slots=person.slots, where=where)
                return Outcome(moved, (taking.say(turn.of(moved)),) if taking else ())
        if taking:
            kept = taking.keep(turn)
            return Outcome(kept, (taking.say(turn.of(kept)),))
        return Outcome(person)

    def _show_made(self, turn: Turn, made: Document | Rewritten) -> Outcome:
        """Show a file, or a draft that came back, whose buttons answer the question that stands."""
        if isinstance(made, Document):
            words = self._plot.picture(turn) if made.is_picture else system_replies.say_file_is_ready()
            return Outcome(turn.person, (replace(words, document=made),))
        person, reply = self._plot.rewritten(turn, made)
        where = person.where
        return Outcome(person, (stamped(reply, where.step, where.asking),) if reply.blocks else ())

    def nudge(self, turn: Turn) -> Outcome:
        """Say what is due now, if anything is; the question that stands is not asked again."""
        person = turn.person
        is_unfinished = self._way.is_unfinished(person)
        nudge = reminders_due.nudge_now(person, turn.now, turn.zone, is_unfinished=is_unfinished)
        if nudge is None:
            return Outcome(person)
        question = self._way.question(TurnState(turn, self._way.step_of(person)))
        # Each has a number of its own, so that the same button on the next is not taken for the old one.
        reply = stamped(self._plot.nudge(turn, nudge, question), self._plot.nudged, int(turn.now.timestamp()))
        return Outcome(reminders_due.noted(person, nudge, turn.now, turn.zone), (reply,))
