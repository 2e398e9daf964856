"""The everyday words for industries, in both languages, indexed under all their forms."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from msgspec import Struct

CONNECTORS = frozenset({"og", "and", "of", "the"})
ENDINGS = ("en", "et", "a", "er", "ene", "ar", "ane", "s")
ENDINGS_AFTER_VOWEL = ("n", "t", "r", "ne", "s")
# Phones of one maker send "å" as "a" and a ring of its own, which belongs to the word.
WORD_OR_STOP = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+(?:[&'’][^\W_]+)*|[,;:/.|()\n]")
LETTERS = str.maketrans({"ø": "o", "ö": "o", "å": "a", "æ": "a", "ä": "a", "é": "e", "è": "e", "ó": "o", "ü": "u"})

Row: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]  # kind, codes, words
Table: TypeAlias = tuple[Row, ...]


class SenseKind(Enum):
    """How far a word can be trusted to name an industry."""

    MEANS = "means"  # all its codes together are what it says
    ASKS = "asks"  # it may be any of its codes
    WORK = "work"  # also a kind of work that is done at every workplace
    ROLE = "role"  # a trade or title, which suggests where it is done
    HINTS = "hints"  # too vague for more than a suggestion


class Sense(Struct, frozen=True, gc=False):
    """What a word says; `is_guess` when it was misspelt too badly to be trusted."""

    kind: SenseKind
    codes: tuple[str, ...]
    is_guess: bool = False


class Token(Struct, frozen=True, gc=False):
    """One word as typed and folded, and where it stands; `part` counts the commas before it."""

    typed: str
    key: str
    start: int
    end: int
    part: int


class Lexicon(Struct, frozen=True, gc=False):
    """All that is known of words, indexed for one look-up each."""

    senses: dict[str, Sense]
    undoubled: dict[str, Sense]
    spellings: dict[str, dict[str, Sense]]  # first letter: the words that misspellings are compared with
    heads: dict[str, Sense]  # last members of compounds
    tails: tuple[str, ...]  # "-bransjen" and the like, which say nothing themselves, longest first
    fillers: frozenset[str]
    never: frozenset[str]  # words that look like an industry's and are not: "møte" is not "mote"
    names: frozenset[str]  # given names, which make a surname of "Strøm"
    away: frozenset[str]  # words that turn away from the industry after them: "fra bank"
    beside_it: frozenset[str]  # words that give the English pronoun "it" away

    def is_empty(self, key: str) -> bool:
        """Return whether a word can stand beside an industry without saying anything of it."""
        return key in self.fillers or key in CONNECTORS

    def is_other(self, token: Token) -> bool:
        """Return whether a word alone certainly says nothing of an industry."""
        never = token.typed.casefold() in self.never or (token.key in self.never and token.key not in self.senses)
        return never or token.key in self.names or self.is_empty(token.key)


def fold(word: str) -> str:
    """Spell a word without what phones leave out: capitals, diacritics, apostrophes, hyphens."""
    plain = word.casefold().translate(LETTERS)
    plain = plain.replace("aa", "a").replace("ae", "a").replace("oe", "o")
    return re.sub(r"[^a-z0-9]", "", plain)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Split a text into words; a comma, slash or full stop ends a part, so no phrase reaches across it."""
    found, part = [], 0
    for match in WORD_OR_STOP.finditer(text):
        if key := fold(match[0]):
            found.append(Token(match[0], key, match.start(), match.end(), part))
        else:
            part += 1
    return tuple(found)


def key_of(words: str) -> str:
    """Join a phrase without spaces and "and", since many write compounds apart, and phrases together."""
    return "".join(token.key for token in tokens_of(words) if token.key not in CONNECTORS)


def undouble(key: str) -> str:
    """Write every doubled letter once, the commonest slip in Norwegian spelling."""
    return re.sub(r"(.)\1", r"\1", key)


def forms_of(key: str) -> Iterator[str]:
    """List the plural and definite forms of a word, in both languages."""
    if len(key) < 4:
        return
    endings = ENDINGS_AFTER_VOWEL if key[-1] in "aeiou" else ENDINGS
    yield from (key + ending for ending in endings)
    if key.endswith("el"):  # hotell has two, but "handel" gives "handelen" and "artikkel" gives "artikler"
        yield key[:-2] + "ler"
    if key.endswith("y"):
        yield key[:-1] + "ies"


def rows() -> Iterator[Row]:
    """Read the packaged table."""
    table = files("dialogs.data").joinpath("industry_words.tsv").read_text(encoding="utf-8")
    for line in table.splitlines()[1:]:
        kind, codes, words = line.split("\t")
        yield kind, tuple(codes.split()), tuple(words.split(", "))


def by_length(words: Iterable[str]) -> tuple[str, ...]:
    """Put the longest first, so that the most telling ending is tried first."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def lexicon() -> Lexicon:
    """Build the index once, at the first question."""
    table = tuple(rows())
    named = {key_of(word): sense for sense, words in senses_in(table) for word in words}
    heads = {key_of(word): sense for sense, words in senses_in(table) for word in words if word.startswith("-")}
    senses, inflected_heads = with_forms(named), with_forms(heads)
    return Lexicon(
        senses=senses,
        undoubled={undouble(key): sense for key, sense in reversed(senses.items()) if len(key) > 3},
        spellings=by_first_letter(named),
        heads=inflected_heads,
        tails=by_length(listed(table, "tail")),
        fillers=listed(table, "filler"),
        never=(listed(table, "never") - senses.keys()) | words_in(table, "never"),
        names=listed(table, "name"),
        away=listed(table, "away"),
        beside_it=listed(table, "beside it"),
    )


def senses_in(table: Table) -> Iterator[tuple[Sense, tuple[str, ...]]]:
    """List the rows of words that speak of industries."""
    kinds = {kind.value for kind in SenseKind}
    yield from ((Sense(SenseKind(kind), codes), words) for kind, codes, words in table if kind in kinds)


def words_in(table: Table, kind: str) -> frozenset[str]:
    """List the words of the other rows, as they stand."""
    return frozenset(word for row_kind, _, words in table for word in words if row_kind == kind)


def listed(table: Table, kind: str) -> frozenset[str]:
    """List the words of the other rows, folded."""
    return frozenset(fold(word) for word in words_in(table, kind))


def with_forms(named: dict[str, Sense]) -> dict[str, Sense]:
    """Add every word's forms, where no word of its own is spelt so ("bar" is not singular of "barn")."""
    inflected = {form: sense for key, sense in named.items() for form in forms_of(key)}
    return named | {form: sense for form, sense in inflected.items() if form not in named}


def by_first_letter(named: dict[str, Sense]) -> dict[str, dict[str, Sense]]:
    """Group words by their first letter, which people seldom miss."""
    grouped: dict[str, dict[str, Sense]] = {}
    for key, sense in named.items():
        grouped.setdefault(key[0], {})[key] = sense
    return grouped
