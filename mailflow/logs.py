"""The log: one line an event, as text or as JSON, without bodies and without whole addresses."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

_ADDRESS = re.compile(r"(?<![\w.+-])([\w+-])[\w.+'-]*@([\w-]+(?:\.[\w-]+)+)")


def masked(text: str) -> str:
    """``p…@dft.example`` for ``priya.raman@dft.example``: enough to see which house, not which person."""
    return _ADDRESS.sub(r"\1…@\2", text)


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": masked(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def begin(level: int, *, as_json: bool) -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if as_json else _Text("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
