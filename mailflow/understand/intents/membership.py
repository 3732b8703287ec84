"""Rows for members: leaving, pausing, skipping, moving, changing details, handing over, organisations that change."""

from mailflow.understand.intents.rule import row

_I_AM = r"i (?:am|will be|have decided to be|shall be|would be)"
_I_WANT = (
    r"(?:(?:can|could|may) i(?: please)?|i (?:would|should) (?:really |now )?(?:like|prefer|want)(?: now)? to"
    r"|i (?:now )?(?:want|wish|need|have|am going|have decided|am asking|am afraid i (?:need|have)"
    r"|think i (?:need|have|should)) to|i (?:must|should)|please (?:can|could|may) i|time for me to|i am (?:hereby )?)"
)
_OFF = r"(?:off|out of|from)"

ROWS = (
    row(
        "leave.decided_not_to",
        "not",
        r"\b(?:decided|chosen|going|opted) not to (?:carry on|continue|stay(?: on)?|remain|be|go on"
        r"|renew)\b[\w' -]{0,25}"
        r"\b(?:champion|network|role|member)",
        "The writer will not go on as a champion.",
        literal=True,
        unless=r"\bif\b|\b(?:she|he|they|colleague)\b",
    ),
    row(
        "leave.somebody_else",
        "remove removed take taken off unsubscribe left leaving delete",
        r"\b(?:remove|delete|unsubscribe|take|drop) (?!(?:me|my|us|this|that|it|the|part|place|over|a|an|note|care"
        r"|into)\b)\w+"
        r"(?: \w+)?,?(?: who [\w ]{0,30})? (?:from|off|out of) <list>"
        r"|\b(?:colleague|she|he|they|\w+) (?:has |have |had )?asked (?:me )?to be (?:taken off|removed"
        r"|unsubscribed)\b",
        "Somebody else is to be taken off the list; only they can ask for that.",
        firm=False,
        unless=r"\bi (?:have |had )?(?:\w+ )?asked\b",
    ),
    row(
        "skip.no_can_do",
        "no not",
        r"\bno can do (?:for |in )?(?:<month>|this (?:one|time|round))\b"
        r"|^(?:sorry,? |afraid |sadly |hi all,? )*not this (?:time|month|round|one)\b(?=\W*$|[,. -]| (?:thanks|thank"
        r"|for me"
        r"|please|i am afraid))",
        "The writer wants to miss this round.",
        threads="chat",
        literal=True,
    ),
    row(
        "leave.take_me_off",
        "take remove delete drop unsubscribe strike cut scrub erase get withdraw opt",
        r"<please>\b(?:take|remove|delete|drop|strike|cut|scrub|withdraw|pull|get|leave|knock) (?:me|my (?:name|email"
        r"|address|email address|details|work email))(?: please)?(?: \w+){0,2}? (?:off|out of|from)\b"
        r"(?! (?:the )?(?:november|december|january|february|march|april|may|june|july|august|september|october|next"
        r"|this) )(?! the (?:public|web|website|page|draw|chat|next|rota|chats)\b)"
        r"(?! (?:chats?|the chats?|the draws?|draws?|copy|cc|the (?:teams|meeting|agenda|group))\b)"
        r"|^<please>\b(?:remove|unsubscribe|delete) me\b(?! (?:from )?(?:the )?(?:public|web|draw|chats?))"
        r"|\bunsubscribe me\b|\bopt(?:ing)? (?:me )?out (?:of )?(?:<list>|<net>|everything|altogether|completely|all)"
        r"|\btake me off\b(?! (?:the )?(?:chats?|draw|public|web|agenda|copy|cc|next|november|december|january"
        r"|february|march|april|may|june|july|august|september|october))",
        "The writer asks to be taken off the list.",
        unless=r"\b(?:public|web ?page|web ?site)\b|\b(?:off|from|out of) (?:the |this |my )?(?:\w+ ){0,2}(?:draws?"
        r"|rounds?|chats?|groups?)\b(?! (?:list|mailing|network|emails?))|\buntil\b|\b(?:for"
        r"|in) (?:the )?(?:next|this|november|december|january|february|march|april|june|july|august|september"
        r"|october)\b"
        r"|\b(?:agenda|slides|minutes|teams|attendee|speaker)\b",
    ),
    row(
        "leave.command",
        "leave unsubscribe stop quit gadael remove optout opt cancel",
        r"^(?:please )?(?:leave|unsubscribe|stop|quit|opt ?-?(?:me )?out|remove|cancel my membership"
        r"|stop all)(?: please)?(?: (?:me|the network|this network|this list|champions network))?[.! ]*(?:thanks"
        r"|thank you|please)?[.! ]*$",
        "The whole message is the command to leave.",
    ),
    row(
        "leave.wants_out",
        "leave withdraw resign quit unsubscribe opt step stand bow drop out end cancel relinquish give finish stop",
        rf"\b{_I_WANT} (?:formally |now |please |also |regretfully |unfortunately |have to )?(?:leave"
        rf"|withdraw(?: from)?|resign(?: from| as)?|quit|unsubscribe(?: from)?|opt out(?: of)?|step (?:down|aside"
        rf"|away)(?: from| as)?|step back(?: from| as)"
        r"|stand (?:down|aside)(?: from| as)?|bow out(?: of| as)?|drop out(?: of)?|come off|get off|be (?:taken off"
        r"|removed from|unsubscribed|deleted from|let off)|end my (?:membership|time|role|stint)"
        r"|cancel my (?:membership|role|place)|give up (?:the|my|being)|relinquish|stop being|finish as)\b"
        r"(?=\W*$|\s*[.,;!)]| (?:please|now|immediately|altogether|completely|because|due|after|with effect"
        r"|with immediate)\b"
        r"| (?:from|as|of|being)? ?(?:a |the |this |your |my |all |being )*(?:<net>|<list>|champions?\b|role\b"
        r"|network\b|<ours>))",
        "The writer wants to leave.",
        unless=r"\b(?:chat|group|draw|round|meeting|call|session)\b(?!s? network)(?<!champions group)|\b(?:for (?:a"
        r"|the|one|two|three|six) |until )",
    ),
    row(
        "leave.stepping_down",
        "stepping standing resigning leaving withdrawing quitting retiring unsubscribing bowing finishing giving",
        rf"\b{_I_AM} (?:\w+ )?(?:stepping (?:down|aside|away)|stepping back (?:from|as)|standing (?:down|aside)"
        rf"|resigning|withdrawing|quitting|bowing out|giving up (?:the|my|being)|finishing as|leaving <net>"
        rf"|leaving the (?:champions|network))"
        r"|\bi (?:have|had) (?:now |already |decided to )?(?:stepped (?:down|aside|away)|step down|stand down"
        r"|resigned|withdrawn) (?:from|as)\b|\b(?:please )?accept (?:this as )?my (?:resignation|notice)\b"
        r"|\bi resign\b|\bi quit\b"
        r"|\bstepping down (?:as|from)\b[\w' -]{0,25}(?:<champion>|network|role)",
        "The writer steps down.",
        unless=r"\b(?:for (?:a|the|one|two|three|six|few) |until |temporar)|\b(?:my|our) (?:colleague|manager|boss"
        r"|deputy)\b",
    ),
    row(
        "leave.no_longer",
        "include involve count longer more anymore continue carry any further ongoing cease stop not never no quit",
        r"\bi (?:am |will |would |can |do |shall |should )?(?:no longer|not)(?: really| longer)? (?:able to |wish to "
        r"|want to |in a position to |be able to |available to |going to |need to )*(?:be|being|continue|carry on|act"
        r"|remain|stay|serve|receive|get|represent|have (?:the )?(?:time|capacity))\b(?! (?:not|leaving))"
        r"[\w',/ -]{0,40}(?:\b(?:champion|champions|network|role|list|part of (?:this|it)|representing|receive"
        r"|involved)\b|\bany ?more\b)"
        r"|\bi (?:can not|am not able to|am unable to|will not be able to|am no longer able to"
        r"|will no longer be able to|will not be) (?:continue|carry(?:ing)? on|continuing|keep going)\b(?: (?:as|with"
        r"|in|being)\b[\w' -]{0,25}\b(?:champion|network|role|this))?"
        r"|\b(?:please )?(?:stop|cease|quit) (?:all )?(?:email(?:ing|s)?|sending|mailing|contacting|writing to) (?:me"
        r"|to me|me (?:any|all|these|more)|all|everything)\b(?! (?:about|so many|twice|when|until|while|reminders?"
        r"|during))"
        r"|\b(?:do not|never|not|no longer) (?:want|wish|need) (?:to )?(?:receive|get|hear|have"
        r"|be sent)?[\w' -]{0,15}\b(?:any (?:more|further|of)|these|your|further) (?:\w+ ){0,2}(?:emails?|mails?"
        r"|messages?|mailings?|correspondence|communications?)\b"
        r"|\b(?:please )?(?:do not|never|no longer) (?:email|contact|write to|send me|mail|message) (?:me )?(?:again"
        r"|any ?more|further|any (?:more|further|of these))\b"
        r"|\b(?:do not|never|no longer) (?:include|involve|count) me in (?:any|all|this|these|it|anything|future)\b"
        r"[\w' ]{0,20}\b(?:going forward|any ?more|again|in future|in the future|from now on|from here on)\b"
        r"|\bno (?:more|further) (?:emails?|mails?|mailings?) (?:please|to me|from you|thank you|thanks)",
        "The writer no longer wants to be a champion or to get our mail.",
        literal=True,
        unless=r"\b(?:if|unless|whether|until|during|while)\b|\b(?:reminders?|chat|meeting|this month|next month"
        r"|attend)\b",
    ),
    row(
        "leave.goodbye",
        "goodbye farewell bye signing last final time stint term tenure",
        r"\b(?:goodbye|farewell|bye|signing off)\b[\w' ,-]{0,30}\b(?:champion|network|champions)\b|\b(?:end|ends"
        r"|finish|finishes|over|so (?:does|will|is)"
        r"|the end of) my (?:time|stint|term|tenure) as (?:a |the |your )?(?:<ours> )?champion\b"
        r"|\bmy (?:time|stint|term|tenure) as (?:a |the |your )?(?:<ours> )?champion (?:will )?(?:end|ends|finish"
        r"|finishes|is over|comes? to an end)\b|\bmy (?:last"
        r"|final) (?:day|chat|meeting|month|week)\b[\w', -]{0,40}\b(?:as|with|in) (?:a |the "
        r"|your )?(?:<ours> )?(?:champion|champions|network)\b",
        "The writer says goodbye as a champion.",
    ),
    row(
        "leave.for_good",
        "leaving retire retiring retirement leave redundancy",
        r"\bi (?:am|will be|shall be) (?:\w+ )?(?:leaving|departing)\b[\w', -]{0,60}\b(?:private sector|civil service"
        r"|government|public sector|for good|retire|emigrat|academia|university|charity|industry)"
        r"|\bi (?:am|will be|shall be) (?:\w+ )?retiring\b|\bi (?:will )?retire (?:on|in|at|from)\b"
        r"|\bi am taking (?:voluntary|early) (?:redundancy|retirement|exit)|\bleaving the civil service\b",
        "The writer leaves government work.",
        unless=r"\b(?:she|he|they|colleague|manager)\b",
    ),
    row(
        "leave.organisation",
        "leaving leave last moving",
        r"\bi (?:am|will be|shall be) (?:\w+ )?leaving\b(?! (?:the )?(?:meeting|early|chat|room|house|office|at|it"
        r"|this|that|call|you|for the day|work|home))[\w', -]{0,60}|\bmy last day (?:at|in|with|here|is|will)\b",
        "The writer leaves the organisation.",
        firm=False,
    ),
    row(
        "leave.asked_before",
        "asked requested volunteered asking",
        r"\bi (?:have |had )?(?:already |now |previously )?(?:asked|requested"
        r"|been asking)\b[\w', -]{0,40}\bto (?:be (?:taken off|removed|unsubscribed|deleted)|leave|come off"
        r"|unsubscribe)\b",
        "The writer has asked to leave before.",
    ),
    row(
        "pause.pause",
        "pause paused pausing ice hold break sabbatical hiatus freeze suspend",
        r"\b(?:pause|suspend|freeze) (?:me|my (?:membership|chats?|place|participation|role|emails?|involvement"
        r"|champion \w+|subscription|account)|everything|all|the (?:chats|emails|reminders)|chats|emails)\b|\b(?:put"
        r"|place) (?:me|my \w+(?: \w+)?|things) on (?:hold|pause|ice)\b"
        r"|\bbe (?:paused|put on (?:hold|ice))\b|^(?:please )?pause(?: please)?\b(?=\W*$| (?:until|till|me|my|from"
        r"|for (?!thought|breath))|,)(?! (?:for (?:thought|breath|a (?:moment"
        r"|second|minute|coffee))))|\b(?:need|like|want|going|have) (?:to )?(?:to )?(?:take |have |pause "
        r"|a ){1,2}(?:a )?(?:short |little |long |bit of a )?(?:break|pause|hiatus|breather|step back)\b"
        r"|\bi am (?:taking|having|on) (?:a )?(?:career break|sabbatical|break|pause)\b|\btaking a (?:short |career "
        r"|little |long )?(?:break|pause)\b|\btake a step back (?:from|for|until)\b|\bstep(?:ping)? back (?:for|until"
        r"|temporarily)\b"
        r"|\bhit pause\b|\btake (?:a|some) (?:\w+ )?(?:break|pause|time out|time off|time away"
        r"|breather) (?:from (?:the |my |being |all )?(?:<ours> )?(?:champions?|chats?|network|role|this)|until\b"
        r"|for (?:the )?(?:next )?\w+ (?:weeks|months))",
        "The writer asks for a pause.",
        unless=r"\bpause for (?:thought|breath|a (?:moment|second|minute|coffee))\b|\b(?:tea|coffee|comfort|lunch"
        r"|christmas|summer|screen) break\b|\bduring the break\b",
    ),
    row(
        "pause.family_leave",
        "maternity paternity parental adoption sick long family bereavement career study secondment sabbatical "
        "carers carer's caring",
        r"\bi (?:am|will be|shall be|go|am about to (?:go|start)|start)\b[\w', -]{0,25}\b(?:on|starting|taking|start"
        r"|go|have) (?:my |some )?(?:maternity|paternity|shared parental|parental|adoption|long[- ]term sick|sick"
        r"|family|bereavement|compassionate|carer'?s'?|caring|study) (?:leave|absence)\b"
        r"|\b(?:my|on) (?:maternity|paternity|shared parental|parental|adoption) leave\b|\b(?:secondment|sabbatical"
        r"|career break)\b[\w', -]{0,30}\b(?:from|until|for|starting|starts|begins)\b",
        "The writer will be away for long.",
        firm=False,
    ),
    row(
        "pause.no_mail_for_now",
        "stay still remain chats reminders draw out until off include sit emails remind away",
        r"\b(?:stay|remain|keep(?: me)?|still be|staying)\b[\w', -]{0,25}\b(?:on|in|part of|as) (?:the |a "
        r"|your )?(?:network|list|member|champion)\b[\w', -]{0,40}\b(?:but|just|only|without"
        r"|not)\b[\w', -]{0,40}\b(?:chats?|reminders?|emails?|contact|draw)"
        r"|\b(?:do not|not|stop|no|hold off)\b[\w', -]{0,20}\b(?:chats?|reminders?|emails?|mailings?|draws?|pairings?"
        r"|pair(?:ing)? me|match(?:ing)? me|include me|put me|send me)\b[\w', -]{0,60}\b(?:until|till|while i am"
        r"|whilst|during my"
        r"|for (?:the next )?(?:\w+) (?:weeks|months)|for (?:a few|a couple of|a while|now|the time being"
        r"|the foreseeable))"
        r"|\b(?:take|leave|keep|count|drop|miss|remove) me (?:off|out)\b[\w', -]{0,40}\b(?:until|till"
        r"|for (?:the next )?(?:\w+) (?:weeks|months)|for (?:a few|a couple of|a while|now|the time being"
        r"|the foreseeable))"
        r"|\bsit(?:ting)? (?:things |it |this |out |the |my |all |any |chats? |rounds? |draws? )*(?:out )?(?:until"
        r"|till|for (?:a while|now|the (?:next|time being"
        r"|foreseeable)))\b",
        "The writer wants no chats or mail for a time.",
        literal=True,
        unless=r"\b(?:if|whether|unless)\b",
    ),
    row(
        "pause.until",
        "back return returning until away chats available unavailable",
        r"\b(?:do not|please do not|rather not|stop) (?:put|pair|match|include|draw|assign"
        r"|group) me\b[\w', -]{0,20}\b(?:in|into|with|for)\b|\bnot (?:available|around|able to (?:take part|join"
        r"|do chats|participate))\b[\w', -]{0,25}\buntil\b"
        r"|\bi (?:will be|am) (?:away|off|out|absent|unavailable)\b[\w', -]{0,40}\b(?:until|till"
        r"|for (?:\w+ ){1,3}months|from)\b",
        "The writer is out of the chats until a day.",
        literal=True,
        firm=False,
    ),
    row(
        "skip.month",
        "excused let exempt giving "
        "impossible good possible bad do make skip miss out join available part pass chat draw round sit leave count "
        "omit exclude skipping missing",
        r"\b(?:can not|could not|not able to|unable to|will not be able to|will not|am not going to be able to"
        r"|not going to be able to|will have to miss|will miss) (?:do|make|manage|join(?: in)?|take part(?: in)?"
        r"|participate(?: in)?|be in|be around for|commit to|fit in|attend|be free (?:for|in)|be available (?:for|in))"
        r"(?: (?:a|the|my|this|any|in|for))* (?:(?:<month>(?:'s)?(?: (?:<chat>|one|at all))?)|<chat> (?:in|for|this"
        r"|next) ?<month>|(?:this|next) <chat>|<chat> this time)(?=\s*(?:[.,;:!?)-]|$|(?:chats?|round|one|as|because"
        r"|we|i|so|and|but|due|with|please|sorry|either|at all|unfortunately|for|since|though|this|or|at|now|after"
        r"|thanks|any ?more|anymore|i'm)\b))"
        r"|\b(?:skip|miss(?: out)?|sit out|pass on|duck out of|bow out of|drop out of|back out of|sit) (?:the |this "
        r"|my )?(?:<month>(?:'s)?(?: <chat>)?|next (?:month|<chat>)|(?:this|the next|next) (?:month's )?<chat>"
        r"|<chat> (?:in|for|this|next) ?<month>)\b"
        r"(?=\s*(?:[.,;:!?)-]|$|(?:chats?|round|one|as|because|we|i|so|and|but|due|with|please|sorry|either|at all"
        r"|unfortunately|for|since|though|this|or|at|now|after|thanks|any ?more|i'm|if|too)\b))"
        r"|\b(?:be )?(?:excused|let off|exempted?) (?:from |of )?(?:the |this |my )?(?:<month>(?:'s)?|next"
        r"|this)(?: <chat>)?\b"
        r"|\b(?:pull|bow|drop|back|duck)(?:ping|ing)? out of this (?:one|round|month|time)\b"
        r"|\bgiv(?:e|ing) (?:<month>(?:'s)?(?: <chat>)?|this (?:one|round|month|time)|the next (?:one|round"
        r"|month)) a miss\b"
        r"|\b(?:skip|miss|sit out|give a miss|pass on) (?:the )?next (?:two|three|couple of|few|2|3) (?:<chat>|months"
        r"|ones|months' <chat>)"
        r"|\b(?:leave|count|keep|take|drop|put) me out (?:of|for) (?:the |this )?(?:<month>(?:'s)?|next"
        r"|this)(?: (?:<chat>|one))?\b|\b(?:leave|count|keep|take|drop) me (?:out of|off"
        r"|out for) (?:the )?(?:<chat> )?(?:in|for|this|next|draw for)? ?<month>\b"
        r"|\bskip me\b[\w', -]{0,25}\b(?:<month>|that (?:month|time|round|one)|this time|this (?:one|round|month)"
        r"|next (?:one|round|month))|\b(?:not|no chat for me|out) (?:in )?<month> (?:please|for me)\b"
        r"|\bnot available (?:for|in) (?:the |a )?<month>(?: <chat>)?\b|\b(?:exclude"
        r"|omit) me from (?:the )?(?:<month>|next|this)\b"
        r"|\b<month> (?:is|will be|looks|is looking) (?:\w+ )?(?:impossible|out|not possible|a no-go|no good"
        r"|a write-off|too (?:busy|much)|bad)\b(?: for me| this end|[.,;!]|$| (?:because|as|so|due)\b)"
        r"|\bno chat for me (?:this|next|in) ?<month>\b|\bnot in (?:the )?<month> (?:<chat>)\b"
        r"|\bopt(?:ing)? out of (?:the |this )?(?:<month>(?:'s)?|next) <chat>\b|\bsit(?:ting)? (?:this (?:one|round"
        r"|month)|<month>) out\b|\bskip(?:ping)? (?:this|next|the next) (?:one|round|time)\b"
        r"|\bmiss(?:ing)? this (?:one|round)\b|\bsit this one out\b",
        "The writer wants to miss one or a few rounds of chats.",
        literal=True,
        unless=r"\b(?:might|(?:may|might) (?:have|need) to|should (?:i|we)|(?:was|were) going to|do i (?:have|need) to)"
        r" (?:\w+ )?(?:skip|miss|sit|pass)\b|\b(?:maybe|perhaps|thinking of|considering|not sure)\b"
        r"|\bskip (?:to|the (?:pleasantries|details|preamble|intro))\b|\bmeetings?\b"
        r"|\b(?:had|already) (?:\w+ )?(?:asked|told|said)\b|\basked (?:you )?(?:to|if i could) (?:skip|miss|sit)\b"
        r"|\bif\b"
        r"|\bdo not (?:want to )?(?:skip|miss)\b|\bnot (?:want to )?miss\b|\b(?:hate|sorry) to miss\b",
    ),
    row(
        "skip.command",
        "skip hepgor",
        r"^(?:please )?skip(?: (?:me|this month|this one|this round|next month|<month>))?(?: please)?[.! ]*(?:thanks"
        r"|thank you)?[.! ]*$",
        "The whole message is the command to skip.",
    ),
    row(
        "move_organisation.moves",
        "moving move moved transferring transferred relocated "
        "transfer joining joined job role post starting started start starts "
        "switching switch off going loan leaving change relocating join",
        r"\bi (?:am|will be|shall be|have|am about to be|have just|have recently|recently|just"
        r"|am soon)?\s?(?:\w+ )?(?:moving|move|moved|transferring|transferred|transfer|switching|switched|joining"
        r"|joined|starting|started|start|starts|going|relocating|changed jobs?|off)\b(?! (?:house|on\b|forward|home"
        r"|the (?:meeting|chat)|it|this|a (?:chat|meeting)|to (?:a )?(?:different|another) (?:chat|group)))"
        r"[\w',&() -]{0,40}\b(?:to|from|at|with|in|over to|across to)\b|\b(?:new|change of) (?:job|role|post"
        r"|department)\b|\bi have a new (?:job|role|post)\b|\bon loan to\b|\bi (?:am"
        r"|will be) (?:\w+ )?leaving\b[\w', ]{0,40}\bto (?:join|work (?:at|for|in))\b"
        r"|\bi will (?:then )?be (?:starting|joining|moving|working) (?:at|in|to|for)?\b",
        "The writer moves to another organisation.",
        firm=False,
    ),
    row(
        "move_organisation.stays_champion",
        "carry continue stay remain keep still champion same have",
        r"\b(?:carry on|continue|stay|staying|remain|remaining|keep(?: on)?|continuing|carrying on"
        r"|keeping)\b[\w', -]{0,25}\b(?:champion|network|list|role|involved|member|doing)\b"
        r"|\bsame (?:champion )?role\b|\bif you will (?:still )?have me\b|\bstill (?:want|like|love"
        r"|hope|be|a champion|very keen|keen)\b",
        "The writer wants to stay a champion.",
        firm=False,
    ),
    row(
        "change_address.new_address",
        "address email emails new changed details from use contact reach write send",
        r"\b(?:my|a|the|our|here is my|use my|with my) (?:new |different |other |work |updated |correct )+(?:email"
        r"|address|email address|contact details|details)\b|\b(?:my )?(?:email|email address|address"
        r"|contact details)\b[\w' -]{0,25}\b(?:has|have|is|will|are)\b[\w' -]{0,15}\b(?:chang(?:ed|e|ing)|now"
        r"|different|updated)\b"
        r"|\bnew email(?: address)?\b|\b(?:update|change|amend|correct)\b[\w' -]{0,15}\bmy (?:contact )?(?:details"
        r"|email|address|email address|record|entry)\b|\b(?:use|email me at|write to me at|send (?:everything|mail"
        r"|emails|it|them) to|reach me at|contact me at)\b[\w' :-]{0,25}[\w.+-]+@",
        "The writer gives another address.",
        unless=r"\bhave the right\b|\bis it possible\b|\b(?:his|her|their) (?:new )?(?:email|address)",
    ),
    row(
        "change_address.send_it_here",
        "address",
        r"\b(?:send|use|write|email|mail|contact|reach|reply)\b[\w' -]{0,40}\b(?:to |on |at )?(?:this|my (?:new|home"
        r"|personal|private|other|work|gmail|second)) (?:\w+ )?address\b",
        "The writer wants mail at another address.",
    ),
    row(
        "change_details.listing",
        "name listed",
        r"\b(?:take|remove|leave|keep|drop|delete) (?:me|my (?:name|details|entry)) (?:off|from|out of) (?:the |your "
        r"|any "
        r"|that )?(?:\w+ ){0,2}?(?:public|published|web|website|webpage|online|internet|champions) ?(?:\w+ )?(?:list"
        r"|page"
        r"|pages|site|website|directory|web ?page|web ?site)\b"
        r"|\b(?:not|rather not|prefer not to) (?:be|to be|have my name) (?:publicly )?(?:listed|named|shown"
        r"|published)\b(?! as)",
        "The writer says whether the public list may show the name.",
        literal=True,
        unless=r"\b(?:case stud|users?\b)",
    ),
    row(
        "change_details.name",
        "name surname married called known maiden title spelt spelled spelling",
        r"\bmy (?:sur|last |first |full |family |maiden )?name (?:has|is|will|was|changed"
        r"|had)\b[\w' -]{0,20}\b(?:chang(?:ed|e|ing)|now|be|different|wrong|misspelt|misspelled|spelt|spelled|been)\b"
        r"|\bchange(?:d|s)? (?:of|to|my|in my)\b[\w' -]{0,10}\bname\b|\b(?:my (?:new|former|old|previous|preferred)"
        r"|married|maiden) (?:sur|last |first )?name\b|^(?:new name|name change)$"
        r"|\bi (?:am now|now go by|go by|have changed my name|got married|am known as|will be known as)\b(?! (?:a "
        r"|an |the |in |at |on |back|based|working))|\bcall me\b|\bplease use (?:the name|my name|my new)\b"
        r"|\bmy name is (?:spelt|spelled|misspelt|wrong)|\bmy job title (?:has|is)\b[\w' -]{0,15}\b(?:changed|now)"
        r"|\bchange of name\b|\bi (?:now|will now|will) (?:use|go by) (?:the name|my)\b"
        r"|\b(?:wrong|misspel\w+|incorrect)\b[\w' -]{0,20}\bmy name\b|\bmy name\b[\w' -]{0,20}\b(?:wrong|misspel\w+"
        r"|incorrect)",
        "The writer's name or details change.",
        unless=r"\bpublic(?:ly)? (?:page|list|web)|\bnot (?:want|publish|show)|\bput my name\b",
    ),
    row(
        "organisation_change.becomes",
        "become becomes becoming renamed rename merge merging merged split splitting replaced called name abolished "
        "machinery restructure part known "
        "joining dissolved transferring absorbed created",
        r"\b(?:we|our <org>|the <org>|(?!(?:i|it|that|this|they|he|she|which|who|and|to|laptop|email|name|be|will"
        r"|shall|are|is|was|been|have|has|not|you|users?|tables?|page|survey) )[a-z]{2,8}|the ministry"
        r"|our organisation) (?:will |shall |are |is |have |has |to )*(?:formally |officially )?(?:becom(?:e|es"
        r"|ing) (?:the |part of |a part of )|(?<=are )(?:renamed|abolished|dissolved)|(?<=is )(?:renamed|abolished"
        r"|dissolved)|(?<=been )(?:renamed|abolished|dissolved)|be(?:ing)? (?:renamed|rebranded|merged|replaced by"
        r"|split|abolished|absorbed|dissolved|known as|called)|(?:been |being |are |is )(?:renam(?:ed|ing)"
        r"|rebrand(?:ed|ing))|merg(?:e|es|ed|ing) (?:with|into|to)|split(?:ting)? (?:into|up)|chang(?:e|es|ing"
        r"|ed) (?:our|its) name)\b"
        r"|\bmachinery of government\b|\b(?:new|change of) (?:department|organisation|ministry|agency|name for (?:our"
        r"|the)) ?(?:name)?\b(?! (?:champion|on))|\b(?:our|the) (?:department|organisation|agency"
        r"|ministry)(?:'s)? (?:name|new name)\b[\w' -]{0,20}\b(?:is|has|will|changes|changing)\b"
        r"|\ball (?:of us|our|the|three|four|two)\b[\w' ,()-]{0,40}\b(?:new|change|@)[\w' -]{0,15}\b(?:address|email"
        r"|domain)|\bwe (?:are|will be) (?:now )?part of (?:the )?(?:new )?(?:department|ministry|agency|office)",
        "An organisation is renamed, merged, split or replaced.",
        unless=r"\bi (?:would|want|wish)\b[\w' -]{0,20}\bbecome\b|\bbecom(?:e|ing) (?:a|an|one of|champions?"
        r"|part of (?:it|this|our (?!new)|the (?:network|group|routine|process))|involved|user|more|aware"
        r"|available|clear|familiar)\b|\b(?:champion|chat|group)\b[\w' -]{0,10}\b(?:name|merge)\b"
        r"|\bdatasets?\b|\bmerge the\b",
    ),
    row(
        "handover.next_champion",
        "champion",
        r"\b(?:agreed to be|will be|is going to be|is to be|will act as|is willing to be|has offered to be|is now)"
        r" (?:the |our |your |my |a )?(?:new |next |<org>'?s? |<ours> )*champion\b[\w' ]{0,20}\b(?:from now on|instead"
        r"|after me|in my place|from|when i|once i|going forward|from here on)\b",
        "Somebody else will be the champion from now on.",
        unless=r"\bi (?:am|will be)\b[\w ]{0,20}\bchampion\b|\bif\b|\btbc\b",
    ),
    row(
        "handover.takes_over",
        "picking picks steps stepping new transfer transferring instead handing hand handed handover taking take "
        "takes over successor successors replacement replacing replace replaced pass passing baton succeed reins",
        r"\b(?:hand(?:ing|ed)?|pass(?:ing|ed)?|transfer(?:ring|red)?)\b(?: \w+){0,3}? (?:over |on )?(?:the |my |this "
        r"|our )?[\w' -]{0,30}\b(?:role|champion|champions|baton|reins|responsibilit\w+|duties|torch|place|mantle"
        r"|membership|seat)\b[\w' -]{0,25}\b(?:over )?to\b"
        r"|\bhanding over (?:to|as|my|the)\b(?! slides)|\b(?:will be|is|are|has agreed to|would like to"
        r"|is going to be|is happy to|will|to) (?:(?:taking|take|takes) (?:over|on|up)|pick(?:ing|s)? up|step(?:ping"
        r"|s)? into)\b[\w' -]{0,30}\b(?:from me|role|champion|my (?:role|place|seat|duties)|reins|as champion)\b"
        r"|\b(?:takes|taking|take) my place (?:as|on|in) (?:\w+ ){0,3}(?:<champion>|network|role|list)\b"
        r"|\b(?:takes|taking"
        r"|take) over (?:from me|as|my|the (?:role|champion))\b|\b(?:my|our|the) (?:successor|replacement) (?:is"
        r"|will be|as)\b"
        r"|\b(?:will|is|to) (?:be )?(?:replac(?:e|ing)|succeed(?:ing)?) me\b|\b(?:replace|swap|substitute) me (?:with"
        r"|for|by)\b|\b(?:successor|handover|hand over)\b[\w' :-]{0,30}\b(?:champion|role|network)\b"
        r"|\b(?:pass(?:ing)?|hand(?:ing)?) (?:on )?the baton\b|\bnew champion (?:for|at|in) (?:\w+ ){1,3}(?:is"
        r"|will be)\b|\binstead of me as\b",
        "Somebody else takes over the writer's role.",
        unless=r"\b(?:tbc|tba|to be confirmed|not (?:yet )?(?:known|found|appointed)|no idea who|nobody|no one|lead"
        r"|coordinator)\b|\b(?:slides|laptop|documents?|meeting|chair)\b",
    ),
)
