"""Reading of the work status: whether the user has a job, and whether people there may know of the search."""

import re

from dialogs.model.facts import Work

NO_JOB = re.compile(
    r"mist(?:et|a) jobb|(?:blitt|ble|vart) (?:sagt opp|oppsagt)|oppsagt|nedbeman|permitter|arbeidsl[øe]di|arbeidslaus"
    r"|jobbløs|uten jobb|ikke (?:i )?jobb|ikkje (?:i )?jobb|har ingen jobb|mellom (?:to )?jobber|hjemmeværende"
    r"|fikk sparken|nyutdanna|nyutdannet|student|studerer|sluttet|slutta|konkurs|gikk konk"
    r"|unemployed|out of work|laid off|redundan|between jobs|lost my job|not working|no job|don't work|got fired"
    r"|was fired|just graduated|jobless|without a job|between things",
    re.IGNORECASE,
)
NO = re.compile(
    r"(?:nei|no|nope|næ|nei takk|ikke nå|not now|not at the moment|not right now)\b(?! problem)", re.IGNORECASE
)
KNOWING = re.compile(r"\b(?:vite|vet|vett|veit|know|knows|find out|hear|høre)\b", re.IGNORECASE)
SECRET = re.compile(
    r"(?:ikke|ikkje|aldri|ingen|not|n['’]?t|never|nobody|no one)\b.{0,40}\b(?:vite|vet|veit|know|find out|hear|høre)\b"
    r"|hemmelig|diskre|secret|discre|confiden|quiet|i det stille",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(?:åpen|åpent|open(?:ly)?|(?:de|sjefen|lederen|they|boss|manager) (?:vet|veit|knows?))\b", re.IGNORECASE
)
YES = re.compile(
    r"(?:ja|jo|jada|yes|yep|yeah|jepp|japp|sure|gjerne|det går (?:bra|fint)|that['’]s fine)\b", re.IGNORECASE
)
RATHER_NOT = re.compile(
    r"(?:(?:helst|absolutt|i'd|prefer|rather|definitely|please) ){0,6}+(?:ikke|ikkje|not)\b|(?:they )?mustn",
    re.IGNORECASE,
)
MAY = re.compile(r"\b(?:kan|får|må gjerne|gjerne|may|can)\b", re.IGNORECASE)
WORKING = re.compile(
    r"(?:ja|jo|yes|yep|yeah|jepp|japp)\b|\b(?:jobber|i jobb|har jobb|ansatt|deltid|fulltid|working|work at|employed"
    r"|full[- ]time|part[- ]time|have a job)\b",
    re.IGNORECASE,
)


def work_in(text: str) -> Work | None:
    """Return the work status in an answer, or None if it is unclear whether colleagues may know of the search."""
    if NO_JOB.search(text):
        return Work.NONE
    if SECRET.search(text):
        return Work.DISCREET
    if OPEN.search(text) or (KNOWING.search(text) and MAY.search(text)):
        return Work.OPEN
    return Work.NONE if NO.match(text.strip()) else None


def openness_in(text: str) -> Work | None:
    """Return the work status in an answer to whether colleagues may know of the search; a bare no means discreet."""
    work = work_in(text)
    if work in {Work.DISCREET, Work.OPEN} or NO_JOB.search(text):
        return work
    said = text.strip()
    if NO.match(said) or RATHER_NOT.match(said):
        return Work.DISCREET
    return Work.OPEN if YES.match(said) else None


def is_working(text: str) -> bool:
    """Return whether an answer mentions a job without saying whether colleagues may know of the search."""
    return WORKING.search(text.strip()) is not None
