"""Which translated texts a person has checked: ``templates/cy/CHECKED``, a line ``sha256  path`` for each file.

The digest is of the translation and of the English beside it, so that a later edit of either makes it a draft again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

SOURCE = "en"
"""The language in which the texts are written first; it is no translation, and never a draft."""
REGISTER = "CHECKED"
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


class CheckedFault(Exception):  # noqa: N818  the name reads as what happened
    """The register cannot be read or written; the message says where, and what would be right."""


def read(folder: Path, lang: str) -> dict[str, str]:
    """Path within ``folder/lang`` → the digest that was checked; empty without a register. Raises `CheckedFault`."""
    try:
        lines = (folder / lang / REGISTER).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise CheckedFault(
                f"templates/{lang}/{REGISTER}, line {number}: “{line}” is not a digest, two spaces and a path; "
                "delete the line and mark the text again with “mailflow preview NAME --checked”"
            )
        found[match[2]] = match[1]
    return found


def digest(folder: Path, lang: str, path: str) -> str:
    """SHA-256 of the translation and its English, as hex. Raises `OSError` if the translation is missing."""
    english = folder / SOURCE / path
    source = english.read_bytes() if english.is_file() else b""  # a part that only the translation needs
    return hashlib.sha256((folder / lang / path).read_bytes() + b"\0" + source).hexdigest()


def drafts(folder: Path, lang: str, paths: Iterable[str]) -> list[str]:
    """Those of ``paths`` that nobody has checked as they now stand. Raises `CheckedFault`."""
    if lang == SOURCE:
        return []
    known = read(folder, lang)
    return [path for path in paths if known.get(path) != digest(folder, lang, path)]


def mark(folder: Path, lang: str, paths: Iterable[str]) -> list[str]:
    """Note that a person has checked ``paths`` as they stand; gives those that were drafts. Raises `CheckedFault`."""
    new = drafts(folder, lang, paths)
    known = read(folder, lang) | {path: digest(folder, lang, path) for path in new}
    kept = {path: value for path, value in known.items() if (folder / lang / path).is_file()}
    register = folder / lang / REGISTER
    try:
        register.write_text("".join(f"{kept[path]}  {path}\n" for path in sorted(kept)), encoding="utf-8")
    except OSError as error:
        raise CheckedFault(f"{register}: it cannot be written ({error.strerror}); run this where you may") from None
    return new
