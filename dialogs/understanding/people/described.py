"""People who are described instead of named: "svigerfar", "snekkeren min", "kona til Per", "my old boss"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dialogs.understanding.job_titles import is_role_word, role_words
from dialogs.understanding.people.vocabulary import (
    bare,
    is_first_name,
    is_ordinary,
    is_relation,
    is_workplace,
    may_be_name,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF: Final = frozenset({"til", "to", "of", "av", "åt"})
_OWN: Final = frozenset({"sin", "si", "sitt"})
_WHOSE: Final = re.compile(r"\b(\w{2,})['’]?s", re.IGNORECASE)
_MOST_WORDS: Final = 6
_MOST_WORDS_BETWEEN: Final = 12  # including the name of the other person and the words between
_BOSS: Final = frozenset({"boss", "manager", "sjef", "leder"})
_MINE: Final = frozenset({"min", "mi", "my", "vår", "our"})
_PLURAL: Final = re.compile(r"(?:friends|venner|colleagues|kolleg(?:a)?er|kompiser|naboer|neighbou?rs|siblings|søsken)")


def is_described(words: Sequence[str]) -> bool:
    """Return whether the words, taken together, describe one person without a name."""
    if len(words) > _MOST_WORDS_BETWEEN:
        return False
    said = _said(words)
    return 1 <= len(said) <= _MOST_WORDS and (_is_phrase(said) or _is_of_somebody(words, said))


def is_mine(words: Sequence[str]) -> bool:
    """Return whether a person is described by their relation to the user ("sjefen min"), not to somebody else."""
    return bool(_MINE.intersection(_said(words))) and is_described(words)


def is_of_somebody(words: Sequence[str]) -> bool:
    """Return whether a person is described through the name of another ("broren til Eva", "Mia's dad")."""
    return 1 < len(words) <= _MOST_WORDS_BETWEEN and _is_of_somebody(words, _said(words))


def _is_of_somebody(words: Sequence[str], said: Sequence[str]) -> bool:
    if len(said) < 2:
        return False
    whose = _WHOSE.fullmatch(said[0])
    if whose and is_first_name(whose[1]) and _is_phrase(said[1:]):
        return True
    if len(said) > 2 and said[1] in _OWN and is_first_name(said[0]):
        return _is_phrase(said[2:])
    return any(
        word in _OF and _is_phrase(said[:at]) and _is_who(words, said[at + 1 :]) for at, word in enumerate(said) if at
    )


def _is_who(words: Sequence[str], said: Sequence[str]) -> bool:
    named = words[len(words) - len(said) :]
    return 1 <= len(said) <= 3 and (
        all(is_first_name(word) or may_be_name(word, lower_case=False) for word in named) or _is_phrase(said)
    )


def _said(words: Sequence[str]) -> list[str]:
    return [bare(word) for word in words if word.isalnum() or any(map(str.isalnum, word))]


def _is_phrase(said: Sequence[str]) -> bool:
    """Return whether the words are one relation or role with its possessives and adjectives, and nothing else."""
    possessive, describing = words_of("possessive"), words_of("describing")
    heads = [word for word in said if word not in possessive and word not in describing]
    if len(heads) != 1 or _PLURAL.fullmatch(heads[0]):
        return False
    head, is_mine = heads[0], not possessive.isdisjoint(said)
    if len(said) == 1 and head in _BOSS:
        return True
    if is_relation(head) or head in words_of("kin") or is_definite_role(head):
        return True
    is_the = is_mine or said[0] in {"the", "den"}
    return (is_the and is_role_word(head)) or (len(said) == 2 and bool(_MINE.intersection(said)) and _is_thing(head))


def is_definite_role(word: str) -> bool:
    """Return whether a role is in the definite form ("sjefen") and so refers to a person, unlike "jordmor"."""
    return word.endswith(("en", "a")) and word not in role_words() and is_role_word(word)


def _is_thing(word: str) -> bool:
    """Return whether an unknown word after "my" may be a person: no vocabulary lists it as anything else."""
    is_known = is_ordinary(word) or is_first_name(word) or is_workplace(word) or word in words_of("no workplace")
    return word.isalpha() and not is_known
