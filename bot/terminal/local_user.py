"""The user of this terminal: name, language, and confirmation of a deletion."""

import getpass
import sys
from collections.abc import Mapping

from bot.errors import UsageError


def is_yes(question: str) -> bool:
    """Ask the question in the terminal. Raise UsageError if nobody can answer there."""
    if not sys.stdin.isatty():
        raise UsageError("this deletes permanently and cannot ask for confirmation here: use --yes")
    sys.stdout.write(f"{question} Type yes: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() == "yes"


def local_name(name: str | None) -> str:
    """Return the given name, or else the login name."""
    try:
        chosen = (name or getpass.getuser()).strip()
    except (OSError, KeyError):  # neither a variable nor a passwd entry names the user, as in a minimal container
        chosen = ""
    return chosen or "me"


def system_language(environment: Mapping[str, str]) -> str:
    """Return the language of the system, such as `nb_NO.UTF-8`, or an empty string if none is set."""
    return next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
