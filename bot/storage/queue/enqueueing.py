"""The first message of a chat: its row, the time at which it may be sent, and its claim by this process."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.storage.queue import outbox_sql as sql
from bot.storage.queue import rate_limits, reply_json
from bot.storage.queue.messages import Envelope, QueuedKind, QueuedMessage, QueueHead, RenderedReply
from bot.storage.queue.rate_limits import RateLimiter


def row_of(envelope: Envelope, rendered: RenderedReply, now: datetime) -> dict[str, Any]:
    """Return the row of a message that waits behind another one, or is held."""
    return {
        "channel": envelope.address.channel,
        "external_id": envelope.address.external_id,
        "person_id": envelope.person_id,
        "body": reply_json.encoded(rendered.reply),
        "card": rendered.reply.card,
        "edit_message": rendered.edit_message,
        "attempts": 0,
        "due_at": None,
        "created_at": now,
        "kind": envelope.kind.value,
        "leased_by": None,
        "trace": envelope.trace,
    }


def add_first(connection: Connection, envelope: Envelope, rendered: RenderedReply, now: datetime) -> QueueHead:
    """Add a message to a chat where none waits. Claim it at once if the envelope's claims allow it."""
    row = row_of(envelope, rendered, now)
    due_at, is_ours = next_slot(connection, envelope, envelope.due_at or now, now)
    claims = envelope.claims
    if claims is None or not is_ours:
        sql.ADD.run(connection, row | {"due_at": due_at})
        return QueueHead(due_at=due_at)
    leased = row | {"due_at": now + claims.lease, "leased_by": claims.holder}
    ((id_,),) = sql.ADD_FIRST.rows(connection, leased)
    fields = (envelope.address, envelope.person_id, rendered.reply, rendered.reply.card, rendered.edit_message)
    return QueueHead(QueuedMessage(id_, *fields, 0, envelope.kind, claims.holder, envelope.trace))


def next_slot(connection: Connection, envelope: Envelope, due_at: datetime, now: datetime) -> tuple[datetime, bool]:
    """Return when the first message of a chat may be sent, and whether the envelope's claims take it now."""
    claims, address, person_id = envelope.claims, envelope.address, envelope.person_id
    if claims is None or claims.channel != address.channel:
        return due_at, False
    if claims.limits is not None and person_id is not None:
        due_at = rate_limits.reserve_slot(connection, address, person_id, due_at)
    if due_at > now or not claims.has_room():
        return due_at, False
    limiter = RateLimiter(connection, claims.channel, claims.limits, now)
    room = limiter.room(1, is_nudge=envelope.kind is QueuedKind.NUDGE)
    limiter.take(room)
    return due_at, room == 1
