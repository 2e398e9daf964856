"""What a message says has changed about a person who is already known: the workplace, the role, or the relation.

The name is left out before: “has moved from Equinor to Vår Energi”, «er ikke kollega, men nabo».
"""

import re
from typing import Final

from msgspec import Struct

from dialogs.model.facts import Category
from dialogs.understanding.job_titles import is_role
from dialogs.understanding.people.relations import category_in
from dialogs.understanding.people.vocabulary import bare, is_no_workplace, is_relation, is_workplace

READ: Final = 400
"""Characters that are read."""


class ToldChange(Struct, frozen=True, gc=False):
    """What is different now; "" and None for what is not said. `left` is a workplace where the person no longer is."""

    workplace: str = ""
    role: str = ""
    left: str = ""
    category: Category | None = None


_CLAUSES: Final = re.compile(
    r"[;!?\n,]|\.(?:\s|$)|\s(?:but|men|og|and|så|so|except|bortsett fra at)\s|\s(?=(?:she|he|they|hun|han|ho|hu)\b)",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:not|no longer|isn[’']?t|wasn[’']?t|doesn[’']?t|ikke|ikkje|itte|anymore|any more|lenger|lengre)\b",
    re.IGNORECASE,
)
_LEAVES: Final = re.compile(
    r"\b(?:left|leaving|quit|quits|slutta|sluttet|slutter|slutte|ferdig|used to|formerly|was|were|var|tidligere)\b",
    re.IGNORECASE,
)
_IS_AT: Final = re.compile(
    r"\b(?:works?|working|is|er|e|jobber|jobbar|jobbe|jobb|job|jobs|arbeider|begynt|begynte|begynner|byne|began|begun|"
    r"started|starts|moved|moves|went|gone|joined|flyttet|flytta|gått|gikk|bytta|byttet|skiftet|now|nå|no)\b|[’']s\b",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\b(?P<how>at|with|to|for|in|joined|joins|hos|i|på|ved|til|from|fra|frå|left|quit)\s++(?=[^\W_])", re.IGNORECASE
)
_FROM: Final = frozenset({"from", "fra", "frå", "left", "quit"})
_OF_FIRMS: Final = frozenset({"at", "hos", "joined", "joins", "with"})
"""Words after which a word in lower case may be a workplace that is not known."""

_ROLE: Final = re.compile(
    r"(?:\b(?:as|som|is|er|blitt|ble|became|become|now|nå)\s++|[’']s\s++)(?:(?:now|nå|blitt|become|an?|en|ei|et|the|ny|new)\s++)*+"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
_ENDS: Final = frozenset(
    {
        *("now", "nå", "no", "since", "siden", "from", "fra", "frå", "to", "til", "in", "i", "at", "hos", "på", "ved"),
        *("please", "pls", "takk", "thanks", "anymore", "any", "lenger", "lengre", "instead", "as", "som", "and", "og"),
        *("last", "this", "next", "then", "today", "update", "skjønner", "not", "ikke", "ikkje", "itte", "is", "er"),
        *("was", "var", "she", "he", "they", "hun", "han", "ho", "hu", "you", "du", "yes", "ja", "nei"),
        *("actually", "egentlig", "faktisk", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "okt", "oct"),
        *("nov", "des", "dec"),
    }
)
"""Words that end a name or a role."""

_NO_NAMES: Final = frozenset(
    {
        *("me", "meg", "us", "oss", "them", "dem", "my", "min", "mi", "the", "a", "an", "en", "ei", "et"),
        *("school", "skolen", "work", "jobb", "home", "hjemme"),
    }
)
"""Words in lower case that are no part of the name of a workplace."""

_MINE: Final = frozenset({"min", "mi", "my", "our", "vår", "mine"})
_WAS: Final = re.compile(r"\b(?:was|were|var|used to|worked|jobba|jobbet|tidligere)\b", re.IGNORECASE)
_MOST_WORDS: Final = 5


def change_in(text: str, *, is_working: bool) -> ToldChange:
    """Return what a message says has changed; where it says something twice, the last counts."""
    told = ToldChange()
    for clause in _CLAUSES.split(text[:READ]):
        said = _change_of(clause.strip(), is_working=is_working) if clause else ToldChange()
        told = ToldChange(
            said.workplace or told.workplace,
            said.role or told.role,
            said.left or told.left,
            said.category or told.category,
        )
    return told


def _change_of(clause: str, *, is_working: bool) -> ToldChange:
    is_denied = _NOT.search(clause) is not None
    if not is_denied and (category := _category(clause, is_working=is_working)):
        return ToldChange(category=category)
    new, left = "", ""
    for found in _PLACE.finditer(clause):
        how = found["how"].lower()
        name = _name_at(clause[found.end() :], is_after_firm_word=how in _OF_FIRMS and not is_denied)
        if not name:
            continue
        if how in _FROM or is_denied or _LEAVES.search(clause[: found.end()]):
            left = name
        elif _IS_AT.search(clause) or how in _OF_FIRMS:
            new = name
    return ToldChange(new, "" if is_denied else _role_in(clause), left)


def _words_until_end(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split()[: _MOST_WORDS + 1]:
        if bare(word) in _ENDS:
            break
        words.append(word)
    return words


def _name_at(text: str, *, is_after_firm_word: bool) -> str:
    """Return the workplace at the beginning of the words, or ""."""
    words = _words_until_end(text)
    name = " ".join(words).strip(' .:()"«»“”')
    if not name or len(words) > _MOST_WORDS or is_no_workplace(name):
        return ""
    if name[0].isupper() or is_workplace(name):
        return name
    return name if is_after_firm_word and not is_role(name) and not _NO_NAMES.intersection(words) else ""


def _role_in(clause: str) -> str:
    for found in _ROLE.finditer(clause):
        words = _words_until_end(clause[found.end() :])
        role = " ".join(words).strip(' .:()"«»“”')
        if role and is_role(role) and not any(map(is_relation, words)):
            return role
    return ""


def _category(clause: str, *, is_working: bool) -> Category | None:
    """Return the relation that a clause names; a present colleague only if the words say that it is the user's own."""
    category = category_in(clause, is_working=is_working)
    if category is not Category.COLLEAGUE:
        return category
    if _WAS.search(clause):
        return Category.FORMER
    return category if _MINE.intersection(map(bare, clause.split())) else None
