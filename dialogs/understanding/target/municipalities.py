"""Municipality numbers of places, as the company register uses them."""

from functools import cache
from importlib.resources import files

COUNTY = 2
"""Digits of a county number, the prefix of the numbers of its municipalities."""


def numbers_of(place: str) -> tuple[str, ...]:
    """Return the numbers of the municipalities of a place of `places`; empty if the place is not in Norway."""
    found = [number for part in _parts().get(place, (place,)) for number in _named().get(part, (part,))]
    known = [number for number in found if number in _numbers()]
    return tuple(dict.fromkeys(one for number in known for one in _within(number)))


def _within(number: str) -> tuple[str, ...]:
    if len(number) > COUNTY:
        return (number,)
    return tuple(one for one in _numbers() if len(one) > COUNTY and one.startswith(number))


@cache
def _numbers() -> dict[str, str]:
    return dict(row.split("\t") for row in _lines("municipalities.tsv"))


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """Return the numbers by name. Two municipalities are named Herøy, and two Våler."""
    named: dict[str, tuple[str, ...]] = {}
    for number, name in _numbers().items():
        named[name] = (*named.get(name, ()), number)
    return named


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    rows = (row.split("\t") for row in _lines("place_parts.tsv"))
    return {place: tuple(parts.split(", ")) for place, parts in rows}


def _lines(name: str) -> list[str]:
    return (files("dialogs.data") / name).read_text(encoding="utf-8").splitlines()[1:]
