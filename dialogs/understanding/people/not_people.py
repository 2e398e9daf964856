"""Lines that name nobody although their words could be names: questions, refusals, sentences about the user."""

from __future__ import annotations

import re
from typing import Final

from dialogs.understanding.people.vocabulary import bare, is_first_name, words_of

_NOT: Final = frozenset({"ikke", "ikkje", "itj", "not", "never", "aldri"})
_FEW: Final = frozenset({"ingen", "nobody", "noone", "no", "few", "få", "hardly", "barely", "knapt", "nesten"})
_KNOW: Final = frozenset({"kjenner", "kjenn", "kjenne", "know", "knew"})
_ASKED: Final = frozenset({"du", "dere", "jeg", "vi"})  # "lagrer du ...", "tror jeg ..."
_CANNOT: Final = re.compile(r"(?:do|does|did|ca|wo|is|are|was|have|would|could|should)n['’]?t|cannot|rather")


def is_talk(line: str) -> bool:
    """Return whether a line addresses the coach and names nobody."""
    raw = [word for word in line.split() if any(letter.isalnum() for letter in word)]
    said = [bare(word).replace("’", "'") for word in raw]
    if len(said) < 2 or any(map(_is_surely_name, raw, said, range(len(raw)))):
        return False
    first, second = said[0], said[1]
    if raw[0].endswith(",") or (first in words_of("word name") and second not in words_of("subject") | {"so"}):
        return False
    if first in words_of("question") or second in _NOT or _CANNOT.fullmatch(first):
        return True
    if (line.rstrip().endswith("?") and len(said) > 2) or (first.endswith("r") and second in _ASKED):
        return True
    return first in words_of("subject") and (_is_denied(said) or not _is_named_later(raw[1:]))


def knows_few(line: str) -> bool:
    """Return whether the user says that they know nobody, or hardly anybody ("jeg kjenner ikke så mange")."""
    said = [bare(word).replace("’", "'") for word in line.split()]
    is_about_knowing = not _KNOW.isdisjoint(said) and said[0] in words_of("subject")
    return is_about_knowing and _is_denied(said) and is_talk(line)


def _is_denied(said: list[str]) -> bool:
    """Return whether the words deny knowing people ("I don't know many Norwegians")."""
    return any(word in _NOT | _FEW or _CANNOT.fullmatch(word) for word in said[1:5])


def _is_surely_name(raw: str, said: str, at: int) -> bool:
    return is_first_name(said) and (said not in words_of("word name") or (at > 0 and raw[0].isupper()))


def _is_named_later(words: list[str]) -> bool:
    return any(word[0].isupper() and word not in {"I", "I'm", "I’m", "I'd", "I'll", "I've"} for word in words)
