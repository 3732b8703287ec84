"""What one mail asks about one person is found by indexes of their own, however large the network."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.drop_index("ix_mails_kind_number", "mails")
    op.create_index("ix_mails_kind_number", "mails", ["kind", "number", "id"])
    op.create_index("ix_mails_champion_kind_number", "mails", ["champion_id", "kind", "number"])
    op.drop_index("ix_mails_champion_id", "mails")
    op.create_index("ix_questions_writer_settled", "questions", ["writer", "settled"])
    op.drop_index("ix_questions_writer", "questions")
    op.create_index("ix_questions_champion_settled", "questions", ["champion_id", "settled"])
    op.drop_index("ix_questions_champion_id", "questions")
    op.create_index("ix_champions_organisation_status", "champions", ["organisation", "status"])
    op.drop_index("ix_champions_organisation", "champions")
