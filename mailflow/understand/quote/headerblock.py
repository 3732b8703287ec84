"""Header blocks above a quoted or forwarded message ("From: … Sent: … To: … Subject: …"), and the rules above them.

Outlook writes them in the language of the writer's desktop, bold or not, in the same order or another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.events import Address
from mailflow.understand.addresses import addresses

MAX_LINES = 30
"""A block is looked for within so many lines: long To lists wrap."""
MAX_LINE = 2_000

_LABELS: dict[str, tuple[str, ...]] = {
    "from": (
        "from", "oddi wrth", "gan", "o", "von", "de", "da", "van", "fra", "från", "frá", "od", "от", "від",
        "lähettäjä", "feladó", "remitente", "expéditeur", "mittente", "afzender", "absender", "ó", "bho",
        "kimden", "από", "发件人", "寄件者", "差出人", "보낸 사람", "din partea", "expeditor", "saatja", "nuo",
        "no", "nga", "nork", "מאת", "من", "from name",
    ),
    "date": (
        "date", "sent", "anfonwyd", "dyddiad", "gesendet", "datum", "envoyé", "envoyé le", "enviado",
        "enviado el", "enviada em", "enviada", "fecha", "data", "message du", "date d'envoi", "inviato",
        "verzonden", "sendt", "dato", "skickat", "odesláno", "odoslané", "dátum", "wysłano", "data wysłania",
        "отправлено", "дата", "надіслано", "lähetetty", "päivämäärä", "elküldve", "küldve", "trimis",
        "gönderilme tarihi", "tarih", "ημερομηνία", "στάλθηκε", "发送时间", "日期", "寄件日期", "日時",
        "送信日時", "보낸 날짜", "seolta", "air a chur", "sendt dato", "poslano", "saadetud", "išsiųsta",
        "date sent", "sent at", "נשלח", "تاريخ",
    ),
    "to": (
        "to", "at", "i", "an", "à", "a", "para", "aan", "til", "till", "do", "komu", "кому", "vastaanottaja",
        "címzett", "către", "kime", "προς", "收件人", "宛先", "받는 사람", "chun", "gu", "za", "kam",
        "destinataire", "destinatario", "recipient", "אל", "إلى",
    ),
    "subject": (
        "subject", "pwnc", "testun", "betreff", "objet", "oggetto", "asunto", "assunto", "onderwerp", "emne",
        "ämne", "předmět", "predmet", "temat", "тема", "aihe", "tárgy", "subiect", "konu", "θέμα", "主题",
        "主旨", "件名", "제목", "ábhar", "cuspair", "efni", "teema", "tema", "gaia", "assumpte", "נושא",
        "الموضوع",
    ),
    "cc": (
        "cc", "copi", "kopie", "kopi", "kopia", "copie à", "copia", "dw", "копия", "kopio", "másolatot kap",
        "bcc", "抄送", "참조", "cópia", "rhyddhau copi", "kópia",
    ),
    "other": (
        "reply-to", "importance", "attachments", "organisation", "organization", "priority", "pwysigrwydd",
        "ateb i", "atodiadau", "categories", "sensitivity", "when", "where", "envoyé par", "wichtigkeit",
        "anlagen", "mailed-by", "signed-by", "resent-from", "pièces jointes", "message-id", "list-id", "sender",
        "return-path", "newsgroups",
    ),
}  # fmt: skip
"""The words before the colon, in lower case, in the languages of Outlook's and other programs' menus."""

_KIND = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(r"^[\s>|]{0,12}[*_]{0,2}([^\W\d_][\w \-'’]{0,24}?)[*_]{0,2}\s?[:：][*_]{0,2}(?:\s|$|(?=\S))")
_SECOND = re.compile(r"\s[*_]{0,2}(?:Date|Sent|To|Subject|Anfonwyd|Gesendet|Envoyé)[*_]{0,2}\s?:\s", re.IGNORECASE)
_STRONG_START = frozenset({"from", "date", "subject", "to"})
_EVIDENCE = re.compile(r"@|\b(?:19|20)\d\d\b|\d{1,2}:\d\d|mailto:")

_SEPARATOR = re.compile(
    r"^[\s>*]{0,12}(?:[-_=~*–—#]{2,60}\s{0,4})"
    r"(?P<words>original message|original[- ]?nachricht|ursprüngliche nachricht|original appointment|reply message"
    r"|antwort nachricht"
    r"|oprindelig meddelelse|oprindelig besked|opprinnelig melding|ursprungligt meddelande|message d['’]origine"
    r"|message original"
    r"|mensaje original|mensagem original|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|original[- "
    r"]?bericht"
    r"|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|исходное сообщение|пересылаемое "
    r"сообщение|alkuperäinen viesti"
    r"|eredeti üzenet|neges wreiddiol|y neges wreiddiol|teachtaireacht bhunaidh|mesaj original|özgün ileti|αρχικό "
    r"μήνυμα|原始邮件|元のメッセージ"
    r"|forwarded (?:message|by)[^\n]{0,80}|neges a anfonwyd ymlaen|neges wedi['’]i hanfon ymlaen|weitergeleitete "
    r"nachricht"
    r"|message transféré|mensaje reenviado|mensagem encaminhada|doorgestuurd bericht|videresendt (?:meddelelse"
    r"|besked|melding)"
    r"|vidarebefordrat meddelande|original email|in reply to|quoted text|quoted message|please (?:type|do not "
    r"write)[^\n]{0,80}"
    r"|(?:please )?(?:type your |write your |write )?reply above this line|reply to this email above this line)"
    r"\s{0,4}[-_=~*–—#:]{0,60}\s*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"forward|ymlaen|weitergeleitet|transféré|reenviado|encaminhada|doorgestuurd|inoltrato|videresendt"
    r"|vidarebefordrat|пересыл",
    re.IGNORECASE,
)
_BEGIN_FORWARD = re.compile(
    r"^[\s>]{0,12}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message "
    r"(?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|dechrau['’]r neges a "
    r"anfonwyd ymlaen"
    r"|vidarebefordrat brev|videresendt melding)\s?:?\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"^[\s>*#\-–—=]{0,12}(?:\[?(?:please )?(?:type|write|enter) (?:your )?(?:reply|response) above this line\]?"
    r"|(?:please )?reply above (?:this|the) line)[\s>*#\-–—=.]{0,12}(?:to .{1,60})?$",
    re.IGNORECASE,
)
RULE = re.compile(r"^\s*[_\-–—=*]{3,200}\s*$")
_SUBJECT_FORWARD = re.compile(
    r"^\s*(?:\[[^\]]{0,30}\]\s*)?(?:fwd?|ymlaen|yml|wg|tr|rv|enc|i|vs|vb|doorst|pd)\s?:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands above a quoted message: how many lines, whether it is a forward, and whom it names."""

    lines: int
    forward: bool = False
    sender: Address | None = None
    strong: bool = True
    """False: only a separator, with no block beneath it."""


