"""Mutation testing (mutmut) over quote, thread, sender and intents: of a seeded sample, how many mutants do tests kill?

    pip install mutmut
    python -m benchmarks.mutants [--sample N] [--seed N] [--again] [PART …]

A part is ``quote``, ``thread``, ``sender`` or ``intents``; all of them if none is named. ``--sample 0`` tries every
mutant (an hour); ``--again`` tries those that survived the last time once more. mutmut changes what stands in
functions: the tables of patterns stand outside of them, and are proven by the phrases in ``tests/understand`` alone.
See one with ``python -m mutmut show NAME``.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNDERSTAND = ROOT / "mutants" / "mailflow" / "understand"
PARTS = {
    "quote": ("quote/*.py.meta", ("quote", "quotations", "signatures", "disclaimers")),
    "thread": ("thread.py.meta", ("thread",)),
    "sender": ("sender.py.meta", ("sender",)),
    "intents": ("intents/*.py.meta", ("intents", "rules", "decide", "examples")),
}
"""The files of each part, and the tests of its theme: only those may kill its mutants."""
KILLED, SURVIVED, UNTESTED = {1, 3, 36, -24, 24, 152, 255}, {0}, {5, 33}
"""mutmut's own codes; a mutant that hangs is killed by the clock, and one that no test reaches has survived."""


def mutmut(*names: str) -> None:
    """Run mutmut quietly on the mutants that are named."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def narrow() -> None:
    """Leave to each function the tests of its own theme, in mutmut's record of which test reaches which function."""
    path = ROOT / "mutants" / "mutmut-stats.json"
    stats = json.loads(path.read_text(encoding="utf-8"))
    reached: dict[str, list[str]] = stats["tests_by_mangled_function_name"]
    for function, tests in reached.items():
        part = function.split(".")[2]
        if part in PARTS:
            files = tuple(f"tests/understand/test_{theme}.py" for theme in PARTS[part][1])
            reached[function] = [test for test in tests if test.startswith(files)]
    path.write_text(json.dumps(stats), encoding="utf-8")


def codes(path: Path) -> dict[str, int | None]:
    """The mutants of one file, each with what became of it; None: not tried."""
    found: dict[str, int | None] = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def draw(names: list[str], count: int, seed: int) -> list[str]:
    """A sample of one file's mutants, the same whichever parts are asked for."""
    return random.Random(seed).sample(names, min(count or len(names), len(names)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--sample", type=int, default=60, help="mutants of each file; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="those that survived as well")
    options = parser.parse_args()
    mutmut("makes.the.mutants.and.tries.none")
    narrow()
    print(f"{'':40}{'killed':>8}{'tried':>8}{'of all':>8}")
    for part in options.parts or PARTS:
        files = {path: sorted(codes(path)) for path in sorted(UNDERSTAND.glob(PARTS[part][0]))}
        drawn = {path: draw(names, options.sample, options.seed) for path, names in files.items()}
        wanted = {None, *SURVIVED, *UNTESTED} if options.again else {None}
        left = [name for path, names in drawn.items() for name in names if codes(path)[name] in wanted]
        if left:
            mutmut(*left)
        report(part, files, drawn)


def report(part: str, files: dict[Path, list[str]], drawn: dict[Path, list[str]]) -> None:
    """A line a file, one for all of the part, and the names of those that survived."""
    known = {path: codes(path) for path in files}
    tried = {path: [name for name in names if known[path][name] is not None] for path, names in drawn.items()}
    killed = {path: [name for name in names if known[path][name] in KILLED] for path, names in tried.items()}
    for path in filter(drawn.get, drawn):
        shown = path.relative_to(UNDERSTAND).as_posix().removesuffix(".meta")
        print(f"{shown:40}{len(killed[path]):8}{len(tried[path]):8}{len(files[path]):8}")
    sums = [sum(map(len, column.values())) for column in (killed, tried, files)]
    print(f"{part:40}{sums[0]:8}{sums[1]:8}{sums[2]:8}  {sums[0] / max(sums[1], 1):.0%}")
    survivors = sorted(name for path in tried for name in tried[path] if name not in killed[path])
    print("".join(f"    {name}\n" for name in survivors), flush=True)


if __name__ == "__main__":
    main()
