"""Settings: one TOML file and the environment become one frozen object, checked whole before anything starts.

Every fault is told at once, each with its file, line, key and remedy (`SettingsError.faults`). An environment variable
``MAILFLOW_SECTION__KEY`` overrides the file. Secrets are never in the file: ``password_env`` names the variable.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "MAILFLOW_"
USUAL_AGENDA = (("welcome", 10), ("interactive", 30), ("presentations", 35), ("discussion", 25), ("chat", 20))
"""The parts of a meeting of two hours, and their minutes."""
USUAL_DRAFT_LINE = "Nid yw siaradwr Cymraeg wedi gwirio'r testun hwn eto. Mae ar gael yn Saesneg hefyd."
"""No Welsh speaker has checked this text yet. It is available in English too."""
_AGENDA_ITEM = re.compile(r"\S.{0,80} [1-9]\d{0,2}")
_ADDRESS = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")


class SettingsError(Exception):
    """The settings are wrong. Each of ``faults`` is a sentence: where, which key, what is wrong, the remedy."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _address(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError(f"“{value}” is not an email address; write it like champions@statistics.example")
    return value.lower()


def _rrule(value: str) -> str:
    try:
        rrulestr(f"DTSTART:20260101T000000\nRRULE:{value}")
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"“{value}” is not a recurrence rule; write one like FREQ=MONTHLY;BYDAY=1TU ({error})"
        ) from None
    if re.search(r"FREQ=(SECONDLY|MINUTELY|HOURLY)", value):
        raise ValueError("mail to people repeats daily at most; use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(f"“{value}” is not a time zone of the IANA list; write one like Europe/London")
    return value


EmailAddress = Annotated[str, AfterValidator(_address)]
Cadence = Annotated[str, AfterValidator(_rrule)]
Security = Literal["tls", "starttls", "none"]
SignIn = Literal["password", "xoauth2", "oauthbearer"]


class Dial(StrEnum):
    """How far a mail may go by itself."""

    SHADOW = "shadow"
    DRAFTS = "drafts"
    APPROVE = "approve"
    SEND = "send"


class Section(BaseModel):
    """One table of the file: frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class NetworkSettings(Section):
    """What is run, and for whom it speaks."""

    mailbox: EmailAddress
    name: str = "user engagement champions"
    short_name: str = Field("UEC", pattern=r"^[A-Z][A-Z0-9]{1,7}$")
    from_name: str = "User engagement champions"
    lead: str = "The network lead"
    lead_address: EmailAddress = ""
    deputy: str = "The deputy lead"
    deputy_address: EmailAddress = ""
    started: date = date(2021, 2, 1)
    timezone: Annotated[str, AfterValidator(_timezone)] = "Europe/London"
    languages: tuple[Literal["en", "cy"], ...] = ("en", "cy")
    draft_line: str = Field(USUAL_DRAFT_LINE, max_length=200)
    """What stands in Welsh mails that nobody has checked; empty: nothing."""
    marking: str = "OFFICIAL"
    organisations: str = "organisations.csv"
    strategy: str = Field("", pattern=r"^(https?://\S+)?$")
    case_studies: str = Field("", pattern=r"^(https?://\S+)?$")
    key_env: str = "MAILFLOW_KEY"
    key_file: str = "var/mailflow.key"

    @property
    def zone(self) -> ZoneInfo:
        """The network's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def lead_mailbox(self) -> str:
        """Where the lead is written to: their address, or else the shared mailbox."""
        return self.lead_address or self.mailbox


class _Server(Section):
    host: str = "localhost"
    port: int | None = Field(None, ge=1, le=65535)
    security: Security = "tls"
    username: str = ""
    sign_in: SignIn = "password"
    password_env: str = ""
    password_expires: date | None = None
    timeout_seconds: float = Field(30, gt=0, le=600)
    ca_file: str = ""
    _ports: ClassVar[dict[str, int]] = {}

    @property
    def port_number(self) -> int:
        """The port, or the usual one for the security."""
        return self.port or self._ports[self.security]

    @property
    def password(self) -> SecretStr | None:
        """The secret that ``password_env`` names, or None if the environment has none."""
        value = os.environ.get(self.password_env)
        return SecretStr(value) if value else None


class ImapSettings(_Server):
    """The mailbox that is read."""

    _ports: ClassVar[dict[str, int]] = {"tls": 993, "starttls": 143, "none": 143}
    password_env: str = "MAILFLOW_IMAP_PASSWORD"  # noqa: S105  the name of a variable, not a secret
    folders: tuple[str, ...] = Field(("INBOX",), min_length=1)
    sent_folder: str = "Sent"
    drafts_folder: str = "Drafts"
    claimed_folder: str = ""
    junk_folder: str = ""
    """Where the server puts what it takes for spam: only mail with a genuine reference of ours is read there."""
    idle: bool = True
    first_days: int = Field(14, ge=0, le=3650)
    """At first sight of a mailbox, mail older than this many days is left as found."""
    poll_seconds: float = Field(60, gt=0, le=3600)


class SmtpSettings(_Server):
    """The server that takes our mail."""

    _ports: ClassVar[dict[str, int]] = {"tls": 465, "starttls": 587, "none": 25}
    password_env: str = "MAILFLOW_SMTP_PASSWORD"  # noqa: S105  the name of a variable, not a secret


class OAuthSettings(Section):
    """Where tokens come from when ``sign_in`` is not a password."""

    provider: Literal["microsoft", "google", "generic"] = "generic"
    tenant: str = Field("", pattern=r"^[\w.-]*$")
    """Of Microsoft 365: the directory ID, or a domain of the organisation."""
    authority: str = Field("https://login.microsoftonline.com", pattern=r"^https://[^/\s]+/?$")
    """Of Microsoft 365; another one for national clouds."""
    client_id: str = ""
    key_file: str = ""
    """Of Google: the JSON key of the service account; empty: the file that GOOGLE_APPLICATION_CREDENTIALS names."""
    secret_env: str = "MAILFLOW_OAUTH_SECRET"  # noqa: S105  the name of a variable, not a secret
    secret_expires: date | None = None
    token_url: str = ""
    """Of any other provider."""
    scopes: tuple[str, ...] = ()
    """Empty: what the provider needs."""
    ca_file: str = ""
    """The certificate authority to trust for the token server; empty: the system's."""


class TrustSettings(Section):
    """Whose word counts about who sent a mail."""

    authserv_ids: tuple[str, ...] = ()
    plus_addressing: bool = False


class DatabaseSettings(Section):
    """Where the memory is."""

    url: str = Field("sqlite:///var/mailflow.db", pattern=r"^(sqlite|postgresql\+psycopg)://")
    mark: str = ""
    """The file that remembers how much has left; empty: beside a SQLite file, else in var/."""


class ChatSettings(Section):
    """Champion Chats."""

    every: Cadence = "FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9;BYMINUTE=30"
    size: int = Field(4, ge=3, le=5)
    mode: Literal["everyone", "rotate"] = "everyone"
    groups: int = Field(3, ge=1)
    in_meeting: bool = False
    meet_by_days: int = Field(20, ge=1, le=60)
    update_after_days: int = Field(20, ge=1, le=60)
    deadline_days: int = Field(10, ge=1, le=60)
    remind_days: int = Field(3, ge=0, le=20)
    catch_up_days: int = Field(7, ge=0, le=31)


def _series_rule(value: str) -> str:
    return _rrule(value) if value else value


def _agenda_item(value: str) -> str:
    if not _AGENDA_ITEM.fullmatch(value):
        raise ValueError(f"“{value}” is no part of an agenda; write what and how many minutes, like welcome 10")
    return value


class SeriesSettings(Section):
    """One kind of event that comes again, such as the meeting every other month."""

    every: Annotated[str, AfterValidator(_series_rule)] = ""
    """Empty: only what is planned by hand."""
    name: str = Field("", max_length=200)
    minutes: int = Field(120, ge=15, le=480)
    place: str = Field("Microsoft Teams", max_length=200)
    joining: str = Field("", max_length=2000)
    agenda: tuple[Annotated[str, AfterValidator(_agenda_item)], ...] = ()
    invite_weeks: int = Field(4, ge=1, le=26)
    remind_days: int = Field(3, ge=0, le=20)
    thanks_days: int = Field(2, ge=1, le=20)

    @property
    def items(self) -> tuple[tuple[str, int], ...]:
        """(what, minutes) of each part of the agenda, in order."""
        parts = (item.rpartition(" ") for item in self.agenda)
        return tuple((what.strip(), int(minutes)) for what, _, minutes in parts)


class MeetingSettings(SeriesSettings):
    """The meeting every other month, and other kinds of event beside it."""

    every: Annotated[str, AfterValidator(_series_rule)] = "FREQ=MONTHLY;INTERVAL=2;BYDAY=2WE;BYHOUR=14;BYMINUTE=0"
    also: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,14}$")], SeriesSettings] = {}

    @property
    def items(self) -> tuple[tuple[str, int], ...]:
        """The agenda; of two hours, the usual one unless another is given."""
        return super().items or (USUAL_AGENDA if self.minutes == 120 else ())


