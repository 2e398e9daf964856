"""The queue depth, as monitoring reads it."""

from datetime import timedelta

from bot.storage.queue import outbox, reminders
from bot.storage.queue.messages import Envelope, QueuedKind, RenderedReply
from bot.storage.queue.queue_depth import QueueDepth, depth
from bot.turns.incoming import IncomingEvent
from dialogs.protocol.events import Said as Heard
from dialogs.protocol.replies import say
from tests.support.stand_ins import CLAIMS, KARI, NOW, OLA, Place


def depth_of(place: Place) -> QueueDepth:
    with place.database.begin() as connection:
        return depth(connection, "telegram", place.clock())


def test_nothing_waits_at_first(place: Place) -> None:
    assert depth_of(place) == QueueDepth()


def test_a_chat_counts_once_and_since_its_oldest_message(place: Place) -> None:
    with place.database.begin() as connection:
        for address in (KARI, KARI, OLA):
            place.exchange.turn(connection, IncomingEvent(address, Heard("hei")))
    place.clock.wait(seconds=30)
    assert depth_of(place) == QueueDepth(replies=2, oldest_s=30)


def test_nudges_count_by_themselves_and_what_is_due_later_does_not(place: Place) -> None:
    with place.database.begin() as connection:
        for address, due_at in ((KARI, NOW), (OLA, NOW + timedelta(days=1))):
            envelope = Envelope(address, None, QueuedKind.NUDGE, due_at=due_at)
            outbox.add(connection, envelope, [RenderedReply(say("hei"))], NOW)
    assert depth_of(place) == QueueDepth(nudges=1)


def test_so_do_nudges_that_are_still_to_be_decided_on(place: Place) -> None:
    with place.database.begin() as connection:
        for address, at in ((KARI, NOW), (OLA, NOW + timedelta(days=1))):
            place.exchange.turn(connection, IncomingEvent(address, Heard("hei")))
            reminders.plan(connection, address, at)
        outbox.claim(connection, CLAIMS, place.clock(), 8, 8)
    assert depth_of(place) == QueueDepth(nudges=1)


def test_what_is_under_way_does_not_wait(place: Place) -> None:
    with place.database.begin() as connection:
        place.exchange.turn(connection, IncomingEvent(KARI, Heard("hei")))
        outbox.claim(connection, CLAIMS, place.clock(), 8, 8)
    assert depth_of(place) == QueueDepth()
