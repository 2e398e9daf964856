"""Tasks are done outside turns, and once, whatever happens in between."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any, get_args
from uuid import UUID
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.i18n import Languages
from bot.importers.coach_export import BOOKKEEPING
from bot.storage.queue import outbox, tasks
from bot.tasks import export
from bot.tasks.network_map import drawing
from bot.tasks.worker import Worker
from bot.turns.dispatcher import TurnDispatcher
from dialogs.model.conversation import Position
from dialogs.model.facts import Category, Consent, Contact, ContactEmployment
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.protocol.tasks import Document, MakeExport, Task
from dialogs.text import Language
from tests.support.stand_ins import KARI, NOW, OLA, Place, claimed, said

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
async def dispatcher(place: Place) -> AsyncIterator[TurnDispatcher]:
    async with TurnDispatcher(place.database, place.exchange) as opened:
        yield opened


def worker(place: Place, dispatcher: TurnDispatcher) -> Worker:
    return Worker(dispatcher, Languages.load(), place.clock, OSLO, pause_s=0.01)


async def do_open(worker: Worker) -> None:
    """Do all open tasks."""
    await asyncio.gather(*await worker.begin_open())


async def documents(place: Place, dispatcher: TurnDispatcher) -> list[Document]:
    """Send all waiting messages, and return their files."""
    found: list[Document] = []
    while batch := await dispatcher.run(lambda connection: claimed(connection, place.clock(), 1)):
        found += [waiting.reply.document for waiting in batch if waiting.reply.document]
        for waiting in batch:
            await dispatcher.run(partial(outbox.sent, waiting=waiting, message_id="1", now=place.clock()))
    return found


async def until_done(place: Place) -> None:
    while place.count("want"):  # noqa: ASYNC110  # there is no event for a deleted row
        await asyncio.sleep(0.01)


async def test_an_export_is_made_and_said(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("consent"))
    await dispatcher.handle(said("Per Hansen"))
    await dispatcher.handle(said("/export"))
    await do_open(worker(place, dispatcher))
    (document,) = await documents(place, dispatcher)
    assert document.name == "coach-export-2026-11-23.zip"
    with ZipFile(BytesIO(document.content)) as bundle:
        content = json.loads(bundle.read("coach.json"))
        assert bundle.read("network.png").startswith(b"\x89PNG")
    assert [contact["name"] for contact in content["person"]["contacts"]] == ["Per Hansen"]
    assert place.count("want") == 0


async def test_the_worker_wakes_for_new_wants_and_begins_with_old_ones(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    await dispatcher.handle(said("/export"))
    task = asyncio.create_task(worker(place, dispatcher).run())
    await until_done(place)
    await dispatcher.handle(said("/export"))
    await until_done(place)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert len(await documents(place, dispatcher)) == 2


async def test_two_workers_say_it_once(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("/export"))
    await asyncio.gather(do_open(worker(place, dispatcher)), do_open(worker(place, dispatcher)))
    assert len(await documents(place, dispatcher)) == 1


async def test_a_want_that_fails_is_said_to_have_failed_and_logged_without_names(
    place: Place, dispatcher: TurnDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(person: Person, *_: Any) -> Document:
        raise ValueError(person.contacts)

    monkeypatch.setattr(drawing, "pictured", broken)
    await dispatcher.handle(said("consent"))
    await dispatcher.handle(said("Per Hansen"))
    await dispatcher.handle(said("/export"))
    await dispatcher.handle(said("/export", OLA))
    with capture_logs() as logs:
        await do_open(worker(place, dispatcher))
    assert (
        logs
        == [
            {"event": "task failed", "task": "MakeExport", "error": "ValueError", "log_level": "error"},
            {"event": "task failed", "task": "MakeExport", "error": "AttributeError", "log_level": "error"},
        ]
        or [log["event"] for log in logs] == ["task failed"] * 2
    )
    assert "Per Hansen" not in str(logs)
    assert place.count("want") == 0
    rows = await dispatcher.run(
        lambda connection: connection.exec_driver_sql("SELECT body FROM outbox").scalars().all()
    )
    assert sum(b"sorry" in body for body in rows) == 2


async def test_a_want_of_somebody_erased_is_left_alone(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("/export"))
    (task,) = await dispatcher.run(tasks.open_tasks)
    await dispatcher.handle(said("/delete"))
    assert task.work == MakeExport()
    await do_open(worker(place, dispatcher))
    assert await documents(place, dispatcher) == []


async def test_a_kind_of_a_later_version_stays(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("/export"))
    await dispatcher.run(lambda connection: connection.exec_driver_sql("UPDATE want SET kind = 'draw_map'"))
    await do_open(worker(place, dispatcher))
    assert place.count("want") == 1


async def test_a_want_whose_process_ended_twice_fails_for_good_and_is_told(
    place: Place, dispatcher: TurnDispatcher
) -> None:
    await dispatcher.handle(said("/export"))
    for tries in (1, 2):
        # Machines that have disappeared: their leases expire.
        holder = f"elsewhere-{tries}"
        (task,) = await dispatcher.run(lambda connection: tasks.take(connection, holder, place.clock(), lambda _: True))  # noqa: B023  # run at once
        assert task.tries == tries
        assert await worker(place, dispatcher).begin_open() == []
        place.clock.now += tasks.LEASE
    with capture_logs() as logs:
        await do_open(worker(place, dispatcher))
    assert logs == [{"event": "task given up", "task": "MakeExport", "tries": 2, "log_level": "error"}]
    assert place.count("want") == 0
    rows = await dispatcher.run(
        lambda connection: connection.exec_driver_sql("SELECT body FROM outbox").scalars().all()
    )
    assert sum(b"sorry" in body for body in rows) == 1


async def test_a_process_that_ends_by_itself_has_not_tried(place: Place, dispatcher: TurnDispatcher) -> None:
    await dispatcher.handle(said("/export"))
    for _ in range(4):
        (task,) = await dispatcher.run(lambda connection: tasks.take(connection, "a", place.clock(), lambda _: True))
        (again,) = await dispatcher.run(lambda connection: tasks.take(connection, "a", place.clock(), lambda _: True))
        assert (task.tries, again.tries) == (1, 1)
        await dispatcher.run(lambda connection: tasks.release(connection, "a"))
    await do_open(worker(place, dispatcher))
    assert len(await documents(place, dispatcher)) == 1


def test_every_want_has_its_stored_name() -> None:
    assert set(tasks.KINDS.values()) == set(get_args(Task) or [Task])


def test_the_export_is_a_document_that_one_can_read() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).astimezone(OSLO)
    person = Person(
        UUID(int=1),
        Language.NB,
        Position("plan.when", 9),
        Consent(NOW, "1"),
        serial=4,
        contacts=(Contact(1, UUID(int=2), "Åse Lie", Category.FORMER),),
        ties=(ContactEmployment(2, 1, "Fjordbygg", "leder"),),
        outreaches=(
            Outreach(3, 1, Purpose.OPENINGS, Language.NB, "Hei Åse!", events=(Event(OutreachEvent.SENT, NOW),)),
        ),
    )
    document = export.document(person, KARI, at)
    assert document.name == "coach-export-2026-11-23.json"
    assert "Åse Lie" in document.content.decode()
    content = json.loads(document.content)
    told = content.pop("person")
    assert content == {
        "version": 1,
        "exported_at": "2026-11-22T23:30:00Z",
        "address": {"channel": "telegram", "id": "123456"},
        "address_book": [],
    }
    assert (told["id"], told["language"], told["step"]) == (str(UUID(int=1)), "nb", "plan.when")
    assert told["ties"][0] | {"number": 2, "contact": 1, "company": "Fjordbygg"} == told["ties"][0]
    assert told["outreaches"][0]["events"] == [{"what": "sent", "at": "2026-11-23T09:00:00Z"}]
    assert not {"where", "serial", "tasks", "asking", "trail"} & told.keys()


def test_the_export_leaves_out_nothing_that_was_told() -> None:
    nobody = Person(UUID(int=1), Language.EN, Position("welcome"))
    told = json.loads(export.document(nobody, KARI, NOW).content)["person"]
    kept = set(Person.__struct_fields__) - BOOKKEEPING
    assert set(told) == kept | {"step"}
