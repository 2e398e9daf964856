"""Texts before translation: msgids with typed values, and the markers that pybabel extracts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Language(StrEnum):
    """A language of the coach. The value is its locale, as stored and as in the path of the catalogue."""

    NB = "nb"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The other language."""
        return Language.EN if self is Language.NB else Language.NB


class Both(Struct, frozen=True, gc=False):
    """Words from a data file in both languages, such as the name of an industry. They do not go through gettext."""

    nb: str
    en: str


class Day(Struct, frozen=True, gc=False):
    """A date: «1. desember» or “1 December”, optionally with weekday and year."""

    date: date
    has_weekday: bool = False
    has_year: bool = False


class Moment(Struct, frozen=True, gc=False):
    """A date and time of day in the time zone of `at`, optionally with the year."""

    at: datetime
    has_year: bool = False


class Clock(Struct, frozen=True, gc=False):
    """A time of day: «16.30» or “16:30”."""

    at: time


class Weekday(Struct, frozen=True, gc=False):
    """A day of the week (Monday is 0), optionally in its short form."""

    number: int
    is_short: bool = False


class Count(Struct, frozen=True, gc=False):
    """A number, formatted with the thousands separator of the language."""

    number: int


class Join(Struct, frozen=True, gc=False):
    """A list within a sentence: “a, b and c”, or “a, b or c”."""

    items: tuple["Value", ...]
    is_choice: bool = False


class Row(Struct, frozen=True, gc=False):
    """A list separated by commas only."""

    items: tuple["Value", ...]


class Text(Struct, frozen=True, gc=False):
    """A msgid with the values of its placeholders. The markers below make it, and `Speak` translates it."""

    msgid: str
    values: tuple[tuple[str, "Value"], ...] = ()
    context: str | None = None
    plural: str | None = None
    count: int = 0


Value: TypeAlias = str | Text | Both | Day | Moment | Clock | Weekday | Count | Join | Row
"""A value of a placeholder. A `str` is the user's own words: it is not translated, and is escaped for display."""

Words: TypeAlias = Text | Both | str
"""The words of a reply or button."""

Speak: TypeAlias = Callable[[Value, Language], str]
"""Translates a value to plain text; `bot.i18n` implements it."""


def t(msgid: str, /, **values: Value) -> Text:
    """Mark a text for translation."""
    return Text(msgid, tuple(values.items()))


def tn(singular: str, plural: str, count: int, /, **values: Value) -> Text:
    """Mark a text with singular and plural for translation; `{count}` is the number."""
    return Text(singular, (("count", Count(count)), *values.items()), plural=plural, count=count)


def tc(context: str, msgid: str, /, **values: Value) -> Text:
    """Mark a text with a context for translation, because its msgid is short or ambiguous."""
    return Text(msgid, tuple(values.items()), context=context)


def label(context: str, msgid: str, /, **values: Value) -> Text:
    """Mark the label of a button for translation; the context names its question."""
    return Text(msgid, tuple(values.items()), context=context)


def join(items: Sequence[Value], *, is_choice: bool = False) -> Value:
    """Join values to a list within a sentence; a single value stays as it is."""
    return items[0] if len(items) == 1 else Join(tuple(items), is_choice)
