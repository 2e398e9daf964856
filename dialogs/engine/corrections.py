"""Where a correction is heard: in place of the newest answer, or where the person is; pure."""

from dialogs.engine import system_replies
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import BACK, TurnState
from dialogs.engine.turn_result import at_mark, message
from dialogs.model.conversation import Checkpoint, Position
from dialogs.model.records import replace
from dialogs.model.undo_record import Undo
from dialogs.protocol.events import Said


class Corrections:
    """Sets the scene anew; holds no state."""

    def __init__(self, way: Navigator) -> None:
        self._way = way

    def heard_instead(self, scene: TurnState, text: str) -> TurnState:
        """Where the person is, with this text for what was heard."""
        said = Said(text, message(scene.turn.heard))
        instead = TurnState(replace(scene.turn, heard=said), scene.state)
        instead.says.append(system_replies.say_corrected())
        return instead

    def heard_before(self, scene: TurnState, text: str) -> TurnState | None:
        """The question before, with the newest answer taken back and this text heard; none where there is none."""
        trail = _answers(scene.before.where)
        # Where back means more than one question back, the newest answer is not the one before.
        if not trail or self._way.script(scene.state).hears(scene.state, BACK):
            return None
        back = at_mark(scene.before, trail[-1], replace(scene.before.where, trail=trail[:-1]))
        if self._way.is_lost(back):
            return None
        before = TurnState(scene.turn.of(back), self._way.step_of(back))
        return self.heard_instead(before, text)


def _answers(where: Position) -> tuple[Checkpoint, ...]:
    """The way back to the newest answer, past marks that only turned a page of the question that stands."""
    trail = where.trail
    while trail and trail[-1].step == where.step and trail[-1].undo == Undo():
        trail = trail[:-1]
    return trail
