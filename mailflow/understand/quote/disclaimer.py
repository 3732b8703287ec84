"""Disclaimers: what an organisation's servers, and its staff's templates, add beneath a person's words.

Shapes after those of UK public bodies, in English, Welsh and Gaelic, and the commonest of their neighbours. A paragraph
is judged whole, by one strong phrase: a sentence that nobody writes by hand about their own mail.
"""

from __future__ import annotations

import re

MAX_PARAGRAPH = 4_000
"""Characters of a paragraph that are looked at."""

_MAIL = r"(?:e-?mail|message|communication|transmission|correspondence|electronic mail|document)s?"

_STRONG: tuple[tuple[str, str], ...] = (
    # Whom the mail is for, and that it is secret
    ("confidential", r"\bmay (?:also )?(?:contain|be) (?:\w+,? ){0,4}(?:confidential|privileged)"),
    ("confidential", r"\bconfidential (?:and|or) (?:may|intended|legally|privileged|solely|proprietary)"),
    ("confidential", rf"\bconfidential.{{0,120}}?\b(?:intended|addressee|recipient|this {_MAIL}|privileged)"),
    ("confidential", r"^\W*(?:confidentiality|confidential)(?: notice| note| statement| and \w+)?\s*[:.\-–]"),
    ("intended",
     r"\bintended (?:only|solely|exclusively|for the (?:sole|exclusive|use|named|addressee|person"
     r"|individual|recipient))"),
    ("intended",
     r"\b(?:not|than) the (?:intended|named) (?:recipient|addressee)|\bintended (?:recipient"
     r"|addressee)(?:s|\(s\))?\b"),
    ("addressee",
     r"\b(?:for|by|of) the (?:named )?addressee(?:s|\(s\))? only\b|\bother than the addressee"
     r"|\bnamed addressee"),
    ("disclos",
     r"\b(?:copy(?:ing)?|disseminat\w+|disclos\w+|distribut\w+|use)\b.{0,120}?\b(?:prohibited"
     r"|forbidden|not permitted|unlawful|unauthori[sz]ed)"),
    # Viruses, scanning, monitoring
    ("virus",
     r"\bvirus(?:es)?\b.{0,140}?\b(?:scan|check|swept|free|liab|responsib|damage|transmi|present"
     r"|recipient|ensure|attachment|content)|\b(?:scan\w*|swept|check\w*|free)\b.{0,100}?\bvirus"),
    ("scanned",
     rf"\b(?:{_MAIL}|attachments?|content|it)\b.{{0,60}}?\b(?:has been|have been|was|were|is|are|been"
     rf"|may be)\s(?:\w+ )?scanned\b|\bscanned (?:by|for|using)\b"),
    ("mimecast", r"\bmimecast\b"),
    ("messagelabs", r"\bmessagelabs\b"),
    ("exclaimer", r"\bexclaimer\b"),
    ("symantec", r"\bsymantec\b.{0,60}?\b(?:cloud|scan|security|service)"),
    ("egress", r"\begress (?:switch|software|protect)"),
    ("proofpoint", r"\bproofpoint\b.{0,60}?\b(?:scan|protect|secure)"),
    ("websense", r"\bwebsense\b"),
    ("clearswift", r"\bclearswift\b"),
    ("mailmarshal", r"\bmailmarshal\b"),
    ("sophos", r"\bsophos\b.{0,40}?\b(?:email|scan|protect)"),
    ("forcepoint", r"\bforcepoint\b"),
    # Whose view it is, and who answers for it
    ("of the author", r"\b(?:solely|those|are|views|opinions) (?:those )?of the author\b"),
    ("of the sender", r"\bthose of the sender\b"),
    ("disclaimer",
     r"^\W*(?:e-?mail |legal )?disclaimer\b|\bcarries a disclaimer|\bdisclaimer\s*:|\bour (?:e-?mail |full )?disclaimer"
     r"|\bdisclaimer (?:applies|can be|at|see|is available|notice)"),
    # Paper
    ("environment", r"\b(?:consider|think (?:of|about)) (?:the|our) environment\b|\benvironment\b.{0,60}?\bprint"),
    ("amgylchedd", r"\b(?:ystyriwch|meddyliwch)\b.{0,40}?\bamgylchedd|\bamgylchedd\b.{0,60}?\bargraffu"),
    ("argraffu", r"\b(?:cyn|peidiwch ag?|angen) (?:\w+ ){0,4}argraffu\b"),
    ("sgan", r"\b(?:sganiwyd|wedi['’]i sganio|ei sganio|eu sganio|sganio)\b"),
    ("preifatrwydd", r"\b(?:hysbysiad|polisi|datganiad)(?:au)? preifatrwydd\b"),
    ("ymwadiad", r"\bymwadiad\b"),
    ("haghaidh", r"\ble haghaidh\b.{0,60}?\b(?:amháin|an té)"),
    # Neighbours' words
    ("vertraulich", r"\bvertraulich"),
    ("confidentiel", r"\bconfidentiel"),
    ("confidencial", r"\bconfidencial"),
    ("destinatario", r"\b(?:uso esclusivo|riservat\w+|exclusivo)\b.{0,80}?\bdestinatari"),
    ("vertrouwelijk", r"\bvertrouwelijk"),
    # Advertisements of the organisation itself
    ("sent securely", r"\bsent securely\b"),
    ("footnote", r"\bthis footnote\b"),
)  # fmt: skip
"""A word that must stand in the paragraph (cheap to look for), and the phrase around it: each alone is proof."""

