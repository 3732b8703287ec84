"""Which organisation: by the domain of an address, or by a name or alias in a text. The domain always wins.

Not here: who may join (the flows), nor what succeeded what on which day (the register in the store).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailflow.network import Organisation
from mailflow.understand.word_set import word_set

FREEMAIL = word_set(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk msn.com yahoo.com yahoo.co.uk "
    "ymail.com icloud.com me.com mac.com aol.com btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net "
    "proton.me protonmail.com gmx.com gmx.co.uk mail.com zoho.com fastmail.com tutanota.com blueyonder.co.uk"
)
"""Domains where anybody has an address: they prove no organisation."""

_PRIVATE_LABELS = frozenset({"mail", "webmail", "email", "home", "personal", "freemail", "family", "post"})
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|&")
_LOOKS_OFFICIAL = re.compile(
    r"\b(?:off?ice|dep\w*t\w*|mini?stry|agency|authority|government|service|board|commission|executive|england|wales"
    r"|scotland|ireland|council|bank|company|companies|regulator|committee|treasury|department|revenue)\b",
    re.IGNORECASE,
)
_SHORT_FOR = {"dept": "department", "dep": "department", "govt": "government", "&": "and", "min": "ministry"}


def _words(text: str) -> tuple[str, ...]:
    return tuple([_plain(word) for word in _WORD.findall(text)])


def _plain(word: str) -> str:
    low = word.lower()
    if not low.isalpha():
        low = low.replace("’", "'").removesuffix("'s")
    return _SHORT_FOR.get(low, low)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or alias of one organisation in a text."""

    acronym: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to write an organisation: its words, and whether capitals matter."""

    words: tuple[str, ...]
    exact: str
    acronyms: tuple[str, ...]


class Register:
    """The table of organisations, made ready for looking up."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self.by_acronym = {entry.acronym: entry for entry in organisations}
        self._domains = {domain: entry.acronym for entry in self.by_acronym.values() for domain in entry.domains}
        self.domains = frozenset(self._domains)
        self._nations = {entry.acronym: entry.nation for entry in self.by_acronym.values()}
        spellings: dict[tuple[str, ...], tuple[str, list[str]]] = {}
        for entry in self.by_acronym.values():
            for name in (entry.acronym, entry.name, *entry.aliases):
                words = _words(name)
                is_short = len(words) == 1 and len(name) <= 6
                known = spellings.setdefault(words, (name if is_short else "", []))
                if entry.acronym not in known[1]:
                    known[1].append(entry.acronym)
        self._names: dict[str, list[_Name]] = {}
        for words, (exact, acronyms) in spellings.items():
            if words:
                self._names.setdefault(words[0], []).append(_Name(words, exact, tuple(acronyms)))
        for names in self._names.values():
            names.sort(key=lambda name: -len(name.words))

    def current(self, acronym: str) -> str:
        """The organisation that stands today where ``acronym`` stood: successors are followed, at most five deep."""
        for _ in range(5):
            entry = self.by_acronym.get(acronym)
            if entry is None or not entry.successor:
                break
            acronym = entry.successor
        return acronym

    def of_address(self, address: str) -> str | None:
        """The acronym by the longest match of the address's domain over whole labels; None if no table knows it."""
        labels = address.rpartition("@")[2].lower().rstrip(".").split(".")
        for first in range(len(labels) - 1):
            found = self._domains.get(".".join(labels[first:]))
            if found is not None:
                return self.current(found)
        return None

    def mentions(self, text: str, *, home: str = "") -> list[Mention]:
        """Every organisation that ``text`` names, in order; ``home`` tells shared aliases apart."""
        lowered = _words(text)
        if self._names.keys().isdisjoint(lowered):
            return []
        found = []
        tokens = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
        place = 0
        while place < len(tokens):
            name = self._name_at(tokens, lowered, place)
            if name is None:
                place += 1
                continue
            acronym = self._one_of(name, home)
            end = place + len(name.words)
            if acronym is not None:
                start, stop = tokens[place][1], tokens[end - 1][2]
                found.append(Mention(self.current(acronym), start, stop, text[start:stop]))
            place = end
        return found

    def _name_at(self, tokens: list[tuple[str, int, int]], lowered: tuple[str, ...], place: int) -> _Name | None:
        for name in self._names.get(lowered[place], ()):
            size = len(name.words)
            if lowered[place : place + size] != name.words:
                continue
            written = tokens[place][0].removesuffix("'s").removesuffix("’s")
            if size == 1 and name.exact and not _same_capitals(written, name.exact):
                continue
            if size in (2, 3) and not tokens[place + size - 1][0][:1].isupper():
                continue  # "national statistics" in passing is no name
            return name
        return None

    def _one_of(self, name: _Name, home: str) -> str | None:
        """The one organisation meant. Several bodies share some names; the writer's own body or nation may decide."""
        if home in name.acronyms:
            return home
        if len(name.acronyms) == 1:
            only = name.acronyms[0]
            return None if name.exact == "NE" else only
        if self._nations.get(home) == "northern_ireland":
            return None
        exact = [acronym for acronym in name.acronyms if acronym == name.exact]
        return exact[0] if exact else None

    def resolve(self, text: str, *, home: str = "") -> str | None:
        """The organisation that the whole of ``text`` names, exactly or within a typing slip; None if open."""
        found = self.mentions(text, home=home)
        if found:
            return found[0].acronym
        return self.suggest(text)

    def suggest(self, text: str) -> str | None:
        """The organisation whose full name is at least 90 of 100 like ``text`` (rapidfuzz's ratio); acronyms never."""
        if len(text) < 10 or not _LOOKS_OFFICIAL.search(text):
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - 20 ms that most mails do not need

        names = {entry.name.lower(): entry.acronym for entry in self.by_acronym.values()}
        best = process.extractOne(text.lower(), list(names), scorer=fuzz.token_sort_ratio, score_cutoff=90)
        return self.current(names[best[0]]) if best else None


