"""Says a waiting message in Telegram: edits the message whose place it takes, or sends it anew."""

from dataclasses import dataclass
from typing import Any, Final

from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.storage.waiting import Waiting
from bot.telegram.calls import Call, SendFile, SendText, calls
from bot.telegram.wire import call

NO_PREVIEW: Final = {"is_disabled": True}

AS_IT_WAS: Final = "message is not modified"
NOT_EDITABLE: Final = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
"""What Telegram says of a message that is gone, too old, or not of text: the reply is sent anew."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What Telegram took: the id of the last message, which bears the buttons, and how many there are."""

    message: str | None
    parts: int = 1


class Sender:
    """Sends through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, waiting: Waiting) -> Receipt:
        """Send all its parts; an empty one has none.

        Raises telegram.error.TelegramError, and ValueError for a reply that no call can say.
        """
        chat = int(waiting.address.external_id)
        parts = calls(waiting.reply)
        match parts:
            case (SendText() as text,) if waiting.edit_message is not None:
                if await self._edit(chat, int(waiting.edit_message), text):
                    return Receipt(waiting.edit_message)
            case _:
                pass
        message: int | None = None
        for part in parts:
            message = await self._send(chat, part)
        return Receipt(None if message is None else str(message), len(parts))

    async def _edit(self, chat: int, message: int, text: SendText) -> bool:
        """Edit a message; false where it cannot be edited."""
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
        """Send a part; give the id of its message."""
        match part:
            case SendText():
                message = await call(self._bot, "sendMessage", _parameters(chat, part))
                id_: int = message["message_id"]
                return id_
            case SendFile(name, content, html, keyboard):
                document = await self._bot.send_document(
                    chat,
                    InputFile(content, filename=name),
                    caption=html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                )
                return document.message_id


def _parameters(chat: int, text: SendText) -> dict[str, Any]:
    whole = {"chat_id": chat, "text": text.html, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW}
    return whole if text.keyboard is None else whole | {"reply_markup": text.keyboard.to_dict()}
