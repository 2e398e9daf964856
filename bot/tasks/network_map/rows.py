"""The rows of a network map: which groups are on which side, which contacts are named, and how many are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dialogs.model.facts import Category
from dialogs.rules.network_map import Network, Point

MOST_ROWS: Final = 42
"""Limit of readable rows on a side."""

CLOUD_ROWS: Final = 2
"""The height of a cloud, in rows."""

LEFT: Final = (Category.CLOSE, Category.ACQUAINTANCE, Category.SAME_PLACE)
RIGHT: Final = (Category.FORMER, Category.COLLEAGUE, Category.PERIPHERAL, None)


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of a side: the name of a group, a contact in it, or the cloud of the others; `rows` is its height."""

    category: Category | None
    count: int = 0
    point: Point | None = None
    rows: int = 1


def rows_of(network: Network, groups: Sequence[Category | None]) -> list[MapRow]:
    """Return the rows of a side, with as many names of each group as there is room for."""
    members = {group: [point for point in network.points if point.category is group] for group in groups}
    limit = _most_names([len(points) for points in members.values()])
    return [row for group, points in members.items() if points for row in _group(group, points, limit)]


def _most_names(sizes: Sequence[int]) -> int:
    """Return how many names of each group fit beside each other on a side, at least one."""
    fitting = (limit for limit in range(max(sizes, default=0), 1, -1) if _side_height(sizes, limit) <= MOST_ROWS)
    return next(fitting, 1)


def _side_height(sizes: Sequence[int], limit: int) -> int:
    return sum(1 + min(size, limit) + (CLOUD_ROWS if size > limit else 0) for size in sizes if size)


def _group(group: Category | None, points: Sequence[Point], limit: int) -> Iterator[MapRow]:
    yield MapRow(group, len(points))
    ordered = sorted(points, key=_use)
    for point in ordered[:limit]:
        yield MapRow(group, point=point)
    if len(ordered) > limit:
        yield MapRow(group, len(ordered) - limit, rows=CLOUD_ROWS)


def _use(point: Point) -> int:
    """Return the sort key: first the next person, then contacts with a way to a goal."""
    return 0 if point.is_next else 1 if point.works_at is not None else 2 if point.leads_to is not None else 3
