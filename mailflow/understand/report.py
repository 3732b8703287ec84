"""What an event says, alike for every kind of event: its named facts, whether a person should look, its words.

For `explain`, the store and the tests. Not here: understanding itself.
"""

from __future__ import annotations

from mailflow.events import AutoReply, Bounce, Entities, Event, Letter, Rsvp


def entities_of(event: Event) -> Entities:
    """The named facts of any event."""
    match event:
        case Letter():
            return event.entities
        case Bounce():
            failed = event.failures[0] if event.failures else None
            return {"failed": failed.address, "permanent": failed.permanent} if failed else {}
        case AutoReply():
            return {"until": event.until.isoformat()} if event.until else {}
        case Rsvp():
            return {"rsvp": event.intent.value.removeprefix("rsvp_")}
        case _:
            return {}


def needs_person(event: Event) -> bool:
    """Whether a person should look; what machines write never needs one."""
    return isinstance(event, Letter) and event.needs_person


def reasons_of(event: Event) -> tuple[str, ...]:
    """Why an event was read as it was, in sentences."""
    if isinstance(event, Letter):
        return event.reasons
    reason = getattr(event, "reason", "")
    return (reason,) if reason else ()
