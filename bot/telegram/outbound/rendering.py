"""Renders a translated reply as calls of the Bot API. Pure. Text is escaped here and nowhere else."""

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
"""The separator of two blocks."""


CHOOSING: Final = 1
"""The `request_id` of a button that shares users; a message has at most one such button."""

Json: TypeAlias = dict[str, Any]

Keyboard: TypeAlias = Json
"""Telegram's `reply_markup` as JSON. Building PTB's objects would take a tenth of the time of a turn."""


class SendText(Struct, frozen=True, gc=False):
    """A text message: its HTML, its keyboard, and whether it arrives without a notification sound."""

    html: str
    keyboard: Keyboard | None = None
    is_silent: bool = False


class SendFile(Struct, frozen=True, gc=False):
    """A file or a picture, with an optional caption as HTML."""

    name: str
    content: bytes
    html: str | None = None
    keyboard: Keyboard | None = None
    is_picture: bool = False


Call: TypeAlias = SendText | SendFile


def calls(reply: Reply) -> tuple[Call, ...]:
    """Return the calls for a reply, in order: one if the text fits, with the buttons on the last; none if it is empty.

    Raise ValueError if the callback data of a button is too long for Telegram.
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
    """Return the keyboard, or None if there are no buttons. A text that is too long for a copy button has none."""
    if reply.is_choosing:
        below = [[_button_below(button) for button in row] for row in reply.buttons]
        return {"keyboard": below, "resize_keyboard": True, "one_time_keyboard": True}
    rows = [[made for button in row if (made := _button(button))] for row in reply.buttons]
    rows = [row for row in rows if row]
    if not rows and reply.ends_choosing:
        return {"remove_keyboard": True}
    return {"inline_keyboard": rows} if rows else None


def _button_below(button: AnyButton) -> Json:
    """Return a button of the reply keyboard: it shares users or sends its label."""
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
            raise TypeError("a Choose button needs a reply keyboard")


def _texts(parts: tuple[str, ...], markup: Keyboard | None, *, is_silent: bool = False) -> tuple[SendText, ...]:
    last = len(parts) - 1
    return tuple(SendText(html, markup if n == last else None, is_silent) for n, html in enumerate(parts))


def _parts(blocks: tuple[Block, ...], limit: int) -> tuple[str, ...]:
    """Fill messages of at most `limit` UTF-16 units, markup not counted, with blocks. Split one only if necessary."""
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
    """Return the plain text of a block, whose length is what Telegram counts."""
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
    """Return a piece of a block as HTML. This is the only place where text is escaped."""
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
        raise TypeError("a reply must be translated before it is rendered")
    return words
