"""The stage that plays a transcript through Telegram's wire format, with a database between turns."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.background.reminders import ReminderScheduler
from bot.background.retention import RetentionJob
from dialogs.protocol.events import MessageKind
from tests.support.chat import Bubble, Clock, Start, quoted, sent
from tests.support.telegram.api import Json, Shown
from tests.support.telegram.server import TelegramServer, User

CONTENTS: dict[MessageKind, Json] = {
    MessageKind.PHOTO: {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
    MessageKind.VOICE: {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}},
    MessageKind.VIDEO: {
        "video": {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1, "duration": 1},
    },
    MessageKind.STICKER: {
        "sticker": {
            "file_id": "1",
            "file_unique_id": "1",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    MessageKind.DOCUMENT: {"document": {"file_id": "1", "file_unique_id": "1"}},
    MessageKind.LOCATION: {"location": {"longitude": 10.7, "latitude": 59.9}},
    MessageKind.OTHER: {"dice": {"emoji": "🎲", "value": 6}},
}
"""A message of each kind in Telegram's format."""


async def _never() -> datetime | None:
    return None


@dataclass(slots=True)
class InTelegram:
    """A stage with a bot that uses this server; both share `clock`.

    `is_quiet` returns whether the bot has nothing left to do or to send. `store` stores a person in its database, with
    messages to send. `next_look` and `next_expiry` return when the next reminder check and the next work of the
    retention job are due.
    """

    server: TelegramServer
    user: User
    is_quiet: Callable[[], Awaitable[bool]]
    store: Callable[[User, Start], Awaitable[None]]
    clock: Clock = field(default_factory=Clock)
    scheduler: ReminderScheduler | None = None
    next_look: Callable[[], Awaitable[datetime | None]] = _never
    keeper: RetentionJob | None = None
    next_expiry: Callable[[], Awaitable[datetime | None]] = _never
    newest: tuple[str, int] | None = None
    sent: Json | None = None

    async def begin(self, start: Start) -> None:
        self.clock.now = start.now
        await self.store(self.user, start)
        await self._since(0)
        assert len(self.server.messages(self.user)) == len(start.replies)

    async def type(self, text: str) -> list[Bubble]:
        self.sent = self.server.say(self.user, text)
        return await self._bubbles()

    async def press(self, label: str, *, is_old: bool, is_again: bool) -> list[Bubble]:
        if any(label == button["text"] for row in self.server.below[self.user.id] for button in row):
            return await self.type(label)
        if not is_again:
            found = [
                (button["callback_data"], shown.id)
                for shown in self.server.messages(self.user)
                for button in (button for row in shown.rows for button in row)
                if button["text"] == label and "callback_data" in button
            ]
            if is_old:
                asking = found[-1][0].rpartition(":")[2]
                found = [one for one in found if not one[0].endswith(f":{asking}")] or found[:1]
            self.newest = found[-1]
        assert self.newest
        self.server.press_data(self.user, *self.newest)
        return await self._bubbles()

    async def send(self, kind: MessageKind) -> list[Bubble]:
        self.server.send(self.user, **CONTENTS[kind])
        return await self._bubbles()

    async def hand(self, name: str) -> list[Bubble]:
        given = dict(shown.file for shown in self.server.shown[self.user.id] if shown.file)
        self.server.hand(self.user, name, given.get(name) or sent(name))
        return await self._bubbles()

    async def edit(self, text: str) -> list[Bubble]:
        assert self.sent
        self.server.edit(self.sent, text=text)
        return await self._bubbles()

    async def share(self, names: str) -> list[Bubble]:
        users = [{"user_id": n, "first_name": name} for n, name in enumerate(names.split("\n"))]
        self.server.send(self.user, users_shared={"request_id": 1, "users": users})
        return await self._bubbles()

    async def look(self, until: datetime) -> list[Bubble]:
        expires_at = await self.next_expiry()
        at = min((time for time in (await self.next_look(), expires_at) if time is not None), default=None)
        who = self.keeper if at == expires_at else self.scheduler
        if who is None or at is None or at > until:
            self.clock.now = until
            return []
        self.clock.now = max(self.clock.now, at)
        before = len(self.server.shown[self.user.id])
        await who.look()
        return await self._since(before)

    async def _bubbles(self) -> list[Bubble]:
        calls, shown = len(self.server.calls), len(self.server.shown[self.user.id])
        await self.server.until(lambda: not self.server.updates)
        messages = await self._since(shown)
        toasts = [
            Bubble(str(call.params["text"]), is_toast=True)
            for call in self.server.calls[calls:]
            if call.method == "answerCallbackQuery" and call.params.get("text")
        ]
        if any(call.method == "deleteMessages" for call in self.server.calls[calls:]):
            is_alone = len(self.server.messages(self.user)) == len(messages) == 1
            messages = [replace(one, is_alone=is_alone) for one in messages]
        return [*toasts, *messages]

    async def _since(self, shown: int) -> list[Bubble]:
        """Return the messages after the first `shown`, once the bot has nothing left to do."""
        async with asyncio.timeout(60):  # reading a file starts a process, which is slow on a busy machine
            while not await self.is_quiet():  # noqa: ASYNC110  # the outbox is in the database and has no event
                await asyncio.sleep(0.005)
        return [bubble(one) for one in self.server.shown[self.user.id][shown:]]


def bubble(shown: Shown) -> Bubble:
    """Return a message of the wire format as the chat shows it."""
    text = shown.text
    for pre in shown.pre:
        text = text.replace(pre, quoted(pre), 1)
    rows = tuple(tuple(button["text"] for button in row) for row in shown.rows or shown.below or ())
    file = shown.file[0] if shown.file else None
    below = None if shown.below is None else bool(shown.below)
    return Bubble(text, rows, file, is_instead=shown.is_edit, is_silent=shown.is_silent, below=below)
