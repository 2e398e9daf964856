"""Recognition of questions like “do I know anyone at X?” in either language."""

import re
from typing import Final

LONGEST: Final = 120
AT: Final = r"(?:som (?:jobber|arbeider|er|sitter) )?(?:i|hos|på|ved|fra|med) "
AT_EN: Final = r"(?:who (?:works?|is|'s) |working )?(?:at|in|from|with|for) "
SOMEBODY: Final = r"(?:noen|nokon|noko|folk|nån|nåkka|någen|ein|en)"
ANYBODY: Final = r"(?:any ?(?:one|body)|some ?(?:one|body)|people)"

ASKED: Final = re.compile(
    r"(?:hei[,!.]? |hi[,!.]? |hey[,!.]? )?(?:"
    rf"kjenn(?:er)? (?:jeg|eg|æ|vi) {SOMEBODY} {AT}"
    rf"|(?:hvem|hva folk|kven|kem) (?:kjenn(?:er)? (?:jeg|eg|æ)|(?:jeg|eg|æ) kjenner) {AT}"
    rf"|har (?:jeg|eg) (?:{SOMEBODY}|kontakter|kjente|bekjente) {AT}"
    rf"|(?:vet|veit) (?:jeg|eg) om {SOMEBODY} {AT}"
    rf"|(?:er det |finnes det )?{SOMEBODY} (?:jeg|eg) kjenner {AT}"
    rf"|do (?:i|we) (?:already )?know {ANYBODY} {AT_EN}"
    rf"|who do i (?:already )?know {AT_EN}"
    rf"|do i have (?:{ANYBODY}|contacts|connections) {AT_EN}"
    rf"|(?:is there )?{ANYBODY} i know {AT_EN}"
    rf"|know {ANYBODY} {AT_EN}"
    r")(?P<place>.+)",
    re.IGNORECASE,
)
IN_SHORT: Final = re.compile(
    rf"(?:(?:hvem|kven|kem)(?: jeg kjenner)? (?:jobber|jobbar|arbeider) {AT}|{SOMEBODY} (?:i|hos|ved) "
    rf"|who works {AT_EN}|{ANYBODY} {AT_EN})(?P<place>.+)",
    re.IGNORECASE,
)
"""Short forms, which need a question mark."""

NO_PLACE: Final = re.compile(
    r"(?:jobb(?:en)?|dag|arbeidet|work|my (?:work|job)|the same|it|i|that|this|noe|noen|en|et|a|an)", re.IGNORECASE
)


def place_asked_about(text: str) -> str | None:
    """Return the workplace in “kjenner jeg noen i Veidekke?”, or None for any other text."""
    words = " ".join(text[: LONGEST + 1].split())
    asked, bare = "?" in words[-3:], words.rstrip("?!. ")
    found = ASKED.fullmatch(bare) or (IN_SHORT.fullmatch(bare) if asked else None) if len(words) <= LONGEST else None
    place = found["place"].strip(" «»“”\"'") if found else ""
    return place if len(place) > 1 and not NO_PLACE.fullmatch(place) else None
