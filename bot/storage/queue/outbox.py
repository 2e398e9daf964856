"""Messages to be sent: rows written with the turn that decided them, claimed by who sends them, deleted when sent.

The rows of a chat go out in the order of their ids. Only the first of them has a time at which it is due, so that
claiming costs as much as there is to claim, whatever waits; whoever takes the first away makes the next the first.
A claim is a lease: it puts `due_at` at its own end, where the row is due again if whoever claimed it died. A person's
row is always locked before those of their chat.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import Connection

from bot.address import Address
from bot.storage.db.database import scrub_after
from bot.storage.queue import cards, rate_limits, reminders, reply_json, sent_messages
from bot.storage.queue import outbox_sql as run
from bot.storage.queue.messages import LEASE, Claims, Envelope, MessageKind, QueuedMessage, QueueHead, RenderedReply
from bot.storage.queue.rate_limits import RateLimiter

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FRESH: Final = timedelta(minutes=10)
"""How long what a nudge says is taken to be true, and the hour to be right."""

PUT_BY: Final = timedelta(hours=1)
"""When a nudge that is stale may be claimed again, if nobody has decided anew by then."""

MOST: Final = 200
"""As many messages wait for one chat at most, and the bytes of all of them; then the oldest are let go."""

MOST_BYTES: Final = 32 * 2**20

LOCKED_S: Final = 0.05
"""Seconds to wait where what is due is locked: its chat has a turn just now."""


def add(connection: Connection, envelope: Envelope, said: Sequence[RenderedReply], now: datetime) -> QueueHead:
    """Put messages behind those that wait for the same chat; where none does, tell what came of the first."""
    if not said:
        return QueueHead()
    chat = run.chat(envelope.address)
    rows = [_row(envelope, one, now) for one in said]
    first = QueueHead()
    if run.FIRST.rows(connection, chat):
        if envelope.kind is MessageKind.REPLY:
            run.HURRY.run(connection, chat)
    elif not envelope.is_held:
        first = _added_first(connection, envelope, rows.pop(0), said[0], now)
    run.ADD.run_all(connection, rows)
    if not first.claimed and not first.due_at:
        _drop_oldest(connection, envelope)
    return first


def _drop_oldest(connection: Connection, envelope: Envelope) -> None:
    """Delete the oldest messages of a chat for which too much waits, but for the first and what is under way."""
    queue = run.QUEUE.rows(connection, run.chat(envelope.address))
    more, size = len(queue) - MOST, sum(length for _, length, _ in queue)
    if more <= 0 and size <= MOST_BYTES:
        return
    gone: list[int] = []
    for id_, length, leased_by in queue[1:-1]:
        if leased_by is None and (more > len(gone) or size > MOST_BYTES):
            gone.append(id_)
            size -= length
    run.DELETE.run_all(connection, [{"row_id": id_} for id_ in gone])
    log.warning("messages let go", count=len(gone), update=envelope.trace)


def withdraw(connection: Connection, address: Address) -> bool:
    """Delete the nudge that waits for a chat, as long as nobody sends it; false: there is none.

    One is said only where nothing else waits, and what comes behind it makes it a reply: so it is the last.
    """
    return run.WITHDRAW.run(connection, run.chat(address)) > 0


def is_empty(connection: Connection, address: Address) -> bool:
    """Whether nothing waits for a chat."""
    return not run.FIRST.rows(connection, run.chat(address))


def may_go(connection: Connection, nudge: QueuedMessage, now: datetime) -> bool:
    """Whether a nudge that was claimed may be sent: not once its person was erased, nor when it waited for long.

    Then it is put by, and the person is looked at again at once.
    """
    key = {"row_id": nudge.id, "by": nudge.leased_by}
    rows = run.IS_OURS.rows(connection, key)
    if not rows or now - rows[0][0] <= FRESH:
        return bool(rows)
    run.GIVE_BACK.run(connection, key | {"until": now + PUT_BY})
    reminders.plan(connection, nudge.address, now)
    return False


def claim(
    connection: Connection, claims: Claims, now: datetime, most: int, most_nudges: int, *, takes_over: bool = True
) -> tuple[list[QueuedMessage], float]:
    """Claim what is due, replies before nudges, and tell the seconds until it is worthwhile to look again.

    With `takes_over`, what others claimed and did not finish in time is due, too.
    """
    budget = RateLimiter(connection, claims.channel, claims.limits, now)
    lease = {"until": now + claims.lease, "by": claims.holder}
    found: list[QueuedMessage] = []
    rest = float("inf")
    for kind, room in ((MessageKind.REPLY, most), (MessageKind.NUDGE, most_nudges)):
        wanted = budget.room(min(room, most - len(found)), is_nudge=kind is MessageKind.NUDGE)
        key = {"on": claims.channel, "of": kind.value, "now": now, "most": wanted, "takes_over": takes_over} | lease
        taken = [run.waiting(row, claims.holder) for row in run.CLAIM.rows(connection, key)] if wanted else []
        budget.take(len(taken))
        found += sorted(taken, key=_age)
        if len(taken) < wanted or wanted < room:
            rest = min(rest, _rest(connection, claims.channel, kind, now, budget))
    return found, rest


def first_of(connection: Connection, address: Address, now: datetime) -> QueuedMessage | None:
    """Read the first message of a chat, if it is due; for a channel with one reader, which claims nothing."""
    for *row, _ in run.NEXT.rows(connection, run.chat(address)):
        if row[run.DUE_AT] is not None and row[run.DUE_AT] <= now:
            return run.waiting(row, row[run.LEASED_BY])
    return None


def next_due(connection: Connection, channel: str) -> datetime | None:
    """Tell when the next message of this channel is due, or its claim ends, past or to come; none: none is."""
    times = [run.NEXT_DUE.rows(connection, {"on": channel, "of": kind.value})[0][0] for kind in MessageKind]
    return min((time for time in times if time is not None), default=None)


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
    """Delete a message that was sent, and let the chat's next one be claimed, at once by `claims` if they may.

    If it bore a card, the card is on `message_id` from now on. `anew` are the messages that the chat shows since then.
    More `parts` than one are paid for afterwards.
    """
    person_id, card = waiting.person_id, waiting.card
    # Before the row goes, since it may lock the person; and not for one who was erased.
    if card and person_id and message_id and run.IS_THERE.rows(connection, {"row_id": waiting.id}):
        cards.move(connection, person_id, waiting.address.channel, card, message_id)
    if person_id and waiting.reply.hides:
        sent_messages.forget(connection, person_id, waiting.address.channel)
    sent_messages.add(connection, waiting.id, anew, now)
    if claims and claims.limits and parts > 1:
        RateLimiter(connection, claims.channel, claims.limits, now).take(parts - 1)
    return _delete(connection, waiting, now, claims)


def retry_later(connection: Connection, waiting: QueuedMessage, until: datetime) -> QueueHead:
    """Put a message off until then, and with it all that wait behind it."""
    key = {"row_id": waiting.id, "until": until, "by": waiting.leased_by}
    return QueueHead(due_at=until) if run.LATER.run(connection, key) else QueueHead()


def give_back(connection: Connection, waiting: Sequence[QueuedMessage], until: datetime) -> None:
    """Give up claims on messages that were not begun to be sent; they are due then."""
    keys = [{"row_id": one.id, "until": until, "by": one.leased_by} for one in waiting]
    run.GIVE_BACK.run_all(connection, keys)


def drop_undeliverable(
    connection: Connection, waiting: QueuedMessage, why: str, now: datetime, claims: Claims | None = None
) -> QueueHead:
    """Give up a message that can never be sent. `why` goes to the log: nothing personal may be in it."""
    log.warning("message buried", why=why, update=waiting.trace)
    return _delete(connection, waiting, now, claims)


def blocked(connection: Connection, waiting: QueuedMessage, now: datetime) -> QueueHead:
    """Hold all messages of a person who does not let us in, this one too, until they are heard again.

    Nothing is deleted, since a refusal may be a mistake; only what was left for an erased person is.
    """
    if waiting.person_id is None:
        return _delete(connection, waiting, now, None)
    run.PAUSE.run(connection, {"whose": waiting.person_id})
    run.LATER.run(connection, {"row_id": waiting.id, "until": None, "by": waiting.leased_by})
    hold(connection, waiting.person_id)
    reminders.cancel(connection, waiting.person_id)
    return QueueHead()


def hold(connection: Connection, person_id: UUID) -> None:
    """Let nothing more go out to a person; what is under way goes its way."""
    run.HOLD.run(connection, {"whose": person_id})


def release(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Let the messages of a person who is back go out."""
    run.RELEASE.run(connection, {"whose": person_id, "until": now})


