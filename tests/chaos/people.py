"""Users in a closed loop: each acts when the last action was answered, and a new user follows each who has finished.

They know the expected replies, and record everything else.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Final

from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.protocol.callback_data import pressed
from dialogs.protocol.events import Edited, Handed, Heard, Said, Sent, Shared
from tests.chaos.rehearsal import Message, Step, Walk, flat
from tests.chaos.telegram import Telegram
from tests.support.chat import sent
from tests.support.telegram.api import Json, Shown
from tests.support.telegram.server import User
from tests.support.telegram.stage import CONTENTS, bubble

PATIENCE_S: Final = 100.0
"""Seconds; longer than a claim of a replica that never returns."""


@dataclass(frozen=True, eq=False, slots=True)
class Accepted:
    """An accepted message: the time, and whether the response to the coach was lost."""

    at: float
    was_unanswered: bool


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A message that came too often: its user, all earlier messages with the same text, and the time.

    Which of them it repeats is unknown. If the answer to an action equals the message before, a repetition of that
    message is taken for the answer, and the real answer for the repetition.
    """

    whose: str
    before: Sequence[Accepted]
    at: float


@dataclass
class Guest:
    """A user on a walk: the progress, the messages received in this step, and unexpected ones.

    `alike` are the acceptances of the `last` message, and of equal ones directly before it.
    """

    user: User
    walk: Walk
    got: list[Message] = field(default_factory=list)
    last: Message | None = None
    alike: list[Accepted] = field(default_factory=list)
    step: Step | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    may_be: list[Person | None] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    sent: Json | None = None
    steps: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether all messages of this step have come."""
        return self.step is not None and any(way.said == tuple(self.got) for way in self.step.ways)

    def expects(self, message: Message) -> bool:
        """Return whether this message may come next."""
        got = (*self.got, message)
        return self.step is not None and any(way.said[: len(got)] == got for way in self.step.ways)


class Crowd:
    """All users. When `is_over` is set, no new user starts."""

    def __init__(self, server: Telegram, walks: Sequence[Walk], run: int = 0) -> None:
        self.guests: list[Guest] = []
        self.duplicates: list[Duplicate] = []
        self.waits: list[float] = []
        self.is_over = False
        self._server = server
        self._walks = walks
        self._next = count(run)
        self._by_chat: dict[int, Guest] = {}
        server.reader = self._read

    async def gather(self, at_once: int) -> None:
        """Keep this number of users active until `is_over` is set and each has finished."""
        await asyncio.gather(*(self._visits() for _ in range(at_once)))

    async def _visits(self) -> None:
        while not self.is_over:
            walk = self._walks[next(self._next) % len(self._walks)]
            guest = Guest(self._server.user(walk.name, walk.language.value), walk)
            self.guests.append(guest)
            self._by_chat[guest.user.id] = guest
            for step in walk.steps:
                if not await self._goes_on(guest, step):
                    break

    async def _goes_on(self, guest: Guest, step: Step) -> bool:
        """Do a step and wait for its answer. Return whether it came."""
        guest.got, guest.step = [], step
        guest.steps += 1
        said_before = guest.last
        begun = monotonic()
        before = len(self._server.pushed)
        for heard in step.does:
            if not self._do(guest, heard):
                guest.unexpected.append(f"{guest.walk.title}: no button for {heard}")
                return False
        pushed = set(self._server.pushed[before:])
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._answered(guest, pushed, said_before)
        self.waits.append(monotonic() - begun)
        if not guest.is_answered:
            guest.lost.append(f"{guest.walk.title}, step {guest.steps}: {len(guest.got)} messages to {step.does}")
        guest.may_be = [way.person for way in step.ways if way.said == tuple(guest.got)]
        return guest.is_answered and not guest.unexpected

    async def _answered(self, guest: Guest, pushed: set[int], said_before: Message | None) -> None:
        while not guest.is_answered:
            guest.changed.clear()
            await guest.changed.wait()
        assert guest.step
        if not guest.got or len(guest.step.does) > 1 or guest.got[0] == said_before:
            # The messages do not prove that the update was handled: none is expected, the step has several updates, or
            # the answer equals the last message and may be a repetition of it. So wait for the updates themselves.
            await self._server.until(lambda: not any(update["update_id"] in pushed for update in self._server.updates))

    def _do(self, guest: Guest, heard: Heard) -> bool:
        """Perform one action. Return False if there is no such button."""
        server, user = self._server, guest.user
        match heard:
            case Said(text):
                guest.sent = server.say(user, text)
            case Sent(kind):
                server.send(user, **CONTENTS[kind])
            case Handed(file):
                server.hand(user, file.name, sent(file.name))
            case Edited(text) if guest.sent:
                server.edit(guest.sent, text=text)
            case Shared(names):
                users = [{"user_id": n, "first_name": name} for n, name in enumerate(names.split("\n"))]
                server.send(user, users_shared={"request_id": 1, "users": users})
            case Pressed():
                return self._press(user, heard)
            case _:
                return False
        return True

    def _press(self, user: User, press: Pressed) -> bool:
        for shown in reversed(self._server.shown[user.id]):
            for _, data in _buttons(shown):
                if pressed(data) == press:
                    self._server.press_data(user, data, shown.id)
                    return True
        return False

    def _read(self, chat: int, shown: Shown, was_unanswered: bool) -> None:  # noqa: FBT001  # called with positional arguments
        guest = self._by_chat[chat]
        buttons = [(label, pressed(data)) for label, data in _buttons(shown)]
        message: Message = (
            flat(bubble(shown).text),
            tuple((label, press) for label, press in buttons if isinstance(press, Pressed)),
        )
        now, where = monotonic(), f"{guest.walk.title}, step {guest.steps}"
        if guest.expects(message):
            guest.got.append(message)
        elif guest.last == message:
            self.duplicates.append(Duplicate(where, tuple(guest.alike), now))
        else:
            guest.unexpected.append(f"{where}: {message[0][:60]!r}")
        if guest.last != message:
            guest.last, guest.alike = message, []
        guest.alike.append(Accepted(now, was_unanswered))
        guest.changed.set()


def _buttons(shown: Shown) -> list[tuple[str, str]]:
    pressable = [button for row in shown.rows for button in row if "callback_data" in button]
    return [(button["text"], button["callback_data"]) for button in pressable]
