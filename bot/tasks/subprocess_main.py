"""The process for long work, as a program: `python -m bot.tasks.subprocess_main`, pickled work in, what it made out."""

import pickle
import sys

from bot.tasks.bounds import EXHAUSTED, bound_itself


def main() -> None:
    """Do one piece of work."""
    bound_itself()
    try:
        work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301  # from our own process
        sys.stdout.buffer.write(pickle.dumps(work(*args, **kwargs)))
    except MemoryError:
        sys.exit(EXHAUSTED)


if __name__ == "__main__":
    main()
