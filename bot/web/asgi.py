"""The ASGI application: a few paths, each answered by a function. It logs nothing of a request."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

PLAIN: Final = b"text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status, body and headers, whose names are in lower case."""

    status: int
    body: bytes = b""
    headers: Mapping[bytes, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, status: int, words: str = "") -> "Answer":
        """Return a response with one line of text that must not be cached."""
        return cls(status, f"{words}\n".encode(), {b"content-type": PLAIN, b"cache-control": b"no-store"})


Page: TypeAlias = Callable[[Scope, Receive], Awaitable[Answer]]


class Pages:
    """Routes requests to pages by path and method. A page for GET also answers HEAD."""

    def __init__(self, pages: Mapping[str, tuple[str, Page]]) -> None:
        self._pages = dict(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        answer = await self._answer(scope, receive)
        length = b"%d" % len(answer.body)
        headers = [(b"content-length", length), *answer.headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        found = self._pages.get(scope["path"])
        if found is None:
            return Answer.of(404, "not found")
        method, page = found
        if scope["method"] != method and (scope["method"], method) != ("HEAD", "GET"):
            return Answer(405, headers={b"allow": method.encode()})
        return await page(scope, receive)
