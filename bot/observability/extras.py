"""Optional receivers of log events: Sentry and OpenTelemetry, only if their settings are set."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bot.errors import SettingsError
from bot.observability.logs import Watcher
from bot.settings import Settings

MISSING = "{setting} is set, but {what} is not installed: pip install 'network-coach[{extra}]', or unset it"


@contextmanager
def watching(settings: Settings) -> Iterator[list[Watcher]]:
    """Yield the receivers that the settings enable. On exit, send what they have buffered.

    Raise SettingsError if the library of an enabled one is not installed.
    """
    watchers: list[Watcher] = []
    with ExitStack() as stack:
        if settings.sentry_dsn is not None:
            try:
                from bot.observability import sentry  # noqa: PLC0415  # an optional dependency
            except ImportError:
                raise SettingsError(MISSING.format(setting="SENTRY_DSN", what="Sentry", extra="sentry")) from None
            watchers.append(stack.enter_context(sentry.reporting(settings.sentry_dsn.get_secret_value())))
        if settings.otel_endpoint is not None:
            try:
                from bot.observability import otel  # noqa: PLC0415  # an optional dependency
            except ImportError:
                name = "OTEL_EXPORTER_OTLP_ENDPOINT"
                raise SettingsError(MISSING.format(setting=name, what="OpenTelemetry", extra="otel")) from None
            watchers.append(stack.enter_context(otel.tracing(settings.otel_endpoint)))
        yield watchers
