"""The input and the result of a turn: incoming event and turn outcome."""

from msgspec import Struct

from bot.address import Address
from bot.storage.queue.messages import QueuedMessage
from bot.trace import trace_of
from dialogs.protocol.events import Heard, ReminderCheck, TaskDone, TaskFailed
from dialogs.text import Language


class IncomingEvent(Struct, frozen=True, gc=False):
    """An event with its address and what its channel knows of it.

    `key`, such as `telegram:<update id>`, makes its effect happen once. `language` is the channel's guess for a new
    person, `called` a name to show, and `message` the id of the message whose button was pressed. `is_again`: a replay
    of the dead letter with this key.
    """

    address: Address
    heard: Heard
    key: str | None = None
    language: Language = Language.EN
    called: str = ""
    message: str | None = None
    is_again: bool = False

    @property
    def trace(self) -> str | None:
        """The id that connects the event with its log lines and with the messages that answer it."""
        return None if self.key is None else trace_of(self.key)

    @property
    def is_reminder(self) -> bool:
        """Whether the turn was caused by a reminder that is due, not by the user."""
        return isinstance(self.heard, ReminderCheck)

    @property
    def is_task_result(self) -> bool:
        """Whether the event brings the result of a task."""
        return isinstance(self.heard, TaskDone | TaskFailed)


class TurnOutcome(Struct, frozen=True, gc=False):
    """The result of a turn for its caller.

    `is_repeat`: the event was handled before. `toast`: a short text for the press, in the user's language.
    `has_messages`, `has_tasks`: there is a new message to claim, a new task to do. `claimed`: the messages that are
    claimed already for this process.
    """

    is_repeat: bool = False
    toast: str | None = None
    has_messages: bool = False
    has_tasks: bool = False
    claimed: tuple[QueuedMessage, ...] = ()
