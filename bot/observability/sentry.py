"""Error reports for Sentry: the type, the stack frames and the id of the update. Nothing else leaves the machine."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from sentry_sdk import Client
from sentry_sdk.transport import Transport
from sentry_sdk.types import Event, Hint
from sentry_sdk.utils import event_from_exception

from bot.observability.logs import Watcher, exception_of

KEPT: Final = ("event_id", "timestamp", "platform", "level", "message", "release", "environment", "tags", "exception")
"""The fields of an event that are sent. Sentry would add the host name, arguments, modules and more."""

OF_A_FRAME: Final = ("filename", "function", "module", "lineno", "in_app")
TAGS: Final = ("event", "update")
PATIENCE_S: Final = 2.0


@contextmanager
def reporting(dsn: str, transport: Transport | None = None) -> Iterator[Watcher]:
    """Report errors that are logged, until the end of the block."""
    client = Client(
        dsn,
        transport=transport,
        release=f"network-coach@{_version()}",
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        send_client_reports=False,
        auto_session_tracking=False,
        max_breadcrumbs=0,
        before_send=scrubbed,
    )
    logging.getLogger("sentry_sdk.errors").setLevel(logging.CRITICAL)  # otherwise its own errors would be reported, too
    try:
        yield partial(report, client)
    finally:
        client.close(timeout=PATIENCE_S)


def report(client: Client, event: Mapping[str, Any]) -> None:
    """Report an event if it is an error. `scrubbed` removes the exception's message, which may quote a user.

    The client is used directly, without Sentry's scopes, to which other libraries add data.
    """
    if event.get("level") not in {"error", "critical"}:
        return
    told: Event = {"message": str(event["event"]), "level": "error"}
    hint: Hint = {}
    if (error := exception_of(event)) is not None:
        told, hint = event_from_exception(error, client.options)
    told["tags"] = {name: str(event[name]) for name in TAGS if name in event}
    client.capture_event(told, hint)


def scrubbed(event: Event, _hint: Hint) -> Event | None:
    """Keep only the fields of an event that are about the program."""
    left: Any = {name: value for name, value in event.items() if name in KEPT}
    if "exception" in left:
        left["exception"] = {"values": [_exception(error) for error in left["exception"]["values"]]}
    kept: Event = left
    return kept


def _exception(error: Mapping[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", ())
    places = [{name: frame[name] for name in OF_A_FRAME if name in frame} for frame in frames]
    return {"type": error["type"], "module": error.get("module"), "stacktrace": {"frames": places}}


def _version() -> str:
    try:
        return version("network-coach")
    except PackageNotFoundError:
        return "unknown"
