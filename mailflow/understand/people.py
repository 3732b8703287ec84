"""Who wrote, as a person: the name as signed, the job title, and other people whom a mail names.

Not here: whether the writer is who the From line says (`sender`), and the organisation (`organisations`).
Phone numbers, pronouns and grades are never kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailflow.understand.reading import fold
from mailflow.understand.word_set import word_set

_TITLES = word_set("dr prof professor mr mrs ms miss mx sir dame rev lord lady cllr")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\s[|/–—-]\s.*$|\s(?:via|on behalf of)\s.*$|[|/].*$|@.*$")
_PARTICLES = word_set("van von der den de la le di da du bin al ap ab ferch of the")
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:many |kind(?:est)? |best |warm(?:est)? )?(?:thanks|regards|wishes)(?: (?:again|and regards"
    r"|so much|very much))?|thank you"
    r"(?: (?:again|very much|so much))?|thx|ta|cheers|all the best|best|kr|rgds|br|yours (?:sincerely|faithfully"
    r"|truly)?|yours|sincerely"
    r"|cofion(?: cynnes| gorau)?|diolch(?: yn fawr)?|hwyl|pob hwyl|dymuniadau gorau|yn gywir|speak soon"
    r"|see you (?:then|soon))\s*[,.!:)-]*\s*",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:statistician|analyst|head of|lead|leader|manager|officer|researcher|director|economist|designer|principal"
    r"|scientist|adviser"
    r"|advisor|engineer|developer|assistant|secretary|coordinator|editor|consultant|methodologist|specialist"
    r"|executive|librarian)\b",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[A-ZÀ-ÖØ-ÞŴŶ][\w'’·.-]*|van|von|der|de|ap|ab|ferch|la|le)"
FULL_NAME = rf"[A-ZÀ-ÖØ-ÞŴŶ][\w'’·-]+(?: {_NAME_WORD})* (?:Mc|Mac|O['’])?[A-ZÀ-ÖØ-ÞŴŶ][\w'’·-]+"
"""A first name and a surname with capitals, particles between allowed."""
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signed:
    """How a mail is signed."""

    name: str = ""
    job_title: str = ""


def display_name(shown: str, address: str = "") -> str:
    """The person's name from a display name: "McAteer, Conor" and "ASHWORTH Thomas" are turned round, titles, digits
    and asides dropped, capitals set right. Without a display name: from the address, if it is ``first.last``."""
    text = _ASIDE.sub(" ", shown.strip().strip("'\"")).strip(" ,'\"")
    if "@" in shown or not re.search(r"[^\W\d_]{2}", text):
        return _from_address(address)
    if "," in text:
        last, _, first = text.partition(",")
        text = f"{first.partition(',')[0].strip()} {last.strip()}"
    words = [word for word in re.sub(r"\d+", "", text).split() if word.lower().strip(".") not in _TITLES]
    if len(words) > 1 and words[0].isupper() and len(words[0]) > 1 and not words[-1].isupper():
        words = [*words[1:], words[0]]
    return " ".join(_capitals(word, index) for index, word in enumerate(words))


def _from_address(address: str) -> str:
    parts = re.sub(r"\d+", "", address.partition("@")[0].partition("+")[0]).replace("_", ".").split(".")
    if not 2 <= len(parts) <= 4 or any(len(part) < 2 for part in (parts[0], parts[-1])):
        return ""
    return " ".join(_capitals(part, index) for index, part in enumerate(parts) if part)


def _capitals(word: str, index: int) -> str:
    if index and word.lower() in _PARTICLES:
        return word.lower()
    if not (word.isupper() or word.islower()) or len(word) == 1:
        return word
    pieces = re.split(r"([-'’·])", word.lower())
    named = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return re.sub(r"^Mc([a-z])", lambda match: "Mc" + match[1].upper(), named)


def signed(new: str, signature: str) -> Signed:
    """How the mail is signed: from the signature if one was set aside, else from the last lines of the new words."""
    lines = [line.strip() for line in signature.splitlines() if line.strip()][:12]
    name, title = _first_name_line(lines)
    if not name or " " not in name:
        # only the tail: a name that opens a mail is the reader's
        tail = [line.strip() for line in new.splitlines() if line.strip()][1:][-4:] or [new.strip()]
        at_end, end_title = _first_name_line(tail, only_last=True)
        if at_end and (not name or at_end.split()[0] == name.split()[0]):
            name, title = at_end, title or end_title
    return Signed(name, title)


def _first_name_line(lines: list[str], *, only_last: bool = False) -> tuple[str, str]:
    for index, line in enumerate(lines):
        closing = _CLOSING.match(line)
        text = line[closing.end() :] if closing else line
        name = _as_name(text)
        if not name or (only_last and index < len(lines) - 2 and not _closing_before(lines, index)):
            continue
        if (
            " " not in name
            and index + 1 < len(lines)
            and (fuller := _as_name(lines[index + 1])).startswith(name.rstrip("."))
        ):
            name, index = fuller, index + 1  # noqa: PLW2901 - "Tom", and below it "Tom Ashworth"
        elif " " not in name and (full := _fuller(name, lines[index + 1 : index + 4])):
            name = full
        following = lines[lines.index(line) + 1 :][:3]
        return name, next((title for candidate in (text, *following) if (title := _job_title(candidate, name))), "")
    return "", ""


def _closing_before(lines: list[str], index: int) -> bool:
    return index > 0 and bool(_CLOSING.fullmatch(lines[index - 1]))


def _fuller(first: str, lines: list[str]) -> str:
    """ "Tom", and a few lines below "Tom Ashworth": the same person in full."""
    for line in lines:
        name = _as_name(line)
        if " " in name and (name.split()[0] == first or (len(first.rstrip(".")) == 1 and name.startswith(first[0]))):
            return name
    return ""


def _as_name(line: str) -> str:
    """The name that a line is: one to four words with capitals, but for titles and pronouns nothing else."""
    text = _ASIDE.sub(" ", line).partition(",")[0].strip(" .-*_:;!")
    words = [word for word in text.split() if fold(word).strip(".") not in _TITLES]
    if not 1 <= len(words) <= 4 or any(character.isdigit() or character in "/@:?&" for character in text):
        return ""
    if not all(word[:1].isupper() or (index and word in _PARTICLES) for index, word in enumerate(words)):
        return ""
    if fold(words[0]) in _NOT_NAMES or _JOB.search(text):
        return ""
    if any(len(word) > 1 and word.isupper() for word in words[:1]) and len(words) == 1:
        return ""
    return " ".join(_capitals(word, index) for index, word in enumerate(words))


_NOT_NAMES = word_set(
    "hi hello dear hey yes no thanks thank regards kind best cheers good ok okay sorry please many all best sent get "
    "leave stop "
    "unsubscribe pause skip back great lovely brilliant morning afternoon official team helo annwyl diolch cofion "
    "metrics network "
    "office department ministry we i it the this that october november december january february march april may "
    "june july august "
    "september monday tuesday wednesday thursday friday saturday sunday internal working update received noted "
    "attending declined "
    "accepted confirmed apologies happy absolutely sure perfect fine"
)


def _job_title(line: str, name: str) -> str:
    rest = re.sub(r"\([^)]*\)", " ", line)
    rest = rest.replace(name, " ") if name else rest
    for piece in re.split(r"[|,;/–—]| - ", rest):
        title = " ".join(piece.split()).strip(" .:")
        if _JOB.search(title) and 3 <= len(title) <= 60 and not any(character.isdigit() for character in title):
            return title
    return ""


def name_of(shown: str, address: str, signature: Signed) -> str:
    """The writer's name: as signed where that is a full name of the same person, else as the header shows it."""
    header = display_name(shown, address)
    written = signature.name
    if " " not in written:
        return header or written
    if not header:
        return written
    last, signed_last = fold(header.split()[-1]).strip("."), fold(written.split()[-1])
    same_last = last == signed_last or (len(last) == 1 and signed_last.startswith(last))
    same_first = fold(header.split()[0]) == fold(written.split()[0])
    if " " not in header:
        return written if same_first or fold(header) == signed_last else header
    return written if same_last else header


def emails_in(text: str) -> list[str]:
    """The addresses that a text names, in order, lower case, each once."""
    return list(dict.fromkeys(match[0].lower().strip(".'") for match in ADDRESS.finditer(text)))


def belongs(address: str, name: str) -> bool:
    """Whether an address looks like that person's: the surname, or the first name and a dot."""
    local = fold(address.partition("@")[0])
    words = [re.sub(r"[^a-z]", "", fold(word)) for word in name.split()]
    if not words or not words[0]:
        return False
    return (len(words[-1]) > 2 and words[-1] in local.replace("-", "").replace("'", "")) or local.split(".")[
        0
    ] == words[0]
