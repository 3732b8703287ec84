"""Settings: all faults at once, each with file, line, key and what would be right."""

from pathlib import Path

import pytest

from mailflow.settings import Dial, SettingsError, load

ROOT = Path(__file__).resolve().parents[1]


def written(folder: Path, text: str) -> Path:
    (folder / "organisations.csv").write_text("acronym,name,domains,aliases,nation,successor\n")
    path = folder / "mailflow.toml"
    path.write_text(text)
    return path


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(written(folder, text))
    return [fault.replace(str(folder), "") for fault in caught.value.faults]


def test_ours_are_right_and_say_what_the_defaults_are():
    settings = load(ROOT / "config" / "mailflow.toml")
    assert settings.sending.dial is Dial.SEND
    assert settings.chats.size == 4


def test_the_mailbox_is_all_that_must_be_given(tmp_path):
    settings = load(written(tmp_path, '[network]\nmailbox = "Champions@Statistics.example"\n'))
    assert settings.network.mailbox == "champions@statistics.example"
    assert settings.imap.port_number == 993


def test_every_fault_is_told_at_once_with_its_line(tmp_path):
    told = faults(
        tmp_path,
        '[network]\nmailbox = "x"\nnmae = "y"\n[chats]\nsize = "many"\nevery = "FREQ=HOURLY"\n[imapp]\nhost = "x"\n'
        "[imap]\nport = 99999\n",
    )
    assert [fault.split(": ")[1] for fault in told] == [
        "[network] mailbox", "[network] nmae", "[imap] port", "[chats] every", "[chats] size", "[imapp]",
    ]  # fmt: skip
    assert told[0].startswith("/mailflow.toml, line 2: ")
    assert "champions@statistics.example" in told[0]
    assert "no such key" in told[1]


TOKENS = '[network]\nmailbox = "a@b.example"\n[imap]\nsign_in = "xoauth2"\n[oauth]\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "[network] mailbox"),
        ('[network]\nmailbox = "a@b.example"\ntimezone = "Mars/Olympus"', "IANA"),
        ('[network]\nmailbox = "a@b.example"\norganisations = "none.csv"', "there is no file"),
        ('[network]\nmailbox = "a@b.example"\n[chats]\nremind_days = 12', "remind_days must be fewer"),
        (
            '[network]\nmailbox = "a@b.example"\n[lead]\nbrief_at = "19:30"',
            "between [sending] quiet_until and quiet_from",
        ),
        ('[network]\nmailbox = "a@b.example"\n[lead]\nbrief_at = "half past"', "[lead] brief_at"),
        ('[network]\nmailbox = "a@b.example"\n[imap]\nsign_in = "xoauth2"', "needs [oauth] token_url"),
        (TOKENS + 'provider = "microsoft"\nclient_id = "x"', "needs [oauth] tenant for provider = “microsoft”"),
        (TOKENS + 'provider = "microsoft"\nclient_id = "x"\ntenant = "../x"', "[oauth] tenant"),
        (TOKENS + 'provider = "microsoft"\nclient_id = "x"\ntenant = "y"\ntoken_url = "z"', "does not read it"),
        (TOKENS + 'token_url = "https://x.example/token"\nclient_id = "x"\ntenant = "y"', "[oauth] tenant: provider"),
        (TOKENS + 'provider = "google"\ntenant = "y"', "[oauth] tenant: provider = “google” does not read it"),
        (
            TOKENS.replace("xoauth2", "oauthbearer") + 'provider = "microsoft"\nclient_id = "x"\ntenant = "y"',
            "Exchange Online knows only “xoauth2”",
        ),
        ('[network]\nmailbox = "a@b.example"\n[oauth]\nprovider = "microsoft"', "nobody signs in by it"),
        ('[network]\nmailbox = "a@b.example"\n[database]\nurl = "mysql://x"', "[database] url"),
        ('[network\nmailbox = "a@b.example"', "this is not TOML"),
    ],
)
def test_each_fault_says_what_would_be_right(tmp_path, text, says):
    assert says in faults(tmp_path, text)[0]


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(SettingsError, match="there is no such file"):
        load(tmp_path / "none.toml")


def test_the_environment_overrides_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILFLOW_CHATS__SIZE", "5")
    settings = load(written(tmp_path, '[network]\nmailbox = "a@b.example"\n[chats]\nsize = 3\nremind_days = 2\n'))
    assert (settings.chats.size, settings.chats.remind_days) == (5, 2)


def test_secrets_come_from_the_environment_and_are_not_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", "hunter2hunter2")
    settings = load(written(tmp_path, '[network]\nmailbox = "a@b.example"\n'))
    assert settings.imap.password is not None
    assert settings.imap.password.get_secret_value() == "hunter2hunter2"
    assert "hunter2" not in repr(settings)


def test_the_dial_of_one_mail_its_flow_or_all(tmp_path):
    settings = load(
        written(
            tmp_path,
            '[network]\nmailbox = "a@b.example"\n[sending]\ndial = "approve"\n[sending.dial_for]\nchat = "drafts"\n'
            '"update/ask" = "shadow"\n',
        )
    )
    dial_of = settings.sending.dial_of
    assert [dial_of("chat/group"), dial_of("update/ask"), dial_of("update/nil")] == [
        Dial.DRAFTS,
        Dial.SHADOW,
        Dial.APPROVE,
    ]


def test_mail_to_the_lead_does_not_wait_for_the_lead(tmp_path):
    head = '[network]\nmailbox = "a@b.example"\n[sending]\ndial = "{}"\n'
    dials = [load(written(tmp_path, head.format(dial))).sending.dial_of("lead/brief") for dial in Dial]
    assert dials == [Dial.SHADOW, Dial.DRAFTS, Dial.SEND, Dial.SEND]
    asked_for = load(written(tmp_path, head.format("approve") + '[sending.dial_for]\nlead = "approve"\n'))
    assert asked_for.sending.dial_of("lead/brief") is Dial.APPROVE


def test_without_the_section_there_are_no_meetings(tmp_path):
    head = '[network]\nmailbox = "a@b.example"\n'
    assert load(written(tmp_path, head)).meetings.every == ""
    assert load(written(tmp_path, f"{head}[meetings]\nminutes = 90\n")).meetings.every.startswith("FREQ=MONTHLY")
    assert [what for what, _ in load(ROOT / "config" / "mailflow.toml").meetings.items][-1] == "chat"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[meetings]\nagenda = ["welcome"]', "line 4: [meetings] agenda.0: “welcome” is no part of an agenda"),
        ('[meetings]\nagenda = ["welcome 10"]', "line 4: [meetings] agenda: it lasts 10 minutes; “minutes” says 120"),
        ("[meetings.also.sharing]\nminutes = 60", "line 3: [meetings.also.sharing] name: say what it is called"),
        ('[meetings.also.sharing]\nname = "x"\nevery = "weekly"', "line 5: [meetings] also.sharing.every:"),
        ('[meetings.also.sharing]\nname = "x"\ninvite = 4', "line 5: [meetings] also.sharing.invite:"),
        ('[meetings.also."Big Day"]\nname = "x"', "[meetings] also.Big Day"),
    ],
)
def test_faults_of_meetings_are_told_with_their_line(tmp_path, text, says):
    (fault,) = faults(tmp_path, f'[network]\nmailbox = "a@b.example"\n{text}\n')
    assert says in fault
