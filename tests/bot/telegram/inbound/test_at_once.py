"""Simultaneous events, of two devices or a press and a message, with the real coach: one effect each, no dead end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import pytest

from bot.address import Address
from bot.i18n import Languages
from bot.storage.people import people
from bot.telegram.client.channel import CHANNEL
from bot.telegram.service import TelegramService, Ways, make_bot
from bot.turns.dispatcher import TurnDispatcher
from dialogs.coach import Coach
from dialogs.model.facts import Work
from dialogs.model.person import Person
from tests.bot.telegram.conftest import SIGN, now
from tests.support.telegram.server import TelegramServer, User
from tests.support.telegram.ways import WAYS


@pytest.fixture
def parrot() -> Coach:
    """Return the real coach, in place of the parrot of the other tests in this folder."""
    return Coach()


@pytest.fixture(params=WAYS)
async def running(
    request: pytest.FixtureRequest, server: TelegramServer, dispatcher: TurnDispatcher, languages: Languages
) -> AsyncIterator[TelegramServer]:
    """Yield the server while the bot serves its users by polling or by webhook."""
    async with WAYS[request.param]() as way_in:
        stop = asyncio.Event()
        bot = make_bot(server.token, server.base)
        service = asyncio.create_task(
            TelegramService(bot, dispatcher, languages.speak, SIGN, now, Ways(way_in)).run(stop)
        )
        yield server
        stop.set()
        await asyncio.wait_for(service, 20)


async def stored(dispatcher: TurnDispatcher, user: User) -> Person:
    person = await dispatcher.run(partial(people.find, address=Address(CHANNEL, str(user.id))))
    assert person
    return person


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels and texts in one language."""

    yes: str
    may_know: str
    not_working: str
    goal: str
    place: str
    noted: str
    old: str
    work: str
    aim: str


NB = Labels(
    "Ja, lagre og start",
    "Ja, og de kan få vite det",
    "Ikke i jobb nå",
    "sykepleier, Tromsø",
    "Sted",
    "Allerede notert.",
    "Den knappen hører til et tidligere spørsmål, så ingenting er endret.",
    "Er du i jobb nå?",
    "Hva ser du etter?",
)
EN = Labels(
    "Yes, store it and start",
    "Yes, and they may know",
    "Not working now",
    "nurse, Tromsø",
    "Place",
    "Already noted.",
    "That button belongs to an earlier question, so nothing has changed.",
    "Are you working now?",
    "What are you looking for?",
)
each_language = pytest.mark.parametrize(("code", "labels"), [("nb", NB), ("en", EN)], ids=("nb", "en"))


@each_language
async def test_the_same_button_on_two_devices_has_one_effect(
    code: str, labels: Labels, running: TelegramServer
) -> None:
    sam = running.user("Sam", code)
    running.say(sam, "/start")
    await running.replies(sam)
    running.press(sam, labels.yes)
    running.press(sam, labels.yes)
    (reply,) = await running.replies(sam)
    await running.until(lambda: len(running.toasts) == 2)
    assert reply.text.startswith(labels.work)
    assert set(running.toasts) == {None, labels.noted}


@each_language
async def test_of_two_answers_on_two_devices_the_first_is_kept_and_the_other_is_told_so(
    code: str, labels: Labels, running: TelegramServer, dispatcher: TurnDispatcher
) -> None:
    sam = running.user("Sam", code)
    running.say(sam, "/start")
    await running.replies(sam)
    running.press(sam, labels.yes)
    await running.replies(sam)
    running.press(sam, labels.may_know)
    running.press(sam, labels.not_working)
    replies = await running.replies(sam, expect=2)
    assert [reply.text.startswith(labels.old) for reply in replies] == [False, True]
    assert all(labels.aim in reply.text for reply in replies)
    assert (await stored(dispatcher, sam)).me.work is Work.OPEN


@each_language
async def test_a_press_and_a_message_at_once_are_both_heard(
    code: str, labels: Labels, running: TelegramServer, dispatcher: TurnDispatcher
) -> None:
    sam = running.user("Sam", code)
    running.say(sam, "/start")
    await running.replies(sam)
    for label in (labels.yes, labels.may_know):
        running.press(sam, label)
        await running.replies(sam)
    running.say(sam, labels.goal)
    await running.replies(sam)
    running.press(sam, labels.place)
    running.say(sam, "Oslo")
    replies = await running.replies(sam, expect=2)
    assert any("Oslo" in reply.text for reply in replies)
    assert (await stored(dispatcher, sam)).target.places == ("Oslo",)
