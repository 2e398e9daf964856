"""The values of the outbox: queued message, claims, envelope, and the head of a chat's queue."""

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


class QueuedKind(StrEnum):
    """Whether a message answers the user or is a reminder. The values are stored."""

    REPLY = "reply"
    NUDGE = "nudge"


class RenderedReply(Struct, frozen=True, gc=False):
    """A reply in the user's language, and the id of the message that it edits, if any."""

    reply: Reply
    edit_message: str | None = None


class QueuedMessage(Struct, frozen=True, gc=False):
    """A message to send, its address, and the id of the message that it edits, if any.

    `attempts` counts its retries. `person_id` is None after the person was deleted. `leased_by` is the sender that
    claimed it; `trace` connects it with log lines.
    """

    id: int
    address: Address
    person_id: UUID | None
    reply: Reply
    card: str | None
    edit_message: str | None
    attempts: int = 0
    kind: QueuedKind = QueuedKind.REPLY
    leased_by: str | None = None
    trace: str | None = None


class QueueHead(Struct, frozen=True, gc=False):
    """The first message of a chat: claimed by this process, or due at `due_at`, or neither."""

    claimed: QueuedMessage | None = None
    due_at: datetime | None = None


def _always() -> bool:
    return True


class Claims(Struct, frozen=True, gc=False):
    """What a sender may claim: its channel, its name, the rate limits, and whether it can take one more message now."""

    channel: str
    holder: str
    limits: RateLimits | None = None
    has_room: Callable[[], bool] = field(default=_always)
    lease: timedelta = LEASE


class Envelope(Struct, frozen=True, gc=False):
    """Where messages go, and when: held ones after the person's next event, others at `due_at` or at once.

    `claims` may take the first of them at once if no other message waits for the chat.
    """

    address: Address
    person_id: UUID | None
    kind: QueuedKind = QueuedKind.REPLY
    is_held: bool = False
    due_at: datetime | None = None
    trace: str | None = None
    claims: Claims | None = None
