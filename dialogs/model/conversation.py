"""The person's position in the conversation, and the checkpoints for back."""

from datetime import datetime

from msgspec import Struct

from dialogs.model.events import Pressed
from dialogs.model.slots import Slots
from dialogs.model.undo_record import Undo


class Checkpoint(Struct, frozen=True, gc=False, omit_defaults=True):
    """A place in the conversation to return to, with the undo of what came after."""

    step: str
    slots: Slots = Slots()
    undo: Undo = Undo()
    version: int = 1
    """The version of the step's dialog, as in `Position`."""


class Unclear(Struct, frozen=True, gc=False, omit_defaults=True):
    """A message that was not understood for sure: its words, what it may be, and how often that has happened."""

    words: str = ""
    labels: tuple[str, ...] = ()
    times: int = 0


class Position(Struct, frozen=True, gc=False, omit_defaults=True):
    """The person's position: the step, the number of its question, the history, and the interrupted dialogs."""

    step: str
    asking: int = 0
    trail: tuple[Checkpoint, ...] = ()
    interrupted: tuple[Checkpoint, ...] = ()
    answered: Pressed | None = None
    """The newest button that was taken, to recognise a repeated press."""

    message: str = ""
    """The channel's id of the message with the newest answer, to recognise an edit of it."""

    missed: str = ""
    """The channel's id of the newest message if it was not an answer; an edit of it counts as a new message."""

    heard_at: datetime | None = None
    """The approximate time of the user's last event."""

    version: int = 1
    """The version of the step's dialog when the step was stored; its meaning may have changed since then."""

    replaced: tuple[int, ...] = ()
    """After a restore: the question number and the time in seconds up to which buttons refer to replaced facts."""

    aside: tuple[Checkpoint, ...] = ()
    """The dialogs that the restore interrupted; they continue if it is undone."""

    unclear: Unclear = Unclear()
    """The newest message, if the coach asked what it means or did not understand it."""
