"""The statements of the outbox, and the conversion of a row to a message."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnClause,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from bot.address import Address
from bot.storage.db.statements import Statement
from bot.storage.db.tables import OUTBOX, PERSON
from bot.storage.queue import reply_json
from bot.storage.queue.messages import QueuedKind, QueuedMessage

_EARLIER: Final = OUTBOX.alias("earlier")
_CHAT: Final = (OUTBOX.c.channel == bindparam("on"), OUTBOX.c.external_id == bindparam("to"))
_THIS: Final = OUTBOX.c.id == bindparam("row_id")
_OURS: Final = OUTBOX.c.leased_by == bindparam("by")
_NULL: Final[ColumnClause[Any]] = literal_column("NULL")
_ROW: Final = (
    OUTBOX.c.id,
    OUTBOX.c.channel,
    OUTBOX.c.external_id,
    OUTBOX.c.person_id,
    OUTBOX.c.body,
    OUTBOX.c.card,
    OUTBOX.c.edit_message,
    OUTBOX.c.attempts,
    OUTBOX.c.kind,
    OUTBOX.c.trace,
    OUTBOX.c.due_at,
    OUTBOX.c.leased_by,
)
DUE_AT: Final = 10
LEASED_BY: Final = 11
"""Positions of these columns in a row."""

_NEW: Final[dict[str, Any]] = {column.name: bindparam(column.name) for column in OUTBOX.c if column.name != "id"}
ADD: Final = Statement(insert(OUTBOX).values(_NEW))
ADD_FIRST: Final = Statement(insert(OUTBOX).values(_NEW).returning(OUTBOX.c.id))
# Locked, so that a transaction that adds behind it and one that deletes it run one after the other.
FIRST: Final = Statement(
    select(OUTBOX.c.id, OUTBOX.c.due_at, OUTBOX.c.leased_by)
    .where(*_CHAT)
    .order_by(OUTBOX.c.id)
    .limit(literal_column("1"))
    .with_for_update(of=OUTBOX)
)
NEXT: Final = Statement(
    select(*_ROW, PERSON.c.is_paused)
    .join_from(OUTBOX, PERSON, PERSON.c.id == OUTBOX.c.person_id, isouter=True)
    .where(*_CHAT)
    .order_by(OUTBOX.c.id)
    .limit(literal_column("1"))
    .with_for_update(of=OUTBOX)
)
# A reply behind a reminder makes the reminder as urgent as a reply.
HURRY: Final = Statement(
    update(OUTBOX)
    .where(*_CHAT, OUTBOX.c.kind == literal_column(f"'{QueuedKind.NUDGE}'"))
    .values(kind=literal_column(f"'{QueuedKind.REPLY}'"))
)
WITHDRAW: Final = Statement(
    delete(OUTBOX).where(*_CHAT, OUTBOX.c.kind == literal_column(f"'{QueuedKind.NUDGE}'"), OUTBOX.c.leased_by.is_(None))
)
_DUE: Final = (
    select(OUTBOX.c.id)
    .where(
        OUTBOX.c.channel == bindparam("on"),
        OUTBOX.c.kind == bindparam("of"),
        OUTBOX.c.due_at <= bindparam("now"),
        or_(OUTBOX.c.leased_by.is_(None), bindparam("takes_over", type_=Boolean())),
    )
    .order_by(OUTBOX.c.due_at, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=OUTBOX, skip_locked=True)
    .cte("due")  # evaluated once, which is not certain for a subquery
)
# RETURNING gives no order.
CLAIM: Final = Statement(
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(select(_DUE.c.id)))
    .values(due_at=bindparam("until"), leased_by=bindparam("by"))
    .returning(*_ROW)
)
NEXT_DUE: Final = Statement(
    select(func.min(OUTBOX.c.due_at, type_=OUTBOX.c.due_at.type)).where(
        OUTBOX.c.channel == bindparam("on"), OUTBOX.c.kind == bindparam("of"), OUTBOX.c.due_at.is_not(None)
    )
)
QUEUE: Final = Statement(
    select(OUTBOX.c.id, func.length(OUTBOX.c.body), OUTBOX.c.leased_by).where(*_CHAT).order_by(OUTBOX.c.id)
)
IS_THERE: Final = Statement(select(OUTBOX.c.id).where(_THIS))
IS_OURS: Final = Statement(select(OUTBOX.c.created_at).where(_THIS, _OURS))
LEASE: Final = Statement(update(OUTBOX).where(_THIS).values(due_at=bindparam("until"), leased_by=bindparam("by")))
LATER: Final = Statement(
    update(OUTBOX)
    .where(_THIS, _OURS)
    .values(due_at=bindparam("until"), leased_by=_NULL, attempts=OUTBOX.c.attempts + literal_column("1"))
)
GIVE_BACK: Final = Statement(update(OUTBOX).where(_THIS, _OURS).values(due_at=bindparam("until"), leased_by=_NULL))
DELETE: Final = Statement(delete(OUTBOX).where(_THIS))
SEND_ANEW: Final = Statement(update(OUTBOX).where(*_CHAT).values(edit_message=_NULL))
HOLD: Final = Statement(
    update(OUTBOX).where(OUTBOX.c.person_id == bindparam("whose"), OUTBOX.c.leased_by.is_(None)).values(due_at=_NULL)
)
RELEASE: Final = Statement(
    update(OUTBOX)
    .where(
        OUTBOX.c.person_id == bindparam("whose"),
        OUTBOX.c.due_at.is_(None),
        ~exists().where(
            _EARLIER.c.channel == OUTBOX.c.channel,
            _EARLIER.c.external_id == OUTBOX.c.external_id,
            _EARLIER.c.id < OUTBOX.c.id,
        ),
    )
    .values(due_at=bindparam("until"))
)
PAUSE: Final = Statement(
    update(PERSON).where(PERSON.c.id == bindparam("whose")).values(is_paused=literal_column("true"))
)
_CLAIMED: Final = and_(
    OUTBOX.c.channel == bindparam("on"),
    OUTBOX.c.due_at > bindparam("now"),
    OUTBOX.c.due_at <= bindparam("end"),
)
HOLDERS: Final = Statement(select(OUTBOX.c.leased_by).where(_CLAIMED, OUTBOX.c.leased_by.is_not(None)).distinct())
FREE: Final = Statement(update(OUTBOX).where(_CLAIMED, _OURS).values(due_at=bindparam("now"), leased_by=_NULL))


def chat(address: Address) -> dict[str, Any]:
    """Return the values that select a chat."""
    return {"on": address.channel, "to": address.external_id}


def message_of(row: Sequence[Any], holder: str | None) -> QueuedMessage:
    """Convert a row to a message that is claimed by `holder`."""
    id_, channel, external_id, person_id, body, card, edit_message, attempts, kind, trace, _, _ = row
    address = Address(channel, external_id)
    reply = reply_json.decoded(body)
    return QueuedMessage(id_, address, person_id, reply, card, edit_message, attempts, QueuedKind(kind), holder, trace)
