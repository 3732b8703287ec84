"""Whether words are Welsh: counted by small words that are common in one language and absent from the other."""

from __future__ import annotations

import re

from mailflow.understand.word_set import word_set

_WELSH = word_set(
    "yn yr ar wedi rydym rwy rwyf dw mae ein eich fy chi ni ddim gan gyda bod oedd oes i'w a'r i'r o'r o'n dwi "
    "hoffwn sy sydd fod "
    "eu neu ond hefyd am beth pan hyn hwn hon iawn ie nac ydw mis fis dydd ddydd grwp cyfarfod cyfarfu nawr newydd "
    "gwaith gweithdy defnyddwyr "
    "byd dim adrodd tan adael ymuno allaf gallaf byddaf wnaethom wnaethon cwrdd fel gael cael rhwydwaith hyrwyddwr "
    "hyrwyddwyr strategaeth "
    "gofrestr rhestr tynnwch fi oddi plis gwelwch os da i'n dw'i"
)
_ENGLISH = word_set(
    "the and of to is are was we you it that this for with on have has been be at our my me can will not please from "
    "as but your all "
    "would could there what which who how when if so had were they an or by"
)
_WRITING = r"\b(?:gohebiaeth|negeseuon|e-?byst|ateb(?:ion)?|cysylltu|cyfathrebu|derbyn)\b[\w', -]{0,30}"
_WANTS_WELSH = re.compile(
    _WRITING + r"\b(?:yn (?:y )?gymraeg|drwy (?:gyfrwng )?'?r gymraeg)\b|\b(?:emails?|correspondence"
    r"|mails?|letters?|replies|everything|write to me|contact me|communications?"
    r"|messages?)\b[\w', -]{0,25}\bin welsh\b"
    r"|\bpreferred language\b[\w' :-]{0,6}\bwelsh\b|\b(?:prefer|like|want)\b[\w', -]{0,20}\bwelsh\b|\bwelsh (?:please"
    r"|language (?:emails?|version"
    r"|correspondence))\b"
)
_WANTS_ENGLISH = re.compile(
    r"\b(?:emails?|correspondence|everything|write to me|prefer|replies)\b[\w', -]{0,25}\b(?:in )?english\b|"
    + _WRITING
    + r"\b(?:yn (?:y )?saesneg|drwy (?:gyfrwng )?'?r saesneg)\b"
)


def of(words: list[str]) -> str:
    """``cy`` if at least three words and most of those that tell are Welsh, else ``en``."""
    welsh = sum(word in _WELSH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if welsh > english and (welsh >= 3 or (welsh >= 1 and english == 0 and welsh * 2 >= len(words))):
        return "cy"
    return "en"


def wanted(plain: str) -> str:
    """The language that the writer asks us to write in: ``cy``, ``en`` or empty."""
    if ("welsh" in plain or "gymraeg" in plain) and _WANTS_WELSH.search(plain):
        return "cy"
    if ("english" in plain or "saesneg" in plain) and _WANTS_ENGLISH.search(plain):
        return "en"
    return ""
