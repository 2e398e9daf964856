"""The tables, one class each, without behaviour.

Each table with personal data refers to `person`, and its rows are deleted with the person. The names of tables and
columns are stored, so some are older words (docs/glossary.md, "Stored names").
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, MetaData, Table, Uuid, text
from sqlmodel import Field

from bot.storage.db.base_table import COUNTED, IN_KEY_ORDER, BaseTable, person_column
from bot.storage.encryption.column_types import BOUND_TO, Encrypted, Instant


class PersonTable(BaseTable, table=True):
    """A person: their position in the conversation and their consent. Their facts are in `fact`.

    `active_at` is the day of their last event, `warned` the number of warnings since then that their data expires.
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
    """An address of a person; when the next reminder is due there, and how many reminders were sent."""

    __tablename__ = "address"
    __table_args__ = (
        # A partial index: it holds only addresses with a reminder to come.
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
    person_id: UUID = person_column(is_indexed=True)
    nudge_at: datetime | None = Field(default=None, sa_type=Instant)
    nudges: int = Field(default=0)


class FactTable(BaseTable, table=True):
    """One fact about a person: its kind, its number within the kind, and JSON."""

    __tablename__ = "fact"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = person_column(is_key=True)
    kind: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    body: bytes = Field(sa_type=Encrypted)


class AddressPageTable(BaseTable, table=True):
    """A page of an address book: people as compressed JSON. `book` is the number of the import that made it."""

    __tablename__ = "address_page"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = person_column(is_key=True)
    book: int = Field(primary_key=True)
    page: int = Field(primary_key=True)
    body: bytes = Field(sa_type=Encrypted)


class HandledTable(BaseTable, table=True):
    """The deduplication key of an event that was handled, kept while the event may come again."""

    __tablename__ = "handled"
    __table_args__ = IN_KEY_ORDER
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class OutboxTable(BaseTable, table=True):
    """A message to send; the messages of a chat are sent in the order of ids.

    `due_at` is when it may be claimed, or when its claim by `leased_by` expires. It is NULL behind another message of
    the chat, and while the person blocks the bot. `kind` is `reply` or `nudge`; `trace` connects it with log lines.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "channel", "external_id", "id"),
        # A partial index: it holds only the first message of each chat, so that the backlog costs nothing here.
        Index(
            "ix_outbox_first",
            "channel",
            "kind",
            "due_at",
            "id",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        # Ids are never reused: a sender that holds the id of a deleted row would mark another message as sent.
        {"sqlite_autoincrement": True},
    )
    id: int = Field(sa_type=COUNTED, primary_key=True)
    channel: str
    external_id: str
    person_id: UUID | None = person_column(is_indexed=True, is_optional=True)
    # Bound to the chat, since the row has no id before it is stored.
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
    """The rate limit of a chat: `paid_until` is the theoretical arrival time of GCRA (see `queue.rate_limits`)."""

    __tablename__ = "pace"
    __table_args__ = IN_KEY_ORDER
    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    person_id: UUID = person_column(is_indexed=True)
    paid_until: datetime = Field(sa_type=Instant)


class BudgetTable(BaseTable, table=True):
    """The rate limit of a channel, for all processes together; `paid_until` as in `pace`."""

    __tablename__ = "budget"
    __table_args__ = IN_KEY_ORDER
    name: str = Field(primary_key=True)
    paid_until: datetime = Field(sa_type=Instant)


class LeaseTable(BaseTable, table=True):
    """A lease: which process may do something, and until when."""

    __tablename__ = "lease"
    __table_args__ = IN_KEY_ORDER
    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Instant)


class SetAsideTable(BaseTable, table=True):
    """A dead letter: an event that made the code raise, kept for a replay."""

    __tablename__ = "set_aside"
    __table_args__ = (Index(None, "channel", "external_id"), IN_KEY_ORDER)
    key: str = Field(primary_key=True)
    channel: str
    external_id: str
    person_id: UUID | None = person_column(is_indexed=True, is_optional=True)
    arrival: bytes = Field(sa_type=Encrypted)
    why: str
    at: datetime = Field(sa_type=Instant, index=True)
    tries: int


class WantTable(BaseTable, table=True):
    """An open task, and the address that its result goes to.

    `tries` counts the processes that began it; `leased_by` works on it until `leased_until`, unless it has died.
    """

    __tablename__ = "want"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = person_column(is_key=True)
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
    """The message that shows a card now."""

    __tablename__ = "card"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = person_column(is_key=True)
    channel: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    message_id: str


class ShownTable(BaseTable, table=True):
    """A sent message, kept while Telegram can still delete it."""

    __tablename__ = "shown"
    __table_args__ = IN_KEY_ORDER
    person_id: UUID = person_column(is_key=True)
    channel: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)


class DataKeyTable(BaseTable, table=True):
    """The id of a key in use, and since when."""

    __tablename__ = "data_key"
    __table_args__ = IN_KEY_ORDER
    id: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Instant)


METADATA: MetaData = BaseTable.metadata
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
