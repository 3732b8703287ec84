"""What an update reports: activity kinds and their state, tools, partners and themes, in the order of the text.

Not here: what counts in the tally (the lead decides), nor whose update it is (`named`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailflow.events import Activity
from mailflow.understand.organisations import Register
from mailflow.understand.reading import Sentence

_DO = r"(?:[\w'-]+ ){0,6}?"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "internal_launch",
            r"\blaunch(?:ed|ing|es)?\b[\w' -]{0,40}\b(?:strategy|internally|in-house|across (?:the|our) (?:department"
            r"|organisation|office))\b"
            r"|\b(?:internal|in-house|departmental) (?:\w+ )?launch\b|\bstrategy\b[\w' -]{0,20}\b(?:launch(?:ed)?"
            r"|rolled out|unveiled|introduced)\b[\w' -]{0,30}"
            r"|\b(?:rolled out|roll out|introduced|promoted|presented|shared"
            r"|circulated)\b[\w' -]{0,15}\bthe (?:user engagement )?strategy\b[\w' -]{0,40}\b(?:internally"
            r"|to (?:all )?(?:staff|colleagues|analysts|statisticians|teams)|across)\b"
            r"|\blansio'?r? (?:y |'r )?strategaeth|\blansi\w*\b[\w' ]{0,20}\bstrategaeth",
        ),
        (
            "metrics",
            r"\b(?:metrics?|kpis?|performance (?:measures|indicators)|success measures|baseline|scorecard)\b"
            r"|\b(?:agree[ds]?|developed?|set|chosen?|defin\w+|identif\w+|pick\w*)\b[\w' -]{0,20}\b(?:measures"
            r"|indicators)\b"
            r"|\b(?:assess\w*|audit\w*|review\w*|took stock of|taken stock of|stocktake"
            r"|mapped)\b[\w' -]{0,30}\b(?:user engagement|engagement (?:work|activit\w+)|current (?:work|practice))"
            r"|\blooked at everything we\b|\bmesurau\b|\bmetrigau\b",
        ),
        (
            "hub_workshop",
            r"\b(?:workshop|session|training|away ?day|masterclass|clinic)\b[\w', -]{0,30}\b(?:user )?hub\b"
            r"|\b(?:user )?hub(?:'s)?\b[\w', -]{0,30}\b(?:workshop|training|masterclass|clinic|ran a session"
            r"|run a session)\b|\bgweithdy\b[\w' -]{0,20}\bhwb\b",
        ),
        (
            "joint_working",
            r"\b(?:joint(?:ly)?|collaborat\w+|partner(?:ed|ing|ship)?|together with|working with|worked with"
            r"|teamed up|teaming up|joined forces|shared (?:list|survey|user|approach|panel)|cross-(?:government"
            r"|departmental?|organisation)|talking (?:to|with)|in talks with|liais\w+ with|alongside)\b"
            r"|\bcydweithio\b|\bgyda'n gilydd\b|\bar y cyd\b",
        ),
        (
            "tools",
            r"\b(?:ga4|google analytics|google tag manager|web analytics|analytics|power ?bi|tableau|shiny|hotjar"
            r"|matomo|clarity|qualtrics|smart ?survey|citizen space|slido|mentimeter|miro|mailchimp|govdelivery"
            r"|dovetail"
            r"|surveymonkey|microsoft forms|ms forms|google forms|optimal workshop|heat ?maps?|session recordings?"
            r"|a/b test\w*|user panel software|dashboard of (?:page )?views)\b|\bdadansoddeg\b",
        ),
        (
            "own_network",
            r"\b(?:internal|own|departmental|in-house|local)\b[\w' -]{0,20}\b(?:user engagement )?(?:network"
            r"|community of (?:practice|interest)|working group|champions? (?:group|network))\b|\b(?:set up|started"
            r"|created|creating|established|formed|launched|kicked off|setting up|starting"
            r"|building)\b[\w' -]{0,20}\b(?:network|community of (?:practice|interest)|working group)\b"
            r"|\bour (?:user engagement )?(?:network|community of practice)\b|\brhwydwaith (?:mewnol|ein hunain)\b"
            r"|\bein rhwydwaith\b",
        ),
        (
            "internal_pages",
            r"\b(?:intranet|internal (?:web ?|share ?point |wiki )?(?:pages?|site|hub|resources?)"
            r"|share ?point (?:page|site)|wiki page|internal guidance|teams (?:page|site|channel)|resource (?:page"
            r"|library))\b|\b(?:web ?pages?|pages?)\b[\w' -]{0,20}\b(?:internally|for (?:our |all )?(?:staff"
            r"|colleagues|analysts))\b|\btudalen(?:nau)? fewnol\b"
            r"|\bmewnrwyd\b",
        ),
        (
            "feedback_on_hub",
            r"\b(?:test(?:ed|ing)?|trial(?:led|ling)?|pilot(?:ed|ing)?|review(?:ed|ing)?|comment(?:ed|s|ing)? on"
            r"|feedback (?:on|about|for)|fed back on|gave feedback|given feedback"
            r"|tried(?: out)?)\b[\w', -]{0,20}\b(?:the )?(?:draft )?(?:toolkit|user hub|hub(?! and spoke)"
            r"|hub's (?:guidance|templates))\b",
        ),
    )
)
"""(kind, how people write it); over folded, spelt-out text."""

_STEMS: dict[str, frozenset[str]] = {
    kind: frozenset(stems.split())
    for kind, stems in {
        "internal_launch": "laun roll intr prom pres shar circ unve lans",
        "metrics": "metr kpi kpis perf succ base scor meas indi asse audi revi took take stoc mapp look mesu iden",
        "hub_workshop": "hub hwb",
        "joint_working": "join coll part toge work team forc shar cros talk lias liai alon cydw gyda cyd",
        "tools": "ga4 goog web anal powe tabl shin hotj mato clar qual smar citi slid ment miro mail govd dove surv "
        "micr ms opti heat sess a dash dada",
        "own_network": "netw comm work grou rhwy",
        "internal_pages": "intr inte shar wiki team reso page webp web tuda mewn",
        "feedback_on_hub": "tool hub draf",
    }.items()
}
"""The first four letters of the words without which a kind cannot be named: they save trying its pattern."""
_THEME_STEMS = frozenset(
    [
        "web",
        "anal",
        "goog",
        "ga4",
        "mato",
        "hotj",
        "page",
        "user",
        "usab",
        "inte",
        "surv",
        "feed",
        "webi",
        "conf",
        "lunc",
        "drop",
        "cust",
        "sati",
    ]
)

_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|may|might|could|will|going to|hop(?:e|es|ing)|intend\w*|aim(?:s|ing)? to|due to"
    r"|about to|looking (?:to"
    r"|into|at)|want to|would like to"
    r"|consider\w*|thinking (?:of|about)|next (?:month|year|week|spring)|scheduled|arranging|organising"
    r"|in the pipeline|preparing|propos\w+|trefnu|bwriadu|gobeithio|yn mynd i)\b"
)
_UNDER_WAY = re.compile(
    r"\b(?:(?:is|are|am|been|be) (?:\w+ )?(?:\w{3,}ing)|started|starting|began|begun|under ?way|in progress|ongoing"
    r"|creating|developing|drafting|building|setting up"
    r"|talking (?:to|with)|testing|piloting|working (?:on|with)|so far|half ?way|yn datblygu|wrthi'n)\b"
    r"|^(?:\w+ ?[(-].{0,20}[)-] ?-? ?)?(?:testing|talking|working|building|creating|developing|drafting|using)\b"
)
_DONE = re.compile(
    r"\b(?:have|has|had|we've|did|was|were|now|finally|already|live|launched|ran|held|published|completed?|finished"
    r"|agreed|set up|introduced|hosted|delivered"
    r"|got|went|joined|released|wedi|wnaethom|done|met|created|built|rolled out|used|using)\b"
)
_DENIED = re.compile(r"\b(?:not |never |yet to )(?:\w+ ){0,6}$|\b(?:no |without |nothing )(?:\w+ ){0,3}$")
_HUB_HELP = re.compile(
    r"\b(?:user )?hub(?:'s)?(?: project)?(?: team)?\b[\w', -]{0,30}\b(?:joined|helped|help|supported|came|attended"
    r"|spoke|presented|facilitated|ran|co-?hosted|co-?ran|led|advised)\b"
    r"|\b(?:help|support|assistance|input|thanks|advice|contribution) (?:from|of|to|by) (?:the )?(?:user )?hub\b"
    r"|\bwith (?:the )?(?:user )?hub(?: project)?(?: team)?\b|\b(?:joined|supported"
    r"|helped) by (?:the )?(?:user )?hub\b"
)
TOOLS = (
    ("Google Analytics", re.compile(r"\b(?:ga4|google analytics)\b")),
    ("Power BI", re.compile(r"\bpower ?bi\b")),
    ("Tableau", re.compile(r"\btableau\b")),
    ("R Shiny", re.compile(r"\bshiny\b")),
    ("Hotjar", re.compile(r"\bhotjar\b")),
    ("Matomo", re.compile(r"\bmatomo\b")),
    ("Microsoft Clarity", re.compile(r"\b(?:microsoft|ms) clarity\b")),
    ("Qualtrics", re.compile(r"\bqualtrics\b")),
    ("SmartSurvey", re.compile(r"\bsmart ?survey\b")),
    ("Citizen Space", re.compile(r"\bcitizen space\b")),
    ("Slido", re.compile(r"\bslido\b")),
    ("Mentimeter", re.compile(r"\bmentimeter\b")),
    ("Microsoft Forms", re.compile(r"\b(?:microsoft|ms) forms\b")),
    ("SurveyMonkey", re.compile(r"\bsurvey ?monkey\b")),
)
"""(name to show, how people write it)."""
THEMES = (
    ("web analytics", re.compile(r"\b(?:web analytics|google analytics|ga4|analytics|matomo|hotjar|page views)\b")),
    ("user research", re.compile(r"\buser research|usability|user testing|interviews with users\b")),
    ("user surveys", re.compile(r"\b(?:user|customer|satisfaction) surveys?\b")),
    ("user forums", re.compile(r"\buser (?:forum|group|panel)s?\b")),
    ("feedback on publications", re.compile(r"\bfeedback (?:button|form|on publications|banner)\b")),
    ("events", re.compile(r"\b(?:user day|user event|webinar|conference|lunch and learn|drop[- ]in)\b")),
)
"""(theme, how people write it)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the sentences of an update report."""

    facts: tuple[Activity, ...] = ()
    tools: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    with_hub: bool = False

    @property
    def kinds(self) -> list[str]:
        """The kinds that are done or under way, each once, in the order of the text."""
        return list(dict.fromkeys(fact["kind"] for fact in self.facts if fact.get("state") != "planning"))


def state_of(text: str) -> str:
    """``planning``, ``under_way`` or ``done``: by the words around an activity. A plan outweighs a participle."""
    if _PLANNED.search(text) and not re.search(
        r"\b(?:has|have|had|we've) (?:now |already |just )?\w+(?:ed"
        r"|n)\b",
        text,
    ):
        return "planning"
    if _UNDER_WAY.search(text) and not re.search(r"\b(?:launched|live|completed|finished|ran|held)\b", text):
        return "under_way"
    return "done"


_CLAUSE = re.compile(
    r"[;:]|,? \b(?:but|and (?=we|are|is|will|have|has|i|plan|hope)|ac (?=rydym|rwy|yn|mae)|ond|while|then)\b|, (?=we "
    r"|and )| - "
)
_PARTNERLESS = re.compile(r"\b(?:joint|cross-|collaborat|cydweithio|ar y cyd)")
_HEADINGS = {"working with others": "joint_working", "network": "own_network", "partners": "joint_working"}


def find(sentences: tuple[Sentence, ...], organisations: Register, home: str) -> Found:
    """Read the activities out of the sentences; ``home`` is the writer's own organisation, which is no partner."""
    notes = _Notes()
    heading = ""
    for sentence in sentences:
        stems = frozenset([word[:4] for word in sentence.words])
        kinds = _kinds(sentence.plain, stems)
        if _is_heading(sentence):
            heading = kinds[0][1] if len(kinds) == 1 else _HEADINGS.get(sentence.plain.strip(" :"), "")
            if heading or not kinds:
                continue
        if sentence.asks and not _DONE.search(sentence.plain):
            continue
        if heading and heading not in {kind for _, kind in kinds}:
            kinds = [*kinds, (0, heading)]
        heading = ""
        if kinds or not stems.isdisjoint(_THEME_STEMS) or "hub" in stems:
            notes.add(sentence, kinds, organisations, home)
    return notes.found()


