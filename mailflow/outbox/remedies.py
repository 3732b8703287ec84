"""What the administrator must do about each known refusal of a server that we send through, as one sentence a row.

Sources: Microsoft, “Enable or disable authenticated client SMTP submission” and “Fix NDR 5.7.60”; Google, “SMTP
errors”.
"""

from __future__ import annotations

import re

_SIGN_IN = (
    (
        r"SmtpClientAuthentication is disabled for the Tenant",
        "Authenticated SMTP is switched off for the whole organisation: switch it on for this mailbox alone"
        " (Set-CASMailbox -SmtpClientAuthenticationDisabled $false), which goes before the organisation's setting.",
    ),
    (
        r"SmtpClientAuthentication is disabled",
        "Authenticated SMTP is switched off for this mailbox: switch it on"
        " (Set-CASMailbox -SmtpClientAuthenticationDisabled $false). A change can take an hour.",
    ),
    (
        r"5\.7\.139.*(basic auth|user credentials were incorrect)",
        "Exchange Online takes no passwords here: set sign_in to xoauth2 and [oauth] provider to microsoft.",
    ),
    (
        r"5\.7\.139|security defaults|locked by your organization",
        "A policy of the organisation forbids this sign-in: ask who looks after Exchange to allow SMTP AUTH for the"
        " mailbox.",
    ),
    (
        r"5\.7\.3 .*unsuccessful",
        "If this is Exchange Online and the token is good: consent to SMTP.SendAsApp, register the service principal"
        " with the enterprise application's object ID, give it FullAccess to the mailbox, and see that username is the"
        " mailbox's own address.",
    ),
    (
        r"5\.7\.9 |Application-specific password",
        "Google wants an app password here: make one for the account, or use a service account.",
    ),
    (
        r"5\.7\.14 ",
        "Google wants a person to confirm this sign-in: do so in a browser, or use a service account.",
    ),
)
_NOT_ALLOWED = re.compile(r"\b5\.7\.60\b|SendAsDenied|not allowed to send as|\b5\.2\.252\b|\b5\.7\.57\b", re.IGNORECASE)


def sign_in_remedy(said: str) -> str:
    """What to do about a refusal to sign in; empty if it is none that we know."""
    return next((remedy for pattern, remedy in _SIGN_IN if re.search(pattern, said, re.IGNORECASE | re.DOTALL)), "")


def is_not_allowed(said: str) -> bool:
    """Whether a final no says that this account may not send from our address: nothing about the mail or its reader."""
    return _NOT_ALLOWED.search(said) is not None


def send_as_remedy(username: str, sender: str) -> str:
    """What to do about it."""
    return (
        f"The account {username or 'that we sign in as'} may not send as {sender}: sign in as that mailbox, or give the"
        " account SendAs on it (Add-RecipientPermission). The mails wait until then."
    )