class JoinSettings(Section):
    """The way in."""

    remind_after_days: int = Field(7, ge=1, le=60)
    lapse_after_days: int = Field(30, ge=2, le=180)
    ask_yearly: bool = True
    """Whether everybody is asked, once a year, if they are still a champion."""


class DigestSettings(Section):
    """What champions are told each month of what others did."""

    send: bool = True
    days_after_deadline: int = Field(3, ge=0, le=20)
    """Working days after the updates' deadline on which the lead gets the draft."""
    draft_at: time = time(9, 0)
    line_characters: int = Field(280, ge=80, le=2000)
    catch_up_days: int = Field(14, ge=0, le=60)


class LeadSettings(Section):
    """What the lead is told by mail."""

    brief: bool = True
    brief_at: time = time(8, 30)


class SendingSettings(Section):
    """What keeps mail from being too much, too early or too late."""

    dial: Dial = Dial.SEND
    dial_for: dict[str, Dial] = {}
    hold_minutes: int = Field(0, ge=0, le=14 * 24 * 60)
    per_hour: int = Field(1800, ge=1)
    per_domain_hour: int = Field(600, ge=1)
    answers_per_hour: int = Field(300, ge=1)
    """More answers than this in an hour, and the breaker stops all sending until a person has looked."""
    refused_per_hour: int = Field(20, ge=1)
    """So many refusals and bounces in an hour, if they are a third of what left: the breaker, too."""
    away_hours: int = Field(48, ge=1)
    catch_up: int = Field(100, ge=0)
    """After more than ``away_hours`` without a beat, so many unprompted mails may leave without a person's look."""
    per_thread_30_days: int = Field(12, ge=1)
    per_person_30_days: int = Field(6, ge=1)
    answers_per_day: int = Field(10, ge=1)
    quiet_from: time = time(18, 0)
    quiet_until: time = time(8, 0)
    weekends: bool = False
    answer_days: int = Field(10, ge=1, le=60)

    def dial_of(self, mail: str) -> Dial:
        """The dial for one kind of mail, such as ``chat/group``: its own, its flow's, or the general one.

        What is written to the lead does not wait for the lead's approval.
        """
        flow = mail.split("/", maxsplit=1)[0]
        general = Dial.SEND if flow == "lead" and self.dial is Dial.APPROVE else self.dial
        return self.dial_for.get(mail) or self.dial_for.get(flow) or general


