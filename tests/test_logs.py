"""The log holds no whole address, and can be JSON."""

from __future__ import annotations

import json
import logging

import pytest

from mailflow import logs


def test_an_address_is_masked_but_its_house_is_seen() -> None:
    said = "mail from Priya <priya.raman+x@dft.example> to o'neil@a.b.example; 10@2 and a@b stay"
    assert logs.masked(said) == "mail from Priya <p…@dft.example> to o…@a.b.example; 10@2 and a@b stay"


@pytest.mark.parametrize("as_json", [True, False])
def test_one_line_an_event_tracebacks_too(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logs.begin(logging.INFO, as_json=as_json)
        try:
            raise ValueError("no such person: priya.raman@dft.example")
        except ValueError:
            logging.getLogger("mailflow").exception("mail of %s failed", "priya.raman@dft.example")
    finally:
        root.handlers[:], root.level = before
    said = capsys.readouterr().err
    assert "priya" not in said
    if as_json:
        line = json.loads(said)
        assert (line["level"], line["says"]) == ("error", "mail of p…@dft.example failed")
        assert "ValueError: no such person: p…@dft.example" in line["traceback"]
