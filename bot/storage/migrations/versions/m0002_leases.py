"""Add claims and rate limits of messages, leases for work of one process at a time, and dead letters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CLAIMABLE = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Upgrade the schema to this revision."""
    _outbox()
    _limits()
    _set_aside()


def _text(name: str, *, is_optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=is_optional)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_person_id_person"
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE")


def _outbox() -> None:
    op.add_column("outbox", sa.Column("kind", sa.String(), nullable=False, server_default="reply"))
    op.add_column("outbox", _text("leased_by", is_optional=True))
    op.add_column("outbox", _text("trace", is_optional=True))
    # From this revision on, only the first message of a chat has a due time.
    op.execute(
        "UPDATE outbox SET due_at = NULL WHERE EXISTS (SELECT 1 FROM outbox AS earlier WHERE "
        "earlier.channel = outbox.channel AND earlier.external_id = outbox.external_id AND earlier.id < outbox.id)"
    )
    op.create_index(
        "ix_outbox_first",
        "outbox",
        ["channel", "kind", "due_at", "id"],
        sqlite_where=CLAIMABLE,
        postgresql_where=CLAIMABLE,
    )


def _limits() -> None:
    op.create_table(
        "pace",
        _text("channel"),
        _text("external_id"),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _instant("paid_until"),
        _of_person("pace"),
        sa.PrimaryKeyConstraint("channel", "external_id", name="pk_pace"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pace_person_id", "pace", ["person_id"])
    op.create_table(
        "budget",
        _text("name"),
        _instant("paid_until"),
        sa.PrimaryKeyConstraint("name", name="pk_budget"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lease",
        _text("name"),
        _text("holder"),
        _instant("until"),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
        sqlite_with_rowid=False,
    )


def _set_aside() -> None:
    op.create_table(
        "set_aside",
        _text("key"),
        _text("channel"),
        _text("external_id"),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("arrival", sa.LargeBinary(), nullable=False),
        _text("why"),
        _instant("at"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _of_person("set_aside"),
        sa.PrimaryKeyConstraint("key", name="pk_set_aside"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_set_aside_channel_external_id", "set_aside", ["channel", "external_id"])
    op.create_index("ix_set_aside_person_id", "set_aside", ["person_id"])
    op.create_index("ix_set_aside_at", "set_aside", ["at"])
