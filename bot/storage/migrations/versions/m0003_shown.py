"""Add the ids of sent messages, so that they can be hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema to this revision."""
    op.create_table(
        "shown",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_shown_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "channel", "message_id", name="pk_shown"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shown_at", "shown", ["at"])
