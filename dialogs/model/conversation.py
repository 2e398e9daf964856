"""Where a person is in the conversation, and how to take an answer back."""

from datetime import datetime

from msgspec import Struct

from dialogs.model.events import Pressed
from dialogs.model.slots import Slots
from dialogs.model.undo_record import Undo


class Checkpoint(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place in the conversation that one can come back to, and what coming back takes back."""

    step: str
    slots: Slots = Slots()
    undo: Undo = Undo()
    version: int = 1
    """That of the step's dialog, as in `Position`."""


class Position(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where the person is: the step, the number of its asking, the way back, and what was interrupted."""

    step: str
    asking: int = 0
    trail: tuple[Checkpoint, ...] = ()
    interrupted: tuple[Checkpoint, ...] = ()
    answered: Pressed | None = None
    """The newest button that was taken, so that a second press of it is known."""

    message: str = ""
    """The message that gave the newest answer, by the channel's own id, so that a change of it is known."""

    missed: str = ""
    """The newest message, where it gave no answer: changed, it is heard anew."""

    heard_at: datetime | None = None
    """About when the person was here last."""

    version: int = 1
    """That of the step's dialog when the step was stored: since then it may have come to mean something else."""

    replaced: tuple[int, ...] = ()
    """The asking, and the second, up to which buttons speak of facts that others took the place of, if any did."""

    aside: tuple[Checkpoint, ...] = ()
    """What was interrupted when they did; it goes on if they are taken back."""
