"""`./run evaluate` over a tiny folder, as whoever measures meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.understand.mails import EXAMPLES

BOUNCE = (
    b"From: mailer-daemon@desk.example\nSubject: Undelivered\nX-Failed-Recipients: gone@desk.example\n\n"
    b"gone@desk.example: 550 5.1.1 no such user\n"
)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.evaluate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def tiny(folder: Path) -> Path:
    corpora = folder / "corpora"
    (corpora / "bounces").mkdir(parents=True)
    (corpora / "bounces" / "one.eml").write_bytes(BOUNCE)
    write(corpora / "bounces.jsonl", [{"file": "one.eml", "temporary": [], "permanent": ["Gone@desk.example"]}])
    letter = {"name": "a", "form": "text", "body": "Yes, we met.\n\nRegards\nJo\n\n> Did you?"}
    write(corpora / "talon.jsonl", [letter | {"expected": "Yes, we met.\n\nRegards\nJo"}])
    write(
        corpora / "others.jsonl",
        [letter | {"expected": "Yes, we met."}, letter | {"name": "b", "form": "html", "expected": "No"}],
    )
    return corpora


def test_every_table_is_printed(tmp_path: Path) -> None:
    corpora = tiny(tmp_path)
    write(tmp_path / "inbound_examples.jsonl", EXAMPLES[:3])
    told = run(corpora, "--show", "1")
    assert told.returncode == 0, told.stderr
    rows = {line.split()[0]: line.split()[1:] for line in told.stdout.splitlines() if line.strip()}
    assert rows["talon"][:3] == ["kept", "1", "100.0"]
    assert rows["others"][:3] == ["cut", "2", "50.0"]
    assert rows["macro"][:2] == ["3", "75.0"]
    assert "--- others: b" in told.stdout
    assert "false bounces among 3 replies: 0" in told.stdout
    assert "bounces, addresses and kind: 1 of 1" in told.stdout
    assert "requests, whole: 3 of 3" in told.stdout
    assert "without a rule that says why: 0 of 7" in told.stdout


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    corpora = tiny(tmp_path)
    write(corpora / "bounces.jsonl", [{"file": "one.eml", "temporary": ["a@desk.example"], "permanent": []}])
    wrong = EXAMPLES[0] | {"expect": EXAMPLES[0]["expect"] | {"intent": "leave"}}
    write(tmp_path / "own.jsonl", [wrong])
    said = run(corpora, "--examples", tmp_path / "own.jsonl").stdout
    assert "one.eml: want a@desk.example for now; got gone@desk.example for good" in said
    assert "E01: intent: want leave, got join" in said


def test_a_wrong_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{", encoding="utf-8")
    for folder, says in ((tmp_path / "nowhere", "no folder with corpora"), (tmp_path, "line 1 is no JSON object")):
        told = run(folder)
        assert (told.returncode, told.stdout) == (2, "")
        assert says in told.stderr and "Traceback" not in told.stderr
