"""Rows for joining: for oneself, for somebody else, asking about it, and other champion networks."""

from mailflow.understand.intents.rule import row

_WANT = (
    r"(?:(?:can|could|may|might) i(?: please| also| possibly)?|i (?:would|should) (?:really |very much |also "
    r"|still )*(?:like|love|want|be (?:very |really "
    r")?(?:keen|interested|happy|delighted|glad))(?: to| in)|i (?:really )?(?:want|wish|hope|am (?:very |really "
    r"|so )?(?:keen|interested|hoping|looking"
    r"|happy|writing|emailing))(?: to| in)?|(?:would|could) it be possible(?: for me)? to"
    r"|is it possible(?: for me)? to|(?:is it|am i) too late(?: for me)? to"
    r"|(?:^|and |also |, |am |very |really )(?:keen to|happy to|interested in|(?:would )?(?:like|love) to)"
    r"|please (?:can|could|may) i|count me in (?:to|as)|i am (?:also )?(?:ready|willing) to|let me(?= join| sign"
    r"| be ))"
)
_ENTER = (
    r"(?:join(?:ing)?|be(?:come|coming)?|being|sign(?:ing)? up(?: to| for| as)?|register(?:ing)?(?: as| for| with)?"
    r"|apply(?:ing)?(?: to (?:be|join|become)| for)?"
    r"|volunteer(?:ing)?(?: as| to be| for)?|get(?:ting)? involved (?:with|in|as)|take part in|taking part in"
    r"|be(?:ing)? (?:added to|part of|included in|involved (?:in|with))"
    r"|becoming part of|become part of|put(?:ting)? (?:my name|myself) forward(?: for| as| to be| to join)?"
    r"|act(?:ing)? as|be considered (?:for|as)|enrol(?:ling)?(?: in| as)?"
    r"|com(?:e|ing) on board(?: as| with)?|serve as|take on|represent \w+ (?:as|on))"
)
_THIRD = (
    r"(?:(?:(?:my|our|a) (?:\w+ ){0,2}|one of (?:my|our) (?:\w+ )?)(?:colleagues?|team|staff|analysts|statisticians"
    r"|people|team ?mate|deputy|analyst|statistician|team member|line manager|manager|graduate|apprentice|new starter)"
    r"|someone (?:in|from|on) (?:my|our)|two of my|another member|colleagues?)"
)

