"""Meetings, answers, access needs, offers of talks, breakout groups."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "meetings",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("joining", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("touched", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_meetings")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_start"), ["start"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_state"), ["state"], unique=False)

    op.create_table(
        "access_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("champion_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["champion_id"], ["champions.id"], name=op.f("fk_access_needs_champion_id_champions")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.number"], name=op.f("fk_access_needs_meeting_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_needs")),
    )
    with op.batch_alter_table("access_needs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_needs_champion_id"), ["champion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_needs_meeting"), ["meeting"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_needs_source"), ["source"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=True),
        sa.Column("champion_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("says", sa.String(length=5), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("leaves_at", sa.String(length=5), nullable=False),
        sa.Column("instead_of", sa.Integer(), nullable=True),
        sa.Column("delegate", sa.String(length=200), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["champion_id"], ["champions.id"], name=op.f("fk_answers_champion_id_champions")),
        sa.ForeignKeyConstraint(["instead_of"], ["champions.id"], name=op.f("fk_answers_instead_of_champions")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.number"], name=op.f("fk_answers_meeting_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("meeting", "address", name=op.f("uq_answers_meeting")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_champion_id"), ["champion_id"], unique=False)

    op.create_table(
        "breakouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("drawn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.number"], name=op.f("fk_breakouts_meeting_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breakouts")),
    )
    with op.batch_alter_table("breakouts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breakouts_meeting"), ["meeting"], unique=False)

    op.create_table(
        "talk_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("champion_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("preferred", sa.JSON(), nullable=False),
        sa.Column("offered", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["champion_id"], ["champions.id"], name=op.f("fk_talk_offers_champion_id_champions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_offers")),
    )
    with op.batch_alter_table("talk_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_offers_champion_id"), ["champion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_offers_meeting"), ["meeting"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_offers_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_offers_state"), ["state"], unique=False)
