"""The months to come, walked through with a played clock on a copy of the real register: what would be sent, and when.

Nobody answers in a rehearsal, so that each reminder shows. The street is the real one.
"""

from mailflow.rehearsal.walk import Planned, Walk

__all__ = ["Planned", "Walk"]
