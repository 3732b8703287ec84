"""What several rooms' tests share: the reference network, built once a session."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailflow.cli import street
from tests.databases import DATABASES, KINDS
from tests.reference.network import Reference, build

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--database postgresql`` runs everything that has a memory on PostgreSQL."""
    parser.addoption("--database", choices=KINDS, default="sqlite", help="what the network's memory is kept in")


def pytest_configure(config: pytest.Config) -> None:
    DATABASES.kind = config.getoption("--database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about SQLite's file and nothing else says so, and why, in its marker."""
    if config.getoption("--database") == "sqlite":
        return
    for item in items:
        for marker in item.iter_markers("sqlite"):
            item.add_marker(pytest.mark.skip(reason=f"it is about SQLite: {marker.args[0]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """The databases of a test go with it: they are as many as there are tests."""
    yield
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    if folder is not None:
        DATABASES.let_go(folder)


def pytest_unconfigure() -> None:
    DATABASES.close()


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """The network in the state of early 2022. Tests that use it carry ``xdist_group("reference")``."""
    return build(tmp_path_factory.mktemp("reference"))


@pytest.fixture(scope="session")
def mailflow(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """``mailflow("publish", "--out", folder)`` over the reference network."""
    folder = tmp_path_factory.mktemp("config")
    shipped = (ROOT / "config" / "mailflow.toml").read_text(encoding="utf-8")
    url = reference.town.settings.database.url
    text = re.sub(r"sqlite:///[^\"]+", url, shipped)
    text = text.replace("[database]\n", f'[database]\nmark = "{reference.town.settings.database.mark}"\n')
    text = text.replace("[network]\n", f'[network]\nkey_file = "{folder}/key"\n')
    (folder / "mailflow.toml").write_text(text, encoding="utf-8")
    # the register has the organisations of 2022; the shipped file names successors that came later
    known = reference.town.store.register.organisations()
    rows = "\n".join(f'{one.acronym},"{one.name}",{";".join(one.domains)},,{one.nation},' for one in known)
    head = "acronym,name,domains,aliases,nation,successor"
    (folder / "organisations.csv").write_text(f"{head}\n{rows}\n", encoding="utf-8")

    def run(*arguments: object) -> Result:
        given = ["--config", str(folder / "mailflow.toml"), *map(str, arguments)]
        return CliRunner().invoke(street, given, catch_exceptions=False)

    return run
