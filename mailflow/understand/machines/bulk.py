"""Newsletters and campaigns.

A list header alone proves nothing: a shared mailbox that is itself a group puts ``List-Id`` and ``Precedence: list`` on
every mail that people write to it. What counts is one-click unsubscribing, or the mark of a mailing service, on a
mail that answers nothing.
"""

from __future__ import annotations

import re

from mailflow.events import Intent, Machine
from mailflow.understand.envelope import Parsed

_SERVICES = frozenset(
    {
        "x-campaign", "x-campaignid", "x-campaign-id", "x-mc-user", "x-mailchimp-campaign-id", "x-sfmc-stack",
        "x-csa-complaints", "x-mailer-recptid", "x-cmail-groupid", "x-job", "x-govdelivery-send-id", "x-rpcampaign",
        "x-sg-eid", "x-newsletter", "x-dotmailer",
    }
)  # fmt: skip
_BULK = re.compile(r"^\s*(?:bulk|list|junk)\b", re.IGNORECASE)


def newsletter(parsed: Parsed) -> Machine | None:
    """A newsletter or campaign; None if a person may have written the mail."""
    present = {item.name for item in parsed.fields}
    if parsed.envelope.in_reply_to or parsed.envelope.references or "list-unsubscribe" not in present:
        return None
    one_click = "list-unsubscribe-post" in present
    bulk = _BULK.match(parsed.header("precedence")) is not None
    service = bool(present & _SERVICES) or ("feedback-id" in present and bulk)
    if (one_click and (bulk or service)) or (service and bulk) or (one_click and "list-post" not in present):
        return Machine(parsed.envelope, Intent.NOT_OURS, "a newsletter", rules=("newsletter",))
    return None
