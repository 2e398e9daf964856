"""The industries of SN2025 (NACE Rev. 2.1) under everyday names, and the interpretation of words as industries.

The packaged table holds the names in both languages. They do not go through gettext, because they belong to a code
and not to a sentence, and because both languages are searched at once.
"""

from functools import cache
from importlib.resources import files

from msgspec import Struct

from dialogs.understanding.target.industry_matching import meanings
from dialogs.understanding.target.industry_vocabulary import Sense, SenseKind, Token, lexicon, tokens_of

MOST = 5
LONGEST = 400  # characters; an answer has at most 300
REACH = 4  # words before a mention that are searched for a negation: "ikke (å jobbe i) olje"


class Industry(Struct, frozen=True, gc=False):
    """A section ("F"), division ("41") or group ("85.1") under its everyday names."""

    code: str
    nb: str
    en: str

    def name(self, language: str) -> str:
        """Return the name in Norwegian for "nb", otherwise in English."""
        return self.nb if language == "nb" else self.en


class Findings(Struct, frozen=True, gc=False):
    """The industries that words may mean, best first. If `is_sure`, all of `best` are meant ("olje" is 06 and 09)."""

    best: tuple[Industry, ...] = ()
    is_sure: bool = False
    is_ambiguous: bool = False
    may_be_work: bool = False
    suggested_by_role: bool = False


class IndustryMention(Struct, frozen=True, gc=False):
    """A part of a sentence that names an industry; `is_unwanted` after "ikke", "fra" and similar words."""

    start: int
    end: int
    text: str
    findings: Findings
    is_unwanted: bool = False


def industry(code: str) -> Industry:
    """Return the industry with this SN2025 code. Raise KeyError if there is none."""
    return _table()[code][0]


def industry_in_words(code: str) -> tuple[str, str]:
    """Return the short form for use within a sentence (“helse”), in Norwegian and in English.

    Raise KeyError if there is no industry with this code.
    """
    found = industry(code)
    return _spoken().get(code) or (found.nb[:1].lower() + found.nb[1:], found.en[:1].lower() + found.en[1:])


def is_industry(code: str) -> bool:
    """Return whether the table has this code; 45, for example, existed only in SN2007."""
    return code in _table()


def industries() -> tuple[Industry, ...]:
    """Return all industries: sections, divisions, then the few groups that people name."""
    return tuple(known for known, _ in _table().values())


def divisions_of(code: str) -> tuple[str, ...]:
    """Return the codes to search for in the company register: the divisions of a section, or the code itself."""
    return tuple(known.code for known, parent in _table().values() if parent == code and code.isalpha()) or (code,)


def find_industries(words: str) -> Findings:
    """Return the industries that an answer to "which industry?" may mean."""
    read = tuple(meanings(tokens_of(words[:LONGEST]), is_alone=True))
    senses = _decisive([sense for _, sense in read if sense])
    is_whole = all(sense or lexicon().is_empty(run[0].key) for run, sense in read)
    return _findings(senses, is_whole=is_whole)


def industries_in(sentence: str) -> tuple[IndustryMention, ...]:
    """Return the mentions of industries in a sentence about a target. Roles count too, but are never sure."""
    tokens = tokens_of(sentence[:LONGEST])
    mentions, at, since = [], 0, 0
    for run, sense in meanings(tokens, is_alone=False):
        begins, at = at, at + len(run)
        if sense and sense.kind is not SenseKind.HINTS and not _is_pronoun(tokens, begins, run):
            before = tokens[max(since, begins - REACH) : begins]
            mentions.append(_mention(sentence, run, sense, before))
            since = at
    return tuple(mentions)


@cache
def _spoken() -> dict[str, tuple[str, str]]:
    lines = (files("dialogs.data") / "industries_spoken.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {code: (nb, en) for code, nb, en in (line.split("\t") for line in lines)}


@cache
def _table() -> dict[str, tuple[Industry, str]]:
    table = files("dialogs.data").joinpath("industries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {code: (Industry(code, nb, en), parent) for code, parent, nb, en in rows}


def _decisive(senses: list[Sense]) -> list[Sense]:
    """Return the different senses, without roles and hints if an industry is named, and without specified ones."""
    named = [sense for sense in senses if sense.kind not in {SenseKind.ROLE, SenseKind.HINTS}] or senses
    clear = [sense for sense in named if sense.kind is SenseKind.MEANS]
    return [sense for sense in dict.fromkeys(named) if not any(_specifies(other, sense) for other in clear)]


def _specifies(narrow: Sense, wide: Sense) -> bool:
    """Return whether a sense is a part of a wider one ("bank" beside "finans", "strøm" beside "energi")."""
    if narrow == wide or wide.kind is SenseKind.WORK:
        return False
    codes = set(wide.codes)
    return codes != set(narrow.codes) and all(codes & _chain(code) for code in narrow.codes)


def _chain(code: str) -> set[str]:
    """Return a code and all its ancestors."""
    parent = _table()[code][1]
    return {code, *(_chain(parent) if parent else ())}


def _findings(senses: list[Sense], *, is_whole: bool) -> Findings:
    if not senses:
        return Findings()
    kinds = {sense.kind for sense in senses}
    is_one = len(senses) == 1
    return Findings(
        best=tuple(industry(code) for code in _alternating(senses)),
        is_sure=is_one and is_whole and kinds == {SenseKind.MEANS} and not senses[0].is_guess,
        is_ambiguous=not is_one or kinds <= {SenseKind.ASKS, SenseKind.WORK},
        may_be_work=SenseKind.WORK in kinds,
        suggested_by_role=kinds == {SenseKind.ROLE},
    )


def _alternating(senses: list[Sense]) -> tuple[str, ...]:
    """Interleave the codes of the senses, so that the first `MOST` codes represent every sense."""
    longest = max(len(sense.codes) for sense in senses)
    codes = (sense.codes[at] for at in range(longest) for sense in senses if at < len(sense.codes))
    return tuple(dict.fromkeys(codes))[:MOST]


def _mention(sentence: str, run: tuple[Token, ...], sense: Sense, before: tuple[Token, ...]) -> IndustryMention:
    start, end = run[0].start, run[-1].end
    is_unwanted = any(token.key in lexicon().away and token.part == run[0].part for token in before)
    return IndustryMention(start, end, sentence[start:end], _findings([sense], is_whole=True), is_unwanted)


def _is_pronoun(tokens: tuple[Token, ...], at: int, run: tuple[Token, ...]) -> bool:
    beside = (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])
    return len(run) == 1 and run[0].typed == "it" and any(token.key in lexicon().beside_it for token in beside)
