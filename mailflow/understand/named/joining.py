"""Named facts of joining: who, from where, on whose behalf, and whether to be listed."""

from __future__ import annotations

import re

from mailflow.events import Entities
from mailflow.understand.named.context import Context
from mailflow.understand.organisations import is_personal
from mailflow.understand.people import ADDRESS, FULL_NAME, belongs, display_name, emails_in
from mailflow.understand.reading import fold, spelt_out
from mailflow.understand.word_set import word_set

_NAME = re.compile(FULL_NAME)
_WORKS = re.compile(
    r"\b(?:i|i'm|im) (?:\w+ ){0,3}?(?:work|working|am|based|lead|run|manage|head|employed|part)\b|\bi (?:am|work|lead"
    r"|run|manage|head)\b|\b(?:statistician|analyst|researcher|economist|manager|officer)\b[\w ,'-]{0,30}\b(?:at|in"
    r"|for|with)\b|^(?:from|at)\b"
)
_BEFORE_ORGANISATION = re.compile(r"\b(?:at|in|for|with|from|within|of)(?: the)? *$")
_OTHER_NETWORK = re.compile(
    r"\b(harmoni[sz]ation|quality|presentation|dissemination|geography|geospatial|rap"
    r"|reproducible analytical pipelines?|accessibility|(?:data )?ethics|coding|(?:data )?linkage|mental health"
    r"|wellbeing|diversity|inclusion"
    r"|digital|change|green|sustainability|learning|innovation|open data|metadata|data|python|methodology"
    r"|(?:data )?visuali[sz]ation|code of practice|security|health and safety|career|census|language) champion"
    r"|\bchampions? (?:for|of|in|on) (?:the )?(harmoni[sz]ation|quality|presentation|dissemination|geography|rap"
    r"|accessibility|ethics|coding|linkage|diversity|inclusion|digital|data|visuali[sz]ation)"
)
_UNLISTED = re.compile(
    r"\b(?:not|rather not|prefer not|do not|never|without|off|keep|leave|omit|exclude|no)\b[\w', -]{0,40}\b(?:my name"
    r"|me|name|listed|list me|publish\w*|shown|named|appear\w*|be on|public)\b[\w', -]{0,40}\b(?:public\w*|web ?page"
    r"|web ?site|online|page|internet|list(?:ed)?|publish\w*|anywhere public)\b"
    r"|\b(?:unlisted|stay anonymous|do not publish|not (?:be )?(?:listed|published|named)|do not list me"
    r"|off the (?:public|web)\w*)\b|\bmy name (?:was not|is not|not) (?:on|to be|be)\b"
)
_LISTED = re.compile(
    r"\b(?:happy|fine|ok|okay|glad)\b[\w', -]{0,20}\b(?:to be (?:listed|named|on the (?:public|web))|for my name to)\b"
)
_ALREADY = re.compile(
    r"\balready\b[\w' ]{0,20}\b(?:champion|member|signed up|joined|on the list)\b|\bnot\b[\w' ]{0,20}\b(?:getting"
    r"|receiving|had|seen|received|seeing)\b|\b(?:dropped|fallen|fell) off\b|\bre-?join|\b(?:put|add) me back\b"
    r"|\bmissed off\b|\bonce (?:was|a) (?:a )?(?:champion|member)\b"
)
_RESUME = re.compile(r"\bback\b|\bresum|\bun-?paus|\breinstat|\breactivat|\brestart|\bdd?ychwelyd\b|\byn ol\b")


def join(context: Context) -> Entities:
    """Who applies, and from which organisation: proven by the domain, or only claimed in the words."""
    found: Entities = {}
    if context.home:
        pass
    elif claimed := claimed_organisation(context):
        found["claimed_organisation"] = claimed
        found["verified"] = False
    if context.signed.job_title:
        found["job_title"] = context.signed.job_title
    if _ALREADY.search(context.scene.plain):
        found["existing"] = True
    if any(
        rule_word in context.scene.plain
        for rule_word in ("back", "resum", "paus", "reinstat", "reactivat", "restart", "ychwelyd", "yn ol")
    ) and (context.scene.kind == "pause" or _RESUME.search(context.scene.plain)):
        found["request"] = "resume"
    others = nominees(context)
    if others and any(intent.value == "join_on_behalf" for intent in context.intents):
        found["applicants"] = [context.name, *(str(one["name"]) for one in others)]
    asked = sum(sentence.asks for sentence in context.scene.body)
    if asked:
        found["questions"] = asked
    return found


