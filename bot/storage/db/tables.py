"""The tables, one class each: rows without behaviour.

Whatever belongs to a person goes with them: each such table refers to `person` and is deleted in its wake.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, Table, Uuid, text
from sqlmodel import Field, SQLModel

from bot.storage.encryption.column_types import BOUND_TO, Encrypted, Instant

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# On SQLite these lie in the order of their key: a person's facts stand side by side.
IN_KEY_ORDER = {"sqlite_with_rowid": False}

# SQLite counts a key up by itself only where the type is called INTEGER.
COUNTED = BigInteger().with_variant(Integer, "sqlite")


class BaseTable(SQLModel):
    """What the tables share."""

    metadata = METADATA


def _of_person(*, is_key: bool = False, is_indexed: bool = False, is_optional: bool = False) -> Any:
    """Make the column that says whose row it is."""
    return Field(
        default=None if is_optional else ...,
        sa_type=Uuid,
        primary_key=is_key,
        index=is_indexed,
        nullable=is_optional,
        sa_column_args=[ForeignKey("person.id", ondelete="CASCADE")],
    )


class PersonTable(BaseTable, table=True):
    """A person: where they are in the conversation, and their consent; what they told is in `fact`.

    `active_at` is the day on which they were last heard from, `warned` how often they were told since that it all
    expires.
    """

    __tablename__ = "person"
    __table_args__ = IN_KEY_ORDER
    id: UUID = Field(sa_type=Uuid, primary_key=True)
    language: str
    step: str
    asking: int
    serial: int
    consent_at: datetime | None = Field(sa_type=Instant)
    consent_version: str | None
    consent_withdrawn_at: datetime | None = Field(sa_type=Instant)
    is_paused: bool
    version: int
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    active_at: datetime = Field(sa_type=Instant, index=True)
    warned: int
    warned_at: datetime | None = Field(sa_type=Instant)


class AddressTable(BaseTable, table=True):
    """Where a person is reached; when they are to be looked at there next, and how many nudges they got."""

    __tablename__ = "address"
    __table_args__ = (
        # Holds only those at whom one is to look some time.
        Index(
            "ix_address_nudge",
            "channel",
            "nudge_at",
            sqlite_where=text("nudge_at IS NOT NULL"),
            postgresql_where=text("nudge_at IS NOT NULL"),
        ),
        IN_KEY_ORDER,
    )
    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    person_id: UUID = _of_person(is_indexed=True)
    nudge_at: datetime | None = Field(default=None, sa_type=Instant)
    nudges: int = Field(default=0)


class FactTable(BaseTable, table=True):
    """One fact about a person: its kind, its number among them, and JSON."""

    __tablename__ = "fact"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = _of_person(is_key=True)
    kind: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    body: bytes = Field(sa_type=Encrypted)


class AddressPageTable(BaseTable, table=True):
    """A page of an address book: people in JSON, packed. `book` is the number of the import that made it."""

    __tablename__ = "address_page"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = _of_person(is_key=True)
    book: int = Field(primary_key=True)
    page: int = Field(primary_key=True)
    body: bytes = Field(sa_type=Encrypted)


class HandledTable(BaseTable, table=True):
    """The key of something heard whose effect is committed, kept for as long as it may come again."""

    __tablename__ = "handled"
    __table_args__ = IN_KEY_ORDER
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class OutboxTable(BaseTable, table=True):
    """A message to be sent; a chat gets its own in the order of ids.

    `due_at` is when it may be claimed: none behind another of its chat, or while its person lets nobody in. Claimed
    by `leased_by`, it is that claim's end. `kind` is `reply` or `nudge`; `trace` follows it in the log.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "channel", "external_id", "id"),
        # Holds only what can be claimed some time, the first of each chat: what waits behind costs nothing here.
        Index(
            "ix_outbox_first",
            "channel",
            "kind",
            "due_at",
            "id",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        # An id must never come again: whoever still holds a deleted row's would mark another message as sent.
        {"sqlite_autoincrement": True},
    )
    id: int = Field(sa_type=COUNTED, primary_key=True)
    channel: str
    external_id: str
    person_id: UUID | None = _of_person(is_indexed=True, is_optional=True)
    # To the chat, since it has no id before it is stored.
    body: bytes = Field(sa_type=Encrypted, sa_column_kwargs={"info": {BOUND_TO: ("channel", "external_id")}})
    card: str | None
    edit_message: str | None
    attempts: int
    due_at: datetime | None = Field(sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    kind: str
    leased_by: str | None
    trace: str | None


class PaceTable(BaseTable, table=True):
    """Until when a chat's messages are paid for, each with its second; the clock may be outrun a little."""

    __tablename__ = "pace"
    __table_args__ = IN_KEY_ORDER
    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    person_id: UUID = _of_person(is_indexed=True)
    paid_until: datetime = Field(sa_type=Instant)


class BudgetTable(BaseTable, table=True):
    """The same for all messages of a channel, in all processes together."""

    __tablename__ = "budget"
    __table_args__ = IN_KEY_ORDER
    name: str = Field(primary_key=True)
    paid_until: datetime = Field(sa_type=Instant)


class LeaseTable(BaseTable, table=True):
    """What one process at a time may do, and which does, until when."""

    __tablename__ = "lease"
    __table_args__ = IN_KEY_ORDER
    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Instant)


