"""A program that writes its process id to the given file, and then sleeps: `python -m tests.support.sleeper`."""

import os
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    Path(sys.stdin.read()).write_text(str(os.getpid()), encoding="ascii")
    time.sleep(600)