def claimed_organisation(context: Context) -> str | None:
    """The organisation that the writer says to work for: named after "I work at …", or on a line of the signature."""
    for sentence in context.scene.body:
        folded = spelt_out(sentence.folded)
        if not _WORKS.search(folded):
            continue
        for mention in context.register.mentions(sentence.text):
            before = fold(sentence.text[: mention.start])
            following = fold(sentence.text[mention.end : mention.end + 20])
            if _BEFORE_ORGANISATION.search(before) and not re.match(
                r"'?s? (?:statistics|data|figures|releases|publications)", following
            ):
                return mention.acronym
    for line in context.words.set_aside.signature.splitlines()[:8]:
        mentions = context.register.mentions(line)
        if mentions:
            return mentions[0].acronym
    return None


def nominees(context: Context) -> list[dict[str, str | None]]:
    """The people put forward: name, address if one is given, organisation if the address proves it."""
    if context.words.forwarded and context.words.forwarded_from is not None:
        origin = context.words.forwarded_from
        return [_person(display_name(origin.name, origin.address), origin.address, context)]
    found: list[dict[str, str | None]] = []
    emails = [
        address for address in emails_in(context.words.new) if address != context.sender and address not in context.own
    ]
    copied = [address.address for address in context.others]
    for name in names_in(context):
        near = next((address for address in (*emails, *copied) if belongs(address, name)), None)
        if (
            near is None
            and len(emails) == 1
            and not any(one["email"] == emails[0] for one in found)
            and len(names_in(context)) == 1
        ):
            near = emails[0]
        found.append(_person(name, near, context))
    return found


def _person(name: str, address: str | None, context: Context) -> dict[str, str | None]:
    organisation = (context.register.of_address(address) if address else None) or context.scene.home
    return {"name": name, "email": address, "organisation": organisation}


def names_in(context: Context) -> list[str]:
    """The full names in the words that are not the writer's, nor an organisation's, in order, each once."""
    own = {fold(word) for word in context.name.split()}
    found = []
    for sentence in context.scene.body:
        text = ADDRESS.sub(lambda match: " " * len(match[0]), sentence.text)
        organisations = [(mention.start, mention.end) for mention in context.register.mentions(text)]
        for match in _NAME.finditer(text):
            name = _trimmed(match[0])
            words = {fold(word) for word in name.split()}
            if not name or words <= own or (own and len(words & own) >= 2):
                continue
            if any(start < match.end() and match.start() < end for start, end in organisations) or words & _NO_NAMES:
                continue
            if re.search(
                r"\b(?:dr|professor|prof|head of profession|hop|manager|boss|director)[\w ,.]{0,4}$",
                fold(text[: match.start()]),
            ):
                continue
            found.append(name)
    return list(dict.fromkeys(found))


_NO_NAMES = word_set(
    "user engagement champion champions network statistics analysis office department ministry government census "
    "team hub strategy official please "
    "monday tuesday wednesday thursday friday head profession service survey health social care further education "
    "skills many thanks kind regards best "
    "microsoft teams google analytics north south east west europe union january february april june july august "
    "september october november december "
    "statistical analyst statistician senior officer lead manager agency board trust group children housing welcome "
    "dear hello good morning afternoon"
)
_OPENERS = word_set(
    "my our hi hello dear please could can the we i and also hey add as for from with if both me she he they"
)


def _trimmed(name: str) -> str:
    words = name.split()
    while words and fold(words[0]) in _OPENERS:
        words.pop(0)
    return " ".join(words) if len(words) >= 2 else ""


def on_behalf(context: Context) -> Entities:
    """Who is put forward, by whom, with which address if one is given; addresses are never guessed."""
    found: Entities = {}
    people = nominees(context)
    if people:
        found["nominee"] = str(people[0]["name"])
        found["nominee_email"] = people[0]["email"]
        found["nominees"] = people
        if not context.home and people[0]["organisation"]:
            found["organisation"] = people[0]["organisation"]
    found["nominator"] = context.name
    return found


def other_network(context: Context) -> Entities:
    """Which network it is about."""
    match = _OTHER_NETWORK.search(f"{context.scene.subject.plain}\n{context.scene.plain}")
    return {"network": (match[1] or match[2]).replace("harmonization", "harmonisation")} if match else {}


def confirmed(context: Context) -> Entities:
    """Yes, and whether the name may be shown."""
    found: Entities = {"answer": "yes"}
    for sentence in context.scene.body:
        if _UNLISTED.search(sentence.plain) and not re.search(
            r"\bnot mind\b|\bno (?:problem|objection)\b", sentence.plain
        ):
            found["list_publicly"] = False
            break
        if _LISTED.search(sentence.plain):
            found["list_publicly"] = True
    return found


def declined(context: Context) -> Entities:
    """No."""
    return {"answer": "no"}


def is_outside(context: Context) -> bool:
    """Whether the writer seems to be outside government: no organisation by domain, and none claimed."""
    return bool(context.register.by_acronym) and context.scene.home is None and claimed_organisation(context) is None


def is_personal_sender(context: Context) -> bool:
    """Whether the writer used a private address."""
    return is_personal(context.sender)
