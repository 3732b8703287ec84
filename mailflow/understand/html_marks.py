"""What the containers of HTML mail mean to the reader of a reply: the marks of the common mail programs.

Gmail, Outlook (desktop, web, mobile), Apple Mail, Yahoo, Thunderbird, Proton, Fastmail, Zoho, AOL and others give their
quotations and signatures a class or an identifier of their own; forwarding puts ``x_`` before it.
"""

from __future__ import annotations

import re

QUOTE, REST, SIGNATURE, INDENT, RULE = "quote", "rest", "signature", "indent", "rule"
"""What a line's mark says: in a quote container; all that follows is quoted; in a signature block; in a plain
``<blockquote>``; a horizontal rule."""
OPEN_QUOTE = "open quote"
"""A container that ends to be a quotation when the ``<blockquote>`` in it ends."""

_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{2,30})\s{0,9}=\s{0,9}(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,300}))""")
_WANTED = frozenset({"class", "id", "type", "style", "name", "cite", "data-smartmail"})

_QUOTE_CLASS = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_quote\w*|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra"
    r"|OutlookMessageHeader|front-blockquote|qt|quoted-text|hm_quote|mail_quote|hcl-quote|missive_quote|hs_reply"
    r"|ms-outlook-mobile-reference-message|freebirdquote|wm_quote|cite|mcntquote|SkyDriveReply|edo-email-reply)(?:\s|$)"
)
_QUOTE_ID = re.compile(
    r"^(?:x_)*(?:OLK_SRC_BODY_SECTION|yahoo_quoted_\w+|isReplyContent|mail-editor-reference-message-container|qt"
    r"|reply-intro|ymail_android_quoted|AOLMsgPart_\w+|_origbody|editbody1|spark-quote|oriMsgHtmlSeperator)$"
)
REST_ID = re.compile(
    r"^(?:x_)*(?:divRplyFwdMsg|stopSpelling|zwchr|appendonsend|replySplit|lineBreakAtBeginningOfMessage_q)$"
)
_SIGNATURE_CLASS = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_signature\w*|moz-signature|protonmail_signature_block\S*|ms-outlook-mobile-signature"
    r"|signature|email-signature|yahoo-signature|tutanota_signature|zmail_signature)(?:\s|$)"
)
_SIGNATURE_ID = re.compile(r"^(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|signature|_rc_sig)$")
_BAR = re.compile(r"border-left[\w-]{0,8}\s{0,3}:\s{0,3}(?!0|none)", re.I)
"""The bar beside a quotation; an indented paragraph of one's own has none."""
_OPENS_UP = re.compile(r"(?:^|\s)(?:x_)*(?:gmail_quote\w*|protonmail_quote|zmail_extra)(?:\s|$)")
"""Containers of the attribution and the ``<blockquote>``: what stands in them after that is somebody's answer."""
_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all|font-size\s{0,3}:\s{0,3}0(?:px|pt|;|$)", re.I
)


def attributes_of(raw: str) -> dict[str, str]:
    """The attributes of a tag that can mean something, by their names in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(raw):
        name = match[1].lower()
        if name in _WANTED:
            found.setdefault(name, match[2] or match[3] or match[4] or "")
    return found


def meaning_of(tag: str, attributes: dict[str, str]) -> str:
    """What a container means to the reader of a reply."""
    if not attributes:
        return INDENT if tag == "blockquote" else ""
    if _HIDDEN.search(attributes.get("style", "")):
        return "hidden"
    classes, identity = attributes.get("class", ""), attributes.get("id", "")
    if _QUOTE_CLASS.search(classes) or _QUOTE_ID.match(identity) or attributes.get("name") == "messageReplySection":
        return OPEN_QUOTE if tag == "div" and _OPENS_UP.search(classes) else QUOTE
    if tag == "blockquote":
        cited = "cite" in attributes or attributes.get("type", "").lower() == "cite"
        return QUOTE if cited or _BAR.search(attributes.get("style", "")) else INDENT
    if "data-smartmail" in attributes or _SIGNATURE_CLASS.search(classes) or _SIGNATURE_ID.match(identity):
        return SIGNATURE
    return ""
