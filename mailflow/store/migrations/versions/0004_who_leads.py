"""Who leads from which day on, and until when they are away."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "leads",
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("before_address", sa.String(length=320), nullable=False),
        sa.PrimaryKeyConstraint("since", name=op.f("pk_leads")),
    )
    op.create_table(
        "absences",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_absences")),
    )
