"""A coverage-guided fuzzer (atheris) over reading, recognising and splitting: no exception, no hang.

    python benchmarks/fuzz_understand.py [-max_total_time=600] [-timeout=5] CORPUS_DIR [SEEDS …]

The letters in ``tests/letters`` are the seeds; a finding is written into the working folder and belongs, once it is
mended, among them. Any option of libFuzzer may be given.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mailflow"]):
    from mailflow.understand import envelope
    from mailflow.understand.machines import is_ours, recognise, returned_headers
    from mailflow.understand.quote import new_words, split, with_signature

LETTERS = Path(__file__).resolve().parent.parent / "tests" / "letters"


def one(raw: bytes) -> None:
    """All that is done to any bytes; what must hold of the result is asserted."""
    parsed = envelope.read(raw)
    recognise(parsed)
    returned_headers(parsed)
    is_ours(parsed, frozenset({"gsshelp@statistics.example"}))
    words = split(parsed)
    if len(parsed.text) < 2_000 and not words.forwarded and not words.doubtful:
        aside = words.set_aside
        kept = " ".join((words.new, aside.quote, aside.signature, aside.disclaimer, aside.banner)).split()
        assert len("".join(kept)) <= len("".join(parsed.text.split())), "words were invented"
    assert isinstance(new_words(raw), str)
    assert isinstance(with_signature(raw), str)


def main() -> None:
    """Run until told to stop."""
    seeds = [str(folder) for folder in sorted({path.parent for path in LETTERS.rglob("*.eml")})]
    atheris.Setup([*sys.argv, *seeds], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
