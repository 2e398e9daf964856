"""The Bot API methods of the test server: calls are parsed, checked, and refused or answered as Telegram does."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.support.telegram.courier import Courier
from tests.support.telegram.wire import Call, Fault, RefusedError, read_below, read_call, read_keyboard, read_text

Json = dict[str, Any]

MOST_FETCHED: Final = 20 * 2**20

BOT: Final[Json] = {
    "id": 42,
    "is_bot": True,
    "first_name": "Coach",
    "username": "coach_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as the user sees it. An edit is a further one with the same id."""

    id: int
    text: str
    rows: list[list[Json]] = field(default_factory=list)
    pre: list[str] = field(default_factory=list)
    is_edit: bool = False
    is_silent: bool = False
    file: tuple[str, bytes] | None = None
    below: list[list[Json]] | None = None

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [button["text"] for row in self.rows for button in row]


class Api:
    """A Bot API server on loopback: its queue of updates, and what was sent to each chat."""

    def __init__(self, token: str = "42:TEST") -> None:  # noqa: S107  # not a secret
        self.token = token
        self.calls: list[Call] = []
        self.refused: list[str] = []
        self.toasts: list[str | None] = []
        self.webhook = ""
        self.courier = Courier(self._taken)
        self.polls = 0
        self.updates: list[Json] = []
        self.files: dict[str, bytes] = {}
        self.slow: dict[str, asyncio.Event] = {}
        self.shown: dict[int, list[Shown]] = defaultdict(list)
        self.deleted: dict[int, set[int]] = defaultdict(set)
        self.below: dict[int, list[list[Json]]] = defaultdict(list)
        self.profile: dict[tuple[str, str], Any] = {}
        self._ids = count(1)
        self._faults: list[Fault] = []
        self._changed = asyncio.Event()
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/documents/{file}", self._serve_file)
        self._server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.polls += 1  # another poll in progress gets a 409
        self._changed.set()
        await self._server.close()
        await self.courier.close()

    @property
    def base(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until a condition holds; it is checked after each call and update. Raise TimeoutError after a minute."""
        async with asyncio.timeout(60):  # hundreds of updates may be in progress on a busy machine
            await self._until(holds)

    def of(self, method: str) -> list[Json]:
        """Return the parameters of all successful calls of a method."""
        return [call.params for call in self.calls if call.method == method]

    def fail(self, method: str, status: int, **how: Any) -> None:
        """Make the next call, or the next `times` calls, of a method fail."""
        self._faults.append(Fault(method, status, **how))

    def push(self, **update: Any) -> None:
        """Add an update to the queue, or deliver it to the webhook."""
        self.updates.append({"update_id": 1000 + next(self._ids)} | update)
        self.courier.bring(self.updates[-1])
        self._changed.set()

    def next_id(self) -> int:
        return next(self._ids)

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._changed.clear()
            await self._changed.wait()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _error(401, "Unauthorized")
        call = await read_call(request)
        if (fault := self._fault(call)) is not None:
            if fault.is_after:
                with suppress(RefusedError):  # the result is not used
                    await self._answer(call)
            if fault.status == 0 and request.transport:
                request.transport.abort()
            return _error(fault.status or 500, fault.description, fault.retry_after)
        try:
            return web.json_response({"ok": True, "result": await self._answer(call)})
        except RefusedError as error:
            self.refused.append(f"{call.method}: {error}")
            return _error(409 if str(error).startswith("Conflict") else 400, str(error))
        finally:
            self._changed.set()

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["file"])
        if content is None or request.match_info["token"] != self.token:
            return _error(404, "Not Found")
        if (end := self.slow.get(request.match_info["file"])) is not None:
            await end.wait()
        return web.Response(body=content)

    def _fault(self, call: Call) -> Fault | None:
        for fault in self._faults:
            is_here = fault.chat is None or str(fault.chat) == call.params.get("chat_id")
            if fault.method == call.method and fault.times and is_here:
                fault.times -= 1
                return fault
        return None

    async def _answer(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._get_updates(call.params)
        answers: dict[str, Callable[[Call], Any]] = {
            "getMe": lambda _: BOT,
            "deleteWebhook": self._delete_webhook,
            "setWebhook": self._set_webhook,
            "getWebhookInfo": lambda _: self.courier.info(self.webhook, len(self.updates)),
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "sendDocument": self._send_document,
            "sendPhoto": self._send_photo,
            "deleteMessages": self._delete_messages,
            "getFile": self._get_file,
            "answerCallbackQuery": self._answer_callback_query,
        }
        result = answers.get(call.method, self._show_or_set)(call)
        self.calls.append(call)
        return result

    async def _get_updates(self, params: Json) -> list[Json]:
        if self.webhook:
            raise RefusedError("Conflict: can't use getUpdates method while webhook is active")
        self.polls = poll = self.polls + 1
        offset = int(params.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        self._changed.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(float(params.get("timeout", 0)) or 0.001):
                await self._until(lambda: bool(self.updates) or self.polls != poll)
        if self.polls != poll:
            raise RefusedError("Conflict: terminated by other getUpdates request")
        return self.updates[: int(params.get("limit", 100))]

    def _delete_webhook(self, _: Call) -> bool:
        self.webhook = ""
        return True

    def _set_webhook(self, call: Call) -> bool:
        self.webhook = call.params["url"]
        self.courier.set(call.params, self.updates)
        return True

    def _taken(self, update: Json) -> None:
        self.updates.remove(update)
        self._changed.set()

    def _send_message(self, call: Call) -> Json:
        text, pre = read_text(call.params, "text", 4096, is_needed=True)
        is_silent = call.params.get("disable_notification") == "true"
        below = read_below(call.params)
        shown = Shown(next(self._ids), text, read_keyboard(call.params), pre, is_silent=is_silent, below=below)
        if below is not None:
            self.below[call.chat] = below
        return self._show(call, shown)

    def _send_document(self, call: Call) -> Json:
        text, pre = read_text(call.params, "caption", 1024, is_needed=False)
        file = call.files[call.params.get("document", "document").removeprefix("attach://")]
        return self._show(call, Shown(next(self._ids), text, read_keyboard(call.params), pre, file=file))

    def _get_file(self, call: Call) -> Json:
        file = call.params["file_id"]
        if file not in self.files:
            raise RefusedError("Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[file]) > MOST_FETCHED:
            raise RefusedError("Bad Request: file is too big")
        size = len(self.files[file])
        return {"file_id": file, "file_unique_id": file, "file_size": size, "file_path": f"documents/{file}"}

    def _send_photo(self, call: Call) -> Json:
        text, pre = read_text(call.params, "caption", 1024, is_needed=False)
        name, content = file = call.files[call.params.get("photo", "photo").removeprefix("attach://")]
        if not content.startswith(b"\x89PNG") or len(content) > 10_000_000:
            raise RefusedError(f"Bad Request: IMAGE_PROCESS_FAILED for {name}")
        return self._show(call, Shown(next(self._ids), text, read_keyboard(call.params), pre, file=file))

    def _edit_message_text(self, call: Call) -> Json:
        text, pre = read_text(call.params, "text", 4096, is_needed=True)
        message = int(call.params["message_id"])
        old = next((shown for shown in reversed(self.shown[call.chat]) if shown.id == message), None)
        if old is None or message in self.deleted[call.chat]:
            raise RefusedError("Bad Request: message to edit not found")
        new = Shown(message, text, read_keyboard(call.params), pre, is_edit=True)
        if (new.text, new.rows, new.pre) == (old.text, old.rows, old.pre):
            raise RefusedError("Bad Request: message is not modified: specified new message content is the same")
        return self._show(call, new)

    def _delete_messages(self, call: Call) -> bool:
        """Delete messages of the bot; already deleted ones are ignored."""
        messages = set(json.loads(call.params["message_ids"]))
        if not 1 <= len(messages) <= 100:
            raise RefusedError("Bad Request: message identifiers are not specified")
        self.deleted[call.chat] |= messages
        return True

    def _answer_callback_query(self, call: Call) -> bool:
        self.toasts.append(call.params.get("text"))
        return True

    def _show_or_set(self, call: Call) -> Any:
        """Return or set the bot's commands, name or descriptions, each by language."""
        verb, what = call.method[:5], call.method[5:]
        key = {"Commands": "commands", "Name": "name", "Description": "description"}.get(what, "short_description")
        code = call.params.get("language_code", "")
        if verb == "setMy":
            self.profile[key, code] = json.loads(call.params[key]) if key == "commands" else call.params[key]
            return True
        if verb != "getMy":
            raise RefusedError(f"Bad Request: {call.method} is not known here")
        kept = self.profile.get((key, code), [] if key == "commands" else "")
        return kept if key == "commands" else {key: kept}

    def _show(self, call: Call, shown: Shown) -> Json:
        self.shown[call.chat].append(shown)
        chat = {"id": call.chat, "type": "private" if call.chat > 0 else "group"}
        return {"message_id": shown.id, "date": 1, "chat": chat, "from": BOT, "text": shown.text}


def _error(code: int, description: str, retry_after: int | None = None) -> web.Response:
    parameters = {} if retry_after is None else {"parameters": {"retry_after": retry_after}}
    return web.json_response({"ok": False, "error_code": code, "description": description} | parameters, status=code)
