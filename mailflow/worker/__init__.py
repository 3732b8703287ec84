"""The shell: the only room that knows the whole street. Receive, tick, handle, deliver.

`handle` is the street in one function. `Receiver` brings it what lies in the mailbox, `Ticker` what has fallen due;
`Deliverer` hands over what was decided. `Worker` keeps the beat. What does not live here: any rule of the network.
"""

from mailflow.worker.beat import Worker, real_clock
from mailflow.worker.handle import facts_for, handle

__all__ = ["Worker", "facts_for", "handle", "real_clock"]
