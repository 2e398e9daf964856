"""The coach's own export: how it tells of a person, and read back: every fact that it holds, or a clear no.

Recognised by what is in it, so that one that was damaged is known, too. Only the conversation is not restored: whoever
brings an export keeps their own id, language and consent.
"""

import re
from datetime import datetime
from typing import Any, Final, TypeVar, get_type_hints
from uuid import UUID

import msgspec

from bot.reading.soundness import is_sound, is_too_much
from dialogs.address_book import Acquaintance, Unread
from dialogs.facts import Consent
from dialogs.past import MANY, Exported, Past
from dialogs.person import Person
from dialogs.text import Language

VERSION: Final = 1
NAME: Final = "coach.json"
BOOKKEEPING: Final = {"where", "serial", "wants"}
"""Fields of a person that an export leaves out."""

BOM: Final = b"\xef\xbb\xbf"
WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
GLANCE: Final = 1000
BEGINNING: Final = re.compile(rb'(?<!\s)\s*+\{.{0,600}?"exported_at"\s*:', re.DOTALL)

_FACTS: Final = get_type_hints(Past)
_CONVERSATION: Final[dict[str, Any]] = {"id": UUID, "language": Language, "step": str, "consent": Consent | None}
_REST: Final = {"notepad"}
_COLUMNS: Final = frozenset(Acquaintance.__struct_fields__)

Shape = TypeVar("Shape")


class UnknownFieldError(ValueError):
    """There is something in the file that this version does not know, and so would lose."""


class UnsoundError(ValueError):
    """The facts do not fit together, or no coach would have noted them."""


def told(person: Person) -> dict[str, Any]:
    """Give what an export tells of a person."""
    whole: dict[str, Any] = msgspec.to_builtins(person)
    facts = {name: _spelt_out(value) for name, value in whole.items() if name not in BOOKKEEPING}
    first = {"id": facts.pop("id"), "language": facts.pop("language"), "step": person.where.step}
    return first | facts


def _spelt_out(value: Any) -> Any:
    """Spell out `n`, which is short only for buttons."""
    if not isinstance(value, list | tuple):
        return value
    return [{"number" if name == "n" else name: field for name, field in item.items()} for item in value]


def is_export(content: bytes) -> bool:
    """Whether this is the JSON of an export, or was."""
    return BEGINNING.match(_plain(content[:GLANCE], "replace")) is not None


def _plain(content: bytes, errors: str = "strict") -> bytes:
    """Give it as UTF-8 without a mark before it, as some editors save it otherwise."""
    if content.startswith(WIDE):
        return content.decode("utf-16", errors).encode()
    return content.removeprefix(BOM)


def read_export(content: bytes) -> Exported | Unread:
    """Read an export, wholly or not at all."""
    try:
        document = msgspec.json.decode(_plain(content), type=dict[str, Any])
        if msgspec.convert(document["version"], int) > VERSION:
            return Unread.EXPORT_NEWER
        return _exported(document)
    except UnknownFieldError:
        return Unread.EXPORT_NEWER
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, RecursionError, OverflowError):
        return Unread.EXPORT_BROKEN


def _exported(document: dict[str, Any]) -> Exported | Unread:
    if document["version"] != VERSION:
        raise UnsoundError
    _check_names(document, {"version", "exported_at", "address", "person", "address_book"})
    person = msgspec.convert(document["person"], dict[str, Any])
    _check_names(person, {*_FACTS, *_CONVERSATION, *_REST})
    for name, shape in _CONVERSATION.items():
        msgspec.convert(person[name], shape)
    facts = {name: _facts(name, person[name]) for name in _FACTS if name in person}
    people = _people(document.get("address_book", []))
    newest = max(facts.get("books", ()), key=lambda book: book.n, default=None)
    # Earlier exports had no address book in them.
    books = (newest,) if newest and "address_book" in document else ()
    past = Past(**facts | {"books": books})
    if is_too_much(past, people):
        return Unread.EXPORT_TOO_MUCH
    exported = Exported(msgspec.convert(document["exported_at"], datetime), past, people)
    if not is_sound(exported):
        raise UnsoundError
    return exported


def _facts(name: str, value: Any) -> Any:
    """Read a field; the items of a list get their short `n` back. Raises where something in it would be lost."""
    if name not in MANY:
        return _whole(value, _FACTS[name])
    items = msgspec.convert(value, list[dict[str, Any]])
    named = [{"n" if key == "number" else key: field for key, field in item.items() if key != "n"} for item in items]
    return _whole(named, _FACTS[name])


def _whole(value: Any, shape: type[Shape]) -> Shape:
    made = msgspec.convert(value, shape)
    if not _holds(msgspec.to_builtins(made), value):
        raise UnknownFieldError
    return made


def _holds(whole: Any, part: Any) -> bool:
    """Whether every field of the part is there in the whole, too."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and _holds(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list | tuple) and all(map(_holds, whole, part))
    return True


def _people(value: Any) -> tuple[Acquaintance, ...]:
    items = msgspec.convert(value, list[dict[str, Any]])
    if not all(item.keys() <= _COLUMNS for item in items):
        raise UnknownFieldError
    return msgspec.convert(items, tuple[Acquaintance, ...])


def _check_names(told: dict[str, Any], known: set[str]) -> None:
    if not told.keys() <= known:
        raise UnknownFieldError
