"""A folder of files that appears whole or not at all, and never takes the place of what somebody else put there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import click

MARK = ".mailflow.txt"
"""The file that says that a folder is ours: its first line for whom, then each file."""
_ENOUGH = 1000
"""So many files are looked at; pages are fewer."""


def put(files: Mapping[str, str], out: Path, kind: str, *, replace: bool) -> Path | None:
    """Make ``out`` hold exactly ``files`` (path → text): written beside it, then put in its place.

    ``kind`` says what they are (``public``). Without ``replace`` a folder that holds other files than ours, or pages of
    another kind, is left as it is: raises `click.UsageError`. With it, what was there and is not ours is kept beside
    ``out``: gives where.
    """
    out = out.resolve()
    wrong = _why_not(out, kind)
    if wrong and not replace:
        raise click.UsageError(wrong)
    fresh, old = out.with_name(f".{out.name}.new-{os.getpid()}"), out.with_name(f".{out.name}.old-{os.getpid()}")
    fresh.parent.mkdir(parents=True, exist_ok=True)
    try:
        for name, text in {**files, MARK: "\n".join([kind, *sorted(files)]) + "\n"}.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if out.exists():
            out.rename(old)
        fresh.rename(out)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        if old.exists() and not out.exists():
            old.rename(out)
        raise
    if wrong and old.exists():
        kept = _free(out.with_name(f"{out.name}-before"))
        old.rename(kept)
        return kept
    shutil.rmtree(old, ignore_errors=True)
    return None


def _free(path: Path) -> Path:
    """The path, or with the first number that is free."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _why_not(out: Path, kind: str) -> str:
    """What speaks against taking the folder's place, and what would be right; empty if nothing does."""
    if not out.exists():
        return ""
    if not out.is_dir():
        return f"{out} is a file; name a folder, or add --replace"
    held = set(islice(_files(out), _ENOUGH))
    if not held:
        return ""
    mark = out / MARK
    if not mark.is_file():
        return f"{out} holds files that mailflow did not make ({_some(held)}); name another folder, or add --replace"
    made_for, *names = mark.read_text(encoding="utf-8").split("\n")
    strange = held - set(names) - {MARK}
    if strange:
        return f"{out} holds files that mailflow did not make ({_some(strange)}); move them away, or add --replace"
    if made_for != kind:
        return f"{out} holds the {made_for} copy; name another folder for the {kind} copy, or add --replace"
    return ""


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _some(names: set[str]) -> str:
    shown = sorted(names)[:3]
    return ", ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
