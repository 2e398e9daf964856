from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.text import Language
from dialogs.times import Understood, understand

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 25, 10, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("tirsdag kl 14", datetime(2026, 12, 1, 14, tzinfo=OSLO)),
        ("tirsdag kl. 14.00", datetime(2026, 12, 1, 14, tzinfo=OSLO)),
        ("friday at 13:30", datetime(2026, 11, 27, 13, 30, tzinfo=OSLO)),
    ],
)
def test_an_hour_of_a_day_is_understood(words: str, at: datetime) -> None:
    assert understand(words, NOW, Language.NB) == Understood(at, has_hour=True, is_exact=True)


def test_a_day_alone_is_that_morning() -> None:
    assert understand("i morgen", NOW, Language.NB) == Understood(datetime(2026, 11, 26, 9, tzinfo=OSLO))
