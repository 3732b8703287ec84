"""The register of Welsh texts that a person has checked, and what it changes in mails, pages and commands."""

import shutil
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailflow import checked
from mailflow.cli import preview, street
from mailflow.outbox.samples import sample
from mailflow.outbox.templates import TemplateFault, Templates
from mailflow.outbox.write import Writer
from mailflow.publish.texts import Texts
from tests.people import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
LINE = SETTINGS.network.draft_line


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "cy" / "CHECKED").unlink(missing_ok=True)
    return tmp_path / "templates"


def text(folder, mail, lang, settings=SETTINGS):
    writer = Writer(settings, Templates(folder, ("en", "cy")), b"k" * 32, lambda count: bytes(range(count)))
    message = message_from_bytes(writer.mail(sample(mail, lang)).raw, policy=default)
    return " ".join(message.get_body(("plain",)).get_content().split())


def mark(folder, mail):
    return checked.mark(folder, "cy", Templates(folder, ("en", "cy")).parts(mail, "cy"))


def test_a_draft_says_so_until_it_is_checked(folder):
    assert LINE in text(folder, "join/confirm", "cy")
    assert text(folder, "join/confirm", "both").count(LINE) == 1
    assert LINE not in text(folder, "join/confirm", "en")
    assert mark(folder, "join/confirm") == ["join/confirm.md", "_layout/opening.md", "_layout/closing.md"]
    assert LINE not in text(folder, "join/confirm", "cy")
    assert LINE in text(folder, "join/remind", "cy")
    assert mark(folder, "join/confirm") == []


@pytest.mark.parametrize("edited", ["cy/join/confirm.md", "en/join/confirm.md", "cy/_layout/closing.md"])
def test_a_later_edit_makes_a_draft_of_it_again(folder, edited):
    mark(folder, "join/confirm")
    path = folder / edited
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert LINE in text(folder, "join/confirm", "cy")


def test_what_a_mail_includes_counts_with_it(folder):
    assert {"_meeting/name.md", "_meeting/when.md"} <= {*mark(folder, "meeting/yes"), *mark(folder, "meeting/invite")}
    assert LINE not in text(folder, "meeting/yes", "cy")


def test_a_draft_beside_it_makes_a_draft_of_the_whole_mail(folder):
    mark(folder, "join/confirm")
    also = (("question/acknowledged", sample("question/acknowledged").facts),)
    writer = Writer(SETTINGS, Templates(folder, ("en", "cy")), b"k" * 32, lambda count: bytes(range(count)))
    raw = writer.mail(replace(sample("join/confirm", "cy"), also=also)).raw
    assert LINE.split(".")[0].split()[-1] in message_from_bytes(raw, policy=default).get_body(("plain",)).get_content()


def test_the_line_can_be_another_or_none(folder):
    other = SETTINGS.model_copy(update={"network": SETTINGS.network.model_copy(update={"draft_line": ""})})
    assert LINE not in text(folder, "join/confirm", "cy", other)


def test_pages_are_drafts_until_checked(folder):
    assert Texts(folder, "cy").is_draft
    assert not Texts(folder, "en").is_draft
    checked.mark(folder, "cy", ["_pages.toml"])
    assert not Texts(folder, "cy").is_draft


def test_a_broken_register_says_where(folder):
    (folder / "cy" / "CHECKED").write_text("join/confirm.md\n", encoding="utf-8")
    with pytest.raises(TemplateFault, match="templates/cy/CHECKED, line 1"):
        text(folder, "join/confirm", "cy")


def test_the_register_as_shipped_knows_only_what_it_says():
    for path, digest in checked.read(ROOT / "templates", "cy").items():
        assert checked.digest(ROOT / "templates", "cy", path) == digest, f"{path} has changed since it was checked"


def run(*arguments):
    return CliRunner().invoke(street, ["--config", str(ROOT / "config" / "mailflow.toml"), *arguments])


def test_the_command_marks_one_mail_and_counts(folder, monkeypatch):
    monkeypatch.setattr(preview, "templates_folder", lambda: folder)
    done = run("preview", "join/confirm", "--checked")
    assert done.exit_code == 0
    assert done.output.startswith("join/confirm is marked as checked: join/confirm.md, _layout/opening.md")
    total = len(Templates(folder, ("en", "cy")).names())
    assert f"1 of {total} mails in cy are checked, the others are drafts; pages are drafts" in done.output
    again = run("preview", "join/confirm", "--checked")
    assert "nothing had changed since it was last checked" in again.output
    assert "pages are checked" in run("preview", "_pages", "--checked").output


@pytest.mark.parametrize("arguments", [["--checked"], ["join/nothing", "--checked"], []])
def test_a_wrong_name_is_a_sentence(folder, monkeypatch, arguments):
    monkeypatch.setattr(preview, "templates_folder", lambda: folder)
    assert run("preview", *arguments).exit_code == 2
