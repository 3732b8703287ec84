"""What must never be repeated: protective markings above OFFICIAL, and figures that are not yet published.

Not here: what is done about it (the flows hold it for a person).
"""

from __future__ import annotations

import re

_MARKING = re.compile(
    r"(?:^|[\n\[(*_ ])(OFFICIAL[- ]{0,3}SENSITIVE|OFFICIAL[- ]?:[- ]?SENSITIVE|(?:UK )?SECRET|TOP SECRET|RESTRICTED"
    r"|CONFIDENTIAL|PROTECT)(?=[\n\])*_: -]|$)"
)
_SECRET_ALONE = re.compile(r"(?:^|\n)\W*(SECRET|TOP SECRET|RESTRICTED|CONFIDENTIAL|PROTECT)\b[^\n]{0,40}(?:\n|$)")
_UNPUBLISHED = re.compile(
    r"\b(?:ahead of (?:the |its |our )?(?:publication|release)|before (?:the |it is |we )?(?:publication|publish(?:ed"
    r"|ing)?|release)|pre-?release|not yet (?:been )?(?:published|public|released|out)|unpublished|embargo(?:ed)?"
    r"|until (?:it is |we )?publish\w*|(?:will|to) be published|under embargo|yet to be (?:published|released)"
    r"|not for (?:onward|wider) (?:sharing|circulation)|headline (?:figure )?will be|draft figures?"
    r"|provisional figures?)\b"
)
_FIGURE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:%|per ?cent|percent|percentage points?|million|billion|bn|thousand)|£ ?\d|\b\d+\.\d+\b"
    r"|\b\d{1,3}(?:,\d{3})+\b"
)
_NOT_FOR_SHARING = re.compile(
    r"\b(?:in (?:strict )?confidence|(?:strictly |please keep (?:this )?)?confidential(?:ly)?|do not (?:share"
    r"|circulate|forward|publish|quote) (?:this|it|further|onwards?|wider|widely|outside)|between (?:us|you and me"
    r"|ourselves)|off the record|not for (?:sharing|publication|circulation))\b"
)


def marking(subject: str, text: str, banner: str) -> str:
    """The protective marking above OFFICIAL in the subject, at the top of the text or in a banner; empty if none.

    Government Security Classifications: OFFICIAL-SENSITIVE, SECRET, TOP SECRET, and the older words still in use.
    """
    for place in (subject, banner, text[:400], text[-200:]):
        match = _MARKING.search(place) if "SENSITIVE" in place else _SECRET_ALONE.search(place)
        if match:
            found = re.sub(r"[- :]+", "-", match[1]).strip("-")
            return found.replace("TOP-SECRET", "TOP SECRET").removeprefix("UK-")
    return ""


def unpublished(plain: str) -> bool:
    """Whether the words seem to give a figure that is not yet public: a figure beside a word about a coming release."""
    return bool(_UNPUBLISHED.search(plain) and _FIGURE.search(plain))


def confidential(plain: str) -> bool:
    """Whether the writer asks that the words go no further."""
    return bool(_NOT_FOR_SHARING.search(plain))
