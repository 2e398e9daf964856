"""Discovery of all patterns and readers of words, and long texts that would make one of them slow."""

import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any, Final

import bot.importers
import dialogs
from dialogs.text import Language
from dialogs.understanding.interpretation.acts import Situation
from dialogs.understanding.interpretation.mentions import Record

LONGEST: Final = 4096
"""Maximum characters of a Telegram message."""

NO_READERS: Final = {
    "dialogs.model.slot_updates.changing": "takes the name of a record",
    "dialogs.rules.storage_limits.say_full": "takes a kind of fact",
    "dialogs.understanding.target.industries.divisions_of": "takes a code of the table",
    "dialogs.understanding.target.industries.industry": "takes a code of the table",
    "dialogs.understanding.target.industries.industry_in_words": "takes a code of the table",
    "dialogs.understanding.target.industry_matching.nearest": "takes one folded word, and never an empty one",
    "dialogs.understanding.target.industry_matching.sense_of_misspelling": "takes one folded word",
    "dialogs.understanding.target.industry_vocabulary.by_first_letter": "makes the table",
    "dialogs.messages.letters.masking.unmasked": "takes a text with its tokens",
    "dialogs.messages.letters.template.parsed": "takes a template of the catalogue",
    "dialogs.understanding.people.vocabulary.words_of": "takes a kind of the table",
    "dialogs.understanding.job_titles_compared.is_near": "takes positions that were read before",
    "dialogs.target.dialog.is_correcting_other": "makes a guard",
    "dialogs.target.dialog.noting_field": "makes a keep",
    "dialogs.understanding.times.pieces.pattern": "compiles a pattern",
    "dialogs.understanding.time_zones.zone_of": "takes the name of a zone with another to fall back on",
    "dialogs.understanding.interpretation.acts.reading_of": "takes a label",
    "dialogs.understanding.interpretation.mentions.marked": "takes the names that were found before",
    "dialogs.text.t": "marks a text",
    "dialogs.text.tc": "marks a text",
    "dialogs.text.tn": "marks a text",
    "dialogs.text.label": "marks a text",
}
"""Functions with a text as first parameter that does not come from a user, with the reason."""

FRAGMENTS: Final = (
    *",;.:!?-/|'\"()[]@_=\\ \n\t1aAİÅ",
    *("1,", "a\n", "a ", "Ås ", "og ", "to ", "i ", "kok\n", "[a] ", "Kari, ", "Kari/", "x-", "10-20 ", ". ", "\n "),
    *("sykepleier ", "selger, ", "prosjekt- ", "Oslo ", "BEGIN:VCARD\n", "a;b=", '";"', "kl 10 ", "jobb "),
)
"""Fragments of long texts: letters, separators, and words that readers look for."""

PLACED: Final[dict[str, object]] = {
    "bool": False,
    "int": 5,
    "Language": Language.NB,
    "datetime": datetime(2026, 11, 23, 16, tzinfo=UTC),
    "Situation": Situation.MENU,
    "Record": Record(((1, "Kari Nordmann"), (2, "Ås Og")), ("Oslo", "To I"), "A"),
    "float": 0.1,
}


def modules() -> Iterator[ModuleType]:
    """Yield every module that reads text from users."""
    for package in (dialogs, bot.importers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled text pattern by its place: a module, or a table in one."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            made = value() if _is_cached_table(module, value) else value
            for number, pattern in enumerate(_within(made, depth=4)):
                found[f"{module.__name__}.{name}.{number}"] = pattern
    return found


def _is_cached_table(module: ModuleType, value: object) -> bool:
    whole = inspect.unwrap(value) if callable(value) else None
    is_own = isinstance(whole, FunctionType) and whole.__module__ == module.__name__
    return is_own and hasattr(value, "cache_info") and not inspect.signature(whole).parameters  # type: ignore[arg-type]  # a function


def _within(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
        return
    inner: list[Any] = []
    if isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
    elif isinstance(value, dict):
        inner = list(value.values())
    elif not isinstance(value, type) and hasattr(value, "__struct_fields__"):
        inner = [getattr(value, name) for name in value.__struct_fields__]
    for one in inner if depth and len(inner) < 1000 else ():
        yield from _within(one, depth - 1)


def readers() -> dict[str, Callable[[str], object]]:
    """Return every public function with a text as first parameter, as a function of that text only."""
    found: dict[str, Callable[[str], object]] = {}
    for module in modules():
        for name, value in vars(module).items():
            whole = inspect.unwrap(value) if callable(value) else None
            is_own = isinstance(whole, FunctionType) and whole.__module__ == module.__name__
            where = f"{module.__name__}.{name}"
            if not is_own or name.startswith("_") or where in NO_READERS:
                continue
            parameters = list(inspect.signature(whole).parameters.values())  # type: ignore[arg-type]  # a function
            if parameters and parameters[0].annotation in {"str", str}:
                found[where] = _of_text(whole, parameters)
    return found


def _of_text(function: Any, parameters: list[inspect.Parameter]) -> Callable[[str], object]:
    others = {
        one.name: _named(one.annotation)
        for one in parameters[1:]
        if one.default is one.empty and one.kind is not one.VAR_KEYWORD
    }
    unknown = [name for name, kind in others.items() if kind not in PLACED and kind != "str"]
    if unknown:
        raise TypeError(f"say in NO_READERS why {function.__module__}.{function.__name__} is none, or place {unknown}")

    def read(text: str) -> object:
        return function(text, **{name: PLACED.get(kind, text) for name, kind in others.items()})

    return read


def _named(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def long_text(fragment: str, length: int = LONGEST, before: str = "", after: str = "") -> str:
    """Return a text of this length that repeats a fragment."""
    return (before + fragment * (length // len(fragment) + 1))[: length - len(after)] + after


def long_texts(fragment: str, length: int = LONGEST) -> Iterator[str]:
    """Yield texts that repeat a fragment but end differently, so that no pattern matches them to the end."""
    yield long_text(fragment, length, after="?")
    yield long_text(fragment, length, before="a", after="x")


def own_fragments(pattern: re.Pattern[str]) -> list[str]:
    """Return fragments from a pattern: each separator, a letter, a digit, and its first words."""
    words = [f"{word} " for word in re.findall(r"[^\W\d_]{2,}", pattern.pattern)[:4]]
    return sorted({*re.findall(r"[^\w?*+{}]", pattern.pattern), *" \n1a,", *words})


def cpu_ms(work: Callable[[], object], tries: int = 1) -> float:
    """Return the CPU time of this thread in milliseconds: the minimum of several tries, as noise only adds to it."""
    times = []
    for _ in range(tries):
        begun = time.thread_time()
        work()
        times.append(time.thread_time() - begun)
    return 1000 * min(times)


def is_superlinear(work: Callable[[str], object], make: Callable[[int], str], length: int) -> bool:
    """Return whether a text four times as long takes far more than four times the CPU time.

    Times below `FLOOR_MS` do not count, because they may be noise.
    """
    if cpu_ms(partial(work, make(length))) < FLOOR_MS:
        return False
    whole, quarter = cpu_ms(partial(work, make(length)), 3), cpu_ms(partial(work, make(length // 4)), 3)
    return whole >= FLOOR_MS and whole > 9 * quarter


FLOOR_MS: Final = 40.0
