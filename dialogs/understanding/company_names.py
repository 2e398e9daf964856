"""Strict comparison of company names, because a wrong match sends the user to the wrong workplace.

A name is folded (case, accents, punctuation, web endings), then split into words; legal forms ("AS", "Ltd") and endings
that do not distinguish ("Norge", "Group") are removed. Two names are the same if they share a key: the words joined,
with or without such an ending, or an acronym in brackets. A name that begins with all words of another may be related;
the coach then asks.
"""

import re
from functools import lru_cache

from dialogs.understanding.folding import fold_company

LEGAL_FORMS = frozenset(
    {
        *("as", "asa", "ab", "aps", "ans", "da", "sa", "sf", "hf", "kf", "bbl", "iks", "oy", "oyj", "abp"),
        *("ltd", "limited", "inc", "corp", "corporation", "plc", "llc", "llp", "gmbh", "ag", "bv", "nv"),
    }
)
OF_LAWYERS = frozenset({"advokatfirma", "advokatfirmaet"})
ENDINGS = frozenset({"norge", "norway", "group", "gruppen"})
"""Words at the end of a name that do not distinguish it from the name without them."""

BESIDE = re.compile(r"\(([^()]*)\)|\s[-–—|]\s.*")
ACRONYM = re.compile(r"[^\W\d_a-zæøå]{2,6}")
"""A short form in parentheses or after a dash. Longer text there is an explanation and is ignored."""


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """Return the distinguishing words of a name, without case, accents, punctuation, legal form and `ENDINGS`."""
    words = list(_bare(name))
    while len(words) > 1 and words[-1] in ENDINGS:
        words.pop()
        words = list(_without_form(words))
    return tuple(words)


@lru_cache(maxsize=8192)
def _bare(name: str) -> tuple[str, ...]:
    return _without_form(["co" if word == "company" else word for word in fold_company(BESIDE.sub(" ", name) or name)])


def _without_form(words: list[str]) -> tuple[str, ...]:
    forms = LEGAL_FORMS | OF_LAWYERS
    while len(words) > 1 and words[-1] in forms:
        words = words[:-1]
    return tuple(words[1:] if len(words) > 1 and words[0] in {"as", "the", *OF_LAWYERS} else words)


@lru_cache(maxsize=8192)
def keys_of(name: str) -> frozenset[str]:
    """Return the look-up keys of a workplace: its name with and without `ENDINGS`, and its acronym."""
    short = [words[1] for words in BESIDE.finditer(name) if words[1] and ACRONYM.fullmatch(words[1].strip())]
    lead = name.split(" - ", maxsplit=1)[0].strip()
    short += [lead] if lead != name and ACRONYM.fullmatch(lead) else []
    ways = {"".join(words_of(name)), "".join(_bare(name)), *("".join(fold_company(words)) for words in short)}
    return frozenset(filter(None, ways))


def is_same(one: str, other: str) -> bool:
    """Return whether two names share a key, as “SopraSteria AS” and “Sopra Steria” do. An empty name has no key."""
    return not keys_of(one).isdisjoint(keys_of(other))


def may_be_related(one: str, other: str) -> bool:
    """Return whether the longer name begins with the words of the shorter (“Aker”, “Aker Solutions”)."""
    short, long = sorted((words_of(one), words_of(other)), key=len)
    return bool(short) and not is_same(one, other) and long[: len(short)] == short


def mentions_company(text: str, company: str) -> bool:
    """Return whether the words of a text include those of this workplace, consecutively."""
    words, wanted = fold_company(text), words_of(company)
    spans = (words[start : start + len(wanted)] for start in range(len(words)))
    return bool(wanted) and any(tuple(span) == wanted for span in spans)