def _same_capitals(written: str, exact: str) -> bool:
    """Acronyms must look like acronyms: ``dit`` and ``it`` are words, ``DIT`` and ``DFT`` are not."""
    if len(exact) <= 2:
        return written == exact
    capitals = sum(letter.isupper() for letter in written)
    return written == exact or (capitals >= 2 and written.lower() == exact.lower())


def is_personal(address: str) -> bool:
    """Whether the address is one that anybody can have, so that it proves no organisation."""
    domain = address.rpartition("@")[2].lower()
    return domain in FREEMAIL or domain.split(".")[0] in _PRIVATE_LABELS


_ready: dict[int, tuple[tuple[Organisation, ...], Register]] = {}


def register(organisations: tuple[Organisation, ...]) -> Register:
    """The table made ready; kept for the last few tables, by identity (hashing 75 rows costs more than a mail)."""
    known = _ready.get(id(organisations))
    if known is not None and known[0] is organisations:
        return known[1]
    made = Register(organisations)
    if len(_ready) >= 8:
        _ready.clear()
    _ready[id(organisations)] = (organisations, made)
    return made


def read_csv(text: str) -> tuple[Organisation, ...]:
    """The table from CSV: acronym, name, domains, aliases, nation, successor; several in one cell stand between ``;``.

    Raises ValueError with the line number where a row has no acronym or no name.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    found = []
    for row in rows:
        cells = {key: value.strip() for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
        if not any(cells.values()):
            continue
        if not cells.get("acronym") or not cells.get("name"):
            raise ValueError(f"line {rows.line_num}: an organisation needs an acronym and a name")
        found.append(
            Organisation(
                acronym=cells["acronym"],
                name=cells["name"],
                domains=tuple(domain.lower() for domain in _several(cells.get("domains", ""))),
                aliases=_several(cells.get("aliases", "")),
                nation=cells.get("nation", "") or "england",
                successor=cells.get("successor", ""),
            )
        )
    return tuple(found)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
