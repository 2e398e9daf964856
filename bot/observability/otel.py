"""Spans for OpenTelemetry, made of the log: each event about an update is one, all of an update are one trace.

So that a message sent by another process, or after a restart, still stands beside the update that it answers.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags, Tracer, set_span_in_context

from bot.observability.logs import Watcher

KEPT: Final = ("kind", "outcome")
"""What is kept of an event, beside its name and the id of the update."""


@contextmanager
def tracing(endpoint: str, exporter: SpanExporter | None = None) -> Iterator[Watcher]:
    """Send spans to the collector there, until the end."""
    # Given, since the SDK would gather the arguments and the name of the machine by itself.
    provider = TracerProvider(resource=Resource({"service.name": "network-coach"}), shutdown_on_exit=False)
    chosen = exporter or OTLPSpanExporter(f"{endpoint}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(chosen))
    tracer = provider.get_tracer("network-coach")
    try:
        yield lambda event: span(tracer, event)
    finally:
        provider.shutdown()


def span(tracer: Tracer, event: Mapping[str, Any]) -> None:
    """Make a span of an event about an update; it ends now and lasted as long as the event says."""
    update = event.get("update")
    if not isinstance(update, str):
        return
    ended = time.time_ns()
    begun = ended - 1_000_000 * int(event.get("ms", 0))
    attributes = {"update": update} | {name: str(event[name]) for name in KEPT if name in event}
    made = tracer.start_span(str(event["event"]), _beside(update), attributes=attributes, start_time=begun)
    made.end(ended)


def _beside(update: str) -> Any:
    """Make the context of all spans of an update: its ids are made of the update's."""
    number = int(update, 16) or 1
    parent = SpanContext(number, number, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(parent))
