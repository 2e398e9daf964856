"""How often a want was begun, and who is at it until when."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.add_column("want", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("want", sa.Column("leased_by", sa.String(), nullable=True))
    op.add_column("want", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
