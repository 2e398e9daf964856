"""Others who may see what the coach logs of itself: Sentry and OpenTelemetry, only where their settings ask for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bot.errors import SettingsError
from bot.observability.logs import Watcher
from bot.settings import Settings

MISSING = "{setting} is set, but {what} is not installed: pip install 'network-coach[{extra}]', or leave it out"


@contextmanager
def watching(settings: Settings) -> Iterator[list[Watcher]]:
    """Give whoever is to be shown the log; at the end what they hold is sent.

    Raises SettingsError where one is asked for that is not installed.
    """
    watchers: list[Watcher] = []
    with ExitStack() as stack:
        if settings.sentry_dsn is not None:
            try:
                from bot.observability import sentry  # noqa: PLC0415  # an extra
            except ImportError:
                raise SettingsError(MISSING.format(setting="SENTRY_DSN", what="Sentry", extra="sentry")) from None
            watchers.append(stack.enter_context(sentry.reporting(settings.sentry_dsn.get_secret_value())))
        if settings.otel_endpoint is not None:
            try:
                from bot.observability import otel  # noqa: PLC0415  # an extra
            except ImportError:
                name = "OTEL_EXPORTER_OTLP_ENDPOINT"
                raise SettingsError(MISSING.format(setting=name, what="OpenTelemetry", extra="otel")) from None
            watchers.append(stack.enter_context(otel.tracing(settings.otel_endpoint)))
        yield watchers
