"""The log: one line an event, as text or JSON, on standard error; nothing personal and no secret reaches it.

An event is a plain English phrase; its keys hold numbers and names from the program, nothing a person wrote.
An exception is logged by its kind and where it was raised, never by its message, which may quote a person.
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
"""Is shown each event as it was logged; an exception is still itself in it, so it must not be passed on as it is."""

SECRETS: Final = re.compile(r"(?<=bot)[0-9]+:[\w-]+|\b[0-9]{6,}:[\w-]{20,}|(?<=://)[^/\s@]+(?=@)")
"""Tokens, alone or in an address, and what stands before the @ of an address."""

_BARE: Final = (int, float, NoneType)

ROOT: Final = Path(__file__).parent.parent.parent


def set_up(
    form: str = "text", level: int = logging.INFO, stream: TextIO | None = None, watchers: Iterable[Watcher] = ()
) -> None:
    """Send the log to a stream, else standard error, as `text` or `json`; libraries from WARNING on."""
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
    """Log what nobody expected, also where the log was not set up yet."""
    if not structlog.is_configured():
        set_up()
    structlog.get_logger().error("the coach failed", exc_info=error)


class Bridge(logging.Handler):
    """Brings what libraries log into this log: the first line of their template, without the values in it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log it, under the name of the library's logger."""
        template, *_ = (record.msg if isinstance(record.msg, str) else type(record.msg).__name__).splitlines() or [""]
        log = structlog.get_logger()
        log.log(record.levelno, "a library reports", library=record.name, says=template, exc_info=record.exc_info)


def name_errors(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Put the kind of an exception and its place for the exception itself, also where it is a value."""
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
    """Find the exception that an event is about, if it names one or is logged while one is handled."""
    error = event.get("exc_info")
    if isinstance(error, tuple):
        error = error[1]
    elif error and not isinstance(error, BaseException):
        error = sys.exc_info()[1]
    return error if isinstance(error, BaseException) else None


def redact(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Blank out tokens and passwords, wherever they stand."""
    for key, value in event.items():
        if not isinstance(value, _BARE):
            words = str(value)
            event[key] = SECRETS.sub("***", words) if ":" in words else words  # each secret has one, or stands after it
    return event


def as_text(_logger: object, _method: str, event: EventDict) -> str:
    """Lay out an event as a line for people."""
    time, level, words = event.pop("timestamp", ""), event.pop("level", ""), event.pop("event", "")
    rest = "".join(f"  {key}={value!r}" if " " in str(value) else f"  {key}={value}" for key, value in event.items())
    return f"{time} {level:<8} {words}{rest}".replace("\n", "\\n")


def kinds(error: BaseException) -> str:
    """Name an exception and those that caused it: `DatabaseError < OperationalError`."""
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < 5:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return " < ".join(names)


def places(trace: TracebackType | None) -> str:
    """Name the last places an exception passed, innermost last, as in `bot/turns/turn.py:88 turn`."""
    frames = [(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in walk_tb(trace)]
    return ", ".join(f"{_short(file)}:{line} {name}" for file, line, name in frames[-6:])


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) and "site-packages" not in file else path.name
