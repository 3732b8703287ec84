"""``python -m tests.soak``: the whole soak, with its progress and its books; ``--foreign``: among others' mail."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from secrets import randbelow

from tests.doors.servers.dovecot import dovecot
from tests.doors.servers.postgres import postgres
from tests.soak.among import Others, play_among
from tests.soak.play import Plan, play


def main() -> int:
    """0 if the promise was kept."""
    parser = argparse.ArgumentParser(
        prog="./run soak", description="Much mail, lying servers, kill -9; then the books."
    )
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--workers", type=int, default=3, help="on PostgreSQL; SQLite has one")
    parser.add_argument("--seed", type=int, default=randbelow(1_000_000))
    parser.add_argument("--kill-every", type=int, default=1000, help="letters, about")
    parser.add_argument("--foreign", type=int, default=0, help="so many mails of others, with people, on Dovecot")
    parser.add_argument("--people", type=int, default=3)
    parser.add_argument("--acts", type=int, default=0, help="of each of the people; 0: a tenth of the foreign mails")
    parser.add_argument("--hours", type=float, default=24, help="when it is given up")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    kept = True
    for database in ("sqlite", "postgresql") if given.database == "both" else (given.database,):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mailflow-soak-")))
            url = stack.enter_context(postgres()).new_database() if database == "postgresql" else ""
            workers = given.workers if url else 1
            plan = Plan(given.messages, given.seed, url, workers, given.kill_every, given.hours * 3600)

            def told(says: str, name: str = database) -> None:
                print(f"{name}: {says}", flush=True)

            if given.foreign:
                server = stack.enter_context(dovecot())
                others = Others(given.foreign, given.people, given.acts or max(100, given.foreign // 10))
                played, done = play_among(others, plan, folder, server, told)
            else:
                played, done = play(plan, folder, told), {}
        print(f"\n{database}, {workers} workers: {played.seconds:.0f} s, {played.kills} kills, faults {played.faults}")
        for name, count in played.findings.counts.items():
            print(f"  {name:20} {count:>9,}")
        for name, count in done.items():
            print(f"  people: {name:36} {count:>6,}")
        for why, count in played.findings.cancelled.most_common():
            print(f"    cancelled {count:>6,}  {why}")
        for kind, cases in played.findings.faults.items():
            print(f"  {kind.replace('_', ' ').upper()}: {len(cases)}, such as {cases[:5]}")
        kept &= not played.findings.faults
        print("  the promise was kept" if not played.findings.faults else "  THE PROMISE WAS BROKEN", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
