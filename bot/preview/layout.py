"""The layout of a diagram: boxes in a column, the text of an arrow below the box that it leaves, lanes on the left.

    lanes      column
               ┌──────────────┐
      ┌───────▸│ Which size   │
      │        └──────────────┘
      │  ┌─────• presses “any” → Place
      └──┼─────• writes something → Which size
         │     ┌──────────────┐
         └────▸│ Place        │

Arrows to one box share a lane; short lanes are nearest to the column. Nothing overlaps at any width, so the same
diagram can be narrow for phones and wide for screens and paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MARGIN: Final = 8
LANE: Final = 9
INDENT: Final = 18
LINE: Final = 18
"""The height of a line of text, in pixels."""

PADDING: Final = 7
GAP: Final = 14
ROW_GAP: Final = 5
LETTER: Final = 7.2
"""An upper estimate of the average width of a letter in diagrams, in pixels."""


BOLD: Final = {"name": 1.15, "to": 1.15}
"""How much wider the letters of some kinds of text are."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one kind."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow from a box: the key of the box to which it leads, and its text."""

    to: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box, its text, its link, and the arrows from it."""

    key: str
    runs: tuple[Run, ...]
    href: str
    kind: str = ""
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Wrapped text: its lines, and the position of the first line."""

    x: float
    y: float
    lines: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its position."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    words: Words


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """An arrow with its text, its start and its lane."""

    arrow: Arrow
    y: float
    words: Words


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram with all positions."""

    width: float
    height: float
    left: float
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]
    lanes: Mapping[str, int]
    """The lane of the arrows to a box, by the key of the box, counted from the column."""

    def lane_x(self, key: str) -> float:
        """Return the horizontal position of the lane to a box."""
        return self.left - LANE * (self.lanes[key] + 1.5)

    def lane_span(self, key: str) -> tuple[float, float]:
        """Return the top and the bottom of the lane to a box."""
        heights = [self.entry_y(key), *(placed.y for placed in self.arrows if placed.arrow.to == key)]
        return min(heights), max(heights)

    def entry_y(self, key: str) -> float:
        """Return the height at which arrows enter a box."""
        placed = next(placed for placed in self.boxes if placed.box.key == key)
        return placed.y + placed.height / 2


def lay_out(boxes: Sequence[Box], width: float) -> Diagram:
    """Place boxes in order, in a diagram of this width in pixels."""
    lanes = _lanes(boxes)
    left = MARGIN + LANE * (max(lanes.values(), default=-1) + 2.5)
    placed: list[PlacedBox] = []
    arrows: list[PlacedArrow] = []
    y: float = MARGIN
    for box in boxes:
        lines = _wrapped(box.runs, width - left - MARGIN - 2 * PADDING)
        height = LINE * len(lines) + 2 * PADDING
        words = Words(left + PADDING + 3, y + PADDING + LINE - 5, lines)
        placed.append(PlacedBox(box, left, y, width - left - MARGIN, height, words))
        y += height + ROW_GAP
        for arrow in box.arrows:
            lines = _wrapped(arrow.runs, width - left - MARGIN - INDENT)
            arrows.append(PlacedArrow(arrow, y + LINE / 2, Words(left + INDENT, y + LINE - 5, lines)))
            y += LINE * len(lines) + ROW_GAP
        y += GAP
    return Diagram(width, y - GAP + MARGIN, left, tuple(placed), tuple(arrows), lanes)


def _lanes(boxes: Sequence[Box]) -> dict[str, int]:
    """Assign a lane to each box that has arrows to it: shortest span first, the first lane that is free for it."""
    spans = {key: (start, end) for key, start, end in _spans(boxes)}
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[str, int] = {}
    for key in sorted(spans, key=lambda key: (spans[key][1] - spans[key][0], spans[key])):
        start, end = spans[key]
        free = (n for n, lane in enumerate(taken) if all(end < other[0] or start > other[1] for other in lane))
        n = next(free, len(taken))
        if n == len(taken):
            taken.append([])
        taken[n].append((start, end))
        lanes[key] = n
    return lanes


def _spans(boxes: Sequence[Box]) -> Iterator[tuple[str, int, int]]:
    """Yield the key of each box with the first and the last row of its lane, counted from the top."""
    at: dict[str, int] = {}
    from_: dict[str, list[int]] = {}
    count = 0
    for box in boxes:
        at[box.key] = count
        for n, arrow in enumerate(box.arrows, count + 1):
            from_.setdefault(arrow.to, []).append(n)
        count += 1 + len(box.arrows)
    for key, places in from_.items():
        yield key, min(*places, at[key]), max(*places, at[key])


def _wrapped(runs: Sequence[Run], width: float) -> tuple[tuple[Run, ...], ...]:
    """Wrap runs into lines of this width, at breaking spaces."""
    lines: list[list[Run]] = [[]]
    length = 0.0
    for run in runs:
        letter = LETTER * BOLD.get(run.kind, 1)
        for word in run.words.split(" ") if run.words else ():
            if lines[-1] and length + len(word) * letter > width:
                lines.append([])
                length = 0
            _append(lines[-1], word, run.kind)
            length += (len(word) + 1) * letter
    return tuple(tuple(line) for line in lines)


def _append(line: list[Run], word: str, kind: str) -> None:
    if line and line[-1].kind == kind:
        line[-1] = Run(f"{line[-1].words} {word}", kind)
    else:
        line.append(Run(f"{' ' if line else ''}{word}", kind))
