"""A round keeps what went into its draw, and its figures; pairs may be kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("rounds", sa.Column("figures", sa.JSON(), nullable=True))
    op.add_column("rounds", sa.Column("record", sa.LargeBinary(), nullable=True))
    op.create_table(
        "apart",
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first"], ["champions.id"], name=op.f("fk_apart_first_champions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["second"], ["champions.id"], name=op.f("fk_apart_second_champions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_apart")),
    )
