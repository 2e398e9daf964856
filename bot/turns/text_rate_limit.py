"""The rate limit for long texts, which take the most time to read: GCRA in characters, per chat and process.

Short texts, presses and files are free, so that nobody who writes by hand ever reaches the limit.
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from threading import Lock
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from bot.turns.incoming import IncomingEvent
from dialogs.protocol.events import Edited, Said

if TYPE_CHECKING:
    from bot.address import Address

FREE: Final = 256
"""Characters up to which a text is free."""

LONGEST: Final = 4096
"""Characters that are charged at most for one text: the longest message that Telegram allows."""

BURST: Final = 5 * LONGEST
"""Characters that may come at once: five of the longest messages."""

A_SECOND: Final = 200
"""Characters a second in the long run: far more than anybody types."""

REFUSED_FOR: Final = timedelta(minutes=1)
"""How long all long texts of the chat are refused after one exceeded the rate, as its reply says."""

MOST_CHATS: Final = 10_000
"""Chats that are remembered; the one with the oldest text is forgotten first."""


class Admission(Enum):
    """What is done with an event: play its turn, refuse it with a reply, or drop it since a reply said so before."""

    PLAYED = auto()
    REFUSED = auto()
    DROPPED = auto()


class _Chat(Struct, gc=False):
    """`free_at`: the theoretical arrival time of GCRA. `key` and `admission`: the newest text and what was decided."""

    free_at: datetime
    refused_until: datetime
    key: str | None = None
    admission: Admission = Admission.PLAYED


class TextRateLimiter:
    """Decides about each event; one that is tried again gets the same decision. May be called in any thread."""

    def __init__(self) -> None:
        self._chats: dict[Address, _Chat] = {}
        self._lock = Lock()

    def admit(self, event: IncomingEvent, now: datetime) -> Admission:
        """Decide about an event and charge its chat."""
        if event.is_again or not isinstance(event.heard, Said | Edited) or len(event.heard.text) <= FREE:
            return Admission.PLAYED
        with self._lock:
            chat = self._chats.pop(event.address, None) or _Chat(now, now)
            self._chats[event.address] = chat  # the newest is last
            if len(self._chats) > MOST_CHATS:
                del self._chats[next(iter(self._chats))]
            if event.key is None or event.key != chat.key:
                chat.admission = _decide(chat, min(len(event.heard.text), LONGEST), now)
                chat.key = event.key
            return chat.admission


def _decide(chat: _Chat, characters: int, now: datetime) -> Admission:
    if now < chat.refused_until:
        return Admission.DROPPED
    free_at = max(chat.free_at, now) + timedelta(seconds=characters / A_SECOND)
    if free_at - now > timedelta(seconds=BURST / A_SECOND):
        chat.refused_until = now + REFUSED_FOR
        return Admission.REFUSED
    chat.free_at = free_at
    return Admission.PLAYED
