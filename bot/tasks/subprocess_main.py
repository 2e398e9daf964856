"""The program of a subprocess, `python -m bot.tasks.subprocess_main`: it reads pickled work and writes its result."""

import pickle
import sys

from bot.tasks.bounds import EXHAUSTED, bound_itself


def main() -> None:
    """Read one call from standard input, run it and write its result to standard output."""
    bound_itself()
    try:
        work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own process
        sys.stdout.buffer.write(pickle.dumps(work(*args, **kwargs)))
    except MemoryError:
        sys.exit(EXHAUSTED)


if __name__ == "__main__":
    main()
