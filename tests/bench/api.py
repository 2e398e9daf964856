"""A minimal Bot API server for load: it returns updates, accepts messages, and reports success for all other calls."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, TypeAlias

import msgspec

from tests.bench.wire import Request, Respond, Wire

Json: TypeAlias = dict[str, Any]

Reader: TypeAlias = Callable[[Json], None]
"""Receives a message of the bot in Telegram's format."""

BOT: Final[Json] = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
BATCH: Final = 100
"""Maximum number of updates that Telegram returns at once."""

AGREED: Final = b'{"ok":true,"result":true}'
NO_WEBHOOK: Final = b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}'
NOTHING: Final = b'{"ok":true,"result":[]}'

_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Poll:
    """A pending getUpdates call: its limit, how to respond, and the timer that ends it."""

    limit: int
    respond: Respond
    end: asyncio.TimerHandle


class Api:
    """The server. Like Telegram's, it returns updates until a higher offset confirms them.

    With a `bringer`, updates are delivered through it instead. Every call except getUpdates takes `delay_s` seconds.
    `calls` counts the bot's calls without polling; the `reader` receives each message.
    """

    def __init__(self, delay_s: float = 0.0, bringer: "Callable[[bytes], None] | None" = None) -> None:
        self.calls = 0
        self.reader: Reader | None = None
        self.secret = ""
        self._delay_s = delay_s
        self._bringer = bringer
        self._updates: deque[tuple[int, bytes]] = deque()
        self._update_ids = count(1)
        self._message_ids = count(1)
        self._poll: Poll | None = None
        self._is_waking = False
        self._ways: dict[str, Callable[[Request, Respond], None]] = {
            "sendMessage": self._send,
            "editMessageText": self._send,
            "setWebhook": self._set_webhook,
        }

    async def listen(self) -> tuple[asyncio.Server, str]:
        """Start to serve on a free port. Return the server and its URL."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Wire(self.answer), "127.0.0.1", 0)
        return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def message_id(self) -> int:
        """Return the next message id."""
        return next(self._message_ids)

    def push(self, **content: Json) -> None:
        """Add an update."""
        number = next(self._update_ids)
        update = _encode({"update_id": number} | content)
        if self._bringer is not None:
            self._bringer(update)
            return
        self._updates.append((number, update))
        if self._poll is not None and not self._is_waking:
            # Not immediately, so that simultaneous updates are returned together.
            self._is_waking = True
            asyncio.get_running_loop().call_soon(self._wake)

    def answer(self, request: Request, respond: Respond) -> None:
        """Answer a call."""
        if request.method == "getUpdates":
            self._get_updates(request, respond)
            return
        self.calls += 1
        if self._delay_s:
            asyncio.get_running_loop().call_later(self._delay_s, self._answer, request, respond)
        else:
            self._answer(request, respond)

    def _answer(self, request: Request, respond: Respond) -> None:
        way = self._ways.get(request.method)
        if way is not None:
            way(request, respond)
        elif request.method == "getMe":
            respond(_encode({"ok": True, "result": BOT}))
        elif request.method == "getWebhookInfo":
            respond(NO_WEBHOOK)
        elif request.method == "getMyCommands":
            respond(NOTHING)
        elif request.method.startswith("getMy"):
            respond(_encode({"ok": True, "result": {"name": "", "description": "", "short_description": ""}}))
        else:
            respond(AGREED)

    def _set_webhook(self, request: Request, respond: Respond) -> None:
        self.secret = request.params.get("secret_token", "")
        respond(AGREED)

    def _get_updates(self, request: Request, respond: Respond) -> None:
        params = request.params
        offset = int(params.get("offset", 0))
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._poll is not None:
            self._poll.end.cancel()
        seconds = 0.0 if self._updates else float(params.get("timeout", 0))
        end = asyncio.get_running_loop().call_later(seconds, self._wake)
        self._poll = Poll(int(params.get("limit", BATCH)), respond, end)

    def _wake(self) -> None:
        self._is_waking = False
        if self._poll is not None:
            poll, self._poll = self._poll, None
            poll.end.cancel()
            batch = [self._updates[n][1] for n in range(min(poll.limit, len(self._updates)))]
            poll.respond(b'{"ok":true,"result":[' + b",".join(batch) + b"]}")

    def _send(self, request: Request, respond: Respond) -> None:
        params = request.params
        chat, edited = int(params["chat_id"]), params.get("message_id")
        number = int(edited) if edited else self.message_id()
        message: Json = {
            "message_id": number,
            "date": 1_800_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "Kari"},
            "from": BOT,
            "text": params["text"],
        }
        if markup := params.get("reply_markup"):
            message["reply_markup"] = msgspec.json.decode(markup)
        respond(_encode({"ok": True, "result": message}))
        if self.reader is not None:
            self.reader(message)
