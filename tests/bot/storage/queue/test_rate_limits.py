"""Telegram's limits hold for any number of senders, and replies do not wait for reminders."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from bot.address import Address
from bot.storage.people import people
from bot.storage.queue import outbox, rate_limits
from bot.storage.queue.messages import Claims, Envelope, QueuedKind, QueuedMessage, QueueHead, RenderedReply
from bot.storage.queue.rate_limits import RateLimiter, RateLimits
from dialogs.model.conversation import Position
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.replies import say
from dialogs.text import Language
from tests.support.stand_ins import CLAIMS, KARI, NOW, Place

THIRTY = RateLimits(30)
SENDERS = [Claims("telegram", name, THIRTY) for name in ("one", "another")]


@pytest.fixture(autouse=True)
def _budget(place: Place) -> None:
    with place.database.begin() as connection:
        rate_limits.prepare(connection, "telegram", NOW)
        rate_limits.prepare(connection, "telegram", NOW)


def put(place: Place, chats: range, kind: QueuedKind = QueuedKind.REPLY) -> None:
    with place.database.begin() as connection:
        for n in chats:
            outbox.add(connection, Envelope(Address("telegram", str(n)), None, kind), [RenderedReply(say("hi"))], NOW)


def take(place: Place, claims: Claims = SENDERS[0], most: int = 32) -> tuple[list[QueuedMessage], float]:
    with place.database.begin() as connection:
        return outbox.claim(connection, claims, place.clock(), most, most)


def most_in_a_second(times: list[datetime]) -> int:
    return max(sum(at <= other < at + timedelta(seconds=1) for other in times) for at in times)


def test_all_together_send_no_more_in_any_second_than_is_allowed(place: Place) -> None:
    put(place, range(300))
    times: list[datetime] = []
    place.clock.wait(hours=1)
    for step in range(500):
        found, _ = take(place, SENDERS[step % 2])
        times += [place.clock()] * len(found)
        place.clock.wait(milliseconds=10)
    assert most_in_a_second(times) <= 30
    assert len(times) >= 25 * 5


def test_whoever_finds_nothing_allowed_is_told_when_to_look(place: Place) -> None:
    put(place, range(100))
    take(place)
    for _ in range(50):
        found, rest = take(place)
        assert (found, rest <= 0.05) == ([], True)
        place.clock.wait(seconds=rest)
        assert len(take(place)[0]) == 1


def test_nudges_leave_something_to_replies_and_replies_go_first(place: Place) -> None:
    put(place, range(100), QueuedKind.NUDGE)
    nudges, _ = take(place)
    put(place, range(100, 110))
    replies, _ = take(place)
    assert [len(nudges), len(replies)] == [3, 2]
    place.clock.wait(seconds=1)
    assert {waiting.kind for waiting in take(place)[0]} == {QueuedKind.REPLY}


def test_a_pause_holds_everything_until_it_ends(place: Place) -> None:
    put(place, range(10))
    with place.database.begin() as connection:
        rate_limits.pause(connection, "telegram", THIRTY, NOW + timedelta(seconds=35))
    found, rest = take(place)
    assert (found, round(rest, 1)) == ([], 35.0)
    place.clock.wait(seconds=rest)
    assert len(take(place)[0]) == 1


def test_a_message_in_many_parts_is_paid_for_afterwards(place: Place) -> None:
    put(place, range(10))
    found, _ = take(place, most=1)
    with place.database.begin() as connection:
        outbox.sent(connection, found[0], "1", NOW, SENDERS[0], parts=8)
        assert RateLimiter(connection, "telegram", THIRTY, NOW).room(1) == 0
    place.clock.wait(milliseconds=100)
    assert take(place)[0] == []


@pytest.mark.parametrize(("per_second", "rate", "burst"), [(30, 25, 5), (1, 0.5, 1), (1000, 833, 167)])
def test_what_fills_it_and_what_it_holds_are_together_what_is_allowed(
    per_second: float, rate: float, burst: float
) -> None:
    allowed = RateLimits(per_second)
    assert allowed.rate == pytest.approx(rate, abs=0.5)
    assert round(allowed.burst) == burst


def talk(place: Place, claims: Claims) -> QueueHead:
    person = Person(UUID(int=1), Language.EN, Position("welcome"))
    with place.database.begin() as connection:
        if people.lock(connection, KARI) is None:
            people.add(connection, person, KARI, NOW)
        first = outbox.add(
            connection, Envelope(KARI, person.id, claims=claims), [RenderedReply(say("hi"))], place.clock()
        )
        return outbox.sent(connection, first.claimed, "1", place.clock(), claims) if first.claimed else first


def test_a_chat_gets_three_at_once_and_then_one_a_second(place: Place) -> None:
    place.clock.wait(hours=1)
    begun = place.clock()
    assert [talk(place, SENDERS[0]) for _ in range(3)] == [QueueHead()] * 3
    assert talk(place, SENDERS[0]) == QueueHead(due_at=begun + timedelta(seconds=1))
    place.clock.wait(seconds=1)
    (fourth,), _ = take(place)
    with place.database.begin() as connection:
        outbox.sent(connection, fourth, "1", place.clock(), SENDERS[0])
    place.clock.wait(seconds=3)
    assert [talk(place, SENDERS[0]) for _ in range(3)] == [QueueHead()] * 3


def test_a_chats_next_message_waits_for_its_second(place: Place) -> None:
    place.clock.wait(hours=1)
    [talk(place, SENDERS[0]) for _ in range(2)]
    with place.database.begin() as connection:
        envelope = Envelope(KARI, UUID(int=1), claims=SENDERS[0])
        first = outbox.add(connection, envelope, [RenderedReply(say("1")), RenderedReply(say("2"))], place.clock())
        assert first.claimed is not None
        second = outbox.sent(connection, first.claimed, "1", place.clock(), SENDERS[0])
    assert second == QueueHead(due_at=place.clock() + timedelta(seconds=1))


def test_without_limits_nothing_waits(place: Place) -> None:
    put(place, range(100))
    assert len(take(place, CLAIMS, most=100)[0]) == 100
    assert all(talk(place, CLAIMS) == QueueHead() for _ in range(10))
    assert [place.count("pace"), place.count("budget")] == [0, 1]


def test_a_turn_claims_nothing_where_the_budget_is_spent(place: Place) -> None:
    put(place, range(10))
    assert len(take(place)[0]) == 5
    assert talk(place, SENDERS[0]) == QueueHead(due_at=NOW)
    assert talk(place, replace(SENDERS[0], has_room=lambda: False)) == QueueHead()
