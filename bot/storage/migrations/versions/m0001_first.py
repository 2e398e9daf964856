"""The first schema.

It is written out and does not use `bot.storage.db.tables`, which changes while this revision must not.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema to this revision."""
    _persons()
    _facts()
    _turns()
    _messages()


def _id(*, is_optional: bool = False) -> sa.Column[object]:
    return sa.Column("person_id", sa.Uuid(), nullable=is_optional)


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_person_id_person"
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE")


def _text(name: str, *, is_optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=is_optional)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _instant(name: str, *, is_optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=is_optional)


def _body() -> sa.Column[bytes]:
    return sa.Column("body", sa.LargeBinary(), nullable=False)


def _persons() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("language"),
        _text("step"),
        _integer("asking"),
        _integer("serial"),
        _instant("consent_at", is_optional=True),
        _text("consent_version", is_optional=True),
        _instant("consent_withdrawn_at", is_optional=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        _integer("version"),
        _instant("created_at"),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "address",
        _text("channel"),
        _text("external_id"),
        _id(),
        _of_person("address"),
        sa.PrimaryKeyConstraint("channel", "external_id", name="pk_address"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_address_person_id", "address", ["person_id"])


def _facts() -> None:
    op.create_table(
        "fact",
        _id(),
        _text("kind"),
        _integer("n"),
        _body(),
        _of_person("fact"),
        sa.PrimaryKeyConstraint("person_id", "kind", "n", name="pk_fact"),
        sqlite_with_rowid=False,
    )


def _turns() -> None:
    op.create_table(
        "handled",
        _text("key"),
        _instant("at"),
        sa.PrimaryKeyConstraint("key", name="pk_handled"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_handled_at", "handled", ["at"])
    op.create_table(
        "want",
        _id(),
        _integer("n"),
        _text("kind"),
        _body(),
        _text("channel"),
        _text("external_id"),
        _instant("created_at"),
        _of_person("want"),
        sa.PrimaryKeyConstraint("person_id", "n", name="pk_want"),
        sqlite_with_rowid=False,
    )


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _text("channel"),
        _text("external_id"),
        _id(is_optional=True),
        _body(),
        _text("card", is_optional=True),
        _text("edit_message", is_optional=True),
        _integer("attempts"),
        _instant("due_at", is_optional=True),
        _instant("created_at"),
        _of_person("outbox"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_channel_external_id_id", "outbox", ["channel", "external_id", "id"])
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_table(
        "card",
        _id(),
        _text("channel"),
        _text("name"),
        _text("message_id"),
        _of_person("card"),
        sa.PrimaryKeyConstraint("person_id", "channel", "name", name="pk_card"),
        sqlite_with_rowid=False,
    )