def _is_heading(sentence: Sentence) -> bool:
    """A short line without a verb or a full stop."""
    bare = sentence.plain.rstrip()
    return (
        len(sentence.words) <= 4 and not bare.endswith((".", "!", "?")) and not sentence.item and not _DONE.search(bare)
    )


@dataclass(slots=True)
class _Notes:
    """What was found so far."""

    facts: list[Activity] = field(default_factory=list)
    tools: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    with_hub: bool = False

    def add(self, sentence: Sentence, kinds: list[tuple[int, str]], organisations: Register, home: str) -> None:
        """One sentence and the kinds that it names."""
        text = sentence.plain
        mentions = organisations.mentions(sentence.text, home=home)
        owner = mentions[0].acronym if mentions and mentions[0].start == 0 else home
        if "joint_working" in {kind for _, kind in kinds}:
            partners = [mention.acronym for mention in mentions if mention.acronym != home]
            if not partners and not _PARTNERLESS.search(text):
                kinds = [(place, kind) for place, kind in kinds if kind != "joint_working"]
            else:
                self.partners += partners
                owner = home
        named = any(kind == "tools" for _, kind in kinds)
        used = [tool for tool, pattern in TOOLS if pattern.search(text)] if named else []
        self.tools += used
        self.themes += [theme for theme, pattern in THEMES if pattern.search(text)]
        helped = bool(_HUB_HELP.search(text))
        for place, kind in kinds:
            fact = Activity(kind=kind, state=state_of(_clause(text, place)))
            if kind == "tools" and used:
                fact["tool"] = used[0]
            if helped:
                fact["with_hub"] = True
            if owner:
                fact["organisation"] = owner
            self.facts.append(fact)
        planned_only = bool(kinds) and all(fact["state"] == "planning" for fact in self.facts[-len(kinds) :])
        self.with_hub = self.with_hub or (helped and not planned_only and not _PLANNED.search(text))

    def found(self) -> Found:
        """All of it, each name once."""
        once = dict.fromkeys
        return Found(
            tuple(self.facts),
            tuple(once(self.tools)),
            tuple(once(self.partners)),
            tuple(once(self.themes)),
            self.with_hub,
        )


def _clause(text: str, place: int) -> str:
    """The clause of a sentence in which ``place`` stands."""
    start, end = 0, len(text)
    for boundary in _CLAUSE.finditer(text):
        if boundary.end() <= place:
            start = boundary.end()
        elif boundary.start() > place:
            end = boundary.start()
            break
    return text[start:end]


def _kinds(text: str, stems: frozenset[str]) -> list[tuple[int, str]]:
    """(place, kind) of every kind that the sentence names and does not deny, in order."""
    found = []
    for kind, pattern in KINDS:
        if stems.isdisjoint(_STEMS[kind]):
            continue
        match = pattern.search(text)
        if match and not _DENIED.search(text[max(0, match.start() - 50) : match.start()]):
            found.append((match.start(), kind))
    return sorted(found)
