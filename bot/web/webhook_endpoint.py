"""The webhook: an update that Telegram brings is answered with 200 only when its effect is committed.

With anything else Telegram brings it again, after a while, and meanwhile none of the same chat.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

import msgspec

from bot.errors import DatabaseError
from bot.web.asgi import Answer, Receive, Scope

MOST: Final = 1024 * 1024
"""The longest body, in bytes: many times the longest update."""

SECRET: Final = b"x-telegram-bot-api-secret-token"
AGAIN: Final = b"2"
"""Seconds after which Telegram is asked to come again."""

CLOSE: Final = {b"connection": b"close"}
"""For what is refused before it was read."""

Take: TypeAlias = Callable[[Any], Awaitable[None]]
"""Has an update, as JSON was decoded, take effect; returns when that is committed."""


class RefusedError(Exception):
    """What came is not taken; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WebhookEndpoint:
    """Takes updates from whoever knows the secret; `take` has them take effect, while the coach is there for it.

    `take` raises DatabaseError while the database is away, and msgspec.ValidationError for what is no update.
    `strange` is set when somebody came with another secret: perhaps Telegram, which was told another one.
    """

    def __init__(self, secret: str) -> None:
        self.take: Take | None = None
        self.strange = asyncio.Event()
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive) -> Answer:
        """Answer a request."""
        if not hmac.compare_digest(_header(scope, SECRET) or b"", self._secret):
            self.strange.set()
            return Answer(401, headers=CLOSE)
        try:
            data = _decoded(await _body(scope, receive))
        except RefusedError as error:
            return Answer(error.status, headers=CLOSE)
        if self.take is None:
            return _later()
        try:
            await self.take(data)
        except DatabaseError:
            return _later()
        except msgspec.ValidationError:
            return Answer(400)
        return Answer(200)


def _later() -> Answer:
    return Answer(503, headers={b"retry-after": AGAIN})


def _header(scope: Scope, name: bytes) -> bytes | None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    return next((value for known, value in headers if known == name), None)


async def _body(scope: Scope, receive: Receive) -> bytes:
    """Read the body. Raises RefusedError where it is too long, or breaks off, as where the server waited too long."""
    length = _header(scope, b"content-length") or b"0"
    if not length.isdigit() or int(length) > MOST:
        raise RefusedError(413)
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise RefusedError(400)
        part = message.get("body", b"")
        size += len(part)
        if size > MOST:
            raise RefusedError(413)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _decoded(body: bytes) -> Any:
    """Read JSON, whatever it is called. Raises RefusedError where it is none."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RefusedError(400) from None
