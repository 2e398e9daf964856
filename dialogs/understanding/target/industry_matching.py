"""Matching of typed words with industries: known phrases first, then compounds, then misspellings."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from dialogs.understanding.target.industry_vocabulary import CONNECTORS, Sense, SenseKind, Token, lexicon, undouble

LONGEST_PHRASE = 5
LINKS = ("", "s", "e")


def sense_of(key: str) -> Sense | None:
    """Return the sense of a correctly spelt word or phrase, with or without a tail such as "-bransjen"."""
    return lexicon().senses.get(key) or sense_before_tail(key)


def sense_of_word(key: str) -> Sense | None:
    """Return the sense of one word, also by the last member of a compound ("skobutikk" is a "butikk")."""
    return sense_of(key) or sense_of_head(key) or sense_undoubled(key)


def sense_undoubled(key: str) -> Sense | None:
    """Return the sense of a word regardless of doubled letters."""
    return lexicon().undoubled.get(undouble(key)) if len(key) > 3 else None


def sense_before_tail(key: str) -> Sense | None:
    """Return the sense of a word with a tail such as "-bransjen"; a role with a tail means an industry."""
    senses = lexicon().senses
    if not key.endswith(lexicon().tails):
        return None
    for tail in lexicon().tails:
        if not key.endswith(tail):
            continue
        stem = key.removesuffix(tail)
        for link in LINKS:
            sense = senses.get(stem.removesuffix(link)) if stem else None
            if sense:
                return as_workplace(sense)
    return None


def as_workplace(sense: Sense) -> Sense:
    """Return the sense of a role or kind of work that a tail such as "-firma" turns into an industry."""
    if sense.kind is SenseKind.ROLE and len(sense.codes) == 1:
        return Sense(SenseKind.MEANS, sense.codes)
    return Sense(SenseKind.ASKS, sense.codes) if sense.kind is SenseKind.WORK else sense


def sense_of_head(key: str) -> Sense | None:
    """Return the sense of the longest known last member of a compound."""
    heads = lexicon().heads
    return next((sense for start in range(2, len(key)) if (sense := heads.get(key[start:]))), None)


def sense_of_misspelling(key: str, *, is_alone: bool) -> Sense | None:
    """Return the sense of the most similar known word.

    A sentence demands more similarity than an answer (`is_alone`), because most of its words mean something else.
    """
    return nearest(key, slips_allowed(key, is_alone=is_alone)) or misspelt_before_tail(key)


def slips_allowed(key: str, *, is_alone: bool) -> int:
    """Return the maximum edit distance, 0 to 2, which grows with the length of the word."""
    length = len(key) if is_alone else len(key) - 1
    return (length >= 6) + (length >= 9)


def nearest(key: str, slips: int) -> Sense | None:
    """Return the sense of the nearest known word within this edit distance, or None if two senses are equally near.

    The distance is the optimal string alignment: insertion, deletion, substitution, transposition of neighbours.
    """
    words = lexicon().spellings.get(key[0], {})
    found = extract(key, list(words), scorer=OSA.distance, score_cutoff=slips, limit=4) if slips else []
    if not found:
        return None
    senses = {words[word] for word, distance, _ in found if distance == found[0][1]}
    if len(senses) > 1:
        return None
    sense = senses.pop()
    is_guess = len(key) < 7 or found[0][1] > len(key) // 6
    return Sense(sense.kind, sense.codes, is_guess)


def misspelt_before_tail(key: str) -> Sense | None:
    """Return the sense of a misspelt word before a tail such as "-bransjen"."""
    for tail in lexicon().tails:
        stem = key.removesuffix(tail)
        if stem != key and len(stem) >= 6 and (sense := nearest(stem, 1)):
            return as_workplace(sense)
    return None


def phrases(tokens: tuple[Token, ...], at: int) -> Iterator[tuple[Token, ...]]:
    """Yield the phrases from this index, longest first. None crosses a comma, or begins or ends with "and"."""
    for end in range(min(len(tokens), at + LONGEST_PHRASE), at, -1):
        run = tokens[at:end]
        if run[0].part == run[-1].part and run[0].key not in CONNECTORS and run[-1].key not in CONNECTORS:
            yield run


def joined(run: tuple[Token, ...]) -> str:
    """Return the key of a run of words, as `key_of` makes it for a phrase of the table."""
    return "".join(token.key for token in run if token.key not in CONNECTORS)


def meanings(tokens: tuple[Token, ...], *, is_alone: bool) -> Iterator[tuple[tuple[Token, ...], Sense | None]]:
    """Yield runs of words from left to right, the longest known phrase first, each with its sense or None."""
    at = 0
    while at < len(tokens):
        run, sense = meaning_at(tokens, at, is_alone=is_alone)
        yield run, sense
        at += len(run)


def meaning_at(tokens: tuple[Token, ...], at: int, *, is_alone: bool) -> tuple[tuple[Token, ...], Sense | None]:
    """Return the longest known phrase at this index with its sense, otherwise the word with its sense or None."""
    word = tokens[at]
    for run in phrases(tokens, at):
        if len(run) > 1 and (sense := sense_of(joined(run))):
            return run, sense
    if lexicon().is_other(word) or is_surname(tokens, at):
        return (word,), None
    return (word,), sense_of_word(word.key) or sense_of_misspelling(word.key, is_alone=is_alone)


def is_surname(tokens: tuple[Token, ...], at: int) -> bool:
    """Return whether a capitalised word follows a given name ("Kari Strøm")."""
    if at == 0 or tokens[at].part != tokens[at - 1].part:
        return False
    before = tokens[at - 1]
    return before.key in lexicon().names and before.typed.istitle() and tokens[at].typed.istitle()
