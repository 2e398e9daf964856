"""Time zones by the names of cities and countries, in both languages. Places in Norway have Oslo's zone."""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogs.text import Both
from dialogs.understanding.folding import fold_city
from dialogs.understanding.target.places import PlaceKind, places_in

HOME = "Europe/Oslo"


def find_zone(words: str) -> str | None:
    """Return the IANA name of the time zone that the words name, or None."""
    if found := _named().get(fold_city(words)):
        return found
    places = {mention.place.kind for mention in places_in(words) if mention.text.casefold() == words.strip().casefold()}
    return HOME if places and not places & {PlaceKind.ABROAD, PlaceKind.ANYWHERE, PlaceKind.REMOTE} else None


def zone_in_words(name: str) -> Both:
    """Return the city after which a zone is named, in both languages."""
    city = name.rpartition("/")[2].replace("_", " ")
    return _spoken().get(name, Both(city, city))


def zone_of(name: str, default: ZoneInfo) -> ZoneInfo:
    """Return the zone with this IANA name, or the default if the name is empty or unknown."""
    if not name:
        return default
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return default


def _rows() -> list[list[str]]:
    text = files("dialogs.data").joinpath("zones.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def _spoken() -> dict[str, Both]:
    return {zone: Both(nb, en) for zone, nb, en, _ in _rows()}


@cache
def _named() -> dict[str, str]:
    named: dict[str, str] = {}
    for zone, nb, en, also in _rows():
        for name in (zone, nb, en, *also.split(", ")):
            named.setdefault(fold_city(name), zone)
    named.pop("", None)
    return named
