"""How a target is put as a question to the company register, in the codes that it knows today."""

from functools import cache
from importlib.resources import files
from zlib import crc32

from dialogs.model.companies import FindCompanies
from dialogs.model.facts import Target
from dialogs.understanding.target.industries import divisions_of, is_industry
from dialogs.understanding.target.municipalities import numbers_of


def search_for(target: Target, page: int = 0) -> FindCompanies | None:
    """Say what to look for; none: the register cannot be asked without an industry."""
    industries = tuple(dict.fromkeys(code for old in target.industries for code in current(old)))
    if not industries:
        return None
    municipalities = tuple(dict.fromkeys(number for place in target.places for number in numbers_of(place)))
    return FindCompanies(industries, municipalities, target.sizes, page)


def mark_of(target: Target) -> str:
    """Tell one search from another, whatever the page; another target is another search."""
    return f"{crc32(repr(search_for(target)).encode()):08x}"


def current(code: str) -> tuple[str, ...]:
    """Translate a code to those that the register knows: a section to its divisions, one of SN2007 to its successors.

    Asked for a code that is no more, the register finds nothing and does not say why.
    """
    if is_industry(code):
        return divisions_of(code)
    return tuple(dict.fromkeys(new for old, found in _successors().items() if old.startswith(code) for new in found))


@cache
def _successors() -> dict[str, tuple[str, ...]]:
    rows = (files("dialogs.data") / "retired_codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {old: tuple(new.split()) for old, new in (row.split("\t") for row in rows)}
