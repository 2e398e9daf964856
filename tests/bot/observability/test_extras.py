"""Sentry and OpenTelemetry are off by default, and never receive what people write."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from bot.errors import SettingsError
from bot.observability import logs, otel, sentry
from bot.observability.extras import watching
from bot.observability.logs import Watcher
from bot.settings import Settings
from tests.support.program import ROOT, World

DSN = "http://key@127.0.0.1:9/1"
WORDS = "Kari Nordmann"


class Kept(Transport):
    """Records what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Envelope] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.sent.append(envelope)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [dict(event) for envelope in self.sent if (event := envelope.get_event()) is not None]

    @property
    def bytes(self) -> str:
        return "".join(envelope.serialize().decode() for envelope in self.sent)


@pytest.fixture
def log() -> Iterator[Callable[[Watcher], Any]]:
    """Yield a function that attaches a watcher to a log."""

    def begin(watcher: Watcher) -> Any:
        logs.set_up("json", stream=StringIO(), watchers=[watcher])
        return structlog.get_logger()

    yield begin
    structlog.reset_defaults()
    logging.basicConfig(force=True)


def fail_on(people: dict[str, int], name: str) -> None:
    try:
        people[name]
    except KeyError as error:
        raise ValueError(f"{name} is not there") from error


def raised() -> Exception:
    with pytest.raises(ValueError, match="Kari") as caught:
        fail_on({}, WORDS)
    return caught.value


def test_an_error_is_reported_by_its_kind_and_places_without_a_word_of_anybodys(log: Callable[[Watcher], Any]) -> None:
    kept = Kept()
    with sentry.reporting(DSN, kept) as watcher:
        log(watcher).error("update cannot be handled", update="0a1b2c3d", exc_info=raised(), text=WORDS, chat=123456)
    (event,) = kept.events
    assert event["tags"] == {"event": "update cannot be handled", "update": "0a1b2c3d"}
    errors = event["exception"]["values"]
    assert [error["type"] for error in errors] == ["KeyError", "ValueError"]
    assert errors[-1]["stacktrace"]["frames"][-1]["function"] == "fail_on"
    assert not any("value" in error for error in errors)
    assert not any(set(frame) - set(sentry.OF_A_FRAME) for e in errors for frame in e["stacktrace"]["frames"])
    assert "Kari" not in kept.bytes
    assert "123456" not in kept.bytes
    assert not set(event) - set(sentry.KEPT) - {"type"}


def test_what_is_no_error_is_not_reported(log: Callable[[Watcher], Any]) -> None:
    kept = Kept()
    with sentry.reporting(DSN, kept) as watcher:
        log(watcher).info("update taken", update="0a1b2c3d")
        log(watcher).warning("the database cannot be used", why=WORDS)
        log(watcher).error("something is wrong", why=WORDS)
        logging.getLogger("aiohttp").error("said %s", WORDS)
    assert [event["tags"]["event"] for event in kept.events] == ["something is wrong", "a library reports"]
    assert "Kari" not in kept.bytes


def test_what_other_code_logs_or_raises_reaches_sentry_only_by_our_log() -> None:
    kept = Kept()
    with sentry.reporting(DSN, kept):
        logging.getLogger("any").error("said %s", WORDS)
        assert kept.sent == []


def test_all_of_an_update_is_one_trace_with_nothing_personal(log: Callable[[Watcher], Any]) -> None:
    kept = InMemorySpanExporter()
    with otel.tracing("http://127.0.0.1:9", kept) as watcher:
        taken = log(watcher)
        taken.info("update taken", update="0a1b2c3d", kind="message", outcome="done", ms=12, text=WORDS)
        taken.info("message sent", update="0a1b2c3d")
        taken.info("update taken", update="ffffffff", kind="message")
        taken.info("listening", place="127.0.0.1")
    spans = kept.get_finished_spans()
    assert [span.name for span in spans] == ["update taken", "message sent", "update taken"]
    assert spans[0].context.trace_id == spans[1].context.trace_id != spans[2].context.trace_id
    assert (spans[0].end_time or 0) - (spans[0].start_time or 0) == 12_000_000
    assert dict(spans[0].attributes or {}) == {"update": "0a1b2c3d", "kind": "message", "outcome": "done"}
    shown = json.dumps([json.loads(span.to_json()) for span in spans])
    assert "Kari" not in shown
    assert dict(spans[0].resource.attributes) == {"service.name": "network-coach"}


def test_both_are_off_and_not_even_loaded_by_default(world: World) -> None:
    code = (
        "import sys; from bot.settings import Settings; from bot.observability.extras import watching\n"
        "with watching(Settings.load()) as watchers: print(watchers, *sys.modules)"
    )
    ran = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=world.environment,
        cwd=world.folder,
    )
    nobody, *modules = ran.stdout.split()
    assert nobody == "[]"
    assert not {module.partition(".")[0] for module in modules} & {"sentry_sdk", "opentelemetry"}


@pytest.mark.parametrize(
    ("setting", "value", "extra"),
    [("SENTRY_DSN", DSN, "sentry"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "otel")],
)
def test_one_that_is_not_installed_is_the_operators(
    monkeypatch: pytest.MonkeyPatch, setting: str, value: str, extra: str
) -> None:
    monkeypatch.setenv(setting, value)
    monkeypatch.setitem(sys.modules, f"bot.observability.{extra}", None)
    monkeypatch.delattr("bot.observability.sentry" if extra == "sentry" else "bot.observability.otel")
    told = rf"{setting} is set, .* pip install 'network-coach\[{extra}\]'"
    with pytest.raises(SettingsError, match=told), watching(Settings.load()):
        pass


@pytest.mark.parametrize(
    ("setting", "value"), [("SENTRY_DSN", DSN), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")]
)
def test_each_is_on_where_its_setting_is(monkeypatch: pytest.MonkeyPatch, setting: str, value: str) -> None:
    monkeypatch.setenv(setting, value)
    with watching(Settings.load()) as watchers:
        assert len(watchers) == 1


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


def test_the_extras_are_those_of_the_project() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert "\nsentry = [" in project
    assert "\notel = [" in project
