"""Queue depth for monitoring. Cost grows with the messages due, not with the backlog."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from bot.storage.db.tables import ADDRESS, OUTBOX

MOST: Final = 100_000
"""The largest count that is reported."""


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """Chats whose first message is due and not claimed, and the age of the oldest of these messages in seconds.

    `nudges` includes reminders that are due but not decided yet.
    """

    replies: int = 0
    nudges: int = 0
    oldest_s: float = 0.0


def depth(connection: Connection, channel: str, now: datetime) -> QueueDepth:
    """Count what is due on a channel now."""
    due = (
        select(OUTBOX.c.kind, OUTBOX.c.created_at)
        .where(OUTBOX.c.channel == channel, OUTBOX.c.due_at <= now)
        .limit(MOST)
        .subquery()
    )
    since = func.min(due.c.created_at, type_=OUTBOX.c.created_at.type)
    counts: dict[str, int] = {}
    oldest = now
    for kind, count, created_at in connection.execute(select(due.c.kind, func.count(), since).group_by(due.c.kind)):
        counts[kind] = count
        oldest = min(oldest, created_at)
    looks = select(ADDRESS.c.external_id).where(ADDRESS.c.channel == channel, ADDRESS.c.nudge_at <= now).limit(MOST)
    undecided = connection.execute(select(func.count()).select_from(looks.subquery())).scalar_one()
    return QueueDepth(counts.get("reply", 0), counts.get("nudge", 0) + undecided, (now - oldest).total_seconds())
