"""The breaker: what in the last hour says that something runs wild. It stops sending, never reading."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from mailflow.settings import SendingSettings
from mailflow.store.tables import LedgerRow, MailRow

HOUR = timedelta(hours=1)


def runs_wild(engine: Engine, sending: SendingSettings, now: datetime, opened: datetime | None) -> str:
    """The sentence that says why nothing should leave any more; empty if all is well.

    ``opened``: when a person opened the gate last; what was before, they have seen.
    """
    since = max(now - HOUR, opened or now - HOUR)
    lately = select(
        func.count().label("left"),
        func.count().filter(MailRow.prompted.is_(True)).label("answers"),
        func.count().filter(MailRow.state == "failed").label("refused"),
    ).where(MailRow.handed_over > since)
    with Session(engine) as session:
        left, answers, refused = session.execute(lately).one()
        if not left:
            return ""
        if answers > sending.answers_per_hour:
            return (
                f"{answers} answers left within an hour, and {sending.answers_per_hour} are the limit: it may be a loop"
            )
        bounced = select(func.count()).where(LedgerRow.intent == "bounce", LedgerRow.handled > since)
        no = refused + (session.scalar(bounced) or 0)
    if no >= sending.refused_per_hour and no * 3 >= left:
        return f"of {left} mails in the last hour {no} were refused or came back"
    return ""


def gathered(engine: Engine, now: datetime) -> int:
    """How many unprompted mails to people of the network could leave now."""
    with Session(engine) as session:
        query = select(func.count()).where(
            MailRow.state.in_(("planned", "held")), MailRow.needs_yes.is_(False), MailRow.not_before <= now,
            MailRow.prompted.is_(False), MailRow.mail.not_like("lead/%"),
        )  # fmt: skip
        return session.scalar(query) or 0
