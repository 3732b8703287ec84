"""A real browser without a window, driven over WebDriver, with axe-core inside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.doors.servers.process import CannotStart, folder, program

AXE = Path(__file__).resolve().parents[1] / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What axe looks for (its tags): WCAG 2.2 AA and all before it, and what it calls good practice."""


@dataclass(frozen=True)
class Browser:
    """One window, used by one test after the other."""

    driver: Any

    def opens(self, page: Path, *, dark: bool = False, size: tuple[int, int] = (1280, 900)) -> None:
        """Show a page at that size (CSS pixels), to somebody who prefers light or dark."""
        self.looks(dark=dark, size=size)
        self.driver.get(page.resolve().as_uri())

    def looks(self, *, dark: bool, size: tuple[int, int]) -> None:
        """Another size, or light for dark, of the page that is open."""
        screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self._tell("Emulation.setDeviceMetricsOverride", **screen)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._tell("Emulation.setEmulatedMedia", features=[scheme])

    def violations(self) -> list[str]:
        """What axe finds wrong with the page that is open: the rule, and where."""
        if self.asks("typeof axe === 'undefined'"):
            self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        self.driver.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
        run = (
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']})"
            ".then(done, error => done({error: '' + error}));"
        )
        found = self.driver.execute_async_script(run, RULES)
        assert "error" not in found, found
        assert found["passes"], "axe has looked at nothing"
        return [
            f"{one['id']}: {one['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for one in found["violations"]
            for node in one["nodes"][:5]
        ]

    def overflow(self) -> int:
        """By how many CSS pixels the page is wider than the window (WCAG 2.2, 1.4.10)."""
        return int(self.asks("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def small_targets(self) -> list[str]:
        """Links and buttons under 24 by 24 CSS pixels that do not stand in a sentence (WCAG 2.2, 2.5.8)."""
        return list(
            self.asks(
                "[...document.querySelectorAll('a, summary, button')].filter(one => {"
                "const box = one.getBoundingClientRect();"
                "const inline = getComputedStyle(one).display === 'inline';"
                "return box.right > 0 && !inline && (box.width < 24 || box.height < 24)}).map(one => one.outerHTML)"
            )
        )

    def fetched(self) -> list[str]:
        """Every address that the page asked for beside its own."""
        return list(self.asks("performance.getEntriesByType('resource').map(one => one.name)"))

    def asks(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.driver.execute_script(f"return {expression}")

    def presses_tab(self, times: int = 1) -> str:
        """The words of what has the focus after so many presses of the Tab key."""
        from selenium.webdriver import ActionChains, Keys  # noqa: PLC0415  may be missing

        ActionChains(self.driver).send_keys(*[Keys.TAB] * times).perform()
        return str(self.asks("document.activeElement.innerText"))

    def _tell(self, command: str, **what: object) -> None:
        self.driver.execute_cdp_cmd(command, what)


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, as Debian packages it, until the block ends. Nothing is downloaded."""
    try:
        from selenium import webdriver  # noqa: PLC0415  may be missing
        from selenium.common.exceptions import WebDriverException  # noqa: PLC0415
    except ImportError:
        raise CannotStart("selenium is not installed") from None
    binary, driver = program("chromium"), program("chromedriver")
    with folder("browser") as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        asked = ("--headless=new", f"--user-data-dir={profile}", "--disable-gpu", "--disable-dev-shm-usage",
                 "--disable-background-networking", "--no-first-run")  # fmt: skip
        for one in (*asked, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
            options.add_argument(one)
        try:
            made = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
        except WebDriverException as error:
            raise CannotStart(f"Chromium did not come up: {error.msg}") from None
        try:
            made.set_script_timeout(60)
            yield Browser(made)
        finally:
            made.quit()
