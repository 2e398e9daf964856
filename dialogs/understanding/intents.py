"""Intents: words that mean a command, a change or a refusal at any point of the conversation."""

import re

from dialogs.understanding.people.people_in_text import is_nobody

WORDS = {
    "back": "back",
    "go back": "back",
    "tilbake": "back",
    "gå tilbake": "back",
    "skip": "skip",
    "skip this": "skip",
    "hopp over": "skip",
    "cancel": "cancel",
    "avbryt": "cancel",
    "menu": "menu",
    "meny": "menu",
    "help": "help",
    "hjelp": "help",
    "start": "start",
    "hide": "hide",
    "hide now": "hide",
    "hide this": "hide",
    "hide this now": "hide",
    "hide it": "hide",
    "hide all": "hide",
    "hide everything": "hide",
    "hide the chat": "hide",
    "hide chat": "hide",
    "skjul": "hide",
    "skjul nå": "hide",
    "skjul dette": "hide",
    "skjul dette nå": "hide",
    "skjul det": "hide",
    "skjul alt": "hide",
    "skjul alt nå": "hide",
    "skjul chatten": "hide",
    "skjul meldingene": "hide",
    "gjem": "hide",
    "gjem nå": "hide",
    "gjem dette": "hide",
    "gjem det": "hide",
    "gjem alt": "hide",
    "english": "language",
    "english please": "language",
    "in english": "language",
    "switch to english": "language",
    "switch to english please": "language",
    "norsk": "language",
    "på norsk": "language",
    "norsk takk": "language",
    "bytt språk": "language",
    "change language": "language",
    "change the language": "language",
    "i have a new job": "new_job",
    "i've got a new job": "new_job",
    "i got a new job": "new_job",
    "i got the job": "new_job",
    "i've found a job": "new_job",
    "i found a job": "new_job",
    "i have got a new job": "new_job",
    "jeg har fått ny jobb": "new_job",
    "jeg har ny jobb": "new_job",
    "jeg fikk jobben": "new_job",
    "jeg har fått jobb": "new_job",
    "jeg fikk ny jobb": "new_job",
    "jeg har fått jobben": "new_job",
    "i've stopped looking": "stopped",
    "i stopped looking": "stopped",
    "i have stopped looking": "stopped",
    "jeg har sluttet å lete": "stopped",
    "jeg leter ikke lenger": "stopped",
    "jeg ser meg ikke om lenger": "stopped",
    "i was turned down": "turned_down",
    "i've been turned down": "turned_down",
    "i didn't get the job": "turned_down",
    "i got a rejection": "turned_down",
    "jeg fikk avslag": "turned_down",
    "jeg har fått avslag": "turned_down",
    "jeg fikk ikke jobben": "turned_down",
    "i've applied": "applied",
    "i have applied": "applied",
    "i applied": "applied",
    "i've applied for a job": "applied",
    "i have applied for a job": "applied",
    "jeg har søkt": "applied",
    "jeg har søkt en jobb": "applied",
    "jeg har søkt på en jobb": "applied",
    "jeg søkte en jobb": "applied",
    "i've got an interview": "interview",
    "i got an interview": "interview",
    "i have an interview": "interview",
    "jeg har fått intervju": "interview",
    "jeg fikk intervju": "interview",
    "jeg skal på intervju": "interview",
    "linkedin": "linkedin",
    "referees": "referees",
    "references": "referees",
    "referanser": "referees",
    "referansepersoner": "referees",
    "my week": "week",
    "uka mi": "week",
    "min uke": "week",
}
"""The words that stand for each command when typed without the slash."""


def command_in(text: str) -> str | None:
    """Return the name of the command in a text, without its slash, or None."""
    bare = text.strip()
    if bare.startswith("/"):
        return (bare[1:].split(maxsplit=1) or [""])[0].casefold()
    return WORDS.get(bare.casefold().rstrip(".!"))


MEANT = re.compile(
    r"(?:(?:å )?nei|no|oops|oi|sorry|beklager|vent|wait|actually)?(?<![,.! ])[,.! ]*+(?:(?:vent|wait)[,.! ]*+)?"
    r"(?:jeg mente|eg meinte|mente|det skulle (?:stå|være)|skulle være|rettelse|"
    r"i meant|i mean|it should be|should be|correction|make that)[:,]? ++(?P<meant>.+)",
    re.IGNORECASE | re.DOTALL,
)

CHANGE = re.compile(
    r"(?:kan (?:jeg|du|vi) |jeg vil (?:gjerne )?|vil |can (?:i|you|we) |i want to |i'd like to |please )?"
    r"(?:endre|bytte?|rette?(?: på)?|forandre|feil|change|correct|fix|edit|wrong) "
    r"(?:på |the |my |min |mitt )?(?P<thing>[\wæøå ]{3,30}?)(?: mi| min| mitt)?[?.!]*",
    re.IGNORECASE,
)


def meant_instead(text: str) -> str | None:
    """Return the correction in “nei, jeg mente Bergen”, or None."""
    found = MEANT.fullmatch(text.strip())
    return found["meant"].strip() if found else None


def thing_to_change(text: str) -> str | None:
    """Return what the user asks to change, folded (“size” in “change the size”), or None."""
    found = CHANGE.fullmatch(text.strip())
    return found["thing"].casefold().strip() if found else None


REFUSALS = re.compile(
    r"(?:det )?(?:vil|ønsker|har|husker|vet)? ?(?:jeg )?(?:ikke|du ikke|helst ikke|ingen)?.{0,12}"
    r"(?:si det|vil ikke si|ikke si|noe med|husker ikke|vet ikke|none of your business|rather not|don't remember|"
    r"don't know|can't remember|no comment|hemmelig|secret)\b.{0,12}",
    re.IGNORECASE,
)


LONGEST_REFUSAL = 80


def is_refusal(text: str) -> bool:
    """Return whether the user declines to answer or does not remember; the caller then stores nothing."""
    bare = text.strip(" .!?")
    return is_nobody(bare) or (len(bare) <= LONGEST_REFUSAL and REFUSALS.fullmatch(bare) is not None)
