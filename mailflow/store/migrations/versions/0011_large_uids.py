"""UIDs and UIDVALIDITY up to 2³² - 1; SQLite's INTEGER holds them as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, columns in (("folders", ("uidvalidity", "last_uid")), ("ledger", ("uidvalidity", "uid"))):
        for column in columns:
            op.alter_column(table, column, type_=sa.BigInteger(), existing_nullable=False)
