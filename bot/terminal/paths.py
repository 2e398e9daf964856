"""Files in the terminal: a typed or dropped path of a file hands in the file."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from dialogs.model.address_book import File

COMMAND: Final = re.compile(r"/(?:import|importer)\s+(?P<path>.+)", re.DOTALL)
LOOKS_LIKE_PATH: Final = re.compile(r"[/\\]|\.(?:csv|tsv|txt|vcf|vcard|zip|json)['\"]?$", re.IGNORECASE)
LONGEST: Final = 1024


def file_at(line: str) -> File | None:
    """Return the file that a line names, as `/import path` or as a path alone, or None if it names none."""
    command = COMMAND.fullmatch(line)
    typed = (command["path"] if command else line).strip()
    if len(typed) > LONGEST or not (command or LOOKS_LIKE_PATH.search(typed)):
        return None
    return next(filter(None, map(_file, _readings(typed))), None)


def _readings(typed: str) -> list[str]:
    """Return the possible readings of a path: plain, in quotation marks, shell-escaped, or as a file URL."""
    bare = typed[1:-1] if typed[:1] in {"'", '"'} and typed[-1:] == typed[:1] else typed
    readings = [bare, re.sub(r"\\(.)", r"\1", bare)]
    return [*readings, unquote(urlsplit(bare).path)] if bare.startswith("file://") else readings


def _file(path: str) -> File | None:
    try:
        found = Path(path).expanduser().resolve()
        return File(str(found), found.name, found.stat().st_size) if found.is_file() else None
    except (OSError, ValueError, RuntimeError):  # an unknown user, a NUL byte, a loop of symbolic links
        return None
