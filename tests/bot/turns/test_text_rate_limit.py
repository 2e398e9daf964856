"""The rate limit for long texts: refused once, dropped for a minute, and then read again."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bot.address import Address
from bot.i18n import Languages
from bot.turns.incoming import IncomingEvent
from bot.turns.text_rate_limit import BURST, FREE, LONGEST, MOST_CHATS, REFUSED_FOR, Admission, TextRateLimiter
from bot.turns.turn import TurnHandler
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.model.address_book import File
from dialogs.protocol.events import Edited, Handed, Heard, Said
from tests.support.stand_ins import KARI, NOW, OLA, Place, said

LONG = "x" * LONGEST
AT_ONCE = BURST // LONGEST
"""How many of the longest messages are read at once."""

A_MINUTE_ON = NOW + REFUSED_FOR


def event(number: int, heard: Heard | None = None, address: Address = KARI) -> IncomingEvent:
    return IncomingEvent(address, heard or Said(LONG), key=f"telegram:{number}")


def admit(limiter: TextRateLimiter, count: int, *, first: int = 1) -> list[Admission]:
    return [limiter.admit(event(first + n), NOW) for n in range(count)]


def test_texts_beyond_the_burst_are_refused_once_and_then_dropped() -> None:
    admitted = admit(TextRateLimiter(), AT_ONCE + 3)
    assert admitted == [Admission.PLAYED] * AT_ONCE + [Admission.REFUSED, Admission.DROPPED, Admission.DROPPED]


def test_after_a_minute_long_texts_are_read_again_as_the_reply_says() -> None:
    limiter = TextRateLimiter()
    admit(limiter, AT_ONCE + 1)
    assert limiter.admit(event(90), A_MINUTE_ON - timedelta(seconds=1)) is Admission.DROPPED
    assert limiter.admit(event(91), A_MINUTE_ON) is Admission.PLAYED


def test_a_long_text_at_the_pace_of_typing_is_always_read() -> None:
    limiter = TextRateLimiter()
    admitted = {limiter.admit(event(n, Said("x" * 600)), NOW + timedelta(seconds=n * 3)) for n in range(500)}
    assert admitted == {Admission.PLAYED}


@pytest.mark.parametrize("heard", [Said("x" * FREE), Edited("/menu"), Handed(File("1", "a.csv"))])
def test_what_is_cheap_to_read_is_never_refused(heard: Heard) -> None:
    limiter = TextRateLimiter()
    admit(limiter, AT_ONCE + 2)
    assert {limiter.admit(event(100 + n, heard), NOW) for n in range(300)} == {Admission.PLAYED}


def test_edits_are_counted_too() -> None:
    limiter = TextRateLimiter()
    admitted = [limiter.admit(event(n, Edited(LONG)), NOW) for n in range(AT_ONCE + 1)]
    assert admitted[-1] is Admission.REFUSED


def test_one_text_alone_is_always_read() -> None:
    assert TextRateLimiter().admit(event(1, Said(10 * LONG)), NOW) is Admission.PLAYED


def test_an_event_that_is_tried_again_is_charged_once() -> None:
    limiter = TextRateLimiter()
    assert {limiter.admit(event(1), NOW) for _ in range(50)} == {Admission.PLAYED}
    assert admit(limiter, AT_ONCE, first=2)[-1] is Admission.REFUSED
    assert limiter.admit(event(AT_ONCE + 1), NOW) is Admission.REFUSED


def test_replayed_dead_letters_are_not_charged() -> None:
    limiter = TextRateLimiter()
    replays = [IncomingEvent(KARI, Said(LONG), key=f"telegram:{n}", is_again=True) for n in range(50)]
    assert {limiter.admit(replay, NOW) for replay in replays} == {Admission.PLAYED}


def test_chats_do_not_share_a_rate_and_only_so_many_are_remembered() -> None:
    limiter = TextRateLimiter()
    admit(limiter, AT_ONCE + 1)
    assert limiter.admit(event(1, address=OLA), NOW) is Admission.PLAYED
    for number in range(MOST_CHATS):
        limiter.admit(event(1, address=Address("telegram", f"n{number}")), NOW)
    assert limiter.admit(event(99), NOW) is Admission.PLAYED
    assert len(limiter._chats) == MOST_CHATS  # noqa: SLF001  # what it holds is the point


def test_a_flood_gets_one_reply_and_leaves_the_question_open(place: Place) -> None:
    settings = OperatorSettings()
    handler = TurnHandler(Coach(), Languages.load(), ZoneInfo("Europe/Oslo"), settings, place.clock, uuid4)
    counts: list[int] = []
    with place.database.begin() as connection:
        handler.turn(connection, said("hi", key="telegram:0"))
    for number in range(1, AT_ONCE + 30):
        with place.database.begin() as connection:
            handler.turn(connection, event(number))
        counts.append(place.count("outbox"))
    assert counts[AT_ONCE - 1] < counts[AT_ONCE] == counts[-1]
