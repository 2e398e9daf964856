"""The definitions as text: names of steps, and transitions as sentences, from the docstrings of their functions."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from dialogs.engine.script import (
    ARRIVED,
    BACK,
    FAILED,
    FOUND,
    HANDED,
    PICKED,
    SAID,
    SKIPPED,
    Script,
    Transition,
    unless,
)

EVENTS: Final = {
    SAID: "writes something",
    PICKED: "presses a button",
    SKIPPED: "skips it",
    ARRIVED: "nothing is asked",
    BACK: "goes back",
    HANDED: "sends a file",
    FOUND: "what was wanted is found",
    FAILED: "what was wanted cannot be done",
}
PRESS: Final = re.compile(r"press:(.+)")


@dataclass(frozen=True, slots=True)
class Way:
    """Transitions that differ only in their event: the events, the guard, the change, and the reply."""

    lines: tuple[Transition, ...]
    on: str
    when: str
    keep: str
    more: str

    @property
    def to(self) -> StrEnum:
        """The next step."""
        return self.lines[0].to


def name(step: str) -> str:
    """Return the name of a step, such as “Which industry” for `target.which_industry`, or of a dialog."""
    return step.rpartition(".")[2].replace("_", " ").capitalize()


def sentence(function: Callable[..., object]) -> str:
    """Return the first sentence of a function's docstring, without its full stop.

    For a function that another one made, it is the docstring of the maker and the maker's argument: “Whether another
    answer than this is being corrected: size”. “Return” before “whether” is left out.
    """
    told = inspect.getdoc(function)
    maker = function.__qualname__.partition(".<locals>")[0]
    if told or maker == function.__qualname__:
        return _without_return(first_sentence(told))
    given = [str(value) for value in inspect.getclosurevars(function).nonlocals.values() if isinstance(value, str)]
    words = first_sentence(inspect.getdoc(getattr(sys.modules[function.__module__], maker)))
    return ": ".join([_without_return(words), *given])


def _without_return(words: str) -> str:
    shown = re.sub(r"^Return (?:a (?:guard|change): |(?=whether |the |a ))", "", words)
    return shown[:1].upper() + shown[1:]


def condition(guard: Callable[..., bool] | None) -> str:
    """Return a guard as a clause, such as “if the target is known” or “unless …”, or an empty string for None."""
    if guard is None:
        return ""
    inner = inspect.getclosurevars(guard).nonlocals.get("guard") if _is_made_by(guard, unless) else None
    words = sentence(inner or guard).removeprefix("Whether ")
    return f"{'unless' if inner else 'if'} {words}"


def _is_made_by(function: Callable[..., Any], maker: Callable[..., Any]) -> bool:
    return function.__module__ == maker.__module__ and function.__qualname__.startswith(f"{maker.__qualname__}.")


def first_sentence(docstring: str | None) -> str:
    """Return the first sentence of a docstring, without its full stop."""
    return re.split(r"(?<=[.?!])\s", " ".join((docstring or "").split()), maxsplit=1)[0].rstrip(".")


def ways(script: Script, step: StrEnum, labels: Mapping[str, str]) -> Iterator[Way]:
    """Yield the transitions of a step, merged if they differ only in their event. `labels` are by choice."""
    together: dict[object, list[Transition]] = {}
    for line in script.lines:
        if line.step is step:
            key = (line.to, line.when, line.keep, line.say, line.task, line.is_erasing, line.is_final)
            together.setdefault(key, []).append(line)
    for lines in together.values():
        one = lines[0]
        yield Way(
            tuple(lines),
            events([line.on for line in lines], labels),
            condition(one.when),
            sentence(one.keep) if one.keep else "",
            "; ".join(_more(one)),
        )


def events(heard: Sequence[str], labels: Mapping[str, str]) -> str:
    """Describe events: “presses “Yes” or “No” or skips it”."""
    pressed = [found[1] for on in heard if (found := PRESS.fullmatch(on))]
    buttons = " or ".join(f"“{labels.get(choice, choice)}”" for choice in pressed)
    others = [EVENTS.get(on, on) for on in heard if not PRESS.fullmatch(on)]
    return " or ".join([*([f"presses {buttons}"] if buttons else []), *others])


def _more(line: Transition) -> Iterator[str]:
    if line.task:
        yield f"then outside the chat: {sentence(line.task)}"
    if line.is_erasing:
        yield "everything about the person is erased"
    if line.is_final:
        yield "cannot be taken back"
