"""Users in a closed loop: each acts as soon as the last reply came, and a new user follows each who has finished."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from tests.bench.api import Api, Json
from tests.bench.walk import Walk

FIRST_ID: Final = 1_000_000


@dataclass(slots=True)
class User:
    """A user on a walk: the step, the number of messages expected, since when, and the buttons seen."""

    id: int
    walk: Walk
    at: int = -1
    waits_for: int = 0
    since: float = 0.0
    buttons: dict[str, tuple[str, Json]] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """The user in Telegram's format."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.walk.name,
            "language_code": self.walk.language.value,
        }

    @property
    def chat(self) -> Json:
        """The user's chat with the bot."""
        return {"id": self.id, "type": "private", "first_name": self.walk.name}


class Crowd:
    """All users. `most` limits their total number; `took` holds the seconds of each finished turn.

    A turn lasts from the update until its last message is accepted. `troubles` are messages that no walk expects.
    """

    def __init__(self, api: Api, walks: Sequence[Walk], most: int | None = None) -> None:
        self.took: list[float] = []
        self.troubles: list[str] = []
        self._api = api
        self._walks = walks
        self._most = most
        self._came = 0
        self._users: dict[int, User] = {}
        self._awaited: list[tuple[int, asyncio.Event]] = []
        self._turns = 0
        self._ready: deque[User] | None = None
        self._beat: asyncio.TimerHandle | None = None
        api.reader = self._read

    def gather(self, at_once: int) -> None:
        """Let this number of users start at once."""
        for _ in range(at_once):
            self._come()

    def pace(self, offered: float) -> None:
        """Start turns at this rate per second, evenly spaced; 0 means each as soon as the last was answered."""
        if offered:
            self._ready = deque()
            self._next(1 / offered, asyncio.get_running_loop().time())

    def _next(self, every_s: float, at: float) -> None:
        if self._ready:
            self._goes_on(self._ready.popleft())
        self._beat = asyncio.get_running_loop().call_at(at + every_s, self._next, every_s, at + every_s)

    async def until(self, turns: int) -> None:
        """Wait for this total number of turns."""
        if self._turns < turns:
            event = asyncio.Event()
            self._awaited.append((turns, event))
            await event.wait()

    def _read(self, message: Json) -> None:
        """Receive a message; after the last expected one, do the next step."""
        user = self._users.get(message["chat"]["id"])
        if user is None or not user.waits_for:
            self.troubles.append("a message that nobody waits for")
            return
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        pressable = [button for row in rows for button in row if "callback_data" in button]
        user.buttons.update({button["text"]: (button["callback_data"], message) for button in pressable})
        user.waits_for -= 1
        if not user.waits_for:
            self._end_turn(user)

    def _end_turn(self, user: User) -> None:
        self.took.append(perf_counter() - user.since)
        self._turns += 1
        for turns, event in self._awaited:
            if turns <= self._turns:
                event.set()
        if self._ready is None:
            self._goes_on(user)
        else:
            self._ready.append(user)

    def _goes_on(self, user: User) -> None:
        if user.at + 1 < len(user.walk.steps):
            self._act(user)
        else:
            del self._users[user.id]
            self._come()

    def _come(self) -> None:
        if self._most is not None and self._came >= self._most:
            return
        user = User(FIRST_ID + self._came, self._walks[self._came % len(self._walks)])
        self._came += 1
        self._users[user.id] = user
        self._act(user)

    def _act(self, user: User) -> None:
        user.at += 1
        step = user.walk.steps[user.at]
        user.waits_for = step.messages
        user.since = perf_counter()
        if not step.is_press:
            self._say(user, step.does)
        elif step.does in user.buttons:
            self._press(user, *user.buttons[step.does])
        else:
            self.troubles.append(f"no button {step.does!r} in {list(user.buttons)}")

    def _say(self, user: User, text: str) -> None:
        message = {"message_id": self._api.message_id(), "date": 1_800_000_000, "chat": user.chat, "from": user.json}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        self._api.push(message=message | {"text": text})

    def _press(self, user: User, data: str, message: Json) -> None:
        query = {"id": str(self._api.message_id()), "from": user.json, "chat_instance": "1", "data": data}
        self._api.push(callback_query=query | {"message": message})
