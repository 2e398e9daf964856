"""The parts of Telegram's updates that this bot reads, and nothing else of them.

PTB's `Update.de_json` builds every object that an update holds, at a hundred times the time.
"""

from inspect import signature
from typing import Any, Final

import msgspec
import telegram


class User(msgspec.Struct):
    """Whoever sent something."""

    id: int
    first_name: str
    is_bot: bool = False
    language_code: str | None = None


class Chat(msgspec.Struct):
    """Where it was sent."""

    id: int
    type: str


class Entity(msgspec.Struct):
    """A part of a text that means something to Telegram; offset and length are in UTF-16 units."""

    type: str
    offset: int
    length: int
    user: User | None = None


class Named(msgspec.Struct):
    """Somebody who was shared: the name alone, not the phone number."""

    first_name: str | None = None
    last_name: str | None = None


class SharedUsers(msgspec.Struct):
    """People who were chosen from a list."""

    users: list[Named]


class SentFile(msgspec.Struct):
    """A file."""

    file_id: str
    file_name: str | None = None
    file_size: int | None = None


class Answered(msgspec.Struct):
    """The message that another one answers."""

    from_user: User | None = msgspec.field(name="from", default=None)


class Message(msgspec.Struct):
    """A message. `others` names what else it bears: set by `read`, where there is no text."""

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
    """The message that a button is below; it may be too old to be seen."""

    message_id: int
    chat: Chat


class Press(msgspec.Struct):
    """A button that was pressed."""

    id: str
    from_user: User = msgspec.field(name="from")
    message: Bearer | None = None
    data: str | None = None


class Member(msgspec.Struct):
    """What the bot is in a chat now."""

    status: str


class Standing(msgspec.Struct):
    """That the bot was stopped in a chat, or let in."""

    chat: Chat
    new_chat_member: Member
    date: int = 0


class Update(msgspec.Struct):
    """Something that happened."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Press | None = None
    my_chat_member: Standing | None = None

    @property
    def kind(self) -> str:
        """Name it as Telegram does; `other` is what the bot does not read."""
        return next((name for name in self.__struct_fields__[1:] if getattr(self, name) is not None), "other")

    @property
    def at(self) -> int | None:
        """When it happened, in seconds since 1970; none for a press, of which Telegram does not tell it."""
        message = self.message or self.edited_message
        return (message.edit_date or message.date or None) if message else None


KNOWN: Final = frozenset(signature(telegram.Message.__init__).parameters) | {"from"}
"""What a message may bear as PTB knows it: all else is newer."""


def read(data: object) -> Update:
    """Read an update from Telegram's JSON, decoded. One of a form that nobody knows keeps what makes it answerable.

    Raises msgspec.ValidationError where it is no update at all.
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
    """Leave of a message only who sent it, and that it had something in it."""
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
