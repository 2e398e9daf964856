"""Folding of text, one function for each kind: spellings of the same words become one form, which can be compared.

The folded form is never shown. Each kind keeps what tells its words apart: «måling» and “maling” are one key
of an industry, but two words of a whole message.
"""

import re
import unicodedata
from typing import Final

_VOWELS: Final = str.maketrans({"ø": "o", "ö": "o", "å": "a", "æ": "a", "ä": "a", "é": "e", "è": "e", "ü": "u"})
_VOWELS_AND_O: Final = _VOWELS | str.maketrans({"ó": "o"})
_ASCII: Final = str.maketrans({"ø": "o", "å": "a", "æ": "ae"})
_NORDIC: Final = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ð": "d", "þ": "th"})
_DIACRITICS: Final = re.compile(r"[\u0300-\u036f]")
_WORD: Final = re.compile(r"\w+")
_NEITHER_LETTER_NOR_FIGURE: Final = re.compile(r"[^a-z0-9]")
_JOINED: Final = re.compile(r"(?<=\w)['’\u0300-\u036f\-‐‑](?=\w)")
_APOSTROPHES: Final = re.compile("['’´`]")
_DOUBLED: Final = re.compile(r"([a-zæøå])\1+")
_NOT_WORDS: Final = re.compile(r"[^a-z0-9æøå]+")
_INTERNET_DOMAIN: Final = re.compile(r"\.(?:no|com|net|org|io|se|dk)\b")


def fold_answer(text: str) -> str:
    """Fold a short answer: lower case, straight apostrophes, no final punctuation."""
    return text.casefold().replace("’", "'").strip(" .!")


def fold_industry(word: str) -> str:
    """Fold a word without capitals, diacritics, apostrophes and hyphens, which phone users often omit."""
    return _NEITHER_LETTER_NOR_FIGURE.sub("", _digraphs(word.casefold().translate(_VOWELS_AND_O)))


def fold_question(text: str) -> str:
    """Fold a text to lower case, with Norwegian letters replaced and apostrophes and hyphens removed."""
    return _digraphs(_JOINED.sub("", text.casefold()).translate(_VOWELS))


def fold_message(text: str) -> str:
    """Fold a whole message to its words, in lower case, without apostrophes and doubled letters; æ, ø and å stay."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_NOT_WORDS.sub(" ", single_letters(plain)).split())


def fold_company(name: str) -> list[str]:
    """Fold the name of a company to its words, without case, diacritics, punctuation and internet domain."""
    plain = _INTERNET_DOMAIN.sub("", unicodedata.normalize("NFKC", name).casefold())
    plain = plain.replace("a/s", "as").translate(_NORDIC)
    return _WORD.findall(_DIACRITICS.sub("", unicodedata.normalize("NFD", plain)))


def fold_city(words: str) -> str:
    """Fold the name of a city or time zone to its words, without case, diacritics and punctuation."""
    bare = unicodedata.normalize("NFKD", words.casefold().replace("ø", "o").replace("æ", "ae"))
    return " ".join(_WORD.findall("".join(mark for mark in bare if not unicodedata.combining(mark))))


def fold_place(name: str) -> str:
    """Fold the name of a Norwegian place to lower case with æ, ø and å replaced."""
    return name.lower().translate(_ASCII)


def single_letters(text: str) -> str:
    """Return a text without doubled letters, which hasty writers add and omit."""
    return _DOUBLED.sub(r"\1", text)


def _digraphs(plain: str) -> str:
    return plain.replace("aa", "a").replace("ae", "a").replace("oe", "o")
