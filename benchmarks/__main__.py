"""``./run bench [NAME]``: speed, as ratios against a baseline of the same run. Machines are noisy; ratios less so."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_FOR_EVERY_RUN = {"__init__", "__main__", "evaluate", "fuzz_understand", "search_designs", "mutants"}


def main() -> None:
    """Run the benchmarks that are named, or all."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_FOR_EVERY_RUN)
    named = sys.argv[1:] or known
    for name in named:
        if name not in known:
            sys.exit(f"there is no benchmark “{name}”; there are {', '.join(known)}")
    for name in named:
        print(f"\n== {name}", flush=True)
        sys.argv = [name]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
