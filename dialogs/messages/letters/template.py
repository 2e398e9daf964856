"""Templates: texts with placeholders for facts, and parts that depend on the known facts or on the length.

`{fact}` is a required fact. `<one|two|three>` gives the first part whose required facts are all known, or nothing.
`{fact?}` is an optional fact: it is inserted if known, and does not affect the choice. `[…]` is omitted in a short
text. An empty line begins a paragraph; a line break is a space.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct


class Placeholder(Struct, frozen=True, gc=False):
    """The place of a fact; an optional one may be unknown."""

    name: str
    is_optional: bool = False


class Choice(Struct, frozen=True, gc=False):
    """Alternatives; the first whose required facts are known is used."""

    parts: tuple["Template", ...]


class Extra(Struct, frozen=True, gc=False):
    """A part that a short text omits."""

    part: "Template"


Node: TypeAlias = str | Placeholder | Choice | Extra
Template: TypeAlias = tuple[Node, ...]

_TOKEN: Final = re.compile(r"(\{\w+\??\}|[<>|\[\]{}])")
_FACT: Final = re.compile(r"\{(\w+)(\??)\}")
_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_SPACES: Final = re.compile(r"[^\S\n]{2,}")


def parsed(text: str) -> Template:
    """Parse a template. Raise ValueError for an unmatched mark."""
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPH.split(text.strip())]
    marks = iter(mark for mark in _TOKEN.split("\n\n".join(paragraphs)) if mark)
    nodes, end = _read(marks)
    if end:
        raise ValueError(f"a lone {end} in: {text}")
    return nodes


def _read(marks: Iterator[str]) -> tuple[Template, str]:
    """Return the template up to the next closing mark, and that mark."""
    nodes: list[Node] = []
    for mark in marks:
        if found := _FACT.fullmatch(mark):
            nodes.append(Placeholder(found[1], is_optional=bool(found[2])))
        elif mark == "<":
            nodes.append(_choice(marks))
        elif mark == "[":
            part, end = _read(marks)
            if end != "]":
                raise ValueError("a [ without its ]")
            nodes.append(Extra(part))
        elif _TOKEN.fullmatch(mark):
            return tuple(nodes), mark
        else:
            nodes.append(mark)
    return tuple(nodes), ""


def _choice(marks: Iterator[str]) -> Choice:
    parts: list[Template] = []
    while True:
        part, end = _read(marks)
        parts.append(part)
        if end == ">":
            return Choice(tuple(parts))
        if end != "|":
            raise ValueError("a < without its >")


def filled(template: Template, facts: Mapping[str, str], *, is_short: bool = False) -> str:
    """Return the text with these facts. A missing or empty fact is unknown.

    Raise KeyError if a required fact outside alternatives is unknown.
    """
    return _SPACES.sub(" ", "".join(_parts(template, facts, is_short))).strip()


def _parts(template: Template, facts: Mapping[str, str], is_short: bool) -> Iterator[str]:  # noqa: FBT001  # one caller, above
    for node in template:
        match node:
            case str():
                yield node
            case Placeholder(name, is_optional):
                if not facts.get(name) and not is_optional:
                    raise KeyError(name)
                yield facts.get(name, "")
            case Choice(parts):
                chosen = next((part for part in parts if _is_known(part, facts)), ())
                yield from _parts(chosen, facts, is_short)
            case Extra(part):
                if not is_short:
                    yield from _parts(part, facts, is_short)


def _is_known(template: Template, facts: Mapping[str, str]) -> bool:
    needed = (node.name for node in template if isinstance(node, Placeholder) and not node.is_optional)
    return all(facts.get(name) for name in needed)


def words_of(template: Template) -> Iterator[str]:
    """Yield every piece of text in a template, including all alternatives; used for proof-reading."""
    for node in template:
        match node:
            case str():
                yield node
            case Choice(parts):
                for part in parts:
                    yield from words_of(part)
            case Extra(part):
                yield from words_of(part)
            case Placeholder():
                yield "…"
