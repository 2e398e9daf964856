"""What a Bot API server does for a bot under load: hands out updates, takes messages, and agrees to all else."""

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
"""Reads a message of the bot, as Telegram tells of it."""

BOT: Final[Json] = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
BATCH: Final = 100
"""The most updates that Telegram hands out at once."""

AGREED: Final = b'{"ok":true,"result":true}'
NO_WEBHOOK: Final = b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}'
NOTHING: Final = b'{"ok":true,"result":[]}'

_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Poll:
    """A bot that waits for updates: the most that it wants, how it is told, and what ends its waiting."""

    limit: int
    respond: Respond
    end: asyncio.TimerHandle


class Api:
    """The server. Updates go on being handed out until they are confirmed by a higher offset, as Telegram's do.

    With a `bringer` they are brought instead. A call takes `delay_s`, but for the asking after updates. `calls` counts
    what the bot asked for, polling aside; the `reader` is shown each message.
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
        """Begin to serve on a free port: the server, and its address."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Wire(self.answer), "127.0.0.1", 0)
        return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def message_id(self) -> int:
        """A number for a message."""
        return next(self._message_ids)

    def push(self, **content: Json) -> None:
        """Let something happen that the bot is to be told."""
        number = next(self._update_ids)
        update = _encode({"update_id": number} | content)
        if self._bringer is not None:
            self._bringer(update)
            return
        self._updates.append((number, update))
        if self._poll is not None and not self._is_waking:
            # Not at once, so that what happens together is handed out together.
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
