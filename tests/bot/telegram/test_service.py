"""The whole channel with a server: what people send has its effect and is answered."""

import asyncio

import pytest

from bot import errors
from bot.i18n import Languages
from bot.telegram.service import TelegramService, make_bot
from bot.turns.dispatcher import TurnDispatcher
from tests.bot.telegram.conftest import SIGN, Serve, now
from tests.support.parrot import Parrot
from tests.support.telegram.server import TelegramServer


async def test_a_message_is_answered(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari", "nb")
    server.say(kari, "hei")
    async with serve():
        (reply,) = await server.replies(kari)
    assert reply.text == "echo: hei"
    assert server.refused == []


async def test_text_with_markup_comes_back_as_it_was(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    odd = "<b>Ann & Bo</b> &lt; \u202eשלום 👩‍👩‍👧 {name} %s"
    async with serve():
        server.say(kari, odd)
        (reply,) = await server.replies(kari)
    assert reply.text == f"echo: {odd}"


async def test_the_longest_message_is_taken_and_its_answer_split(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve():
        server.say(kari, "å" * 4096)
        first, second = await server.replies(kari, expect=2)
    assert "".join(f"{first.text} {second.text}".split()) == "echo:" + "å" * 4096


async def test_a_press_edits_its_card_and_is_answered(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve():
        server.say(kari, "/card")
        (card,) = await server.replies(kari)
        server.press(kari, "Toast")
        (edited,) = await server.replies(kari)
        await server.until(lambda: bool(server.toasts))
    assert (edited.id, edited.text, edited.is_edit) == (card.id, "pressed toast", True)
    assert server.toasts == ["done"]


async def test_an_edit_that_changes_nothing_counts_as_done(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve() as service:
        server.say(kari, "/card")
        await server.replies(kari)
        server.press(kari, "Again")
        await server.replies(kari)
        server.press(kari, "Again")
        server.say(kari, "after")
        (reply,) = await server.replies(kari)
    assert reply.text == "echo: after"
    assert len(server.refused) == 1
    assert "not modified" in server.refused[0]
    assert service.buried == 0


async def test_a_card_that_is_gone_is_sent_anew(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve():
        server.say(kari, "/card")
        await server.replies(kari)
        server.fail("editMessageText", 400, description="Bad Request: message can't be edited")
        server.press(kari, "Again")
        (anew,) = await server.replies(kari)
        server.press(kari, "Toast")
        (edited,) = await server.replies(kari)
    assert (anew.text, anew.is_edit) == ("pressed again", False)
    assert (edited.id, edited.is_edit) == (anew.id, True)


async def test_a_file_comes_with_its_name_and_words(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve():
        server.say(kari, "/file")
        (reply,) = await server.replies(kari)
    assert (reply.text, reply.file) == ("here", ("nettverk-æøå.json", b"{}"))


async def test_a_forged_press_is_answered_at_once(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve():
        server.press_data(kari, "rm -rf", 5)
        server.press_data(kari, None, 5)
        await server.until(lambda: len(server.toasts) == 2)
    assert server.toasts == ["that button is old"] * 2


async def test_messages_of_one_chat_are_taken_and_answered_in_order(
    server: TelegramServer, serve: Serve, parrot: Parrot
) -> None:
    people = [server.user(name) for name in ("Kari", "Ola", "Siri")]
    for number in range(20):
        for user in people:
            server.say(user, f"{user.id} {number}")
    async with serve():
        for user in people:
            replies = await server.replies(user, expect=20)
            assert [reply.text for reply in replies] == [f"echo: {user.id} {number}" for number in range(20)]
    assert len(parrot.heard) == 60


async def test_a_start_without_telegram_waits_for_it_and_says_so_once(
    server: TelegramServer, serve: Serve, capfd: pytest.CaptureFixture[str]
) -> None:
    server.fail("getMe", 502, times=2)
    kari = server.user()
    async with serve():
        server.say(kari, "hei")
        (reply,) = await server.replies(kari)
    assert reply.text == "echo: hei"
    assert "".join(capfd.readouterr()).count("cannot be reached") == 1


async def test_a_wrong_token_ends_the_service(
    dispatcher: TurnDispatcher, server: TelegramServer, languages: Languages
) -> None:
    service = TelegramService(make_bot("1:WRONG", server.base), dispatcher, languages.speak, SIGN, now)
    with pytest.raises(errors.TelegramError, match="TELEGRAM_BOT_TOKEN"):
        await service.run(asyncio.Event())


async def test_what_was_erased_gets_its_goodbye(server: TelegramServer, serve: Serve) -> None:
    kari = server.user("Kari")
    async with serve():
        server.say(kari, "hei")
        await server.replies(kari)
        server.say(kari, "/delete")
        (goodbye,) = await server.replies(kari)
    assert goodbye.text == "goodbye"
