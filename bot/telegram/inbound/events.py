"""Translates updates of Telegram into events. Pure.

An update becomes a `UserEvent` for the coach, a `GroupMention` or `BotBlocked` for the channel, or None.
"""

import re
from typing import Final, TypeAlias

import telegram
from msgspec import Struct
from telegram import ChatMember, MessageEntity
from telegram.constants import ChatType

from bot.address import Address
from bot.i18n import language_for
from bot.telegram.client.channel import CHANNEL
from bot.telegram.inbound.updates import KNOWN, Entity, Message, Named, Press, Standing, Update, User
from bot.turns.incoming import IncomingEvent
from dialogs.model.address_book import File
from dialogs.protocol.callback_data import pressed
from dialogs.protocol.events import Edited, Garbled, Handed, Heard, MessageKind, Said, Sent, Shared
from dialogs.text import Language

UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that the bot handles and requests (`allowed_updates`)."""

KINDS: Final = {
    # First, since an animation also has a document and a venue also has a location, for old clients.
    "animation": MessageKind.VIDEO,
    "venue": MessageKind.LOCATION,
    "photo": MessageKind.PHOTO,
    "live_photo": MessageKind.PHOTO,
    "voice": MessageKind.VOICE,
    "audio": MessageKind.VOICE,
    "video": MessageKind.VIDEO,
    "video_note": MessageKind.VIDEO,
    "sticker": MessageKind.STICKER,
    "document": MessageKind.DOCUMENT,
    "location": MessageKind.LOCATION,
    "poll": MessageKind.OTHER,
    "dice": MessageKind.OTHER,
    "game": MessageKind.OTHER,
    "story": MessageKind.OTHER,
    "paid_media": MessageKind.OTHER,
    "checklist": MessageKind.OTHER,
    "invoice": MessageKind.OTHER,
    "giveaway": MessageKind.OTHER,
    "gift": MessageKind.OTHER,
    "unique_gift": MessageKind.OTHER,
    "chat_shared": MessageKind.OTHER,
    "web_app_data": MessageKind.OTHER,
}
"""The fields of messages without text that a user may send. Others are service messages, such as a pinned message."""


class UserEvent(Struct, frozen=True, gc=False):
    """An event for the coach. `query` is the id of the callback query to answer after the turn, if it was a press."""

    incoming: IncomingEvent
    query: str | None = None


class GroupMention(Struct, frozen=True, gc=False):
    """A message in a group that addresses the bot. The bot answers with one line and a link to the private chat."""

    chat: int
    message: int
    language: Language


class BotBlocked(Struct, frozen=True, gc=False):
    """The user blocked or unblocked the bot."""

    address: Address
    is_stopped: bool


Incoming: TypeAlias = UserEvent | GroupMention | BotBlocked


def incoming(update: Update, me: telegram.User) -> Incoming | None:
    """Translate an update for the bot `me`. Return None if there is nothing to do but to confirm the update."""
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return _passing(message, message.from_user, me) if update.message else None
    heard = _edited(message) if update.edited_message else _heard(message, me)
    if heard is None:
        return None
    return UserEvent(_arrival(update.update_id, heard, message.from_user))


def key_of(update_id: int) -> str:
    """Return the deduplication key of an update."""
    return f"{CHANNEL}:{update_id}"


def address_of(chat: int) -> Address:
    """Return the address of a private chat, whose id equals the user's id."""
    return Address(CHANNEL, str(chat))


def _arrival(update_id: int, heard: Heard, user: User, message: str | None = None) -> IncomingEvent:
    return IncomingEvent(
        address=address_of(user.id),
        heard=heard,
        key=key_of(update_id),
        language=language_for(user.language_code),
        called=user.first_name,
        message=message,
    )


def _press(update_id: int, query: Press) -> UserEvent | None:
    """Translate a callback query. Its message may be inaccessible, with an id only, or missing (inline mode)."""
    chat = query.message.chat if query.message else None
    if chat is not None and chat.type != ChatType.PRIVATE:
        return None
    heard = pressed(query.data) if query.data else Garbled()
    message = str(query.message.message_id) if query.message else None
    return UserEvent(_arrival(update_id, heard, query.from_user, message), query.id)


def _standing(standing: Standing) -> BotBlocked | None:
    if standing.chat.type != ChatType.PRIVATE:
        return None
    is_stopped = standing.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    return BotBlocked(address_of(standing.chat.id), is_stopped)


def _heard(message: Message, me: telegram.User) -> Heard | None:
    if message.text is not None:
        return Said(_without_name(message.text, me), str(message.message_id))
    if names := _shared(message):
        return Shared(names)
    others = message.others
    if (file := message.document) and "animation" not in others:
        return Handed(File(file.file_id, file.file_name or "", file.file_size))
    # A kind of message that is newer than PTB has fields that PTB does not know.
    unknown = MessageKind.OTHER if others - KNOWN or "contact" in others or "users_shared" in others else None
    kind = next((kind for field, kind in KINDS.items() if field in others), unknown)
    return None if kind is None else Sent(kind)


def _shared(message: Message) -> str:
    """Return the names of shared contacts, one a line. Nothing else of them is read."""
    contact = [message.contact] if message.contact else []
    people = message.users_shared.users if message.users_shared else []
    return "\n".join(filter(None, map(_name, contact + people)))


def _edited(message: Message) -> Edited | None:
    """Translate a changed text. A changed caption or a moving live location is no event."""
    return None if message.text is None else Edited(message.text, str(message.message_id))


def _name(person: Named) -> str:
    """Return first and last name in one line, since each line is one person."""
    return " ".join(f"{person.first_name or ''} {person.last_name or ''}".split())


def _without_name(text: str, me: telegram.User) -> str:
    """Remove the bot's name from a command: `/start@coach_bot` becomes `/start`."""
    return re.sub(rf"^(/\w+)@{re.escape(me.username or '')}\b", r"\1", text, count=1, flags=re.IGNORECASE)


def _passing(message: Message, user: User, me: telegram.User) -> GroupMention | None:
    answered = message.reply_to_message
    is_reply = answered is not None and answered.from_user is not None and answered.from_user.id == me.id
    if not is_reply and not _is_named(message, me):
        return None
    return GroupMention(message.chat.id, message.message_id, language_for(user.language_code))


def _is_named(message: Message, me: telegram.User) -> bool:
    """Whether a message in a group is a command for this bot or mentions it."""
    marks = [(entity, message.text) for entity in message.entities]
    marks += [(entity, message.caption) for entity in message.caption_entities]
    return any(_names(entity, _part(text or "", entity), me) for entity, text in marks)


def _names(entity: Entity, words: str, me: telegram.User) -> bool:
    name = f"@{me.username}".lower()
    match entity.type:
        case MessageEntity.BOT_COMMAND:
            _, at, bot = words.lower().partition("@")
            return not at or f"@{bot}" == name
        case MessageEntity.MENTION:
            return words.lower() == name
        case MessageEntity.TEXT_MENTION:
            return entity.user is not None and entity.user.id == me.id
        case _:
            return False


def _part(text: str, entity: Entity) -> str:
    """Return the text of an entity, whose offset and length count UTF-16 code units."""
    units = text.encode("utf-16-le")[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return units.decode("utf-16-le", "ignore")
