"""A small Bot API server with users for tests: Telegram's wire format without Telegram.

    async with TelegramServer() as server:
        kari = server.user("Kari", language_code="nb")
        ...                                     # a bot that uses server.base and server.token
        server.say(kari, "/start")
        (welcome,) = await server.replies(kari)
        server.press(kari, welcome.labels[0])   # the newest button with this label

Updates are dropped only when a higher offset is requested. Calls that Telegram would refuse get a 400 response and are
kept in `refused`; `fail` makes calls fail; `calls` are the successful ones.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tests.support.telegram.api import BOT, Api, Json, Shown


@dataclass(frozen=True, slots=True)
class User:
    """A Telegram user."""

    id: int
    first_name: str
    language_code: str | None = None

    @property
    def json(self) -> Json:
        """The user in Telegram's format."""
        code = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | code

    @property
    def chat(self) -> Json:
        """The user's private chat with the bot."""
        return {"id": self.id, "type": "private", "first_name": self.first_name}


class TelegramServer(Api):
    """The server, with the actions and views of its users."""

    def __init__(self, token: str = "42:TEST") -> None:  # noqa: S107  # not a secret
        super().__init__(token)
        self._read: dict[int, int] = defaultdict(int)

    def user(self, first_name: str = "Kari", language_code: str | None = None) -> User:
        """Add a user."""
        return User(7000 + self.next_id(), first_name, language_code)

    def say(self, user: User, text: str, **more: Any) -> Json:
        """Type a text; a command is marked as Telegram marks it."""
        name = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        marks = [{"type": "bot_command", "offset": 0, "length": len(name)}] if name else []
        return self.send(user, text=text, entities=marks, **more)

    def send(self, user: User, **content: Any) -> Json:
        """Send any other content, such as `voice={...}`, optionally to another `chat`. Return the message."""
        message = {"message_id": self.next_id(), "date": 1, "chat": user.chat, "from": user.json} | content
        self.push(message=message)
        return message

    def hand(self, user: User, name: str, content: bytes, **more: Any) -> Json:
        """Send a file, which the bot can download."""
        file = f"file-{self.next_id()}"
        self.files[file] = content
        document = {"file_id": file, "file_unique_id": file, "file_name": name, "file_size": len(content)}
        return self.send(user, document=document | more)

    def edit(self, message: Json, **content: Any) -> None:
        """Edit a sent message."""
        self.push(edited_message=message | {"edit_date": 2} | content)

    def press(self, user: User, label: str) -> None:
        """Press the newest button with this label or callback data."""
        messages = self.messages(user)
        for shown in reversed(messages):
            for button in (button for row in shown.rows for button in row):
                if "callback_data" in button and label in {button["text"], button["callback_data"]}:
                    return self.press_data(user, button["callback_data"], shown.id)
        raise LookupError(f"no button {label!r} in {[shown.labels for shown in messages]}")

    def press_data(self, user: User, data: str | None, message_id: int) -> None:
        """Press a button that may be old or forged."""
        message = {"message_id": message_id, "date": 1, "chat": user.chat, "from": BOT, "text": "…"}
        query = {"id": str(self.next_id()), "from": user.json, "chat_instance": "1", "message": message}
        self.push(callback_query=query | ({} if data is None else {"data": data}))

    def stand(self, user: User, status: str) -> None:
        """Block the bot (`kicked`), or unblock it (`member`)."""
        now = {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        old = {"user": BOT, "status": "member"}
        self.push(
            my_chat_member={
                "chat": user.chat,
                "from": user.json,
                "date": 1,
                "old_chat_member": old,
                "new_chat_member": now,
            }
        )

    def messages(self, user: User) -> list[Shown]:
        """Return the bot's messages as they look now, oldest first."""
        latest = {shown.id: shown for shown in self.shown[user.id] if shown.id not in self.deleted[user.id]}
        return sorted(latest.values(), key=lambda shown: shown.id)

    async def replies(self, user: User, expect: int | None = None, quiet: float = 0.06) -> list[Shown]:
        """Wait for new messages and edits: `expect` of them, or until there were none for `quiet` seconds.

        Raise TimeoutError after a minute without them, or while updates are unconfirmed.
        """
        await self.until(lambda: len(self._new(user)) >= (expect or 1) and not self.updates)
        seen = 0
        while expect is None and seen != len(self._new(user)):
            seen = len(self._new(user))
            await asyncio.sleep(quiet)
        new = self._new(user)
        self._read[user.id] += len(new)
        return new

    def _new(self, user: User) -> list[Shown]:
        return self.shown[user.id][self._read[user.id] :]
