"""Figures, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

HEADS: Final = ("", "coach", "beside", "ratio", "aim", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: the coach's figure, that of a peer or a limit, and the goal for their ratio.

    `aim` is a ratio, or without `beside` a figure: the minimum if `is_more_better`, otherwise the maximum.
    """

    what: str
    ours: float
    beside: float | None = None
    aim: float | None = None
    is_more_better: bool = False
    digits: int = 0

    @property
    def ratio(self) -> float | None:
        """The ratio to the peer or limit."""
        return self.ours / self.beside if self.beside else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.aim is None:
            return None
        figure = self.ours if self.ratio is None else self.ratio
        return figure >= self.aim if self.is_more_better else figure <= self.aim

    def cells(self) -> tuple[str, ...]:
        """The cells of the line."""
        aim = "" if self.aim is None else f"{'≥' if self.is_more_better else '≤'} {self.aim:g}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {None: "", True: "reached", False: "MISSED"}[self.is_met]
        return (self.what, self._number(self.ours), self._number(self.beside), ratio, aim, verdict)

    def _number(self, figure: float | None) -> str:
        return "" if figure is None else f"{figure:,.{self.digits}f}"


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, with words left-aligned and numbers right-aligned."""
    lines = [HEADS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]

    def line(cells: Sequence[str]) -> str:
        numbers = (cell.rjust(width) for cell, width in zip(cells[1:-1], widths[1:-1], strict=True))
        return "  ".join([cells[0].ljust(widths[0]), *numbers, cells[-1]]).rstrip()

    return "\n".join(map(line, lines))


def quantile(figures: Sequence[float], part: float) -> float:
    """Return the figure below which this fraction of them lies; 0 for no figures."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def middle(figures: Sequence[float]) -> float:
    """Return the median; 0 for no figures."""
    return median(figures) if figures else 0.0