class HealthSettings(Section):
    """How others see whether the service lives."""

    file: str = ""
    """A JSON file that is written anew with every beat; empty: none."""
    host: str = "127.0.0.1"
    port: int = Field(0, ge=0, le=65535)
    """Where /health and /metrics are answered; 0: nowhere."""
    canary_hours: int = Field(0, ge=0, le=168)
    """How often the worker writes to its own mailbox and waits for that mail to come in; 0: never."""
    log: Literal["text", "json"] = "text"


class RetentionSettings(Section):
    """How many days each kind of record is kept."""

    raw_mail: int = Field(90, ge=1)
    unconfirmed: int = Field(30, ge=1)
    leavers: int = Field(365, ge=1)


class RehearsalSettings(Section):
    """Leave to pretend that it is another moment; every recipient must then match a pattern."""

    allow: bool = False
    recipients: tuple[str, ...] = ("*.example",)


class Settings(BaseSettings):
    """Everything that can be set, validated; see ``config/mailflow.toml`` for what each key means."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        nested_model_default_partial_update=True,
    )

    network: NetworkSettings
    imap: ImapSettings = ImapSettings()
    smtp: SmtpSettings = SmtpSettings()
    oauth: OAuthSettings = OAuthSettings()
    trust: TrustSettings = TrustSettings()
    database: DatabaseSettings = DatabaseSettings()
    chats: ChatSettings = ChatSettings()
    meetings: MeetingSettings = Field(default_factory=lambda: MeetingSettings(every=""))
    """Without the section there is no series: nobody is invited to what no lead has thought of."""
    join: JoinSettings = JoinSettings()
    digest: DigestSettings = DigestSettings()
    lead: LeadSettings = LeadSettings()
    sending: SendingSettings = SendingSettings()
    retention: RetentionSettings = RetentionSettings()
    health: HealthSettings = HealthSettings()
    rehearsal: RehearsalSettings = RehearsalSettings()
    folder: Path = Path()
    """The folder of the file that was read; file names in it are relative to this folder."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file; no .env file, no folder of secrets."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def expiries(self) -> tuple[tuple[str, date], ...]:
        """The secrets (by the variables that hold them) whose last day is known, soonest first."""
        known = {
            self.imap.password_env: self.imap.password_expires,
            self.smtp.password_env: self.smtp.password_expires,
            self.oauth.secret_env: self.oauth.secret_expires,
        }
        return tuple(sorted(((name, day) for name, day in known.items() if day), key=lambda one: one[1]))

    @property
    def organisations_file(self) -> Path:
        """The CSV of organisations, relative to the configuration's folder."""
        return self.folder / self.network.organisations


