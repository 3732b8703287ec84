"""``./run evaluate DIR``: how well replies, bounces and requests of the corpora in DIR are understood.

    ./run evaluate CORPORA_DIR [--examples FILE] [--show N]

DIR holds ``*.jsonl`` with one case a line (``name``, ``form``: text, html or eml, ``body``, ``expected``), and
``bounces.jsonl`` (``file``, ``temporary``, ``permanent``) beside a folder ``bounces``. Requests (mails with what each
means) are ``inbound_examples.jsonl`` one folder up, or FILE. What each corpus wants kept differs: in those that keep
the sign-off we keep it too. Exact: white space folded; F1 and recall: over words and marks, as multisets. Emptied:
words were expected and none given. Exit 2: DIR is no such folder.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from statistics import fmean
from typing import Any

from mailflow.events import Bounce, Event, Letter
from mailflow.understand import understand
from mailflow.understand.quote import new_words, with_signature
from mailflow.understand.report import entities_of, needs_person
from tests.understand.mails import FACTS, example

KEEPS_SIGN_OFF = {"talon", "unquotemail", "quotequail"}
"""Corpora whose authors want the sign-off kept; by all others it is cut."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Score:
    """One reply corpus, scored; ``wrong`` says how in a few lines a case."""

    name: str
    cases: int
    exact: float
    f1: float
    recall: float
    emptied: int
    errors: int
    slowest: float
    unseen: int = 0
    """Not exact only because of expected control characters."""
    wrong: tuple[str, ...] = ()


class UnusableError(Exception):
    """What was named cannot be evaluated; the message says why and what would be right."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of one JSON object a line."""
    found: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found += [json.loads(line)] if line.strip() else []
        except ValueError:
            raise UnusableError(f"{path}: line {number} is no JSON object") from None
    return found


def as_bytes(case: dict[str, Any]) -> bytes:
    """A case as the mail that it stands for: what is no whole mail yet becomes one of a single part."""
    if case["form"] == "eml":
        return str(case["body"]).encode("utf-8", "surrogateescape")
    mail = EmailMessage()
    mail["From"], mail["To"] = "Jo Doe <jo@ons.example>", "gsshelp@statistics.example"
    mail["Subject"], mail["Message-ID"] = "Re: your update", "<case@ons.example>"
    mail.set_content(case["body"], subtype="html" if case["form"] == "html" else "plain")
    return mail.as_bytes()


