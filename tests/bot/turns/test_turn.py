"""One turn, from the event to storage and replies."""

import pytest

from bot.address import Address
from bot.storage.people import people, stats
from bot.storage.queue import outbox
from bot.storage.queue.messages import QueuedMessage
from bot.trace import trace_of
from bot.turns.incoming import IncomingEvent, TurnOutcome
from dialogs.model.person import Person
from dialogs.protocol.events import Said, TaskDone
from dialogs.protocol.replies import Para
from dialogs.protocol.tasks import Document
from dialogs.text import Language
from tests.support.stand_ins import CLAIMS, KARI, OLA, Place, PoisonError, claimed, said


def play(place: Place, *arrivals: IncomingEvent) -> TurnOutcome:
    taken = TurnOutcome()
    for incoming in arrivals:
        with place.database.begin() as connection:
            taken = place.exchange.turn(connection, incoming)
    return taken


def play_all(place: Place, *texts: str) -> TurnOutcome:
    return play(place, *map(said, texts))


def person(place: Place, address: Address = KARI) -> Person | None:
    with place.database.begin() as connection:
        return people.find(connection, address)


def send_all(place: Place, first_message: int = 1) -> list[QueuedMessage]:
    """Mark waiting messages as sent, with consecutive ids; an edited message keeps its id."""
    sent: list[QueuedMessage] = []
    with place.database.begin() as connection:
        while batch := claimed(connection, place.clock(), 1):
            message = batch[0].edit_message or str(first_message + len(sent))
            outbox.sent(connection, batch[0], message, place.clock())
            sent += batch
    return sent


def test_somebody_new_is_met_in_the_language_that_the_channel_guesses(place: Place) -> None:
    play(place, IncomingEvent(KARI, Said("hei"), language=Language.NB))
    met = person(place)
    assert met is not None
    assert met.language is Language.NB
    assert [one.reply.blocks for one in send_all(place)] == [(Para("nb: hei"),)]


def test_a_person_remembers_from_turn_to_turn(place: Place) -> None:
    play_all(place, "consent", "Per", "Pål")
    known = person(place)
    assert known is not None
    assert [contact.name for contact in known.contacts] == ["Per", "Pål"]


def test_what_comes_twice_has_its_effect_once(place: Place) -> None:
    play_all(place, "consent")
    assert not play(place, said("Per", key="telegram:5")).is_repeat
    assert play(place, said("Per", key="telegram:5")) == TurnOutcome(is_repeat=True)
    known = person(place)
    assert known is not None
    assert [contact.name for contact in known.contacts] == ["Per"]
    assert len(send_all(place)) == 2


def test_keys_are_forgotten_after_48_hours(place: Place) -> None:
    play(place, said("one", key="telegram:1"))
    place.clock.wait(hours=47)
    play(place, said("two", key="telegram:2"))
    assert place.count("handled") == 2
    place.clock.wait(minutes=61)
    play(place, said("three", key="telegram:3"))
    assert place.count("handled") == 2


def test_a_repeat_of_the_deletion_meets_nobody_anew(place: Place) -> None:
    play_all(place, "consent")
    play(place, said("/delete", key="telegram:5"))
    assert play(place, said("/delete", key="telegram:5")).is_repeat
    assert person(place) is None


def test_replies_and_toasts_speak_the_language_that_was_just_chosen(place: Place) -> None:
    assert play_all(place, "norsk").toast == "nb: takk"
    assert [one.reply.blocks for one in send_all(place)] == [(Para("nb: ja"),)]


def test_a_turn_that_fails_leaves_nothing(place: Place) -> None:
    with pytest.raises(PoisonError):
        play(place, said("poison", key="telegram:9"))
    assert (person(place), place.count("handled"), place.count("outbox")) == (None, 0, 0)


def test_a_press_on_the_card_edits_it(place: Place) -> None:
    play_all(place, "card")
    send_all(place, first_message=71)
    play(place, said("card", message="71"))
    assert [one.edit_message for one in send_all(place)] == ["71"]


@pytest.mark.parametrize("message", [None, "70"])
def test_a_card_asked_for_from_elsewhere_is_sent_anew_and_moves(place: Place, message: str | None) -> None:
    play_all(place, "card")
    send_all(place, first_message=71)
    play(place, said("card", message=message))
    assert [one.edit_message for one in send_all(place, first_message=72)] == [None]
    play(place, said("card", message="72"))
    assert [one.edit_message for one in send_all(place)] == ["72"]


