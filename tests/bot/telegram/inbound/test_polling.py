"""Updates are confirmed only when their effect is committed, and one user's failure does not affect others."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, func, select, union_all
from telegram import Bot

from bot import errors
from bot.errors import DatabaseError
from bot.i18n import Languages
from bot.storage.db.tables import ADDRESS, HANDLED, OUTBOX, PERSON
from bot.telegram.inbound.polling import Poller
from bot.telegram.inbound.update_handler import UpdateHandler
from bot.telegram.service import make_bot
from bot.turns.dispatcher import TurnDispatcher
from bot.turns.incoming import IncomingEvent, TurnOutcome
from dialogs.text import Words
from tests.bot.telegram.conftest import Serve, now
from tests.support.parrot import Parrot
from tests.support.telegram.server import TelegramServer

KEPT = [select(func.count()).select_from(table) for table in (PERSON, ADDRESS, OUTBOX, HANDLED)]


class Ledger:
    """A turn dispatcher that records events, and fails on request."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.said = asyncio.Event()
        self.trouble: Callable[[str], None] = lambda _: None
        self.slow: set[str] = set()

    async def handle(self, incoming: IncomingEvent) -> TurnOutcome:
        text = getattr(incoming.heard, "text", "")
        await asyncio.sleep(0.1 if text in self.slow else 0)
        self.trouble(text)
        self.taken.append(text)
        return TurnOutcome()

    async def set_aside(self, incoming: IncomingEvent, why: str, apology: Words) -> TurnOutcome:
        raise NotImplementedError

    async def run(self, work: Callable[[Connection], None]) -> None:
        raise NotImplementedError


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def poller(bot: Bot, ledger: Ledger, languages: Languages) -> Poller:
    return Poller(bot, UpdateHandler(bot, ledger, languages.speak, now, pauses=(0.01, 0.01)), rival_s=0.01)


async def poll_until(poller: Poller, server: TelegramServer, holds: Callable[[], bool]) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(poller.run(stop))
    try:
        await server.until(lambda: holds() or running.done())
    finally:
        stop.set()
        await asyncio.wait_for(running, 60)


def ids(server: TelegramServer) -> list[int]:
    return [update["update_id"] for update in server.updates]


async def test_what_is_not_committed_is_not_confirmed(poller: Poller, server: TelegramServer, ledger: Ledger) -> None:
    def away(_: str) -> None:
        raise DatabaseError("away")

    ledger.trouble = away
    server.say(server.user(), "hei")
    running = asyncio.create_task(poller.run(asyncio.Event()))
    await server.until(lambda: server.polls == 1)
    await asyncio.sleep(0.1)
    running.cancel()  # like SIGKILL
    assert (len(server.updates), server.polls, ledger.taken) == (1, 1, [])


async def test_another_process_gets_what_the_killed_one_did_not_commit(
    bot: Bot, server: TelegramServer, ledger: Ledger, languages: Languages
) -> None:
    ledger.slow = {"2"}
    for text in ("1", "2", "3"):
        server.say(server.user(), text)
    first = asyncio.create_task(Poller(bot, UpdateHandler(bot, ledger, languages.speak, now)).run(asyncio.Event()))
    await server.until(lambda: server.polls == 1)
    await asyncio.sleep(0.05)
    first.cancel()
    assert sorted(ledger.taken) == ["1", "3"]
    assert len(server.updates) == 3
    second = Poller(bot, UpdateHandler(bot, ledger, languages.speak, now))
    await poll_until(second, server, lambda: not server.updates)
    assert "2" in ledger.taken


async def test_the_updates_wait_while_the_database_is_away(
    poller: Poller, server: TelegramServer, ledger: Ledger
) -> None:
    away = ["hei", "hei"]

    def trouble(_: str) -> None:
        if away:
            away.pop()
            raise DatabaseError("away")

    ledger.trouble = trouble
    server.say(server.user(), "hei")
    await poll_until(poller, server, lambda: not server.updates)
    assert ledger.taken == ["hei"]


async def test_a_chat_is_heard_in_order_and_does_not_hold_up_others(
    poller: Poller, server: TelegramServer, ledger: Ledger
) -> None:
    kari, ola = server.user("Kari"), server.user("Ola")
    ledger.slow = {"kari 1"}
    for user, text in ((kari, "kari 1"), (kari, "kari 2"), (ola, "ola 1"), (ola, "ola 2")):
        server.say(user, text)
    await poll_until(poller, server, lambda: not server.updates)
    assert ledger.taken == ["ola 1", "ola 2", "kari 1", "kari 2"]


async def test_what_makes_the_code_raise_is_tried_again(server: TelegramServer, serve: Serve, parrot: Parrot) -> None:
    parrot.fails["boom"] = 2
    kari = server.user()
    async with serve():
        server.say(kari, "boom")
        (reply,) = await server.replies(kari)
    assert reply.text == "echo: boom"


