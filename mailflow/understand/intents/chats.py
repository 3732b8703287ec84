"""Rows for chats and updates: arranging, met, did not meet, updates, nothing to report, thanks, confirming."""

from mailflow.understand.intents.rule import row

_NEVER_MET = (
    r"(?:(?:did|could|have|has|had|was|were|are|am|been|do|will|can) (?:\w+ ){0,2}?(?:not|never|unable|failed"
    r"|fail)(?: \w+){0,4}? (?:meet|met|meeting|find (?:a |any )?(?:time|date|slot|day|mutual|common)"
    r"|found (?:a |any )?(?:time|date|slot)|get (?:together|it (?:together|arranged|in the diary)|a (?:time|date)"
    r"|round to|anything (?:arranged|in the diary)|our diaries)|got (?:together|it (?:together|arranged)|round to)"
    r"|manage(?:d)? (?:to|it|a)|make it (?:work|happen)"
    r"|happen(?:ed)?|take place|taken place|connect(?:ed)?|coordinate|co-ordinate|arrange|speak|spoken|chat|catch up"
    r"|go ahead|gone ahead|work(?:ed)? out|come together|came together|align(?:ed)?)"
    r"|(?:unable|failed|not able|not managed|not been able|never (?:quite )?managed|never got (?:round )?"
    r"|struggled and failed) to (?:meet|find|get|arrange|make|connect|coordinate|co-ordinate|schedule|fix|agree|speak)"
    r"|never (?:met|happened|took place|got (?:together|off the ground|arranged|going)|spoke)|fell through"
    r"|fallen through|(?:was|got|been|had to (?:be )?) ?(?:cancelled|abandoned|called off|cancel)|did not (?:go ahead"
    r"|happen|take place|come off|work out)|came to nothing|no (?:meeting|chat) (?:happened|took place|this (?:month"
    r"|time)|for us)"
    r"|not (?:yet )?met|no joy (?:finding|meeting)|drew a blank)"
)
_WE = (
    r"(?:we|our (?:group|chat|four|team)|the (?:group|chat|four of us|meeting of our group|meeting)|my (?:group"
    r"|chat|one)|the chat|it|us|group \d{1,3}|all four of us|everyone|diaries)"
)

