"""The parts of Telegram's updates that this bot reads.

`Update.de_json` of python-telegram-bot (PTB) builds every object of an update, which takes a hundred times as long.
"""

from inspect import signature
from typing import Any, Final

import msgspec
import telegram


class User(msgspec.Struct):
    """The sender of an update."""

    id: int
    first_name: str
    is_bot: bool = False
    language_code: str | None = None


class Chat(msgspec.Struct):
    """The chat of an update."""

    id: int
    type: str


class Entity(msgspec.Struct):
    """A part of a text with a meaning, such as a command or a mention. Offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    user: User | None = None


class Named(msgspec.Struct):
    """A shared contact: only the name, not the phone number."""

    first_name: str | None = None
    last_name: str | None = None


class SharedUsers(msgspec.Struct):
    """Users who were chosen with a `request_users` button."""

    users: list[Named]


class SentFile(msgspec.Struct):
    """A file that was sent as a document."""

    file_id: str
    file_name: str | None = None
    file_size: int | None = None


class Answered(msgspec.Struct):
    """The message to which another message replies."""

    from_user: User | None = msgspec.field(name="from", default=None)


class Message(msgspec.Struct):
    """A message. `others` are the names of all its fields; `read` sets them if there is no text."""

    message_id: int
    chat: Chat
    date: int = 0
    edit_date: int = 0
    from_user: User | None = msgspec.field(name="from", default=None)
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] = []
    caption_entities: list[Entity] = []
    reply_to_message: Answered | None = None
    contact: Named | None = None
    users_shared: SharedUsers | None = None
    document: SentFile | None = None
    others: frozenset[str] = msgspec.field(name="", default=frozenset())


class Bearer(msgspec.Struct):
    """The message with the button that was pressed. Of an inaccessible one, Telegram gives only the id and the chat."""

    message_id: int
    chat: Chat


class Press(msgspec.Struct):
    """A callback query: a button was pressed."""

    id: str
    from_user: User = msgspec.field(name="from")
    message: Bearer | None = None
    data: str | None = None


class Member(msgspec.Struct):
    """The bot's membership in a chat."""

    status: str


class Standing(msgspec.Struct):
    """A change of the bot's membership in a chat, such as a block."""

    chat: Chat
    new_chat_member: Member
    date: int = 0


class Update(msgspec.Struct):
    """An update with at most one of the optional fields."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: Standing | None = None

    @property
    def kind(self) -> str:
        """Telegram's name for the kind of update, or `other` for one that the bot does not read."""
        return next((name for name in self.__struct_fields__[1:] if getattr(self, name) is not None), "other")

    @property
    def at(self) -> int | None:
        """The time of the update in Unix seconds, or None for a press, for which Telegram gives no time."""
        message = self.message or self.edited_message
        return (message.edit_date or message.date or None) if message else None


KNOWN: Final = frozenset(signature(telegram.Message.__init__).parameters) | {"from"}
"""The fields of a message that PTB knows. Other fields are newer than PTB."""


def read(data: object) -> Update:
    """Read an update from decoded JSON. Of an update with an unknown structure, keep what an answer needs.

    Raise msgspec.ValidationError if it has no update id.
    """
    try:
        update = msgspec.convert(data, Update)
    except msgspec.ValidationError:
        return _in_short(data)
    message = update.message
    if message is not None and message.text is None and isinstance(data, dict):
        message.others = frozenset(name for name, value in data["message"].items() if value)
    return update


def _in_short(data: Any) -> Update:
    """Read only the sender and the chat of a message, and note that it has unknown content."""
    number = msgspec.convert(data, _Numbered).update_id
    try:
        whose = {name: data["message"][name] for name in ("message_id", "chat", "from")}
        message = msgspec.convert(whose, Message)
    except (KeyError, TypeError, msgspec.ValidationError):
        return Update(number)
    message.others = frozenset({"unknown"})
    return Update(number, message)


class _Numbered(msgspec.Struct):
    update_id: int
