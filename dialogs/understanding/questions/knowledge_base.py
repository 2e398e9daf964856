"""Answers to questions, matched against a written knowledge base in both languages at once.

Each entry has several phrasings ("asks"). A question is reduced to concepts: folded, stemmed words with synonyms
merged. The weight of a concept is log((entries + 1) / entries that have it) + 0.3, a smoothed inverse document
frequency (Spärck Jones 1972), so rare words decide. The score of a phrasing is the mean of two parts: the weighted Dice
coefficient of the shared concepts, and the token-sort ratio of the spelling (rapidfuzz). It is multiplied by a factor
between one half and one, which grows linearly with the weight of the shared informative concepts up to `TELLING`. The
next two phrasings of an entry contribute a share of `OTHERS`. An answer needs the score `ENOUGH` and a lead of `LEAD`
over the next entry.
"""

import tomllib
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, Final

from msgspec import Struct
from rapidfuzz import fuzz, process

from dialogs.text import Both
from dialogs.understanding.questions.question_forms import WH, WHEN, ends_with_mark, is_asked
from dialogs.understanding.questions.vocabulary import NUMBER, SPELT_FROM, concept_of, concepts_in, spellings, words_in

LONGEST: Final = 400
"""Characters that are read; longer messages are not treated as questions."""

ENOUGH: Final = 0.56
"""The minimum score of an answer."""

SURE: Final = 0.8
"""The minimum score at which a line that may contain a question to somebody else counts as one to the coach."""

LEAD: Final = 0.05  # of the best entry over the next one; a smaller difference is not significant
BY_CONCEPTS: Final = 0.5  # share of the concepts in the score; the rest is the spelling
SPELT: Final = 82.0  # minimum similarity of a misspelt word, out of 100
UNKNOWN: Final = 2.0  # an unknown word weighs as much as one that this many entries contain
TERM: Final = 9  # minimum letters of a single word with a “?” that may be a term to explain
TELLING: Final = 6.0  # shared weight for a full score: about one rare word and one common word
OTHERS: Final = 0.15  # share of the next two phrasings of the same entry in the score
COMPARED: Final = 40  # phrasings whose spelling is compared


class KnownAnswer(Struct, frozen=True, gc=False):
    """The answer to a question, and its score from 0 to 1."""

    id: str
    words: Both
    score: float


class Entry(Struct, frozen=True, gc=False):
    """One fact: its sources, the phrasings of the question in both languages, and the answer."""

    id: str
    sources: tuple[str, ...]
    asks_nb: tuple[str, ...]
    asks_en: tuple[str, ...]
    words: Both


class _Ask(Struct, frozen=True, gc=False):
    entry: int
    spelt: str
    concepts: frozenset[str]
    weight: float


class _Base(Struct, frozen=True, gc=False):
    """The index of the phrasings by concept, with the weights of the concepts."""

    asks: tuple[_Ask, ...]
    weights: dict[str, float]
    asks_with: dict[str, tuple[int, ...]]
    spellings: dict[str, dict[str, str]]
    unknown: float
    word_for_word: dict[str, int]
    untelling: frozenset[str]


def answer_to(text: str) -> KnownAnswer | None:
    """Return the answer to a question in either language, or None if no entry matches or two match equally well."""
    if text.lstrip().startswith("/"):
        return None
    scores = _scores(_spelt(text[:LONGEST]))
    best, *others = sorted(scores, key=lambda entry: -scores[entry]) or [0]
    lead = scores.get(best, 0.0) - (scores[others[0]] if others else 0.0)
    if scores.get(best, 0.0) < ENOUGH or lead < LEAD:
        return None
    entry = entries()[best]
    return KnownAnswer(entry.id, entry.words, round(scores[best], 3))


def is_question(text: str, *, is_free_line: bool = False) -> bool:
    """Return whether a message is a question to the coach rather than an answer to what the coach asked.

    `is_free_line`: the coach expects a line in the user's own words, as for a letter, which may contain a question to
    somebody else. Such a line is a question to the coach only if an entry matches with the score `SURE`.
    """
    if len(text) > LONGEST:
        return False
    if is_free_line:
        return is_asked(text) and _is_sure(text)
    return is_asked(text) or (ends_with_mark(text) and _is_term(text) and _is_sure(text))


