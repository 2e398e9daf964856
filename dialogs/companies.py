"""Whether two names of workplaces mean the same one: strict, because a wrong match sends people to the wrong door."""

import re
import unicodedata
from functools import lru_cache

LEGAL_FORMS = frozenset(
    {"as", "asa", "ab", "aps", "ans", "da", "sa", "ltd", "limited", "inc", "gmbh", "plc", "llc", "oy"}
)
ENDINGS = frozenset({"norge", "norway", "group", "gruppen"})
"""Words at the end of a name that do not make it another workplace."""


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words that tell a workplace from others: without case, accents, punctuation and legal form."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("a/s", "as")
    words = re.findall(r"\w+", plain)
    while len(words) > 1 and words[-1] in LEGAL_FORMS | ENDINGS:
        words.pop()
    return tuple(words)


def is_same(one: str, other: str) -> bool:
    """Whether two names mean the same workplace: “SopraSteria AS” is “Sopra Steria”. An empty name is nobody's."""
    folded = "".join(words_of(one))
    return bool(folded) and folded == "".join(words_of(other))


def may_be_related(one: str, other: str) -> bool:
    """Whether the shorter name stands whole in the longer (“Aker”, “Aker Solutions”): asked about, never counted."""
    short, long = sorted((words_of(one), words_of(other)), key=len)
    return bool(short) and not is_same(one, other) and long[: len(short)] == short


def names(text: str, company: str) -> bool:
    """Whether a text names this workplace somewhere among its words."""
    words, wanted = re.findall(r"\w+", text.casefold()), words_of(company)
    spans = (words[start : start + len(wanted)] for start in range(len(words)))
    return bool(wanted) and any(tuple(span) == wanted for span in spans)
