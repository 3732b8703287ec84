"""The soak uses PostgreSQL as the doors' tests do."""

from tests.doors.conftest import database, servers

__all__ = ["database", "servers"]
