"""``mailflow meetings``: plan, show, change and cancel them; who came; talks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import click

from mailflow import diary
from mailflow.cli import meeting_sheet as sheet
from mailflow.cli.attendance import around, note_who_came
from mailflow.cli.house import now, opened, writer_for
from mailflow.cli.show import as_json, lines
from mailflow.decisions import Keep
from mailflow.events import Due
from mailflow.flows.meeting import talks
from mailflow.network import AgendaItem, Champion, Meeting, MeetingState, TalkOffer
from mailflow.settings import Settings
from mailflow.store import Store
from mailflow.worker import handle


@click.group()
def command() -> None:
    """Meetings: who is invited, who comes, what is said."""


def _start(settings: Settings, text: str) -> datetime:
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"“{text}” is no moment; write it like 2026-12-16T14:00, in local time") from None
    start = start if start.tzinfo else start.replace(tzinfo=settings.network.zone)
    if start <= now():
        raise click.UsageError(f"{text} is over; name a moment to come")
    return start


def _agenda(texts: Sequence[str], minutes: int) -> tuple[AgendaItem, ...]:
    items = []
    for text in texts:
        what, _, length = text.rpartition(" ")
        if not what.strip() or not length.isdigit() or not int(length):
            raise click.UsageError(
                f"“{text}” is no part of an agenda; write what and how many minutes, like welcome 10"
            )
        items.append(AgendaItem(what.strip(), int(length)))
    total = sum(item.minutes for item in items)
    if items and total != minutes:
        raise click.UsageError(f"the agenda lasts {total} minutes and the meeting {minutes}; let them agree")
    return tuple(items)


def _one(settings: Settings, store: Store, number: str) -> Meeting:
    """The meeting with that number, kept or by rule."""
    found = store.minutes.get(number) or diary.numbered(number, settings)
    if found is None:
        raise click.UsageError(f"there is no meeting {number}; see “mailflow meetings plan”")
    return found


def _to_come(settings: Settings, store: Store, number: str) -> Meeting:
    found = _one(settings, store, number)
    if found.state in {MeetingState.CANCELLED, MeetingState.HELD}:
        raise click.UsageError(f"the meeting {number} is {found.state}")
    return found


_GIVEN = (
    click.option("--start", help="Local time, like 2026-12-16T14:00."),
    click.option("--minutes", type=click.IntRange(15, 480)),
    click.option("--place"),
    click.option("--joining", help="How to get in: a link, a number to dial."),
    click.option("--item", "items", multiple=True, help="A part of the agenda, like “welcome 10”; give all of them."),
)


def _given(function: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_GIVEN):
        function = option(function)
    return function


def _with(
    meeting: Meeting, settings: Settings, start: str | None, minutes: int | None, place: str | None,
    joining: str | None, items: tuple[str, ...],
) -> Meeting:  # fmt: skip
    length = minutes or meeting.minutes
    if minutes and minutes != meeting.minutes and meeting.agenda and not items:
        raise click.UsageError("another length needs another agenda; give its parts with --item")
    return replace(
        meeting,
        start=_start(settings, start) if start else meeting.start,
        minutes=length,
        place=place if place is not None else meeting.place,
        joining=joining if joining is not None else meeting.joining,
        agenda=_agenda(items, length) if items else meeting.agenda,
    )


@command.command()
@_given
@click.option("--kind", default="", help="Which of [meetings.also]; default: the network's meeting.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a meeting and line.")
@click.pass_context
def plan(
    ctx: click.Context, start: str | None, minutes: int | None, place: str | None, joining: str | None,
    items: tuple[str, ...], kind: str, as_lines: bool,
) -> None:  # fmt: skip
    """Show the meetings of the year to come; with --start, plan one beside the series."""
    settings, store = opened(ctx)
    if start is None:
        if minutes or place or joining or items or kind:
            raise click.UsageError("to plan a meeting, give --start; to change one, see “mailflow meetings change”")
        sheet.year(settings, store, as_lines=as_lines)
        return
    if kind not in diary.all_series(settings):
        known = ", ".join(filter(None, diary.all_series(settings))) or "none"
        raise click.UsageError(f"there is no kind “{kind}” in [meetings.also]; there are: {known}")
    series = diary.all_series(settings)[kind]
    blank = diary.planned_at(kind, _start(settings, start), settings)
    if minutes and minutes != series.minutes and not items:
        blank = replace(blank, agenda=())
    made = _with(blank, settings, None, minutes, place, joining, items)
    if store.minutes.get(made.number) or diary.numbered(made.number, settings):
        raise click.UsageError(f"there is a meeting {made.number} already; see “meetings change {made.number}”")
    made = replace(made, touched=now())
    store.minutes.keep([Keep(made)], now())
    at = max(diary.invite_at(made, settings), now()).astimezone(settings.network.zone)
    print(f"{made.number} is planned; invitations are made on {at:%Y-%m-%d}")


@command.command()
@click.argument("number", required=False)
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.pass_context
def show(ctx: click.Context, number: str | None, as_object: bool) -> None:
    """One meeting, with answers, needs, talks and groups; default: the next."""
    settings, store = opened(ctx)
    if number is None:
        following = diary.next_after(settings, store.minutes.kept(), now())
        if following is None:
            raise click.ClickException("no meeting is planned; set [meetings] every, or see “mailflow meetings plan”")
        number = following.number
    meeting = _one(settings, store, number)
    if as_object:
        print(as_json(sheet.as_object(meeting, store)))
    else:
        sheet.show(meeting, settings, store)


@command.command()
@click.argument("number")
@_given
@click.pass_context
def change(
    ctx: click.Context, number: str, start: str | None, minutes: int | None, place: str | None, joining: str | None,
    items: tuple[str, ...],
) -> None:  # fmt: skip
    """Change a meeting. Whoever was invited is told; another time asks everybody anew."""
    settings, store = opened(ctx)
    meeting = _to_come(settings, store, number)
    changed = _with(meeting, settings, start, minutes, place, joining, items)
    if changed == meeting:
        raise click.UsageError("nothing would change; give --start, --minutes, --place, --joining or --item")
    moved = (changed.start, changed.minutes) != (meeting.start, meeting.minutes)
    only_joining = replace(changed, joining=meeting.joining) == meeting
    if not meeting.is_open or (only_joining and now() < diary.remind_at(meeting, settings)):
        store.minutes.keep([Keep(replace(changed, touched=now()))], now())
        print(f"{number} is changed; {'the reminder tells it' if meeting.is_open else 'nobody is invited yet'}")
        return
    following = meeting.sequence + 1
    changed = replace(
        changed, state=MeetingState.CHANGED, sequence=following, asked=following if moved else meeting.asked,
        touched=now(),
    )  # fmt: skip
    store.minutes.keep([Keep(changed)], now())
    _carry_out("meeting/change", changed, settings, store)
    print(f"{number} is changed; everybody is told{' and asked anew' if moved else ''}")


@command.command()
@click.argument("number")
@click.pass_context
def cancel(ctx: click.Context, number: str) -> None:
    """Cancel a meeting. Whoever has it in their calendar is told."""
    settings, store = opened(ctx)
    meeting = _to_come(settings, store, number)
    gone = replace(meeting, state=MeetingState.CANCELLED, sequence=meeting.sequence + 1, touched=now())
    store.minutes.keep([Keep(gone)], now())
    _carry_out("meeting/cancel", gone, settings, store)
    print(f"{number} is cancelled")


def _carry_out(flow: str, meeting: Meeting, settings: Settings, store: Store) -> None:
    """Do now what the worker would do at its next beat: it happens once, whoever comes first."""
    due = Due(flow, diary.occasion_of(meeting, settings, meeting.sequence), now())
    handle(due, due, store, writer_for(settings, store.key), now())


@command.command()
@click.argument("number")
@click.option("--came", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Who is here: one a line.")
@click.pass_context
def breakout(ctx: click.Context, number: str, came: Path | None) -> None:
    """Draw the groups of the chat inside; with --came anew, from those who are here (mails leave at once)."""
    settings, store = opened(ctx)
    meeting = _to_come(settings, store, number)
    if not meeting.is_open or meeting.span("chat") is None:
        why = "nobody is invited to it yet" if not meeting.is_open else "its agenda has no chat"
        raise click.UsageError(f"{number} has no groups to draw: {why}")
    if came is None:
        due = Due("meeting/breakout", diary.occasion_of(meeting, settings), now())
    else:
        note_who_came(number, came, store)
        turn = len(store.minutes.breakouts(number)) + 1
        due = Due("meeting/breakout", diary.occasion_of(meeting, settings, turn), now())
    if not handle(due, due, store, writer_for(settings, store.key), now()):
        raise click.ClickException(f"the groups of {number} are drawn; to draw them anew, give --came")
    drawn = store.minutes.breakouts(number)
    print(
        f"{len(drawn[-1].groups)} groups are drawn; see “mailflow meetings show {number}”"
        if drawn
        else "no groups: too few people"
    )


@command.command()
@click.argument("number")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def attended(ctx: click.Context, number: str, file: Path) -> None:
    """Note who came: a list of names or addresses, one a line (a list from Teams will do)."""
    settings, store = opened(ctx)
    _one(settings, store, number)
    print(f"{note_who_came(number, file, store)} came to {number}")


@command.command()
@click.argument("number")
@click.argument("text", nargs=-1, required=True)
@click.pass_context
def summary(ctx: click.Context, number: str, text: tuple[str, ...]) -> None:
    """What the thanks tell of the meeting, in your words."""
    settings, store = opened(ctx)
    meeting = _one(settings, store, number)
    store.minutes.keep([Keep(replace(meeting, summary=" ".join(text)))], now())
    at = diary.thanks_at(meeting, settings).astimezone(settings.network.zone)
    print(f"noted; the thanks go out on {at:%Y-%m-%d}")


@command.command("talks")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@click.pass_context
def talks_(ctx: click.Context, as_lines: bool) -> None:
    """The talks that were offered."""
    _, store = opened(ctx)
    if as_lines:
        lines(asdict(one) for one in store.minutes.talks())
    else:
        sheet.talks(store)


def _offer(store: Store, talk: int) -> tuple[TalkOffer, Champion]:
    offer = next((one for one in store.minutes.talks() if one.id == talk), None)
    if offer is None:
        raise click.UsageError(f"there is no talk {talk}; see “mailflow meetings talks”")
    if offer.state == "declined":
        raise click.UsageError(f"talk {talk} was declined")
    return offer, next(one for one in store.register.champions() if one.id == offer.champion)


@command.command()
@click.argument("talk", type=int)
@click.argument("number")
@click.pass_context
def place(ctx: click.Context, talk: int, number: str) -> None:
    """Put a talk into a meeting, and tell the speaker."""
    settings, store = opened(ctx)
    offer, speaker = _offer(store, talk)
    meeting = _to_come(settings, store, number)
    steps = talks.place(offer, meeting, around(number, store), speaker, None)
    store.carry_out(f"talk:{talk}:{number}", steps, writer_for(settings, store.key), now())
    print(f"talk {talk} is in the meeting {number}; {speaker.name} is told")


@command.command()
@click.argument("talk", type=int)
@click.pass_context
def decline(ctx: click.Context, talk: int) -> None:
    """There is no room for a talk: the speaker is told so."""
    settings, store = opened(ctx)
    offer, speaker = _offer(store, talk)
    store.carry_out(f"talk:{talk}:no", talks.decline(offer, speaker, None), writer_for(settings, store.key), now())
    print(f"talk {talk} is declined; {speaker.name} is told")
