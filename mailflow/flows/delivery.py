"""What machines tell us: mail that did not arrive, people who are away. Recorded; never answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from mailflow.almanac import working_days_after
from mailflow.decisions import Ask, Cancel, Decision, Ignore, Keep
from mailflow.events import TO_LEAD, AutoReply, Bounce, Carrier
from mailflow.flows.chat import drop_out
from mailflow.network import Absence, Champion, Situation

PROOF = frozenset({Carrier.MESSAGE_ID, Carrier.PLUS_TAG, Carrier.HEADER, Carrier.SUBJECT_CODE})
"""What shows that a delivery report is about a mail which we did send: anybody can write "undeliverable"."""

LATELY = timedelta(days=14)


def bounced(event: Bounce, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Stop sending to an address that has failed for good, tell the lead, and mend the group."""
    if event.delayed or not any(failure.permanent for failure in event.failures):
        yield Ignore("the other server is still trying, or the failure is for now")
        return
    if event.thread is not None and event.thread.kind in TO_LEAD and event.thread.matched_by in PROOF:
        day = working_days_after(now.date(), 1)
        yield Ask("Mail to the lead does not arrive; look at [network] lead_address.", day, intent="bounce")
        yield Ignore("delivery reports are never answered")
        return
    failed = {failure.address for failure in event.failures if failure.permanent}
    champion = _whom(situation, failed)
    if champion is None:
        yield Ignore("a delivery report about nobody whom we know")
        return
    if not _about_our_mail(event, situation, champion):
        yield _tell(f"A report says that {champion.name} cannot be reached, but names no mail of ours.", champion, now)
        return
    if champion.suppressed == "bounced":
        yield Ignore("the address is known to fail")
        return
    yield Cancel("the address fails", champion=champion)
    yield Keep(replace(champion, suppressed="bounced"), "the address failed for good")
    yield from drop_out(champion, situation, now)
    yield _tell(
        f"Mail to {champion.name} does not arrive any more. Find the new address, or take them off.", champion, now
    )
    yield Ignore("delivery reports are never answered")


def _whom(situation: Situation, failed: set[str]) -> Champion | None:
    people = (*((situation.subject,) if situation.subject else ()), *situation.others)
    return next((person for person in people if person.address in failed), None)


def _about_our_mail(event: Bounce, situation: Situation, champion: Champion) -> bool:
    thread = event.thread
    if thread is None or thread.matched_by not in PROOF:
        return False
    subject = situation.subject
    return subject is None or subject.id == champion.id


def _tell(reason: str, champion: Champion, now: datetime) -> Ask:
    return Ask(reason, working_days_after(now.date(), 2), champion=champion, intent="bounce")


def away(event: AutoReply, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Keep the date of return: reminders wait for it. The reason of an absence is not kept."""
    sender, address = situation.sender, event.envelope.sender.address
    today = now.date()
    back = event.until if event.until and today < event.until < today + timedelta(days=400) else None
    if back is not None and address == situation.settings.network.lead_address:
        yield Keep(Absence(address, back), "the deputy stands in")
    if sender is not None and back is not None:
        yield Keep(replace(sender, away_until=back), "away; reminders wait")
    yield Ignore("an automatic answer is never answered")
