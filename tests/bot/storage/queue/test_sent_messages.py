"""The sent messages of a chat, to be hidden: those of the last 48 hours, and none of deleted users."""

from datetime import timedelta
from uuid import UUID

from bot.storage.people import people
from bot.storage.people.deletion import delete_person
from bot.storage.queue import cards, outbox, sent_messages
from bot.storage.queue.messages import Envelope, RenderedReply
from bot.storage.queue.sent_messages import KEPT
from dialogs.model.conversation import Position
from dialogs.model.person import Person
from dialogs.protocol.replies import Reply, say
from dialogs.text import Language
from tests.support.stand_ins import KARI, NOW, OLA, Place, claimed, said

WHO = Person(UUID(int=1), Language.EN, Position("welcome"))
OTHER = Person(UUID(int=2), Language.EN, Position("welcome"))
HIDDEN = Reply(say("Hidden").blocks, hides=True)
CARD = say("A draft", card="draft")


def send(place: Place, *messages: str, reply: Reply | None = None) -> None:
    """Send a reply to Kari as messages with these ids."""
    with place.database.begin() as connection:
        outbox.add(connection, Envelope(KARI, WHO.id), [RenderedReply(reply or say("Hi"))], place.clock())
        (waiting,) = claimed(connection, place.clock())
        outbox.sent(connection, waiting, messages[-1], place.clock(), anew=messages)


def seen(place: Place, person: Person = WHO) -> list[str]:
    with place.database.begin() as connection:
        return sent_messages.of(connection, person.id, "telegram", place.clock())


def shown_as(place: Place) -> str | None:
    """Return the id of the message that shows the card."""
    with place.database.begin() as connection:
        return cards.message_of(connection, WHO.id, "telegram", "draft")


def meet(place: Place) -> None:
    with place.database.begin() as connection:
        people.add(connection, WHO, KARI, NOW)
        people.add(connection, OTHER, OLA, NOW)


def test_a_chat_shows_what_was_sent_to_it_the_newest_first(place: Place) -> None:
    meet(place)
    send(place, "1")
    place.clock.wait(seconds=1)
    send(place, "2")
    assert seen(place) == ["2", "1"]
    assert seen(place, OTHER) == []


def test_all_parts_of_a_long_reply_are_shown(place: Place) -> None:
    meet(place)
    send(place, "1", "2", "3")
    assert sorted(seen(place)) == ["1", "2", "3"]


def test_what_hides_the_others_is_all_that_is_shown_then(place: Place) -> None:
    meet(place)
    send(place, "1")
    send(place, "2", reply=HIDDEN)
    assert seen(place) == ["2"]


def test_what_is_too_old_to_be_deleted_is_not_asked_for_and_goes_in_time(place: Place) -> None:
    meet(place)
    send(place, "1")
    place.clock.wait(hours=48)
    assert seen(place) == []
    assert place.count("shown") == 1
    place.clock.wait(seconds=1)
    with place.database.begin() as connection:
        place.exchange.turn(connection, said("hi", OLA, key="telegram:1"))
    assert place.count("shown") == 0
    assert timedelta(days=2) == KEPT


def test_of_somebody_who_was_erased_nothing_is_kept(place: Place) -> None:
    meet(place)
    send(place, "1")
    with place.database.begin() as connection:
        outbox.add(connection, Envelope(KARI, WHO.id), [RenderedReply(say("Hi"))], NOW)
        (under_way,) = claimed(connection, NOW)
        delete_person(connection, WHO.id)
        outbox.sent(connection, under_way, "2", NOW, anew=["2"])
        outbox.add(connection, Envelope(KARI, None), [RenderedReply(say("Bye"))], NOW)
        (goodbye,) = claimed(connection, NOW)
        outbox.sent(connection, goodbye, "3", NOW, anew=["3"])
    assert place.count("shown") == 0


def test_what_waits_behind_the_hiding_edits_nothing_that_is_gone(place: Place) -> None:
    meet(place)
    send(place, "1", reply=CARD)
    with place.database.begin() as connection:
        outbox.add(connection, Envelope(KARI, WHO.id), [RenderedReply(HIDDEN)], place.clock())
        outbox.add(connection, Envelope(KARI, WHO.id), [RenderedReply(CARD, "1")], place.clock())
        (hiding,) = claimed(connection, place.clock())
        outbox.sent(connection, hiding, "2", place.clock(), anew=["2"])
        (behind,) = claimed(connection, place.clock())
    assert behind.edit_message is None


def test_a_button_below_a_card_that_is_gone_finds_no_message_to_edit(place: Place) -> None:
    meet(place)
    send(place, "1", reply=CARD)
    assert shown_as(place) == "1"
    send(place, "2", reply=HIDDEN)
    assert shown_as(place) is None
    send(place, "3", reply=CARD)
    assert shown_as(place) == "3"
