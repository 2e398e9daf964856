"""Times as people write them.

The tables hold each phrase, when it was typed if not at the usual time, and its meaning: a time, `~` before a time if
only a part of the day was named, a day, `?` with the options to ask about, or `-` for no time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.text import Day, Language, Moment
from dialogs.understanding.times.date_and_time import FURTHEST, Time, Understood, Which, time_in_words, understand
from tests.support.free_words import Row, rows_of

OSLO = ZoneInfo("Europe/Oslo")
USUALLY = "2026-11-25 10:00"
NOW = datetime.fromisoformat(USUALLY).replace(tzinfo=OSLO)
LANGUAGES = pytest.mark.parametrize("language", Language)
WORDS = sorted({word for name in ("nb", "en") for row in rows_of(f"times_{name}.tsv") for word in row["text"].split()})


def show(time: Time) -> str:
    match time:
        case None:
            return "-"
        case Which(options):
            return "? " + " / ".join(map(show, options))
        case Understood(at, has_hour, is_exact, _):
            hour = f" {'' if is_exact else '~'}{at:%H:%M}" if has_hour else ""
            return f"{at:%Y-%m-%d}{hour}"


def read(row: Row, language: Language) -> Time:
    now = datetime.fromisoformat(row["now"] or USUALLY).replace(tzinfo=OSLO)
    return understand(row["text"], now, language)


@dataclass(frozen=True)
class Score:
    wrong: list[str]
    not_understood: list[str]
    share_understood: float


def score(rows: list[Row], language: Language) -> Score:
    read_as = [(row, read(row, language)) for row in rows]
    clear = [(row, time) for row, time in read_as if re.match(r"\d", row["time"])]
    wrong = [
        f"{row['text']!r} is {row['time']}, read {show(time)}"
        for row, time in read_as
        if show(time) != row["time"] and isinstance(time, Understood)
    ]
    missed = [
        f"{row['text']!r} is {row['time']}, read {show(time)}" for row, time in read_as if show(time) != row["time"]
    ]
    understood = sum(show(time) == row["time"] for row, time in clear)
    print(f"{language}: {understood} of {len(clear)} understood, {len(wrong)} wrong")  # noqa: T201 - read with -s
    return Score(wrong, missed, understood / len(clear))


@LANGUAGES
@pytest.mark.parametrize("half", [0, 1], ids=["tuned on", "held out"])
def test_no_time_is_wrong_and_most_are_understood(language: Language, half: int) -> None:
    found = score(rows_of(f"times_{language}.tsv")[half::2], language)
    assert not found.wrong
    assert found.share_understood >= 0.95, "\n".join(found.not_understood)


@LANGUAGES
def test_phrases_written_down_when_the_reader_was_done_are_understood(language: Language) -> None:
    rows = [row for row in rows_of("times_strangers.tsv") if row["language"] == language]
    found = score(rows, language)
    assert not found.wrong
    assert found.share_understood >= 0.95, "\n".join(found.not_understood)


@LANGUAGES
def test_what_is_open_is_asked_about_and_what_is_no_time_is_none(language: Language) -> None:
    rows = [row for row in rows_of(f"times_{language}.tsv") if row["time"][0] in "?-"]
    assert {row["text"]: show(read(row, language)) for row in rows} == {row["text"]: row["time"] for row in rows}


@LANGUAGES
def test_the_tables_are_long_and_hold_what_is_open_and_what_is_no_time(language: Language) -> None:
    times = [row["time"] for row in rows_of(f"times_{language}.tsv")]
    assert len(times) >= 200
    assert min(sum(time.startswith(sign) for time in times) for sign in "?-") >= 20


def test_an_hour_alone_is_known_from_one_of_a_day() -> None:
    alone, of_a_day = (understand(words, NOW, Language.NB) for words in ("kl 14", "i dag kl 14"))
    assert isinstance(alone, Understood)
    assert isinstance(of_a_day, Understood)
    assert (alone.at, alone.has_day, of_a_day.has_day) == (of_a_day.at, False, True)


def test_it_is_said_back_with_its_hour_where_one_was_named() -> None:
    at = datetime(2026, 12, 1, 14, tzinfo=OSLO)
    assert understand("tirsdag kl 14", NOW, Language.NB) == Understood(at, has_hour=True, is_exact=True)
    assert time_in_words(at, NOW) == Moment(at)
    assert time_in_words(at, NOW, has_hour=False) == Day(at.date(), has_weekday=True)
    assert time_in_words(at.replace(year=2028), NOW) == Moment(at.replace(year=2028), has_year=True)


@pytest.mark.parametrize(
    ("said", "now", "at"),
    [
        ("søndag 28. mars kl 02:30", "2027-03-01 10:00", "2027-03-28 03:30+02:00"),  # skipped by the spring change
        (
            "søndag 25. oktober kl 02:30",
            "2026-10-01 10:00",
            "2026-10-25 02:30+02:00",
        ),  # occurs twice at the autumn change
        ("om to timer", "2027-03-28 01:30", "2027-03-28 04:30+02:00"),
        ("om to timer", "2026-10-25 01:30", "2026-10-25 02:30+01:00"),
        ("i morgen kl 10", "2027-03-27 10:00", "2027-03-28 10:00+02:00"),
    ],
)
def test_the_clocks_may_be_changed_meanwhile(said: str, now: str, at: str) -> None:
    time = understand(said, datetime.fromisoformat(now).replace(tzinfo=OSLO), Language.NB)
    assert isinstance(time, Understood)
    assert time.at.isoformat(sep=" ", timespec="minutes") == at


@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join),
        st.from_regex(r"(kl|om|in|at|den|uke)? ?\d{1,8}[.:/-]?\d{0,8}[.:/-]?\d{0,8} ?(pm|timer|weeks|år|mai)?"),
    ),
    st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001  # the strategy adds the zone
    st.sampled_from(["Europe/Oslo", "UTC", "America/New_York", "Australia/Lord_Howe"]).map(ZoneInfo),
    st.sampled_from(Language),
)
def test_whatever_is_said_the_time_is_ahead_and_in_the_zone(
    said: str, now: datetime, zone: ZoneInfo, language: Language
) -> None:
    here = now.replace(tzinfo=zone)
    time = understand(said, here, language)
    options = time.options if isinstance(time, Which) else [time] if time else []
    for option in options:
        assert option.at.tzinfo is zone
        assert timedelta(0) < option.at.astimezone(UTC) - here.astimezone(UTC) <= FURTHEST
    if isinstance(time, Which):
        assert list(options) == sorted(options, key=lambda option: option.at.astimezone(UTC))
