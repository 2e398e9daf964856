"""Telegram's checks of a call and its reading of the text: strict HTML, lengths, keyboards."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from aiohttp import web

from tests.support.chat import hidden

Json = dict[str, Any]

TAGS: Final = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}


@dataclass(slots=True)
class Fault:
    """How the next calls of a method fail. `is_after`: after they have taken effect. Status 0 drops the connection."""

    method: str
    status: int
    description: str = "Internal Server Error"
    times: int = 1
    retry_after: int | None = None
    is_after: bool = False
    chat: int | None = None


@dataclass(slots=True)
class Call:
    """A call from the bot."""

    method: str
    params: Json
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def chat(self) -> int:
        return int(self.params["chat_id"])


class RefusedError(Exception):
    """A call that Telegram answers with 400; the message is its description."""


class _Reader(HTMLParser):
    """Extracts the text from Telegram's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.pre: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise RefusedError(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        if attrs and tag != "a":
            raise RefusedError("Bad Request: can't parse entities: unexpected attribute")
        self.open.append(tag)
        if tag == "pre":
            self.pre.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise RefusedError("Bad Request: can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.text += hidden(data) if "tg-spoiler" in self.open else data
        if "pre" in self.open:
            self.pre[-1] += data

    def handle_comment(self, data: str) -> None:
        raise RefusedError(f"Bad Request: can't parse entities: Unsupported start tag {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


def read_html(html: str) -> tuple[str, list[str]]:
    """Return the plain text and the content of `pre` blocks. Raise RefusedError for invalid HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise RefusedError(f"Bad Request: can't parse entities: Can't find end tag of \"{reader.open[-1]}\"")
    return reader.text.strip(), reader.pre


def units(text: str) -> int:
    """Return the number of UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def read_text(params: dict[str, Any], key: str, limit: int, *, is_needed: bool) -> tuple[str, list[str]]:
    """Return the text of a call. Raise RefusedError if it is empty, too long, or invalid HTML."""
    raw = str(params.get(key, ""))
    text, pre = read_html(raw) if params.get("parse_mode") == "HTML" else (raw.strip(), [])
    if is_needed and not text:
        raise RefusedError("Bad Request: message text is empty")
    if units(text) > limit:
        raise RefusedError("Bad Request: message is too long")
    return text, pre


def read_keyboard(params: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the inline keyboard of a call. Raise RefusedError for a button that Telegram would reject."""
    rows: list[list[dict[str, Any]]] = _markup(params).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        actions = set(button) & {"callback_data", "url", "copy_text"}
        data = str(button.get("callback_data", "x")).encode()
        copied = button.get("copy_text", {}).get("text", "x")
        if len(actions) != 1 or not button["text"] or set(button) - actions - {"text"}:
            raise RefusedError("Bad Request: can't parse inline keyboard button")
        if not 1 <= len(data) <= 64:
            raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
        if not 1 <= units(copied) <= 256:
            raise RefusedError("Bad Request: BUTTON_COPY_TEXT_INVALID")
        if not str(button.get("url", "https://")).startswith(("http://", "https://", "tg://")):
            raise RefusedError("Bad Request: BUTTON_URL_INVALID")
    return rows


def read_below(params: dict[str, Any]) -> list[list[dict[str, Any]]] | None:
    """Return the reply keyboard of a call: empty removes the present one, None leaves it.

    Raise RefusedError for a button that Telegram would reject.
    """
    markup = _markup(params)
    if markup.get("remove_keyboard"):
        return []
    if "keyboard" not in markup:
        return None
    rows: list[list[dict[str, Any]]] = markup["keyboard"]
    for button in (button for row in rows for button in row):
        asked = button.get("request_users", {"request_id": 1})
        if not button["text"] or set(button) - {"text", "request_users"}:
            raise RefusedError("Bad Request: can't parse keyboard button")
        if not isinstance(asked["request_id"], int) or not 1 <= asked.get("max_quantity", 1) <= 10:
            raise RefusedError("Bad Request: can't parse keyboard button request users")
    return rows


def _markup(params: dict[str, Any]) -> Json:
    """Return the `reply_markup` of a call."""
    markup: Json = json.loads(params.get("reply_markup") or "{}")
    if len(set(markup) & {"inline_keyboard", "keyboard", "remove_keyboard"}) > 1:
        raise RefusedError("Bad Request: object expected as reply markup")
    return markup


async def read_call(request: web.Request) -> Call:
    """Parse a call from its query and its form or JSON; non-string values in JSON stay JSON."""
    params: Json = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        given: Json = await request.json()
        params |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
        return Call(request.match_info["method"], params)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            params[name] = value if isinstance(value, str) else value.decode()
    return Call(request.match_info["method"], params, files)
