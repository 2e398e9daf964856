"""The coach's own export: writes a person as JSON, and reads the JSON completely or not at all.

An export is recognised by its content, so that a damaged one is recognised, too. The conversation is not restored, and
a user who restores an export keeps their id, language and consent.
"""

import re
from datetime import datetime
from functools import reduce
from operator import or_
from types import GenericAlias
from typing import Any, Final, get_args, get_origin
from uuid import UUID

import msgspec
from msgspec import Struct, structs

from bot.importers.validation import is_sound, is_too_much
from dialogs.model.address_book import Acquaintance, Unread
from dialogs.model.fact_kinds import FACT_KINDS, FactKind, Snapshot
from dialogs.model.facts import Consent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.snapshot import Exported
from dialogs.text import Language

VERSION: Final = 1
NAME: Final = "coach.json"
BOOKKEEPING: Final = {"where", "serial", "tasks"}
"""Fields of a person that an export leaves out."""

BOM: Final = b"\xef\xbb\xbf"
WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
GLANCE: Final = 1000
BEGINNING: Final = re.compile(rb'(?<!\s)\s*+\{.{0,600}?"exported_at"\s*:', re.DOTALL)

MOST_VALUES: Final = 1_000_000
"""Limit of commas and opening brackets. Thirty thousand people and ten thousand facts have half as many."""

UNKNOWN_FIELD: Final = re.compile(r"Object contains unknown field `(?!n`)")
"""msgspec's error for a field that a later version may have; no version has a field `n`."""


def told(person: Person) -> dict[str, Any]:
    """Return a person as the export writes them."""
    whole: dict[str, Any] = msgspec.to_builtins(person)
    # msgspec omits defaults by identity; a default that came from another process would be written as an empty object.
    whole["slots"] = {kind: record for kind, record in whole["slots"].items() if record}
    facts = {name: _spelt_out(value) for name, value in whole.items() if name not in BOOKKEEPING}
    first = {"id": facts.pop("id"), "language": facts.pop("language"), "step": person.where.step}
    return first | facts


def _spelt_out(value: Any) -> Any:
    """Rename `n` to `number`. The short name is for callback data."""
    if not isinstance(value, list | tuple):
        return value
    return [{"number" if name == "n" else name: field for name, field in item.items()} for item in value]


def is_export(content: bytes) -> bool:
    """Whether this is the JSON of an export, even a damaged one."""
    return BEGINNING.match(_plain(content[:GLANCE], "replace")) is not None


def _plain(content: bytes, errors: str = "strict") -> bytes:
    """Return the content as UTF-8 without a byte-order mark, since some editors save it otherwise."""
    if content.startswith(WIDE):
        return content.decode("utf-16", errors).encode()
    return content.removeprefix(BOM)


def read_export(content: bytes) -> Exported | Unread:
    """Read an export completely, or return why that is impossible."""
    plain = b""
    try:
        plain = _plain(content)
        if sum(map(plain.count, (b",", b"{", b"["))) > MOST_VALUES:
            return Unread.EXPORT_TOO_MUCH
        version = msgspec.json.decode(plain, type=_Beginning).version
        if version > VERSION:
            return Unread.EXPORT_NEWER
        return _exported(msgspec.json.decode(plain, type=_Document)) if version == VERSION else Unread.EXPORT_BROKEN
    except msgspec.ValidationError as error:
        is_newer = UNKNOWN_FIELD.match(str(error)) is not None and _is_whole(plain)
        return Unread.EXPORT_NEWER if is_newer else Unread.EXPORT_BROKEN
    except (msgspec.DecodeError, ValueError, RecursionError, OverflowError):
        return Unread.EXPORT_BROKEN


class _Beginning(Struct):
    """The version of an export, which is read first."""

    version: int


def _is_whole(plain: bytes) -> bool:
    """Whether fields that this version does not know are the only errors."""
    try:
        msgspec.json.decode(plain, type=_LenientDocument)
    except (msgspec.DecodeError, UnicodeDecodeError):  # bytes that are no UTF-8 may stand in a field that is unknown
        return False
    return True


def _typed(shape: Any, *, is_strict: bool, rename: dict[str, str] | None = None) -> Any:
    """Return a copy of a type. A strict one rejects fields that this version does not know and would lose."""
    if arguments := get_args(shape):
        made = tuple(
            argument if argument is Ellipsis else _typed(argument, is_strict=is_strict, rename=rename)
            for argument in arguments
        )
        return GenericAlias(tuple, made) if get_origin(shape) is tuple else reduce(or_, made)
    if not (isinstance(shape, type) and issubclass(shape, Struct)):
        return shape
    fields = [_field(field, is_strict=is_strict) for field in structs.fields(shape)]
    return msgspec.defstruct(shape.__name__, fields, forbid_unknown_fields=is_strict, gc=False, rename=rename)


def _field(field: structs.FieldInfo, *, is_strict: bool) -> Any:
    kind = _typed(field.type, is_strict=is_strict)
    return (field.name, kind) if field.required else (field.name, kind, field.default)


def _typed_kind(kind: FactKind, *, is_strict: bool) -> tuple[Any, Any]:
    """Return the type of this field in an export, and its default."""
    if kind.is_many:
        item = _typed(kind.shape, is_strict=is_strict, rename={"n": "number"})
        return GenericAlias(tuple, (item, ...)), ()
    return _typed(kind.shape, is_strict=is_strict), kind.shape()


def _document(*, is_strict: bool) -> Any:
    facts = [(kind.field, *_typed_kind(kind, is_strict=is_strict)) for kind in FACT_KINDS]
    first = [("id", UUID), ("language", Language), ("step", str), ("consent", Consent | None)]
    # The conversation is not restored. Exports before 0.2 call its slots a notepad.
    rest = [(name, msgspec.Raw, msgspec.Raw(b"null")) for name in ("slots", "notepad")]
    person: Any = msgspec.defstruct("Person", [*first, *facts, *rest], forbid_unknown_fields=is_strict)
    people: Any = _typed(tuple[Acquaintance, ...], is_strict=is_strict)
    fields: list[Any] = [
        ("version", int),
        ("exported_at", datetime),
        ("person", person),
        ("address", msgspec.Raw, msgspec.Raw(b"null")),
        ("address_book", people | msgspec.UnsetType, msgspec.UNSET),
    ]
    return msgspec.defstruct("Document", fields, forbid_unknown_fields=is_strict)


_Document: Final[Any] = _document(is_strict=True)
_LenientDocument: Final[Any] = _document(is_strict=False)


def _exported(document: Any) -> Exported | Unread:
    past = msgspec.convert(document.person, Snapshot, from_attributes=True)
    people = msgspec.convert(document.address_book or (), tuple[Acquaintance, ...], from_attributes=True)
    newest = max(past.books, key=lambda book: book.n, default=None)
    # Early exports contain no address book.
    books = (newest,) if newest and document.address_book is not msgspec.UNSET else ()
    past = replace(past, books=books)
    if is_too_much(past, people):
        return Unread.EXPORT_TOO_MUCH
    exported = Exported(document.exported_at, past, people)
    return exported if is_sound(exported) else Unread.EXPORT_BROKEN
