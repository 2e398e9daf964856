"""Starts `coach run` repeatedly by forking this process, so that the code is loaded only once.

Each line of JSON on standard input is a request: {"start": environment, "in": folder, "log": file} returns the process
id, {"look": id} the exit status or null while it runs, and {"wait": id} the exit status, negative if killed.
"""

import json
import os
import sys
from typing import Any

import bot.app_telegram  # noqa: F401
from bot.cli import main
from bot.tasks import worker


def _answer(asked: dict[str, Any]) -> int | None:
    if "start" in asked:
        return os.fork() or _run(asked)
    number = int(asked.get("look") or asked["wait"])
    ended, status = os.waitpid(number, os.WNOHANG if "look" in asked else 0)
    return os.waitstatus_to_exitcode(status) if ended else None


def _run(asked: dict[str, Any]) -> int:
    """Run the coach in a forked process."""
    status = 70
    try:
        log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for stream in (1, 2):
            os.dup2(log, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(asked["in"])
        set_by_imports = {"PTB_TIMEDELTA": os.environ["PTB_TIMEDELTA"]}
        os.environ.clear()
        os.environ.update(set_by_imports | asked["start"])
        # Tasks are interrupted by our kills and not by their own faults, so none may be given up.
        setattr(worker, "MOST_TRIES", 10**6)  # noqa: B010  # mypy rejects assignment to a Final
        status = main(["run"]) or 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()
