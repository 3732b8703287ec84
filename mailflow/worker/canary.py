"""The canary: a small mail to our own mailbox, sent like any other. That it comes back proves both doors.

“Connected” proves nothing: a server may take mail and lose it, or a rule may keep it from the folders that are read.
Nothing is remembered but two signs: when the last one was sent, and when one came back.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from mailflow.decisions import Ignore, Send
from mailflow.events import Address, Envelope, Intent, Machine
from mailflow.network import Champion, Status
from mailflow.outbox.guard import CANARY
from mailflow.reference import is_genuine, tokens_in
from mailflow.settings import Dial
from mailflow.store.ledger import Arrival
from mailflow.understand.envelope import Parsed
from mailflow.worker.service import Service, real_clock

log = logging.getLogger("mailflow")

MAIL = "question/answer"
SENT = "canary sent"
"""The sign of a canary that was sent; one that came back gives the sign ``canary``."""


class Canary:
    """Sent by the worker that holds the mailbox, and known again when it comes in."""

    def __init__(self, service: Service) -> None:
        self._service = service
        hours = service.settings.health.canary_hours
        sends = service.settings.sending.dial_of(MAIL) is Dial.SEND  # below that nothing leaves by itself
        self._every = timedelta(hours=hours) if hours and sends and not service.rehearsal else None
        self._hours = hours

    def sing(self) -> None:
        """Plan one if the last was planned an interval ago; it is dropped before the next would be planned."""
        if self._every is None:
            return
        store, now = self._service.store, real_clock()
        signs = {pulse.name: pulse.at for pulse in store.pulses.all()}
        if SENT in signs and now - signs[SENT] < self._every:
            return
        if "canary" not in signs:
            self._service.lives("canary", "the first is on its way")
        network, moment = self._service.settings.network, self._service.clock()
        us = Champion(0, network.from_name, network.mailbox, "", Status.ACTIVE)
        text = (
            f"This is a test: mailflow writes to its own mailbox every {self._hours} hours to see that mail leaves and"
            " arrives. Nobody needs to do anything."
        )
        number = f"{now:%Y-%m-%dT%H:%M}"
        asked = Envelope(sender=Address(network.mailbox), digest="")  # by ourselves, just now: no quiet hours
        mail = Send(
            MAIL,
            us,
            CANARY,
            number,
            {"text": text},
            answers=asked,
            useful_until=moment + self._every - timedelta(minutes=1),
        )
        store.plan(f"canary:{number}", [mail], self._service.writer, moment)
        self._service.lives(SENT)

    def knows(self, arrival: Arrival, mail: Parsed) -> bool:
        """Whether this is a canary of ours: we signed it for ourselves, and our memory says that it is one."""
        mailbox = self._service.settings.network.mailbox
        if arrival.sent or arrival.sender != mailbox:
            return False
        named = f"{arrival.message_id} {mail.header('x-mailflow-ref')}"  # servers rewrite Message-IDs
        codes = [code for code, token in tokens_in(named) if is_genuine(token, mailbox, self._service.store.key)]
        return any(one.kind == CANARY for one in self._service.store.references(codes).values())

    def came_back(self, arrival: Arrival, mail: Parsed) -> bool:
        """Give the sign, and the mail its outcome. Whether it was new."""
        event = Machine(mail.envelope, Intent.NOT_OURS, "It is our own canary.")
        with self._service.store.turn(arrival, self._service.clock()) as turn:
            if not turn.first_time:
                return False
            turn.keep(event, [Ignore("our own canary")], [])
        self._service.lives("canary", arrival.folder)
        return True
