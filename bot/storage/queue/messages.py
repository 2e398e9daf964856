"""What waits to be sent, as values: a message, who may claim it, and what came of a chat's first."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from msgspec import Struct, field

from bot.address import Address
from bot.storage.queue.rate_limits import RateLimits
from dialogs.protocol.replies import Reply

LEASE: Final = timedelta(seconds=60)
"""How long a claim holds: well over the time that sending may take."""


class MessageKind(StrEnum):
    """Whether somebody waits for a message. The values are stored."""

    REPLY = "reply"
    NUDGE = "nudge"


class RenderedReply(Struct, frozen=True, gc=False):
    """A spoken reply, and the message that it takes the place of, if one."""

    reply: Reply
    edit_message: str | None = None


class QueuedMessage(Struct, frozen=True, gc=False):
    """A message to be sent: what, to where, and which message it takes the place of, if one.

    `attempts` counts how often it was put off. `person_id` is none after the person was erased. `leased_by` is whoever
    claimed it, and may send it; `trace` follows it through the log.
    """

    id: int
    address: Address
    person_id: UUID | None
    reply: Reply
    card: str | None
    edit_message: str | None
    attempts: int = 0
    kind: MessageKind = MessageKind.REPLY
    leased_by: str | None = None
    trace: str | None = None


class QueueHead(Struct, frozen=True, gc=False):
    """What came of the first message of a chat: claimed here, or to be claimed from `due_at` on, or neither."""

    claimed: QueuedMessage | None = None
    due_at: datetime | None = None


def _always() -> bool:
    return True


class Claims(Struct, frozen=True, gc=False):
    """Whoever sends a channel's messages: their name, their limits, and whether they have room for one more now."""

    channel: str
    holder: str
    limits: RateLimits | None = None
    has_room: Callable[[], bool] = field(default=_always)
    lease: timedelta = LEASE


class Envelope(Struct, frozen=True, gc=False):
    """Where messages go, and how: held ones wait until the person is heard again, others until `due_at`, or not.

    `claims` may take the first of them at once, where no other waits for the chat.
    """

    address: Address
    person_id: UUID | None
    kind: MessageKind = MessageKind.REPLY
    is_held: bool = False
    due_at: datetime | None = None
    trace: str | None = None
    claims: Claims | None = None
