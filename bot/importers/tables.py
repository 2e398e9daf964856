"""Tables of people: LinkedIn's Connections.csv, Google's contacts, and both as spreadsheets save them."""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, Self, TextIO

from bot.importers.cells import email_of, link_of, name_of, phone_of, words_of
from bot.importers.columns import Column, columns_of, source_of
from bot.importers.dates import day_of
from bot.importers.lines import LONGEST, lines_of
from dialogs.model.address_book import MOST_PEOPLE, MOST_ROWS, Acquaintance, Read, Reading, Source, Unread

SEPARATORS: Final = (",", ";", "\t", "|")
PREAMBLE: Final = 30
"""Number of lines that are searched for the heading. LinkedIn has put up to ten lines before it."""

LINE: Final = 4096
"""Number of characters of a line that are searched for a heading."""

MOST_CELLS: Final = 16_384
"""Limit of cells in a row: the most columns of a spreadsheet, since some programs save all of them."""

SWALLOWED: Final = 3
"""Limit of line breaks in a cell. More are the result of an unclosed quotation mark."""


def read_table(text: TextIO) -> Read | None:
    """Read a table of people. Return None if it is not one."""
    start = _heading(text)
    if start is None:
        return None
    before, separator = start
    lines = lines_of(text)
    # The text before the heading may be one cell with several lines, which a spreadsheet counts as one row.
    number = sum(1 for _ in _rows(islice(lines, before), separator)) + 2
    rows = _rows(lines, separator)
    heading = next(rows, SPOILT)
    columns = columns_of(heading)
    return _read(rows, number, _Reader(columns, source_of(heading, columns), len(heading))) if columns else None


def _heading(text: TextIO) -> tuple[int, str] | None:
    """Find the heading. Return the number of lines before it, and the separator of its cells."""
    for before, line in enumerate(islice(lines_of(text), PREAMBLE)):
        known = {separator: len(columns_of(_cells(line[:LINE], separator))) for separator in SEPARATORS}
        separator = max(SEPARATORS, key=lambda one: known[one])
        if known[separator]:
            return before, separator
    return None


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _read(rows: Iterator[list[str]], first: int, reader: "_Reader") -> Read:
    people: list[Acquaintance] = []
    unread: list[int] = []
    for number, cells in _numbered(rows, first):
        if person := reader.person(cells):
            people.append(person)
        elif cells is SPOILT or any(map(str.strip, cells)):
            unread.append(number)
        if len(people) > MOST_PEOPLE or number > MOST_ROWS:
            return Unread.TOO_MANY
    return Reading(reader.source, tuple(people), tuple(unread)) if people else Unread.NOBODY


SPOILT: Final[list[str]] = []
"""Marks a row that cannot be parsed. Compare by identity."""


class _Fed:
    """The input of `csv.reader`. It raises csv.Error if a row becomes too long."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.room = LONGEST

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.room -= len(line)
        if self.room <= 0:
            raise csv.Error
        return line


def _rows(lines: Iterator[str], separator: str) -> Iterator[list[str]]:
    """Parse rows. Yield SPOILT for a row with a cell above 128 kB, with too many cells, or without an end."""
    fed = _Fed(lines)
    rows = csv.reader(fed, delimiter=separator)
    while True:
        fed.room = LONGEST
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            cells = SPOILT
        yield cells if len(cells) <= MOST_CELLS else SPOILT


def _numbered(rows: Iterator[list[str]], first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with their numbers. A row with an unclosed quotation mark is SPOILT, as are the rows it contains."""
    number = first
    for cells in rows:
        swallowed = max((cell.count("\n") for cell in cells), default=0)
        if swallowed > SWALLOWED:
            yield from ((number + n, SPOILT) for n in range(swallowed + 1))
            number += swallowed
        else:
            yield number, cells
        number += 1


class _Reader:
    """Reads the rows below a heading."""

    def __init__(self, columns: dict[Column, int], source: Source, width: int) -> None:
        self.source = source
        self._at = columns
        self._width = width

    def person(self, cells: Sequence[str]) -> Acquaintance | None:
        """Read a row. Return None if it has no name, or more cells than the heading."""
        if any(map(str.strip, cells[self._width :])):
            return None
        name = self._name(cells)
        if not name:
            return None
        connected = self._cell(cells, Column.CONNECTED)
        return Acquaintance(
            name,
            self._read(cells, Column.COMPANY, words_of),
            self._read(cells, Column.POSITION, words_of),
            day_of(connected[:40]) if connected else None,
            self._read(cells, Column.LINK, link_of),
            self._read(cells, Column.EMAIL, email_of),
            self._read(cells, Column.PHONE, phone_of),
            self.source,
        )

    def _name(self, cells: Sequence[str]) -> str:
        parts = [self._read(cells, column, words_of) for column in (Column.FIRST, Column.MIDDLE, Column.LAST)]
        full = self._read(cells, Column.FULL, words_of)
        if Column.LAST not in self._at and parts[0] and full and not full.startswith(parts[0]):
            parts.append(full)  # with the headings "Vorname,Name", the column of the full name holds the last name
        return name_of(" ".join(filter(None, parts)) or full)

    def _read(self, cells: Sequence[str], column: Column, read: Callable[[str], str]) -> str:
        cell = self._cell(cells, column)
        return read(cell) if cell else ""

    def _cell(self, cells: Sequence[str], column: Column) -> str:
        at = self._at.get(column)
        return cells[at] if at is not None and at < len(cells) else ""
