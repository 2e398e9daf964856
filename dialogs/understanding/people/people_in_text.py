"""Reading of the people whom a message lists: name, workplace, role and notes."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from dialogs.model.person_line import PersonLine
from dialogs.model.records import replace
from dialogs.understanding.people.fields import fields_within_reach
from dialogs.understanding.people.not_people import is_talk
from dialogs.understanding.people.parts import within_reach
from dialogs.understanding.people.vocabulary import AND
from dialogs.understanding.people.work_fields import Field, FieldKind


class _Draft(Struct):
    """The fields read so far for one person."""

    name: str = ""
    is_alone: bool = False  # a field in parentheses belongs to this person only
    workplace: str | None = None
    place_lead: str = ""
    is_of_work: bool = False
    role: str | None = None
    notes: list[str] = []

    @property
    def is_bare(self) -> bool:
        return not (self.workplace or self.role or self.notes)


_LONGEST: Final = 4096
_LINES: Final = re.compile(r"[\n\r;\u2028]+")
_BULLET: Final = re.compile(r"^\s*(?:(?:\d{1,2}[.)]|[-*•–—·▪‣>☐]|\[ ?\])\s+|[•▪‣·]\s*)")


def people_in(text: str) -> tuple[PersonLine, ...]:
    """Return the people in a message, one or several to a line, or an empty tuple if it names nobody."""
    people: list[PersonLine] = []
    unsaid: list[str] = []  # lines above the first person
    said, rest = within_reach(text[:_LONGEST])
    for raw in _LINES.split(said):
        line = _BULLET.sub("", raw).strip()
        if not line or is_nobody(line):
            continue
        here = [] if is_talk(line) else _people_of_line(line)
        if here and unsaid:
            here[0], unsaid = _noted(here[0], unsaid), []
        elif not here and people:
            people[-1] = _noted(people[-1], [line])
        elif not here:
            unsaid.append(line)
        people += here
    if people and rest:
        people[-1] = _noted(people[-1], [rest])
    return tuple(people)


def _noted(person: PersonLine, lines: list[str]) -> PersonLine:
    return replace(person, note=", ".join([*filter(None, [person.note]), *lines]))


def _people_of_line(line: str) -> list[PersonLine]:
    fields = fields_within_reach(line)
    drafts = [_Draft()]
    for found, following in zip_longest(fields, fields[1:]):
        if drafts[-1].name and (found.kind is FieldKind.NAME or _precedes_name(following)):
            drafts.append(_Draft())
        _fill(drafts[-1], found)
    if _is_shared(drafts, fields):
        last = drafts[-1]
        drafts = [replace(last, name=draft.name) for draft in drafts]
    return [
        PersonLine(draft.name, draft.workplace, draft.role, ", ".join(draft.notes) or None)
        for draft in drafts
        if draft.name
    ]


def _precedes_name(following: Field | None) -> bool:
    """Return whether the field after these words is a name that they describe ("Per, tante Kari")."""
    return following is not None and following.kind is FieldKind.NAME and following.lead == " "


def _fill(draft: _Draft, found: Field) -> None:
    draft.is_alone = draft.is_alone or found.is_beside
    if found.kind is FieldKind.NAME:
        draft.name = found.text
    elif found.kind is FieldKind.WORKPLACE and (draft.workplace is None or (found.is_of_work and not draft.is_of_work)):
        if draft.workplace is not None:
            draft.notes.insert(0, f"{draft.place_lead} {draft.workplace}".strip())
        draft.workplace, draft.place_lead, draft.is_of_work = found.text, found.lead, found.is_of_work
    elif found.kind is FieldKind.ROLE and draft.role is None:
        draft.role = found.text
    elif found.kind is not FieldKind.NOTE and found.lead.strip():
        draft.notes.append(f"{found.lead} {found.text}")
    elif found.lead and draft.notes and found.kind is FieldKind.NOTE:
        draft.notes[-1] += f" {found.text}"
    else:
        draft.notes.append(found.text)


def _is_shared(drafts: list[_Draft], fields: list[Field]) -> bool:
    """Return whether the fields apply to all persons of the line, as in "Kari og Jonas i Veidekke"."""
    names = [found for found in fields if found.kind is FieldKind.NAME]
    if len(names) < 2 or drafts[-1].is_bare or drafts[-1].is_alone:
        return False
    return names[-1].lead.lower() in AND and all(draft.is_bare for draft in drafts[:-1])


_NOBODY_EDGES: Final = re.compile(r"[^\w'’]+")


@cache
def _nobody() -> re.Pattern[str]:
    lines = (files("dialogs.data") / "nobody.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("(?:" + "|".join(lines) + r")(?!\w)")


def is_nobody(text: str) -> bool:
    """Return whether an answer says that the user can think of no one."""
    if len(text) > 120:
        return False
    words = " ".join(_NOBODY_EDGES.sub(" ", text.lower()).split())
    return bool(words) and _is_all_nobody(words)


def _is_all_nobody(words: str) -> bool:
    """Return whether the text consists only of such answers ("nei, kommer ikke på noen")."""
    at, is_told = 0, False
    while at < len(words):
        match = _nobody().match(words, at)
        if not match or not match[0] or (match.end() < len(words) and words[match.end()] != " "):
            return False
        is_told = is_told or match[0] not in {"ok", "well", "sorry", "eh"}
        at = match.end() + 1
    return is_told
