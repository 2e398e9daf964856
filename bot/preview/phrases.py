"""The definitions in words: names of steps, and lines as sentences, from the docstrings of what they are made of."""

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
    """Lines that differ in nothing but what is heard: on what, if what holds, what is kept, and what else happens."""

    lines: tuple[Transition, ...]
    on: str
    when: str
    keep: str
    more: str

    @property
    def to(self) -> StrEnum:
        """Where it leads."""
        return self.lines[0].to


def name(step: str) -> str:
    """The name of a step: “Which industry” for `target.which_industry`; of a dialog likewise."""
    return step.rpartition(".")[2].replace("_", " ").capitalize()


def sentence(function: Callable[..., object]) -> str:
    """The first sentence of a function's docstring, without its full stop; of a made one, that of its maker.

    The argument of a maker follows it: “Whether another answer than this is being corrected: size”. What a docstring
    says of the return value in general is left out, so that “Return whether” gives “Whether”.
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
    """A guard as a clause: “if the target is known”, “unless …”; nothing for none."""
    if guard is None:
        return ""
    inner = inspect.getclosurevars(guard).nonlocals.get("guard") if _is_made_by(guard, unless) else None
    words = sentence(inner or guard).removeprefix("Whether ")
    return f"{'unless' if inner else 'if'} {words}"


def _is_made_by(function: Callable[..., Any], maker: Callable[..., Any]) -> bool:
    return function.__module__ == maker.__module__ and function.__qualname__.startswith(f"{maker.__qualname__}.")


def first_sentence(docstring: str | None) -> str:
    """The first sentence, without its full stop."""
    return re.split(r"(?<=[.?!])\s", " ".join((docstring or "").split()), maxsplit=1)[0].rstrip(".")


def ways(script: Script, step: StrEnum, labels: Mapping[str, str]) -> Iterator[Way]:
    """The lines of a step, those together that differ only in what is heard; `labels` are the buttons' by choice."""
    together: dict[object, list[Transition]] = {}
    for line in script.lines:
        if line.step is step:
            key = (line.to, line.when, line.keep, line.say, line.want, line.is_erasing, line.is_final)
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
    """What is heard: “presses “Yes” or “No” or skips it”."""
    pressed = [found[1] for on in heard if (found := PRESS.fullmatch(on))]
    buttons = " or ".join(f"“{labels.get(choice, choice)}”" for choice in pressed)
    others = [EVENTS.get(on, on) for on in heard if not PRESS.fullmatch(on)]
    return " or ".join([*([f"presses {buttons}"] if buttons else []), *others])


def _more(line: Transition) -> Iterator[str]:
    if line.want:
        yield f"then outside the chat: {sentence(line.want)}"
    if line.is_erasing:
        yield "everything about the person is erased"
    if line.is_final:
        yield "cannot be taken back"
