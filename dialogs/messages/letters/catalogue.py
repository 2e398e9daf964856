"""The letter templates in both languages, and the look-up of their variants.

The templates are in `texts/`, one file for each family of purposes. A `[[letter]]` has a `purpose` (a thank-you also
an `occasion`), the categories it is for (`to`; all if absent), a `tone`, and variants in each language, which are not
translations of each other. `dialogs.messages.letters.template` describes their syntax.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from msgspec import Struct

from dialogs.messages.letters.template import Template, parsed
from dialogs.model.facts import Category
from dialogs.model.outreach import Occasion, Purpose, Tone
from dialogs.text import Language

FILES: Final = ("requests", "references", "introductions", "linkedin", "follow_ups", "thanks")

Key: TypeAlias = tuple[Purpose, Category, Tone, Occasion | None, Language]


class Frame(Struct, frozen=True, gc=False):
    """The texts around every letter, by language, and by tone, purpose or kind if they depend on it."""

    greetings: Mapping[tuple[str, Language], Template]
    closes: Mapping[tuple[str, Language], Template]
    to_keep: Mapping[tuple[str, Language], Template]
    to_mention: Mapping[tuple[str, Language], Template]
    subjects: Mapping[tuple[str, Language], Template]
    matters: Mapping[tuple[str, Language], Template]
    notes: Mapping[Language, tuple[Template, ...]]
    friend: Mapping[Language, str]
    what: Mapping[Language, Template]
    role: Mapping[Language, Template]


class Written(Struct, frozen=True, gc=False):
    """All templates: the variants of the letters, and the frame."""

    variants: Mapping[Key, tuple[Template, ...]]
    frame: Frame


@cache
def written() -> Written:
    """Return all templates; they are read once. Raise ValueError if a template has an unmatched mark."""
    tables = {name: _table(name) for name in (*FILES, "frame")}
    return Written(_variants(tables), _frame(tables))


def variants(
    purpose: Purpose, category: Category, tone: Tone, language: Language, occasion: Occasion | None = None
) -> tuple[Template, ...]:
    """Return the variants of a letter, in different words, or an empty tuple if there is no such letter."""
    if purpose is Purpose.THANKS:
        occasion = occasion or Occasion.ANSWER
    return written().variants.get((purpose, category, tone, occasion, language), ())


def _table(name: str) -> dict[str, Any]:
    path = files("dialogs.messages.letters").joinpath("texts", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _variants(tables: Mapping[str, dict[str, Any]]) -> dict[Key, tuple[Template, ...]]:
    found: dict[Key, tuple[Template, ...]] = {}
    for letter in (letter for name in FILES for letter in tables[name].get("letter", [])):
        purpose, tone = Purpose(letter["purpose"]), Tone(letter["tone"])
        occasion = Occasion(letter["occasion"]) if "occasion" in letter else None
        for language in Language:
            texts = tuple(map(parsed, letter[language.value]))
            for category in map(Category, letter.get("to", Category)):
                found[purpose, category, tone, occasion, language] = texts
    return _for_all(found)


def _for_all(found: dict[Key, tuple[Template, ...]]) -> dict[Key, tuple[Template, ...]]:
    """Give each category without its own letter that of another, because the category of a contact may change."""
    whole: dict[Key, tuple[Template, ...]] = {}
    for (purpose, _, tone, occasion, language), texts in found.items():
        for category in Category:
            whole.setdefault((purpose, category, tone, occasion, language), texts)
    return whole | found


def _frame(tables: Mapping[str, dict[str, Any]]) -> Frame:
    frame = tables["frame"]
    return Frame(
        greetings=_both(frame["greeting"]),
        closes=_both(frame["close"]),
        to_keep=_both(frame["discretion"]["to_keep"]),
        to_mention=_both(frame["discretion"]["to_mention"]),
        subjects=_both(frame["subject"]),
        matters=_both(tables["follow_ups"]["matter"]),
        notes={language: tuple(map(parsed, frame["note"][language.value])) for language in Language},
        friend={language: frame["note"]["friend"][language.value] for language in Language},
        what={language: parsed(frame["what"][language.value]) for language in Language},
        role={language: parsed(frame["role"][language.value]) for language in Language},
    )


def _both(texts: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, Language], Template]:
    return {(name, language): parsed(told[language.value]) for name, told in texts.items() for language in Language}
