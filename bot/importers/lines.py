"""The lines of a text, read one by one, so that only one of them is in memory."""

from collections.abc import Iterator
from typing import Final, TextIO

LONGEST: Final = 2**18
"""Limit of characters in a line: twice the limit of a cell. Only pictures are longer."""

MOST: Final = 1_000_000
"""Limit of lines in a file: thirty for each of thirty thousand people, or a dozen each and 20 MB of pictures."""


class TooManyLinesError(Exception):
    """The file has more lines than any list of people."""


def lines_of(text: TextIO) -> Iterator[str]:
    """Yield the lines with their line ends. A line that is too long is truncated, without its end.

    Raise TooManyLinesError.
    """
    text.seek(0)
    for _ in range(MOST):
        line = text.readline(LONGEST)
        if not line:
            return
        yield line
        while len(line) == LONGEST and not line.endswith(("\n", "\r")):
            line = text.readline(LONGEST)
    raise TooManyLinesError