ROWS = (
    row(
        "other_network.asks",
        "champion champions champion's",
        r"\b<other> champions?\b|\bchampions? (?:for|of|in|on) (?:the )?<other>\b|\b<other> champions?'?s? (?:network"
        r"|group)",
        "It is about another champion network, not ours.",
        literal=True,
    ),
    row(
        "join.wants",
        "champion champions champion's champions' network group scheme programme community",
        rf"\b{_WANT}[\w' -]{{0,30}}?\b{_ENTER}\b[\w', -]{{0,30}}?\b<net>\b",
        "The writer asks to join the network.",
        unless=r"\bnot (?:looking|wanting|wishing|planning|able|ready|intending) to\b|\b(?:different|another|other"
        r"|new) (?:chat )?(?:group|one)\b"
        r"|\btheme(?:-based)? (?:user )?group|\b(?:user|working|theme|housing|census|chat|steering) group\b",
    ),
    row(
        "join.role",
        "champion champions",
        r"\b(?:can|could|may|might|shall) i (?:please |also )?(?:be|become|sign up|join|register"
        r"|volunteer)\b[\w' -]{0,25}\b(?:a |an |the |your |one of (?:the|your) )?(?:<ours> )?<champion>\b"
        r"|\bi would (?:\w+ ){0,2}(?:like|love) to (?:be|become|volunteer|sign up|apply|serve|act"
        r"|join)\b(?! <other>)(?! an? <other>)[\w' -]{0,25}\b<champion>"
        r"|\b(?:make|appoint|list|register|sign|count|add|include|enrol|put) me (?:up |down |in |on )?(?:as |to |for "
        r"|on |with |please )?(?:\w+ ){0,2}(?:<ours> )?<champion>\b"
        r"|\b(?:put|putting) (?:my name|myself) (?:forward|down)\b|\bi (?:would like to |want to "
        r"|wish to )?(?:volunteer|apply|put myself forward)(?: to be| as| for| to become)\b[\w' -]{0,25}\b<champion>"
        r"|\bput(?:ting)? forward (?:my name|myself)\b|\bi (?:would like to |want to |wish to )?nominate myself\b"
        r"|\b(?:suggested|recommended) (?:that )?i (?:join|become|sign up)\b|\bencouraged me to (?:join|become)\b"
        r"|\bsign me up\b|\bi (?:would like|want) (?:in|to sign up)\b|\b(?:i am|very|really) (?:interested"
        r"|keen) (?:in|on) (?:joining|becoming|being)\b"
        r"|\b(?:expression of interest|application|applying)\b[\w' :-]{0,40}\b(?:<ours>|<champion>)"
        r"|\bi am (?:writing to )?(?:express|register)(?:ing)? (?:my |an )?interest in\b[\w' -]{0,30}\b(?:<ours>"
        r"|<champion>)",
        "The writer asks to be a champion.",
        unless=r"\b<other> champion|\bnot (?:looking|wanting|wishing|planning) to\b",
    ),
    row(
        "join.add_me",
        "add join put stick pop include sign subscribe joining",
        r"\b(?:add|put|stick|pop|include|sign|subscribe|get) me (?:up |on |to |in |onto |for |with )+(?:<list>|<net>"
        r"|the champions?\b)"
        r"|\b(?:add|include) me (?:to|in|as|on)\b[\w' -]{0,30}\b(?:<ours>|<champion>)",
        "The writer asks to be put on the list.",
        unless=r"\b(?:back|next|draw|round|chats?)\b|\bnot put me\b",
    ),
    row(
        "join.how",
        "how",
        r"\bhow (?:do|can|could|would|should|to) (?:i |we |one )?(?:go about )?(?:join|becom(?:e|ing)|joining"
        r"|sign(?:ing)? up (?:to|for|as)|get(?:ting)? involved (?:in|with)|apply(?:ing)?|volunteer"
        r"|be)\b[\w' ]{0,25}\b<net>",
        "The writer asks how to join.",
        literal=True,
        unless=r"\bif\b|\bcolleague\b|\b<other> champion|\btheme\b",
    ),
    row(
        "join.bare",
        "join involved volunteer sign part one champion ours yours count put forward do doing step take taking",
        r"\b(?:i|we) (?:would (?:very much |really |still |also )*(?:like|love|want)|(?:really |still |do )?want"
        r"|am (?:very |really |still )?(?:keen|happy|interested)|would be (?:very |really )?(?:keen|happy|interested"
        r"|up for))"
        r"(?: to| in)? (?:join(?:ing)?|sign(?:ing)? up|be(?:ing)? (?:one|ours|yours)|get(?:ting)? involved|tak(?:e"
        r"|ing) part"
        r"|do(?:ing)? (?:it|this)|step(?:ping)? in|tak(?:e|ing) (?:it|this|the role) on|tak(?:e|ing) over from (?:him"
        r"|her|them)"
        r"|volunteer(?:ing)?|be(?:ing)? (?:part of (?:it|this)|involved))\b(?! (?:the |a |an |your )?(?:meeting|call"
        r"|session|chat|different|another))"
        r"|\bput(?:ting)? (?:my name|myself) (?:forward|down)\b"
        r"|\bcount me in\b|\bplease (?:can|could|may) i join\b|\bput me down\b(?! for)",
        "The writer would like to join.",
        firm=False,
    ),
    row(
        "join.self_listed",
        "me myself",
        r"^(?:me|myself)\b ?(?:[(,:-]|$)|\b(?:add|sign up|include|register|put forward|nominate) (?:both )?(?:me"
        r"|myself) and\b|^both (?:of us|me|myself|i)\b|\b(?:and|plus) (?:me|myself)\b|\bboth of us\b|\b(?:we"
        r"|both of us) (?:would|both would"
        r"|both want|are both)\b",
        "The writer is one of those named.",
        firm=False,
    ),
    row(
        "confirm_yes.says",
        "yes yep yeah yup y sure ok okay absolutely definitely course certainly please go confirmed confirm count "
        "sign happy love like in correct want "
        "keen delighted",
        r"^(?:oh |hi(?: \w+)?,? |hello(?: \w+)?,? |dear \w+,? |hey,? |thanks,? |great,? |brilliant,? |lovely,? "
        r"|fab,? )*(?:yes|yep|yeah|yup|y|yess+|sure(?: thing)?|ok(?:ay)?|absolutely|definitely|of course|certainly"
        r"|please do|please go ahead|go ahead|confirmed|i confirm|i can confirm|count me in|sign me up|happy to"
        r"|very happy to|delighted to|i would (?:love|like|be (?:\w+ )?(?:happy|delighted)) to(?! (?:withdraw|know"
        r"|ask|think|decline|say no|hear|see|check|talk|discuss|leave|be (?:removed|taken)))|i am in|correct"
        r"|affirmative)\b(?!,? (?:i|but i) (?:have )?(?:changed|decided))"
        r"|\b(?:happy to (?:confirm|join|be (?:a|one)|go ahead|sign up|take (?:this|it) on)|(?:sign|count) me (?:up"
        r"|in)|i (?:do |still |really |would |definitely )*(?:want|wish|like|love) to (?:be|join|go ahead|become"
        r"|confirm|do this|sign up)|still (?:keen|interested)|i (?:would like to |can |hereby |am happy to )?confirm"
        r"|(?:please )?go ahead|(?:would )?love to (?:join|be)|the answer is yes|that is a yes|it is a yes"
        r"|consider me (?:in|confirmed))\b",
        "The answer is yes.",
        threads="confirm verify return move still swap",
        unless=r"\bchanged my mind\b|\bbut (?:not|only if|first|before)\b|\bbefore i (?:confirm|commit|say|decide"
        r"|join)\b",
    ),
    row(
        "confirm_no.bare",
        "no nope n nah",
        r"^(?:oh |hi(?: \w+)?,? |hello(?: \w+)?,? |sorry,? (?:but )?|afraid |i am afraid )*(?:no|nope|nah"
        r"|n)\b(?! (?:problem|worries|questions?|idea|doubt|need|later|more|issues?|objections?|hesitation|trouble))",
        "The answer is no.",
        threads="confirm verify return move still swap",
        literal=True,
    ),
    row(
        "join.subject",
        "join joining champion champions volunteer",
        r"^(?:joining|join|request to join|new|i would like to join|application to join"
        r"|interested in joining)\b[\w' :-]{0,30}\b(?:<champion>|network)\b|^(?:join(?:ing)?|new champion)$",
        "The subject says that it is about joining.",
        firm=False,
    ),
    row(
        "join.resume",
        "back resume restart return returning rejoin reinstate reactivate unpause",
        r"\b(?:i am|i will be) (?:now )?back (?:at work |in the office |in work )?(?:from|after|now|and)\b|\b(?:put"
        r"|include|add) me back (?:in|into|on|onto)\b(?! (?:for|in) <month>)"
        r"|\b(?:un-?pause|reinstate|reactivate|restart|resume) (?:me|my)\b|\b(?:re-?join|come back to"
        r"|return to) <net>|^back[.! ]*$|\bready to (?:come back|start again|resume|return)\b",
        "The writer wants to come back after a pause.",
    ),
    row(
        "join_on_behalf.colleague",
        "team staff volunteered graduate apprentice colleague colleagues deputy teammate analyst statistician "
        "manager someone member nominate nominating nomination nominee propose suggest "
        "following add forward add recommend register sign enrol put list appoint include",
        rf"\b{_THIRD}\b[\w',. -]{{0,60}}?\b(?:(?:would|will|could|has|is|wants?|wishes|asked|volunteered"
        rf"|agreed)\b[\w' -]{{0,50}}?\b(?:join|be|become|being|becoming|joining|added|like|keen|interested|willing"
        rf"|happy)\b)"
        r"[\w' -]{0,50}\b(?:<champion>|<ours>|network|list)|\b(?:nominat(?:e|ing|ion)"
        r"|put(?:ting)? forward)\b(?! (?:a (?:date|time)|our |the |us|my name|myself|me\b))"
        r"[\w',. @-]{0,80}\b(?:<champion>|<ours>|network"
        r"|role)\b|\b(?:propos(?:e|ing)|recommend(?:ing)?|suggest(?:ing)?)\b[\w',. @-]{0,60}\b(?:for|as|to be"
        r"|to become) (?:a |an |the |our |your )?(?:<ours> )?(?:<champion>|network|role)"
        r"|\b(?:add|sign up|include|register|enrol|invite) (?:the following|my colleagues?|our|both of|them|him|her"
        r"|these)\b"
        r"|\b(?:he|she|they) (?:would|is|are|has|have)\b[\w' -]{0,50}\b(?:join|be|become|joining"
        r"|becoming)\b[\w' -]{0,30}\b(?:<champion>|<ours>|network)"
        r"|\b(?:register|sign up|enrol|add|put down|include|list|appoint) (?!me\b|us\b|myself\b|this\b|it\b|that\b)\w+"
        r"(?: [\w'-]+){0,2} (?:as|to be) (?:a|an|the|our|your) (?:\w+ )?(?:<ours> )?<champion>"
        r"|\basked (?:me )?(?:if i (?:could|would|can) )?(?:to )?(?:get|put|add|sign) (?:him|her|them)\b"
        r"|\bplease (?:add|contact|invite|sign up) (?:him|her|them)\b",
        "Somebody else is put forward as a champion.",
        unless=r"\btake over\b|\btaking over\b|\b<other> champion|\b(?:remove|off the)\b|\bcase stud"
        r"|\bnew (?:chat )?group\b|\bin my (?:place|stead)\b|\bmeeting\b",
    ),
    row(
        "join_on_behalf.and_i",
        "i me myself",
        r"\b(?:me|myself|i) and (?!my\b|i\b)[\w'@(). -]{2,70}? (?:would|both|want|wish|are) (?:\w+ ){0,3}(?:to )?"
        r"(?:join|be|become|joining|becoming|sign up)\b"
        r"|\b(?:add|include|put) me and [\w'@(). -]{2,70}? (?:to|on|in) (?:<list>|<net>|the champions?\b)",
        "The writer and somebody else want to join.",
        threads="",
    ),
    row(
        "join_on_behalf.whether",
        "if whether",
        r"\b(?:if|whether) (?!(?:i|we|you|it|this|that|there|anyone|somebody|someone)\b)[\w'-]+(?: [\w'-]+)? (?:could"
        r"|can|may"
        r"|might|would be able to) (?:also |please )?(?:join|become|be (?:added|part|a"
        r"|one))\b[\w' -]{0,30}\b(?:<champion>"
        r"|<ours>|network)",
        "The writer asks whether somebody else may join.",
        literal=True,
        unless=r"\b<other> champion",
    ),
    row(
        "join_on_behalf.suits",
        "great good excellent ideal perfect champion champions support suggest nominate forward",
        r"\bwould (?:be|make) (?:a |an )?(?:great|good|excellent|ideal|perfect|brilliant|fantastic|superb"
        r"|strong)\b(?! (?:case|time|idea|to|if|use))"
        r"|\b(?:happy|glad|pleased) to (?:support|endorse|nominate|sponsor|second)\b(?! the strategy)"
        r"|\bi (?:would like to |want to |wish to )?nominate\b(?! m[ey]\b| myself)|\bone for you\b",
        "Somebody is recommended.",
        unless=r"\bcase stud|\btalk\b|\bpresent|\btopic\b",
        firm=False,
    ),
    row(
        "join_on_behalf.puts_forward",
        "forward nominate nominating propose proposing recommend recommending",
        r"\b(?:put(?:ting)? forward|nominat(?:e|ing)|propos(?:e|ing)|recommend(?:ing)?)\b(?! m[ey]\b| myself)",
        "Somebody is put forward.",
        firm=False,
    ),
    row(
        "information_request.strategy",
        "know information involved more involve details about learn find strategy role",
        r"\b(?:know|find(?:ing)? out|hear(?:ing)?|learn(?:ing)?|knowing|understand(?:ing)?|read(?:ing)?)(?: a (?:bit"
        r"|little)| some)? (?:more|what)\b[\w', -]{0,60}\b(?:<ours>|<champion>|strategy|network|role|it|involved"
        r"|involves)\b"
        r"|\b(?:more|further|some|any|send me|general|background) (?:information|info|details"
        r"|detail)\b[\w', -]{0,40}\b(?:<ours>|<champion>|strategy|network|role|scheme)"
        r"|\b(?:how (?:can|could|do|might|to|best to|we can|i can|should)|ways? (?:to|of)|what (?:can|could"
        r"|should))\b[\w' -]{0,30}\bsupport(?:ing)? (?:the |your |this )?(?:<ours> )?(?:strategy|network|work)"
        r"|\btell me (?:a (?:bit|little) )?(?:more )?about (?:the |your |being a )?(?:<ours>|<champion>|network"
        r"|strategy|scheme|role)"
        r"|\bwhat (?:does|is|would|do) (?:being |a |the |it |your )*(?:<ours> |<champion> |network |role "
        r"|champions? )*(?:champion|role|network|strategy|it)?[\w' -]{0,15}\binvolve[sd]?\b[\w' -]{0,40}(?:<champion>"
        r"|network|role|strategy)?"
        r"|\bsupport(?:ing)? the (?:<ours> )?strategy\b",
        "The writer asks to know more, not to join.",
        unless=r"\b<other> champion|\b(?:our|organisational|organisation's) commitment\b",
        literal=True,
    ),
    row(
        "information_request.not_joining",
        "not formal formally join",
        r"\bnot (?:yet )?(?:looking|wanting|wishing|planning|ready|able|intending|asking|in a position"
        r"|sure i want) to (?:join|take on|sign up|commit|be a|become|volunteer)\b",
        "The writer says that this is no request to join.",
        literal=True,
        firm=False,
    ),
    row(
        "confirm_yes.subject_confirm",
        "confirm",
        r"\bi (?:can |am happy to |would like to |hereby |do )?confirm (?:that )?(?:i|my)\b[\w' -]{0,30}\b(?:champion"
        r"|join|want|place|wish)",
        "The writer confirms in so many words.",
    ),
    row(
        "confirm_no.says",
        "changed better decided not interested decline pass withdraw asked rather longer",
        r"\b(?:changed my mind|(?:had|would) better not\b(?=\W*$| (?:join|this|do|after|at|for|take|sign)| - )"
        r"|not (?:interested|for me|right for me|going ahead|going to go ahead|(?:able"
        r"|in a position) to (?:commit|take (?:this|it) on|do (?:this|it)|join|be a))"
        r"|decided (?:not to|against)|(?:i will|i would|have to|i must|i would like to|politely"
        r"|respectfully) (?:have to )?(?:decline|pass\b)|i (?:would )?rather not\b|i never asked|i did not (?:ask"
        r"|apply|sign up)"
        r"|no longer (?:want|wish|interested|able)|not (?:want|wish) to (?:be|join|become|proceed|go ahead|take part"
        r"|confirm)|withdraw my (?:application|request|interest)|(?:have to|need to|must|am going to|will"
        r"|will have to) withdraw\b|i can not (?:commit|take (?:this|it) on|join)"
        r"|do not (?:sign me up|want this|add me))",
        "The writer does not want to go on with joining.",
        threads="confirm verify return move still swap",
        literal=True,
        unless=r"\b(?:public|web ?page|web ?site|listed|my name)\b",
    ),
)
