"""Reads files of vCards, in the versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TextIO

from bot.importers.cells import email_of, link_of, name_of, phone_of, words_of
from bot.importers.lines import TooManyLinesError, lines_of
from dialogs.model.address_book import MOST_PEOPLE, MOST_ROWS, Acquaintance, Read, Reading, Source, Unread

BEGIN: Final = "BEGIN:VCARD"
END: Final = "END:VCARD"
GLANCE: Final = 200
"""Limit of characters in a line that begins or ends a card, white space included."""

FOLD: Final = re.compile(r"\n[ \t]")
SOFT: Final = re.compile(r"=\n[ \t]?(?=.)")
LINE: Final = re.compile(r'(?<![\w\-])(?:[\w\-]++\.)?+([\w\-]++)((?:;(?:[^":;\n]++|"[^"\n]*+")*+)*+):(.*+)')
ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
PART: Final = re.compile(r"(?<!\\);")
NO_PERSON: Final = frozenset({"group", "org", "organization", "location", "application", "device"})
EXTENDED: Final = ("x-socialprofile", "x-addressbookserver-kind", "x-abshowas")
READ: Final = frozenset({"fn", "n", "org", "title", "role", "email", "tel", "url", "uid", "kind", *EXTENDED})
LONGEST: Final = 2**20
"""Limit of characters in a card, enough for its text and a picture. Further lines are ignored."""

LONGEST_VALUE: Final = 4096
"""Limit of characters in a value. The longest names have twelve hundred, in the longest encoding."""

MOST_VALUES: Final = 100
"""Limit of values of one property in a card."""

CHARSET: Final = re.compile(r'CHARSET="?(UTF-?8|US-ASCII|ISO-8859-\d|WINDOWS-125\d)')


def read_cards(text: TextIO) -> Read | None:
    """Read the vCards of a file. Return None if it has none. A card that is not of a person is skipped."""
    people: list[Acquaintance] = []
    unread: list[int] = []
    number = 0
    try:
        for number, card in enumerate(_cards(lines_of(text)), start=1):
            values = _values(card)
            if _is_no_person(values):
                continue
            if person := _person(values):
                people.append(person)
            else:
                unread.append(number)
            if len(people) > MOST_PEOPLE or number > MOST_ROWS:
                return Unread.TOO_MANY
    except TooManyLinesError:
        return Unread.TOO_MANY if number else None
    if not number:
        return None
    return Reading(Source.CARDS, tuple(people), tuple(unread)) if people else Unread.NOBODY


def _cards(lines: Iterator[str]) -> Iterator[str]:
    """Split a file into cards. A card without an end ends where the next begins."""
    card: list[str] | None = None
    room = LONGEST
    for line in lines:
        mark = line.strip(" \t\r\n").upper() if len(line) < GLANCE else ""
        if mark in {BEGIN, END} and card is not None:
            yield "".join(card)
            card = None
        if mark == BEGIN:
            card, room = [], LONGEST
        elif card is not None and len(line) <= room:
            card.append(line.rstrip("\r\n") + "\n")
            room -= len(line)
    if card is not None:
        yield "".join(card)


@dataclass(frozen=True, slots=True)
class _Value:
    parameters: str
    text: str


def _values(card: str) -> dict[str, list[_Value]]:
    """Return the values of the properties in `READ`, by name. Malformed lines are skipped."""
    if "QUOTED-PRINTABLE" in card.upper():
        card = SOFT.sub("", card)
    found: dict[str, list[_Value]] = {}
    for line in FOLD.sub("", card).split("\n"):
        parts = LINE.fullmatch(line.strip())
        if parts and (name := parts[1].lower()) in READ:
            values = found.setdefault(name, [])
            if len(values) < MOST_VALUES:
                values.append(_Value(parts[2].lower(), _decoded(parts[2].upper(), parts[3][:LONGEST_VALUE])))
    return found


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters:
        return value
    charset = CHARSET.search(parameters)
    raw = quopri.decodestring(value.encode())
    try:
        return raw.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:  # there is no ISO-8859-0
        return raw.decode("utf-8", "replace")


def _is_no_person(values: dict[str, list[_Value]]) -> bool:
    kinds = [*values.get("kind", []), *values.get("x-addressbookserver-kind", [])]
    is_company = any(value.text.strip().upper() == "COMPANY" for value in values.get("x-abshowas", []))
    return is_company or any(value.text.strip().lower() in NO_PERSON for value in kinds)


def _person(values: dict[str, list[_Value]]) -> Acquaintance | None:
    name = _name(values)
    if not name:
        return None
    company = PART.split(_first(values, "org"))[0]
    position = _first(values, "title") or _first(values, "role")
    links = [link_of(value.text) for value in (*values.get("url", []), *values.get("x-socialprofile", []))]
    return Acquaintance(
        name,
        words_of(_plain(company)),
        words_of(_plain(position)),
        None,
        next(filter(None, links), ""),
        email_of(_first(values, "email")),
        phone_of(_first(values, "tel")),
        Source.CARDS,
        mark=words_of(_first(values, "uid")),
    )


def _name(values: dict[str, list[_Value]]) -> str:
    if name := name_of(_plain(_first(values, "fn"))):
        return name
    family, given, middle, *_ = [*map(_plain, PART.split(_first(values, "n"))), "", "", ""]
    return name_of(" ".join(filter(None, (given, middle, family))))


def _first(values: dict[str, list[_Value]], name: str) -> str:
    """Return the preferred value of a property, else the first, or an empty string."""
    found = sorted(values.get(name, []), key=lambda value: "pref" not in value.parameters)
    return next((value.text for value in found if value.text.strip()), "")


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