async def test_what_always_makes_the_code_raise_is_apologized_for_and_the_next_is_heard(
    server: TelegramServer, serve: Serve, parrot: Parrot
) -> None:
    parrot.fails["boom"] = 99
    kari, ola = server.user("Kari", "en"), server.user("Ola")
    async with serve():
        for user, text in ((kari, "boom"), (kari, "next"), (ola, "hi")):
            server.say(user, text)
        sorry, reply = await server.replies(kari, expect=2)
        (other,) = await server.replies(ola)
    assert sorry.text.startswith("Something went wrong")
    assert (reply.text, other.text) == ("echo: next", "echo: hi")


async def test_an_update_of_a_form_that_nobody_knows_is_answered_and_does_not_stop_the_rest(
    server: TelegramServer, serve: Serve
) -> None:
    kari = server.user()
    async with serve():
        server.send(kari, poll={"id": "1", "question": "?", "a field": "fewer than there must be"})
        server.push(message="nonsense")
        server.push(next_years_kind={"x": 1})
        server.say(kari, "hei")
        replies = await server.replies(kari, expect=2)
    assert [reply.text for reply in replies] == ["kind: other", "echo: hei"]


async def test_a_wrong_token_is_the_operators(
    server: TelegramServer, dispatcher: TurnDispatcher, languages: Languages
) -> None:
    bot = make_bot("1:WRONG", server.base)
    await bot.request.initialize()
    with pytest.raises(errors.TelegramError, match="TELEGRAM_BOT_TOKEN"):
        await Poller(bot, UpdateHandler(bot, dispatcher, languages.speak, now)).run(asyncio.Event())
    await bot.request.shutdown()


async def test_troubles_on_the_way_are_lived_through(poller: Poller, server: TelegramServer, ledger: Ledger) -> None:
    server.fail("getUpdates", 502)
    server.fail("getUpdates", 0)
    server.fail("getUpdates", 429, retry_after=1)
    server.say(server.user(), "hei")
    await poll_until(poller, server, lambda: not server.updates)
    assert ledger.taken == ["hei"]


async def test_a_webhook_that_is_left_over_is_removed(poller: Poller, server: TelegramServer, ledger: Ledger) -> None:
    server.webhook = "https://example.org"
    server.say(server.user(), "hei")
    await poll_until(poller, server, lambda: not server.updates)
    assert (ledger.taken, server.webhook) == (["hei"], "")


async def test_another_poller_is_waited_for(poller: Poller, server: TelegramServer, ledger: Ledger) -> None:
    server.fail("getUpdates", 409, description="Conflict: terminated by other getUpdates request", times=3)
    server.say(server.user(), "hei")
    await poll_until(poller, server, lambda: not server.updates)
    assert ledger.taken == ["hei"]


async def test_at_the_end_what_was_received_is_finished_and_confirmed(
    poller: Poller, server: TelegramServer, ledger: Ledger
) -> None:
    ledger.slow = {"hei"}
    server.say(server.user(), "hei")
    await poll_until(poller, server, lambda: server.polls == 1)
    assert (ledger.taken, server.updates) == (["hei"], [])


async def test_the_same_update_again_has_no_second_effect(server: TelegramServer, serve: Serve, parrot: Parrot) -> None:
    kari = server.user()
    server.say(kari, "hei")
    again = dict(server.updates[0])
    async with serve():
        await server.replies(kari)
        server.updates.append(again)
        server.say(kari, "after")
        replies = await server.replies(kari)
    assert [reply.text for reply in replies] == ["echo: after"]
    assert parrot.heard == ["hei", "after"]


@pytest.mark.parametrize(
    ("code", "words", "label"),
    [
        ("nb", "Jeg prater med én om gangen, der ingen andre leser. Skriv til meg der.", "Åpne chatten vår"),
        ("en", "I talk with one person at a time, where nobody else reads along. Write to me there.", "Open our chat"),
    ],
)
async def test_a_group_is_told_where_the_coach_talks_and_leaves_no_trace(
    code: str, words: str, label: str, server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher
) -> None:
    kari = server.user("Kari", code)
    group = {"id": -5, "type": "group", "title": "Friends"}
    async with serve():
        server.say(kari, "/start", chat=group)
        server.say(kari, "hei alle", chat=group)
        await server.until(lambda: bool(server.shown[-5]) and not server.updates)
        rows = await dispatcher.run(lambda connection: connection.execute(union_all(*KEPT)).all())
    (line,) = server.shown[-5]
    assert (line.text, line.rows) == (words, [[{"text": label, "url": "https://t.me/coach_bot"}]])
    assert [count for (count,) in rows] == [0, 0, 0, 0]
