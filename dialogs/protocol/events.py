"""Events from the user, from a finished task or from the clock, whatever the channel."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import File
from dialogs.model.events import Pressed
from dialogs.protocol.tasks import Made, Task


class Said(Struct, frozen=True, gc=False):
    """A text, as typed; a command is a text that begins with `/`. `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class Garbled(Struct, frozen=True, gc=False):
    """A button whose data this coach never made: forged, or older than its form."""


class MessageKind(StrEnum):
    """What else a person may send; the coach answers each, and keeps none."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    DOCUMENT = "document"
    LOCATION = "location"
    OTHER = "other"


class Sent(Struct, frozen=True, gc=False):
    """Another kind of message; its caption, if it has one, is not taken for an answer."""

    kind: MessageKind


class Handed(Struct, frozen=True, gc=False):
    """A file; its caption, if it has one, is not taken for an answer."""

    file: File


class Shared(Struct, frozen=True, gc=False):
    """Persons shared from the address book or chosen in the channel: their names alone, one a line."""

    names: str


class Edited(Struct, frozen=True, gc=False):
    """An earlier message, changed afterwards to this text; `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class TaskDone(Struct, frozen=True, gc=False):
    """A want was done; what it made."""

    want: int
    made: Made


class TaskFailed(Struct, frozen=True, gc=False):
    """A want could not be done; what it was."""

    want: int
    of: Task | None = None


class Nudged(Struct, frozen=True, gc=False):
    """Nothing was heard, but the time has come to look at the person."""


Heard: TypeAlias = Said | Pressed | Garbled | Sent | Handed | Shared | Edited | TaskDone | TaskFailed | Nudged
