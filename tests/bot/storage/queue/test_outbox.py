"""Messages in the outbox: order, pauses, cards and format."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from bot.address import Address
from bot.storage.people import people
from bot.storage.queue import cards, outbox, reply_json
from bot.storage.queue.messages import Claims, Envelope, QueuedKind, QueuedMessage, QueueHead, RenderedReply
from bot.telegram.inbound.blocked import stand
from dialogs.model.conversation import Position
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import Button, Choose, Copy, CopyButton, Items, Link, Para, Reply, Title, say
from dialogs.protocol.tasks import Document
from dialogs.text import Language
from tests.support.stand_ins import CLAIMS, KARI, NOW, OLA, Place, claimed

OTHERS = Claims("telegram", "others")
WHO = Person(UUID(int=1), Language.EN, Position("welcome"))
WHOLE = Reply(
    (Title("A plan"), Para("Hi <b> & you 🎉"), Items(("one", "two")), Copy("Hei Per")),
    ((Button("Yes", "y", "plan.when", 3), CopyButton("Copy", "Hei Per")), (Link("Open", "https://x.no"),)),
    card="plan",
    document=Document("a.json", b"\x00\xff{}"),
    hint="a day",
)
STORED = (
    b'{"blocks":[["title","A plan"],["para","Hi <b> & you \xf0\x9f\x8e\x89"],["items",["one","two"]],'
    b'["copy","Hei Per"]],"buttons":[[["button","Yes","y","plan.when",3],["copy","Copy","Hei Per"]],'
    b'[["link","Open","https://x.no"]]],"card":"plan","document":{"name":"a.json","content":"AP97fQ==","is_picture":false},'
    b'"hint":"a day"}'
)


CHOOSING = Reply((Para("Who?"),), ((Choose("Choose", 10, "write"),),), ends_choosing=True)


def put(place: Place, *texts: str, to: Address = KARI, person_id: UUID | None = None, **more: Any) -> QueueHead:
    with place.database.begin() as connection:
        said = [RenderedReply(say(text)) for text in texts]
        return outbox.add(connection, Envelope(to, person_id, **more), said, place.clock())


def take(place: Place, most: int = 10, claims: Claims = CLAIMS, *, takes_over: bool = True) -> list[QueuedMessage]:
    with place.database.begin() as connection:
        return outbox.claim(connection, claims, place.clock(), most, most, takes_over=takes_over)[0]


def words(waiting: Iterable[QueuedMessage | None]) -> list[str]:
    return [str(block.words) for one in waiting if one for block in one.reply.blocks if isinstance(block, Para)]


def texts(place: Place, most: int = 10) -> list[str]:
    return words(take(place, most))


def mark(place: Place, waiting: QueuedMessage, message: str | None = None, claims: Claims | None = CLAIMS) -> QueueHead:
    with place.database.begin() as connection:
        return outbox.sent(connection, waiting, message, place.clock(), claims)


def known(place: Place) -> None:
    with place.database.begin() as connection:
        people.add(connection, WHO, KARI, NOW)


@pytest.mark.parametrize("reply", [WHOLE, CHOOSING, say("Hi"), Reply(()), Reply((), ((),))])
def test_a_reply_comes_back_the_same(reply: Reply) -> None:
    assert reply_json.decoded(reply_json.encoded(reply)).blocks == reply.blocks
    assert reply_json.decoded(reply_json.encoded(reply)) == reply


def test_the_stored_form_of_a_reply_is_pinned() -> None:
    assert reply_json.encoded(WHOLE) == STORED


def test_each_chat_gets_its_messages_in_order_one_at_a_time(place: Place) -> None:
    put(place, "first", "second")
    put(place, "other", to=OLA)
    put(place, "third")
    first, other = take(place)
    assert words([first, other]) == ["first", "other"]
    assert take(place) == []
    second = mark(place, first).claimed
    assert second is not None
    assert mark(place, other) == QueueHead()
    assert words([second, mark(place, second).claimed]) == ["second", "third"]


def test_without_a_claim_the_next_is_due_when_the_first_is_sent(place: Place) -> None:
    put(place, "first", "second")
    assert mark(place, take(place)[0], claims=None) == QueueHead(due_at=NOW)
    assert texts(place) == ["second"]


def test_no_more_are_given_than_asked_for(place: Place) -> None:
    for n in range(5):
        put(place, str(n), to=Address("telegram", str(n)))
    assert texts(place, most=2) == ["0", "1"]


def test_another_channel_is_not_ours(place: Place) -> None:
    put(place, "on paper", to=Address("terminal", "123456"))
    assert take(place) == []


def test_a_channel_with_one_reader_reads_without_a_claim(place: Place) -> None:
    with place.database.begin() as connection:
        assert outbox.first_of(connection, KARI, NOW) is None
    put(place, "first", "second")
    for text in ("first", "second"):
        with place.database.begin() as connection:
            waiting = outbox.first_of(connection, KARI, NOW)
            assert waiting is not None
            outbox.sent(connection, waiting, None, NOW)
        assert words([waiting]) == [text]


def test_what_was_claimed_passes_on_when_its_time_is_over(place: Place) -> None:
    put(place, "first", "second")
    (lost,) = take(place)
    place.clock.wait(seconds=59)
    assert take(place, claims=OTHERS) == []
    place.clock.wait(seconds=1)
    assert take(place, claims=OTHERS, takes_over=False) == []
    (again,) = take(place, claims=OTHERS)
    assert (again.id, again.leased_by) == (lost.id, "others")
    # A sender that lost its claim may still report success, which deletes the message, but may not postpone it.
    with place.database.begin() as connection:
        assert outbox.retry_later(connection, lost, NOW) == QueueHead()
    assert words([mark(place, lost).claimed]) == ["second"]
    assert mark(place, again) == QueueHead()


def test_what_a_dead_process_had_claimed_is_free_at_once(place: Place) -> None:
    put(place, "first")
    put(place, "other", to=OLA)
    take(place, most=1)
    take(place, claims=OTHERS)
    with place.database.begin() as connection:
        outbox.take_over(connection, "telegram", NOW, lambda holder: holder == "others")
    assert texts(place) == ["other"]


def test_a_message_put_off_holds_those_behind_it(place: Place) -> None:
    put(place, "first", "second")
    put(place, "other", to=OLA)
    first, _ = take(place)
    with place.database.begin() as connection:
        outbox.retry_later(connection, first, NOW + timedelta(seconds=30))
    place.clock.wait(seconds=29)
    assert take(place) == []
    place.clock.wait(seconds=1)
    (again,) = take(place)
    assert (words([again]), again.attempts) == (["first"], 1)


def test_what_was_not_begun_is_given_back_and_does_not_count_as_a_try(place: Place) -> None:
    put(place, "first")
    waiting = take(place)
    with place.database.begin() as connection:
        outbox.give_back(connection, waiting, NOW)
    (again,) = take(place)
    assert again.attempts == 0


def test_the_pump_learns_when_to_look_again(place: Place) -> None:
    def rest() -> float:
        with place.database.begin() as connection:
            _, rest = outbox.claim(connection, CLAIMS, place.clock(), 10, 10)
        return rest

    assert rest() == float("inf")
    put(place, "first", "second")
    (first,) = take(place)
    assert rest() == 60
    with place.database.begin() as connection:
        outbox.retry_later(connection, first, NOW + timedelta(seconds=30))
    assert rest() == 30


def test_replies_go_before_nudges(place: Place) -> None:
    for n in range(3):
        put(place, f"nudge {n}", to=Address("telegram", f"n{n}"), kind=QueuedKind.NUDGE)
    put(place, "reply")
    assert texts(place, most=2) == ["reply", "nudge 0"]


def test_a_reply_takes_the_nudges_before_it_along(place: Place) -> None:
    put(place, "another", to=OLA, kind=QueuedKind.NUDGE)
    put(place, "one", "two", kind=QueuedKind.NUDGE)
    put(place, "reply")
    (first,) = take(place, most=1)
    second = mark(place, first).claimed
    assert second is not None
    assert words([first, second, mark(place, second).claimed]) == ["one", "two", "reply"]


def test_a_first_message_may_be_claimed_when_it_is_added(place: Place) -> None:
    first = put(place, "first", "second", claims=CLAIMS)
    assert first.claimed is not None
    assert words([first.claimed]) == ["first"]
    assert put(place, "third", claims=CLAIMS) == QueueHead()
    assert take(place) == []
    place.clock.wait(seconds=60)
    (again,) = take(place, claims=OTHERS)
    assert replace(again, leased_by="the tests") == first.claimed


def test_who_has_no_room_claims_nothing_when_it_is_added(place: Place) -> None:
    full = replace(CLAIMS, has_room=lambda: False)
    assert put(place, "first", claims=full) == QueueHead(due_at=NOW)
    assert put(place, "on paper", to=Address("terminal", "1"), claims=CLAIMS) == QueueHead(due_at=NOW)
    assert texts(place) == ["first"]


def test_a_buried_message_lets_the_next_one_go_and_is_logged_without_its_words(place: Place) -> None:
    put(place, "first", "second", trace="abc")
    (first,) = take(place)
    with capture_logs() as logs, place.database.begin() as connection:
        outbox.drop_undeliverable(connection, first, "message is too long", NOW)
    assert texts(place) == ["second"]
    assert logs == [
        {"event": "message undeliverable", "why": "message is too long", "update": "abc", "log_level": "warning"}
    ]


def test_whoever_blocks_us_keeps_their_messages_until_they_are_back(place: Place) -> None:
    known(place)
    put(place, "first", "second", person_id=WHO.id)
    with place.database.begin() as connection:
        outbox.blocked(connection, claimed(connection, NOW)[0], NOW)
    put(place, "third", person_id=WHO.id)
    assert take(place) == []
    with place.database.begin() as connection:
        stored = people.lock(connection, KARI)
        assert stored is not None
        assert stored.is_paused
        assert outbox.claim(connection, CLAIMS, NOW + timedelta(days=1), 10, 10) == ([], float("inf"))
        outbox.release(connection, WHO.id, NOW)
    assert texts(place) == ["first"]


def test_what_is_under_way_when_somebody_stops_us_holds_what_is_behind_it(place: Place) -> None:
    known(place)
    put(place, "first", "second", person_id=WHO.id)
    (first,) = take(place)
    with place.database.begin() as connection:
        stand(connection, KARI, NOW, is_stopped=True)
    assert mark(place, first) == QueueHead()
    assert take(place) == []
    with place.database.begin() as connection:
        stand(connection, KARI, NOW, is_stopped=False)
    assert texts(place) == ["second"]


def test_a_goodbye_that_nobody_takes_is_thrown_away(place: Place) -> None:
    put(place, "bye")
    with place.database.begin() as connection:
        outbox.blocked(connection, claimed(connection, NOW)[0], NOW)
    assert place.count("outbox") == 0


def test_a_card_moves_to_the_message_that_bears_it(place: Place) -> None:
    known(place)
    for message in ["71", "72"]:
        with place.database.begin() as connection:
            outbox.add(connection, Envelope(KARI, WHO.id), [RenderedReply(WHOLE)], NOW)
            outbox.sent(connection, claimed(connection, NOW)[0], message, NOW)
            assert cards.message_of(connection, WHO.id, "telegram", "plan") == message


def test_a_row_that_is_gone_is_no_error(place: Place) -> None:
    gone = QueuedMessage(99, KARI, WHO.id, WHOLE, "plan", None, leased_by="the tests")
    with place.database.begin() as connection:
        outbox.sent(connection, gone, "1", NOW)
        outbox.retry_later(connection, gone, NOW)
        outbox.drop_undeliverable(connection, gone, "why", NOW)
        outbox.blocked(connection, gone, NOW)
        outbox.give_back(connection, [gone], NOW)


def test_the_id_of_a_deleted_row_never_comes_again(place: Place) -> None:
    put(place, "first")
    (first,) = take(place)
    mark(place, first)
    put(place, "second")
    assert take(place)[0].id > first.id
