"""The outbox: messages written in the transaction of their turn, claimed by a sender, and deleted when sent.

This is the transactional outbox pattern with leases. The messages of a chat are sent in the order of their ids. Only
the first of them has a time at which it is due, so the cost of claiming grows with the messages claimed, not with the
backlog. The transaction that deletes the first makes the next one the first. A claim is a lease: it sets `due_at` to
its own expiry, so the message is due again if the sender dies. A person's row is always locked before the messages of
their chat.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import Connection

from bot.address import Address
from bot.storage.db.database import scrub_after
from bot.storage.queue import cards, reminders, sent_messages
from bot.storage.queue import outbox_sql as sql
from bot.storage.queue.enqueueing import add_first, next_slot, row_of
from bot.storage.queue.hiding import record_hidden
from bot.storage.queue.messages import LEASE, Claims, Envelope, QueuedKind, QueuedMessage, QueueHead, RenderedReply
from bot.storage.queue.rate_limits import RateLimiter

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FRESH: Final = timedelta(minutes=10)
"""How long the text of a reminder, and the hour of sending it, stay right."""

STALE_RETRY: Final = timedelta(hours=1)
"""When a stale reminder may be claimed again, unless a turn has decided again by then."""

MOST: Final = 200
"""The most messages that wait for one chat; beyond it, and beyond `MOST_BYTES` in all, the oldest are dropped."""

MOST_BYTES: Final = 32 * 2**20

LOCKED_S: Final = 0.05
"""Seconds to wait while due messages are locked by a turn of their chat."""


def add(connection: Connection, envelope: Envelope, replies: Sequence[RenderedReply], now: datetime) -> QueueHead:
    """Append messages to the queue of a chat. If it was empty, return what became of the first."""
    if not replies:
        return QueueHead()
    chat = sql.chat(envelope.address)
    head = QueueHead()
    behind = replies
    if sql.FIRST.rows(connection, chat):
        if envelope.kind is QueuedKind.REPLY:
            sql.HURRY.run(connection, chat)
    elif not envelope.is_held:
        head = add_first(connection, envelope, replies[0], now)
        behind = replies[1:]
    sql.ADD.run_all(connection, [row_of(envelope, rendered, now) for rendered in behind])
    if not head.claimed and not head.due_at:
        _drop_oldest(connection, envelope)
    return head


def _drop_oldest(connection: Connection, envelope: Envelope) -> None:
    """Delete the oldest messages of a chat whose queue is too long, except the first and those that are claimed."""
    queue = sql.QUEUE.rows(connection, sql.chat(envelope.address))
    more, size = len(queue) - MOST, sum(length for _, length, _ in queue)
    if more <= 0 and size <= MOST_BYTES:
        return
    dropped: list[int] = []
    for id_, length, leased_by in queue[1:-1]:
        if leased_by is None and (more > len(dropped) or size > MOST_BYTES):
            dropped.append(id_)
            size -= length
    sql.DELETE.run_all(connection, [{"row_id": id_} for id_ in dropped])
    log.warning("messages dropped", count=len(dropped), update=envelope.trace)


def withdraw(connection: Connection, address: Address) -> bool:
    """Delete the reminder that waits for a chat, unless it is being sent. Return False if there is none.

    It is the last message of its chat: a reminder is added only to an empty queue, and a reply behind it turns it
    into a reply.
    """
    return sql.WITHDRAW.run(connection, sql.chat(address)) > 0


def is_empty(connection: Connection, address: Address) -> bool:
    """Whether no message waits for a chat."""
    return not sql.FIRST.rows(connection, sql.chat(address))


def may_go(connection: Connection, nudge: QueuedMessage, now: datetime) -> bool:
    """Whether a claimed reminder may be sent: it is not stale, and its person still exists.

    A stale reminder is released, and a turn that decides again is due at once.
    """
    key = {"row_id": nudge.id, "by": nudge.leased_by}
    rows = sql.IS_OURS.rows(connection, key)
    if not rows or now - rows[0][0] <= FRESH:
        return bool(rows)
    sql.GIVE_BACK.run(connection, key | {"until": now + STALE_RETRY})
    reminders.plan(connection, nudge.address, now)
    return False


def claim(
    connection: Connection, claims: Claims, now: datetime, most: int, most_nudges: int, *, takes_over: bool = True
) -> tuple[list[QueuedMessage], float]:
    """Claim due messages, replies before reminders. Return them and the seconds until the next poll is worthwhile.

    `takes_over`: expired claims of other senders are due, too.
    """
    limiter = RateLimiter(connection, claims.channel, claims.limits, now)
    lease = {"until": now + claims.lease, "by": claims.holder}
    found: list[QueuedMessage] = []
    wait = float("inf")
    for kind, room in ((QueuedKind.REPLY, most), (QueuedKind.NUDGE, most_nudges)):
        wanted = limiter.room(min(room, most - len(found)), is_nudge=kind is QueuedKind.NUDGE)
        key = {"on": claims.channel, "of": kind.value, "now": now, "most": wanted, "takes_over": takes_over} | lease
        taken = [sql.message_of(row, claims.holder) for row in sql.CLAIM.rows(connection, key)] if wanted else []
        limiter.take(len(taken))
        found += sorted(taken, key=_id_of)
        if len(taken) < wanted or wanted < room:
            wait = min(wait, _wait(connection, claims.channel, kind, now, limiter))
    return found, wait


def first_of(connection: Connection, address: Address, now: datetime) -> QueuedMessage | None:
    """Return the first message of a chat if it is due, for a channel with one reader, which claims nothing."""
    for *row, _ in sql.NEXT.rows(connection, sql.chat(address)):
        if row[sql.DUE_AT] is not None and row[sql.DUE_AT] <= now:
            return sql.message_of(row, row[sql.LEASED_BY])
    return None


def sent(
    connection: Connection,
    waiting: QueuedMessage,
    message_id: str | None,
    now: datetime,
    claims: Claims | None = None,
    *,
    anew: Sequence[str] = (),
    parts: int = 1,
) -> QueueHead:
    """Delete a message that was sent, and make the chat's next one due, or claim it if `claims` allow it.

    The card of the message, if any, is on `message_id` from now on. `anew`: the ids of the messages that the chat
    shows since then. `parts`: as many messages count against the rate limit.
    """
    person_id, card = waiting.person_id, waiting.card
    # Before the row is deleted, since this may lock the person; and not for a deleted person.
    if card and person_id and message_id and sql.IS_THERE.rows(connection, {"row_id": waiting.id}):
        cards.move(connection, person_id, waiting.address.channel, card, message_id)
    if person_id and waiting.reply.hides:
        record_hidden(connection, waiting.address, person_id)
    sent_messages.add(connection, waiting.id, anew, now)
    if claims and claims.limits and parts > 1:
        RateLimiter(connection, claims.channel, claims.limits, now).take(parts - 1)
    return _delete(connection, waiting, now, claims)


def retry_later(connection: Connection, waiting: QueuedMessage, until: datetime) -> QueueHead:
    """Make a message due again at `until`; all messages behind it wait as well."""
    key = {"row_id": waiting.id, "until": until, "by": waiting.leased_by}
    return QueueHead(due_at=until) if sql.LATER.run(connection, key) else QueueHead()


def give_back(connection: Connection, waiting: Sequence[QueuedMessage], until: datetime) -> None:
    """Release the claims on messages whose sending has not begun; they are due at `until`."""
    keys = [{"row_id": one.id, "until": until, "by": one.leased_by} for one in waiting]
    sql.GIVE_BACK.run_all(connection, keys)


def drop_undeliverable(
    connection: Connection, waiting: QueuedMessage, why: str, now: datetime, claims: Claims | None = None
) -> QueueHead:
    """Delete a message that can never be sent. `why` is logged, so it must hold nothing personal."""
    log.warning("message undeliverable", why=why, update=waiting.trace)
    return _delete(connection, waiting, now, claims)


def blocked(connection: Connection, waiting: QueuedMessage, now: datetime) -> QueueHead:
    """Hold all messages of a person who blocked the bot, this one too, until their next event.

    Nothing is deleted, since the refusal may be a mistake, except the goodbye to a deleted person.
    """
    if waiting.person_id is None:
        return _delete(connection, waiting, now, None)
    sql.PAUSE.run(connection, {"whose": waiting.person_id})
    sql.LATER.run(connection, {"row_id": waiting.id, "until": None, "by": waiting.leased_by})
    hold(connection, waiting.person_id)
    reminders.cancel(connection, waiting.person_id)
    return QueueHead()


def hold(connection: Connection, person_id: UUID) -> None:
    """Hold the messages of a person, except those that are being sent."""
    sql.HOLD.run(connection, {"whose": person_id})


def release(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Make the held messages of a person due."""
    sql.RELEASE.run(connection, {"whose": person_id, "until": now})