def test_cards_of_two_persons_do_not_mix(place: Place) -> None:
    play_all(place, "card")
    play(place, said("card", OLA))
    send_all(place, first_message=71)
    play(place, said("card", OLA, message="71"))
    assert [one.edit_message for one in send_all(place)] == [None]


def test_a_want_is_stored_with_its_turn_and_waited_for(place: Place) -> None:
    assert play_all(place, "consent", "/export").has_tasks
    known = person(place)
    assert known is not None
    assert known.tasks == (1,)
    assert place.count("want") == 1


def test_the_result_of_a_want_has_its_effect_once(place: Place) -> None:
    play_all(place, "consent", "/export")
    result = IncomingEvent(KARI, TaskDone(1, Document("a.json", b"{}")))
    assert not play(place, result).is_repeat
    assert play(place, result).is_repeat
    assert place.count("want") == 0
    assert [one.reply.document for one in send_all(place)] == [None, None, Document("a.json", b"{}")]


def test_a_want_that_nobody_waits_for_any_more_is_dropped(place: Place) -> None:
    play_all(place, "consent", "/export", "never mind")
    assert place.count("want") == 0
    assert play(place, IncomingEvent(KARI, TaskDone(1, Document("a.json", b"{}")))).is_repeat


def test_a_result_for_somebody_erased_meets_nobody_anew(place: Place) -> None:
    play_all(place, "consent", "/export", "/delete")
    assert play(place, IncomingEvent(KARI, TaskDone(1, Document("a.json", b"{}")))).is_repeat
    assert person(place) is None


def test_whoever_blocked_us_and_is_back_gets_what_was_held(place: Place) -> None:
    play_all(place, "consent", "/export")
    with place.database.begin() as connection:
        outbox.blocked(connection, claimed(connection, place.clock(), 1)[0], place.clock())
    play(place, IncomingEvent(KARI, TaskDone(1, Document("a.json", b"{}"))))
    assert send_all(place) == []
    play_all(place, "back")
    assert [one.reply.blocks[0] for one in send_all(place)] == [
        Para("en: thanks"),
        Para("en: a moment"),
        Para("en: here"),
        Para("en: back"),
    ]


def test_counts_name_nobody(place: Place) -> None:
    play_all(place, "consent", "Per", "Pål", "/export")
    play(place, said("hi", OLA))
    with place.database.begin() as connection:
        counted = stats.counts(connection, place.clock())
    assert counted == stats.Counts(
        persons={"welcome": 2}, facts={"contact": 2}, outbox=5, tasks=1, nudges_due=0, nudges_sent=0
    )


def test_a_turn_may_claim_its_first_reply_and_the_next_waits_for_that(place: Place) -> None:
    with place.database.begin() as connection:
        (first,) = place.exchange.turn(connection, said("one", key="telegram:1"), CLAIMS).claimed
        assert place.exchange.turn(connection, said("two"), CLAIMS).claimed == ()
        assert (first.reply.blocks, first.trace) == ((Para("en: one"),), trace_of("telegram:1"))
        assert claimed(connection, place.clock()) == []
        second = outbox.sent(connection, first, "1", place.clock(), CLAIMS).claimed
    assert second is not None
    assert second.reply.blocks == (Para("en: two"),)


def test_the_goodbye_comes_after_what_is_under_way_when_somebody_is_erased(place: Place) -> None:
    with place.database.begin() as connection:
        (first,) = place.exchange.turn(connection, said("one"), CLAIMS).claimed
        assert place.exchange.turn(connection, said("/delete"), CLAIMS).claimed == ()
        assert claimed(connection, place.clock()) == []
        goodbye = outbox.sent(connection, first, "1", place.clock(), CLAIMS).claimed
    assert goodbye is not None
    assert goodbye.reply.blocks == (Para("en: bye"),)
    assert place.count("outbox") == 1


def test_a_goodbye_does_not_wait_long_for_whoever_died_while_sending(place: Place) -> None:
    with place.database.begin() as connection:
        assert place.exchange.turn(connection, said("one"), CLAIMS).claimed
        place.exchange.turn(connection, said("/delete"), CLAIMS)
        place.clock.wait(seconds=5)
        (goodbye,) = claimed(connection, place.clock())
    assert goodbye.reply.blocks == (Para("en: bye"),)
