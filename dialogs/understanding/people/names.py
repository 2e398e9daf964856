"""The start, end and spelling of a name among the words of a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from dialogs.understanding.job_titles import is_role, is_role_word
from dialogs.understanding.people.vocabulary import (
    bare,
    is_first_name,
    is_initial,
    is_no_workplace,
    is_ordinary,
    is_place,
    is_relation,
    is_workplace,
    may_be_name,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_UNKNOWN: Final = 4  # words of a lower-case text that may be a name or a workplace
EDGES: Final = " ,;:!?\"'«»“”*_<>"
_AFTER_NO_NAME: Final = frozenset({"so", "to", "not", "better", "bedre", "if", "though"})
_SMALL_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*[.!?]?")
_SHORT: Final = re.compile(r"\w{1,2}\.")
_BEGINNING: Final = re.compile(r"(?:^|(?<=[-'’]))\w")
_MOST_NAME_WORDS: Final = 6
_MOST_WORKPLACE_WORDS: Final = 8


class Line(Struct, frozen=True, gc=False):
    """Features of a whole line that guide the reading of its parts."""

    is_lower: bool  # typed without capitals, so they cannot mark names
    knows_name: bool  # contains a known first name
    is_list: bool = False  # the first separator is a comma
    is_all_names: bool = False  # three or more first names and nothing else
    is_first_told_of: bool = False  # begins with a description and goes on, as in "legen min på ..."
    is_told_of: bool = False  # names nobody, so a description takes the place of a name ("svigerfar, Hydro")


def name_start(words: Sequence[str], line: Line, *, has_name: bool, is_first: bool) -> int | None:
    """Return the index of the word at which a name begins, or None."""
    titles = words_of("title")
    for index, word in enumerate(words):
        if names_somebody(words, index) or (bare(word) in titles and len(words) > index + 1):
            return _with_unknown_before(words, index, line)
    if has_name:
        return None
    if is_first and len(words) < MOST_UNKNOWN and (line.is_list or not line.knows_name):
        # The coach asked for a name, so the first part is one even if only later words have capitals.
        may_be = [may_be_name(word, lower_case=not line.knows_name) for word in words]
        if all(may_be) and not is_place(" ".join(words)):
            return 0
    return None if line.knows_name else _unknown_start(words, line, is_first=is_first)


def names_somebody(words: Sequence[str], at: int) -> bool:
    """Return whether the word at this index is a first name: "Liv", "tante Liv", but not "liv og røre"."""
    word = words[at]
    if not is_first_name(word):
        return False
    if bare(word) not in words_of("word name") or (at and word[0].isupper()):
        return True
    if at == 0:
        return len(words) == 1 or not _is_talk_word(words[1])
    return is_relation(words[at - 1]) or is_role_word(words[at - 1])


def _is_talk_word(word: str) -> bool:
    lower = bare(word)
    return lower in words_of("subject") or lower in words_of("question") or lower in _AFTER_NO_NAME


def _with_unknown_before(words: Sequence[str], at: int, line: Line) -> int:
    """Return the index where the name begins, including unknown names before the known one ("Máret Sara")."""
    if line.is_lower:
        is_all_name = len(words) < MOST_UNKNOWN and all(may_be_name(word, lower_case=True) for word in words[:at])
        return 0 if is_all_name else at
    while at and words[at][0].isupper() and may_be_name(words[at - 1], lower_case=False):
        at -= 1
    return at


def _unknown_start(words: Sequence[str], line: Line, *, is_first: bool) -> int | None:
    if is_workplace(" ".join(words)) or is_place(" ".join(words)):
        return None
    is_sentence = len(words) > MOST_UNKNOWN or any(map(is_ordinary, words)) or not is_first
    if line.is_lower and is_sentence:
        return None
    for index, word in enumerate(words):
        if may_be_name(word, lower_case=line.is_lower) or (is_initial(word) and len(words) > index + 1):
            return index
    return None


def name_end(words: Sequence[str], start: int, line: Line) -> int:
    """Return the index after the last word of the name that begins at `start`."""
    end = start + 1
    most = min(len(words), start + _MOST_NAME_WORDS)
    while end < most and (_goes_on(words, end, line) or _is_small_surname(words, end)):
        end += 1
    while end - 1 > start and bare(words[end - 1]) in words_of("particle"):
        end -= 1
    return end


def _goes_on(words: Sequence[str], at: int, line: Line) -> bool:
    word = words[at]
    if not any(letter.isalnum() for letter in word):
        return True  # an emoji
    if line.is_lower and (bare(word) in _never_small() or is_workplace(" ".join(words[at:]))):
        return False
    if bare(word) in words_of("role start") and is_role(" ".join(words[at:])):
        return False
    if word[-1:] in ".!?" and at + 1 < len(words) and not is_initial(word):
        return may_be_name(word, lower_case=line.is_lower)
    is_known = is_first_name(word) or is_initial(word) or (bare(word) in words_of("particle") and at + 1 < len(words))
    return is_known or may_be_name(word, lower_case=line.is_lower)


def _never_small() -> frozenset[str]:
    return words_of("role start") | words_of("no workplace")


def _is_small_surname(words: Sequence[str], at: int) -> bool:
    """Return whether a word in lower case is a surname, as on phones, which capitalise only the first word."""
    word, rest = words[at], words[at + 1 : at + 1 + _MOST_WORKPLACE_WORDS]
    if bare(word) in words_of("role start") and is_role(" ".join(words[at:])):
        return False
    is_place_only = is_no_workplace(word) and bare(word) not in words_of("surname")
    if not _SMALL_WORD.fullmatch(word) or is_place_only or not may_be_name(word, lower_case=True):
        return False
    starts = (" ".join(rest[:length]) for length in range(1, len(rest) + 1))
    is_job = bool(rest) and (is_role_word(rest[0]) or bare(rest[0]) in words_of("role start"))
    is_told_on = is_job or any(map(is_workplace, starts))
    return is_told_on or not any(letter.isalnum() for other in rest for letter in other)


def tidy_name(words: Sequence[str]) -> str:
    """Return a name without punctuation around it, with capitals added where they are missing."""
    name = " ".join(words).strip(EDGES)
    last = name.split()[-1] if name else ""
    is_short = _SHORT.fullmatch(last) or bare(last) in words_of("title")
    name = name if is_short else name.rstrip(".")
    return _with_capitals(name)


def _with_capitals(name: str) -> str:
    words = name.split()
    return " ".join(
        word if word in words_of("particle") and 0 < index < len(words) - 1 else _with_capital(word)
        for index, word in enumerate(words)
    )


def _with_capital(word: str) -> str:
    if word.isalpha():  # the common case, without a regular expression
        return word[0].upper() + word[1:]
    return _BEGINNING.sub(_upper, word)


def _upper(match: re.Match[str]) -> str:
    return match[0].upper()
