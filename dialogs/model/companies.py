"""What is asked of the company register, and what it knows of a company."""

from datetime import date
from typing import Final

from msgspec import Struct

from dialogs.model.facts import Size

PAGE: Final = 8
"""Companies on a page: as many as fit on a phone."""

DEEPEST: Final = 10_000
"""The register returns at most this many companies of one search."""

_BOUNDS: Final[dict[Size, tuple[int, int | None]]] = {
    Size.MICRO: (1, 9),
    Size.SMALL: (10, 49),
    Size.MEDIUM: (50, 249),
    Size.LARGE: (250, None),
}
"""Employees in each class. A company without employees is not shown."""


class Company(Struct, frozen=True, gc=False):
    """A company in the register; `employees` is None where the register hides the number: 1 to 4."""

    number: str
    name: str
    place: str = ""
    employees: int | None = None


class FindCompanies(Struct, frozen=True, gc=False):
    """Look for companies: of any of these industries (SN2025), municipalities and sizes."""

    industries: tuple[str, ...]
    municipalities: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()
    page: int = 0

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The fewest and the most employees; None means no limit."""
        sizes = self.sizes or tuple(Size)
        most = [_BOUNDS[size][1] for size in sizes]
        return min(_BOUNDS[size][0] for size in sizes), None if None in most else max(filter(None, most))

    def fits(self, employees: int | None) -> bool:
        """Return whether a company of this size matches; two sizes apart are searched with what lies between."""
        count = employees or 1
        return not self.sizes or any(
            low <= count and (high is None or count <= high) for low, high in map(_BOUNDS.__getitem__, self.sizes)
        )


class FoundCompanies(Struct, frozen=True, gc=False):
    """A page of the register, as of a day: whether there are more, and how many there are in all."""

    companies: tuple[Company, ...]
    page: int
    total: int
    as_of: date
    has_more: bool = False
