"""Answers to questions, matched against a written knowledge base in both languages at once.

Each entry has several phrasings ("asks"). A question is reduced to concepts: folded, stemmed words with synonyms
merged. A concept weighs log((entries + 1) / entries that have it) + 0.3, the inverse document frequency of
information retrieval (Spärck Jones 1972), so rare words decide. The score of a phrasing is the mean of two parts: the
weighted Dice coefficient of the shared concepts, and the token-sort ratio of the spelling (rapidfuzz). The score is
scaled by one half to one, as the shared telling concepts weigh up to `TELLING`. The next two phrasings of an entry add
a little. An answer needs the score `ENOUGH` and a lead over the next entry.
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
"""Characters that are read; a question stands in fewer."""

ENOUGH: Final = 0.56
"""The score from which on an answer is given."""

SURE: Final = 0.8
"""The score from which on even a line that was asked for, and may hold a question to somebody else, is a question."""

LEAD: Final = 0.05  # of the best entry before the next one; less is a toss-up
BY_CONCEPTS: Final = 0.5  # what the words mean, beside how the whole is spelt
SPELT: Final = 82.0  # likeness of a misspelt word, of 100
UNKNOWN: Final = 2.0  # a word that the base does not know weighs as one that so many entries have
TERM: Final = 9  # letters, from which a single word with a “?” may be one that is to be explained
TELLING: Final = 6.0  # weight that must be shared, about one rare word and one common, for a score to count in full
OTHERS: Final = 0.15  # what the next two ways to ask for the same add to the best one
COMPARED: Final = 40  # asks whose spelling is compared


class KnownAnswer(Struct, frozen=True, gc=False):
    """What the base says, and how well the question fits, from 0 to 1."""

    id: str
    words: Both
    score: float


class Entry(Struct, frozen=True, gc=False):
    """One fact: where it is from, how people ask for it in both languages, and the answer."""

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
    """The asks, found by the concepts in them; a concept of few entries weighs more."""

    asks: tuple[_Ask, ...]
    weights: dict[str, float]
    asks_with: dict[str, tuple[int, ...]]
    spellings: dict[str, dict[str, str]]
    unknown: float
    word_for_word: dict[str, int]
    untelling: frozenset[str]


def answer_to(text: str) -> KnownAnswer | None:
    """Answer a question in either language. Return None if no entry matches, or two match alike."""
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

    Where a line of one's own is expected, as in a letter to a friend, only a sure answer of the base tells.
    """
    if len(text) > LONGEST:
        return False
    if is_free_line:
        return is_asked(text) and _is_sure(text)
    return is_asked(text) or (ends_with_mark(text) and _is_term(text) and _is_sure(text))


def _is_term(text: str) -> bool:
    """Return whether a few words may be a matter to be explained ("perifere kollegaer?") rather than a name."""
    words = words_in(text)
    return len(words) > 1 or any(len(word) >= TERM for word in words)


def _is_sure(text: str) -> bool:
    answer = answer_to(text)
    return answer is not None and answer.score >= SURE


@cache
def entries() -> tuple[Entry, ...]:
    """Return all that the base holds, read once."""
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
    """How well each entry fits that fits at all, by its best ask: shared concepts, and the spelling of the whole."""
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
    """Return the fit of the best way to ask, where the next two for the same entry agree."""
    best, *others = sorted(fits, reverse=True)[:3]
    return (1 - OTHERS) * best + OTHERS * sum(others) / 2


def _weighed(text: str) -> tuple[dict[str, float], float]:
    """Return the concepts of a text that the base knows, with their weights, and the weight of the whole text."""
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
