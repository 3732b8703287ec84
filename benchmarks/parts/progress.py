"""A line on standard error every ten seconds, so that nobody wonders whether a long measurement still goes on."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 10.0


@contextmanager
def progress(what: str, count: Callable[[], int], whole: int = 0) -> Iterator[None]:
    """Tell of ``count()``, of ``whole`` if that is known, while inside, from a thread of its own."""
    over = threading.Event()
    began = time.monotonic()

    def tell() -> None:
        while not over.wait(EVERY):
            spent = time.monotonic() - began
            of = f" of {whole:,}" if whole else ""
            print(f"  {what}: {count():,}{of} after {spent:.0f} s", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
