"""The next mails that may leave, and what left lately, are found by an index alone, however many there are."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_index("ix_mails_ready", "mails", ["state", "needs_yes", "prompted", "not_before", "id"])
    op.drop_index("ix_mails_state_not_before", "mails")
    op.drop_index("ix_mails_handed_over", "mails")
    op.create_index("ix_mails_handed_over", "mails", ["handed_over", "prompted", "state"])
