"""What every command needs: the settings, the signing key, the store and the writer, opened once and checked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import click

from mailflow.network import Organisation
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, SettingsError, load
from mailflow.store import Store
from mailflow.understand.organisations import read_csv

HOUSE = Path(__file__).resolve().parent.parent
"""The installed package."""


def templates_folder() -> Path:
    """Where the templates are: beside the package in a checkout, inside it when installed."""
    for folder in (HOUSE.parent / "templates", HOUSE / "_data" / "templates"):
        if (folder / "en").is_dir():
            return folder
    raise SettingsError(["the folder templates/ is missing; reinstall mailflow"])


def signing_key(settings: Settings) -> bytes:
    """The key that signs our references: from the environment, else from a file that only we can read."""
    network = settings.network
    given = os.environ.get(network.key_env)
    if given:
        if len(given) < 16:
            raise SettingsError(
                [f"the environment variable {network.key_env} is too short; use at least 16 characters"]
            )
        return given.encode()
    path = Path(network.key_file)
    if path.is_file():
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_hex(32).encode()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    return key


def open_store(settings: Settings) -> Store:
    """The store, with every organisation of the settings' file in it."""
    store = Store.open(settings, signing_key(settings))
    known = {organisation.acronym for organisation in store.register.organisations()}
    listed = organisations_of(settings)
    store.register.keep_organisations([one for one in listed if one.acronym not in known])
    return store


def organisations_of(settings: Settings) -> tuple[Organisation, ...]:
    """The organisations that the settings' file lists. Raises `SettingsError`."""
    path = settings.organisations_file
    try:
        return read_csv(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: {error}"]) from None


def writer_for(settings: Settings, key: bytes, random: Callable[[int], bytes] = secrets.token_bytes) -> Writer:
    """The writer of mails."""
    return Writer(settings, templates(settings.network.languages), key, random)


@lru_cache(maxsize=8)
def templates(languages: tuple[str, ...]) -> Templates:
    """The templates, read once a process."""
    return Templates(templates_folder(), languages)


def opened(ctx: click.Context) -> tuple[Settings, Store]:
    """Settings and store of the command's ``--config``."""
    settings = load(ctx.find_root().obj)
    store = open_store(settings)
    return store.settings_at(now()), store


def now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)
