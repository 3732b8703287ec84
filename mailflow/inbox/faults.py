"""What can go wrong at the mailbox's door. Each message is a sentence: what, where, and what would be right."""

from __future__ import annotations


class MailboxFault(Exception):  # noqa: N818  each name reads as what happened
    """Something is wrong between us and the mailbox."""


class CannotReach(MailboxFault):
    """No safe connection: no server there, a certificate that does not prove it, or no TLS where TLS is demanded."""


class SignInRefused(MailboxFault):
    """The server, or the giver of tokens, does not accept who we say we are."""


class FolderMissing(MailboxFault):
    """A folder that the settings name is not in the mailbox."""


class FolderRenumbered(MailboxFault):
    """The folder's UIDVALIDITY changed: known UIDs name other mail now; scan it anew (RFC 3501 section 2.3.1.1)."""


class ServerGone(MailboxFault):
    """The connection broke, hung or spoke nonsense; open a new one. Nothing is known of the command in hand."""


class CommandRefused(MailboxFault):
    """The server understood a command and will not do it (``NO`` or ``BAD``); the connection still stands."""
