"""Where the user works, out of an answer or a remark in free words: “i'm a data engineer at Schibsted, dont tell them”.

The name is looked for behind a word of place (“at”, «hos»), then behind a lead-in (“it's called”), then at the begin.
What follows a comma, a denial or a remark is left out. What is not surely a name is kept whole: `dialogs.rules` holds
back everybody whose workplace is named in it, so an answer that was not understood still protects.
"""

import re
from typing import Final

from msgspec import Struct

from dialogs.understanding.people.vocabulary import is_workplace

LONGEST: Final = 300
MOST_WORDS: Final = 5
"""A name of a workplace with more words is rare; a sentence is not."""


class OwnEmployer(Struct, frozen=True, gc=False):
    """The words that name the employer, and whether they surely are a name alone."""

    name: str
    is_sure: bool


_AT: Final = re.compile(
    r"\b(?:at|for|with|hos|i(?!\s(?:work|am|have|was|would|do|don|can|m|d)\b)(?!['’])|på|ved|in|inn?i|frå|fra|from"
    r"|called|named|heter|heiter|it[’']?s)\s++(?:a\s|an\s|the\s|et\s|en\s|ei\s)?(?P<name>[^,.;!?\n()]++)",
    re.IGNORECASE,
)
_WORK: Final = re.compile(
    r"\b(?:work(?:s|ing|ed)?|employed|job|jobb(?:er|ar|e|a)?|arbeid(?:er|ar|e)?|ansatt|stilling|boss|sjef(?:en)?|engineer|"
    r"nurse|teacher|manager|leder|konsulent|utvikler)\b",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(
    r"(?:(?:well|oh|eh|jo|ja|yes|nei|no|altså|actually|sorry|okay|ok|right now|akkurat nå|nå|for tiden)[,.]?\s++)*+"
    r"(?:(?:it'?s|it is|det er|det heter|den heter|er|we'?re|i'?m|i am|jeg er|eg er|æ e|jeg|eg|æ|i|my|min|mitt)\s++)*+"
    r"(?:(?:called|named|still|fortsatt|fremdeles|ansatt|employed|working|work|jobber|jobbar|jobbe|arbeider|employer|"
    r"arbeidsgiver(?:en)?|company|firma(?:et)?|is|heter|er|with|at|hos|i|på|ved|for|in)\s++)*+",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(
    r"(?<!\s)\s++(?:but|men|and|og|so|så|because|fordi|since|siden|where|der|which|som|dont|don't|ikke|as|nå|now|"
    r"right now|actually|egentlig|for now|inntil videre|til sommeren|sa jeg|you know|vet du)\b.*+$|\(.*+$",
    re.IGNORECASE | re.DOTALL,
)
_NOT: Final = re.compile(r"^(?:not|ikke|no longer|used to)\b", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"(?:[A-ZÆØÅ0-9][\w&.'-]*+)(?:\s++(?:[A-ZÆØÅ0-9&][\w&.'-]*+|og|and|of|for|i))*+")
_OWN: Final = re.compile(
    r"\b(?:i|i'?m|im|we|jeg|eg|æ|e|mi|my|min|mitt)\b.{0,40}\b(?:work|working|employed|at|with|job|employer|ansatt|hos|"
    r"jobb\w*+|arbeid\w*+|i|på|ved|boss|sjef\w*+)\b",
    re.IGNORECASE,
)
"""The user speaks of the own job."""

_WORD: Final = re.compile(r"\w+")


def own_employer_in(text: str) -> OwnEmployer:
    """Return the employer that an answer to “where do you work?” names; the whole answer where that is not clear."""
    said = " ".join(text[:LONGEST].split()).strip(" .!")
    behind = [found["name"] for found in _AT.finditer(said) if not _NOT.match(found["name"])]
    bare = _LEAD_IN.sub("", said, count=1)
    names = [name for words in (*behind, bare) if (name := _name_in(words))]
    if known := next((name for name in names if is_workplace(name)), None):
        return OwnEmployer(known, is_sure=True)
    if behind and names and (_WORK.search(said) or bare != said):
        return OwnEmployer(names[0], is_sure=True)
    alone = _name_in(bare)
    if alone and len(_WORD.findall(alone)) <= MOST_WORDS and not _WORK.search(alone):
        return OwnEmployer(alone, is_sure=True)
    return OwnEmployer(said, is_sure=False)


def _name_in(words: str) -> str:
    """Return the name at the begin of these words: known, in capitals, or what stands before a remark."""
    plain = _REMARK.sub("", words.split(",", maxsplit=1)[0]).strip(" .!?")
    if not plain or is_workplace(plain):
        return plain
    capitals = _CAPITALS.match(plain)
    if capitals and capitals[0] != plain:
        return capitals[0].removesuffix(" i").removesuffix(" og").removesuffix(" and").removesuffix(" for").strip()
    return plain if len(_WORD.findall(plain)) <= MOST_WORDS else ""


def names_own_employer(text: str) -> bool:
    """Return whether a remark, at any step, surely names where the user works now."""
    said = " ".join(text[:LONGEST].split())
    return _OWN.search(said) is not None and own_employer_in(said).is_sure
