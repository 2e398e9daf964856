"""The network map as SVG: the person in the middle, six groups by colour and side, and the ways to the goals.

Each group has its place on the left or the right, with a row for each name. Of a large group, the most useful contacts
are named and the others are a cloud of dots. Rows and font shrink with the number of rows, so that a phone can show
eight contacts or eight hundred.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final

from bot.tasks.network_map.rasterizing import rasterized
from bot.tasks.network_map.rows import CLOUD_ROWS, LEFT, RIGHT, MapRow, rows_of
from bot.tasks.network_map.svg import DARK, LIGHT, Theme, curve, fitted, line, text, width
from dialogs.model.person import Person
from dialogs.protocol.tasks import Document
from dialogs.rules.network_map import LEGEND, SHORT, Network, Point, network_of
from dialogs.text import Speak, Text
from dialogs.understanding.people.naming import listed_name

WIDTH: Final = 1080
MIDDLE: Final = WIDTH / 2
MARGIN: Final = 36
LOWEST: Final = 600
HIGHEST: Final = 1230
LEGEND_HEIGHT: Final = 120
LEGEND_ROW: Final = 47
DOTS: Final = ' stroke-dasharray="3 7"'
LARGEST_ROW: Final = 62.0
DAY_BEGINS, DAY_ENDS = 7, 20
"""The hours between which the light theme is used."""

NAME: Final = "coach-map"
NEAR: Final = (-0.42, 0.42, -0.64, 0.64)
FAR: Final = (-0.92, 0.92)
"""Vertical positions of the goals, relative to the centre: those with a way to them, and those without."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The dimensions of the picture: the height of a row, and the height of all rows."""

    row: float
    height: float

    @property
    def letters(self) -> float:
        """The font size."""
        return min(30.0, self.row * 0.7)

    @property
    def centre(self) -> float:
        """The vertical position of the person."""
        return MARGIN + self.height / 2

    def reach(self, y: float) -> float:
        """Return the horizontal distance of a contact at this height from the middle, on an ellipse."""
        aside = min(1.0, abs(y - self.centre) / (self.height / 2))
        return 180 + 58 * sqrt(1 - aside * aside)


Say = Callable[[Text], str]
"""Returns a label in the user's language."""


async def pictured(person: Person, speak: Speak, now: datetime) -> Document:
    """Return the map of a person's network as PNG, dark in the evening. `now` is in the person's time zone.

    Raise RasterizingError.
    """
    theme = LIGHT if DAY_BEGINS <= now.hour < DAY_ENDS else DARK
    svg = drawn(network_of(person), lambda words: speak(words, person.language), theme)
    return Document(f"{NAME}-{now:%Y-%m-%d}.png", await rasterized(svg), is_picture=True)


def drawn(network: Network, say: Say, theme: Theme = LIGHT) -> str:
    """Return the map as SVG."""
    sides = [rows_of(network, groups) for groups in (LEFT, RIGHT)]
    most = max(1, *(sum(row.rows for row in side) for side in sides))
    row = min(LARGEST_ROW, HIGHEST / most)
    sheet = Sheet(row, max(LOWEST, most * row))
    goals = _goals(network, sheet)
    has_unreached = not goals.keys() <= _reached(network)
    height = sheet.height + 2 * MARGIN + LEGEND_HEIGHT + has_unreached * LEGEND_ROW
    lines, marks = [], []
    for side, way in zip(sides, (-1, 1), strict=True):
        for drawn_lines, drawn_marks in _side(side, way, sheet, goals, say, theme):
            lines += drawn_lines
            marks += drawn_marks
    parts = [*sorted(lines, key=len), *_boxes(goals, network, theme), *_you(sheet, say, theme), *marks]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" font-family="DejaVu Sans">'
        f'<rect width="100%" height="100%" fill="{theme.ground}"/>{"".join(parts)}'
        f"{''.join(_legend(height, say, theme, has_unreached=has_unreached))}</svg>"
    )


# --- the sides -------------------------------------------------------------------------------------------------------

