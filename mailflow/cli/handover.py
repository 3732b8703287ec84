"""``mailflow handover``: somebody else leads from a day on."""

from __future__ import annotations

from datetime import date, datetime

import click

from mailflow.cli.house import now, opened
from mailflow.cli.show import lines, table
from mailflow.network import Lead


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    del ctx, parameter
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day; write it like 2027-01-04") from None


@click.command()
@click.option("--to", "address", help="The email address of whoever leads next.")
@click.option("--on", "day", callback=_day, help="The first day on which they lead, such as 2027-01-04.")
@click.option("--name", help="Their name, as mails are signed; without it, as the register knows them.")
@click.option("--cancel", is_flag=True, help="Take back the handover on that day, if it has not come yet.")
@click.option("--json", "as_lines", is_flag=True, help="Every handover, one JSON object a line.")
@click.pass_context
def command(
    ctx: click.Context, address: str | None, day: date | None, name: str | None, cancel: bool, as_lines: bool
) -> None:
    """Let somebody else lead from a day on; without --to, show who leads when.

    On that day the sender's name, the signature, who approves and who gets the brief change together. The newcomer gets
    a letter with what is open and the year ahead, and every champion is told.
    """
    settings, store = opened(ctx)
    moment = now()
    today = moment.astimezone(settings.network.zone).date()
    if address is None and not cancel:
        _show(store.register.handovers(), settings.network.lead, as_lines)
        return
    if day is None or day <= today:
        raise click.UsageError("--on must name a day that is still to come, such as 2027-01-04")
    if cancel:
        if not store.register.take_handover_back(day, moment):
            raise click.UsageError(f"there is no handover on {day}; see “mailflow handover”")
        print(f"the handover on {day} is taken back; {settings.network.lead} leads on")
        return
    assert address is not None
    address = address.strip().lower()
    if address.count("@") != 1 or not all(address.split("@")):
        raise click.UsageError(f"“{address}” is not an email address; write one like sam.li@ons.example")
    if address in {settings.network.lead_address, settings.network.mailbox}:
        raise click.UsageError(f"{address} leads already, or is the mailbox itself; name the next lead's own address")
    known = next((one for one in store.register.find(address) if one.address == address), None)
    said = (name or (known.name if known else "")).strip()
    if not said:
        raise click.UsageError(f"nobody in the register has {address}; add --name, as their mails are to be signed")
    before = store.settings_at(datetime.combine(day, datetime.min.time(), tzinfo=settings.network.zone)).network
    store.register.hand_over(Lead(said, address, day, before.lead, before.lead_address), moment)
    print(f"{said} ({address}) leads from {day}. Until then nothing changes; --cancel takes it back.")


def _show(handovers: list[Lead], now_leads: str, as_lines: bool) -> None:
    rows = [{"from": one.since, "lead": one.name, "address": one.address, "before": one.before} for one in handovers]
    if as_lines:
        lines(rows)
        return
    title = f"{now_leads} leads; {len(rows)} handovers are known"
    table(title, ("from", "lead", "address", "before"), (tuple(row.values()) for row in rows))
