"""Read what versions before `Slots` stored: a notepad of thirty fields, some with another meaning in each dialog.

A row is converted when it is read, and is stored as `Slots` with the next change. The step says which dialog it was.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import msgspec

from dialogs.model.conversation import Position
from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Advice
from dialogs.model.outreach import OutreachEvent
from dialogs.model.slots import Slots, TargetField

Json: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[str, str]
"""The kind of a record in `Slots`, and its field."""

_OLD_KEY: Final = b'"notepad":'
_HOUR_OPEN: Final = " day"
"""The suffix of a time without an hour."""

_SAME: Final[dict[str, Place]] = {
    **{name: ("subject", name) for name in ("contact", "outreach", "introduction", "application", "goal", "queue")},
    **{name: ("message", name) for name in ("purpose", "own_line", "language", "occasion", "about")},
    **{name: ("contacts", name) for name in ("category", "lines", "is_first")},
    **{name: ("network", name) for name in ("file", "tally", "found", "before")},
    "fits": ("network", "matches"),
    "akin": ("network", "related"),
    "holding": ("network", "summary"),
    "kept": ("target", "kept"),
    "later": ("target", "later"),
    "companies": ("company_search", "companies"),
    "times": ("reminders", "times"),
}
"""Fields with one meaning."""

_WORDS: Final[dict[str, Place]] = {
    "welcome": ("target", "words"),
    "target": ("target", "words"),
    "anyone": ("who_works_at", "place"),
    "fits": ("who_works_at", "place"),
    "introductions": ("who_works_at", "place"),
    "plan": ("follow_up", "words"),
    "applied": ("applications", "place"),
}
"""The meaning of `words` by dialog. Elsewhere it is the job that a message is about."""

_PAGES: Final[dict[str, Place]] = {
    "register": ("company_search", "page"),
    "names": ("contacts", "prompt"),
    "drafts": ("contacts", "page"),
    "forget": ("contacts", "page"),
    "plan": ("follow_up", "page"),
    "weekly": ("week_report", "weeks_back"),
    "fits": ("network", "seen"),
    "anyone": ("network", "seen"),
}
_PAGE_MARKS: Final[dict[str, Place]] = {
    "contacts": ("contacts", "is_sorting_put_off"),
    "imports": ("network", "are_others_told"),
    "choosing": ("network", "are_others_told"),
}
"""Dialogs in which a page above 0 was a yes."""

_MARKS: Final[dict[tuple[str, str], Place]] = {
    ("fits", "fits"): ("network", "is_searched"),
    ("fits", "asked"): ("network", "are_related_asked"),
    ("anyone", "anyone"): ("who_works_at", "is_asked"),
    ("weekly", "names"): ("week_report", "has_names"),
}
"""The values of `field` that were a yes, by dialog."""

_ENUMS: Final[dict[str, tuple[set[str], Place]]] = {
    "welcome": (set(TargetField), ("target", "field")),
    "target": (set(TargetField), ("target", "field")),
    "plan": (set(OutreachEvent), ("follow_up", "outcome")),
    "linkedin": (set(Advice), ("profile", "item")),
}
"""The values of `field` that were stored of an enum, by dialog. Elsewhere it is a wish."""


def is_notepad(body: bytes) -> bool:
    """Whether this JSON of slots is that of a notepad; the first name in it tells."""
    return len(body) > 2 and body[2 : body.index(b'"', 2)].decode() not in Slots.__struct_fields__


def slots_of(body: bytes, step: str) -> Slots:
    """Read the JSON of a notepad that was stored at this step."""
    return msgspec.convert(slots_from(msgspec.json.decode(body), step), Slots)


def has_notepads(body: bytes) -> bool:
    """Whether the JSON of a position holds notepads. In a string the quotation marks would be escaped."""
    return _OLD_KEY in body


def position_of(body: bytes) -> Position:
    """Read the JSON of a position whose checkpoints hold notepads."""
    return msgspec.convert(position_from(msgspec.json.decode(body)), Position)


def position_from(where: Json) -> Json:
    """Convert a position, as JSON, in which each checkpoint may hold a notepad."""
    ways = {
        name: [_checkpoint(one) for one in where[name]] for name in ("trail", "interrupted", "aside") if name in where
    }
    return where | ways


def _checkpoint(stored: Json) -> Json:
    rest = {name: value for name, value in stored.items() if name != "notepad"}
    return rest | ({"slots": slots_from(stored["notepad"], stored["step"])} if "notepad" in stored else {})


def slots_from(notepad: Json, step: str) -> Json:
    """Convert a notepad, as JSON, to the JSON of `Slots`. What was empty is left out."""
    dialog, slots = step.partition(".")[0], dict[str, Json]()
    for name, value in notepad.items():
        if value or (name == "line" and value is not None):
            for (kind, field), converted in _converted(dialog, name, value):
                slots.setdefault(kind, {})[field] = converted
    return slots


def _converted(dialog: str, name: str, value: Any) -> list[tuple[Place, Any]]:
    if name in _SAME:
        return [(_SAME[name], value)]
    return _BY_DIALOG[name](dialog, value) if name in _BY_DIALOG else []


def _words(dialog: str, value: str) -> list[tuple[Place, Any]]:
    if dialog == "register":
        return [(("company_search", "is_asked"), value == "asked")]
    if dialog == "nudges":
        codes = [{"kind": code[:1], "about": int(code[1:])} for code in value.split(".") if code[1:].isdecimal()]
        return [(("reminders", "topics"), [code for code in codes if code["kind"] in _KINDS])]
    return [(_WORDS.get(dialog, ("message", "job")), value)]


_KINDS: Final = frozenset("pftwubs")
"""The kinds of what a reminder was about when this was stored."""


def _choices(dialog: str, values: list[str]) -> list[tuple[Place, Any]]:
    times = [value for value in values if "T" in value]
    match dialog:
        case "welcome" | "target":
            return [(("target", "codes"), values)]
        case "anyone" | "fits":
            return [(("who_works_at", "related"), values)]
        case "plan":
            return [(("follow_up", "times"), [_plan_time(time) for time in times])]
        case "looking":
            return [(("follow_up", "days"), [time.removesuffix(_HOUR_OPEN) for time in times])]
        case "room" if values[0].isdecimal():
            return [(("message", "closing"), int(values[0]))]
        case _:
            return []


def _plan_time(time: str) -> Json:
    return {"at": time.removesuffix(_HOUR_OPEN), "has_hour": not time.endswith(_HOUR_OPEN)}


def _page(dialog: str, value: int) -> list[tuple[Place, Any]]:
    if dialog in _PAGE_MARKS:
        return [(_PAGE_MARKS[dialog], True)]
    return [(_PAGES[dialog], value)] if dialog in _PAGES else []


def _line(dialog: str, value: int) -> list[tuple[Place, Any]]:
    return [(("network", "match") if dialog in {"fits", "anyone"} else ("contacts", "line"), value)]


def _field(dialog: str, value: str) -> list[tuple[Place, Any]]:
    if (dialog, value) in _MARKS:
        return [(_MARKS[dialog, value], True)]
    if value == "private":
        return [(("message", "is_private"), True)]
    values, place = _ENUMS.get(dialog, (set(Wish), ("message", "wish")))
    return [(place, value)] if value in values else []


_BY_DIALOG: Final[dict[str, Callable[[str, Any], list[tuple[Place, Any]]]]] = {
    "words": _words,
    "choices": _choices,
    "page": _page,
    "line": _line,
    "field": _field,
}
"""Fields that meant another thing in each dialog."""
