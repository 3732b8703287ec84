"""Activities, commitments, case studies, feedback and digests; a question says what a yes decides."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column("questions", sa.Column("matter", sa.String(30), nullable=False, server_default=""))
    op.add_column("questions", sa.Column("proposal", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("updates", sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True))
    op.add_column("updates", sa.Column("digest", sa.String(10), nullable=False, server_default=""))
    op.create_index(op.f("ix_updates_digest"), "updates", ["digest"])
    op.add_column("organisations", sa.Column("succeeded", sa.Date(), nullable=True))
    op.create_table(
        "activities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("champion_id", sa.Integer(), nullable=True),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("organisations", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tool", sa.String(100), nullable=False),
        sa.Column("with_hub", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(200), nullable=False),
        sa.Column("approved", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        *_of_champion("activities"),
    )
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(40), nullable=False),
        sa.Column("aims", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("agreed", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("writer", sa.String(320), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    op.create_table(
        "case_studies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(40), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("champion_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("proposed", sa.Date(), nullable=True),
        sa.Column("link", sa.String(1000), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("source", sa.String(80), nullable=False),
        *_of_champion("case_studies"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("champion_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(40), nullable=False),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        *_of_champion("feedback"),
    )
    op.create_table(
        "digests",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("drafted", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_digests")),
    )
    for table, columns in _INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


_INDEXES = {
    "activities": ("source", "champion_id", "month", "approved"),
    "commitments": ("organisation", "source"),
    "case_studies": ("organisation", "champion_id", "source"),
    "feedback": ("champion_id", "source"),
    "digests": ("state",),
}


def _of_champion(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["champion_id"], ["champions.id"], name=op.f(f"fk_{table}_champion_id_champions")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
