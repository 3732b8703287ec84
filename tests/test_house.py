"""The house agrees with itself: flows, templates, settings, documents and the import map."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mailflow.cli import COMMANDS
from mailflow.events import Intent
from mailflow.flows.street import LEFT_AS_FOUND, LETTERS, TICKS
from mailflow.outbox.samples import SAMPLES
from mailflow.outbox.samples.edges import CHOICES
from mailflow.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
MACHINES = {Intent.AUTO_REPLY, Intent.BOUNCE, Intent.DELIVERY_DELAY, Intent.READ_RECEIPT, Intent.ABUSE_REPORT}


def sources(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.py"))


def test_every_intent_is_answered_by_exactly_one_rule():
    rows = [intent for intent, _ in LETTERS]
    assert len(rows) == len(set(rows))
    assert set(rows) | set(LEFT_AS_FOUND) | MACHINES == set(Intent)
    assert not set(rows) & set(LEFT_AS_FOUND)


def test_every_mail_that_a_flow_sends_has_a_template_and_a_sample():
    folders = [path.name for path in (ROOT / "templates" / "en").iterdir() if not path.name.startswith("_")]
    sent = set(re.findall(rf'"((?:{"|".join(folders)})/\w+)"', sources("mailflow/flows")))
    mails = {name for name in sent if name not in TICKS or (ROOT / "templates" / "en" / f"{name}.md").is_file()}
    templates = {
        path.relative_to(ROOT / "templates" / "en").with_suffix("").as_posix()
        for path in (ROOT / "templates" / "en").rglob("*.md")
        if not path.parent.name.startswith("_")
    }
    assert mails <= templates
    assert templates == set(SAMPLES)
    assert templates - mails <= {"question/answer"}  # which a person sends by hand


def test_every_tick_is_due_some_day():
    reminded = set(re.findall(r'Remind\("([\w/]+)"', sources("mailflow/flows")))
    calendars = "".join((ROOT / "mailflow" / name).read_text() for name in ("almanac.py", "diary.py"))
    calendar = set(re.findall(r'Due\("([\w/]+)"', calendars + sources("mailflow/store")))
    assert reminded | calendar == set(TICKS)


def sends_to_many(function, seen=()):
    """Whether the function, or one of its module that it calls, plans mail that waits in the hold window."""
    code = inspect.getsource(function)
    near = inspect.getmodule(function)
    called = [getattr(near, name, None) for name in function.__code__.co_names if name not in seen]
    here = [one for one in called if inspect.isfunction(one) and one.__module__.startswith("mailflow.flows")]
    deeper = (*seen, *function.__code__.co_names)
    return re.search(r"\bmass=(?!False)", code) is not None or any(sends_to_many(one, deeper) for one in here)


def test_every_mail_to_many_is_worded_where_the_lead_is_told_of_it():
    mended = {"membership/leave", "membership/pause"}  # the few of a group that has changed are told at once
    occasions = {name for name, flow in TICKS.items() if sends_to_many(flow)} - mended
    assert {"chat", "update/ask", "digest/send", "lead/handover", "membership/still", "meeting/thanks"} <= occasions
    for lang in ("en", "cy"):
        told = (ROOT / "templates" / lang / "lead" / "hold.md").read_text(encoding="utf-8")
        subject, _, body = told.partition("\n---\n")
        body += (ROOT / "templates" / lang / "_meeting" / "mails.md").read_text(encoding="utf-8")
        for occasion in occasions:
            assert f'"{occasion}"' in subject, (lang, occasion)
            assert f'"{occasion}"' in body, (lang, occasion)
    assert occasions <= set(CHOICES["what"])  # so that the house style is asked of each of them


def test_what_the_configuration_says_are_real_keys():
    shipped = tomllib.loads((ROOT / "config" / "mailflow.toml").read_text())
    for section, keys in shipped.items():
        model = Settings.model_fields[section].annotation
        assert set(keys) <= set(model.model_fields), section


def test_every_command_is_there_and_says_what_it_does():
    for name in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "mailflow", name, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert "Usage:" in done.stdout


def test_the_readmes_letter_is_the_snapshots_letter():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\[confirm\] -->\n```text\n(.*?)```", readme, re.DOTALL)
    assert shown is not None
    assert shown[1] == letter_for_readme()


def letter_for_readme() -> str:
    snapshots = (ROOT / "tests" / "conversations" / "__snapshots__" / "test_join.ambr").read_text(encoding="utf-8")
    found = re.search(r"# name: test_priya_joins\[confirm\]\n  '''\n(.*?)\n  '''", snapshots, re.DOTALL)
    assert found is not None
    lines = [line[2:] for line in found[1].splitlines()]
    return "\n".join(lines).strip() + "\n"


@pytest.mark.parametrize(
    "document", ["README.md", "docs/lead.md", "docs/operate.md", "docs/decisions.md", "CHANGELOG.md"]
)
def test_links_and_commands_in_documents_are_real(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(((?!http|#)[^)#]+)", text):
        assert ((ROOT / document).parent / target).exists(), target
    for command in re.findall(r"`(?:\./run )?mailflow (?:--config \S+ )?([a-z-]+)", text):
        assert command in COMMANDS, command


def test_no_address_of_a_registry_stands_in_a_file():
    hosts = ("py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian")
    registries = re.compile("|".join(hosts))
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 2_000_000:
            assert not registries.search(path.read_text(encoding="utf-8", errors="replace")), name


def test_the_product_reads_nothing_beside_the_checkout():
    for folder in ("mailflow", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.name != "test_house.py":
                assert "../shared" not in path.read_text(encoding="utf-8"), path


def test_the_floors_hold():
    subprocess.run([str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, check=True, capture_output=True)
