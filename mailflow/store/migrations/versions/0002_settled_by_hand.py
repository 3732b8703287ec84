"""A person may settle the matter of a mail by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("mails", sa.Column("settled", sa.DateTime(timezone=True), nullable=True))
