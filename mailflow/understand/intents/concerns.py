"""Rows for what needs a person's care: problems, complaints, data rights, questions, suspicious mail."""

from mailflow.understand.intents.rule import row

ROWS = (
    row(
        "problem.silent_group",
        "nothing chased heard hearing reply replied replies response responded responding silence silent answer "
        "answered nobody anyone ignored",
        r"\b(?:not|never|no one|nobody|none|no|without|still|yet)\b[\w', -]{0,30}\b(?:heard|hearing|hear|repl(?:y|ied"
        r"|ies|ying)|response|responses|respond(?:ed|ing)?|answer(?:ed|s)?|got (?:a |any )?(?:reply|response)"
        r"|come back to me|got back to me|been in touch|acknowledged)\b|\b(?:got|had|heard|received|hearing"
        r"|getting) nothing (?:back|from)\b|\b(?:radio )?silence\b|\b(?:my|the|our) group (?:is|has been|seems"
        r"|have) (?:\w+ )?(?:silent|quiet|unresponsive|ignoring)",
        "The writer's group does not answer.",
        literal=True,
        threads="chat update",
        unless=r"\bno (?:need|reply needed|response (?:needed|required))\b|\bno need to\b|\bour users\b|\busers\b"
        r"|\bnot? (?:yet )?heard (?:of|about)\b",
    ),
    row(
        "problem.silent_group_anywhere",
        "group chat",
        r"\b(?:no one|nobody|none)\b[\w', -]{0,20}\b(?:my|our|the) (?:chat |champion )?(?:group"
        r"|chat)\b[\w', -]{0,30}\b(?:repl|respon|answer|heard|touch|back)"
        r"|\bmy (?:chat )?group\b[\w', -]{0,30}\b(?:not|never|no)\b[\w' -]{0,15}\b(?:repl|respon|answer|heard)"
        r"|\bnot heard\b[\w', -]{0,20}\bmy (?:chat )?group\b",
        "The writer's group does not answer.",
        literal=True,
    ),
    row(
        "problem.other_group",
        "group swap move switch different another",
        r"\b(?:join|swap(?: in)?to|move to|moved (?:in)?to|switch(?:ed)? to|be (?:put|moved|placed) (?:in|into|to)"
        r"|change(?: to)?|have|try) (?:a |an )?(?:different|another|new|other) (?:chat )?(?:group|one|lot|four)\b"
        r"|\b(?:swap|change|switch) (?:my )?groups?\b",
        "The writer asks for another group.",
        firm=False,
        threads="chat update",
    ),
    row(
        "problem.resend",
        "resend send",
        r"^\W*(?:please )?(?:re-?send|send (?:it|that|them) again)\b",
        "The writer wants our last mail again.",
        threads="join",
    ),
    row(
        "problem.mail_missing",
        "given sent put forgotten spam junk dropped fallen list getting receiving received receive get arriving arrive "
        "missing seeing seen "
        "reaching had",
        r"\b(?:not|never|stopped)\b[\w', -]{0,25}\b(?:getting|receiving|received|receive|get|got|seeing|seen"
        r"|had)\b[\w', -]{0,35}\b(?:emails?|mails?|invit\w+|messages?|anything|any (?:emails?|mail|invites?)|group"
        r"|chat group|updates?|details|link|them|your)\b|\b(?:emails?|mails?|invit\w+"
        r"|messages?)\b[\w', -]{0,20}\b(?:not|never|stopped|no longer)\b[\w' -]{0,15}\b(?:arriv\w+|reach\w+|com(?:e"
        r"|ing)|get(?:ting)? (?:through|to me)|reached)\b"
        r"|\b(?:dropped|fallen|fell) off (?:the|your) (?:\w+ ){0,2}(?:list|radar)\b|\bmissed off\b"
        r"|\bgoing to (?:my )?(?:spam|junk)\b|\bnot (?:on|appear\w* on) the (?:list|page|mailing list)\b"
        r"|\bi have not (?:had|received|been sent|been put|been given|got) (?:a |my |an |any )?(?:group|invite"
        r"|invitation|chat|link|emails?)\b|\bnothing (?:has )?(?:arrived|come through)\b",
        "Our mail does not reach the writer.",
        literal=True,
        unless=r"\b(?:want|wish|need|like|prefer|rather|asked|stop|wanted) (?:to )?(?:not |be )?(?:get|receiv|hear"
        r"|hav|sent)|\bdo not (?:send|want)\b|\bout of (?:the )?office\b|\bget (?:the|our|my) (?:\w+ )?(?:group"
        r"|four) together\b",
    ),
    row(
        "problem.sent_already",
        "sent submitted replied emailed",
        r"\bi (?:have |had )?(?:already |definitely |only just )?(?:sent|submitted|emailed|replied with) (?:mine|ours"
        r"|(?:my|our|the|this|november's|it|one) ?(?:\w+ )?(?:update|return|reply)?(?: in)?) (?:on|in|last|yesterday"
        r"|already"
        r"|weeks?|days?|this|before)\b",
        "The writer has sent it already.",
        threads="update",
        unless=r"\bto (?:our|all|the|\d+) (?:users?|staff|team|board|readers|\d+)",
    ),
    row(
        "problem.not_done",
        "thought understood told",
        r"\bi (?:thought|understood|was told|had understood) (?:that )?(?:i|you) (?:was|were|had been|am|did not"
        r"|had taken"
        r"|would not be)\b",
        "Something was not done that the writer counted on.",
        threads="update chat",
    ),
    row(
        "problem.broken",
        "down listed details joining "
        "work works working broken open access error wrong incorrect mistake failed fails password link page twice "
        "duplicate",
        r"\b(?:link|page|button|form|invite|invitation|teams link|attachment|url"
        r"|website)\b[\w', -]{0,40}\b(?:does not|do not|did not|is not|will not|would not|not|broken|is broken|dead"
        r"|fails?|failed|failing|gives|error)\b[\w' -]{0,15}(?:work\w*|open\w*|load\w*|error|404|broken)?"
        r"|\b(?:can not|could not|unable to|not able to) (?:open|access|see|view|click|log ?in|get into|download)\b"
        r"|\b(?:wrong|incorrect) (?:group|name|organisation|department|link|date|time|address|details|month)\b"
        r"|\b(?:listed|put|got|have) (?:me|my \w+) (?:down )?(?:as|under|wrong)\b[\w' ]{0,20}\b(?:wrong|incorrect\w*"
        r"|old|mistake)\b|\byou have (?:me|us) (?:down|listed) (?:as|under|at)\b|\berror message\b|\bthere (?:is"
        r"|has been|seems to be) (?:a|an|some) (?:mistake|error"
        r"|mix-?up|problem)\b",
        "Something does not work or is wrong.",
        literal=True,
        unless=r"\b(?:users?|our (?:page|web|site|link|publication|team|web team)|screen reader|monthly tables"
        r"|find)\b",
    ),
    row(
        "complaint.says",
        "said told times twice already again requested enough fix complain complaint complaining unacceptable "
        "disappointed disappointing frustrated frustrating frustration annoyed annoying waste time fed ridiculous "
        "unhappy "
        "emails reminders spam putting harass pestering bombarded poor excessive enough cross angry dissatisfied "
        "badger badgering nagging hounding cease "
        "appalling shambles upset irritating relentless chased chasing asked volunteered third five four",
        r"\b(?:complain(?:t|ing)?|unacceptable|not acceptable|disappoint(?:ed|ing)|frustrat(?:ed|ing|ion)|annoy(?:ed"
        r"|ing)|fed up|ridiculous|unhappy|very cross|angry|dissatisfied|appalling|shambles|shambolic|irritat(?:ed"
        r"|ing)|relentless|unimpressed|not impressed|sick (?:of|and tired)|had enough|enough is enough|beyond a joke"
        r"|disgraceful|infuriating|unprofessional)\b"
        r"|\b(?:not|is not|never) (?:\w+ ){0,3}(?:a )?good (?:use|enough)\b|\b(?:three|four|five|six|seven|eight|nine"
        r"|ten|\d{1,2}) of (?:your|these) (?:\w+ )?(?:emails?|reminders?|messages?|mails?)\b|^enough[.! ]*$"
        r"|\bsomeone needs to (?:fix|sort|look)\b|\bnobody (?:listens|reads|is listening)\b"
        r"|\bwaste of (?:\w+ ){0,2}(?:time|money|effort|everyone)|\bput(?:ting|s)? (?:me|people|us) off\b"
        r"|\b(?:too many|so many|far too many|endless|constant|incessant|excessive|loads of|yet another"
        r"|another) (?:\w+ ){0,2}(?:emails?|reminders?|mails?|messages?|chasers?)\b|\b(?:stop|quit) (?:chasing"
        r"|pestering|hounding|nagging|badgering|harassing|spamming|bombarding|reminding) (?:me|us|people)\b"
        r"|\b(?:bombard\w*|pester\w*|hound\w*|badger\w*|harass\w*|spamm\w*|nagg\w*|inundat\w*)\b"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?:th)? (?:\w+ )?(?:emails?|reminders?|mails?"
        r"|messages?)\b[\w' ]{0,20}\b(?:from you|in (?:\w+ )?(?:days?|weeks?|a)|about (?:one|the same|a single|this"
        r"|an))|\bi (?:have |had )?(?:now |already )?(?:asked|told you|said|requested)\b[\w', ]{0,40}\b(?:times|twice"
        r"|before|repeatedly|already|again|(?:weeks?|months?) ago)\b|\b(?:third|fourth|fifth|sixth"
        r"|umpteenth) (?:\w+ )?(?:reminder|email|chaser|message)\b|\b(?:third|fourth|fifth|umpteenth"
        r"|second) time (?:of asking|i|that i)\b|\b(?:never asked|did not ask) to be\b|\bwithout (?:my (?:consent"
        r"|permission|knowledge|agreement)|asking me)\b",
        "The writer complains.",
        unless=r"\bresponse rate\b|\bturn-?out\b|\bsorry for the\b|\busers? (?:are|were|have|complain|find|found)\b"
        r"|\busers?\b[\w' ]{0,30}\bcomplain"
        r"|\bcomplaints? (?:from|by|data|statistics|figures|about (?:our|the) (?:publication|tables"
        r"|website))\b|\b(?:sorry|apolog\w+) (?:if|that|to)\b[\w' ]{0,30}\b(?:annoying|disappoint|frustrat)"
        r"|\bdisappointed (?:to|that i|i) (?:miss|can|will|have to)\b|\bgroup (?:twice|three times)\b"
        r"|\bi have emailed\b|\bputting off\b",
        literal=True,
    ),
    row(
        "data_rights.asks",
        "what you whatever information data details hold holding held subject gdpr delete erase erasure forgotten "
        "sar dsar rights record records personal foi stored store keep deleted "
        "privacy copy",
        r"\bwhat(?:ever)? you(?: have| hold| keep| know| store| have got)+ (?:on|about) me\b|\b(?:what|which"
        r"|all(?: of)?|any|the|see|copy of)\b[\w', ]{0,30}\b(?:information|data|details"
        r"|records?)\b[\w', ]{0,25}\b(?:(?:do )?you (?:have|hold|keep|store|are holding|'ve got|have got)|is held"
        r"|you(?: have| hold| are)|held|stored|kept|hold|holds)\b[\w', ]{0,25}\b(?:about me|on me|on (?:me|file)"
        r"|relating to me|concerning me|of mine|me\b)"
        r"|\b(?:subject access|data subject|dsar|right (?:of access|to (?:be forgotten|erasure|access|object))"
        r"|data protection (?:act|request|officer|rights)|uk gdpr|gdpr|article 1[5-9])\b|\bsar\b|\b(?:delete|erase"
        r"|remove|destroy|wipe|purge)\b[\w', ]{0,30}\b(?:my (?:(?:personal )?(?:data|information|records?|history)"
        r"|details(?! (?:from|off)))\b|(?:data|information|details|everything|anything"
        r"|all)\b[\w', ]{0,25}\b(?:about me|on me|you (?:have|hold)|from before|held|relating to me))"
        r"|\bwho (?:has|have|else has|can) (?:seen?|had access to|access(?:ed)?|looked at)\b[\w', ]{0,20}\b(?:it|my"
        r"|them|this|information|data|details)\b|\bcopy of (?:all )?(?:my|the) (?:personal )?(?:data|information"
        r"|record)\b|\bhow (?:is|are) my (?:personal )?(?:data|details|information)\b|\bobject to (?:the |your "
        r"|you )?(?:processing|holding|using) (?:of )?my\b|\bmy (?:personal )?(?:data|information) (?:erased|deleted"
        r"|removed|destroyed)\b",
        "The writer uses a right over personal data.",
        unless=r"\b(?:our|the) (?:survey|census|statistics|publication|users')\b[\w' ]{0,20}\bdata\b|\bfrom (?:the"
        r"|your) (?:public|web)\b|\bgdpr (?:training|guidance|statement|policy|workshop)\b",
        literal=True,
    ),
    row(
        "question.asks_who",
        "who what when where how which why is are does do has will anyone could can",
        r"^(?:and |also,? |so,? |but,? |or |hi,? |hello,? |quick question:? |just (?:wondering|checking),? "
        r"|one question:? |ps:? |sorry,? )*(?:who|what|when|where|which|why|how|is (?:it|there|that|this|the|anyone"
        r"|everyone|my|our|a)|are (?:the|there|we|you|they|chats|meetings|my)|does|do (?:i|we|you|the|they|people"
        r"|champions)|has (?:anyone|any|the|there)|have (?:you|any|others)|will (?:there|the|it|we|i|you)|was|were"
        r"|did|should i|am i|must i)\b|, (?:who|what|when|where|how (?:many|much|long|often|do|does)|is there"
        r"|are there)\b(?! about)[^?]*\?",
        "The writer asks a question.",
        literal=True,
    ),
    row(
        "question.wonders",
        "send share wondering wonder know ask question questions clarify advise tell remind confirm let",
        r"\b(?:i|we) (?:was|am|were|are|have been|just) (?:just )?wondering (?:who|what|when|where|how|whether"
        r"|if (?:there|it|the|anyone|we|champions))\b|\b(?:can|could|would"
        r"|please) (?:you )?(?:please )?(?:let me know|tell me|advise|confirm|clarify"
        r"|remind me)\b[\w' ]{0,15}\b(?:who|what|when|where|how|whether|if|which|why)\b|\b(?:can|could|would"
        r"|please) (?:you |someone |somebody )(?:please )?(?:send|share|forward|resend) (?:me|us)?\b"
        r"|\b(?:have|with|got|few|quick"
        r"|some|one|two|another) (?:a )?(?:quick )?questions?\b|\b(?:i would like|want|wanted) to (?:ask|know) (?:who"
        r"|what|when|where|how|whether|if|about)\b",
        "The writer asks a question.",
        literal=True,
    ),
    row(
        "suspicious.wants_the_list",
        "list addresses emails details spreadsheet contacts everyone's members' database copy names",
        r"\b(?:send|email|forward|reply with|give|share|provide|need|export|attach|want)\b(?: (?:me|over|us|through"
        r"|to me|with|across|the|a|an|your|please))*[\w' ]{0,25}\b(?:full|entire|complete|whole|all(?: of)?(?: the"
        r"| our| your)?|latest|current|every|everyone'?s?|members?'?|champions?'?)\b[\w' ]{0,30}\b(?:list|addresses"
        r"|emails|email addresses|contact details|contacts|spreadsheet|database|names and|members and|register"
        r"|directory|details)\b",
        "It asks for everybody's details.",
        literal=True,
        unless=r"\b(?:remove|off|delete|unsubscribe|add me|from the (?:full|whole|entire))\b|\bto (?:this"
        r"|my) (?:\w+ )?address\b"
        r"|\bevery (?:month|email"
        r"|reminder|time)\b",
    ),
    row(
        "suspicious.phishing",
        "password gift bank invoice payment verify click account mailbox bitcoin wire transfer voucher credentials "
        "suspended quota lottery inheritance "
        "prize urgent login",
        r"\b(?:gift (?:cards?|vouchers?)|bank (?:details|account)|wire transfer|bitcoin|crypto|verify your (?:account"
        r"|email|mailbox|identity|password)|your (?:mailbox|account|password"
        r"|email account)\b[\w' ]{0,25}\b(?:suspend\w*|expir\w*|full|limit|quota|locked|deactivat\w*|clos\w*)"
        r"|(?:click|follow) (?:here|the link|on the link|this link|below)\b[\w' ]{0,40}\b(?:verify|account|password"
        r"|mailbox|avoid|confirm your|keep)|(?:change|update|reset) your (?:password|bank)|overdue invoice"
        r"|unpaid invoice|next of kin|lottery|are you (?:available|at your desk)\?? i need)",
        "It has the marks of a fraud.",
        literal=True,
        unless=r"\b(?:insolvency|statistics|survey)\b",
    ),
)
