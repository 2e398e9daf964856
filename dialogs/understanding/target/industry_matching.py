"""What typed words say of industries: known phrases first, then compounds, then misspellings."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from dialogs.understanding.target.industry_vocabulary import CONNECTORS, Sense, SenseKind, Token, lexicon, undouble

LONGEST_PHRASE = 5
LINKS = ("", "s", "e")


def sense_of(key: str) -> Sense | None:
    """Find what a rightly spelt word or phrase says, alone or with "-bransjen" and the like after it."""
    return lexicon().senses.get(key) or sense_before_tail(key)


def sense_of_word(key: str) -> Sense | None:
    """Find what one word says, as a compound too ("skobutikk" is a kind of butikk)."""
    return sense_of(key) or sense_of_head(key) or sense_undoubled(key)


def sense_undoubled(key: str) -> Sense | None:
    """Find what a word says whose doubled letters are missing or too many."""
    return lexicon().undoubled.get(undouble(key)) if len(key) > 3 else None


def sense_before_tail(key: str) -> Sense | None:
    """Find what "X-bransjen" says; after a role it names the workplace ("advokatkontor")."""
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
    """Take a role or a kind of work for the trade that lives by it, as "-firma" after it tells."""
    if sense.kind is SenseKind.ROLE and len(sense.codes) == 1:
        return Sense(SenseKind.MEANS, sense.codes)
    return Sense(SenseKind.ASKS, sense.codes) if sense.kind is SenseKind.WORK else sense


def sense_of_head(key: str) -> Sense | None:
    """Find what a compound says by its last member, the longest that is known."""
    heads = lexicon().heads
    return next((sense for start in range(2, len(key)) if (sense := heads.get(key[start:]))), None)


def sense_of_misspelling(key: str, *, is_alone: bool) -> Sense | None:
    """Find the word most like this one; in a sentence, whose words mostly mean other things, a nearer one."""
    return nearest(key, slips_allowed(key, is_alone=is_alone)) or misspelt_before_tail(key)


def slips_allowed(key: str, *, is_alone: bool) -> int:
    """Allow as many slips as leave the word recognisable."""
    length = len(key) if is_alone else len(key) - 1
    return (length >= 6) + (length >= 9)


def nearest(key: str, slips: int) -> Sense | None:
    """Find the sense of the nearest word within so many slips; return None if two senses are equally near."""
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
    """Find a misspelt word before "-bransjen" and the like."""
    for tail in lexicon().tails:
        stem = key.removesuffix(tail)
        if stem != key and len(stem) >= 6 and (sense := nearest(stem, 1)):
            return as_workplace(sense)
    return None


def phrases(tokens: tuple[Token, ...], at: int) -> Iterator[tuple[Token, ...]]:
    """Yield the phrases that begin here, longest first; none crosses a comma, or begins or ends in "and"."""
    for end in range(min(len(tokens), at + LONGEST_PHRASE), at, -1):
        run = tokens[at:end]
        if run[0].part == run[-1].part and run[0].key not in CONNECTORS and run[-1].key not in CONNECTORS:
            yield run


def joined(run: tuple[Token, ...]) -> str:
    """Spell a run of words as `key_of` spells a phrase of the table."""
    return "".join(token.key for token in run if token.key not in CONNECTORS)


def meanings(tokens: tuple[Token, ...], *, is_alone: bool) -> Iterator[tuple[tuple[Token, ...], Sense | None]]:
    """Read from left to right, the longest known phrase first; what is not understood comes with None."""
    at = 0
    while at < len(tokens):
        run, sense = meaning_at(tokens, at, is_alone=is_alone)
        yield run, sense
        at += len(run)


def meaning_at(tokens: tuple[Token, ...], at: int, *, is_alone: bool) -> tuple[tuple[Token, ...], Sense | None]:
    """Understand the longest phrase that begins here, else the word alone."""
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