def fold(text: str) -> str:
    """Text without what no reader sees: white space folded, invisible marks out, one form of accents."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def overlap(got: str, expected: str) -> tuple[float, float]:
    """Recall and F1 of what was got, over tokens as multisets."""
    ours, theirs = Counter(_TOKEN.findall(fold(got))), Counter(_TOKEN.findall(fold(expected)))
    if not ours and not theirs:
        return 1.0, 1.0
    common = (ours & theirs).total()
    return common / theirs.total() if theirs else 1.0, 2 * common / (ours.total() + theirs.total())


def score(name: str, cases: list[dict[str, Any]], reader: Callable[[bytes], str]) -> Score:
    """One reply corpus, each case by ``reader``."""
    overlaps, wrong, slowest, emptied, errors, unseen = [], [], 0.0, 0, 0, 0
    for case in cases:
        started = time.perf_counter()
        try:
            got = reader(as_bytes(case))
        except Exception as fault:  # counted: a reader must never raise
            got, errors = f"({fault!r})", errors + 1
        slowest = max(slowest, time.perf_counter() - started)
        expected = case["expected"] or ""
        overlaps.append(overlap(got, expected))
        emptied += bool(fold(expected) and not fold(got))
        if fold(got) != fold(expected):
            unseen += fold(_CONTROL.sub("", got)) == fold(_CONTROL.sub("", expected))
            wrong.append(f"{case['name']}\n  want {fold(expected)[:300]!r}\n  got  {fold(got)[:300]!r}")
    right = (len(cases) - len(wrong)) / len(cases)
    recall, f1 = (fmean(column) for column in zip(*overlaps, strict=True))
    return Score(name, len(cases), 100 * right, f1, recall, emptied, errors, slowest, unseen, tuple(wrong))


def wrong_bounces(folder: Path, cases: list[dict[str, Any]]) -> tuple[list[str], list[Event]]:
    """What is wrong of the bounces (addresses and kind, each), and the events."""
    wrong, events = [], []
    for case in cases:
        event = understand((folder / case["file"]).read_bytes(), FACTS)
        events.append(event)
        failures = event.failures if isinstance(event, Bounce) else ()
        got = {one.address for one in failures if one.permanent}, {one.address for one in failures if not one.permanent}
        want = tuple({address.lower() for address in case[kind]} for kind in ("permanent", "temporary"))
        if got != want:
            wrong.append(f"{case['file']}: want {_kinds(*want)}; got {_kinds(*got)} ({event.intent})")
    return wrong, events


def _kinds(permanent: Iterable[str], temporary: Iterable[str]) -> str:
    named = [f"{one} for good" for one in sorted(permanent)] + [f"{one} for now" for one in sorted(temporary)]
    return ", ".join(named) or "nobody"


def wrong_example(entry: dict[str, Any], event: Event) -> str:
    """What is wrong of one request: intent, also, whether a person looks, named facts; empty if it is whole."""
    expected, found = entry["expect"], entities_of(event)
    also = sorted(str(intent) for intent in event.also) if isinstance(event, Letter) else []
    pairs = [
        ("intent", str(event.intent), expected["intent"]),
        ("also", also, sorted(expected["also"])),
        ("needs a person", needs_person(event), expected["needs_human"]),
        *((name, _plain(found.get(name)), _plain(value)) for name, value in expected["entities"].items()),
    ]
    return "; ".join(f"{name}: want {want}, got {got}" for name, got, want in pairs if got != want)


def _plain(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def unexplained(event: Event) -> bool:
    """Whether nothing says why a mail was read as it was."""
    return not event.rules or (isinstance(event, Letter) and not event.reasons)


def evaluate(folder: Path, examples: Path | None, show: int) -> None:
    """Print every table that the files allow."""
    corpora = {path.stem: path for path in sorted(folder.glob("*.jsonl"))} if folder.is_dir() else {}
    if not corpora:
        raise UnusableError(f"{folder}: no folder with corpora (*.jsonl); name the one that holds them")
    bounces = corpora.pop("bounces", None)
    replies = {name: cases for name, path in corpora.items() if (cases := read_lines(path))}
    for name, cases in replies.items():
        if not all({"name", "form", "body", "expected"} <= case.keys() for case in cases):
            raise UnusableError(f"{corpora[name]}: each line must have name, form, body and expected")
    scores = [score(name, cases, _reader(name)) for name, cases in replies.items()]
    _print_scores(scores, show)
    events: list[Event] = [understand(as_bytes(case), FACTS) for cases in replies.values() for case in cases]
    print(f"\nfalse bounces among {len(events)} replies: {sum(isinstance(event, Bounce) for event in events)}")
    if bounces:
        cases = read_lines(bounces)
        wrong, more = wrong_bounces(folder / "bounces", cases)
        _print_wrong("bounces, addresses and kind", len(cases), wrong)
        events += more
    examples = examples or folder.absolute().parent / "inbound_examples.jsonl"
    if examples.is_file():
        entries = read_lines(examples)
        read = [understand(example(entry), FACTS) for entry in entries]
        said = {entry["id"]: wrong_example(entry, event) for entry, event in zip(entries, read, strict=True)}
        _print_wrong("requests, whole", len(entries), [f"{name}: {wrong}" for name, wrong in said.items() if wrong])
        events += read
    print(f"\nwithout a rule that says why: {sum(map(unexplained, events))} of {len(events)}")


def _reader(name: str) -> Callable[[bytes], str]:
    return with_signature if name in KEEPS_SIGN_OFF else new_words


def _print_scores(scores: list[Score], show: int) -> None:
    heads = ("sign-off", "cases", "exact %", "F1", "recall", "emptied", "errors", "slowest s", "unseen")
    print(f"{'corpus':18}" + "".join(f"{head:>10}" for head in heads))
    for one in [*scores, *_macro(scores)]:
        kept = "" if one.name == "macro" else "kept" if one.name in KEEPS_SIGN_OFF else "cut"
        print(
            f"{one.name:18}{kept:>10}{one.cases:10}{one.exact:10.1f}{one.f1:10.3f}{one.recall:10.3f}"
            f"{one.emptied:10}{one.errors:10}{one.slowest:10.2f}{one.unseen:10}"
        )
    print("unseen: not exact only because control characters are expected, which no reader of a mail sees")
    for one in scores:
        for words in one.wrong[:show]:
            print(f"--- {one.name}: {words}")


def _macro(scores: list[Score]) -> list[Score]:
    """The mean of the corpora, each counting alike; of what is counted, the sum."""
    if not scores:
        return []
    means = (fmean(getattr(one, column) for one in scores) for column in ("exact", "f1", "recall"))
    cases, emptied, errors, unseen = (
        sum(getattr(one, column) for one in scores) for column in ("cases", "emptied", "errors", "unseen")
    )
    return [Score("macro", cases, *means, emptied, errors, max(one.slowest for one in scores), unseen)]


def _print_wrong(title: str, cases: int, wrong: list[str]) -> None:
    print(f"\n{title}: {cases - len(wrong)} of {cases}")
    for one in wrong:
        print(f"  {one}")


def main() -> int:
    """Evaluate what is named, and say so where it cannot be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--examples", type=Path, help="requests with what each means")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="the first N wrong replies of each corpus")
    options = parser.parse_args()
    try:
        if options.examples and not options.examples.is_file():
            raise UnusableError(f"{options.examples}: there is no such file of examples")
        evaluate(options.folder, options.examples, options.show)
    except UnusableError as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
