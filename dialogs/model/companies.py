"""The query of the company register, and its result."""

from datetime import date
from typing import Final

from msgspec import Struct

from dialogs.model.facts import Size

PAGE: Final = 8
"""Companies on a page, as many as a phone screen shows."""

DEEPEST: Final = 10_000
"""Maximum number of companies that the register returns for a query."""

_BOUNDS: Final[dict[Size, tuple[int, int | None]]] = {
    Size.MICRO: (1, 9),
    Size.SMALL: (10, 49),
    Size.MEDIUM: (50, 249),
    Size.LARGE: (250, None),
}
"""Minimum and maximum employees of each class (None: no limit). Companies without employees are not shown."""


class Company(Struct, frozen=True, gc=False):
    """A company in the register. `employees` is None if the register withholds the number, which is then 1 to 4."""

    number: str
    name: str
    place: str = ""
    employees: int | None = None


class FindCompanies(Struct, frozen=True, gc=False):
    """Find companies in any of these industries (SN2025), municipalities and sizes."""

    industries: tuple[str, ...]
    municipalities: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()
    page: int = 0

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The minimum and maximum number of employees over all sizes (None: no limit), which may include a gap."""
        sizes = self.sizes or tuple(Size)
        most = [_BOUNDS[size][1] for size in sizes]
        return min(_BOUNDS[size][0] for size in sizes), None if None in most else max(filter(None, most))

    def fits(self, employees: int | None) -> bool:
        """Return whether a company has one of the sizes; this removes companies in a gap between two sizes."""
        count = employees or 1
        return not self.sizes or any(
            low <= count and (high is None or count <= high) for low, high in map(_BOUNDS.__getitem__, self.sizes)
        )


class FoundCompanies(Struct, frozen=True, gc=False):
    """A page of results of the register, with its date, the total number, and whether there are more."""

    companies: tuple[Company, ...]
    page: int
    total: int
    as_of: date
    has_more: bool = False