ROWS = (
    row(
        "did_not_meet.says",
        "cancel meet met meeting find found time happen happened place managed together cancelled through diaries "
        "chat connect arrange arranged "
        "abandoned called nothing off round schedule work",
        rf"\b{_WE}\b[\w', -]{{0,40}}?\b{_NEVER_MET}|\b(?:could|did) not get (?:the|our|my) (?:\w+ )?(?:group|four"
        rf"|lot|chat) together\b|\b(?:could|did) not (?:find|get|agree|make) (?:a |any )?(?:time"
        rf"|date|slot|day|mutual)[\w' ]{{0,40}}|^(?:sorry,? |afraid |unfortunately,? |no,? )*(?:we )?(?:did|have"
        rf"|could) not (?:manage to )?(?:meet|met|managed(?= (?:to (?:meet|get together|find)|it)\b|\W*$))"
        rf"|^(?:sorry,? |afraid |unfortunately,? )*(?:no (?:chat"
        rf"|meeting)|not met|never met|did not meet|did not happen)\b",
        "The group did not meet.",
        literal=True,
        threads="chat update",
        unless=r"\b(?:yet but|but (?:we )?(?:are|will|have a date|plan)|next week|tomorrow|meeting (?:on|in|next)"
        r"|rearranged (?:for|to)|rescheduled|booked (?:in|for)|heard back|replied|responded)\b|\b(?:nice|good"
        r"|lovely|great) to (?:have )?me+t\b|\bif we\b|\bwith (?:users|dfe|comms|stakeholders)\b"
        r"|\bnot (?:\w+ )?(?:met|meet) (?:\w+ )?(?:users|stakeholders|target|before)",
    ),
    row(
        "did_not_meet.only_me",
        "nobody one only no",
        r"\b(?:nobody|no one|none of (?:them|the others|you)) (?:else )?(?:turned up|showed(?: up)?|came|joined"
        r"|appeared"
        r"|dialled in|logged on|made it)(?:,? (?:apart from|but|except|other than|besides) me\b|\W*$)"
        r"|\b(?:i was|just|only) the only (?:one|person)\b[\w' ]{0,15}\b(?:turned up|there|came|showed|joined"
        r"|on the call)",
        "Nobody else came, so the group did not meet.",
        literal=True,
        threads="chat",
    ),
    row(
        "did_not_meet.anywhere",
        "chat group champion meet met",
        rf"\b(?:our|my|the|this month's|november'?s?|october'?s?|december'?s?)\b (?:champion |november |october "
        rf"|september |december )*(?:chat|group|pairing)\b[\w', -]{{0,40}}?\b{_NEVER_MET}",
        "The group did not meet.",
        literal=True,
        unless=r"\b(?:yet but|next week|tomorrow|rearranged|rescheduled|booked|heard back|replied|if)\b",
    ),
    row(
        "update_nil.nothing",
        "anything much nothing nil none no quiet news update report",
        r"\b(?:nothing|nowt|not (?:much|a lot|anything|a great deal)|no (?:news|updates?|progress|changes?|activity"
        r"|developments?|further (?:news|updates?)|new developments?)|not (?:got )?(?:anything|any news|any updates?"
        r"|much))(?: (?:really|much|new|else|further|at all|significant|major|exciting|particular|specific|here"
        r"|in particular|this month))*"
        r"(?: (?:to (?:report|add|share|say|tell|flag|update|mention|note|feed ?back|pass on|declare|submit)"
        r"|from (?:me|us|our|my|here|this|the|ons|[a-z]{2,7})|this (?:month|time|end)|our end|on (?:our|my"
        r"|this) (?:side|end)|here|new|has changed|has happened|going on|happening|since|in november|for (?:november"
        r"|october|september|december|january|me|us|this month)|yet)\b|[.! ]*$)"
        r"|\b(?:not|never) (?:managed|got|had (?:the )?(?:time|chance)|been able)(?: round)? to (?:do|doing|start"
        r"|progress) (?:anything|much)\b"
        r"|\b(?:not|never) done (?:anything|much)\b"
        r"|\bnil (?:return|report|update|response|from)\b|^nil[.! ]*$|^nothing[.! ]*$|^none[.! ]*$|\b(?:a )?(?:quiet"
        r"|uneventful) (?:month|one|time|november|october|december)\b|\ball quiet\b|\bno update\b|\bdim (?:byd"
        r"|diweddariad|i'w)\b",
        "There is nothing to report.",
        literal=True,
        threads="update chat",
        unless=r"\bnothing (?:dramatic|earth|major|huge|too|fancy|big|exciting)\b[\w' ,]{0,20}(?: - |, but\b|but )"
        r"|\b(?:no|nothing) (?:further )?(?:questions?|help|problems?|issues?)\b|\bapart from\b|\bother than\b"
        r"|\bexcept\b|\bbut\b[\w', ]{0,20}\b(?:launched|started|began|have|are|is|set|ran|did)\b",
    ),
    row(
        "update_nil.bare",
        "n na nil none nothing no",
        r"^\W*(?:n/?a|nil|none|nothing|nope|no)[.! ]*$",
        "There is nothing to report.",
        literal=True,
        threads="update",
    ),
    row(
        "update_nil.explicit",
        "nil nothing update",
        r"\bnil return\b|\bnil update\b|\b(?:no update|nothing to (?:report|add))\b[\w' ]{0,30}\b(?:this month|update"
        r"|chat|november|october|december|january)\b",
        "There is nothing to report.",
        literal=True,
        unless=r"\bapart from\b|\bother than\b",
    ),
    row(
        "update.says",
        "update updates update's diweddariad summary report catching",
        r"\b(?:my|our|here is (?:my|our|the|an?)|here are (?:my|our)|the|this is (?:my|our|the)|an?|late|for (?:my"
        r"|our|the)|chat|quick|short|monthly|two|three|<month>) (?:\w+ ){0,3}?updates?\b(?! (?:my|your|our|the|me"
        r"|request|deadline|email|form|is due|to the))|\bupdates? (?:from|for|on behalf|re|on)\b(?! (?:the (?:meeting"
        r"|slides|deadline))| when)"
        r"|^(?:chat |champion |monthly |my |our |november |october )*updates?\b|\b(?:catching up|two (?:months"
        r"|updates) in one|here is what (?:we|i) have)\b|\bfyma (?:fy|ein) niweddariad|\bdyma (?:fy|ein) (?:n"
        r"|d)iweddariad",
        "The writer calls it an update.",
        unless=r"\b(?:send|sent|submit|do|write|get) (?:you |in )?(?:my|our|an?|the) (?:\w+ )?update (?:by|next|later"
        r"|tomorrow|soon|on|when|as soon|in)\b|\b(?:how|where|when|who) (?:do|should|can|to)\b|\bupdate (?:my"
        r"|your|our|his|her|their|me)\b|\breminders?\b|\bwill (?:send|get|do|provide|submit)\b"
        r"|\balready (?:sent|submitted)\b|\bi sent\b|\bno update\b",
    ),
    row(
        "group_chatter.arranging",
        "fine ok okay perfect shall see "
        "then looking forward lovely nice good great meeting works work teams zoom link invite invitation diary "
        "calendar free available availability doodle poll slot monday tuesday wednesday thursday mon tue tues wed weds "
        "thu thur thurs fri "
        "friday meet morning afternoon lunchtime call time pm am suits suit tomorrow",
        r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b|\b(?:fine|good|ok|okay|great|perfect) (?:by|for|with) (?:me|us)\b"
        r"|\b(?:works? (?:for|well|best|great|fine"
        r"|perfectly)|suits?(?: me)?|teams|zoom|google meet|doodle|when2meet"
        r"|poll|diary|diaries|calendars?|slots?|any ?time|lunchtime)\b|\b(?:i am|am|are you(?: all)?|is everyone"
        r"|is everybody|are people|everyone|who is|anyone|i could be) (?:\w+ ){0,2}(?:free|available|around|able)\b"
        r"|\b(?:i|we) (?:can|could) (?:do|make|meet|manage)\b"
        r"|\b(?:shall|should|could|can) we (?:say|meet|go|do|try|aim|speak|chat|catch)\b|\b(?:how|what) about\b"
        r"|\b(?:mon|tues?|weds?|thur?s?|fri) (?:at |the )?\d|\b(?:monday|tuesday|wednesday|thursday|friday"
        r"|tomorrow)\b[\w' -]{0,20}\b(?:\d{1,2}(?:[.:]\d\d)?(?:am|pm)?"
        r"|morning|afternoon|lunch|am|pm)\b|\b(?:can not|could not|unable to) (?:make|do) (?:monday|tuesday|wednesday"
        r"|thursday|friday|that|tomorrow|the \d|\d)"
        r"|\b(?:send|sent|sending|accepted|set up|pop|put) (?:\w+ ){0,4}(?:invite|invitation|meeting|link)\b"
        r"|\bsee you (?:then|all|on|there|at)\b|\b(?:looking forward to|lovely to|nice to|good to"
        r"|great to) (?:meeting|e-?meet|meet|chatting|speaking|catching|hearing)\b|\bfree (?:from|on|after|before|any"
        r"|all|most)\b|\bavailabilit",
        "The group arranges its chat.",
        threads="chat",
        literal=True,
        unless=r"\b(?:we (?:have )?met|met on|gone live|launched)\b",
    ),
    row(
        "thanks.says",
        "thanks thank cheers ta diolch appreciated grateful",
        r"\b(?:thanks?|thank you|cheers|ta|diolch|much appreciated|appreciate it|grateful)\b",
        "The writer says thank you.",
        literal=True,
        firm=False,
    ),
)
