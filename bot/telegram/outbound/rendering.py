"""From a reply, spoken, to the calls that say it in Telegram; pure. Text is escaped here and nowhere else."""

from html import escape
from typing import Any, Final, TypeAlias

from msgspec import Struct
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.telegram.outbound.split import length, pieces
from dialogs.protocol.callback_data import callback_data
from dialogs.protocol.replies import (
    AnyButton,
    Block,
    Button,
    Choose,
    Copy,
    CopyButton,
    Items,
    Link,
    Para,
    Reply,
    Spoiler,
    Title,
)
from dialogs.text import Words

GAP: Final = "\n\n"
"""Between two blocks."""


CHOOSING: Final = 1
"""The number of the one choice that a message offers: what was chosen comes with it."""

Json: TypeAlias = dict[str, Any]

Keyboard: TypeAlias = Json
"""Telegram's `reply_markup`, as it stands in JSON; PTB's objects would take a tenth of a turn to make."""


class SendText(Struct, frozen=True, gc=False):
    """A message: its text as HTML, and whether it comes without a sound."""

    html: str
    keyboard: Keyboard | None = None
    is_silent: bool = False


class SendFile(Struct, frozen=True, gc=False):
    """A file or a picture, with the words below it as HTML; None: none."""

    name: str
    content: bytes
    html: str | None = None
    keyboard: Keyboard | None = None
    is_picture: bool = False


Call: TypeAlias = SendText | SendFile


def calls(reply: Reply) -> tuple[Call, ...]:
    """Say what to send, in order: one message where it fits, buttons on the last; nothing for an empty reply.

    Raises ValueError for a button whose data Telegram would not take.
    """
    markup = keyboard(reply)
    if reply.document is None:
        return _texts(_parts(reply.blocks, MessageLimit.MAX_TEXT_LENGTH), markup, is_silent=reply.is_silent)
    document = reply.document
    captions = _parts(reply.blocks, MessageLimit.CAPTION_LENGTH)
    if len(captions) <= 1:
        caption = captions[0] if captions else None
        return (SendFile(document.name, document.content, caption, markup, document.is_picture),)
    texts = _texts(_parts(reply.blocks, MessageLimit.MAX_TEXT_LENGTH), markup)
    return (SendFile(document.name, document.content, is_picture=document.is_picture), *texts)


def keyboard(reply: Reply) -> Keyboard | None:
    """Lay out the buttons; None without any. What Telegram cannot copy at a tap is left out."""
    if reply.is_choosing:
        below = [[_button_below(button) for button in row] for row in reply.buttons]
        return {"keyboard": below, "resize_keyboard": True, "one_time_keyboard": True}
    rows = [[made for button in row if (made := _button(button))] for row in reply.buttons]
    rows = [row for row in rows if row]
    if not rows and reply.ends_choosing:
        return {"remove_keyboard": True}
    return {"inline_keyboard": rows} if rows else None


def _button_below(button: AnyButton) -> Json:
    """Make a button below the input field, which chooses people, or else says its label."""
    label = _plain(button.label)
    if not isinstance(button, Choose):
        return {"text": label}
    people = {"request_id": CHOOSING, "user_is_bot": False, "max_quantity": button.most, "request_name": True}
    return {"text": label, "request_users": people}


def _button(button: AnyButton) -> Json | None:
    label = _plain(button.label)
    match button:
        case Button():
            data = callback_data(button)
            if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
                raise ValueError(f"the data of a button of {button.step} is too long")
            return {"text": label, "callback_data": data}
        case CopyButton(text=text):
            fits = 1 <= length(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT
            return {"text": label, "copy_text": {"text": text}} if fits else None
        case Link(url=url):
            return {"text": label, "url": url}
        case Choose():
            raise TypeError("it stands below the input field")


def _texts(parts: tuple[str, ...], markup: Keyboard | None, *, is_silent: bool = False) -> tuple[SendText, ...]:
    last = len(parts) - 1
    return tuple(SendText(html, markup if n == last else None, is_silent) for n, html in enumerate(parts))


def _parts(blocks: tuple[Block, ...], limit: int) -> tuple[str, ...]:
    """Fill messages of at most `limit` units after parsing with blocks; cut a block only if need be."""
    parts: list[str] = []
    room = 0
    for block in blocks:
        for piece in pieces(_words(block), limit):
            html = _html(block, piece)
            if room >= length(GAP) + length(piece):
                parts[-1] += GAP + html
                room -= length(GAP) + length(piece)
            else:
                parts.append(html)
                room = limit - length(piece)
    return tuple(parts)


def _words(block: Block) -> str:
    """Take what a block says as plain text, as long as Telegram counts it."""
    match block:
        case Para(words) | Title(words):
            return _plain(words).strip()
        case Items(items):
            return "\n".join(f"• {_plain(item)}" for item in items)
        case Copy(text):
            return text.strip("\n")
        case Spoiler(lines):
            return "\n".join(map(_plain, lines)).strip()


def _html(block: Block, words: str) -> str:
    """Mark up a piece of a block. This is the one place where text is escaped."""
    safe = escape(words, quote=False)
    match block:
        case Title():
            return f"<b>{safe}</b>"
        case Copy():
            return f"<pre>{safe}</pre>"
        case Spoiler():
            return f"<tg-spoiler>{safe}</tg-spoiler>"
        case Para() | Items():
            return safe


def _plain(words: Words) -> str:
    if not isinstance(words, str):
        raise TypeError("a reply must have been given its language before it is sent")
    return words
