"""The process that does long work, as a program: `python -m bot.wants.helper`, pickled work in, what it made out."""

import os
import pickle
import sys
from typing import Final

BEHIND: Final = 5
"""How much it stands back for whoever answers people."""


def main() -> None:
    """Do one piece of work."""
    os.nice(BEHIND)
    work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own process
    sys.stdout.buffer.write(pickle.dumps(work(*args, **kwargs)))


if __name__ == "__main__":
    main()
