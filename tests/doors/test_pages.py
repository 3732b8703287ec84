"""Every page and every mail, in a real browser: no violation that axe can find, light and dark, phone and desktop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailflow.cli import street
from tests.doors.servers.browser import Browser
from tests.reference.network import SINCE, UNTIL

pytestmark = [pytest.mark.doors, pytest.mark.xdist_group("reference")]
ROOT = Path(__file__).resolve().parents[2]
PHONE, DESKTOP, SMALLEST = (360, 740), (1280, 900), (320, 640)
LOOKS = list(product((False, True), (PHONE, DESKTOP)))


@pytest.fixture(scope="module")
def sites(mailflow: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both copies, the archived one, and the review."""
    out = tmp_path_factory.mktemp("sites")
    for name, *more in (("public",), ("lead", "--copy", "lead"), ("archived", "--archived")):
        assert mailflow("publish", "--out", out / name, *more).exit_code == 0
    assert mailflow("report", "review", "--from", SINCE, "--to", UNTIL, "--out", out / "review").exit_code == 0
    return out


def pages(folder: Path) -> Iterator[Path]:
    found = sorted(folder.rglob("*.html"))
    assert found
    return iter(found)


def wrong(chromium: Browser, folder: Path) -> dict[str, list[str]]:
    """What is wrong with each page in each look."""
    found = {}
    for page in pages(folder):
        chromium.opens(page)
        for dark, size in LOOKS:
            chromium.looks(dark=dark, size=size)
            name = f"{page.relative_to(folder)} {'dark' if dark else 'light'} {size[0]}"
            found[name] = chromium.violations()
    return {name: violations for name, violations in found.items() if violations}


@pytest.mark.parametrize("copy", ["public", "lead", "archived", "review"])
def test_no_page_has_a_violation(chromium: Browser, sites: Path, copy: str):
    assert wrong(chromium, sites / copy) == {}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("lang", ["en", "cy", "both"])
def test_no_mail_has_a_violation(chromium: Browser, tmp_path: Path, lang: str):
    config = str(ROOT / "config" / "mailflow.toml")
    done = CliRunner().invoke(street, ["--config", config, "preview", "--lang", lang, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert wrong(chromium, tmp_path) == {}


def test_axe_finds_what_is_wrong(chromium: Browser, tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("<html><head><title>x</title></head><body><img src='x.png'><p style='color:#aaa'>pale</p></body>")
    chromium.opens(page)
    found = {one.partition(":")[0] for one in chromium.violations()}
    assert {"html-has-lang", "image-alt", "color-contrast"} <= found


@pytest.mark.parametrize("copy", ["public", "lead", "review"])
def test_pages_fit_the_smallest_phone(chromium: Browser, sites: Path, copy: str):
    for page in pages(sites / copy):
        chromium.opens(page, size=SMALLEST)
        chromium.asks("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert chromium.overflow() <= 0, page
        assert chromium.small_targets() == [], page


def test_pages_need_nothing_from_elsewhere(chromium: Browser, sites: Path):
    for page in pages(sites / "public"):
        chromium.opens(page)
        assert {Path(one).name for one in chromium.fetched()} <= {"style.css"}
        assert all(one.startswith("file:") for one in chromium.fetched())
        assert chromium.asks("document.scripts.length") == 0


def test_the_keyboard_reaches_the_content_first(chromium: Browser, sites: Path):
    chromium.opens(sites / "public" / "progress.html")
    assert chromium.presses_tab() == "Skip to main content"
    assert chromium.asks("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_dark_is_dark(chromium: Browser, sites: Path):
    shades = []
    for dark in (False, True):
        chromium.opens(sites / "public" / "index.html", dark=dark)
        shades.append(chromium.asks("getComputedStyle(document.body).backgroundColor"))
    assert shades == ["rgb(255, 255, 255)", "rgb(17, 19, 20)"]
