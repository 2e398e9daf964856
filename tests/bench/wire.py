"""HTTP as a bot speaks it with a Bot API server, as little of it as will do: the server must not be the bottleneck."""

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
    """A call: its method, and its parameters as they came, in the address, as a form or as JSON."""

    method: str
    form: str

    @property
    def params(self) -> dict[str, str]:
        """What was given; what is no text in JSON stays JSON."""
        if not self.form.startswith("{"):
            return dict(parse_qsl(self.form))
        given: dict[str, Any] = msgspec.json.decode(self.form)
        return {name: v if isinstance(v, str) else msgspec.json.encode(v).decode() for name, v in given.items()}


Respond: TypeAlias = Callable[[bytes], None]
Answer: TypeAlias = Callable[[Request, Respond], None]
"""Answers a call with JSON, at once or later."""


class Wire(asyncio.Protocol):
    """One connection, on which one call follows the other's answer."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._got = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is there."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Hear more; a call is answered when it is there as a whole."""
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
