"""What commands do that are no step and no aside: start, back, skip, cancel, hide and show again; pure."""

from datetime import timedelta

from dialogs.engine import system_replies
from dialogs.engine.dialog_set import DialogSet
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import BACK, SKIPPED, Outcome, TurnState
from dialogs.engine.turn_result import TurnResult, seen, time_away
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.records import replace
from dialogs.model.undo_record import Undo
from dialogs.protocol.replies import ANYWHERE, say, stamped
from dialogs.rules.undo import undone

AWAY = timedelta(hours=20)
"""After so long the coach says where things stand."""


class BuiltinCommands:
    """Moves the person about; holds no state."""

    def __init__(self, plot: DialogSet, way: Navigator, ends: TurnResult) -> None:
        self._plot = plot
        self._way = way
        self._ends = ends

    def start(self, scene: TurnState) -> Outcome:
        """Say where things stand, once, and ask again what stands."""
        is_welcomed_anyway = time_away(scene.turn) >= AWAY
        return self._ends.aside(scene, say() if is_welcomed_anyway else self._plot.recap(scene.turn))

    def back(self, scene: TurnState) -> Outcome:
        """Go one question back, and take back what its answer changed."""
        where = scene.person.where
        script = self._way.script(scene.state)
        if script.hears(scene.state, BACK) and script.play(scene, BACK):
            return _shortened(self._ends.move_on(scene), where)
        if not where.trail:
            return self._ends.aside(scene, system_replies.say_no_way_back())
        *trail, mark = where.trail
        is_return = bool(where.interrupted) and where.interrupted[-1] == replace(mark, undo=Undo())
        interrupted = where.interrupted[:-1] if is_return else where.interrupted
        if mark.undo != Undo():
            scene.put(undone(scene.person, mark.undo))
            scene.says.append(system_replies.say_taken_back())
        return self._ends.put_at(scene, mark, replace(where, trail=tuple(trail), interrupted=interrupted))

    def skip(self, scene: TurnState) -> Outcome:
        """Leave the question unanswered, where that is possible."""
        script = self._way.script(scene.state)
        if script.hears(scene.state, SKIPPED) and script.play(scene, SKIPPED):
            return self._ends.move_on(scene)
        is_resting = scene.state in script.resting
        return self._ends.aside(
            scene, system_replies.say_nothing_to_skip() if is_resting else system_replies.say_cannot_skip()
        )

    def cancel(self, scene: TurnState) -> Outcome:
        """Leave what one is in, for what was interrupted by it."""
        if scene.state in {self._plot.home, self._plot.paused} or not scene.person.has_consented:
            return self._ends.aside(scene, system_replies.say_nothing_to_cancel())
        scene.says.append(system_replies.say_cancelled())
        return self.leave(scene)

    def leave(self, scene: TurnState) -> Outcome:
        """Go to what was interrupted by what one is in."""
        where = scene.person.where
        *interrupted, mark = where.interrupted or (Checkpoint(self._plot.home),)
        return self._ends.put_at(scene, mark, replace(where, trail=(), interrupted=tuple(interrupted)))

    def hide(self, scene: TurnState) -> Outcome:
        """Put out of sight what was said; the question stands as it was, and any answer to it is heard."""
        person = seen(scene.before, scene.turn.now)
        return Outcome(person, (stamped(system_replies.say_hidden(), ANYWHERE, person.where.asking),))

    def show(self, scene: TurnState) -> Outcome:
        """Ask again what stood before it was hidden."""
        return self._ends.aside(scene, say())


def _shortened(outcome: Outcome, before: Position) -> Outcome:
    """The outcome, with a way back that is one question shorter than before."""
    if outcome.person is None:
        return outcome
    where = replace(outcome.person.where, trail=before.trail[:-1])
    return replace(outcome, person=replace(outcome.person, where=where))
