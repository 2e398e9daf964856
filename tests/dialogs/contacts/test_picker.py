"""Contacts picked in the channel: the next reply removes the buttons below the input field."""

from uuid import UUID

import pytest

from bot.i18n import Languages
from bot.telegram.outbound.rendering import calls
from dialogs.coach import Coach
from dialogs.engine.turn_result import TurnResult
from dialogs.model.address_book import File
from dialogs.model.events import Pressed
from dialogs.model.facts import Category
from dialogs.model.person import Person
from dialogs.protocol.events import Edited, Garbled, Handed, Heard, MessageKind, Said, Sent, Shared
from dialogs.protocol.replies import Reply
from dialogs.text import Language
from tests.dialogs.network.test_import_file import after, hear, press
from tests.support.people_told import knowing, somebody

LANGUAGES = Languages.load()


def choosing(person: Person | None = None) -> Person:
    """Return a person who may pick contacts now."""
    person = after(person or somebody(), Said("/import"))
    person = after(person, press(person, "others"))
    return after(person, press(person, "choose"))


def replies(outcome: TurnResult) -> list[Reply]:
    return [said for said in outcome.says if isinstance(said, Reply)]


@pytest.mark.parametrize(
    "heard",
    [
        Shared("Ann Berg\nTom Ng"),
        Said("Ann Berg, Veidekke"),
        Said("Not now"),
        Said("nobody"),
        Said("skip"),
        Said("/back"),
        Said("/cancel"),
        Said("/menu"),
        Said("/delete"),
        Said("do I know anyone at Veidekke?"),
        Handed(File("1", "connections.csv")),
        Pressed("target.card", "size", 1),
    ],
    ids=str,
)
def test_the_buttons_below_the_field_go_with_whatever_is_answered(heard: Heard) -> None:
    outcome = hear(choosing(), heard)
    first, *others = replies(outcome)
    stays = outcome.person is not None and outcome.person.where.step == "choosing.people"
    assert first.ends_choosing is not stays, "they go, or the question stands and has them again"
    assert first.is_choosing is stays
    assert not any(reply.ends_choosing for reply in others)
    assert not (first.ends_choosing and first.buttons), "a message has one keyboard"


@pytest.mark.parametrize(
    "heard", [Sent(MessageKind.STICKER), Said("how long does it take?"), Edited("x"), Garbled()], ids=str
)
def test_they_stay_with_a_question_that_stands(heard: Heard) -> None:
    (reply,) = replies(hear(choosing(), heard))
    assert reply.is_choosing


def test_whoever_is_chosen_is_on_the_list_once() -> None:
    person = choosing(knowing(somebody(), "Ann Berg", Category.CLOSE))
    chosen = after(person, Shared("ann berg\nTom Ng\nTom Ng\n🌸"))
    assert [contact.name for contact in chosen.contacts] == ["Ann Berg", "Tom Ng", "🌸"]
    again = after(choosing(chosen), Shared("Tom Ng"))
    assert again.contacts == chosen.contacts


def test_two_of_one_name_who_are_typed_are_two() -> None:
    person = after(choosing(knowing(somebody(), "Ann Berg", Category.CLOSE)), Said("Ann Berg"))
    assert [contact.name for contact in person.contacts] == ["Ann Berg", "Ann Berg"]


@pytest.mark.parametrize("name", ["/delete", "Not now", "skip", "nobody", "do I know anyone at DNB?"])
def test_a_name_that_was_shared_commands_nothing(name: str) -> None:
    person = after(choosing(), Shared(name))
    assert name in [contact.name for contact in person.contacts]


def test_what_was_chosen_can_be_taken_back() -> None:
    person = choosing()
    assert after(person, Shared("Ann Berg"), Said("/back")).contacts == person.contacts


def test_telegram_takes_them_away_with_words() -> None:
    outcome = hear(choosing(), Said("/menu"))
    spoken = [LANGUAGES.spoken(reply, Language.EN) for reply in replies(outcome)]
    (gone,) = calls(spoken[0])
    assert gone.keyboard == {"remove_keyboard": True}


def test_a_name_that_is_shared_answers_no_other_question() -> None:
    new = after(Coach().meet(UUID(int=7), Language.EN), Said("/start"), Said("Yes, store it and start"))
    person = after(new, Said("Not working now"))
    assert person.where.step == "target.sentence"
    shared = after(person, Shared("Ann Berg"))
    assert shared.target == person.target
    assert [contact.name for contact in shared.contacts] == ["Ann Berg"]
    assert "target.sentence" in [mark.step for mark in shared.where.interrupted]
