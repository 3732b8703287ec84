"""``mailflow outbox``: what is to leave."""

from __future__ import annotations

from dataclasses import asdict

import click

from mailflow.cli.house import now, opened
from mailflow.cli.show import as_json, facts, lines, table
from mailflow.store.gate import ClosedBy

STATES = (
    "planned",
    "held",
    "leased",
    "handed_over",
    "sent",
    "failed",
    "unknown",
    "cancelled",
    "shadow",
    "draft",
    "drafted",
)


@click.group()
def command() -> None:
    """What is to leave, has left, or could not."""


@command.command("list")
@click.option("--state", multiple=True, type=click.Choice(STATES), help="Default: all that has not left for good.")
@click.option("--all", "everything", is_flag=True, help="Whatever its state.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def list_(ctx: click.Context, state: tuple[str, ...], everything: bool, as_lines: bool) -> None:
    """Mails, newest first."""
    _, store = opened(ctx)
    wanted = () if everything else state or ("planned", "held", "leased", "handed_over", "failed", "unknown", "draft")
    rows = store.queue.listed(wanted)
    names = (
        "id",
        "mail",
        "address",
        "subject",
        "state",
        "not_before",
        "sent",
        "attempts",
        "why",
        "message_id",
        "kind",
        "number",
    )
    if as_lines:
        lines({name: getattr(row, name) for name in names} for row in rows)
        return
    shown = (
        (row.id, row.mail, row.address, row.state, f"{row.not_before:%Y-%m-%d %H:%M}", row.why[:60]) for row in rows
    )
    table(f"{len(rows)} mails", ("number", "mail", "to", "state", "not before", "why"), shown)


@command.command()
@click.argument("number", type=int)
@click.pass_context
def show(ctx: click.Context, number: int) -> None:
    """One mail, as it would arrive."""
    from email import message_from_bytes  # noqa: PLC0415
    from email.policy import default  # noqa: PLC0415

    _, store = opened(ctx)
    row = store.queue.get(number)
    if row is None:
        raise click.UsageError(f"there is no mail {number}; see “mailflow outbox list --all”")
    facts(
        {
            "mail": row.mail,
            "to": row.address,
            "state": row.state,
            "why": row.why,
            "sent": row.sent,
            "Message-ID": row.message_id,
        }
    )
    if row.raw:
        body = message_from_bytes(row.raw, policy=default).get_body(("plain",))
        print(f"\nSubject: {row.subject}\n\n{body.get_content() if body else ''}")


def _change(ctx: click.Context, number: int, verb: str, done: str, states: str) -> None:
    _, store = opened(ctx)
    change = getattr(store.queue, verb)
    changed = change(number, now()) if verb in {"release", "retry"} else change(number)
    if not changed:
        row = store.queue.get(number)
        stands = f"it is {row.state}" if row else "there is no such mail"
        raise click.UsageError(f"mail {number} cannot be {done}: {stands}; it can be while it is {states}")
    print(f"mail {number} is {done}")


def _change_all(ctx: click.Context, which: str, verb: str, done: str, states: str) -> None:
    """One mail by its number, or all the mails to many of one occasion, such as ``chat:2026-12``."""
    if which.isdigit():
        _change(ctx, int(which), verb, done, states)
        return
    _, store = opened(ctx)
    changed = getattr(store.queue, f"{verb}_occasion")(which)
    if not changed:
        raise click.UsageError(
            f"no mail of “{which}” can be {done}; name a mail's number, or an occasion: chat:2026-12"
        )
    print(f"{changed} mails of {which} are {done}")


@command.command()
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.pass_context
def gate(ctx: click.Context, as_object: bool) -> None:
    """Whether anything may leave, and why not."""
    _, store = opened(ctx)
    standing = store.gate.standing()
    waiting = store.queue.waiting()
    if as_object:
        print(as_json({"open": standing.closed_by is None, **asdict(standing), "waiting": waiting}))
        return
    facts(
        {
            "gate": f"closed by {standing.closed_by}" if standing.closed_by else "open",
            "why": standing.why,
            "since": standing.since,
            "mails that wait": waiting,
        }
    )


@command.command("close")
@click.argument("why")
@click.pass_context
def close(ctx: click.Context, why: str) -> None:
    """Let nothing leave any more, until “outbox open”. Mail goes on being read."""
    _, store = opened(ctx)
    store.gate.close(ClosedBy.HAND, why, now())
    print("the gate is closed; what is planned waits")


@command.command("open")
@click.option("--send", "waiting", flag_value="send", help="What waits leaves, and what is due happens.")
@click.option("--cancel", "waiting", flag_value="cancel", help="What waits and what is due has happened already.")
@click.pass_context
def open_(ctx: click.Context, waiting: str | None) -> None:
    """Let mail leave again. Behind a fence, say what becomes of what waits."""
    _, store = opened(ctx)
    standing, moment = store.gate.standing(), now()
    if standing.is_fenced and waiting is None:
        raise click.UsageError(
            f"{standing.why}. Stop every other copy first. Then --cancel if another copy has sent what waits here"
            f" ({store.queue.waiting()} mails), or --send if nothing of it has left"
        )
    mails, moments = store.pass_over(moment) if waiting == "cancel" else (0, 0)
    store.gate.open(moment)
    passed = f"; {mails} mails and {moments} moments were passed over" if waiting == "cancel" else ""
    print(f"the gate is open{passed}")


@command.command()
@click.argument("which")
@click.pass_context
def hold(ctx: click.Context, which: str) -> None:
    """Keep a mail back until it is released; or all of an occasion, such as chat:2026-12."""
    _change_all(ctx, which, "hold", "held", "planned")


@command.command()
@click.argument("which")
@click.pass_context
def release(ctx: click.Context, which: str) -> None:
    """Let a held mail go; or all that STOP has held of an occasion, such as chat:2026-12."""
    _change_all(ctx, which, "release", "released", "held")


@command.command()
@click.argument("number", type=int)
@click.pass_context
def retry(ctx: click.Context, number: int) -> None:
    """Send a failed or doubtful mail again: the person may get it twice."""
    _change(ctx, number, "retry", "planned again", "failed, unknown or cancelled")


@command.command()
@click.argument("number", type=int)
@click.pass_context
def cancel(ctx: click.Context, number: int) -> None:
    """Never send it."""
    _change(ctx, number, "cancel", "cancelled", "planned, held, unknown or a draft")