Goals = dict[int, tuple[float, float, float]]
"""For each goal that is shown: the centre of its box (x, y) and half the width of the box."""

Drawn = tuple[list[str], list[str]]
"""SVG elements: the lines, and the marks that are drawn above all lines."""


def _side(rows: Sequence[MapRow], way: int, sheet: Sheet, goals: Goals, say: Say, theme: Theme) -> Iterator[Drawn]:
    """Draw one side from top to bottom. `way` is -1 on the left and 1 on the right."""
    y = sheet.centre - sum(row.rows for row in rows) * sheet.row / 2
    for row in rows:
        middle = y + row.rows * sheet.row / 2
        x = MIDDLE + way * sheet.reach(middle)
        colour = theme.groups[row.category]
        if row.point:
            yield _person(row.point, (x, middle), way, sheet, goals, theme)
        elif row.rows > 1:
            yield _cloud(row.count, (x, middle), way, sheet, colour, theme)
        else:
            words = f"{say(SHORT[row.category])} · {row.count}"
            size = min(sheet.letters * 0.86, sheet.letters * _room(x, way) / width(words, sheet.letters))
            yield [], [text(words, x + way * 14, middle, size, colour, way, is_bold=True)]
        y += row.rows * sheet.row


def _person(point: Point, at: tuple[float, float], way: int, sheet: Sheet, goals: Goals, theme: Theme) -> Drawn:
    goal = point.works_at if point.works_at in goals else point.leads_to if point.leads_to in goals else None
    is_way = goal is not None
    lines = [line((MIDDLE, sheet.centre), at, theme.ink if is_way else theme.line, 5 if is_way else 1.6)]
    if goal is not None:
        box_x, box_y, half = goals[goal]
        end = (box_x + way * half, box_y)
        lines.append(curve(at, end, theme.ink, dash="" if point.works_at == goal else "4 12"))
    return lines, [*_dot_and_name(point, at, way, sheet, theme, is_way=is_way)]


def _dot_and_name(
    point: Point, at: tuple[float, float], way: int, sheet: Sheet, theme: Theme, *, is_way: bool
) -> Iterator[str]:
    """Yield the point of somebody, their name beside it, and their company if the rows are high enough."""
    x, y = at
    radius = max(6.0, sheet.row * 0.17)
    if point.is_next:
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius + 7:.1f}" fill="{theme.mark}"/>'
    yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}" fill="{theme.groups[point.category]}"/>'
    start = x + way * (radius + 14)
    room, size = _room(start, way), sheet.letters
    has_company = sheet.row >= 52 and bool(point.company)
    name_y = y - (size * 0.42 if has_company else 0)
    name = fitted(listed_name(point.name), room, size)
    yield text(name, start, name_y, size, theme.ink, way, is_bold=point.is_next or is_way)
    if has_company:
        small = size * 0.74
        yield text(fitted(point.company, room, small), start, y + size * 0.58, small, theme.quiet, way)


