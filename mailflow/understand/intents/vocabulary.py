"""The names that patterns use in angle brackets: how people call the network, its mails and its parts."""

from __future__ import annotations

_OTHER = (
    r"harmoni[sz]ation|quality|presentation|dissemination|geography|geospatial|rap|reproducible analytical pipelines?"
    r"|accessibility"
    r"|data ethics|ethics|coding|data linkage|linkage|admin(?:istrative)? data|mental health|wellbeing|well-being"
    r"|diversity|inclusion"
    r"|equality|digital|change|green|sustainability|learning|innovation|open data|metadata|data|python|methodology"
    r"|imputation"
    r"|visuali[sz]ation|data visuali[sz]ation|code of practice|security|health and safety|apprenticeships?|career"
    r"|census|language"
)
_OURS = r"(?:user[- ]engagement|user engagements?|engagement|ue|gss ue)"
_CHAMPION = r"(?:champions?(?:'s?)?)"

VOCABULARY = {
    "other": rf"(?:{_OTHER})",
    "champion": rf"(?<!harmonisation )(?<!harmonization )(?<!quality )(?<!presentation )(?<!geography )(?<!rap )"
    rf"(?<!data )"
    rf"(?<!accessibility )(?<!ethics )(?<!health )(?<!digital )(?<!diversity )(?<!inclusion )(?<!wellbeing )"
    rf"(?<!pipelines )"
    rf"(?<!pipeline )(?<!dissemination )(?<!coding )(?<!visualisation )(?<!linkage ){_CHAMPION}",
    "ours": _OURS,
    "net": rf"(?:{_OURS} {_CHAMPION}(?: (?:network|group|list|programme|scheme|role|community|team|forum))?"
    rf"|{_CHAMPION} (?:for|of) {_OURS}"
    rf"|{_OURS} (?:network|group|community)|(?:the|your|our|this) (?:network|scheme|programme)|(?:the |your |this "
    rf"|our |a |an |another )"
    rf"{_CHAMPION}(?: (?:network|group|list|programme|scheme|role|community|team|forum))?|{_CHAMPION} "
    r"(?:network|group|list|programme|scheme|role|community|team|forum)|champion (?:for|of) user engagement"
    r"|the champions)",
    "list": r"(?:(?:the|your|this|that|these|those|any|all|every|our|all of|mailing|email|contact|distribution|distro"
    r"|circulation"
    r"|champions?'?s?|user engagement|ue|gss|network) ){1,5}"
    r"(?:lists?|network|database|register|records?|rota|circulation|distribution|mailings?|mails?|emails?|books|group"
    r"|scheme|programme)",
    "chat": r"(?:(?:champions? )?chats?|pairings?|(?:chat )?groups?|draws?|rounds?)",
    "month": r"(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept?"
    r"|october|oct|november|nov"
    r"|december|dec|this month|next month|the month)",
    "meeting": r"(?:meetings?|workshop|session|event|get-together|call)",
    "update": r"(?:updates?|return|report|diweddariad)",
    "hub": r"(?:(?:the )?(?:user )?hub(?:'s)?(?: (?:project )?team)?|(?:the )?hub team|user hub)",
    "please": r"(?:(?:please|kindly|so|just|now|then|also|hi|hello|yes|could you|can you|would you|could someone"
    r"|can someone|will you"
    r"|i would like you to|you need to|i want you to|i ask you to) ?)*",
    "now": r"(?:now|straight away|right away|immediately|today|asap|at once)",
    "org": r"(?:department|organisation|ministry|agency|office|body|directorate|team|branch|division)",
}
