"""``mailflow chats``: Champion Chats."""

from __future__ import annotations

import re
from dataclasses import asdict

import click

from mailflow import almanac
from mailflow.cli.house import now, opened, writer_for
from mailflow.cli.show import lines, table
from mailflow.decisions import Keep
from mailflow.events import Due
from mailflow.flows import decide
from mailflow.network import Round
from mailflow.settings import Settings
from mailflow.store import Store
from mailflow.worker import handle


@click.group()
def command() -> None:
    """Champion Chats."""


def _month(settings: Settings, text: str | None) -> almanac.ChatMonth:
    """The chat month that ``--month`` names, or the next one."""
    if text is None:
        draw = almanac.next_draw(settings, now())
        if draw is None:
            raise click.UsageError("[chats] every gives no further round; set a later end")
        return almanac.chat_month(draw, settings)
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise click.UsageError(f"“{text}” is not a month; write it like 2026-12")
    month = almanac.month_of(text, settings)
    if month is None:
        raise click.UsageError(f"[chats] every makes no groups in {text}")
    return month


@command.command()
@click.option("--month", help="Like 2026-12; default: the next round.")
@click.option("--really", is_flag=True, help="Make the groups now, and send their mails. Without it, only show them.")
@click.pass_context
def draw(ctx: click.Context, month: str | None, really: bool) -> None:
    """Show the groups as they would be drawn now; with --really, draw them."""
    settings, store = opened(ctx)
    due = Due("chat", (chosen := _month(settings, month)).month, chosen.draw)
    if store.register.round(due.occasion):
        raise click.ClickException(f"the groups of {due.occasion} are made and are never drawn again; see “chats show”")
    if really:
        handle(due, due, store, writer_for(settings, store.key), now())
        _tell(store, store.register.round(due.occasion))
        return
    decisions = decide(due, store.look(due, now()), now())
    _tell(
        store, next((one.record for one in decisions if isinstance(one, Keep) and isinstance(one.record, Round)), None)
    )


@command.command()
@click.argument("month", required=False)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a group and line.")
@click.pass_context
def show(ctx: click.Context, month: str | None, as_lines: bool) -> None:
    """The groups of a month; default: the latest."""
    _, store = opened(ctx)
    rounds = store.register.rounds()
    found = next((one for one in reversed(rounds) if month in (None, one.month)), None)
    if as_lines:
        lines(asdict(group) for group in (found.groups if found else ()))
        return
    _tell(store, found)


def _tell(store: Store, found: Round | None) -> None:
    if found is None:
        print("no groups")
        return
    names = {one.id: one for one in store.register.champions()}
    rows = [
        (
            group.label,
            ", ".join(f"{names[one].name} ({names[one].organisation})" for one in group.members),
            names[group.convener].name,
            {True: "met", False: "did not meet", None: ""}[group.met],
        )
        for group in found.groups
    ]
    table(f"{found.month}: {len(found.groups)} groups", ("group", "members", "convener", ""), rows)


@command.command()
@click.pass_context
def history(ctx: click.Context) -> None:
    """Every round: how many groups, how many are known to have met, how many updates came."""
    _, store = opened(ctx)
    told: dict[str, int] = {}
    for _, update in store.register.updates():
        told[update.month] = told.get(update.month, 0) + 1
    rows = [
        (
            one.month,
            f"{one.drawn:%Y-%m-%d}",
            len(one.groups),
            sum(len(group.members) for group in one.groups),
            sum(group.met is True for group in one.groups),
            told.get(one.month, 0),
        )
        for one in store.register.rounds()
    ]
    table("rounds", ("month", "drawn", "groups", "people", "known to have met", "updates"), rows)
