"""What went wrong, as a sentence and an exit code. What is not listed is a fault of ours, and shows its traceback."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from mailflow.checked import CheckedFault
from mailflow.inbox.faults import MailboxFault
from mailflow.outbox.templates import TemplateFault
from mailflow.outbox.transport import TransportFault
from mailflow.publish import PageFault
from mailflow.settings import SettingsError
from mailflow.store import StoreError
from mailflow.store.holder import HoldLost


def sentence(error: Exception) -> tuple[int, str | None]:
    """(exit code, what to say); None if a person cannot put it right."""
    match error:
        case SettingsError():
            return 2, "the configuration is wrong; nothing was started\n" + "\n".join(
                f"  {one}" for one in error.faults
            )
        case TemplateFault() | PageFault() | CheckedFault():
            return 2, str(error)
        case MailboxFault() | TransportFault() | StoreError() | HoldLost():
            return 1, str(error)
        case SQLAlchemyError():
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            return (
                1,
                f"the database said: {cause}; nothing was half done. Check the disk, the rights and [database] url",
            )
        case OSError():
            where = f" {error.filename}" if error.filename else ""
            return 1, f"{error.strerror or error}{where}"
    return 1, None
