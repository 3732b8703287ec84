"""Every word that a mail asks people to reply is understood in that mail's thread, in Welsh as in English.

The words are read out of the templates (what stands in capitals), so that a new template cannot forget one.
"""

import ast
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from mailflow.events import TO_LEAD, Intent, Letter
from mailflow.network import Reference
from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.style_rules import ACRONYMS
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from mailflow.understand import understand
from mailflow.understand.orders import read as orders
from tests.people import SETTINGS
from tests.understand.mails import FACTS, mail

ROOT = Path(__file__).resolve().parents[2]
KEY = b"k" * 32
WRITER = Writer(SETTINGS, Templates(ROOT / "templates", ("en", "cy")), KEY, lambda count: bytes(range(count)))
WELSH = {
    "YES": "IE", "NO": "NA", "MAYBE": "EFALLAI", "NOTHING": "DIM BYD", "LEAVE": "GADAEL", "SKIP": "HEPGOR",
    "PAUSE": "SAIB", "BACK": "DYCHWELYD", "STOP": "STOPIO", "RESEND": "AILANFON", "WITHDRAW": "TYNNU ALLAN",
    "UNDO": "DADWNEUD", "RELEASE": "RHYDDHAU", "DROP": "HEPGOR",
}  # fmt: skip
"""What a Welsh mail asks for where the English one asks for this."""
LAYOUT = ("SKIP", "PAUSE", "LEAVE")
"""The foot of every mail to a member."""
NOT_REPLIED = {("lead/done", "YES"), ("membership/handover", "YES"), ("move/agreed", "YES")}
"""Words of which a mail only tells: somebody else replies them, or they reply to another mail."""
WANTS = {
    "YES": {Intent.CONFIRM_YES, Intent.RSVP_YES}, "NO": {Intent.CONFIRM_NO, Intent.RSVP_NO},
    "MAYBE": {Intent.RSVP_MAYBE}, "NOTHING": {Intent.UPDATE_NIL}, "LEAVE": {Intent.LEAVE}, "STOP": {Intent.LEAVE},
    "SKIP": {Intent.SKIP}, "PAUSE": {Intent.PAUSE}, "BACK": {Intent.JOIN}, "RESEND": {Intent.PROBLEM},
    "WITHDRAW": {Intent.UPDATE},
}  # fmt: skip
FACTS_WITH = {
    "SKIP": ("skip", "2026-12"), "BACK": ("request", "resume"), "RESEND": ("request", "resend"),
    "WITHDRAW": ("withdraw", True),
}  # fmt: skip
"""What is read beside the intent: here December is the month of the next round, and of the group in question."""
ORDERS = {"STOP": "stop", "RELEASE": "release", "UNDO": "undo", "YES": "yes", "NO": "no", "DROP": "drop"}


def asked(lang, path):
    """The words in capitals of one template, as often as they stand there; two of them side by side are one."""
    source = (ROOT / "templates" / lang / f"{path}.md").read_text(encoding="utf-8")
    source = re.sub(r"\{[{%].*?[}%]\}|[“”][^“”]*[“”]", "|", source)
    words = re.findall(r"(?<![\w-])[A-ZÂÊÎÔÛŴŶ]{2,}(?: [A-ZÂÊÎÔÛŴŶ]{2,})*(?![\w-])", source)
    return Counter(word for word in words if not set(word.split()) <= ACRONYMS)


def kinds():
    """Of which matter each mail is, read from the flows: what an answer to it is about."""
    found = {}
    for path in (ROOT / "mailflow" / "flows").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", "")
            texts = [one.value if isinstance(one, ast.Constant) else "" for one in call.args]
            if name == "Send" and len(texts) > 2 and texts[0] and texts[2]:
                found[texts[0]] = texts[2]
            if name == "answer" and len(texts) > 2 and texts[2]:
                said = next((one.value for one in call.keywords if one.arg == "kind"), None)
                said = said.body if isinstance(said, ast.IfExp) else said
                found[texts[2]] = said.value if said is not None else texts[2].partition("/")[0]
    return found


KINDS = kinds()
FILES = sorted(
    path.relative_to(ROOT / "templates" / "en").with_suffix("").as_posix()
    for path in (ROOT / "templates" / "en").rglob("*.md")
)
ASKED = {
    name: [
        word
        for word in dict.fromkeys([*asked("en", name), *(LAYOUT if sample(name).to.is_member else ())])
        if (name, word) not in NOT_REPLIED
    ]
    for name in sorted(SAMPLES)
}


@pytest.mark.parametrize("path", FILES)
def test_welsh_asks_for_what_english_asks_for_in_welsh(path):
    english = asked("en", path)
    assert set(english) <= set(WELSH), "a new word to reply: give it its Welsh, and teach it to `understand`"
    assert set(asked("cy", path)) == {WELSH[word] for word in english}


def kind_of(name):
    kind = KINDS.get(name, name.partition("/")[0])
    return "brief" if kind == "lead" else kind


def replied(name, word, lang):
    """The event that a reply of this one word to this mail becomes."""
    send = sample(name, lang)
    written = WRITER.mail(send)
    kind = kind_of(name)
    number = {"chat": "2026-12", "update": "2026-12", "meeting": "2026-12-09", "digest": "2026-11"}.get(kind, "")
    reference = Reference(written.code, kind, number, send.to.id, send.to.address, written.message_id)
    facts = replace(FACTS, key=KEY, references={written.code: reference}, known=True, next_round="2026-12")
    ours = message_from_bytes(written.raw, policy=default)
    quoted = "\n".join(f"> {line}" for line in ours.get_body(("plain",)).get_content().splitlines())
    raw = mail(
        f"{word}\n\nDylan\n\n{quoted}\n", sender=f"Dylan <{send.to.address}>", subject=f"Re: {written.subject}",
        headers={"In-Reply-To": f"<{written.message_id}>"},
    )  # fmt: skip
    return understand(raw, facts)


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", [name for name, words in ASKED.items() if words])
def test_each_word_is_understood_in_its_thread(name, lang):
    wrong = []
    for word in ASKED[name]:
        spoken = word if lang == "en" else WELSH[word]
        for said in (spoken, spoken.capitalize(), f"{spoken.lower()}."):
            if kind_of(name) in TO_LEAD:
                line = f"{said.rstrip('.')} 143" if word == "DROP" else said
                if ORDERS[word] not in {one["verdict"] for one in orders(line, date(2026, 12, 8))}:
                    wrong.append((said, orders(line, date(2026, 12, 8))))
                continue
            event = replied(name, said, lang)
            assert isinstance(event, Letter)
            fact = FACTS_WITH.get(word, ("", ""))
            told = event.entities.get(fact[0]) if fact[0] else ""
            if event.intent not in WANTS[word] or (event.needs_person and word != "RESEND") or told != fact[1]:
                wrong.append((said, str(event.intent), told, event.reasons))
    assert wrong == []


@pytest.mark.parametrize(("said", "verdict"), [
    ("hepgor 143", "drop"), ("hepgor 143 a 150", "drop"), ("dal tan ddydd Llun", "later"), ("ie", "yes"),
    ("drop 143", "drop"), ("hold until Monday", "later"),
])  # fmt: skip
def test_the_lead_may_say_it_in_welsh(said, verdict):
    found = orders(said, date(2026, 12, 8))
    assert {one["verdict"] for one in found} == {verdict}
    assert len(found) == (2 if "150" in said else 1)
