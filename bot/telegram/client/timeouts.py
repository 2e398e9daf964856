"""The timeout of each part of a request, in the terms of PTB and of aiohttp."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import ClientTimeout
from telegram.request import BaseRequest, RequestData

Seconds: TypeAlias = Any
"""Seconds, None for no timeout, or `BaseRequest.DEFAULT_NONE`, whose type is private to PTB."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """The timeout of each part of a request, in seconds. None means no timeout."""

    read: float | None = 5.0
    write: float | None = 5.0
    connect: float | None = 5.0
    pool: float | None = 1.0
    media_write: float | None = 20.0

    def of_request(self, body: RequestData | None, read: Seconds, write: Seconds, connect: Seconds) -> ClientTimeout:
        """Return the timeouts given for one request in aiohttp's terms, with these as defaults.

        aiohttp has none for writing: the sum limits a whole request that has a body.
        """
        read_s = given(read, self.read)
        write_s = given(write, self.media_write if body is not None and body.contains_files else self.write)
        connect_s = given(connect, self.connect)
        total_s = _sum(connect_s, write_s, read_s) if body is not None else None
        return ClientTimeout(total_s, sock_connect=connect_s, sock_read=read_s)


def given(value: Seconds, default: float | None) -> float | None:
    """Return the seconds given, or else the default."""
    return default if value is BaseRequest.DEFAULT_NONE else value


def _sum(*seconds: float | None) -> float | None:
    return None if None in seconds else sum(part or 0.0 for part in seconds)
