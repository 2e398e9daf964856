"""Classification of words in a line about a person: names, workplaces, relations, joining words."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from dialogs.understanding.job_titles import is_role_word
from dialogs.understanding.target.places import may_be_place, places_in

AT: Final = frozenset({"i", "hos", "på", "ved", "at", "@", "in", "with", "innen"})
FROM: Final = frozenset({"fra", "from", "frå"})
AS: Final = frozenset({"som", "as", "er", "is", "who", "var", "was"})
AND: Final = frozenset({"og", "and", "&", "+", "samt", "eller", "or"})
ARTICLES: Final = frozenset({"a", "an", "en", "ei", "et"})
VERBS: Final = frozenset(
    {"jobber", "jobbar", "arbeider", "works", "work", "working", "sitter", "hun", "han", "she", "he", "ho"}
)
WORKS: Final = frozenset({"jobber", "jobbar", "arbeider", "works", "work", "working"})
"""Verbs that state employment at a place, in contrast to, for example, a seat on its board."""

# Words that are dropped between two fields, because the fields express them.
JOINING: Final = AT | FROM | AS | AND | ARTICLES | VERBS | {"of"}

_LONGEST_PLACE: Final = 60
_KIND_OF_WORKPLACE: Final = re.compile(
    r"(?:sykehus(?:et)?|sjukehus|skolen?|barnehagen?|kommunen?|fylkeskommune|hotell|bank|banken|klinikk"
    r"|sykehjem(?:met)?"
    r"|legesenter|legekontor|apotek|universitet(?:et)?|høgskolen?|gruppen|konsernet|departementet|direktoratet"
    r"|etaten|tilsynet"
    r"|forbundet|entreprenør|verksted|hospital|school|university|clinic|hotel|group|consulting|\bas|\basa|\bltd"
    r"|\binc|\bgmbh"
    r"|\bab|\bhf|advokatfirma\w*|byrå|forlag|avis)\.?$"
)
_SCHOOL_ONE_WENT_TO: Final = re.compile(
    r"(?:barne|ungdoms|grunn|folkehøg|videregående |høg|høy)?skol(?:en|a)|skol[ea] .*"
)
_RELATION: Final = re.compile(
    r"(?:sviger|halv|ste|eks|ex)-?(?:mor|far|bror|søster|sønn|datter|kone|mann|kjæreste|kollega|sjef)\w{0,3}"
    r"|\b\w+(?:venn|venninn|kamerat|kompis|kollega|nabo|friend|mate)(?:e|a|en|er)?"
)
_SHORTEST_RELATION: Final = 5
"""Length of the shortest word that the pattern above matches, such as "exfar"."""


@cache
def _lines(name: str) -> frozenset[str]:
    text = (files("dialogs.data") / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.lower().splitlines() if line)


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind in the packaged table."""
    rows = (files("dialogs.data") / "people_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(word for row in rows for word in row.split("\t")[1].split() if row.startswith(f"{kind}\t"))


def bare(word: str) -> str:
    """Return a word in its look-up form, without the punctuation around it."""
    lower = word.lower()
    return lower if lower.isalpha() else lower.strip(".,!?\"'«»:“”")


def is_first_name(word: str) -> bool:
    """Return whether a word, or the part before its hyphen, is a known first name."""
    lower = bare(word)
    names = _lines("first_names.txt")
    return lower in names or ("-" in lower and lower.split("-")[0] in names and not is_role_word(lower))


def is_relation(word: str) -> bool:
    """Return whether a word is a relation between people ("svigerfar", "naboen", "ex-colleague")."""
    lower = bare(word)
    is_long = len(lower) >= _SHORTEST_RELATION
    return lower in words_of("relation") or (is_long and _RELATION.fullmatch(lower) is not None)


def is_department(words: str) -> bool:
    """Return whether a whole field is a department or trade ("it", "økonomi")."""
    return bare(words) in words_of("department")


@cache
def workplace_names() -> frozenset[str]:
    """Return the known workplaces whose name is one word of four letters or more, in lower case."""
    return frozenset(name for name in _lines("workplaces.txt") if len(name) > 3 and " " not in name)


def is_workplace(words: str) -> bool:
    """Return whether words are a known workplace or have the ending of one."""
    lower = " ".join(words.lower().split()).strip(".,!?\"'«»")
    known = lower in _lines("workplaces.txt") and (len(lower) > 2 or words.isupper() or words == "If")
    return known or bool(_KIND_OF_WORKPLACE.search(lower.rpartition(" ")[2]))


def is_no_workplace(words: str) -> bool:
    """Return whether the words after "i" or "på" say where somebody lives or was met, not where they work."""
    lower = words.lower().strip(".,!? ")
    if lower in words_of("no workplace") or lower.split()[-1:] in (["jobben"], ["studiet"], ["trening"]):
        return True
    if _SCHOOL_ONE_WENT_TO.fullmatch(lower) or lower.split()[-1:] in (["med"], ["with"], ["sammen"], ["together"]):
        return True
    return not is_workplace(words) and is_place(words)


def is_place(words: str) -> bool:
    """Return whether the words are exactly the name of a place in Norway."""
    plain = words.strip(".,!? ")
    if len(words) > _LONGEST_PLACE or not may_be_place(plain):
        return False
    places = places_in(f"i {words}")
    return len(places) == 1 and places[0].text == plain


def is_surname(word: str) -> bool:
    """Return whether a word that is a role or a company is also a family name."""
    return word[:1].isupper() and not word.isupper() and bare(word) in words_of("surname")


@cache
def _ordinary_words() -> frozenset[str]:
    return words_of("ordinary") | words_of("pronoun") | JOINING


def is_ordinary(word: str) -> bool:
    """Return whether a word cannot be part of a name."""
    lower = bare(word)
    return lower in _ordinary_words() or is_relation(lower)


def is_initial(word: str) -> bool:
    """Return whether a word is one letter, as in "O. Hansen"."""
    return len(word.rstrip(".")) == 1 and word[0].isalpha() and (word[0].isupper() or word.endswith("."))


def may_be_name(word: str, *, lower_case: bool) -> bool:
    """Return whether a word may be part of a name. Words in scripts without capitals always may."""
    plain = word.strip(".,!?\"'«»“”")
    if not plain or not plain[0].isalpha() or any(letter.isdigit() for letter in plain):
        return False
    if is_ordinary(word) or is_role_word(plain) or is_workplace(plain):
        return is_surname(word)
    return lower_case or not plain[0].islower()
