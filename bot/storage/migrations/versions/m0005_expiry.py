"""Add the day of a person's last activity, and the number of warnings that their data expires."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema to this revision."""
    instant = sa.DateTime(timezone=True)
    op.add_column("person", sa.Column("active_at", instant, nullable=False, server_default="1970-01-01 00:00:00+00:00"))
    op.add_column("person", sa.Column("warned", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("person", sa.Column("warned_at", instant, nullable=True))
    op.execute("UPDATE person SET active_at = updated_at")
    op.create_index("ix_person_active_at", "person", ["active_at"])