_REMEDIES = {
    "missing": "add it",
    "extra_forbidden": "no such key; remove it or correct its spelling",
}


def _line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """The line (from 1) on which the key of ``location`` stands, or its table's; None if neither does."""
    names = [str(part) for part in location if isinstance(part, str)]
    found, table = None, ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            table = header[1]
            if table in {names[0], ".".join(names[:-1])}:
                found = number
        elif table == ".".join(names[:-1]) and re.match(rf"\s*\"?{re.escape(names[-1])}\"?\s*=", line):
            return number
    return found


def _sentence(path: Path, text: str, error: Mapping[str, Any]) -> str:
    location = tuple(error["loc"])
    names = [str(part) for part in location]
    line = _line_of(text, location)
    key = f"[{names[0]}] {'.'.join(names[1:])}".strip()
    what = str(error["msg"]).removeprefix("Value error, ")
    kind = str(error["type"])
    given = error.get("input")
    shown = f" (it is {given!r})" if isinstance(given, str | int | float | bool) and kind != "extra_forbidden" else ""
    remedy = f": {_REMEDIES[kind]}" if kind in _REMEDIES else shown
    where = f"{path}, line {line}" if line else str(path)
    return f"{where}: {key}: {what}{remedy}"


def load(path: Path) -> Settings:
    """Read and check the file at ``path``; raise `SettingsError` with every fault at once."""
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        raise SettingsError([f"{path}: there is no such file; name one with --config or MAILFLOW_CONFIG"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([f"{path}: this is not TOML: {error}"]) from None
    if "folder" in table:
        raise SettingsError([f"{path}: folder: no such key; remove it"])
    table.setdefault("network", {})
    try:
        settings = Settings(**table, folder=path.resolve().parent)
    except ValidationError as error:
        faults = [_sentence(path, text, fault) for fault in error.errors(include_url=False)]
        raise SettingsError(faults) from None
    faults = list(_contradictions(path, settings))
    if faults:
        raise SettingsError(faults)
    return settings


def _contradictions(path: Path, settings: Settings) -> list[str]:
    """What is right key by key, but not together."""
    faults = []
    if not settings.organisations_file.is_file():
        faults.append(
            f"{path}: [network] organisations: there is no file {settings.organisations_file}; write its name"
        )
    if settings.join.lapse_after_days <= settings.join.remind_after_days:
        faults.append(f"{path}: [join] lapse_after_days must be more than remind_after_days")
    if settings.chats.remind_days >= settings.chats.deadline_days:
        faults.append(f"{path}: [chats] remind_days must be fewer than deadline_days, or the reminder comes first")
    faults += _agendas(path, settings.meetings)
    sending, lead = settings.sending, settings.lead
    if "brief_at" in lead.model_fields_set and not sending.quiet_until <= lead.brief_at < sending.quiet_from:
        faults.append(
            f"{path}: [lead] brief_at must lie between [sending] quiet_until and quiet_from, or it would wait"
        )
    if settings.digest.send and not sending.quiet_until <= settings.digest.draft_at < sending.quiet_from:
        faults.append(
            f"{path}: [digest] draft_at must lie between [sending] quiet_until and quiet_from, or it would wait"
        )
    if settings.imap.junk_folder in settings.imap.folders:
        faults.append(f"{path}: [imap] junk_folder is one of folders, which are read whole; take it out of either")
    faults += [f"{path}: {fault}" for fault in _token_faults(settings)]
    return faults


_OAUTH_NEEDS = {"microsoft": ("tenant", "client_id"), "google": (), "generic": ("token_url", "client_id")}
_OAUTH_OF_OTHERS = {
    "microsoft": ("token_url", "key_file"),
    "google": ("token_url", "tenant", "client_id"),
    "generic": ("tenant", "key_file"),
}


def _token_faults(settings: Settings) -> list[str]:
    """What [oauth] lacks for the way to sign in that the doors name, and what in it nobody would read."""
    oauth = settings.oauth
    doors = [(name, door) for name, door in (("imap", settings.imap), ("smtp", settings.smtp))]
    by_token = [(name, door.sign_in) for name, door in doors if door.sign_in != "password"]
    if not by_token:
        unused = oauth.provider != "generic"
        return ["[oauth] provider: nobody signs in by it; set [imap] sign_in = “xoauth2”, or leave it out"] * unused
    faults = [
        f"[{name}] sign_in = “{way}” needs [oauth] {key} for provider = “{oauth.provider}”; add it"
        for name, way in by_token
        for key in _OAUTH_NEEDS[oauth.provider]
        if not getattr(oauth, key)
    ]
    faults += [
        f"[oauth] {key}: provider = “{oauth.provider}” does not read it; name the other provider, or leave it out"
        for key in _OAUTH_OF_OTHERS[oauth.provider]
        if getattr(oauth, key)
    ]
    if oauth.provider == "microsoft":
        faults += [
            f"[{name}] sign_in: Exchange Online knows only “xoauth2”; write that"
            for name, way in by_token
            if way != "xoauth2"
        ]
    return faults


def _agendas(path: Path, meetings: MeetingSettings) -> list[str]:
    """Agendas that are longer or shorter than their meeting; kinds of event without a name."""
    text = path.read_text(encoding="utf-8")
    faults = []
    for keys, series in (
        (("meetings",), meetings),
        *((("meetings", "also", key), one) for key, one in meetings.also.items()),
    ):
        total = sum(minutes for _, minutes in series.items)
        for key, wrong in (
            (
                "agenda",
                f"it lasts {total} minutes; “minutes” says {series.minutes}: let them agree"
                * bool(total and total != series.minutes),
            ),
            ("name", "say what it is called, like “knowledge-sharing session”" * (len(keys) > 1 and not series.name)),
        ):
            if wrong:
                line = _line_of(text, (*keys, key))
                faults.append(f"{path}{f', line {line}' if line else ''}: [{'.'.join(keys)}] {key}: {wrong}")
    return faults
