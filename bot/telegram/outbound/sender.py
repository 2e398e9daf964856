"""Sends a queued message to Telegram, as an edit of the message that it replaces or as a new one."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from msgspec import Struct
from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.storage.queue.messages import QueuedMessage
from bot.telegram.client.raw_calls import call
from bot.telegram.outbound.rendering import Call, SendFile, SendText, calls

AT_ONCE: Final = 100
"""Telegram's limit of messages in one call of `deleteMessages`."""

NO_PREVIEW: Final = {"is_disabled": True}

AS_IT_WAS: Final = "message is not modified"
NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
"""Telegram's errors for a message that is deleted, too old or without text: the reply is then sent as a new one."""


class Receipt(Struct, frozen=True, gc=False):
    """What was sent: the id of the last message, which has the buttons; the number of calls; the new messages' ids."""

    message: str | None
    parts: int = 1
    anew: tuple[str, ...] = ()


class Sender:
    """Sends through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, waiting: QueuedMessage, hidden: Sequence[str] = ()) -> Receipt:
        """Delete the `hidden` messages, then send all parts of this one. An empty reply has no parts.

        Raise telegram.error.TelegramError, and ValueError if the reply cannot be rendered.
        """
        chat = int(waiting.address.external_id)
        parts = calls(waiting.reply)
        match parts:
            case (SendText() as text,) if waiting.edit_message is not None:
                if await self._edit(chat, int(waiting.edit_message), text):
                    return Receipt(waiting.edit_message)
            case _:
                pass
        batches = [hidden[start : start + AT_ONCE] for start in range(0, len(hidden), AT_ONCE)]
        for batch in batches:
            await self._delete(chat, batch)
        anew = tuple([str(await self._send(chat, part)) for part in parts])
        return Receipt(anew[-1] if anew else None, len(batches) + len(parts), anew)

    async def _delete(self, chat: int, messages: Sequence[str]) -> None:
        """Delete messages. Ignore those that are gone already or cannot be deleted."""
        with suppress(BadRequest):
            await call(self._bot, "deleteMessages", {"chat_id": chat, "message_ids": list(map(int, messages))})

    async def _edit(self, chat: int, message: int, text: SendText) -> bool:
        """Edit a message. Return False if it cannot be edited."""
        try:
            await call(self._bot, "editMessageText", {"message_id": message} | _parameters(chat, text))
        except BadRequest as error:
            words = error.message.lower()
            if AS_IT_WAS in words:
                return True
            if any(known in words for known in NOT_EDITABLE):
                return False
            raise
        return True

    async def _send(self, chat: int, part: Call) -> int:
        """Send a part. Return the id of its message."""
        match part:
            case SendText():
                quiet = {"disable_notification": True} if part.is_silent else {}
                message = await call(self._bot, "sendMessage", _parameters(chat, part) | quiet)
                id_: int = message["message_id"]
                return id_
            case SendFile(name, content, html, keyboard, is_picture):
                send = self._bot.send_photo if is_picture else self._bot.send_document
                sent = await send(
                    chat,
                    InputFile(content, filename=name),
                    caption=html,
                    parse_mode=ParseMode.HTML,
                    api_kwargs={"reply_markup": keyboard} if keyboard else None,
                )
                return sent.message_id


def _parameters(chat: int, text: SendText) -> dict[str, Any]:
    whole = {"chat_id": chat, "text": text.html, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW}
    return whole if text.keyboard is None else whole | {"reply_markup": text.keyboard}
