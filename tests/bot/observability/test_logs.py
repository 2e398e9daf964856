"""What the log contains, and what it must never contain."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog

from bot.observability import logs

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"  # noqa: S105 (invented)


@pytest.fixture
def lines() -> Iterator[StringIO]:
    stream = StringIO()
    logs.set_up("json", stream=stream)
    yield stream
    structlog.reset_defaults()
    logging.basicConfig(force=True)


def events(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(lines: StringIO) -> None:
    structlog.get_logger().info("updates taken", count=3)
    (event,) = events(lines)
    assert event.pop("timestamp").endswith("Z")
    assert event == {"event": "updates taken", "level": "info", "count": 3}


def test_an_event_is_one_line_of_text() -> None:
    stream = StringIO()
    logs.set_up("text", stream=stream)
    structlog.get_logger().warning("updates wait", why="disk\nfull", count=3)
    structlog.reset_defaults()
    time, rest = stream.getvalue().split(" ", 1)
    assert time.endswith("Z")
    assert rest == "warning  updates wait  why=disk\\nfull  count=3\n"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"bot{TOKEN}",
        f"https://api.telegram.org/bot{TOKEN}/getUpdates",
        f"http://127.0.0.1:8081/file/bot{TOKEN}/documents/1",
        f"Cannot connect to host (url='https://api.telegram.org/bot{TOKEN}/getMe')",
    ],
)
def test_a_token_is_blanked_wherever_it_stands(lines: StringIO, text: str) -> None:
    structlog.get_logger().error(text, url=text, held={"in": [text]}, error=ValueError(text))
    logging.getLogger("aiohttp.client").error(text)
    logging.getLogger("telegram.Bot").warning("%s", text)
    assert len(events(lines)) == 3
    assert "AAEhBOweik6ad9r" not in lines.getvalue()
    assert "***" in lines.getvalue()


def test_a_short_token_of_a_test_server_is_blanked_too(lines: StringIO) -> None:
    structlog.get_logger().error("no answer", url="http://127.0.0.1:8081/bot42:secret_word/getMe")
    assert events(lines)[0]["url"] == "http://127.0.0.1:8081/bot***/getMe"


def test_a_password_in_an_address_is_blanked(lines: StringIO) -> None:
    structlog.get_logger().error("no answer", url="postgresql://coach:hunter2@db.example.org/coach")
    assert events(lines)[0]["url"] == "postgresql://***@db.example.org/coach"


def fail_on(people: dict[str, int]) -> None:
    try:
        people["Kari Nordmann"]
    except KeyError as error:
        raise ValueError("Kari Nordmann") from error


def raised() -> Exception:
    with pytest.raises(ValueError, match="Kari") as caught:
        fail_on({})
    return caught.value


def test_an_exception_is_its_kind_and_place_without_its_message(lines: StringIO) -> None:
    structlog.get_logger().error("turn failed", exc_info=raised())
    structlog.get_logger().error("turn failed", why=raised())
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <Kari>", exc_info=raised())
    first, second, third = events(lines)
    assert first["error"] == second["why"] == third["error"] == "ValueError < KeyError"
    assert first["at"].startswith("tests/bot/observability/test_logs.py:")
    assert first["at"].endswith(" fail_on")
    assert "Kari" not in lines.getvalue()


def test_the_exception_being_handled_is_meant_where_none_is_named(lines: StringIO) -> None:
    try:
        raise raised()
    except ValueError:
        structlog.get_logger().exception("turn failed")
    assert events(lines)[0]["error"] == "ValueError < KeyError"


def test_libraries_are_heard_from_warnings_on_without_their_values(lines: StringIO) -> None:
    for library in ("sqlalchemy.engine", "aiohttp.access", "telegram.ext", "httpx"):
        log = logging.getLogger(library)
        log.debug("parameters %s", "Kari")
        log.info("parameters %s", "Kari")
        log.warning("parameters %s", "Kari")
        log.error(ValueError("Kari"))
    assert len(events(lines)) == 8
    assert {event["says"] for event in events(lines)} == {"parameters %s", "ValueError"}
    assert "Kari" not in lines.getvalue()


def test_a_failure_is_logged_even_before_the_log_is_set_up(capfd: pytest.CaptureFixture[str]) -> None:
    structlog.reset_defaults()
    logs.failure(raised())
    structlog.reset_defaults()
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "the coach failed" in shown.err
    assert "Kari" not in shown.err
    assert shown.err.count("\n") == 1