class SetAsideTable(BaseTable, table=True):
    """Something heard that made the code raise, to be heard again when that is put right."""

    __tablename__ = "set_aside"
    __table_args__ = (Index(None, "channel", "external_id"), IN_KEY_ORDER)
    key: str = Field(primary_key=True)
    channel: str
    external_id: str
    person_id: UUID | None = _of_person(is_indexed=True, is_optional=True)
    arrival: bytes = Field(sa_type=Encrypted)
    why: str
    at: datetime = Field(sa_type=Instant, index=True)
    tries: int


class WantTable(BaseTable, table=True):
    """What a turn asked of the world and nobody has answered yet, and where the answer goes.

    `tries` counts the processes that began it; `leased_by` is at it until `leased_until`, unless it is gone.
    """

    __tablename__ = "want"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = _of_person(is_key=True)
    n: int = Field(primary_key=True)
    kind: str
    body: bytes = Field(sa_type=Encrypted)
    channel: str
    external_id: str
    created_at: datetime = Field(sa_type=Instant)
    tries: int = Field(default=0)
    leased_by: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=Instant)


class CardTable(BaseTable, table=True):
    """The message that bears a card now."""

    __tablename__ = "card"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = _of_person(is_key=True)
    channel: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    message_id: str


class ShownTable(BaseTable, table=True):
    """A message of the coach that can be seen in its chat, and be hidden while Telegram still deletes it."""

    __tablename__ = "shown"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = _of_person(is_key=True)
    channel: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class DataKeyTable(BaseTable, table=True):
    """The id of a key that stored data may be sealed with, and since when."""

    __tablename__ = "data_key"
    __table_args__ = IN_KEY_ORDER
    id: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Instant)


PERSON: Table = METADATA.tables["person"]
ADDRESS: Table = METADATA.tables["address"]
FACT: Table = METADATA.tables["fact"]
ADDRESS_PAGE: Table = METADATA.tables["address_page"]
HANDLED: Table = METADATA.tables["handled"]
OUTBOX: Table = METADATA.tables["outbox"]
PACE: Table = METADATA.tables["pace"]
BUDGET: Table = METADATA.tables["budget"]
LEASE: Table = METADATA.tables["lease"]
SET_ASIDE: Table = METADATA.tables["set_aside"]
WANT: Table = METADATA.tables["want"]
CARD: Table = METADATA.tables["card"]
SHOWN: Table = METADATA.tables["shown"]
DATA_KEY: Table = METADATA.tables["data_key"]
