"""A file is brought in only after its difference was shown: the same for every import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from mailflow.cli.show import table

F = TypeVar("F", bound=Callable[..., Any])


def a_file(command: F) -> F:
    """The argument and options of an import: FILE, --yes, --dry-run."""
    command = click.option("--dry-run", is_flag=True, help="Only show the difference.")(command)
    command = click.option("--yes", is_flag=True, help="Do not ask.")(command)
    return click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))(command)


def agreed(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, yes: bool, dry_run: bool) -> bool:
    """Show what would change; whether to go on. At a terminal it asks, and "no" ends the command."""
    changes = list(rows)
    table(title, columns, changes)
    if dry_run or not changes:
        return False
    if not yes and sys.stdin.isatty():
        click.confirm("Make these changes?", abort=True)
    return True
