"""Events from the user, from a finished task or from the clock, whatever the channel."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import File
from dialogs.model.events import Pressed
from dialogs.protocol.tasks import Made, Task


class Said(Struct, frozen=True, gc=False):
    """A typed text; a command is a text too. `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class Garbled(Struct, frozen=True, gc=False):
    """A press whose data cannot be parsed: forged, or of an unknown format."""


class MessageKind(StrEnum):
    """The kind of a message that the coach cannot read; it answers each, and stores none."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    DOCUMENT = "document"
    LOCATION = "location"
    OTHER = "other"


class Sent(Struct, frozen=True, gc=False):
    """A message of a kind that the coach cannot read; its caption is ignored."""

    kind: MessageKind


class Handed(Struct, frozen=True, gc=False):
    """A file; its caption is ignored."""

    file: File


class Shared(Struct, frozen=True, gc=False):
    """Contacts shared from the address book or chosen in the channel: only their names, one a line."""

    names: str


class Edited(Struct, frozen=True, gc=False):
    """An earlier message, edited to this text. `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class TaskDone(Struct, frozen=True, gc=False):
    """A task is done, with its result."""

    want: int
    made: Made


class TaskFailed(Struct, frozen=True, gc=False):
    """A task failed; `of` is the task."""

    want: int
    of: Task | None = None


class Nudged(Struct, frozen=True, gc=False):
    """The time to check whether the person is due a reminder."""


Heard: TypeAlias = Said | Pressed | Garbled | Sent | Handed | Shared | Edited | TaskDone | TaskFailed | Nudged
