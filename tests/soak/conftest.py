"""The soak uses PostgreSQL and Dovecot as the doors' tests do."""

from tests.doors.conftest import database, imap, servers

__all__ = ["database", "imap", "servers"]
