"""Add the number of tries of a task, and its lease."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Upgrade the schema to this revision."""
    op.add_column("want", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("want", sa.Column("leased_by", sa.String(), nullable=True))
    op.add_column("want", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
