"""The log: one line per event, as text or JSON, on standard error, without personal data and secrets.

An event is a plain English phrase. Its keys contain numbers and names from the program, nothing that a user wrote. An
exception is logged as its type and the place where it was raised, without its message, which may quote a user.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from traceback import walk_tb
from types import NoneType, TracebackType
from typing import Any, Final, TextIO, TypeAlias

import structlog

EventDict: TypeAlias = MutableMapping[str, Any]
Watcher: TypeAlias = Callable[[Mapping[str, Any]], object]
"""Receives each event before redaction. It may contain an exception object, whose message must not be passed on."""

SECRETS: Final = re.compile(r"(?<=bot)[0-9]+:[\w-]+|\b[0-9]{6,}:[\w-]{20,}|(?<=://)[^/\s@]+(?=@)")
"""Bot tokens, alone or in a URL, and the credentials in a URL."""

_BARE: Final = (int, float, NoneType)

ROOT: Final = Path(__file__).parent.parent.parent


def set_up(
    form: str = "text", level: int = logging.INFO, stream: TextIO | None = None, watchers: Iterable[Watcher] = ()
) -> None:
    """Configure the log: its format, `text` or `json`, and its stream, by default standard error.

    Events of libraries are logged from WARNING on.
    """
    render = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else as_text
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            *map(_shown_to, watchers),
            name_errors,
            redact,
            structlog.processors.TimeStamper(fmt="iso"),
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[Bridge()], level=logging.WARNING, force=True)


def _shown_to(watcher: Watcher) -> Callable[[object, str, EventDict], EventDict]:
    def show(_logger: object, _method: str, event: EventDict) -> EventDict:
        watcher(event)
        return event

    return show


def failure(error: BaseException) -> None:
    """Log an unexpected error, even if the log is not configured yet."""
    if not structlog.is_configured():
        set_up()
    structlog.get_logger().error("the coach failed", exc_info=error)


class Bridge(logging.Handler):
    """Forwards log records of libraries: the first line of the message template, without its values."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record, with the name of the library's logger."""
        template, *_ = (record.msg if isinstance(record.msg, str) else type(record.msg).__name__).splitlines() or [""]
        log = structlog.get_logger()
        log.log(record.levelno, "a library reports", library=record.name, says=template, exc_info=record.exc_info)


def name_errors(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and place, and exceptions among the values by their types."""
    error = exception_of(event)
    event.pop("exc_info", None)
    if error is not None:
        event["error"] = kinds(error)
        event["at"] = places(error.__traceback__)
    for key, value in event.items():
        if isinstance(value, BaseException):
            event[key] = kinds(value)
    return event


def exception_of(event: Mapping[str, Any]) -> BaseException | None:
    """Return the exception in `exc_info`, or the one that is being handled if `exc_info` is true, else None."""
    error = event.get("exc_info")
    if isinstance(error, tuple):
        error = error[1]
    elif error and not isinstance(error, BaseException):
        error = sys.exc_info()[1]
    return error if isinstance(error, BaseException) else None


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace tokens and credentials in all values by `***`."""
    for key, value in event.items():
        if not isinstance(value, _BARE):
            words = str(value)
            event[key] = (
                SECRETS.sub("***", words) if ":" in words else words
            )  # every secret contains a colon or follows one
    return event


def as_text(_logger: object, _method: str, event: EventDict) -> str:
    """Format an event as a readable line."""
    time, level, words = event.pop("timestamp", ""), event.pop("level", ""), event.pop("event", "")
    rest = "".join(f"  {key}={value!r}" if " " in str(value) else f"  {key}={value}" for key, value in event.items())
    return f"{time} {level:<8} {words}{rest}".replace("\n", "\\n")


def kinds(error: BaseException) -> str:
    """Return the types of an exception and its causes, such as `DatabaseError < OperationalError`."""
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < 5:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return " < ".join(names)


def places(trace: TracebackType | None) -> str:
    """Return the last frames of a traceback, innermost last, such as `bot/turns/turn.py:88 turn`."""
    frames = [(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in walk_tb(trace)]
    return ", ".join(f"{_short(file)}:{line} {name}" for file, line, name in frames[-6:])


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) and "site-packages" not in file else path.name
