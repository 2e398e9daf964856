"""A minimal HTTP server for Bot API calls, so that the server is not the bottleneck."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

import msgspec

END_OF_HEAD: Final = b"\r\n\r\n"
LENGTH: Final = b"content-length:"
HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """A call: its method, and its raw parameters, in the query, a form or JSON."""

    method: str
    form: str

    @property
    def params(self) -> dict[str, str]:
        """The parameters; non-string values in JSON stay JSON."""
        if not self.form.startswith("{"):
            return dict(parse_qsl(self.form))
        given: dict[str, Any] = msgspec.json.decode(self.form)
        return {name: v if isinstance(v, str) else msgspec.json.encode(v).decode() for name, v in given.items()}


Respond: TypeAlias = Callable[[bytes], None]
Answer: TypeAlias = Callable[[Request, Respond], None]
"""Answers a call with JSON, immediately or later."""


class Wire(asyncio.Protocol):
    """A connection with one call at a time."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._got = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Store the transport."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Receive data; a call is answered when it is complete."""
        self._got += data
        if (request := self._whole()) is not None:
            self._answer(request, self._respond)

    def _whole(self) -> Request | None:
        head, end, body = self._got.partition(END_OF_HEAD)
        if not end or len(body) < _length(head):
            return None
        self._got = b""
        target = head.split(b" ", 2)[1].decode()
        path, _, query = target.partition("?")
        return Request(path.rpartition("/")[2], query or body.decode())

    def _respond(self, body: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(HEAD % len(body) + body)


def _length(head: bytes) -> int:
    _, found, after = head.lower().partition(LENGTH)
    return int(after.partition(b"\r\n")[0]) if found else 0
