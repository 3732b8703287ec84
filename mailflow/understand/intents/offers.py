"""Rows for what people bring: talks, case studies, commitments, feedback on the hub."""

from mailflow.understand.intents.rule import row

ROWS = (
    row(
        "offer_talk.offers",
        "talk present presentation speak speaking presenting slot demo demonstrate minutes session share show lead "
        "run give topic agenda showcase "
        "volunteer lightning",
        r"\b(?:happy|glad|willing|keen|pleased|delighted|love|like|able|prepared|ready|offer(?:ing)?"
        r"|volunteer(?:ing)?|could|can|would)(?: to)?(?: be happy to)?(?: do| give| deliver| lead| run"
        r"| offer)? ?(?:a |an |another |some )?(?:(?:short |quick |brief |lightning |\d{1,2}[- ]minutes? "
        r"|ten[- ]minute |five[- ]minute )*(?:talk|presentation|demo|session|slot|show and tell"
        r"|spotlight))\b(?! (?:it|this|that|through|to you|with you|things))"
        r"|\b(?:can|could|may) (?:i|we) (?:please |perhaps )?(?:do|give|deliver|run|offer|have) (?:a |an "
        r"|the )?(?:\w+ ){0,2}"
        r"(?:talk|presentation|demo|slot)\b"
        r"|\b(?:happy|glad|willing|keen|pleased|delighted|love|like|able|prepared|ready|offer(?:ing)?"
        r"|volunteer(?:ing)?|could|can|would)(?: to)?(?: be (?:happy|willing|glad|keen) to)? (?:talk|present|speak"
        r"|demo|demonstrate|showcase|share|show)\b[\w', -]{0,30}\b(?:about|on|at (?:the|a|an?|our|one of|your|next)"
        r"|how|what (?:we|i)|our)\b"
        r"|\b(?:happy|glad|willing|keen|pleased|love|like|could|can)(?: i| we)?(?: to)? (?:do|take|fill|have) (?:a "
        r"|an |the )?(?:\w+ )?(?:\d{1,2}|five|ten|fifteen|twenty|thirty|quarter of an hour)(?:[- ](?:minutes?"
        r"|mins?))?\b[\w', -]{0,20}\b(?:minutes?|mins?|slot|at|on|about)\b|\b(?:slot|space|room|time) (?:at|on|in"
        r"|for)\b[\w' -]{0,25}\b(?:meeting|agenda)\b(?!.*\b(?:breakout|parking)\b)|\boffer (?:of|to) (?:a |give a "
        r"|do a )?(?:talk|present|speak)|\b(?:put|sign) (?:me|us) (?:down|up|forward) (?:for|to) (?:a |give a |do a "
        r"|the )?(?:talk|present|slot|speak|demo)",
        "The writer offers a talk.",
        unless=r"\b(?:call|phone|ring|chat|talk) (?:it|this|things|to you|with you|me) ?(?:through|over)?\b"
        r"|\bcan (?:you|someone|we)\b|\bcould (?:you|someone|anyone)\b|\b(?:anyone|someone) (?:else )?(?:happy"
        r"|willing|present)\b|\bshare (?:the role|my|it|this)\b|\bmy email\b|\bcase stud|\btalk to (?:someone"
        r"|somebody|anyone)\b|\bon (?:monday|tuesday|wednesday|thursday|friday)\b|\bwould like to hear\b"
        r"|\blike to see\b",
    ),
    row(
        "case_study.proposes",
        "case study studies casestudy",
        r"\b(?:case stud(?:y|ies)|casestudy)\b",
        "The writer proposes a case study.",
        unless=r"\b(?:where|which|how|read|link|find|see|saw|seen|any|about the|existing|published|liked|enjoyed"
        r"|examples? of)\b[\w' -]{0,30}\bcase stud|\bcase stud(?:y|ies) (?:page|you|link|are|section"
        r"|template is)\b(?!.*\bwrite\b)|\bnot (?:yet )?(?:a |ready|suitable|for)\b",
    ),
    row(
        "commitment.states",
        "commitment commitments commit commits committed committing pledge pledges",
        r"\b(?:our|the|[a-z]{2,8}'?s?|organi[sz]ation(?:al|'s)|department(?:al|'s)?|agency'?s?|new|following|formal"
        r"|signed|updated|revised|please find|attached) (?:\w+ )?(?:commitments?|pledge)\b[\w', -]{0,30}\b(?:to|for"
        r"|under|towards?|on) (?:the |this |your )?(?:<ours> )?(?:strategy|engag|user)|\b(?:organisational"
        r"|organisation's|departmental) commitment\b|\b(?:we|[a-z]{2,8}|the <org>|our <org>) (?:hereby |formally "
        r"|will |now |is |are |have |has )*(?:commits?|committed|committing|pledges?) (?:itself |ourselves )?to\b"
        r"|\bcommitment (?:statement|to the (?:user engagement )?strategy|form|letter)\b|\b(?:sign(?:ing)? up"
        r"|signed up) to the (?:user engagement )?strategy\b",
        "It states an organisation's commitment to the strategy.",
        unless=r"\b(?:work|family|caring|prior|other|time|personal|existing|diary) commitments?\b"
        r"|\bdue to\b[\w ]{0,15}\bcommitments?\b|\bcommitment required\b|\btime commitment\b|\bwhat (?:is|are"
        r"|does)\b|\bcommit to (?:the|a|it|this|that|anything|more|being|joining|coming|doing"
        r"|any)\b(?! (?:user engagement )?strategy)",
    ),
    row(
        "feedback.on_network",
        "chats chat meetings meeting network emails groups format session four three people "
        "thought thoughts suggestion suggestions comment comments niggle",
        r"\b(?:chats?|meetings?|emails?|groups?|format|network|session|four people"
        r"|three people)\b[\w', -]{0,80}\b(?:in my (?:view"
        r"|opinion|experience)|would (?:be|work) better|might (?:be|work) better|too (?:short|long|many people"
        r"|few people"
        r"|big|small|rushed))\b|\b(?:in my (?:view|opinion)|it would be (?:better|good|nice) if|(?:one|a"
        r"|my) suggestion(?: is|:)?)\b"
        r"[\w', -]{0,40}\b(?:the )?(?:chats|meetings|emails|groups|network)\b"
        r"|\b(?:one|a|my|two|some) (?:small |quick )?(?:thoughts?|suggestions?|comments?|niggles?)(?: is| -|:|,)",
        "The writer says what would be better.",
        literal=True,
    ),
    row(
        "feedback.on_hub",
        "points notes draft guide feedback comments comment thoughts suggestions suggestion views toolkit guidance "
        "hub reactions observations improve",
        r"\b(?:feedback|comments?|thoughts|suggestions?|views|reactions|observations|a few (?:points|notes)"
        r"|some (?:points|notes))\b[\w', -]{0,30}\b(?:on|about|for|regarding|re"
        r"|from reading)\b[\w', -]{0,30}\b(?:toolkit|hub|guidance|template|templates|guide|web ?site|page|pages|draft"
        r"|meeting|network|chats|resources?|strategy|session|materials?|training)\b"
        r"|\b(?:toolkit|hub|guidance|templates?|guide|draft)\b[\w', -]{0,30}\b(?:feedback|comments?|thoughts"
        r"|suggestions?)\b|\b(?:i|we) (?:have )?(?:read|looked at|looked through|tried|tested|reviewed|used"
        r"|been through|had a look at|gone through|worked through)\b[\w', -]{0,25}\b(?:toolkit|guidance|guide"
        r"|hub (?:page|site|templates?))\b",
        "The writer gives feedback.",
        unless=r"\bfeedback (?:button|from (?:our )?users|form on|survey|on (?:our|all|accredited))\b|\b(?:user"
        r"|immediate|gather|collect|users') feedback\b|\bsent separately\b"
        r"|\b(?:sent|gave|given|submitted|returned) (?:\w+ )?(?:comments|feedback|thoughts)\b|\b(?:could|can) (?:you|i"
        r"|we) (?:have|get|give us)\b",
    ),
)
