"""Translation of a target to a query of the company register, in the codes that it uses today."""

from functools import cache
from importlib.resources import files
from zlib import crc32

from dialogs.model.companies import FindCompanies
from dialogs.model.facts import Target
from dialogs.understanding.target.industries import divisions_of, is_industry
from dialogs.understanding.target.municipalities import numbers_of


def search_for(target: Target, page: int = 0) -> FindCompanies | None:
    """Return the query, or None without an industry, which the register requires."""
    industries = tuple(dict.fromkeys(code for old in target.industries for code in current(old)))
    if not industries:
        return None
    municipalities = tuple(dict.fromkeys(number for place in target.places for number in numbers_of(place)))
    return FindCompanies(industries, municipalities, target.sizes, page)


def mark_of(target: Target) -> str:
    """Return a short hash of the target's query, the same for every page."""
    return f"{crc32(repr(search_for(target)).encode()):08x}"


def current(code: str) -> tuple[str, ...]:
    """Return the present codes of an industry: the divisions of a section, the successors of an SN2007 code.

    For an obsolete code, the register returns an empty result without an error.
    """
    if is_industry(code):
        return divisions_of(code)
    return tuple(dict.fromkeys(new for old, found in _successors().items() if old.startswith(code) for new in found))


@cache
def _successors() -> dict[str, tuple[str, ...]]:
    rows = (files("dialogs.data") / "retired_codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {old: tuple(new.split()) for old, new in (row.split("\t") for row in rows)}
