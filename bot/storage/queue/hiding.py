"""What is recorded when the coach's messages were deleted in a chat."""

from uuid import UUID

from sqlalchemy import Connection

from bot.address import Address
from bot.storage.queue import cards, sent_messages
from bot.storage.queue import outbox_sql as sql


def record_hidden(connection: Connection, address: Address, person_id: UUID) -> None:
    """Forget the messages that are gone, so that none of them is edited or deleted again.

    Replies that wait as edits of one of them become new messages: they were made before it was gone.
    """
    sent_messages.forget(connection, person_id, address.channel)
    cards.forget(connection, person_id, address.channel)
    sql.SEND_ANEW.run(connection, sql.chat(address))
