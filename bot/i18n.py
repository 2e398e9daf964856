"""The coach's languages: gettext catalogues, and the formats of dates, numbers and lists."""

from collections.abc import Callable, Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from struct import error as StructError  # noqa: N812  # a class, despite its name
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.errors import CataloguesError
from dialogs.model.records import replace
from dialogs.protocol.replies import AnyButton, Block, Button, Choose, Copy, Items, Para, Reply, Spoiler, Title
from dialogs.text import Both, Clock, Count, Day, Join, Language, Moment, Row, Text, Value, Weekday

NORWEGIAN = {"nb", "nn", "no"}


def language_for(code: str | None) -> Language:
    """Return the coach's language for a language code of an app or a system, such as `nb` or `nn_NO.UTF-8`."""
    base = (code or "").replace("_", "-").partition("-")[0].partition(".")[0]
    return Language.NB if base.lower() in NORWEGIAN else Language.EN


class Translator:
    """Formats values in one language. It caches the locale and the templates, since both are expensive to load."""

    def __init__(self, language: Language, locale: str, day: str, at: str, catalogue: NullTranslations) -> None:
        self._language = language
        self._locale = Locale.parse(locale)
        self._day = day
        self._weekday = f"EEEE {day}"
        self._at = at
        self._hour = at.rpartition(" ")[2]
        self._catalogue = catalogue
        self._template = cache(self._look_up)
        self._ways: dict[type, Callable[[Any], str]] = {
            str: str,
            Text: self._text,
            Both: self._both,
            Clock: self._clock,
            Weekday: self._day_of_week,
            Count: self._count,
            Day: self._date,
            Moment: self._time,
            Join: self._list,
            Row: self._row,
        }

    def speak(self, value: Value) -> str:
        """Return a value as text. A `str` is a user's own text: it is inserted as it is, braces included."""
        return self._ways[type(value)](value)

    def load_formats(self) -> None:
        """Load the formats of the locale, which takes 25 ms and would delay the turn that needs them first."""
        self._count(Count(1000))

    def _look_up(self, context: str | None, msgid: str) -> str:
        if context is None:
            return self._catalogue.gettext(msgid)
        return self._catalogue.pgettext(context, msgid)

    def _plural(self, text: Text, plural: str) -> str:
        if text.context is None:
            return self._catalogue.ngettext(text.msgid, plural, text.count)
        return self._catalogue.npgettext(text.context, text.msgid, plural, text.count)

    def _text(self, text: Text) -> str:
        template = self._template(text.context, text.msgid) if text.plural is None else self._plural(text, text.plural)
        if not text.values:
            return template
        ways = self._ways
        return template.format_map({name: ways[type(value)](value) for name, value in text.values})

    def _both(self, both: Both) -> str:
        return both.nb if self._language is Language.NB else both.en

    def _count(self, count: Count) -> str:
        # Below a thousand there is no digit grouping, and `str` takes a twentieth of the time.
        return str(count.number) if 0 <= count.number < 1000 else format_decimal(count.number, locale=self._locale)

    def _date(self, day: Day) -> str:
        form = self._weekday if day.has_weekday else self._day
        return format_date(day.date, f"{form} y" if day.has_year else form, self._locale)

    def _time(self, moment: Moment) -> str:
        form = f"{self._weekday} {'y ' if moment.has_year else ''}{self._at}"
        return format_datetime(moment.at, form, tzinfo=moment.at.tzinfo, locale=self._locale)

    def _clock(self, clock: Clock) -> str:
        return format_time(clock.at, self._hour, locale=self._locale)

    def _day_of_week(self, weekday: Weekday) -> str:
        name: str = self._locale.days["stand-alone"]["abbreviated" if weekday.is_short else "wide"][weekday.number]
        return name.rstrip(".")

    def _list(self, join: Join) -> str:
        items = [self.speak(item) for item in join.items]
        return format_list(items, "or" if join.is_choice else "standard", self._locale)

    def _row(self, row: Row) -> str:
        return ", ".join(self.speak(item) for item in row.items)


class Languages:
    """All languages of the coach, each with its catalogue. English needs none: its texts are the msgids."""

    def __init__(self, norwegian: NullTranslations) -> None:
        self._tongues = {
            Language.NB: Translator(Language.NB, "nb", "d. MMMM", "'kl.' HH.mm", norwegian),
            Language.EN: Translator(Language.EN, "en_GB", "d MMMM", "'at' HH:mm", NullTranslations()),
        }

    @classmethod
    def load(cls) -> "Languages":
        """Read the installed catalogues and formats. Raise CataloguesError if a catalogue is missing or broken."""
        languages = cls(catalogue(Language.NB))
        for tongue in languages._tongues.values():
            tongue.load_formats()
        return languages

    def speak(self, value: Value, language: Language) -> str:
        """Return a value as plain text in a language."""
        return self._tongues[language].speak(value)

    def spoken(self, reply: Reply, language: Language) -> Reply:
        """Return the reply with all its values as `str` in a language."""
        speak = self._tongues[language].speak

        def block(said: Block) -> Block:
            match said:
                case Items(items):
                    return Items(tuple(map(speak, items)))
                case Spoiler(lines):
                    return Spoiler(tuple(map(speak, lines)))
                case Para(words):
                    return Para(speak(words))
                case Title(words):
                    return Title(speak(words))
                case Copy():
                    return said

        def row(buttons: Iterable[AnyButton]) -> tuple[AnyButton, ...]:
            return tuple([_button(offered, speak) for offered in buttons])

        return replace(
            reply,
            blocks=tuple(map(block, reply.blocks)),
            buttons=tuple(map(row, reply.buttons)),
            hint=None if reply.hint is None else speak(reply.hint),
        )


def _button(offered: AnyButton, speak: Callable[[Value], str]) -> AnyButton:
    if isinstance(offered, Button):  # nearly all buttons are, and `replace` takes three times as long
        return Button(speak(offered.label), offered.choice, offered.step, offered.asking)
    labelled = replace(offered, label=speak(offered.label))
    return replace(labelled, instead=speak(labelled.instead)) if isinstance(labelled, Choose) else labelled


def catalogue(language: Language) -> GNUTranslations:
    """Read the compiled catalogue of a language. Raise CataloguesError if it is missing or broken."""
    compiled = files("locales").joinpath(language, "LC_MESSAGES", "coach.mo")
    try:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError, StructError):
        raise CataloguesError(
            f"the catalogue of '{language}' is missing or broken: compile it with 'make run' or 'make test'"
        ) from None