_WEAK: tuple[tuple[str, str], ...] = (
    ("confidential", rf"\b(?:this|the|these|our|all|any) (?:\w+ ){{0,6}}?{_MAIL}\b.{{0,250}}?\bconfidential"),
    # Whom the mail is for, and that it is secret
    ("privileged", r"\blegally privileged\b|\bprivileged (?:and|or) confidential\b|\bprivileged information\b"),
    ("in error",
     r"\b(?:received|receive|sent|addressed|reached you|obtained) .{0,60}?\bin error\b.{0,160}?"
     r"\b(?:delet|notif|inform|advis|contact|tell|let|return|destroy|remov|sender|disclos|copy|us\b)"),
    ("by mistake", r"\breceived .{0,40}?\bby mistake\b.{0,120}?\b(?:delet|notif|inform|tell|let)"),
    ("delete",
     r"\b(?:delete|destroy)\b.{0,60}?\b(?:this|the|all) (?:e-?mail|message|copies)\b"
     r".{0,80}?\b(?:system|sender|immediately|copies)"),
    ("unauthori", r"\bunauthori[sz]ed (?:use|disclosure|copying|review|access|reproduction|dissemination|recipient)"),
    ("disclosed",
     r"\b(?:disclosed|released|disclosable)\b.{0,100}?\b(?:freedom of information|foi|data protection"
     r"|legislation)"),
    ("freedom of information",
     r"\b(?:under|subject to|of|terms of|requirements of"
     r"|with) (?:the )?(?:\w+ ){0,4}freedom of information\b.{0,60}?\b(?:act|acts|legislation|2000"
     r"|2002)"),
    ("data protection",
     r"\bdata protection (?:act|legislation|laws?|officer|policy|notice)\b.{0,160}?\b(?:see|visit|www"
     r"|https?:|website|process|how we|contact|for more|information|gdpr)"),
    ("gdpr", r"\b(?:uk )?gdpr\b.{0,160}?\b(?:see|visit|www|https?:|website|privacy|process|personal)"),
    # Viruses, scanning, monitoring
    ("malware", r"\b(?:scan|check|swept|inspect)\w*\b.{0,80}?\bmalware|\bmalware\b.{0,80}?\b(?:scan|check|liab)"),
    ("monitor",
     rf"\b(?:{_MAIL}|calls|traffic|systems?|communications)\b.{{0,140}}?\b(?:may|will|can|are|is|be|to"
     rf"|subject to)\b.{{0,40}}?\bmonitor"),
    ("monitor",
     rf"\b(?:we|council|authority|department|office|trust|university|agency|service|organisation|right to|reserves?)"
     rf"\b.{{0,60}}?\bmonitor"
     rf".{{0,60}}?\b{_MAIL}"),
    ("recorded", rf"\b{_MAIL}\b.{{0,100}}?\b(?:may|will|can) be (?:\w+ )?(?:recorded|logged|intercepted|stored)"),
    ("intercept", r"\b(?:intercepted|interception)\b.{0,80}?\b(?:monitor|lawful|third part|corrupt|lost|amended)"),
    ("secure",
     r"\b(?:internet|e-?mail)s?\b.{0,40}?\b(?:cannot be guaranteed|is not|are not|not)\b"
     r".{0,20}?\b(?:a )?secure\b"),
    ("guarantee", rf"\b{_MAIL}\b.{{0,60}}?\bcannot be guaranteed"),
    # Whose view it is, and who answers for it
    ("view",
     r"\b(?:views?|opinions?|statements?|comments?)\b.{0,80}?\b(?:express|contain|present|represent"
     r"|stated|made)\w*\b.{0,140}?\b(?:author|sender|individual|personal|necessarily|those of|do not"
     r"|may not|the writer)"),
    ("opinion",
     r"\bopinions?\b.{0,60}?\b(?:express|contain|present)\w*\b.{0,140}?\b(?:author|sender|individual"
     r"|personal|necessarily|those of|do not)"),
    ("liab",
     r"\b(?:no|not|any|accepts?|legal|without)\b.{0,40}?\b(?:liab\w+)\b.{0,200}?\b(?:loss|damage|virus"
     r"|e-?mail|error|omission|message|change|incur|arising|result|action|reliance|disclosure|content)"),
    ("responsib",
     r"\b(?:no|not accept|any|accepts?) (?:\w+ ){0,4}responsib\w+\b.{0,160}?\b(?:loss|damage|virus"
     r"|e-?mail|error|omission|message|change|content)"),
    ("binding",
     r"\b(?:legally binding|binding contract|contractual(?:ly)? (?:binding|relationship|commitment)"
     r"|form a contract|create a contract)\b"),
    ("entered into", r"\bcontracts?\b.{0,40}?\b(?:cannot|may not|can not|not) be (?:concluded|entered into|formed)"),
    ("behalf of", r"\b(?:not|unless)\b.{0,60}?\bauthori[sz]ed to\b.{0,60}?\bon behalf of\b"),
    # Privacy notices
    ("privacy",
     r"\bprivacy (?:notice|policy|statement|information|policies|page|notices)\b.{0,200}?(?:https?:"
     r"|www\.|website|visit|see\b|read\b|click|\.gov|\.example|page|here|find out|available|explains)"),
    ("privacy",
     r"\b(?:see|read|view|visit|refer to|find|check)\b.{0,80}?\bprivacy (?:notice|policy|statement"
     r"|policies|notices)|^\W*privacy (?:notice|policy|statement)\b"),
    ("personal",
     r"\bhow (?:we|the \w+) (?:use|process|handle|look after|manage|store|collect"
     r"|protect)s? (?:your )?(?:personal )?(?:data|information)"),
    ("personal data", r"\bpersonal data\b.{0,120}?\b(?:in accordance|processed|privacy|https?:|www\.)"),
    # Company particulars
    ("registered",
     r"\bregistered (?:office|in (?:england|scotland|wales|northern|the uk)|charity|address|number"
     r"|company|no\b|with)"),
    ("company", r"\bcompany (?:number|registration|registered|reg|no\b)"),
    ("charity", r"\bcharity (?:number|no\b|registration|registered)"),
    ("vat", r"\bvat (?:registration|number|no\b|reg)"),
    # Paper
    ("print",
     r"\b(?:think|consider|stop|please)\b.{0,60}?\b(?:before|not|only)\b.{0,30}?\bprint|\b(?:need"
     r"|have) to print\b|\bprint (?:this|only|it)\b.{0,40}?\b(?:unless|if)\b|\bdo(?:n['’]t"
     r"| not) print\b"),
    ("paper", r"\b(?:save|reduce|cut|less)\b.{0,30}?\bpaper\b"),
    ("carbon", r"\b(?:reduce|reducing|cut)\b.{0,40}?\bcarbon\b"),
    # Working patterns, beneath a signature
    ("working", r"\bmy (?:\w+ )?working (?:pattern|hours|days|week|day|arrangements)\b"),
    ("working",
     r"\b(?:work|working) (?:a )?(?:flexibl\w+|different|agile|compressed|part[- ]time|hybrid)\b"
     r".{0,200}?\b(?:hours|respon|repl|expect|time|days|outside|convenient|pattern)"),
    (
        "work",
        r"\bi (?:only |normally |usually |currently )?(?:do not |don['’]t )?work (?:on )?(?:mon|tue|wed|thu|fri|part)"
        r"|\bnon-?working days?\b",
    ),
    ("expect",
     r"\b(?:i|we) (?:do not|don['’]t|would not|wouldn['’]t|never) expect\b.{0,80}?\b(?:respon|repl"
     r"|read|action|answer|hours|outside)"),
    ("expect",
     r"\bno (?:expectation|obligation)\b.{0,60}?\b(?:respon|repl|read|action|hours)"
     r"|\bthere is no expectation\b"),
    ("feel",
     r"\b(?:not|n['’]t|no need to|never) feel\b.{0,80}?\b(?:hours|respon|repl|action|read|immediately"
     r"|pressure|oblig)"),
    ("hours",
     r"\b(?:outside|out) (?:of )?(?:your|normal|office|core|usual|standard|my|of)\b.{0,30}?\bhours\b"
     r".{0,120}?\b(?:respon|repl|read|action|expect|send|sent|need|suit|work)"),
    ("hours",
     r"\b(?:respon\w+|repl\w+|read|action|answer)\b.{0,80}?\boutside (?:of )?(?:your|normal|office"
     r"|usual|core)\b.{0,40}?\bhours|\bsent (?:this|it)? ?(?:at|outside)\b.{0,60}?\b(?:suits"
     r"|convenient)"),
    ("suits me", r"\bsend(?:ing)? (?:this|emails?)?.{0,40}?\bsuits me\b"),
    ("wellbeing", r"\bwellbeing\b.{0,100}?\b(?:hours|respon|repl|working)"),
    # Welsh and Gaelic
    ("welsh",
     r"\b(?:welcome|happy|pleased|receive|correspond\w*|communicat\w*|respond|contact)\b"
     r".{0,100}?\b(?:welsh|english or welsh)\b.{0,80}?\b(?:delay|english|language|correspond|respon"
     r"|receive|bilingual|\.|$)"),
    ("croesaw", r"\b(?:croesaw\w+)\b.{0,80}?\b(?:gohebiaeth|galwadau|cyswllt|gymraeg|ohebiaeth|cysylltu)"),
    ("gohebiaeth", r"\bgohebiaeth\b.{0,60}?\b(?:gymraeg|saesneg)|\bgohebu yn gymraeg"),
    ("gyfathrebu", r"\b(?:hapus|fodlon|falch) (?:i|o) (?:gyfathrebu|ohebu|dderbyn)\b.{0,60}?\bgymraeg"),
    ("oedi", r"\bni fydd\b.{0,60}?\b(?:oedi|arwain)"),
    ("gyfrinachol", r"\bgyfrinachol\b"),
    ("cyfrinachol", r"\bcyfrinachol\b"),
    ("gamgymeriad", r"\b(?:trwy|drwy|mewn) gamgymeriad\b"),
    ("camgymeriad", r"\b(?:trwy|drwy|mewn) camgymeriad\b"),
    ("bwriad",
     r"\b(?:fwriedir|bwriedir|wedi['’]i fwriadu|wedi['’]i bwriadu|wedi eu bwriadu)\b"
     r"|\bfwriadu ar gyfer\b"),
    ("fwri", r"\b(?:fwriedir|wedi['’]i fwriadu|fwriadwyd)\b"),
    ("derbyn", r"\b(?:nad|nid) (?:chi|ydych chi)\b.{0,40}?\bderbyn\w+"),
    ("monitro", r"\b(?:ei|eu|cael|gael) (?:\w+ )?(?:monitro|fonitro)\b|\bmonitro\b.{0,40}?\bcofnodi"),
    ("fonitro", r"\b(?:ei|eu) fonitro\b"),
    ("patrwm gwaith", r"\b(?:fy )?mhatrwm gwaith\b|\bpatrwm gwaith\b"),
    ("oriau", r"\by tu allan i['’]?\w* (?:eich )?oriau\b"),
    ("post-d", r"\b(?:am|an|sa|a['’]) (?:b|ph)ost-d\b|\bpost-d seo\b|\bphost-d\b"),
    # Advertisements of the organisation itself
    ("unsubscribe",
     r"\b(?:to|wish to|want to|can|click to|you may|here to) unsubscribe\b|\bunsubscribe (?:from|here"
     r"|link|at|by)\b"),
    ("preferences", r"\bmanage your (?:e-?mail )?(?:preferences|subscription)"),
    ("follow us", r"\bfollow us (?:on|at|via)\b"),
    ("us on", r"\b(?:like|find|join|connect with|visit) us on\b"),
    ("nhsmail", r"\bnhsmail\b.{0,60}?\b(?:secure|approved|service)"),
    ("classif",
     rf"\bthis (?:\w+ ){{0,2}}{_MAIL}\b.{{0,60}}?\b(?:protectively marked|classified as"
     rf"|has been classified)"),
    ("protective", r"\bprotective(?:ly)? mark\w+\b.{0,60}?\b(?:email|message|scheme)"),
)  # fmt: skip
"""The same, of sentences that a person may also write: proof beneath a signature, or two of them together."""

_STRONG_COMPILED = tuple((word, re.compile(phrase, re.DOTALL)) for word, phrase in _STRONG)
_WEAK_COMPILED = tuple((word, re.compile(phrase, re.DOTALL)) for word, phrase in _WEAK)
_POSTSCRIPT = re.compile(r"^\s*(?:p\.?\s?p?\.?\s?s\b|o\.?n\.?\b)")


def is_disclaimer(paragraph: str, *, signed: bool = False) -> bool:
    """Whether a paragraph (its lines joined) is one that an organisation adds to every mail.

    ``signed``: a signature stands above it, so that one weak sign is enough.
    """
    text = paragraph[:MAX_PARAGRAPH].lower()
    if _POSTSCRIPT.match(text):
        return False
    if any(word in text and phrase.search(text) is not None for word, phrase in _STRONG_COMPILED):
        return True
    needed = 1 if signed else 2
    for word, phrase in _WEAK_COMPILED:
        if word in text and phrase.search(text) is not None:
            needed -= 1
            if not needed:
                return True
    return False