def under_way_until(connection: Connection, address: Address) -> datetime | None:
    """Tell when the claim on a message of this chat ends; none: none is under way."""
    for _, due_at, leased_by in run.FIRST.rows(connection, run.chat(address)):
        if leased_by is not None:
            until: datetime = due_at
            return until
    return None


def take_over(connection: Connection, channel: str, now: datetime, is_gone: Callable[[str], bool]) -> None:
    """Make due at once what was claimed by those who are known to be gone."""
    span = {"on": channel, "now": now, "end": now + LEASE}
    for (holder,) in run.HOLDERS.rows(connection, span):
        if is_gone(holder):
            run.FREE.run(connection, span | {"by": holder})


def _added_first(
    connection: Connection, envelope: Envelope, row: dict[str, Any], said: RenderedReply, now: datetime
) -> QueueHead:
    """Add the message of a chat where none waits."""
    at, is_ours = _next_slot(connection, envelope, envelope.due_at or now, now)
    claims = envelope.claims
    if claims is None or not is_ours:
        run.ADD.run(connection, row | {"due_at": at})
        return QueueHead(due_at=at)
    leased = row | {"due_at": now + claims.lease, "leased_by": claims.holder}
    ((id_,),) = run.ADD_FIRST.rows(connection, leased)
    fields = (envelope.address, envelope.person_id, said.reply, said.reply.card, said.edit_message)
    return QueueHead(QueuedMessage(id_, *fields, 0, envelope.kind, claims.holder, envelope.trace))


