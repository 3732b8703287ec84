"""``mailflow chats``: Champion Chats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from itertools import islice

import click

from mailflow import almanac
from mailflow.cli.champions import one_of
from mailflow.cli.house import now, opened, writer_for
from mailflow.cli.show import lines, table
from mailflow.decisions import Keep
from mailflow.events import Due
from mailflow.flows import decide
from mailflow.flows.chat.figures import figures_of, pairs
from mailflow.flows.chat.forecast import Month, habits
from mailflow.flows.chat.forecast import forecast as play_on
from mailflow.flows.chat.outlook import round_line
from mailflow.flows.chat.record import Groups, Inputs, from_text, inputs_for
from mailflow.flows.chat.round import taking_part
from mailflow.flows.chat.why import why as tell_why
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
        at = almanac.next_draw(settings, now())
        if at is None:
            raise click.UsageError("[chats] every gives no further round; set a later end")
        return almanac.chat_month(at, settings)
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
@click.option("--why", nargs=2, metavar="PERSON PERSON", help="Why these two are together, or are not.")
@click.pass_context
def show(ctx: click.Context, month: str | None, as_lines: bool, why: tuple[str, str] | None) -> None:
    """The groups of a month; default: the latest."""
    _, store = opened(ctx)
    found = _round(store, month)
    if why:
        first, second = (one_of(store, person) for person in why)
        inputs, groups = _record(store, found)
        for sentence in tell_why(first.id, second.id, inputs, groups, {one.id: one.name for one in (first, second)}):
            print(sentence)
    elif as_lines:
        lines(asdict(group) for group in (found.groups if found else ()))
    else:
        _tell(store, found)


@command.command()
@click.argument("month", required=False)
@click.pass_context
def verify(ctx: click.Context, month: str | None) -> None:
    """Draw a month again from its record and compare; default: the latest. Exit code 1 if anything differs."""
    _, store = opened(ctx)
    found = _round(store, month)
    inputs, groups = _record(store, found)
    assert found is not None
    if (inputs.digest, inputs.seed) != (found.digest, found.seed):
        raise click.ClickException(f"the record of {found.month} is not the one that its digest was made of")
    again = inputs.draw()
    if _as_sets(again) != _as_sets(groups):
        raise click.ClickException(f"drawn again, {found.month} gives other groups than its record says")
    print(f"{found.month}: drawn again from seed {inputs.seed}: the same {len(groups)} groups.")
    now_are = [group.members for group in found.groups if group.members]
    if _as_sets(now_are) != _as_sets(groups):
        changed = len(_as_sets(groups) - _as_sets(now_are))
        print(f"{changed} of them have changed since, because somebody dropped out.")


@command.command()
@click.option("--months", default=12, show_default=True, type=click.IntRange(1, 60))
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a month and line.")
@click.pass_context
def forecast(ctx: click.Context, months: int, as_lines: bool) -> None:
    """Play the coming rounds from the register, with people coming, going and skipping as seen so far."""
    settings, store = opened(ctx)
    due = Due("chat", (following := _month(settings, None)).month, following.draw)
    situation = store.look(due, now())
    here, history = taking_part(due.occasion, situation, now())
    inputs = inputs_for(due.occasion, here, history, situation.apart, size=settings.chats.size, choose=0)
    groups = inputs.draw()
    if not groups:
        raise click.ClickException(f"{len(here)} people are too few for a group")
    seen = habits(inputs)
    first = figures_of(inputs, groups)
    coming = [Month(first.people, first.repeats, sum(1 for _ in pairs(groups)))]
    coming += islice(play_on(inputs, groups, seen, seed=inputs.seed), months - 1)
    rounds = almanac.chat_months(settings, now(), now() + timedelta(days=366 * (months + 1)))
    named = [(at.month, month) for at, month in zip(rounds, coming, strict=False)]
    if as_lines:
        lines({"month": name, **asdict(month)} for name, month in named)
        return
    print(f"As seen so far, {seen.skipping:.0%} miss a round and {seen.leaving:.1%} leave between two.")
    rows = [(name, month.people, month.repeats, _bar(month)) for name, month in named]
    table("rounds to come", ("month", "people", "pairs meeting again", ""), rows)


def _bar(month: Month) -> str:
    return "█" * round(40 * month.repeats / month.pairs) if month.pairs else ""


@command.command()
@click.argument("people", nargs=-1)
@click.option("--no-longer", is_flag=True, help="They may meet again.")
@click.pass_context
def apart(ctx: click.Context, people: tuple[str, ...], no_longer: bool) -> None:
    """Keep two people apart in every draw to come; without names, list who is kept apart."""
    _, store = opened(ctx)
    if not people:
        names = {one.id: one.name for one in store.register.champions()}
        table(
            "kept apart",
            ("one", "other"),
            [(names[one], names[other]) for one, other in sorted(store.register.apart())],
        )
        return
    if len(people) != 2:
        raise click.UsageError("name two people, each by number, address or a part of the name")
    first, second = (one_of(store, person) for person in people)
    if first.id == second.id:
        raise click.UsageError(f"both are {first.name}; name two people")
    changed = store.register.keep_apart(first.id, second.id, apart=not no_longer)
    may = f"{'may meet' if no_longer else 'are kept apart'}{'' if changed else ' already'}"
    print(f"{first.name} and {second.name} {may}; groups that are made stay as they are.")


def _round(store: Store, month: str | None) -> Round | None:
    if month is None:
        return next(reversed(store.register.rounds()), None)
    found = store.register.round(month)
    if found is None:
        raise click.ClickException(f"no groups were made in {month}")
    return found


def _record(store: Store, found: Round | None) -> tuple[Inputs, Groups]:
    if found is None:
        raise click.ClickException("no groups have been made yet")
    text = store.register.record(found.month)
    if text is None:
        raise click.ClickException(f"of the draw of {found.month} no record was kept: an older mailflow made it")
    return from_text(text)


def _as_sets(groups: Iterable[Iterable[int]]) -> set[frozenset[int]]:
    return {frozenset(group) for group in groups}


def _tell(store: Store, found: Round | None) -> None:
    if found is None:
        print("no groups")
        return
    names = {one.id: one for one in store.register.champions()}
    rows = [
        (
            group.label,
            ", ".join(f"{names[one].name} ({names[one].organisation})" for one in group.members),
            names[group.convener].name if group.members else "",
            {True: "met", False: "did not meet", None: ""}[group.met],
        )
        for group in found.groups
    ]
    print(f"{found.month}: {round_line(len(found.groups), found.figures) if found.figures else ''}".rstrip(": "))
    table(f"{len(found.groups)} groups", ("group", "members", "convener", ""), rows)


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
