"""A folder of pages appears whole or not at all, and takes nobody's place without saying so."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from mailflow.cli.folder import MARK, put

FILES = {"index.html": "new", "cy/index.html": "newydd"}


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARK
    }


def test_a_folder_is_made_and_made_anew(tmp_path: Path):
    out = tmp_path / "a" / "site"
    put({"old.html": "old"}, out, "public", replace=False)
    assert put(FILES, out, "public", replace=False) is None
    assert held(out) == FILES
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_what_others_put_there_stays(tmp_path: Path):
    (tmp_path / "robots.txt").write_text("mine")
    with pytest.raises(click.UsageError, match=r"did not make \(robots.txt\)"):
        put(FILES, tmp_path, "public", replace=False)
    assert held(tmp_path) == {"robots.txt": "mine"}


def test_a_file_beside_our_own_is_noticed(tmp_path: Path):
    out = tmp_path / "site"
    put(FILES, out, "public", replace=False)
    (out / "robots.txt").write_text("mine")
    with pytest.raises(click.UsageError, match=r"did not make \(robots.txt\); move them away"):
        put(FILES, out, "public", replace=False)


def test_replace_keeps_what_was_there(tmp_path: Path):
    out = tmp_path / "site"
    out.mkdir()
    (out / "robots.txt").write_text("mine")
    kept = put(FILES, out, "public", replace=True)
    assert kept is not None
    assert (held(out), held(kept)) == (FILES, {"robots.txt": "mine"})


def test_the_leads_copy_does_not_take_the_public_ones_place(tmp_path: Path):
    out = tmp_path / "site"
    put(FILES, out, "public", replace=False)
    with pytest.raises(click.UsageError, match="holds the public copy"):
        put(FILES, out, "lead", replace=False)


def test_a_half_written_folder_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "site"
    put(FILES, out, "public", replace=False)
    write = Path.write_text

    def fails(path: Path, text: str, **more: str) -> int:
        if path.parent.name == "cy":
            raise OSError(28, "No space left on device")
        return write(path, text, **more)

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(OSError, match="No space"):
        put({"index.html": "newer", "cy/index.html": "newer"}, out, "public", replace=False)
    assert held(out) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_move_that_fails_leaves_the_old_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    out = tmp_path / "site"
    put(FILES, out, "public", replace=False)
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if ".new-" in path.name:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="Input/output"):
        put({"index.html": "newer"}, out, "public", replace=False)
    assert held(out) == FILES


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path):
    link = tmp_path / "www"
    (tmp_path / "site").mkdir()
    link.symlink_to(tmp_path / "site")
    put(FILES, link, "public", replace=False)
    assert link.is_symlink()
    assert held(link.resolve()) == FILES
