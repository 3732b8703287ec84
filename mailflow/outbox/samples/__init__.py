"""Sample facts for every template: what `mailflow preview` and the tests show. One file a flow."""

from __future__ import annotations

from dataclasses import replace

from mailflow.decisions import Facts, Send
from mailflow.network import Champion
from mailflow.outbox.samples import (
    case_study,
    chat,
    commitment,
    digest,
    feedback,
    information,
    join,
    lead,
    meeting,
    membership,
    move,
    network,
    organisation,
    question,
    update,
    verify,
)
from mailflow.outbox.samples.town import MAIL

SAMPLES: dict[str, tuple[Champion, Facts]] = {
    **case_study.MAILS,
    **chat.MAILS,
    **commitment.MAILS,
    **digest.MAILS,
    **feedback.MAILS,
    **information.MAILS,
    **join.MAILS,
    **lead.MAILS,
    **meeting.MAILS,
    **membership.MAILS,
    **move.MAILS,
    **network.MAILS,
    **organisation.MAILS,
    **question.MAILS,
    **update.MAILS,
    **verify.MAILS,
}
"""To whom, and with which facts, each mail is shown."""


def sample(mail: str, lang: str = "en") -> Send:
    """A `Send` of that mail with sample facts, in that language. Raises KeyError if it has none."""
    to, facts = SAMPLES[mail]
    members = facts.get("members", ())
    shown = tuple(members) if isinstance(members, list) else ()
    flow = mail.partition("/")[0]
    return Send(
        mail,
        replace(to, language=lang),
        flow,
        "2026-11",
        facts,
        answers=None if flow == "chat" else MAIL,
        shown_to=shown,
    )
