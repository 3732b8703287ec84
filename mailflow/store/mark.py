"""The mark: a file beside the database that remembers which copy of it has taken mail to hand over, and how often."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Count:
    """How often one copy of the database, by its name, took mail."""

    instance: str
    leases: int


class Mark:
    """One mark. Several processes of one machine may share it: each change is made under a lock, in one step."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Count | None:
        """What it says; None if there is none. Raises OSError or ValueError if it cannot be read."""
        try:
            marked = json.loads(self.path.read_text(encoding="utf-8"))
            return Count(str(marked["instance"]), int(marked["leases"]))
        except FileNotFoundError:
            return None
        except (KeyError, TypeError) as error:
            raise ValueError(f"{self.path} is no mark") from error

    def replace(self, count: Count) -> None:
        """A person has said which copy goes on: whatever was written before."""
        with self._alone():
            self._write(count)

    def raise_to(self, count: Count, before: Collection[str]) -> None:
        """Only upwards: over a lower count of this copy, or of one of the names that it had ``before``.

        Who was slow leaves a higher count as it is, and the mark of another copy as the proof that it is.
        """
        with self._alone():
            marked = self.read()
            if (
                marked is None
                or marked.instance in before
                or (marked.instance == count.instance and marked.leases < count.leases)
            ):
                self._write(count)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(f"{self.path.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, count: Count) -> None:
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(count), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
