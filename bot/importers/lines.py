"""The lines of a text, one after another, so that no more of a file lies in memory than one of them."""

from collections.abc import Iterator
from typing import Final, TextIO

LONGEST: Final = 2**18
"""Letters of one line: twice as many as a cell may have. Only pictures are longer."""

MOST: Final = 1_000_000
"""Lines in a file: thirty for each of thirty thousand people, or twenty megabytes of pictures and a dozen for each."""


class TooManyLinesError(Exception):
    """More lines than any list of people has."""


def lines_of(text: TextIO) -> Iterator[str]:
    """Give the lines with their ends; of one that is too long, as much as a line may have, and no end.

    Raises TooManyLinesError.
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
