"""One event meets one flow, and the flow says what to do. Pure: frozen facts in, decisions out; no clock, no database.

``decide`` is the whole room: machines first, then what trust forbids, then each intent's flow in the order of the
table. A new flow is one file here, one line in `LETTERS` (or `TICKS`), and its templates under the same word.
"""

from mailflow.flows.street import decide

__all__ = ["decide"]
