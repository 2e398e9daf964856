"""The webhook endpoint: it answers an update with 200 only after its effect is committed.

After any other status, Telegram repeats the update later and delivers no other update of that chat before it.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

import msgspec

from bot.errors import DatabaseError
from bot.web.asgi import Answer, Receive, Scope

MOST: Final = 1024 * 1024
"""Limit of the body, in bytes: many times the longest update."""

SECRET: Final = b"x-telegram-bot-api-secret-token"
AGAIN: Final = b"2"
"""Seconds after which Telegram is asked to retry."""

CLOSE: Final = {b"connection": b"close"}
"""For requests that are refused before their body is read."""

Take: TypeAlias = Callable[[Any], Awaitable[None]]
"""Handles an update, given as decoded JSON, and returns when its effect is committed."""


class RefusedError(Exception):
    """The request is refused with `status`."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WebhookEndpoint:
    """Accepts updates from a client that knows the secret. `take` handles them; without it, the endpoint answers 503.

    `take` raises DatabaseError in an outage of the database, and msgspec.ValidationError if the body is not an update.
    `strange` is set by a request with a wrong secret, which may come from Telegram with an old registration.
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
    """Read the body. Raise RefusedError if it is too long or incomplete, as after a timeout."""
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
    """Decode JSON, whatever the content type. Raise RefusedError if it is invalid."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RefusedError(400) from None
