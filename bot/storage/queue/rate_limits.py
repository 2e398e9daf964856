"""How fast messages may go, kept in the database for all processes together: of the whole bot, and of one chat.

Each message pays for a span of time, and what is paid for may outrun the clock a little: by that much may be sent at
once. So in no second is more sent than fits into that second and the little, which together are what is allowed.
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
"""The part of a second's messages that may go at once; the rest is what the others are spread over."""

EVERY: Final = timedelta(seconds=1)
AHEAD: Final = 2 * EVERY
"""A chat gets a message a second, and as many of them early as fit into this: three may go at once."""

LOCKED_S: Final = 0.02
"""Seconds to wait where another process takes from the budget just now."""

_NAMED: Final = BUDGET.c.name == bindparam("budget")
# Never waited for, since whoever waits may hold what the other waits for.
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
    """At most `per_second` messages in any second. Some of those that may go at once are left to replies."""

    per_second: float

    @property
    def burst(self) -> float:
        """How many may go at once."""
        return max(1.0, self.per_second * BURST)

    @property
    def rate(self) -> float:
        """How many a second may go for long."""
        return max(self.per_second - self.burst, self.per_second / 2)

    @property
    def reserve(self) -> float:
        """How many of those that may go at once are no nudges."""
        return (self.burst - 1) / 2


class RateLimiter:
    """What a channel may send now; without limits, anything. It is read, and then locked until the transaction ends."""

    def __init__(self, connection: Connection, name: str, limits: RateLimits | None, now: datetime) -> None:
        self._connection = connection
        self._name = name
        self._limits = limits
        self._now = now
        self._paid_until: datetime | None = None
        if limits is not None:
            for (paid_until,) in _READ.rows(connection, {"budget": name}):
                self._paid_until = max(paid_until, now)

    def room(self, wanted: int, *, is_nudge: bool = False) -> int:
        """Tell how many of the wanted messages may go."""
        if self._limits is None:
            return wanted
        if self._paid_until is None:
            return 0
        outrun_by = (self._paid_until - self._now).total_seconds() * self._limits.rate
        reserve = self._limits.reserve if is_nudge else 0.0
        # Times are whole microseconds, which must not cost a message.
        return max(min(int(self._limits.burst - reserve - outrun_by + 1e-3), wanted), 0)

    def take(self, count: int) -> None:
        """Pay for so many; also for what was sent already, and more than there was room for."""
        if self._limits is not None and self._paid_until is not None and count:
            self._paid_until += timedelta(seconds=count / self._limits.rate)
            _WRITE.run(self._connection, {"budget": self._name, "until": self._paid_until})

    def wait(self, *, is_nudge: bool = False) -> float:
        """Tell the seconds until a message may go; for nudges until a few may, so that not each is looked for."""
        if self._limits is None or self._paid_until is None:
            return LOCKED_S
        wanted = min(self._limits.reserve + 2, self._limits.burst) if is_nudge else 1.0
        outrun_by = (self._paid_until - self._now).total_seconds()
        return max(outrun_by - (self._limits.burst - wanted) / self._limits.rate, 0.0)


def prepare(connection: Connection, name: str, now: datetime) -> None:
    """See to it that there is a budget."""
    connection.execute(_FIRST, {"budget": name, "until": now})


def pause(connection: Connection, name: str, limits: RateLimits, until: datetime) -> None:
    """Let nothing of a channel go before then."""
    paid_until = until + timedelta(seconds=limits.burst / limits.rate)
    _WRITE.run(connection, {"budget": name, "until": paid_until})


def reserve_slot(connection: Connection, address: Address, person_id: UUID, now: datetime) -> datetime:
    """Tell when the chat may get a message, now or later, and note that it gets one then."""
    chat = {"on": address.channel, "to": address.external_id}
    rows = _PAID.rows(connection, chat)
    paid_until = max(rows[0][0], now) if rows else now
    if rows:
        _PAY.run(connection, chat | {"until": paid_until + EVERY})
    else:
        row = {"channel": address.channel, "external_id": address.external_id, "person_id": person_id}
        _PAY_FIRST.run(connection, row | {"paid_until": paid_until + EVERY})
    return max(now, paid_until - AHEAD)
