"""Requests in words to change a draft (shorter, warmer, in English …), and purposes of a message in words."""

import re
from typing import Final

from dialogs.model.draft_changes import Wish
from dialogs.model.outreach import Channel, Purpose

CHANNELS: Final = {Wish(channel.value): channel for channel in Channel}
"""The channels that can be requested."""

FEW: Final = 7
"""Maximum words of a request; a longer text is a message."""

_WISHES: Final[dict[Wish, str]] = {
    Wish.LINE: r"(?:setning|line|linje)\w*",
    Wish.SHORTER: r"kort\w*|short\w*|for lang\w*|too long|stram\w* inn|trim\w*",
    Wish.LONGER: r"lengre|longer|for kort|too short|utfyllende",
    Wish.WARMER: r"varm\w*|warm\w*|vennlig\w*|friendl\w*|mindre formell\w*|less formal|uformell\w*|informal"
    r"|nærmere|myk\w*",
    Wish.FORMAL: r"formell\w*|formal\w*|høflig\w*|polite\w*|mer profesjonell\w*|more professional\w*|stiv\w*",
    Wish.ANOTHER: r"en annen|et annet|en ny|et nytt|noe annet|nytt forslag|prøv igjen|another|something else|different"
    r"|try again",
    Wish.ENGLISH: r"engelsk|english",
    Wish.NORWEGIAN: r"norsk|bokmål|norwegian",
    Wish.NOTE: r"invitasjon\w*|invitation|note",
    Wish.LINKEDIN: r"linkedin",
    Wish.EMAIL: r"e-?post|e-?mail|mail|epost",
    Wish.SMS: r"sms|tekstmelding|text message|text|chat|whatsapp|messenger|telegram",
}
"""Patterns of the requests; the first that matches wins. `_OPPOSITES`, such as “less formal”, come before them."""

_OPPOSITES: Final = {
    Wish.FORMAL: (
        r"mindre formell|less formal|uformell|informal|for formell|too formal|mindre stiv|for stiv",
        Wish.WARMER,
    ),
    Wish.SHORTER: (r"for kort|too short|ikke så kort", Wish.LONGER),
    Wish.LONGER: (r"for lang|too long|ikke så lang|mindre lang", Wish.SHORTER),
    Wish.WARMER: (r"for varm|too warm|mindre varm|less warm|for vennlig|too friendly", Wish.FORMAL),
}


def wish_in(text: str) -> Wish | None:
    """Return the change that a short text requests, or None."""
    words = text.casefold()
    if "\n" in text.strip() or len(words.split()) > FEW:
        return None
    for opposite, meant in _OPPOSITES.values():
        if re.search(opposite, words):
            return meant
    return next((wish for wish, pattern in _WISHES.items() if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words)), None)


_PURPOSES: Final[dict[Purpose, str]] = {
    Purpose.RECOMMENDATION: r"linkedin-?anbefaling|anbefal\w* (?:på|i) (?:linkedin|profilen)|linkedin recommendation"
    r"|recommend\w* \w* ?on (?:linkedin|my profile)",
    Purpose.UNOFFICIAL: r"uoffisiell\w*|unofficial|der jeg har søkt|where i(?:'ve| have)? applied",
    Purpose.HEADS_UP: r"si fra til \w*referanse\w*|heads[- ]?up|referansen? kan bli ringt",
    Purpose.REFEREE: r"referanse\w*|referee|reference",
    Purpose.SAME_PLACE: r"samme (?:sted|arbeidsplass)|same (?:place|workplace)|veien videre",
    Purpose.INTRODUCE: r"i kontakt med|sett\w* \w+ i kontakt|introdu\w*|koble|put \w+ in touch|introduction",
    Purpose.CONNECT: r"invitasjon\w*|legg\w* til (?:på|i) linkedin|connect\w*|kontakt på linkedin|bli kontakter",
    Purpose.INSIDE: r"intern\w*|bytte avdeling|annen avdeling|internal\w*|move inside|another (?:team|department)",
    Purpose.FOLLOW_UP: r"følge? opp|oppfølging|minne \w* ?på|follow(?:ing)?[- ]?up|remind\w*",
    Purpose.THANKS: r"takk\w*|thank\w*",
    Purpose.GIVE_BACK: r"gi(?:\s\w+)? tilbake|gjenytelse|gjentjeneste|give (?:\w+ )?back|return (?:the|a) favour",
    Purpose.ASK_ABOUT: r"hvordan (?:det|jobben) er|om jobben|om arbeidsplassen|what (?:it|the job)(?:'s| is) like"
    r"|about the job",
    Purpose.RECOMMEND: r"anbefal\w*|godt ord|nevne|recommend\w*|good word|mention",
    Purpose.OPENINGS: r"ansetter|ledige?|stillinger|jobbtips|hiring|openings|vacanc\w*",
}


def purpose_in(text: str) -> Purpose | None:
    """Return the purpose that a short text names, or None if it is unclear."""
    words = text.casefold()
    if len(words.split()) > 2 * FEW:
        return None
    return next((ask for ask, pattern in _PURPOSES.items() if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words)), None)


_GAP: Final = re.compile(r"\[[^\]\n]{1,40}\]|\{[^}\n]{1,40}\}|⟨[^⟨⟩\n]*+⟩|_{3,}|\b[Xx]{3,}\b")


def gap_in(text: str) -> str:
    """Return the first placeholder to fill in, such as “[navn]” or “___”, or ""."""
    found = _GAP.search(text)
    return found[0] if found else ""
