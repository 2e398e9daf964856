"""Small talk: greetings, thanks, goodbyes and good news that do not answer a question, with replies."""

import re

from dialogs.engine.script import Turn
from dialogs.model.slots import Slots
from dialogs.protocol.replies import Reply, say
from dialogs.text import t

MOST = 60
"""Maximum length of small talk in characters; a longer text has other content."""

GREETING = re.compile(
    r"(?:hei+|hei hei|hei igjen|heisann|hallo|halla|morn|god (?:morgen|dag|kveld)|hi|hi again|hello|hello again|hey"
    r"|good (?:morning|afternoon|evening))(?: (?:igjen|again|der|there|coach))?",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"(?:(?:ok|nei|ja|perfekt|flott|great|perfect),? )?"
    r"(?:tusen takk|takk|mange takk|takker|takk skal du ha|takk for (?:hjelpen|hjelpa|meg)"
    r"|thanks|thank you|many thanks|thx|ty|cheers)"
    r"(?: (?:så mye|så mye for hjelpen|a lot|so much|for your help|igjen|again))?",
    re.IGNORECASE,
)
LEAVING = re.compile(
    r"stopp|stop|slutt|ferdig|nok nå|nok for i dag|ha det|ha det bra|hade|snakkes|god natt|bye|goodbye|good night"
    r"|see you|quit|exit|enough|enough for (?:now|today)|i'm done|(?:jeg )?orker ikke(?: mer)?(?: nå)?|(?:jeg )?gir opp"
    r"|i give up",
    re.IGNORECASE,
)
AGREEING = re.compile(
    r"ok|okay|okei|oki|k|greit|den er grei|fint|flott|supert|perfekt|bra|topp|skjønner|forstår|great|nice|cool|perfect"
    r"|(?:det )?høres (?:bra|greit|fint) ut|(?:det )?går (?:bra|fint)|(?:det er )?helt greit|det er (?:greit|fint)"
    r"|sure|fine|good|all right|alright|that's fine|sounds (?:good|great|fine)|no problem|got it|i see"
    r"|[👍👌🙏😊🙂😀❤️\s]+",
    re.IGNORECASE,
)
GOOD_NEWS = re.compile(
    r"(?:(?:jeg|eg|i|i've|i have|nå har jeg|har) )?(?:nettopp |endelig |just |finally )?(?:har )?"
    r"(?:fått|fikk|got|gotten|landed|found|been offered) (?:meg )?"
    r"(?:en |et |a |an |the |drømme|my dream )?(?:ny |nytt |new )?"
    r"(?:jobb|jobben|job|jobbtilbud|tilbud|offer|job offer)\b.{0,25}",
    re.IGNORECASE,
)


def _notes(pattern: re.Pattern[str], turn: Turn) -> Slots | None:
    text = turn.text.strip(" .!,:)(")
    return Slots() if text and len(text) <= MOST and pattern.fullmatch(text) else None


def greets(turn: Turn) -> Slots | None:
    """Return slots if the text is a greeting."""
    return _notes(GREETING, turn)


def say_hello(_turn: Turn) -> Reply:
    """Return the greeting."""
    return say(t("Hi again! This is where we are:"))


def thanks(turn: Turn) -> Slots | None:
    """Return slots if the text says thanks."""
    return _notes(THANKS, turn)


def say_welcome(_turn: Turn) -> Reply:
    """Reply to thanks."""
    return say(t("You're welcome."))


def leaves(turn: Turn) -> Slots | None:
    """Return slots if the user wants to stop for now."""
    return _notes(LEAVING, turn)


def say_goodbye(_turn: Turn) -> Reply:
    """Say that the user may leave at any time."""
    return say(t("That's fine. All that you have told me is kept, and we can go on from here when it suits you:"))


def agrees(turn: Turn) -> Slots | None:
    """Return slots if the text is an “ok” that does not answer a question."""
    return _notes(AGREEING, turn)


def say_good(_turn: Turn) -> Reply:
    """Lead back to the question."""
    return say(t("Good. Let's go on:"))


def tells_good_news(turn: Turn) -> Slots | None:
    """Return slots if the text is news of a job or an offer."""
    return _notes(GOOD_NEWS, turn)
