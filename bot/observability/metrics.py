"""The metrics for Prometheus. They contain nothing about a person."""

from functools import cache
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from bot.storage.queue.queue_depth import QueueDepth

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Histogram buckets, in seconds, for durations that are normally milliseconds."""

SLOW: Final = (0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 3600.0)
"""Histogram buckets, in seconds, for delays in Telegram, which it reports in whole seconds."""

TOO_MANY: Final = 429
OF_THE_SERVER: Final = 500


class Metrics:
    """The metrics of one process."""

    def __init__(self) -> None:
        # The `_created` series are half of all lines, and of no use.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no annotation here
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._updates = Counter("coach_updates", "Updates received.", ["kind"], registry=registry)
        self._lag = Histogram(
            "coach_update_lag_seconds", "Time from sending to receipt.", registry=registry, buckets=SLOW
        )
        self._taking = Histogram(
            "coach_update_seconds", "Time from receipt to commit.", ["outcome"], registry=registry, buckets=QUICK
        )
        self._calls = Histogram(
            "coach_api_seconds", "Bot API calls, without polling.", ["method"], registry=registry, buckets=QUICK
        )
        self._errors = Counter("coach_api_errors", "Failed calls by kind.", ["kind"], registry=registry)
        self._messages = Counter("coach_messages", "Messages by outcome.", ["fate"], registry=registry)
        self._replies = Gauge("coach_outbox_due", "Chats with a reply due and not being sent.", registry=registry)
        self._nudges = Gauge("coach_nudges_due", "Chats with a reminder due and not being sent.", registry=registry)
        self._oldest = Gauge("coach_outbox_oldest_seconds", "Age of the oldest message that is due.", registry=registry)
        # Cached, since the library takes a lock and builds the label at each lookup.
        self._of_update = cache(self._updates.labels)
        self._of_taking = cache(self._taking.labels)
        self._of_call = cache(self._calls.labels)
        self._of_message = cache(self._messages.labels)
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """Create the series of known labels, so that they exist before the first count."""
        for kind in ("429", "5xx", "4xx", "connection"):
            self._errors.labels(kind)
        for fate in ("sent", "later", "buried", "blocked"):
            self._of_message(fate)
        for outcome in ("done", "repeat", "set aside", "away"):
            self._of_taking(outcome)

    def arrived(self, kind: str, lag_s: float | None) -> None:
        """Count an update and observe its lag, if that is known."""
        self._of_update(kind).inc()
        if lag_s is not None:
            self._lag.observe(max(lag_s, 0.0))

    def taken(self, outcome: str, seconds: float) -> None:
        """Observe an update's duration. `outcome`: done, repeat, set aside, given up, or away in a database outage."""
        self._of_taking(outcome).observe(seconds)

    def called(self, method: str, status: int, seconds: float) -> None:
        """Observe a call of the Bot API. Status 0 means that there was no response."""
        if method != "getUpdates":
            self._of_call(method).observe(seconds)
        if (kind := _kind(status)) is not None:
            self._errors.labels(kind).inc()

    def fate(self, what: str) -> None:
        """Count a message: sent, later (to be retried), buried (undeliverable) or blocked."""
        self._of_message(what).inc()

    def text(self, depth: QueueDepth | None) -> bytes:
        """Return the metrics in Prometheus's text format. The queue depth is NaN if the database does not answer."""
        nan = float("nan")
        self._replies.set(nan if depth is None else depth.replies)
        self._nudges.set(nan if depth is None else depth.nudges)
        self._oldest.set(nan if depth is None else depth.oldest_s)
        return generate_latest(self._registry)


def _kind(status: int) -> str | None:
    if status == TOO_MANY:
        return "429"
    if status >= OF_THE_SERVER:
        return "5xx"
    return "connection" if status == 0 else "4xx" if status >= 400 else None
