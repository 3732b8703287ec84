"""A champion may work for several organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("champions", sa.Column("also", sa.JSON(), nullable=False, server_default="[]"))
