"""The door: one transaction a mail, in which the last result is recorded, the next mail looked at, and its intent kept.

So the disk is waited for once a mail: that the server took a mail is recorded together with the intent of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from mailflow.outbox.guard import ASKED_FOR, Go, Outgoing, Verdict
from mailflow.store.asking import ask, ask_one, tell
from mailflow.store.breaker import HOUR
from mailflow.store.people import by_id
from mailflow.store.tables import ChampionRow, MailRow, OrganisationRow

LEASE = timedelta(minutes=2)
MONTH = timedelta(days=30)

_MINE: ColumnElement[bool] = and_(MailRow.id == bindparam("which"), MailRow.lease_owner == bindparam("whose"))
_LEASED = (
    select(MailRow.__table__, OrganisationRow.nation)
    .outerjoin(ChampionRow, ChampionRow.id == MailRow.champion_id)
    .outerjoin(OrganisationRow, OrganisationRow.acronym == ChampionRow.organisation)
    .where(_MINE, MailRow.state == "leased", MailRow.raw.is_not(None))
)
_UNCALLED = and_(
    MailRow.prompted.is_(False), MailRow.mail.not_like("lead/%"), MailRow.mail.not_in(sorted(ASKED_FOR))
)  # fmt: skip
_LATELY = select(
    func.count().filter(_UNCALLED).label("unprompted"),
    func.min(MailRow.sent).filter(_UNCALLED).label("oldest"),
    func.count().filter(MailRow.prompted.is_(True), MailRow.sent > bindparam("day")).label("answers"),
    func.count().filter(MailRow.kind == bindparam("kind"), MailRow.number == bindparam("matter")).label("thread"),
).where(MailRow.address == bindparam("address"), MailRow.sent > bindparam("month"))
"""What went to one address in the last 30 days, counted in one look."""
_TO_DOMAIN = select(MailRow.id).where(MailRow.domain == bindparam("domain"), MailRow.handed_over > bindparam("since"))
_TO_DOMAIN_UP_TO = select(func.count()).select_from(_TO_DOMAIN.limit(bindparam("cap")).subquery())
_HANDED_OVER = (
    update(MailRow)
    .where(_MINE, MailRow.state == "leased")
    .values(state="handed_over", handed_over=bindparam("moment"), leased_until=bindparam("until"))
)
_SENT = (
    update(MailRow)
    .where(_MINE, MailRow.state == "handed_over")
    .values(state="sent", sent=bindparam("moment"), why=bindparam("reply"), lease_owner="")
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that the server took, which is not recorded yet."""

    number: int
    at: datetime
    reply: str


@dataclass(frozen=True, slots=True)
class Door:
    """The door of one worker."""

    owner: str
    clock: Callable[[], datetime]
    domain_cap: int
    """Mails to one domain are counted up to so many."""

    def look(self, session: Session, number: int, now: datetime) -> Outgoing | None:
        """The leased mail with what the door must know now; None if it was cancelled meanwhile."""
        now = now.astimezone(UTC)  # 30 days are so many hours, also where a clock change lies in between
        for row in ask(session, _LEASED, which=number, whose=self.owner):
            address, day = row.address, now - timedelta(days=1)
            given = {"address": address, "kind": row.kind, "matter": row.number, "month": now - MONTH, "day": day}
            (lately,) = ask(session, _LATELY, **given)
            return Outgoing(
                id=row.id,
                mail=row.mail,
                source=row.source,
                subject=row.subject,
                kind=row.kind,
                number=row.number,
                code=row.code,
                address=address,
                message_id=row.message_id,
                raw=row.raw,
                prompted=row.prompted,
                attempts=row.attempts,
                planned=row.planned,
                useful_until=row.useful_until,
                champion=by_id(session, [row.champion_id]).get(row.champion_id),
                nation=row.nation or "england",
                unprompted_month=lately.unprompted,
                oldest_unprompted=lately.oldest,
                answers_day=lately.answers,
                thread_month=lately.thread,
                domain_hour=0 if row.prompted else self._to_domain(session, row.domain, now),
            )
        return None

    def _to_domain(self, session: Session, domain: str, now: datetime) -> int:
        return ask_one(session, _TO_DOMAIN_UP_TO, domain=domain, since=now - HOUR, cap=self.domain_cap) or 0

    def pass_one(
        self, session: Session, number: int, now: datetime, guard: Callable[[Outgoing], Verdict]
    ) -> tuple[Outgoing, Verdict] | None:
        """The leased mail and what the guard says of it; if it may go, its intent is recorded."""
        mail = self.look(session, number, now)
        if mail is None:
            return None
        verdict = guard(mail)
        if isinstance(verdict, Go):
            given = {"which": number, "whose": self.owner, "moment": now, "until": self.clock() + LEASE}
            tell(session, _HANDED_OVER, given)
        return mail, verdict

    def record(self, session: Session, taken: Sequence[Sent]) -> None:
        """Record which mails the server took."""
        lines = [
            {"which": one.number, "whose": self.owner, "moment": one.at, "reply": one.reply[:500]} for one in taken
        ]
        if lines:
            tell(session, _SENT, *lines)
