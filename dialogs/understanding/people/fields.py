"""Reading of a line about people into fields: name, workplace, role, note.

The line is cut into parts (`parts`). Each part gives one or more fields; features of the whole line (`Line`) guide the
reading. If no name is found, the line is read again with descriptions ("svigerfar") in place of names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dialogs.model.records import replace
from dialogs.understanding.people.described import is_described, is_mine, is_of_somebody
from dialogs.understanding.people.names import Line, name_end, name_start, names_somebody, tidy_name
from dialogs.understanding.people.parts import parts_of, within_reach
from dialogs.understanding.people.vocabulary import (
    AND,
    AS,
    AT,
    FROM,
    bare,
    is_first_name,
    is_place,
    is_surname,
    is_workplace,
    may_be_name,
    words_of,
)
from dialogs.understanding.people.work_fields import Field, FieldKind, fields_without_name, note, place_field, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogs.understanding.people.parts import Part

_FIRST_COMMA: Final = re.compile(r"\A[^,()\[\]|/:=–—-]++,")


def fields_of(line: str) -> list[Field]:
    """Return the fields of a line in reading order. Text beyond the reading limit becomes a note."""
    said, rest = within_reach(line)
    fields = fields_within_reach(said)
    return [*fields, Field(FieldKind.NOTE, rest)] if rest else fields


def fields_within_reach(line: str) -> list[Field]:
    """Return the fields of a line that `within_reach` did not shorten."""
    parts = list(parts_of(line))
    facts = _facts_of(line, parts)
    fields = _fields_of_parts(parts, facts)
    if not any(field.kind is FieldKind.NAME for field in fields) and any(map(_may_stand_for_name, _beginnings(parts))):
        fields = _fields_of_parts(parts, replace(facts, is_told_of=True))
    return fields


def _facts_of(line: str, parts: Sequence[Part]) -> Line:
    words = [word for part in parts for word in part.words]
    is_placed = len(parts) > 1 or (bool(parts) and bool(parts[0].lead))
    return Line(
        is_lower=not any(word[0].isupper() and not is_workplace(word) for word in words),
        knows_name=any(_holds_name(part.words) for part in parts),
        is_list=bool(_FIRST_COMMA.match(line)),
        is_first_told_of=is_placed and is_described(parts[0].words),
        is_all_names=len(parts) > 2 and all(_is_one_name(part) for part in parts),
    )


def _holds_name(words: Sequence[str]) -> bool:
    # Most words are not names, so the slower check for a description comes last.
    is_named = any(names_somebody(words, at) and not is_surname(word) for at, word in enumerate(words))
    return is_named and not is_described(words)


def _is_one_name(part: Part) -> bool:
    return len(part.words) == 1 and is_first_name(part.words[0]) and part.joined_by not in AT | FROM


def _fields_of_parts(parts: Sequence[Part], line: Line) -> list[Field]:
    fields: list[Field] = []
    has_name, looked_at = False, 0
    for at, part in enumerate(parts):
        has_name = has_name or any(field.kind is FieldKind.NAME for field in fields[looked_at:])
        looked_at = len(fields)
        if fields and fields[-1].kind is FieldKind.NOTE and part.lead.lower() in FROM:
            fields.append(note(part, text_of(part.words)))  # "kollega fra Rema": not a present workplace
        elif not at and _is_described_before_name(parts):
            fields += _described_person(part)
        elif fields and fields[-1].kind is FieldKind.NAME and _is_next_name(part):
            fields.append(Field(FieldKind.NAME, tidy_name(part.words), part.lead, part.is_beside))
        else:
            fields += _fields_of_part(part, line, has_name=has_name, is_first=at == 0)
    return fields


def _is_described_before_name(parts: Sequence[Part]) -> bool:
    """Return whether a described person precedes a named one ("svigerfar og Silje")."""
    if len(parts) < 2 or parts[1].joined_by not in AND or not is_described(parts[0].words):
        return False
    return is_first_name(parts[1].words[0])


def _is_next_name(part: Part) -> bool:
    """Return whether "og Askeladden" after a name is another name, although the vocabulary does not list it."""
    if part.lead.lower() not in AND or is_workplace(" ".join(part.words)) or is_place(" ".join(part.words)):
        return False
    return all(word[0].isupper() and may_be_name(word, lower_case=False) for word in part.words)


def _fields_of_part(part: Part, line: Line, *, has_name: bool, is_first: bool) -> list[Field]:
    is_at = part.joined_by in AT | FROM | {"of"}
    if is_at and has_name:
        return [place_field(part)]
    if not is_at and _is_described_person(part, line, has_name=has_name, is_first=is_first):
        return list(_described_person(part))
    if is_of_somebody(part.words):
        return [note(part, text_of(part.words))]
    start = None
    is_where = is_at and line.is_first_told_of and not line.knows_name
    if not is_where and not _is_no_name(part, is_at=is_at, has_name=has_name and not line.is_all_names):
        start = name_start(part.words, line, has_name=has_name, is_first=is_first and not is_at)
    if start is None:
        return [place_field(part)] if is_at else list(fields_without_name(part, line))
    return list(_around_name(part, start, line, is_at=is_at))


def _is_described_person(part: Part, line: Line, *, has_name: bool, is_first: bool) -> bool:
    """Return whether a part describes a person in place of a name: "svigerfar", or "sjefen min" after "Kari og"."""
    is_next = part.joined_by in AND
    if has_name and is_next and is_mine(part.words[_hedges(part.words) :]):
        return True
    return line.is_told_of and (is_first or is_next) and _may_stand_for_name(part)


def _may_stand_for_name(part: Part) -> bool:
    words = part.words[_hedges(part.words) :]
    # No other name was found, so "Kari Traa" is a person here and not the shop.
    return is_described(words) or (len(words) > 1 and is_first_name(words[0]) and is_workplace(" ".join(words)))


def _beginnings(parts: Sequence[Part]) -> Iterator[Part]:
    return (part for at, part in enumerate(parts) if not at or part.joined_by in AND)


def _described_person(part: Part) -> Iterator[Field]:
    start = _hedges(part.words)
    if start:
        yield note(part, text_of(part.words[:start]))
    lead = " " if start else part.lead
    yield Field(FieldKind.NAME, _with_capital(text_of(part.words[start:])), lead, part.is_beside)


def _hedges(words: Sequence[str]) -> int:
    """Return the number of leading words that only express doubt ("maybe my uncle")."""
    return next((at for at, word in enumerate(words) if bare(word) not in words_of("hedge")), 0)


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_no_name(part: Part, *, is_at: bool, has_name: bool) -> bool:
    """Return whether a part as a whole is not a name, although it may contain one ("my dad", "St Olav", "Oda")."""
    text = " ".join(part.words)
    if not is_workplace(text):
        return len(part.words) > 1 and is_described(part.words)
    is_asked_for = not has_name or part.joined_by in AND
    return is_at or not is_asked_for or not is_first_name(text)


def _around_name(part: Part, start: int, line: Line, *, is_at: bool) -> Iterator[Field]:
    end = name_end(part.words, start, line)
    is_new = start and part.joined_by in AND  # "Per og tante Kari": "tante" describes Kari
    before = replace(part, lead="" if is_new else part.lead, words=part.words[:start])
    after = replace(part, lead=" ", words=part.words[end:])
    if before.words:
        yield from fields_without_name(before, line)
    elif is_at or part.joined_by in AS:
        yield Field(FieldKind.NOTE, part.lead, " ")
    name_lead = part.lead if not before.words else " "
    yield Field(FieldKind.NAME, tidy_name(part.words[start:end]), name_lead, part.is_beside)
    if after.words:
        yield from fields_without_name(after, line)