def _cloud(count: int, at: tuple[float, float], way: int, sheet: Sheet, colour: str, theme: Theme) -> Drawn:
    """Draw the other contacts of a group, a dot each, in as many rows as fit."""
    x, y = at
    height = CLOUD_ROWS * sheet.row * 0.8
    room = _room(x, way) - 110
    down = max(1, int(height / min(13.0, sqrt(room * height / count))))
    step = min(13.0, height / down, room / -(-count // down))
    marks = []
    for n in range(count):
        column, place = divmod(n, down)
        dot_x, dot_y = x + way * (14 + column * step), y - height / 2 + (place + 0.5) * step
        marks.append(f'<circle cx="{dot_x:.1f}" cy="{dot_y:.1f}" r="{step * 0.34:.1f}" fill="{colour}"/>')
    end = x + way * (14 + (count // down + 1) * step + 8)
    marks.append(text(f"+{count}", end, y, sheet.letters * 0.8, theme.quiet, way))
    return [line((MIDDLE, sheet.centre), at, theme.line, 4)], marks


def _room(x: float, way: int) -> float:
    """Return the distance to the margin."""
    return (WIDTH - MARGIN - x) if way > 0 else (x - MARGIN)


# --- the middle ------------------------------------------------------------------------------------------------------


def _goals(network: Network, sheet: Sheet) -> Goals:
    """Place the goals: those with a way near the person, the others far above or below, where there are no lines."""
    reached = _reached(network)
    near = [n for n in range(len(network.goals)) if n in reached][: len(NEAR)]
    far = [n for n in range(len(network.goals)) if n not in reached][: len(FAR)]
    places = [*zip(near, NEAR, strict=False), *zip(far, FAR, strict=False)]
    return {
        n: (MIDDLE, sheet.centre + place * sheet.height / 2, min(150.0, 24 + width(network.goals[n], 24) / 2))
        for n, place in places
    }


def _reached(network: Network) -> set[int]:
    return {n for point in network.points for n in (point.works_at, point.leads_to) if n is not None}


def _boxes(goals: Goals, network: Network, theme: Theme) -> Iterator[str]:
    reached = _reached(network)
    for n, (x, y, half) in goals.items():
        dash = "" if n in reached else DOTS
        yield (
            f'<rect x="{x - half:.0f}" y="{y - 26:.0f}" width="{2 * half:.0f}" height="52" rx="12"'
            f' fill="{theme.ground}" stroke="{theme.ink}" stroke-width="{4 if n in reached else 2}"{dash}/>'
        )
        yield text(fitted(network.goals[n], 2 * half - 24, 24), x, y, 24, theme.ink, 0, is_bold=n in reached)


def _you(sheet: Sheet, say: Say, theme: Theme) -> Iterator[str]:
    yield f'<circle cx="{MIDDLE:.0f}" cy="{sheet.centre:.0f}" r="44" fill="{theme.ink}"/>'
    yield text(say(LEGEND["you"]), MIDDLE, sheet.centre, 28, theme.ground, 0, is_bold=True)


def _legend(height: float, say: Say, theme: Theme, *, has_unreached: bool) -> Iterator[str]:
    """Draw the legend in two rows of two entries, and a third row if there is a goal without a way to it."""
    top = height - LEGEND_HEIGHT - has_unreached * LEGEND_ROW + 16
    left, right = MARGIN + 20.0, MIDDLE + 20
    yield f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{top - 26:.0f}" y2="{top - 26:.0f}" stroke="{theme.line}"/>'
    yield f'<circle cx="{left + 20:.0f}" cy="{top:.0f}" r="14" fill="{theme.mark}"/>'
    yield f'<circle cx="{left + 20:.0f}" cy="{top:.0f}" r="8" fill="{theme.quiet}"/>'
    yield text(say(LEGEND["next"]), left + 56, top, 24, theme.ink, 1)
    yield _sign(left, top + LEGEND_ROW, theme)
    yield text(say(LEGEND["goal"]), left + 56, top + LEGEND_ROW, 24, theme.ink, 1)
    if has_unreached:
        yield _sign(left, top + 2 * LEGEND_ROW, theme, is_unreached=True)
        yield text(say(LEGEND["unreached"]), left + 56, top + 2 * LEGEND_ROW, 24, theme.ink, 1)
    yield line((right, top), (right + 44, top), theme.ink, 5)
    yield text(say(LEGEND["way"]), right + 58, top, 24, theme.ink, 1)
    yield curve((right, top + LEGEND_ROW), (right + 44, top + LEGEND_ROW), theme.ink, dash="4 12")
    yield text(say(LEGEND["through"]), right + 58, top + LEGEND_ROW, 24, theme.ink, 1)


def _sign(x: float, y: float, theme: Theme, *, is_unreached: bool = False) -> str:
    """Draw a small box, as that of a goal."""
    border = f'stroke-width="2"{DOTS}' if is_unreached else 'stroke-width="3"'
    box = f'x="{x:.0f}" y="{y - 13:.0f}" width="40" height="26" rx="7"'
    return f'<rect {box} fill="none" stroke="{theme.ink}" {border}/>'
