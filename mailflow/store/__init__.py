"""The memory: what is known, what came in, what is to leave. The database is the engine; nothing else remembers.

Every change goes through `Turn.keep` in one transaction, or through the outbox's few words. What does not live here:
what a mail means (``understand``), what to do about it (``flows``), how it looks (``outbox``).
"""

from mailflow.store.store import Store, StoreError

__all__ = ["Store", "StoreError"]
