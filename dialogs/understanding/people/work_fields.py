"""Fields of a part that contains no name: a workplace, a role, or a note."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from rapidfuzz.distance import OSA

from dialogs.model.records import replace
from dialogs.understanding.job_titles import is_role, role_words
from dialogs.understanding.people.names import EDGES, MOST_UNKNOWN, Line
from dialogs.understanding.people.vocabulary import (
    ARTICLES,
    AS,
    FROM,
    WORKS,
    is_department,
    is_no_workplace,
    is_ordinary,
    is_relation,
    is_workplace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogs.understanding.people.parts import Part


class FieldKind(Enum):
    """What the words of a field say about a person."""

    NAME = auto()
    WORKPLACE = auto()
    ROLE = auto()
    NOTE = auto()


class Field(Struct, frozen=True, gc=False):
    """Words of a line with their kind. `lead` holds the joining words before them ("" after a comma)."""

    kind: FieldKind
    text: str
    lead: str = ""
    is_beside: bool = False  # in parentheses, so about one person only

    @property
    def is_of_work(self) -> bool:
        """Whether a verb of `WORKS` states employment at this workplace ("jobber i Statkraft")."""
        return self.kind is FieldKind.WORKPLACE and not WORKS.isdisjoint(self.lead.lower().split())


_ENGLISH_COMPOUND: Final = re.compile(r"\b\w{3,}(?:worker|keeper|maker|minder|cleaner|nurse)s?")
_SHORTEST_SLIP: Final = 6  # letters; too many shorter words differ from a role by one letter


def place_field(part: Part) -> Field:
    """Return the field after "i", "hos" or "fra": a role, a workplace, or a note on where somebody lives or studied."""
    text = text_of(part.words)
    if is_role(text) and not is_workplace(text):
        return Field(FieldKind.ROLE, text, part.lead, part.is_beside)  # "works in HR"
    is_from = part.joined_by in FROM
    if is_no_workplace(text) or (is_from and text[:1].islower() and not is_workplace(text)):
        return Field(FieldKind.NOTE, f"{part.lead} {text}", " ", part.is_beside)
    return Field(FieldKind.WORKPLACE, text, part.lead, part.is_beside)


def text_of(words: Sequence[str]) -> str:
    """Return the words as one text without the punctuation around it."""
    text = " ".join(words).strip(EDGES)
    return text.rstrip(".") if text.count(".") == 1 and len(text) > 4 else text


def fields_without_name(part: Part, line: Line) -> Iterator[Field]:
    """Yield the roles and workplaces of a part without a name, or a note if it contains neither."""
    text = text_of(part.words)
    cut, end = _workplace_start(part.words), _workplace_end(part.words)
    if is_workplace(text):
        yield Field(FieldKind.WORKPLACE, text, part.lead, part.is_beside)
    elif cut and is_role(text_of(part.words[:cut])):
        yield from _role(replace(part, words=part.words[:cut]))
        yield Field(FieldKind.WORKPLACE, text_of(part.words[cut:]), " ", part.is_beside)
    elif end:
        yield Field(FieldKind.WORKPLACE, text_of(part.words[:end]), part.lead, part.is_beside)
        yield from _role(replace(part, lead=" ", words=part.words[end:]))
    elif (is_role(text) and not any(map(is_relation, part.words))) or _is_odd_role(part, text):
        yield from _role(part)
    elif _may_be_workplace(part, text, line):
        yield Field(FieldKind.WORKPLACE, text, part.lead, part.is_beside)
    else:
        yield note(part, text)


def _is_odd_role(part: Part, text: str) -> bool:
    """Return whether a whole field is a department ("it") or a misspelt role ("enginer")."""
    if is_department(text):
        return not part.lead.strip()
    lower = text.lower()
    if _is_compound(lower):
        return True
    if len(part.words) != 1 or len(lower) < _SHORTEST_SLIP or not lower.isalpha() or is_ordinary(lower):
        return False
    return any(OSA.distance(lower, role, score_cutoff=1) <= 1 for role in role_words() if len(role) >= _SHORTEST_SLIP)


def _role(part: Part) -> Iterator[Field]:
    words = part.words
    is_said = part.joined_by in AS
    if is_said and len(words) > 1 and words[0].lower() in ARTICLES:
        words = words[1:]
    yield Field(FieldKind.ROLE, text_of(words), part.lead, part.is_beside)


def note(part: Part, text: str) -> Field:
    """Return a note of the text, preceded by the lead of the part."""
    lead = part.lead.strip()
    return Field(FieldKind.NOTE, f"{lead} {text}".strip(), " " if part.lead else "", part.is_beside)


def _workplace_start(words: Sequence[str]) -> int | None:
    starts = (index for index in range(1, min(len(words), 8)) if is_workplace(text_of(words[index:])))
    return next(starts, None)


def _workplace_end(words: Sequence[str]) -> int | None:
    """Return the index after a workplace that a role follows ("veidekke prosjektleder"), or None."""
    ends = (end for end in range(min(len(words), 5) - 1, 0, -1) if is_workplace(text_of(words[:end])))
    return next((end for end in ends if is_role(text_of(words[end:])) or _is_compound(words[end])), None)


def _is_compound(word: str) -> bool:
    return bool(_ENGLISH_COMPOUND.fullmatch(word.lower()))


def _may_be_workplace(part: Part, text: str, line: Line) -> bool:
    if part.lead.strip() or not text or any(is_ordinary(word) for word in part.words):
        return False
    if is_no_workplace(text) or not text[0].isalpha() or len(part.words) > MOST_UNKNOWN:
        return False
    return line.is_lower or not text[0].islower()
