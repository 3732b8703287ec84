"""The network's own terms as a reader sees them, in English and Welsh: kinds of activity, how far they are, aims."""

from __future__ import annotations

KINDS = {
    "en": {
        "internal_launch": "internal launch of the strategy",
        "metrics": "metrics for user engagement",
        "hub_workshop": "workshop with the USER hub",
        "joint_working": "working with other organisations",
        "tools": "tools such as web analytics",
        "own_network": "a network of its own",
        "internal_pages": "internal web pages and resources",
        "feedback_on_hub": "feedback for the USER hub",
        "other": "other news",
    },
    "cy": {
        "internal_launch": "lansio'r strategaeth yn fewnol",
        "metrics": "metrigau ar gyfer ymgysylltu â defnyddwyr",
        "hub_workshop": "gweithdy gyda'r hyb USER",
        "joint_working": "gweithio gyda sefydliadau eraill",
        "tools": "offer fel dadansoddeg gwe",
        "own_network": "rhwydwaith mewnol",
        "internal_pages": "tudalennau gwe ac adnoddau mewnol",
        "feedback_on_hub": "adborth ar gyfer yr hyb USER",
        "other": "newyddion eraill",
    },
}
STAGES = {
    "en": {"planned": "planned", "planning": "planned", "under_way": "under way", "done": "done"},
    "cy": {
        "planned": "wedi'i gynllunio",
        "planning": "wedi'i gynllunio",
        "under_way": "ar waith",
        "done": "wedi'i wneud",
    },
}
AIMS = {
    "en": {
        "profile": "raise the profile of user engagement",
        "understand": "understand its users",
        "review": "review its user engagement",
        "work_together": "work together with others",
        "feedback": "test with users and gather feedback",
        "develop": "develop skills and resources",
    },
    "cy": {
        "profile": "codi proffil ymgysylltu â defnyddwyr",
        "understand": "deall ei ddefnyddwyr",
        "review": "adolygu ei waith ymgysylltu â defnyddwyr",
        "work_together": "cydweithio ag eraill",
        "feedback": "profi gyda defnyddwyr a chasglu adborth",
        "develop": "datblygu sgiliau ac adnoddau",
    },
}

TOPICS = {
    "en": {
        "toolkit": "the toolkit",
        "guidance": "the guidance",
        "templates": "the templates",
        "hub": "the USER hub",
        "website": "the website",
        "meeting": "the meetings",
        "chats": "the chats",
        "strategy": "the strategy",
    },
    "cy": {
        "toolkit": "y pecyn cymorth",
        "guidance": "y canllawiau",
        "templates": "y templedi",
        "hub": "yr hyb USER",
        "website": "y wefan",
        "meeting": "y cyfarfodydd",
        "chats": "y sgyrsiau",
        "strategy": "y strategaeth",
    },
}


def kind(value: str, lang: str) -> str:
    """``internal launch of the strategy``."""
    return KINDS[lang].get(value, value)


def stage(value: str, lang: str) -> str:
    """``under way``."""
    return STAGES[lang].get(value, value)


def aim(value: str, lang: str) -> str:
    """``raise the profile of user engagement``."""
    return AIMS[lang].get(value, value)


def topic(value: str, lang: str) -> str:
    """What feedback is about: ``the toolkit``, ``the housing theme group``."""
    group, colon, theme = value.partition(": ")
    if colon and group == "theme group":
        return {"en": f"the {theme} theme group", "cy": f"y grŵp thema “{theme}”"}[lang]
    return TOPICS[lang].get(value, value)
