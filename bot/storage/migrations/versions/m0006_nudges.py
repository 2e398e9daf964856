"""Add the time of the next reminder check of an address, and the number of reminders sent."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PLANNED = sa.text("nudge_at IS NOT NULL")


def upgrade() -> None:
    """Upgrade the schema to this revision."""
    op.add_column("address", sa.Column("nudge_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("address", sa.Column("nudges", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "ix_address_nudge", "address", ["channel", "nudge_at"], sqlite_where=PLANNED, postgresql_where=PLANNED
    )
