"""OpenTelemetry spans from log events: each event about an update is a span, and all of one update form a trace.

The trace id derives from the update, so that a message that another process sends, or the same one after a restart, is
in the trace of the update that it answers.
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
"""The keys of an event that become attributes, besides its name and the id of the update."""


@contextmanager
def tracing(endpoint: str, exporter: SpanExporter | None = None) -> Iterator[Watcher]:
    """Send spans to the collector at `endpoint` until the end of the block."""
    # A resource of our own, since the SDK would collect the command line and the host name.
    provider = TracerProvider(resource=Resource({"service.name": "network-coach"}), shutdown_on_exit=False)
    chosen = exporter or OTLPSpanExporter(f"{endpoint}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(chosen))
    tracer = provider.get_tracer("network-coach")
    try:
        yield lambda event: span(tracer, event)
    finally:
        provider.shutdown()


def span(tracer: Tracer, event: Mapping[str, Any]) -> None:
    """Record a span for an event about an update. It ends now; its duration is the event's `ms`."""
    update = event.get("update")
    if not isinstance(update, str):
        return
    ended = time.time_ns()
    begun = ended - 1_000_000 * int(event.get("ms", 0))
    attributes = {"update": update} | {name: str(event[name]) for name in KEPT if name in event}
    made = tracer.start_span(str(event["event"]), _beside(update), attributes=attributes, start_time=begun)
    made.end(ended)


def _beside(update: str) -> Any:
    """Return the parent context of all spans of an update. Its ids derive from the id of the update."""
    number = int(update, 16) or 1
    parent = SpanContext(number, number, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(parent))
