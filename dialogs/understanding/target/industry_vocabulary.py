"""The index of everyday words for industries, in both languages and all their forms."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from msgspec import Struct

from dialogs.understanding.folding import fold_industry

CONNECTORS = frozenset({"og", "and", "of", "the"})
ENDINGS = ("en", "et", "a", "er", "ene", "ar", "ane", "s")
ENDINGS_AFTER_VOWEL = ("n", "t", "r", "ne", "s")
# Apple devices may send "å" as "a" with a combining ring (U+030A), which belongs to the word.
WORD_OR_STOP = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+(?:[&'’][^\W_]+)*|[,;:/.|()\n]")

Row: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]  # kind, codes, words
Table: TypeAlias = tuple[Row, ...]


class SenseKind(Enum):
    """How reliably a word names an industry."""

    MEANS = "means"  # it means all its codes together
    ASKS = "asks"  # it may mean any of its codes
    WORK = "work"  # it is also a kind of work that every workplace has
    ROLE = "role"  # a trade or job title, which suggests an industry
    HINTS = "hints"  # too vague for more than a suggestion


class Sense(Struct, frozen=True, gc=False):
    """The meaning of a word; `is_guess` if the misspelling is too large to be sure."""

    kind: SenseKind
    codes: tuple[str, ...]
    is_guess: bool = False


class Token(Struct, frozen=True, gc=False):
    """One word as typed and folded, with its position; `part` is the number of separators before it."""

    typed: str
    key: str
    start: int
    end: int
    part: int


class Lexicon(Struct, frozen=True, gc=False):
    """The words of the table, in one index for each kind of look-up."""

    senses: dict[str, Sense]
    undoubled: dict[str, Sense]
    spellings: dict[str, dict[str, Sense]]  # by first letter, for comparison with misspellings
    heads: dict[str, Sense]  # last members of compounds
    tails: tuple[str, ...]  # endings such as "-bransjen" without a meaning of their own, longest first
    fillers: frozenset[str]
    never: frozenset[str]  # words that only resemble an industry: "møte" is not "mote"
    names: frozenset[str]  # first names, after which "Strøm" is a surname
    away: frozenset[str]  # words that exclude the industry after them: "fra bank"
    beside_it: frozenset[str]  # words next to which "it" is the English pronoun

    def is_empty(self, key: str) -> bool:
        """Return whether a word is a filler or connector without a meaning of its own."""
        return key in self.fillers or key in CONNECTORS

    def is_other(self, token: Token) -> bool:
        """Return whether a single word certainly does not name an industry."""
        never = token.typed.casefold() in self.never or (token.key in self.never and token.key not in self.senses)
        return never or token.key in self.names or self.is_empty(token.key)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Split a text into words. A comma, slash or full stop ends a part, and no phrase extends across parts."""
    found, part = [], 0
    for match in WORD_OR_STOP.finditer(text):
        if key := fold_industry(match[0]):
            found.append(Token(match[0], key, match.start(), match.end(), part))
        else:
            part += 1
    return tuple(found)


def key_of(words: str) -> str:
    """Return the look-up key of a phrase, without spaces and "and": compounds are often typed as separate words."""
    return "".join(token.key for token in tokens_of(words) if token.key not in CONNECTORS)


def undouble(key: str) -> str:
    """Reduce doubled letters to one; they are the most common spelling error in Norwegian."""
    return re.sub(r"(.)\1", r"\1", key)


def forms_of(key: str) -> Iterator[str]:
    """Yield the plural and definite forms of a word, in both languages."""
    if len(key) < 4:
        return
    endings = ENDINGS_AFTER_VOWEL if key[-1] in "aeiou" else ENDINGS
    yield from (key + ending for ending in endings)
    if key.endswith("el"):  # "artikkel" has the plural "artikler"
        yield key[:-2] + "ler"
    if key.endswith("y"):
        yield key[:-1] + "ies"


def rows() -> Iterator[Row]:
    """Yield the rows of the packaged table."""
    table = files("dialogs.data").joinpath("industry_words.tsv").read_text(encoding="utf-8")
    for line in table.splitlines()[1:]:
        kind, codes, words = line.split("\t")
        yield kind, tuple(codes.split()), tuple(words.split(", "))


def by_length(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words sorted by length, longest first, so that the most specific ending is tried first."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def lexicon() -> Lexicon:
    """Return the index, which is built on first use."""
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
    """Yield the senses of the table with their words."""
    kinds = {kind.value for kind in SenseKind}
    yield from ((Sense(SenseKind(kind), codes), words) for kind, codes, words in table if kind in kinds)


def words_in(table: Table, kind: str) -> frozenset[str]:
    """Return the words of one kind of row, unchanged."""
    return frozenset(word for row_kind, _, words in table for word in words if row_kind == kind)


def listed(table: Table, kind: str) -> frozenset[str]:
    """Return the words of one kind of row, folded."""
    return frozenset(fold_industry(word) for word in words_in(table, kind))


def with_forms(named: dict[str, Sense]) -> dict[str, Sense]:
    """Return the words with their inflected forms; a form never replaces a word of the table."""
    inflected = {form: sense for key, sense in named.items() for form in forms_of(key)}
    return named | {form: sense for form, sense in inflected.items() if form not in named}


def by_first_letter(named: dict[str, Sense]) -> dict[str, dict[str, Sense]]:
    """Group words by their first letter, which is seldom misspelt."""
    grouped: dict[str, dict[str, Sense]] = {}
    for key, sense in named.items():
        grouped.setdefault(key[0], {})[key] = sense
    return grouped
