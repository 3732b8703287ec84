"""``mailflow check``: is everything ready? Each check says what it found, and what would be right."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from secrets import token_bytes

import click

from mailflow.checked import CheckedFault
from mailflow.cli.house import open_store, signing_key, templates_folder, writer_for
from mailflow.cli.preview import translations
from mailflow.cli.show import as_json, table
from mailflow.decisions import Send
from mailflow.health.page import as_json as health_as_json
from mailflow.health.signs import health
from mailflow.inbox.faults import MailboxFault
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.sign_in import sign_in_for
from mailflow.network import Champion, Status
from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.smtp import Transport
from mailflow.outbox.templates import TemplateFault, Templates
from mailflow.outbox.transport import Taken, TransportFault
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, SettingsError, load
from mailflow.store import StoreError
from mailflow.understand.envelope import read

CANARY_SECONDS = 60
SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: str
    ok: bool
    says: str


@click.command()
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a check and line.")
@click.option("--alive", is_flag=True, help="Only: does the worker live, was every folder read, may mail leave?")
@click.option("--canary", is_flag=True, help="Send a mail to the mailbox itself and see which references survive.")
@click.pass_context
def command(ctx: click.Context, as_lines: bool, canary: bool, alive: bool) -> None:
    """Settings, templates, database, sign-in, folders and clock; exit code 1 if anything is wrong."""
    settings = load(ctx.find_root().obj)
    if alive:
        found = health(open_store(settings), settings, datetime.now(UTC))
        said = health_as_json(found) if as_lines else "\n".join(found.faults or ["all is well"]) + "\n"
        click.echo(said, nl=False)
        ctx.exit(0 if found.is_well else 1)
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("templates", _templates),
        ("database", _database),
        ("mailbox", _mailbox),
        ("sending", _sending),
        ("lead", _lead),
        ("clock", _clock),
        ("signing key", _key),
        ("secrets", _secrets),
    ]
    if canary:
        checks.append(("canary", _canary))
    findings = [Finding("settings", True, f"{ctx.find_root().obj} is right"), *_run(settings, checks)]
    if as_lines:
        for finding in findings:
            print(as_json(asdict(finding)))
    else:
        table(
            "checks", ("check", "", "found"), ((one.check, "ok" if one.ok else "WRONG", one.says) for one in findings)
        )
    if not all(finding.ok for finding in findings):
        ctx.exit(1)


def _run(settings: Settings, checks: list[tuple[str, Callable[[Settings], str]]]) -> Iterator[Finding]:
    for name, check in checks:
        try:
            yield Finding(name, True, check(settings))
        except (StoreError, MailboxFault, TransportFault, TemplateFault, CheckedFault, SettingsError, OSError) as error:
            yield Finding(name, False, str(error))


def _templates(settings: Settings) -> str:
    templates = Templates(templates_folder(), settings.network.languages)
    writer = Writer(settings, templates, b"check" * 4, token_bytes)
    written = [
        writer.mail(sample(mail, lang)) for lang in templates.languages for mail in SAMPLES if templates.has(mail, lang)
    ]
    said = f"{len(written)} mails in {' and '.join(templates.languages)} can be written"
    return "; ".join([said, *translations(templates)])


def _database(settings: Settings) -> str:
    store = open_store(settings)
    return f"{store.engine.url.render_as_string()} holds {len(store.register.champions())} people"


def _mailbox(settings: Settings) -> str:
    imap = settings.imap
    with Mailbox.open(imap, sign_in_for(imap, settings.oauth)) as mailbox:
        names = [*imap.folders, *filter(None, [imap.claimed_folder, imap.junk_folder])]
        held = {name: mailbox.select(name).exists for name in names}
        sent = (
            ""
            if imap.sent_folder in {"", *mailbox.folders()}
            else f"; there is no folder “{imap.sent_folder}” to look for doubtful mail and replies by hand in"
        )
    return (
        f"{imap.username} at {imap.host}: "
        + ", ".join(f"{name} has {count} mails" for name, count in held.items())
        + sent
    )


def _sending(settings: Settings) -> str:
    smtp = settings.smtp
    with Transport.open(smtp, sign_in_for(smtp, settings.oauth) if smtp.username else None):
        return f"{smtp.host}:{smtp.port_number} takes mail" + (
            f" from {smtp.username}" if smtp.username else " without sign-in"
        )


def _lead(settings: Settings) -> str:
    network, at = settings.network, f"{settings.lead.brief_at:%H:%M}"
    if not network.lead_address:
        return "[network] lead_address is empty: nobody gets a brief, or can stop mail to many by replying"
    if network.lead_address == network.mailbox:
        return "[network] lead_address is the mailbox itself, whose answers are not heard; name the lead's own address"
    brief = f"gets a brief at {at} on working days" if settings.lead.brief else "gets no brief"
    window = f"{settings.sending.hold_minutes} minutes to stop mail to many" if settings.sending.hold_minutes else ""
    return f"{network.lead_address} {brief}" + (f", and has {window}" if window else "; mail to many leaves at once")


def _clock(settings: Settings) -> str:
    local = datetime.now(UTC).astimezone(settings.network.zone)
    if local.year < 2026:
        raise OSError(f"this machine believes that it is {local:%d %B %Y}; set its clock")
    return f"it is {local:%A %d %B %Y %H:%M} in {settings.network.timezone}"


def _secrets(settings: Settings) -> str:
    today = datetime.now(UTC).astimezone(settings.network.zone).date()
    past = [f"{name} on {on}" for name, on in settings.expiries if on <= today]
    if past:
        raise OSError(f"run out: {', '.join(past)}; renew it, and write its new last day into the configuration")
    known = ", ".join(f"{name} lasts until {on}" for name, on in settings.expiries)
    return known or "no last day is noted (password_expires, secret_expires): nobody will be told in time"


def _key(settings: Settings) -> str:
    signing_key(settings)
    return "references are signed; keep the key as long as the database, or old replies prove nothing"


def _canary(settings: Settings) -> str:
    """A mail to ourselves: which of our references come back? Left where it arrives; the worker knows it as its own."""
    network = settings.network
    writer = writer_for(settings, signing_key(settings))
    me = Champion(0, network.from_name, network.mailbox, "", Status.ACTIVE)
    written = writer.mail(
        Send("question/answer", me, "canary", "", {"text": "This is a test by mailflow check --canary."})
    )
    smtp = settings.smtp
    with Transport.open(smtp, sign_in_for(smtp, settings.oauth) if smtp.username else None) as transport:
        date = b"Date: " + format_datetime(datetime.now(UTC)).encode() + b"\r\n"
        verdict = transport.hand_over(network.mailbox, network.mailbox, date + written.raw)
    if not isinstance(verdict, Taken):
        raise OSError(f"the canary was not taken: {getattr(verdict, 'why', verdict)}")
    return _look_for(settings, written.message_id, written.code)


def _look_for(settings: Settings, message_id: str, code: str) -> str:
    until = time.monotonic() + CANARY_SECONDS
    with Mailbox.open(settings.imap, sign_in_for(settings.imap, settings.oauth)) as mailbox:
        while time.monotonic() < until:
            for folder in settings.imap.folders:
                mailbox.select(folder)
                for uid in mailbox.new_uids(folder, 0)[-20:]:
                    for fetched in mailbox.fetch([uid]):
                        survived = _survived(fetched.raw or b"", message_id, code)
                        if survived:
                            return f"the canary came back to {folder} with its {', '.join(survived)}"
            time.sleep(1)
    raise OSError(
        f"the canary did not come back within {CANARY_SECONDS} seconds; look in Junk and at the mail flow rules"
    )


def _survived(raw: bytes, message_id: str, code: str) -> list[str]:
    parsed = read(raw)
    found = {
        "Message-ID": parsed.envelope.message_id == message_id,
        "X-Mailflow-Ref": code.lower() in parsed.header("X-Mailflow-Ref").lower(),
        "code in the subject": code in parsed.envelope.subject,
        "text": code in parsed.text,
    }
    return [name for name, ok in found.items() if ok]