def under_way_until(connection: Connection, address: Address) -> datetime | None:
    """Return when the claim on the first message of this chat expires, or None if it is not claimed."""
    for _, due_at, leased_by in sql.FIRST.rows(connection, sql.chat(address)):
        if leased_by is not None:
            until: datetime = due_at
            return until
    return None


def take_over(connection: Connection, channel: str, now: datetime, is_gone: Callable[[str], bool]) -> None:
    """Make the messages due that are claimed by processes known to have ended."""
    span = {"on": channel, "now": now, "end": now + LEASE}
    for (holder,) in sql.HOLDERS.rows(connection, span):
        if is_gone(holder):
            sql.FREE.run(connection, span | {"by": holder})


def _delete(connection: Connection, waiting: QueuedMessage, now: datetime, claims: Claims | None) -> QueueHead:
    """Delete a message, and make the next of its chat the first, unless its person blocks the bot."""
    sql.DELETE.run(connection, {"row_id": waiting.id})
    if waiting.person_id is None:
        scrub_after(connection)
    for *row, is_paused in sql.NEXT.rows(connection, sql.chat(waiting.address)):
        if row[sql.LEASED_BY] is not None or is_paused:
            return QueueHead()
        following = sql.message_of(row, claims.holder if claims else None)
        envelope = Envelope(waiting.address, following.person_id, following.kind, claims=claims)
        due_at, is_ours = next_slot(connection, envelope, now, now)
        until, by = (now + claims.lease, claims.holder) if claims and is_ours else (due_at, None)
        sql.LEASE.run(connection, {"row_id": following.id, "until": until, "by": by})
        return QueueHead(claimed=following) if is_ours else QueueHead(due_at=due_at)
    return QueueHead()


def _id_of(message: QueuedMessage) -> int:
    return message.id


def _wait(connection: Connection, channel: str, kind: QueuedKind, now: datetime, limiter: RateLimiter) -> float:
    """Return the seconds until the next poll for this kind is worthwhile."""
    due: datetime | None = sql.NEXT_DUE.rows(connection, {"on": channel, "of": kind.value})[0][0]
    if due is None or due > now:
        return float("inf") if due is None else (due - now).total_seconds()
    return max(limiter.wait(is_nudge=kind is QueuedKind.NUDGE), LOCKED_S if limiter.room(1) else 0.0)
