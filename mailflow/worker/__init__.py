"""The shell: the only room that knows the whole street. Receive, tick, handle, deliver.

`hear` is the street of a mail, `handle` that of a moment. `Receiver` brings what lies in the mailbox, `Ticker` what has
fallen due; `Deliverer` hands over what was decided. `Worker` keeps the beat. Not here: any rule of the network.
"""

from mailflow.worker.beat import Worker, real_clock
from mailflow.worker.handle import handle, hear

__all__ = ["Worker", "handle", "hear", "real_clock"]
