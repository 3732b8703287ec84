"""Rows for meetings: coming, not coming, perhaps, and what somebody needs in order to take part."""

from mailflow.understand.intents.rule import row

_COME = (
    r"(?:come|attend|be there|make it|make (?:the|this|that|our)\b[\w' ]{0,20}|join(?: you| in| the| us)?|be (?:there"
    r"|present|attending|coming|able to (?:make|attend|join|come))|dial in|get there"
    r"|take part|participate|be along|manage (?:it|to (?:come|attend|make|join)))"
)

ROWS = (
    row(
        "rsvp_no.says",
        "no not unable apologies apology sorry decline declining miss clash clashes away leave busy absent afraid "
        "double leeds regrets pass apols out regret",
        rf"\b(?:can not|could not|will not|am not|not able to|unable to|will be unable to|not be able to"
        rf"|not going to be able to|will not be able to|do not think i (?:can|will|will be able to)"
        rf"|not) (?:be able to |sadly |unfortunately |now |actually |manage to )*(?:{_COME}|attending|coming|joining"
        rf"|do (?:it|that|the \d|\d))"
        r"|\b(?:my |send |sending |with |give |please accept (?:my )?|please take (?:my )?|many )?(?:apologies"
        r"|apols)\b(?! (?:for (?:the|my|being|not|this|any|delay|late|essay)|about|that))|\b(?:i )?(?:have to|must"
        r"|will have to|need to|going to have to|i am) (?:decline|declining|miss|missing|give (?:it|this) a miss"
        r"|send (?:my )?(?:apologies|regrets)|pass on this)\b"
        r"|\b(?:i am|i will be) (?:\w+ )?(?:on (?:annual )?leave|away|on holiday|in \w+|abroad|double[- ]booked|busy"
        r"|otherwise engaged|not (?:around|in|working|available|free)|unavailable|out of (?:the )?office|teaching"
        r"|at (?:a|another)|off)\b[\w' -]{0,25}\b(?:that (?:day|week|date|afternoon|morning)|then|at (?:that"
        r"|the) time|on (?:the )?\d|on that)|\bi have (?:a )?(?:clash|another (?:meeting|commitment)"
        r"|(?:a )?prior (?:engagement|commitment))\b"
        r"|\bclash(?:es)? with\b|^(?:no|nope|sorry,? no|no,? sorry|afraid not|decline[d]?|not (?:this time|attending"
        r"|coming|me|for me)|regrets|apologies(?! for (?:the|my|being|not)))\b[,.! ]*|\b(?:count me out"
        r"|i will (?:have to )?(?:miss|skip) (?:it|this|the|that|this one))\b|\bnot (?:this time|on this occasion)\b",
        "The writer is not coming to the meeting.",
        threads="meeting",
        literal=True,
        unless=r"\b(?:might|may) not\b|\bnot (?:yet )?sure\b|\bif\b|\bno (?:problem|worries|dietary|access|need"
        r"|questions?)\b|\bnot be able to stay\b|\bwill not be late\b|\bnot only\b|\bwould not miss\b",
    ),
    row(
        "rsvp_no.meeting_named",
        "meeting meetings",
        rf"\b(?:can not|could not|will not|am not|not able to|unable to|will be unable to|not be able to"
        rf"|will not be able to) (?:be able to |sadly |unfortunately |now |actually |manage to )*(?:{_COME}|attending"
        rf"|coming|joining)\b[\w', -]{{0,30}}\b(?:meetings?)\b|\bapologies for\b[\w', -]{{0,30}}\bmeeting\b"
        rf"|\bwill miss the\b[\w' -]{{0,20}}\bmeeting\b",
        "The writer is not coming to the meeting.",
        literal=True,
        unless=r"\b(?:might|may) not\b|\bnot (?:yet )?sure\b|\bif\b|\busers'? meeting\b|\bboard meeting\b"
        r"|\bteam meeting\b",
    ),
    row(
        "rsvp_maybe.says",
        "best might may maybe not tentative tentatively try hope hopefully possibly unsure provisional provisionally "
        "pencil perhaps depends if depending confirm "
        "probably likely check",
        rf"\b(?:might|may)(?: not| well| just)*(?: be able to)?(?: have to)? (?:{_COME}|miss|leave|come)|\bmaybe\b"
        rf"|\bprobably\b"
        rf"|\bperhaps\b|\b(?:not|un)(?: yet| quite| entirely| 100%)* ?sure\b|\btentative(?:ly)?\b|\b(?:will|i will"
        rf"|going to|shall) (?:do my best|try)\b|\bhop(?:e|ing) to (?:{_COME}|be able)|\bhopefully\b|\bpossibly\b"
        r"|\bprovisional(?:ly)?\b|\bpencil(?:led)? (?:me )?in\b|\bdepend(?:s|ing|ent)\b|\b(?:will|let you"
        r"|get back)\b[\w' ]{0,20}\b(?:confirm|know)\b[\w' ]{0,15}\b(?:later|nearer|closer|soon|by|when|once)\b"
        r"|\bif (?:i|my|the|work|nothing|all|we)\b|\b(?:need|have) to check\b|\btbc\b|\b50/50\b",
        "The writer does not know yet.",
        threads="meeting",
        literal=True,
        unless=r"\bif (?:you|possible|that|i am honest)\b|\bperhaps (?:we|you|someone)\b|\bmaybe (?:we|you|someone"
        r"|there)\b|\bhopefully (?:see|useful|helpful|this)\b|\blet (?:you )?know if\b",
    ),
    row(
        "rsvp_yes.says",
        "accept put down free miss yes yep yeah attend attending come coming there make join accept accepted can "
        "will see "
        "count looking happy absolutely sure definitely able "
        "confirmed confirm wouldn't miss in",
        rf"\b(?:i|we|should|will|can|shall|able to|would|happy to|plan to|planning to|intend to|hope and expect to"
        rf"|glad to|delighted to|love to|would love to|would be delighted to) (?:certainly |definitely |be happy to "
        rf"|be delighted to |be able to |now |all |both |also |gladly )*{_COME}|\b(?:i am|we are|i will be|am"
        rf"|will be) (?:definitely |certainly |now |able to |planning to |hoping to )*(?:coming|attending|there|in"
        rf"|able to (?:attend|come|make|join)|free|available|attend|come|join(?:ing)?)\b"
        r"|^(?:yes|yep|yeah|yup|sure|definitely|absolutely|of course|certainly|please count me in|count me in"
        r"|accept(?:ed|ing)?|confirmed|attending|will do|great,? (?:yes|see|count)|lovely,? (?:yes|see|count)"
        r"|happy to (?:attend|come|join))\b|\bsee you (?:then|there|all|on|at|in)\b|\bcount me in\b|\bput me down\b"
        r"|\bi accept\b|\bwould not miss\b|\blooking forward to (?:it|the meeting|seeing|this|meeting)\b|\bi(?: will"
        r"|'ll)? be there\b|\bplease (?:book|put) me (?:in|down|on)\b",
        "The writer is coming to the meeting.",
        threads="meeting",
        literal=True,
        unless=r"\bnot\b(?! (?:a problem|miss|stay|be late))|\b(?:might|may)\b|\bif i\b|\bsorry (?:to miss|i)\b"
        r"|\bunable\b|\bin my (?:place|stead)\b|\binstead\b|\bcolleague\b|\bfrom my team\b|\bwill (?:come"
        r"|attend) (?:for|on behalf)\b",
    ),
    row(
        "rsvp_yes.meeting_named",
        "meeting",
        rf"\b(?:i|we) (?:will|can|am able to|would like to|plan to|am going to) (?:definitely "
        rf"|certainly )?{_COME}[\w', -]{{0,30}}\b(?:champions?'?|december|february|april|june|august|october|next"
        rf"|network|user engagement) (?:network )?meeting\b|\bi (?:am|will be) (?:coming"
        rf"|attending)\b[\w' -]{{0,20}}\b(?:champions?'?|december|february|april|june|august|october|next"
        rf"|network) (?:network )?meeting\b",
        "The writer is coming to the meeting.",
        unless=r"\b(?:present|speak|talk)\b",
    ),
    row(
        "access_need.needs",
        "screen reader large print bsl sign interpreter captions captioning subtitles wheelchair step accessible "
        "accessibility hearing loop dyslexia "
        "dyslexic braille deaf blind impaired lip jaws nvda palantypist neurodivergent autistic adhd colour mobility "
        "magnifier font ramp lift slides "
        "disability disabled adjustment adjustments transcript impairment deafness",
        r"\bi (?:use|need|have|rely on|require|will need|work with|am using|would need"
        r"|would be using)\b[\w', -]{0,50}\b(?:screen[- ]?readers?|large[- ]print|bsl|sign language|interpreter"
        r"|captions?|captioning|subtitles|wheelchair|step[- ]free|ramp|hearing (?:loop|aids?)|dyslexia|braille|jaws"
        r"|nvda|palantypist|magnifi\w+|lip[- ]?read\w*|notetaker|transcript|adjustments?|larger font|accessible"
        r"|impairment|adhd|visual stress)"
        r"|\bi am (?:\w+ ){0,2}(?:deaf|blind|dyslexic|colou?r[- ]blind|hard of hearing|partially sighted"
        r"|visually impaired|hearing impaired|neurodivergent|autistic|disabled|a wheelchair user|a bsl user"
        r"|registered blind)\b|\bi lip[- ]?read\b"
        r"|\b(?:can|could|would|will|may|is|are|please|have)\b[\w', -]{0,50}\b(?:captions?|captioning|subtitles|bsl"
        r"|sign language|interpreter|hearing loop|step[- ]free|wheelchair access(?:ible)?|large[- ]print|braille"
        r"|palantypist|accessible (?:format|version|venue|copy|slides|route|room)|live transcript\w*)\b"
        r"|\b(?:slides|papers|materials?|documents?|agenda)\b[\w', -]{0,30}\b(?:in advance|beforehand|ahead of time"
        r"|before the (?:day|meeting))\b[\w', -]{0,40}\b(?:screen|dyslex|access|vis(?:ion|ual)|read|hearing|deaf|need"
        r"|process)|\b(?:reasonable|access) (?:adjustments?|needs?|requirements?)\b",
        "The writer needs something in order to take part.",
        unless=r"\bno (?:access|particular|special|accessibility|dietary)\b[\w ]{0,15}\b(?:needs?|requirements?)\b"
        r"|\b(?:templates?|toolkit|users|our (?:users|website|publications?)|web ?site|they) (?:do|does|did"
        r"|use|need|who)\b",
        literal=True,
    ),
)
