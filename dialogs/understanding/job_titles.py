"""Recognition of job titles in Norwegian and English, and the splitting of a text that names several."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_LONGEST: Final = 400  # characters; an answer has at most 300

PHRASES: Final = re.compile(
    r"\b(?:daglig leder|dagleg leiar|adm\.? ?dir\.?|noe med \w+|something with \w+|noe kreativt|something creative"
    r"|noe praktisk|tech lead|head of|vp of|vp|c[efto]o)\b"
)
_INFLECTED: Final = re.compile(r"(?:en|n|er|ne|a|s)$")
_SHORTEST_STEM: Final = 4
_HYPHEN: Final = re.compile(r"[-/]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-.&/+#][^\W_]+)*\.?")
_COMPANY: Final = re.compile(r"\b(?:as|asa|a/s|ltd|inc|gmbh|ab|hf|kommune|group|gruppen)\.?$", re.IGNORECASE)
# "Vet" is an animal doctor in English, but a form of "know" in Norwegian.
_KNOWS: Final = re.compile(r"\bvet (?:ikke|ikkje|itj|hva|om|at|jeg|eg|du)\b|\b(?:jeg|eg) vet\b")
_MOST_WORDS: Final = 7


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (files("dialogs.data") / "role_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(word for row in rows for word in row.split("\t")[1].split() if row.startswith(f"{kind}\t"))


@cache
def role_words() -> frozenset[str]:
    """Return the words that are a role by themselves, in both languages."""
    return _words("nb") | _words("en")


@cache
def _endings() -> tuple[str, ...]:
    # A Norwegian job title is usually one compound word whose last member is the role.
    return tuple(_words("ending"))


def is_role(words: str) -> bool:
    """Return whether a short text is a job title."""
    piece = " ".join(words[:200].split())
    found = _WORD.findall(piece)
    if not found or len(found) > _MOST_WORDS or _COMPANY.search(piece) or _KNOWS.search(piece.lower()):
        return False
    return bool(PHRASES.search(piece.lower())) or any(is_role_word(word) for word in found)


def is_role_word(word: str) -> bool:
    """Return whether one word is a role, also in the definite form ("sjefen") and with a hyphen ("HR-sjef")."""
    lower = word.lower().strip(".-")
    if _is_plain_role(lower):
        return True
    last = _HYPHEN.split(lower)[-1]
    return (len(last) < len(lower) and _is_plain_role(last)) or any(map(_is_plain_role, _without_ending(last)))


def _without_ending(word: str) -> tuple[str, ...]:
    if len(word) <= _SHORTEST_STEM:
        return ()
    stripped = _INFLECTED.sub("", word)
    return (stripped,) if len(stripped) >= _SHORTEST_STEM and stripped != word else ()


def _is_plain_role(word: str) -> bool:
    if word in role_words():
        return True
    return len(word) > 5 and word not in _words("not") and word.endswith(_endings())


_SPACES: Final = re.compile(r"[^\S\n]+")
_OR: Final = re.compile(
    r"(?:(?<!\s)|(?<=/\s))\s++(?:(?:eller|el\.?|or|and/or|og/eller|/)\s++|[,;|]\s*+)|[,;|\n]\s*+"
    r"|(?:(?<!\s)|(?<=/\s))[^\S\n]++\n\s*+|\s/|/\s",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"(?<!\s)\s++(?:og|and|&|\+)\s++", re.IGNORECASE)
_WITHOUT: Final = re.compile(r"(?:^|\s)(?:uten|without|ikke|ikkje|not|no|slippe|minus)\s.*$", re.IGNORECASE | re.DOTALL)
"""Introduces what the user does not want, which is not part of the title: "sykepleier uten nattevakter"."""

_VAGUE: Final = re.compile(
    r"^(?:eller |or )?(?:noe (?:sånt|slikt|lignende)|lignende|liknende|tilsvarende|similar|something (?:similar"
    r"|like that)"
    r"|the like|whatever)\.?$",
    re.IGNORECASE,
)


def positions_in(text: str) -> tuple[str, ...]:
    """Split a text into job titles, each in the user's own words."""
    pieces: list[str] = []
    carried = ""
    for part in _OR.split(_SPACES.sub(" ", text[:_LONGEST])):
        # "prosjekt- eller byggeleder" stays whole: its first half lacks the last member of the compound.
        if part.rstrip().endswith("-") and part.strip() != "-":
            carried += part + (" eller " if "eller" in text else " or ")
            continue
        pieces += _split_roles(carried + part)
        carried = ""
    tidy = (_tidy(_WITHOUT.sub("", piece)) for piece in [*pieces, carried])
    return tuple(dict.fromkeys(piece for piece in tidy if _WORD.search(piece) and not _VAGUE.match(piece)))


def _split_roles(part: str) -> list[str]:
    # "PL/PM" and "kokk og servitør" are two titles; "UX/UI designer" and "vei og bane" are one.
    for separator in (re.compile("/"), _AND):
        halves = separator.split(part)
        if len(halves) > 1 and all(is_role(half) for half in halves):
            return [piece for half in halves for piece in _split_roles(half)]
    return [part]


def _tidy(piece: str) -> str:
    words = piece.strip(" \t,:;!?–-•*\"'«»()").rstrip(". ").split()
    if len(words) > 1 and any(len(word) > 4 for word in words) and all(word.isupper() for word in words):
        words = [word.lower() for word in words]
    words = [_tidy_word(word) for word in words]
    if words and _is_capital_of_phone(words):
        words[0] = words[0][0].lower() + words[0][1:]
    return " ".join(words)


def _tidy_word(word: str) -> str:
    if word.isupper() and len(word) > 4 and word.isalpha():
        return word.lower()
    return word


def _is_capital_of_phone(words: list[str]) -> bool:
    """Return whether only the first word has a capital, as phones write it; such a capital marks no name."""
    first, rest = words[0], words[1:]
    if not (first.isalpha() and first[0].isupper() and first[1:].islower()):
        return False
    return all(word[0].islower() for word in rest) if rest else is_role_word(first)
