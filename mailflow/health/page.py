"""``/health`` and ``/metrics`` over HTTP, for supervisors and Prometheus; and the same health as a file."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mailflow.health.signs import Health, health
from mailflow.settings import Settings
from mailflow.store.store import Store

log = logging.getLogger("mailflow")


@contextmanager
def served(store: Store, settings: Settings) -> Iterator[int]:
    """Serve while inside, if the settings name a port; gives the port, or 0. Raises OSError if it is taken."""
    if not settings.health.port:
        yield 0
        return
    server = ThreadingHTTPServer((settings.health.host, settings.health.port), _handler(store, settings))
    thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _handler(store: Store, settings: Settings) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "mailflow", ""

        def do_GET(self) -> None:
            """Answer one machine."""
            match self.path.partition("?")[0]:
                case "/health":
                    found = health(store, settings, datetime.now(UTC))
                    self._say(200 if found.is_well else 503, "application/json", as_json(found).encode())
                case "/metrics":
                    self._metrics()
                case _:
                    self._say(404, "text/plain", b"there is /health and /metrics\n")

        def _metrics(self) -> None:
            try:
                from mailflow.health.figures import exposition  # noqa: PLC0415  an extra
            except ImportError:
                self._say(501, "text/plain", b"for figures install the extra: pip install 'mailflow[metrics]'\n")
                return
            self._say(200, "text/plain; version=0.0.4; charset=utf-8", exposition(store, settings))

        def _say(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            log.debug("health page: %s", format % args)

    return Handler


def as_json(found: Health) -> str:
    """``{"at": …, "well": true, "faults": []}``, one line."""
    shown = asdict(found) | {"at": found.at.isoformat(timespec="seconds"), "well": found.is_well}
    return json.dumps(shown, ensure_ascii=False) + "\n"


def write(path: Path, found: Health) -> None:
    """The same as a file, put in place whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(as_json(found), encoding="utf-8")
    beside.replace(path)
