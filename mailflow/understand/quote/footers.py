"""Disclaimers and banners: what an organisation's servers add to a person's words, above and below.

Shapes after those of UK public bodies, in English and Welsh. A paragraph is judged whole, by one strong phrase: these
are sentences that nobody writes by hand about their own mail.
"""

from __future__ import annotations

import re

MAX_PARAGRAPH = 6_000
"""Characters of a paragraph that are looked at."""

_MAIL = r"(?:e-?mail|message|communication|transmission|correspondence|email message|e-mail message|electronic mail|electronic message)"
_DISCLAIMER = re.compile(
    rf"""
    \b(?:this|the\ (?:contents?|information)\ (?:contained\ )?(?:of|in|within)\ this|information\ in\ this)\ {_MAIL}s?\b
        .{{0,220}}?\b(?:confidential|privileged|addressee|intended\ (?:only|solely|recipient)|solely\ for\ the|only\ for\ the\ use
        |monitored|recorded|scanned|virus|legally\ binding|malware|disclosed|disclosable|freedom\ of\ information|swept|intended\ for)
  | \b(?:if\ you\ (?:have\ received|are\ not\ the|receive|believe)|received)\b.{{0,60}}?\b(?:in\ error|by\ mistake|intended\ recipient|intended\ addressee|named\ addressee)
  | \bnot\ the\ intended\ recipient
  | \b(?:please\ )?(?:consider|think\ (?:of|about))\ the\ environment\b
  | \b(?:think|consider).{{0,40}}?\bbefore\ (?:you\ print|printing|you\ decide\ to\ print)
  | \bdo\ you\ really\ need\ to\ print\b | \bsave\ paper\b.{{0,40}}?\bprint
  | \b(?:scanned|swept|checked|certified|protected|inspected|filtered|sent\ and\ scanned)\b.{{0,60}}?\b(?:by|for|against)\b.{{0,60}}?
        \b(?:virus|malware|mimecast|messagelabs|symantec|websense|forcepoint|clearswift|barracuda|sophos|spam|mcafee|mailmarshal|egress|cloud\ service)
  | \b(?:e-?mails?|communications?|messages|correspondence|telephone\ calls|calls|traffic)\b.{{0,100}}?
        \b(?:may|will|can|are)\ be\ (?:(?:automatically|lawfully|routinely)\ )?(?:monitored|recorded|logged|intercepted|scanned|read|archived|stored\ and)
  | \b(?:views?|opinions?)\b.{{0,60}}?\b(?:expressed|contained|represented|presented)\b.{{0,120}}?\b(?:author|sender|individual|personal|not\ necessarily|those\ of|do\ not)
  | \b(?:is|are)\ those\ of\ the\ (?:author|sender)\b
  | \bno\ (?:liability|responsibility)\b.{{0,80}}?\b(?:accept|virus|loss|damage|error|omission)
  | \b(?:accepts?|does\ not\ accept|cannot\ accept|do\ not\ accept|disclaims?)\b.{{0,40}}?\b(?:liability|responsibility)\b.{{0,120}}?\b(?:virus|loss|damage|e-?mail|error|omission|change)
  | \bprohibited\b.{{0,80}}?\bunlawful\b | \b(?:copying|dissemination|disclosure|distribution|use)\b.{{0,80}}?\b(?:strictly\ )?(?:prohibited|forbidden|not\ permitted|unauthori[sz]ed\ and)
  | \b(?:subject\ to|disclosed\ under|requests?\ under|under|disclosable\ under)\ (?:the\ )?(?:provisions\ of\ )?(?:the\ )?(?:uk\ )?(?:freedom\ of\ information|data\ protection\ (?:act|legislation)|general\ data\ protection|environmental\ information)
        .{{0,200}}?\b(?:act|regulations?|legislation|law)
  | \bemail\ (?:disclaimer|confidentiality|policy)\b | \bdisclaimer\s*: | ^\s*disclaimer\b | ^\s*confidentiality(?:\ notice|\ note)?\b | ^\s*(?:legal|privacy)\ (?:notice|disclaimer|statement)\b
  | \b(?:privacy\ (?:notice|policy|statement)|how\ we\ (?:use|process|handle|look\ after)\ (?:your\ )?(?:personal\ )?(?:data|information))\b.{{0,160}}?(?:https?:|www\.|website|visit|see|read|click|gov\.uk|\.example|page)
  | \b(?:see|read|view|visit)\b.{{0,60}}?\bprivacy\ (?:notice|policy|statement)
  | \bregistered\ (?:office|in\ (?:england|scotland|wales|northern)|charity|address|number|company|no\b) | \bcompany\ (?:number|registration|no\b)
  | \bmy\ (?:normal\ )?working\ (?:pattern|hours|days|arrangements)\b.{{0,80}}?\b(?:may|might|are|is|differ)
  | \b(?:i|we)\ (?:do\ not|don['’]t)\ expect\ (?:you\ to\ |a\ |an\ )?(?:read|respon|repl|action|answer|immediate)
  | \b(?:i|we)\ (?:work|may\ work|am\ working)\ flexibl\w+\b.{{0,200}}?\b(?:hours|respon|repl|time)
  | \b(?:do\ not|don['’]t|no\ need\ to|not)\ feel\ (?:you\ (?:need|have)|obliged|under\ any|any\ pressure|pressured|that\ you)\b.{{0,80}}?\b(?:hours|respon|repl|action|immediately|read)
  | \b(?:outside|out)\ (?:of\ )?(?:your|normal|office|core|usual)\ (?:own\ |normal\ |core\ |usual\ )?(?:working|office|work)?\s?hours\b.{{0,120}}?\b(?:respon|repl|read|action|expect)
  | \b(?:respond|reply|replying|responding|read|action)\b.{{0,80}}?\boutside\ (?:of\ )?(?:your|normal)\b.{{0,30}}?\bhours
  | \bwe\ welcome\ (?:correspondence|communications?|receiving|calls|contact|phone\ calls)\b.{{0,80}}?\bwelsh | \bcorresponding\ in\ welsh\b | \bwelcomes?\ correspondence\ in\ welsh
  | \bhappy\ to\ (?:communicate|correspond|receive)\b.{{0,60}}?\bwelsh
  | \bwish\ to\ unsubscribe\b | \bto\ unsubscribe\b | \bunsubscribe\ from\b | \bmanage\ your\ (?:email\ )?(?:preferences|subscription)
  | \b(?:croesawu|yn\ croesawu)\b.{{0,60}}?\b(?:gohebiaeth|galwadau|cyswllt)
  | \b(?:mae(?:['’]r|\ yr|\ y)?|bwriedir(?:['’]r|\ yr|\ y)?)\ (?:neges|e-?bost|ebost|wybodaeth)\b.{{0,220}}?\b(?:cyfrinachol|bwriad\w*|gyfrinachol|derbynn\w+|dderbynn\w+|sganio|fonitro|monitro|unig)
  | \b(?:os|onid)\ (?:nad\ )?(?:chi|ydych|ydych\ chi|ydych\ wedi)\b.{{0,60}}?\b(?:derbynn\w+|dderbyn\w*|gamgymeriad|trwy\ gamgymeriad|drwy\ gamgymeriad)
  | \b(?:ystyriwch|meddyliwch)\b.{{0,30}}?\b(?:amgylchedd|argraffu) | \bsganiwyd\b | \bhysbysiad\ preifatrwydd\b | \bymwadiad\b
  | \bgellir\ (?:monitro|cofnodi)\b | \bnid\ yw\ o\ reidrwydd\b | \bbarn\ (?:yr\ awdur|y\ sawl)\b
  | \btha\ (?:am|an|fios)\ (?:am\ )?post-d\b | \bis\ le\ haghaidh\b
  | \b(?:diese|die\ in\ dieser)\ (?:e-?mail|nachricht)\b.{{0,160}}?\bvertraulich | \bce\ (?:message|courriel)\b.{{0,160}}?\bconfidentiel
  | \bnhs\s?mail\ is\ (?:the\ secure|approved) | \bvisit\ (?:nhs\ digital|our\ website|us\ (?:at|online))\b.{{0,60}}?(?:https?:|www\.|\.uk|\.example)
  | \bthe\ original\ of\ this\ email\ was\ scanned | \bmimecast\b | \bexclaimer\b | \bmessagelabs\b | \begress\ switch\b | \bproofpoint\b
  | \bthis\ (?:e-?mail|message|footnote|footer)\b.{{0,40}}?\b(?:confirms|also\ confirms|has\ been\ (?:scanned|swept|checked|sent\ securely|protectively|classified))
  | \bany\ (?:unauthori[sz]ed|form\ of)\ (?:use|disclosure|copying|review|reproduction|dissemination)\b
  | \b(?:help|please)\ (?:us\ )?(?:reduce|cut)\ (?:paper|waste|our\ carbon)
  | \bfollow\ us\ on\b | \b(?:like|find|join|follow)\ us\ on\ (?:facebook|twitter|linkedin|x\b|instagram|bluesky)
  | \bplease\ note\ that\ (?:we|the|all)\b.{{0,80}}?\b(?:monitor|record|scan)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)  # fmt: skip

_MARKING = (
    r"(?:official(?:\s?[-–—:\s]\s?sensitive)?(?:\s?[-–—:/]\s?[\w\s&,]{2,40})?|top secret|secret|unclassified|not protectively marked|protect"
    r"|restricted|confidential|internal|public|swyddogol(?:\s?[-–—:\s]\s?sensiti[fv]\w*)?|nhs confidential|sensitive)"
)
_MARKING_LINE = re.compile(
    rf"^[\s*\[(#_=\-–—]{{0,20}}(?:(?:classification|sensitivity|marking|security (?:classification|marking)|handling instruction|dosbarthiad"
    rf"|protective marking|this e-?mail is(?: classified)?(?: as)?|this message is marked)\s?[:\-–]?\s?)?{_MARKING}[\s*\])#_=.\-–—]{{0,20}}$",
    re.IGNORECASE,
)
_LOUD_MARKING = re.compile(r"[A-Z]{4}|^\s*(?:classification|sensitivity|\[|\*|marking|dosbarthiad|security)", re.MULTILINE)
_BANNER = re.compile(
    r"""^[\s*\[(#_=!⚠️>|\-–—]{0,20}(?:
        (?:caution|warning|attention|alert|notice|security|rhybudd|rhybydd|important|be\ careful|beware|note)\b.{0,30}?[:!\-–—\]].{0,60}?\b(?:external|outside|not\ from|sender|link|attachment|e-?bost|allanol|y\ tu\ allan|originat|unusual|first\ time)
      | (?:caution|warning|rhybudd)\W{1,6}$
      | \[?external\b(?:\s(?:e-?mail|sender|message|source|mail))?\s?[\]:*!\-–—]
      | external\s(?:e-?mail|sender|message|source|mail)\b | \[?ext\]
      | e-?bost\ allanol\b | \[?allanol\]?
      | this\ (?:e-?mail|message|mail|is\ an\ external)\b.{0,60}?\b(?:originated|came|is|was\ sent|has\ come|comes|received|has\ been\ (?:sent|received)|sent)\b.{0,40}?\b(?:outside|external|third\ party|internet|unknown|unverified)
      | (?:e-?mail|message)\ (?:from|originated)\ (?:an?\ )?(?:external|outside)
      | you\ don['’]?t\ often\ get\ e?-?mail\ from | some\ people\ who\ received\ this\ message\ don['’]t\ often | nid\ ydych\ yn\ aml\ yn\ cael\ e-?bost
      | this\ sender\b.{0,60}?\b(?:is\ from\ outside|might|could\ not|not\ verified|has\ never|is\ trusted|outside)
      | the\ sender\ of\ this\ (?:message|e-?mail)\ is\ (?:external|outside)
      | (?:daeth|anfonwyd|mae)(?:['’]r|\ yr|\ y)?\ (?:e-?bost|neges)\b.{0,60}?\b(?:y\ tu\ allan|allanol|o['’]r\ tu\ allan)
      | (?:do\ not|don['’]t|please\ do\ not|never|think\ before\ you)\ (?:click|open|follow)\b.{0,60}?\b(?:link|attachment|url)
      | zjqcmqryfpfptbanner\w* | (?:report\ suspicious|report\ this)\b.{0,20}$ | sophos\ .{0,40}?external
      | this\ message\ (?:is\ from\ an\ external|was\ sent\ securely|needs\ your\ attention|came\ from\ outside)
      | this\ message\ was\ sent\ using\ .{0,40}?encrypt | sent\ via\ .{0,20}?secure\b.{0,30}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BANNER_GOES_ON = re.compile(
    r"\b(?:links?|attachments?|recogni[sz]e|the\ sender|organi[sz]ation|content\ is\ safe|caution|phish\w*|suspicious|externally|learn\ why|exercise"
    r"|know\ the\ content|dolenni|atodiadau|anfonwr|adnabod|service\ desk|report\ (?:it|this)|external|verify|trust)\b",
    re.IGNORECASE | re.VERBOSE,
)


def is_disclaimer(paragraph: str) -> bool:
    """Whether a paragraph (its lines joined) is one that an organisation adds to every mail."""
    return _DISCLAIMER.search(paragraph[:MAX_PARAGRAPH]) is not None


def is_marking(line: str) -> bool:
    """Whether the line is a security classification and nothing else: ``OFFICIAL``, ``Classification: OFFICIAL-SENSITIVE``."""
    return len(line) < 120 and _MARKING_LINE.match(line) is not None and _LOUD_MARKING.search(line) is not None


def is_banner(line: str) -> bool:
    """Whether the line begins a banner that a mail server put above the mail."""
    return is_marking(line) or _BANNER.match(line[:400]) is not None


def banner_goes_on(line: str) -> bool:
    """Whether the line may belong to the banner above it."""
    return len(line) < 400 and _BANNER_GOES_ON.search(line) is not None
