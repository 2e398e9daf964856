"""A message to be said, before it has a language: a msgid with typed values, and the markers that pybabel extracts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Language(StrEnum):
    """A language that the coach speaks; the value is its locale, as stored and as gettext's folder is named."""

    NB = "nb"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The other one."""
        return Language.EN if self is Language.NB else Language.NB


class Both(Struct, frozen=True, gc=False):
    """Words that are data and come in both languages, such as the name of an industry; no gettext is asked."""

    nb: str
    en: str


class Day(Struct, frozen=True, gc=False):
    """A date, said as «1. desember» or “1 December”; with its weekday before it and its year after it where asked."""

    date: date
    has_weekday: bool = False
    has_year: bool = False


class Moment(Struct, frozen=True, gc=False):
    """A date and a time of day, in the zone that it bears; with the year where asked."""

    at: datetime
    has_year: bool = False


class Clock(Struct, frozen=True, gc=False):
    """A time of day: «16.30» or “16:30”."""

    at: time


class Weekday(Struct, frozen=True, gc=False):
    """A day of the week, Monday is 0; by its short name where asked."""

    number: int
    is_short: bool = False


class Count(Struct, frozen=True, gc=False):
    """A number, grouped as the language groups thousands."""

    number: int


class Join(Struct, frozen=True, gc=False):
    """Several values as one list in a sentence: “a, b and c”, or with “or”."""

    items: tuple["Value", ...]
    is_choice: bool = False


class Row(Struct, frozen=True, gc=False):
    """Several values one after the other, with commas and no “and”."""

    items: tuple["Value", ...]


class Text(Struct, frozen=True, gc=False):
    """A msgid with the values for its placeholders; made by the markers below, given a language by `Speak`."""

    msgid: str
    values: tuple[tuple[str, "Value"], ...] = ()
    context: str | None = None
    plural: str | None = None
    count: int = 0


Value: TypeAlias = str | Text | Both | Day | Moment | Clock | Weekday | Count | Join | Row
"""What may stand in a text. A `str` is somebody's own words: it is never translated, and escaped where it is shown."""

Words: TypeAlias = Text | Both | str
"""What may be said or stand on a button."""

Speak: TypeAlias = Callable[[Value, Language], str]
"""Gives words their language, as plain text; the shell binds it (`bot.i18n`)."""


def t(msgid: str, /, **values: Value) -> Text:
    """A text."""
    return Text(msgid, tuple(values.items()))


def tn(singular: str, plural: str, count: int, /, **values: Value) -> Text:
    """A text that depends on a number; `{count}` stands for it."""
    return Text(singular, (("count", Count(count)), *values.items()), plural=plural, count=count)


def tc(context: str, msgid: str, /, **values: Value) -> Text:
    """A text whose msgid means another thing elsewhere, or is too short to be translated without its context."""
    return Text(msgid, tuple(values.items()), context=context)


def label(context: str, msgid: str, /, **values: Value) -> Text:
    """The words on a button; the context names the question that it answers."""
    return Text(msgid, tuple(values.items()), context=context)


def join(items: Sequence[Value], *, is_choice: bool = False) -> Value:
    """A list in a sentence; of one, that one."""
    return items[0] if len(items) == 1 else Join(tuple(items), is_choice)
