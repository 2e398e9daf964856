"""A line about people, cut into parts and each part into fields: name, workplace, role, note."""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from rapidfuzz.distance import OSA

from dialogs.model.records import replace
from dialogs.understanding.job_titles import is_role, is_role_word, role_words
from dialogs.understanding.people.described import is_definite_role, is_described, is_mine, is_of_somebody
from dialogs.understanding.people.names import (
    EDGES,
    MOST_UNKNOWN,
    Line,
    name_end,
    name_start,
    names_somebody,
    tidy_name,
)
from dialogs.understanding.people.vocabulary import (
    AND,
    ARTICLES,
    AS,
    AT,
    FROM,
    VERBS,
    WORKS,
    bare,
    is_department,
    is_first_name,
    is_no_workplace,
    is_ordinary,
    is_place,
    is_relation,
    is_surname,
    is_workplace,
    may_be_name,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class FieldKind(Enum):
    """What some words of a line say of a person."""

    NAME = auto()
    WORKPLACE = auto()
    ROLE = auto()
    NOTE = auto()


class Field(Struct, frozen=True, gc=False):
    """Words and what they are; `lead` joined them to what stands before ("" after a comma)."""

    kind: FieldKind
    text: str
    lead: str = ""
    is_beside: bool = False  # in parentheses, and so said of one person only

    @property
    def is_of_work(self) -> bool:
        """Whether it is said that somebody works there ("jobber i Statkraft")."""
        return self.kind is FieldKind.WORKPLACE and not WORKS.isdisjoint(self.lead.lower().split())


class _Part(Struct, frozen=True, gc=False):
    lead: str
    words: tuple[str, ...]
    is_beside: bool = False

    @property
    def joined_by(self) -> str:
        """The last of the words that lead to it, which tells most."""
        return (self.lead.lower().split() or [""])[-1]


# An "@" stands for "at" before a word; inside one it belongs to an e-mail address.
_TOKEN: Final = re.compile(r"[,()|\[\]]|(?<!\S)@|[^\s,()|\[\]]+")
_SEPARATORS: Final = frozenset({"-", "–", "—", "/", "|", ",", "(", ")", "[", "]", ":", "=", "->", "→", "·", "•"})
_ENGLISH_COMPOUND: Final = re.compile(r"\b\w{3,}(?:worker|keeper|maker|minder|cleaner|nurse)s?")
_SHORTEST_SLIP: Final = 6  # letters; of shorter words, too many are one letter from a role
_DEEPER: Final = {"(": 1, "[": 1, ")": -1, "]": -1}
_FIRST_COMMA: Final = re.compile(r"\A[^,()\[\]|/:=–—-]++,")
_PIECES: Final = re.compile(
    r"[,;|/()\[\]\n\r\u2028]|(?<=\s)(?:i|på|hos|in|at|og|and|som|as|fra|from|med|with)(?=\s)", re.IGNORECASE
)
_MOST_PIECES: Final = 450  # a message of 4,096 characters lists 115 people with place and role in 420
_LEADS: Final = AT | FROM | AS | AND


def within_reach(text: str) -> tuple[str, str]:
    """Part what is read from what goes to the note unread, so that reading takes no longer than a long list needs."""
    last = next(islice(_PIECES.finditer(text), _MOST_PIECES, None), None)
    return (text[: last.start()], text[last.start() :].strip()) if last else (text, "")


def fields_of(line: str) -> list[Field]:
    """Read a line's fields in their order."""
    said, rest = within_reach(line)
    parts = list(_parts(said))
    facts = _facts_of(said, parts)
    fields = _fields_of_parts(parts, facts)
    if not any(field.kind is FieldKind.NAME for field in fields) and any(map(_may_stand_for_name, _beginnings(parts))):
        fields = _fields_of_parts(parts, replace(facts, is_told_of=True))
    return [*fields, Field(FieldKind.NOTE, rest)] if rest else fields


def _facts_of(line: str, parts: Sequence[_Part]) -> Line:
    named = [part.words for part in parts if not is_described(part.words)]
    words = [word for part in parts for word in part.words]
    return Line(
        is_lower=not any(word[0].isupper() for word in words if not is_workplace(word)),
        knows_name=any(
            names_somebody(said, at) and not is_surname(word) for said in named for at, word in enumerate(said)
        ),
        is_list=bool(_FIRST_COMMA.match(line)),
        is_first_told_of=bool(parts) and is_described(parts[0].words),
        is_all_names=len(parts) > 2 and all(_is_one_name(part) for part in parts),
    )


def _is_one_name(part: _Part) -> bool:
    return len(part.words) == 1 and is_first_name(part.words[0]) and part.joined_by not in AT | FROM


def _fields_of_parts(parts: Sequence[_Part], line: Line) -> list[Field]:
    fields: list[Field] = []
    has_name, looked_at = False, 0
    for at, part in enumerate(parts):
        has_name = has_name or any(field.kind is FieldKind.NAME for field in fields[looked_at:])
        looked_at = len(fields)
        if fields and fields[-1].kind is FieldKind.NOTE and part.lead.lower() in FROM:
            fields.append(_note(part, _text(part.words)))  # "friend from uni", "kollega fra Rema": said of the past
        elif not at and _is_first_of_two(parts):
            fields += _told_of(part)
        elif fields and fields[-1].kind is FieldKind.NAME and _is_next_name(part):
            fields.append(Field(FieldKind.NAME, tidy_name(part.words), part.lead, part.is_beside))
        else:
            fields += _fields_of_part(part, line, has_name=has_name, is_first=at == 0)
    return fields


def _is_first_of_two(parts: Sequence[_Part]) -> bool:
    """Tell whether somebody who is told of stands beside somebody who is named ("svigerfar og Silje")."""
    if len(parts) < 2 or parts[1].joined_by not in AND or not is_described(parts[0].words):
        return False
    return is_first_name(parts[1].words[0])


def _is_next_name(part: _Part) -> bool:
    """Tell whether "og Askeladden" after a name is one more, though we do not know it."""
    if part.lead.lower() not in AND or is_workplace(" ".join(part.words)) or is_place(" ".join(part.words)):
        return False
    return all(word[0].isupper() and may_be_name(word, lower_case=False) for word in part.words)


def _parts(line: str) -> Iterator[_Part]:
    lead, words, depth = "", list[str](), 0
    tokens = list(_tokens(line))
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if token in _SEPARATORS:
            yield from _part(lead, words, "", is_beside=depth > 0)
            lead, words, depth = "", [], max(0, depth + _DEEPER.get(token, 0))
        elif _joins(token, words, following):
            left = words[-1:] if token.lower() in AT and words and words[-1].lower() in WORKS else []
            left = left if words else [lead]
            yield from _part(lead, words, token, is_beside=depth > 0)
            lead, words = " ".join([*filter(None, left), token]), []
        else:
            words.append(token)
    yield from _part(lead, words, "", is_beside=depth > 0)


def _tokens(line: str) -> Iterator[str]:
    for token in _TOKEN.findall(line):
        halves = token.split("/")
        if len(halves) > 1 and all(is_first_name(half) for half in halves):
            yield from (piece for half in halves for piece in ("/", half))
        elif len(token) > 1 and token[-1] == ":":
            yield from (token[:-1], ":")
        else:
            yield token


def _joins(token: str, before: list[str], following: str) -> bool:
    word = token.lower()
    if word == "of":
        return bool(before) and is_role_word(before[-1]) and is_workplace(following)
    if word == "in" and bare(following) == "law":
        return False
    if word not in _LEADS or not following or following in _SEPARATORS:
        return False
    if word in AND:
        is_person = is_first_name(following) or is_relation(following) or bare(following) in words_of("possessive")
        return is_person or (
            bool(before) and (is_definite_role(bare(following)) or may_be_name(following, lower_case=False))
        )
    if bare(following) in words_of("pronoun"):
        return False
    # An initial is no preposition: "Kari I Nordmann".
    return not (token.isupper() and token.isalpha() and before)


def _part(lead: str, words: list[str], closed_by: str, *, is_beside: bool) -> Iterator[_Part]:
    kept = list(words)
    # "Kari, hun jobber i DNB": the field that follows says that she works.
    while kept and closed_by.lower() in AT | AS and kept[-1].lower() in VERBS:
        kept.pop()
    if kept:
        yield _Part(lead, tuple(kept), is_beside)


def _fields_of_part(part: _Part, line: Line, *, has_name: bool, is_first: bool) -> list[Field]:
    is_at = part.joined_by in AT | FROM | {"of"}
    if is_at and has_name:
        return [_at(part)]
    if not is_at and _is_told_of(part, line, has_name=has_name, is_first=is_first):
        return list(_told_of(part))
    if is_of_somebody(part.words):
        return [_note(part, _text(part.words))]
    start = None
    is_where = is_at and line.is_first_told_of and not line.knows_name
    if not is_where and not _is_no_name(part, is_at=is_at, has_name=has_name and not line.is_all_names):
        start = name_start(part.words, line, has_name=has_name, is_first=is_first and not is_at)
    if start is None:
        return [_at(part)] if is_at else list(_without_name(part, line))
    return list(_around_name(part, start, line, is_at=is_at))


def _is_told_of(part: _Part, line: Line, *, has_name: bool, is_first: bool) -> bool:
    """Tell whether a part stands for a person in place of a name: "svigerfar", the last of "Kari og sjefen min"."""
    is_next = part.joined_by in AND
    if has_name and is_next and is_mine(part.words[_hedges(part.words) :]):
        return True
    return line.is_told_of and (is_first or is_next) and _may_stand_for_name(part)


def _may_stand_for_name(part: _Part) -> bool:
    words = part.words[_hedges(part.words) :]
    # Nobody else is named, so "Kari Traa" is no shop here.
    return is_described(words) or (len(words) > 1 and is_first_name(words[0]) and is_workplace(" ".join(words)))


def _beginnings(parts: Sequence[_Part]) -> Iterator[_Part]:
    return (part for at, part in enumerate(parts) if not at or part.joined_by in AND)


def _told_of(part: _Part) -> Iterator[Field]:
    start = _hedges(part.words)
    if start:
        yield _note(part, _text(part.words[:start]))
    lead = " " if start else part.lead
    yield Field(FieldKind.NAME, _with_capital(_text(part.words[start:])), lead, part.is_beside)


def _hedges(words: Sequence[str]) -> int:
    """Count the words that only say that the user is not sure ("maybe my uncle")."""
    return next((at for at, word in enumerate(words) if bare(word) not in words_of("hedge")), 0)


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_no_name(part: _Part, *, is_at: bool, has_name: bool) -> bool:
    """Tell whether all of a part is something else, though a name may stand in it ("my dad", "St Olav", "Oda")."""
    text = " ".join(part.words)
    if not is_workplace(text):
        return len(part.words) > 1 and is_described(part.words)
    is_asked_for = not has_name or part.joined_by in AND
    return is_at or not is_asked_for or not is_first_name(text)


def _around_name(part: _Part, start: int, line: Line, *, is_at: bool) -> Iterator[Field]:
    end = name_end(part.words, start, line)
    is_new = start and part.joined_by in AND  # "Per og tante Kari": "tante" is said of Kari
    before = replace(part, lead="" if is_new else part.lead, words=part.words[:start])
    after = replace(part, lead=" ", words=part.words[end:])
    if before.words:
        yield from _without_name(before, line)
    elif is_at or part.joined_by in AS:
        yield Field(FieldKind.NOTE, part.lead, " ")
    name_lead = part.lead if not before.words else " "
    yield Field(FieldKind.NAME, tidy_name(part.words[start:end]), name_lead, part.is_beside)
    if after.words:
        yield from _without_name(after, line)


def _at(part: _Part) -> Field:
    text = _text(part.words)
    if is_role(text) and not is_workplace(text):
        return Field(FieldKind.ROLE, text, part.lead, part.is_beside)  # "works in HR"
    is_from = part.joined_by in FROM
    if is_no_workplace(text) or (is_from and text[:1].islower() and not is_workplace(text)):
        return Field(FieldKind.NOTE, f"{part.lead} {text}", " ", part.is_beside)
    return Field(FieldKind.WORKPLACE, text, part.lead, part.is_beside)


def _text(words: Sequence[str]) -> str:
    text = " ".join(words).strip(EDGES)
    return text.rstrip(".") if text.count(".") == 1 and len(text) > 4 else text


def _without_name(part: _Part, line: Line) -> Iterator[Field]:
    """Tell roles from workplaces and both from what is only said about somebody."""
    text = _text(part.words)
    cut, end = _workplace_start(part.words), _workplace_end(part.words)
    if is_workplace(text):
        yield Field(FieldKind.WORKPLACE, text, part.lead, part.is_beside)
    elif cut and is_role(_text(part.words[:cut])):
        yield from _role(replace(part, words=part.words[:cut]))
        yield Field(FieldKind.WORKPLACE, _text(part.words[cut:]), " ", part.is_beside)
    elif end:
        yield Field(FieldKind.WORKPLACE, _text(part.words[:end]), part.lead, part.is_beside)
        yield from _role(replace(part, lead=" ", words=part.words[end:]))
    elif (is_role(text) and not any(map(is_relation, part.words))) or _is_odd_role(part, text):
        yield from _role(part)
    elif _may_be_workplace(part, text, line):
        yield Field(FieldKind.WORKPLACE, text, part.lead, part.is_beside)
    else:
        yield _note(part, text)


def _is_odd_role(part: _Part, text: str) -> bool:
    """Tell whether a whole field is a department ("it"), or a role with a slip of the thumb ("enginer")."""
    if is_department(text):
        return not part.lead.strip()
    lower = text.lower()
    if _is_compound(lower):
        return True
    if len(part.words) != 1 or len(lower) < _SHORTEST_SLIP or not lower.isalpha() or is_ordinary(lower):
        return False
    return any(OSA.distance(lower, role, score_cutoff=1) <= 1 for role in role_words() if len(role) >= _SHORTEST_SLIP)


def _role(part: _Part) -> Iterator[Field]:
    words = part.words
    is_said = part.joined_by in AS
    if is_said and len(words) > 1 and words[0].lower() in ARTICLES:
        words = words[1:]
    yield Field(FieldKind.ROLE, _text(words), part.lead, part.is_beside)


def _note(part: _Part, text: str) -> Field:
    lead = part.lead.strip()
    return Field(FieldKind.NOTE, f"{lead} {text}".strip(), " " if part.lead else "", part.is_beside)


def _workplace_start(words: Sequence[str]) -> int | None:
    starts = (index for index in range(1, min(len(words), 8)) if is_workplace(_text(words[index:])))
    return next(starts, None)


def _workplace_end(words: Sequence[str]) -> int | None:
    """Find where a workplace ends that a role follows ("veidekke prosjektleder")."""
    ends = (end for end in range(min(len(words), 5) - 1, 0, -1) if is_workplace(_text(words[:end])))
    return next((end for end in ends if is_role(_text(words[end:])) or _is_compound(words[end])), None)


def _is_compound(word: str) -> bool:
    return bool(_ENGLISH_COMPOUND.fullmatch(word.lower()))


def _may_be_workplace(part: _Part, text: str, line: Line) -> bool:
    if part.lead.strip() or not text or any(is_ordinary(word) for word in part.words):
        return False
    if is_no_workplace(text) or not text[0].isalpha() or len(part.words) > MOST_UNKNOWN:
        return False
    return line.is_lower or not text[0].islower()