def _next_slot(connection: Connection, envelope: Envelope, due_at: datetime, now: datetime) -> tuple[datetime, bool]:
    """Tell when the first message of a chat may go, and whether whoever claims takes it now."""
    claims, address, person_id = envelope.claims, envelope.address, envelope.person_id
    if claims is None or claims.channel != address.channel:
        return due_at, False
    if claims.limits is not None and person_id is not None:
        due_at = rate_limits.reserve_slot(connection, address, person_id, due_at)
    if due_at > now or not claims.has_room():
        return due_at, False
    budget = RateLimiter(connection, claims.channel, claims.limits, now)
    room = budget.room(1, is_nudge=envelope.kind is MessageKind.NUDGE)
    budget.take(room)
    return due_at, room == 1


def _delete(connection: Connection, waiting: QueuedMessage, now: datetime, claims: Claims | None) -> QueueHead:
    """Delete a message, and make the next of its chat the first, unless its person lets nobody in."""
    run.DELETE.run(connection, {"row_id": waiting.id})
    if waiting.person_id is None:
        scrub_after(connection)
    for *row, is_paused in run.NEXT.rows(connection, run.chat(waiting.address)):
        if row[run.LEASED_BY] is not None or is_paused:
            return QueueHead()
        following = run.waiting(row, claims.holder if claims else None)
        envelope = Envelope(waiting.address, following.person_id, following.kind, claims=claims)
        at, is_ours = _next_slot(connection, envelope, now, now)
        until, by = (now + claims.lease, claims.holder) if claims and is_ours else (at, None)
        run.LEASE.run(connection, {"row_id": following.id, "until": until, "by": by})
        return QueueHead(claimed=following) if is_ours else QueueHead(due_at=at)
    return QueueHead()


def _age(waiting: QueuedMessage) -> int:
    return waiting.id


def _rest(connection: Connection, channel: str, kind: MessageKind, now: datetime, budget: RateLimiter) -> float:
    """Tell the seconds until it is worthwhile to look for this kind again."""
    due: datetime | None = run.NEXT_DUE.rows(connection, {"on": channel, "of": kind.value})[0][0]
    if due is None or due > now:
        return float("inf") if due is None else (due - now).total_seconds()
    return max(budget.wait(is_nudge=kind is MessageKind.NUDGE), LOCKED_S if budget.room(1) else 0.0)


def _row(envelope: Envelope, said: RenderedReply, now: datetime) -> dict[str, Any]:
    return {
        "channel": envelope.address.channel,
        "external_id": envelope.address.external_id,
        "person_id": envelope.person_id,
        "body": reply_json.encoded(said.reply),
        "card": said.reply.card,
        "edit_message": said.edit_message,
        "attempts": 0,
        "due_at": None,
        "created_at": now,
        "kind": envelope.kind.value,
        "leased_by": None,
        "trace": envelope.trace,
    }
