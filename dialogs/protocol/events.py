"""Events from the user, a finished task or the clock, independent of the channel."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from dialogs.model.address_book import File
from dialogs.model.events import Pressed
from dialogs.protocol.tasks import Made, Task


class Said(Struct, frozen=True, gc=False):
    """A typed text, which may be a command. `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class Garbled(Struct, frozen=True, gc=False):
    """A press whose callback data cannot be parsed: forged, or in an unknown format."""


class MessageKind(StrEnum):
    """The kind of a message that the coach cannot read. It replies to each kind, and stores none."""

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
    """Contacts shared from the phone's address book or picked in the channel: only their names, one to a line."""

    names: str


class Edited(Struct, frozen=True, gc=False):
    """The new text of an edited message. `message` is its id, if the channel has one."""

    text: str
    message: str = ""


class TaskDone(Struct, frozen=True, gc=False):
    """The result of a finished task."""

    task: int
    made: Made


class TaskFailed(Struct, frozen=True, gc=False):
    """The failure of a task; `of` is the task."""

    task: int
    of: Task | None = None


class ReminderCheck(Struct, frozen=True, gc=False):
    """A due check of whether the person gets a reminder."""


Heard: TypeAlias = Said | Pressed | Garbled | Sent | Handed | Shared | Edited | TaskDone | TaskFailed | ReminderCheck
