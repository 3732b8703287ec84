"""What the administrator must do about each known refusal of a token server or of a mailbox, as one sentence a row.

Sources: Microsoft's list of AADSTS error codes; Microsoft, “Authenticate an IMAP, POP or SMTP connection using OAuth”;
Google, “Using OAuth 2.0 for server to server applications”; Gmail's IMAP alerts.
"""

from __future__ import annotations

import re

_Table = tuple[tuple[str, str], ...]

_TOKEN: _Table = (
    (
        r"AADSTS7000215",
        "The client secret is wrong: put the secret's value, not its ID, into the variable that [oauth] secret_env"
        " names.",
    ),
    (
        r"AADSTS7000222",
        "The client secret has expired: make a new one in the app registration (Certificates & secrets), put its value"
        " into the variable that [oauth] secret_env names, and its last day into [oauth] secret_expires.",
    ),
    (
        r"AADSTS700016",
        "The tenant does not know this application: check [oauth] client_id (the application ID) and tenant.",
    ),
    (
        r"AADSTS(90002|900023|900021|50059)\b",
        "There is no such tenant: set [oauth] tenant to the directory ID of the organisation, or to a domain of it.",
    ),
    (
        r"AADSTS7000112",
        "The application is disabled in the tenant: let its enterprise application sign in again.",
    ),
    (
        r"AADSTS(500011|70011|1002012)\b",
        "The scope is none that can be given: leave [oauth] scopes out, or write"
        ' ["https://outlook.office365.com/.default"].',
    ),
    (
        r"AADSTS53003",
        "A Conditional Access policy blocks the application: allow it for workload identities from this machine.",
    ),
    (
        r"unauthorized_client",
        "The service account may not act for this mailbox: in the Google Admin console (Security, API controls,"
        " Domain-wide delegation) add its client ID with the scope https://mail.google.com/.",
    ),
    (
        r"invalid_grant.*(Invalid email|User ID)|account not found",
        "The domain has no such user: set username to the address of a real user account; a group or an alias has no"
        " mailbox that can be opened.",
    ),
    (
        r"invalid_grant.*(short-lived|timeframe|iat)",
        "The clock of this machine is wrong: set it.",
    ),
    (
        r"invalid_grant.*(signature|JWT)",
        "The key is not known any more: make a new key for the service account, and name its file in [oauth] key_file.",
    ),
    (
        r"invalid_grant.*disabled|disabled_client|deleted_client",
        "The service account is disabled or deleted: enable it, or make another one.",
    ),
)

_IMAP_TOKEN: _Table = (
    (
        r"authenticated but not connected",
        "The token is good and the mailbox is closed to it: give the application's service principal FullAccess to it"
        " (Add-MailboxPermission), and see that username is the address of the shared mailbox and that it has a"
        " licence where one is needed.",
    ),
    (
        r"AUTHENTICATE failed",
        "The token is good, so Exchange does not let this application into this mailbox: consent to IMAP.AccessAsApp,"
        " register the service principal with the enterprise application's object ID (New-ServicePrincipal), give it"
        " FullAccess to the mailbox (Add-MailboxPermission), and enable IMAP for it"
        " (Set-CASMailbox -ImapEnabled $true). A change can take an hour.",
    ),
)
_IMAP: _Table = (
    (
        r"not enabled for IMAP|IMAP access is disabled|IMAP is disabled|disabled.{0,20}IMAP",
        "IMAP is switched off: enable it in the mailbox's settings, or for the domain in the Admin console.",
    ),
    (
        r"Application-specific password required",
        "Google wants an app password here: make one for the account, or use a service account.",
    ),
)
_IMAP_PASSWORD: _Table = (
    (
        r"LOGIN failed|AUTHENTICATE failed|BasicAuthBlocked|Basic authentication is disabled",
        "If this is Exchange Online: it takes no passwords any more; set sign_in to xoauth2 and [oauth] provider to"
        " microsoft.",
    ),
)


def token_remedy(said: str) -> str:
    """What to do about a token server's refusal; empty if it is none that we know."""
    return _first(_TOKEN, said)


def mailbox_remedy(said: str, *, by_token: bool) -> str:
    """What to do about an IMAP server's refusal to sign in; empty if it is none that we know."""
    return _first(_IMAP + (_IMAP_TOKEN if by_token else _IMAP_PASSWORD), said)


def _first(table: _Table, said: str) -> str:
    return next((remedy for pattern, remedy in table if re.search(pattern, said, re.IGNORECASE | re.DOTALL)), "")
