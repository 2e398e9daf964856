"""The hide command removes the coach's messages from the chat, whatever Telegram responds."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from bot.storage.db.tables import PERSON, SHOWN
from bot.turns.dispatcher import TurnDispatcher
from tests.bot.telegram.conftest import Serve, now
from tests.support.telegram.server import TelegramServer, User


def texts(server: TelegramServer, user: User) -> list[str]:
    return [shown.text for shown in server.messages(user)]


def asked_for(server: TelegramServer) -> list[list[int]]:
    return [json.loads(call["message_ids"]) for call in server.of("deleteMessages")]


async def test_one_word_leaves_one_line(server: TelegramServer, serve: Serve) -> None:
    kari, ola = server.user("Kari"), server.user("Ola")
    async with serve():
        for word in ("one", "two", "/card"):
            server.say(kari, word)
            await server.replies(kari, expect=1)
        server.say(ola, "hi")
        await server.replies(ola, expect=1)
        server.say(kari, "/hide")
        await server.replies(kari, expect=1)
        assert texts(server, kari) == ["hidden"]
        server.say(kari, "/hide")
        await server.replies(kari, expect=1)
    assert texts(server, kari) == ["hidden"]
    assert texts(server, ola) == ["echo: hi"]


async def test_many_messages_go_a_hundred_at_a_time_and_those_too_old_stay(
    server: TelegramServer, serve: Serve, dispatcher: TurnDispatcher
) -> None:
    kari = server.user()
    async with serve():
        server.say(kari, "one")
        await server.replies(kari, expect=1)
        (person_id,) = await dispatcher.run(lambda connection: list(connection.execute(select(PERSON.c.id)).scalars()))
        ages = [(n, timedelta(hours=1)) for n in range(150)] + [(n, timedelta(hours=48)) for n in range(150, 200)]
        rows = [
            {"person_id": person_id, "channel": "telegram", "message_id": f"9{n:03}", "at": now() - age}
            for n, age in ages
        ]
        await dispatcher.run(lambda connection: connection.execute(insert(SHOWN), rows))
        server.say(kari, "/hide")
        await server.replies(kari, expect=1)
    assert [len(messages) for messages in asked_for(server)] == [100, 51]
    assert all(message < 9150 for messages in asked_for(server) for message in messages)


async def test_what_cannot_be_deleted_does_not_keep_the_line_away(server: TelegramServer, serve: Serve) -> None:
    kari = server.user()
    async with serve():
        server.say(kari, "one")
        await server.replies(kari, expect=1)
        server.fail("deleteMessages", 400, description="Bad Request: message can't be deleted for everyone")
        server.say(kari, "/hide")
        (line,) = await server.replies(kari, expect=1)
    assert line.text == "hidden"


@pytest.mark.parametrize("is_after", [False, True])
async def test_a_failure_on_the_way_is_made_good(server: TelegramServer, serve: Serve, *, is_after: bool) -> None:
    kari = server.user()
    async with serve():
        server.say(kari, "one")
        await server.replies(kari, expect=1)
        server.fail("deleteMessages", 500, is_after=is_after)
        server.say(kari, "/hide")
        await server.replies(kari, expect=1)
    assert texts(server, kari) == ["hidden"]


async def test_it_is_hidden_though_the_bot_ended_before_it_came_to_it(server: TelegramServer, serve: Serve) -> None:
    kari = server.user()
    async with serve():
        server.say(kari, "one")
        await server.replies(kari, expect=1)
        server.fail("deleteMessages", 500)
        server.say(kari, "/hide")
        await server.until(lambda: not server.updates)
    async with serve():
        await server.replies(kari, expect=1)
    assert texts(server, kari) == ["hidden"]