def is_forward_subject(subject: str) -> bool:
    """Whether the subject says that the mail was passed on: "FW:", "Fwd:", "WG:" …."""
    return _SUBJECT_FORWARD.match(subject) is not None


def label_of(line: str) -> str:
    """Which header field a line of a block shows (``from``, ``date`` …); empty if none."""
    match = _LABEL.match(line[:80])
    return _KIND.get(match[1].strip().lower(), "") if match else ""


def block_at(lines: Sequence[str], start: int) -> Block | None:
    """The header block or separator that begins at ``start``, or None."""
    first = lines[start][:MAX_LINE]
    if ":" not in first and "：" not in first and first.lstrip(" >*")[:1] not in set("-_=~–—#[pPrRtTwW"):
        return None
    if RULE.match(first):
        inner = _next_spoken(lines, start)
        block = _labels(lines, inner) if inner > start else None
        return Block(inner - start + block.lines, False, block.sender) if block else None
    begun = _BEGIN_FORWARD.match(first)
    if begun or _SEPARATOR.match(first) or _ABOVE.match(first):
        inner = _next_spoken(lines, start)
        block = _labels(lines, inner) if inner > start else None
        forward = bool(begun or _FORWARD.search(first))
        if block:
            return Block(inner - start + block.lines, forward, block.sender)
        return Block(1, forward, strong=False)
    return _labels(lines, start)


def _next_spoken(lines: Sequence[str], start: int) -> int:
    """The first of the three lines below that is not empty; ``start`` if all are."""
    return next((place for place in range(start + 1, min(start + 4, len(lines))) if lines[place].strip()), start)


def _labels(lines: Sequence[str], start: int) -> Block | None:
    """The block of labelled lines at ``start``: at least two kinds of field, one of them the writer or the date."""
    first = label_of(lines[start])
    if first not in _STRONG_START:
        return None
    kinds: dict[str, str] = {}
    last, place, blanks, repeated = start, start, 0, 0
    while place < len(lines) and place - start < MAX_LINES:
        line = lines[place][:MAX_LINE]
        kind = label_of(line)
        if kind:
            if kind in kinds and (kind in ("from", "subject", "to") or blanks):
                break
            repeated += kind in kinds
            if repeated > 3:
                break
            kinds.setdefault(kind, line.replace("：", ":", 1).partition(":")[2].strip(" *_\t"))
            last, blanks = place, 0
        elif not line.strip(" >"):
            blanks += 1
            if blanks > 1 or "subject" in kinds:
                break
        elif blanks or place - last > 12 or ("subject" in kinds and place - last > 1):
            break
        place += 1
    if len(kinds) == 1 and first == "from" and _SECOND.search(lines[start][:400]):
        kinds["date"] = lines[start][:400]
    return _judged(lines, start, last, kinds)


def _judged(lines: Sequence[str], start: int, last: int, kinds: dict[str, str]) -> Block | None:
    known = {kind for kind in kinds if kind in _STRONG_START}
    evidence = any(_EVIDENCE.search(value) for value in kinds.values())
    enough = len(known) >= 3 or (len(known) == 2 and evidence and ("from" in known or known == {"date", "to"}))
    if not enough or ("from" not in known and "to" not in known):
        return None
    sender = next(iter(addresses(kinds.get("from", "").replace("[mailto:", "<").replace("]", ">"))), None)
    if sender is None and kinds.get("from"):
        sender = Address("", kinds["from"][:200])
    return Block(last - start + 1, sender=sender)


def is_reply_above(line: str) -> bool:
    """Whether the line is the mark that a ticket system puts above what it sent: "-- reply above this line --"."""
    return len(line) < 200 and _ABOVE.match(line) is not None
