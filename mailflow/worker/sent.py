"""What lies in Sent: people's own mail, and mail of ours. Of ours what this memory does not know is a proof.

Such a mail left from another copy of this memory, or after this one was made: to go on would send history again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from mailflow.inbox.fetch import Fetched
from mailflow.inbox.imap import Mailbox
from mailflow.reference import is_genuine, tokens_in
from mailflow.store.gate import ClosedBy
from mailflow.store.store import Store
from mailflow.understand.envelope import read
from mailflow.worker.service import Service

log = logging.getLogger("mailflow")


def by_people(mailbox: Mailbox, uids: Sequence[int], store: Store) -> Iterator[Fetched]:
    """The mails with these UIDs of Sent that are not known as ours."""
    known = mailbox.message_ids(uids)
    ours = store.queue.ours(known.values())
    return mailbox.fetch([uid for uid in uids if known.get(uid, "") not in ours])


def remember_strays(fetched: Fetched, service: Service) -> bool:
    """Close the gate if that mail is of ours, though this memory does not know it. Whether it is."""
    if fetched.raw is None:
        return False
    envelope = read(fetched.raw).envelope
    mailbox = service.settings.network.mailbox  # what goes to ourselves is a canary, and in no memory
    addresses = [one.address for one in envelope.to if one.address != mailbox]
    token = next((token for _, token in tokens_in(envelope.message_id)), "")
    if not any(is_genuine(token, address, service.store.key) for address in addresses):
        return False
    when = f" from {envelope.date:%d %B %Y %H:%M}" if envelope.date else ""
    why = (
        f"Sent holds a mail of ours{when} that this database does not know: it is an older copy, or a second one sends"
    )
    if service.store.gate.close(ClosedBy.FENCE, why, service.clock()):
        log.error("%s. Nothing leaves any more; see “mailflow outbox gate”.", why)
    return True
