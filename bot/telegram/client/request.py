"""The HTTP client of python-telegram-bot (PTB): a complete `BaseRequest` that takes a fraction of httpx's time.

Calls without files use `Poster`. Uploads, downloads and calls through a proxy use aiohttp. Timeouts, proxies and
errors are those of PTB's own `HTTPXRequest`, so that either can be used.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from typing import Any, ClassVar, Final, TypeAlias, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
import msgspec
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from httptools import HttpParserError
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.client.http import Poster
from bot.telegram.client.timeouts import Seconds, Timeouts, given

JSON: Final = {"Content-Type": "application/json"}
POOL: Final = "Pool timeout: all connections are occupied. The request was *not* sent to Telegram."


Watch: TypeAlias = Callable[[str, int, float], object]
"""Called after each request with the method of the Bot API, the status (0 if there was no response) and the seconds."""


@dataclass(frozen=True, slots=True)
class Query:
    """Parameters without files: a substitute for PTB's `RequestData`."""

    parameters: Mapping[str, Any]
    contains_files: ClassVar[bool] = False


class AioRequest(BaseRequest):
    """The HTTP client of a `telegram.Bot`, for polling and all other calls.

    `proxy` is a URL such as `http://user:secret@proxy:3128`. Without it, the variables HTTPS_PROXY, HTTP_PROXY,
    ALL_PROXY and NO_PROXY apply.
    """

    __slots__ = ("_pool", "_poster", "_proxies", "_proxy", "_session", "_timeouts", "_watch")

    def __init__(
        self,
        connections: int = 64,
        timeouts: Timeouts | None = None,
        proxy: str | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch
        self._pool = asyncio.Semaphore(connections)
        self._timeouts = timeouts or Timeouts()
        self._proxy = proxy
        self._proxies: dict[str, str | None] = {}
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The default read timeout, in seconds."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the connection pool. Repeated calls do nothing."""
        if self._session is None:
            trusted = authorities()
            self._poster = Poster(trusted, self.USER_AGENT)
            connector = TCPConnector(limit=0, ssl=trusted, ttl_dns_cache=60)
            self._session = ClientSession(
                connector=connector,
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                requote_redirect_url=False,
            )

    async def shutdown(self) -> None:
        """Close the connections. Repeated calls do nothing."""
        if self._session is not None:
            session, self._session = self._session, None
            await self._poster.close()
            await session.close()

    async def call(self, url: str, parameters: Mapping[str, Any], read_s: float | None = None) -> Any:
        """Post parameters, which may contain lists and mappings, as JSON. Return the `result` of the answer, decoded.

        Raise telegram.error.TelegramError or a subclass, as PTB's own calls do.
        """
        data = cast("RequestData", Query(parameters))
        return await self.post(url, data, read_timeout=self.DEFAULT_NONE if read_s is None else read_s)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request. Return the status and the body of the response.

        Raise TimedOut or NetworkError, and RuntimeError before `initialize`.
        """
        if self._session is None:
            raise RuntimeError("This AioRequest is not initialized!")
        timeout = self._timeouts.of_request(request_data, read_timeout, write_timeout, connect_timeout)
        # Our own semaphore, since aiohttp has one timeout for both waiting for a connection and opening one.
        await self._enter(given(pool_timeout, self._timeouts.pool))
        begun, status = perf_counter(), 0
        try:
            status, body = await self._exchange(self._session, method, url, request_data, timeout)
        finally:
            self._pool.release()
            if self._watch is not None:
                self._watch(_method_of(url), status, perf_counter() - begun)
        return status, body

    async def _enter(self, seconds: float | None) -> None:
        if not self._pool.locked():
            await self._pool.acquire()
            return
        try:
            async with asyncio.timeout(seconds):
                await self._pool.acquire()
        except TimeoutError:
            raise TimedOut(POOL) from None

    async def _exchange(
        self,
        session: ClientSession,
        method: str,
        url: str,
        request_data: RequestData | None,
        timeout: ClientTimeout,  # noqa: ASYNC109  # it has a timeout for each part, which aiohttp applies
    ) -> tuple[int, bytes]:
        proxy = self._proxy_for(url)
        try:
            if request_data is not None and not request_data.contains_files and proxy is None:
                body = msgspec.json.encode(request_data.parameters)
                return await self._poster.post(url, body, timeout.sock_connect, timeout.total)
            data, headers = _body(request_data)
            async with session.request(
                method, url, data=data, headers=headers, timeout=timeout, proxy=proxy, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        # The original error may contain the URL, and so the token: `from None` drops it.
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError, HttpParserError) as error:
            words = f": {error}" if isinstance(error, ClientConnectorError) else ""  # only host and port
            raise NetworkError(f"{type(error).__name__}{words}") from None

    def _proxy_for(self, url: str) -> str | None:
        if self._proxy is not None:
            return self._proxy
        parts = urlsplit(url)
        server = f"{parts.scheme}://{parts.netloc}"
        if server not in self._proxies:
            self._proxies[server] = proxy_from_environment(parts.scheme, parts.hostname or "")
        return self._proxies[server]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Decode Telegram's answer. Unlike PTB's own method, this never logs the answer.

        Raise telegram.error.TelegramError if it is not a JSON object.
        """
        try:
            return msgspec.json.decode(payload, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError("Invalid server response") from None


def authorities() -> ssl.SSLContext:
    """Return a TLS context that trusts the system's certificate authorities and certifi's; some machines have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def proxy_from_environment(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment sets for a host, or None."""
    proxies = getproxies()
    return None if proxy_bypass(host) else proxies.get(scheme) or proxies.get("all")


def _method_of(url: str) -> str:
    """Return the label of a call for the metrics. All downloads share `file`, since each path would be a new label."""
    return "file" if "/file/bot" in url else url.rpartition("/")[2].partition("?")[0]


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, Mapping[str, str] | None]:
    """Return the body and its headers: JSON, or multipart if there are files."""
    if data is None:
        return None, None
    if not data.contains_files:
        return msgspec.json.encode(data.parameters), JSON
    # File names are sent in UTF-8; the recipient would see percent-encoding as it is.
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, content_type) in data.multipart_data.items():
        # As a file object, since aiohttp warns about large bytes objects.
        file = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=file_name, content_type=content_type)
    return form, None
