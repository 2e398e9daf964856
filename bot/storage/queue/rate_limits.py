"""GCRA rate limiter in the database, shared by all processes: for the whole bot, and for each chat.

The generic cell rate algorithm (ITU-T I.371; a leaky bucket as a meter) stores one time, the theoretical arrival time
(TAT). Each message advances it by 1 / rate, starting from now at the earliest. A message may be sent while the TAT is
ahead of the clock by less than the burst. No second then sees more messages than the rate and the burst together, and
`RateLimits` divides the allowance between the two. The TAT is stored in the column `paid_until`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import BUDGET, PACE

BURST: Final = 1 / 6
"""The share of a second's messages that may be sent at once; the rest is the sustained rate."""

EVERY: Final = timedelta(seconds=1)
AHEAD: Final = 2 * EVERY
"""How far the TAT of a chat may be ahead, at one message a second: three messages may be sent at once."""

LOCKED_S: Final = 0.02
"""Seconds to wait while another process holds the lock on the rate limit."""

_NAMED: Final = BUDGET.c.name == bindparam("budget")
# SKIP LOCKED, since waiting here could end in a deadlock.
_READ: Final = Statement(select(BUDGET.c.paid_until).where(_NAMED).with_for_update(of=BUDGET, skip_locked=True))
_WRITE: Final = Statement(update(BUDGET).where(_NAMED).values(paid_until=bindparam("until")))
_FIRST: Final = text(
    "INSERT INTO budget (name, paid_until) VALUES (:budget, :until) ON CONFLICT (name) DO NOTHING"
).bindparams(bindparam("until", type_=BUDGET.c.paid_until.type))
_CHAT: Final = (PACE.c.channel == bindparam("on"), PACE.c.external_id == bindparam("to"))
_PAID: Final = Statement(select(PACE.c.paid_until).where(*_CHAT))
_PAY: Final = Statement(update(PACE).where(*_CHAT).values(paid_until=bindparam("until")))
_PAY_FIRST: Final = Statement(insert(PACE))


@dataclass(frozen=True, slots=True)
class RateLimits:
    """At most `per_second` messages in any second. A part of the burst is reserved for replies."""

    per_second: float

    @property
    def burst(self) -> float:
        """How many messages may be sent at once."""
        return max(1.0, self.per_second * BURST)

    @property
    def rate(self) -> float:
        """How many messages a second may be sent for long."""
        return max(self.per_second - self.burst, self.per_second / 2)

    @property
    def reserve(self) -> float:
        """The part of the burst that reminders may not use."""
        return (self.burst - 1) / 2


class RateLimiter:
    """The rate limit of a channel, read and locked until the transaction ends. Without limits everything is allowed."""

    def __init__(self, connection: Connection, name: str, limits: RateLimits | None, now: datetime) -> None:
        self._connection = connection
        self._name = name
        self._limits = limits
        self._now = now
        self._tat: datetime | None = None
        if limits is not None:
            for (tat,) in _READ.rows(connection, {"budget": name}):
                self._tat = max(tat, now)

    def room(self, wanted: int, *, is_nudge: bool = False) -> int:
        """Return how many of the wanted messages may be sent now."""
        if self._limits is None:
            return wanted
        if self._tat is None:
            return 0
        used = (self._tat - self._now).total_seconds() * self._limits.rate
        reserve = self._limits.reserve if is_nudge else 0.0
        # Times are rounded to microseconds, which must not cost a message.
        return max(min(int(self._limits.burst - reserve - used + 1e-3), wanted), 0)

    def take(self, count: int) -> None:
        """Count messages, also those that were sent already and exceed the room."""
        if self._limits is not None and self._tat is not None and count:
            self._tat += timedelta(seconds=count / self._limits.rate)
            _WRITE.run(self._connection, {"budget": self._name, "until": self._tat})

    def wait(self, *, is_nudge: bool = False) -> float:
        """Return the seconds until a message may be sent; for reminders until a few may, to save polls."""
        if self._limits is None or self._tat is None:
            return LOCKED_S
        wanted = min(self._limits.reserve + 2, self._limits.burst) if is_nudge else 1.0
        ahead_by = (self._tat - self._now).total_seconds()
        return max(ahead_by - (self._limits.burst - wanted) / self._limits.rate, 0.0)


def prepare(connection: Connection, name: str, now: datetime) -> None:
    """Create the row of a channel's rate limit if it is missing."""
    connection.execute(_FIRST, {"budget": name, "until": now})


def pause(connection: Connection, name: str, limits: RateLimits, until: datetime) -> None:
    """Allow no message of a channel before `until`."""
    tat = until + timedelta(seconds=limits.burst / limits.rate)
    _WRITE.run(connection, {"budget": name, "until": tat})


def reserve_slot(connection: Connection, address: Address, person_id: UUID, now: datetime) -> datetime:
    """Return when the next message of a chat may be sent, and count it."""
    chat = {"on": address.channel, "to": address.external_id}
    rows = _PAID.rows(connection, chat)
    tat = max(rows[0][0], now) if rows else now
    if rows:
        _PAY.run(connection, chat | {"until": tat + EVERY})
    else:
        row = {"channel": address.channel, "external_id": address.external_id, "person_id": person_id}
        _PAY_FIRST.run(connection, row | {"paid_until": tat + EVERY})
    return max(now, tat - AHEAD)
