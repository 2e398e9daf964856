"""Detection of plans: words that name a time, a place or an occasion. The coach asks about other words."""

import re
from typing import Final

from dialogs.text import Language

_WHEN_OR_WHERE: Final = re.compile(
    r"\b(?:på|ved|hos|hjemme|heime|ute|inne|etter|etterpå|før|når|mens|under|innen|fra|straks|snart|senere|seinere|nå"
    r"|\w{0,40}(?:kveld|morgen|morra|natt|lunsj|helg|pause|buss|tog|trikk|bane|kaffe|frokost|middag|kjøkken|sofa|seng|stol"
    r"|kontor|pult|jobb|trening|tur|butikk|bibliotek|kafé|kafe|pc|mac|mobil)\w{0,20}"
    r"|at|on|after|before|when|while|during|once|from|by|home|outside|inside|tonight|later|now|soon"
    r"|\w{0,40}(?:lunch|breakfast|dinner|supper|coffee|tea|evening|morning|night|weekend|break|bus|train|tram|sofa|couch|bed"
    r"|kitchen|office|desk|work|gym|walk|run|library|café|phone|laptop)\w{0,20})\b",
    re.IGNORECASE,
)
_IN: Final = {
    Language.NB: re.compile(r"\bi (?!am\b|will\b|have\b|don.t\b|know\b)\w", re.IGNORECASE),
    Language.EN: re.compile(r"\bin \w", re.IGNORECASE),
}


def may_be_plan(text: str, language: Language) -> bool:
    """Return whether the words name a time, place or occasion, even a vague one (“when I've had a good day”)."""
    return bool(_WHEN_OR_WHERE.search(text) or any(_IN[one].search(text) for one in (language, Language.EN)))