def _is_term(text: str) -> bool:
    """Return whether the words may be a term to explain ("perifere kollegaer?") rather than a name."""
    words = words_in(text)
    return len(words) > 1 or any(len(word) >= TERM for word in words)


def _is_sure(text: str) -> bool:
    answer = answer_to(text)
    return answer is not None and answer.score >= SURE


@cache
def entries() -> tuple[Entry, ...]:
    """Return all entries of the packaged knowledge base; the file is read once."""
    table = tomllib.loads((files("dialogs.data") / "knowledge.toml").read_text(encoding="utf-8"))
    return tuple(_entry(row) for row in table["entry"])


def _entry(row: dict[str, Any]) -> Entry:
    sources, asks_nb, asks_en = (tuple(row[field]) for field in ("sources", "ask_nb", "ask_en"))
    return Entry(row["id"], sources, asks_nb, asks_en, Both(nb=row["nb"], en=row["en"]))


@cache
def _base() -> _Base:
    asked = [(n, ask) for n, entry in enumerate(entries()) for ask in (*entry.asks_nb, *entry.asks_en)]
    read = [(n, _spelt(ask), frozenset(concepts_in(ask))) for n, ask in asked]
    spread = Counter(concept for _, concept in {(n, concept) for n, _, concepts in read for concept in concepts})
    weights = {concept: _weight(count) for concept, count in spread.items()}
    asks_with: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, _, concepts) in enumerate(read):
        for concept in concepts:
            asks_with[concept].append(at)
    return _Base(
        asks=tuple(_Ask(n, spelt, concepts, sum(map(weights.__getitem__, concepts))) for n, spelt, concepts in read),
        weights=weights,
        asks_with={concept: tuple(places) for concept, places in asks_with.items()},
        spellings=spellings(frozenset(weights)),
        unknown=_weight(UNKNOWN),
        word_for_word={spelt: n for n, spelt, _ in read},
        untelling=frozenset({NUMBER, *map(concept_of, WH | WHEN)}),
    )


def _weight(count: float) -> float:
    return log((len(entries()) + 1) / count) + 0.3


def _spelt(text: str) -> str:
    return " ".join(words_in(text))


def _scores(spelt: str) -> dict[int, float]:
    """Return the score of each entry that shares a concept with the question. The module explains the formula."""
    base = _base()
    if spelt in base.word_for_word:
        return {base.word_for_word[spelt]: 1.0}
    weights, total = _weighed(spelt)
    shared: defaultdict[int, float] = defaultdict(float)
    for concept, weight in weights.items():
        for at in base.asks_with[concept]:
            shared[at] += weight
    likeness = {at: 2 * weight / (base.asks[at].weight + total) for at, weight in shared.items()}
    told = {concept: weight for concept, weight in weights.items() if concept not in base.untelling}
    fits: defaultdict[int, list[float]] = defaultdict(list)
    for at in sorted(likeness, key=likeness.__getitem__, reverse=True)[:COMPARED]:
        ask = base.asks[at]
        spelling = fuzz.token_sort_ratio(spelt, ask.spelt) / 100
        fit = BY_CONCEPTS * likeness[at] + (1 - BY_CONCEPTS) * spelling
        telling = sum(weight for concept, weight in told.items() if concept in ask.concepts)
        fits[ask.entry].append(fit * (1 + min(1.0, telling / TELLING)) / 2)
    return {entry: _agreed(found) for entry, found in fits.items()}


def _agreed(fits: list[float]) -> float:
    """Return the score of an entry: that of its best phrasing, with a share of the next two."""
    best, *others = sorted(fits, reverse=True)[:3]
    return (1 - OTHERS) * best + OTHERS * sum(others) / 2


def _weighed(text: str) -> tuple[dict[str, float], float]:
    """Return the known concepts of a text with their weights, and the total weight including unknown words."""
    base = _base()
    known: dict[str, float] = {}
    total = 0.0
    for concept in dict.fromkeys(concepts_in(text)):
        near = concept if concept in base.weights else _misspelt(concept)
        total += base.weights[near] if near else base.unknown
        if near:
            known[near] = base.weights[near]
    return known, total


def _misspelt(concept: str) -> str | None:
    """Return the concept of the nearest known spelling, or None."""
    if len(concept) < SPELT_FROM:
        return None
    words = _base().spellings.get(concept[0], {})
    found = process.extractOne(concept, words.keys(), scorer=fuzz.ratio, score_cutoff=SPELT)
    return words[found[0]] if found else None
