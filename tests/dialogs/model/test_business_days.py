from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.model.business_days import after, easter_sunday, is_workday

EASTER = {
    date.fromisoformat(day).year: date.fromisoformat(day)
    for day in [
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2031-04-13",
        "2032-03-28",
        "2033-04-17",
    ]
}
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "business_days", "then"),
    [
        ("2026-11-25", 3, "2026-11-30"),  # a Wednesday, over a weekend
        ("2026-11-25", 5, "2026-12-02"),
        ("2026-11-25", 10, "2026-12-09"),
        ("2026-11-28", 1, "2026-11-30"),  # a Saturday counts from the weekend
        ("2026-12-22", 1, "2026-12-23"),
        ("2026-12-22", 5, "2027-01-07"),  # romjul, and New Year's Day on a Friday
        ("2025-12-23", 1, "2026-01-05"),  # 2 January 2026 is a single day between New Year's Day and a Saturday
        ("2024-12-20", 1, "2025-01-02"),  # so is 23 December 2024 before romjul; 2 January 2025 is not
        ("2027-03-24", 1, "2027-03-30"),  # Easter, including a weekend
        ("2026-04-01", 3, "2026-04-09"),
        ("2026-04-30", 1, "2026-05-04"),  # 1 May, a Friday
        ("2027-04-30", 1, "2027-05-03"),  # 1 May, a Saturday
        ("2026-05-13", 1, "2026-05-18"),  # Ascension, and the Friday after it
        ("2027-05-05", 1, "2027-05-10"),
        ("2027-05-14", 1, "2027-05-18"),  # 17 May and Whit Monday on the same day
        ("2026-05-22", 1, "2026-05-26"),  # Whit Monday
        ("2022-05-13", 1, "2022-05-18"),  # 17 May on a Tuesday, and the Monday before it
        ("2026-07-03", 1, "2026-07-27"),  # fellesferien
        ("2026-07-20", 5, "2026-07-31"),
        ("2026-11-25", 0, "2026-11-25"),
        ("2026-11-28", 0, "2026-11-30"),
    ],
)
def test_so_many_business_days_later(day: str, business_days: int, then: str) -> None:
    assert after(date.fromisoformat(day), business_days) == date.fromisoformat(then)


@pytest.mark.parametrize("year", EASTER)
def test_what_never_counts(year: int) -> None:
    easter = EASTER[year]
    assert easter_sunday(year) == easter
    ascension = easter + timedelta(39)
    moving = [easter + timedelta(days) for days in (-3, -2, 0, 1, 39, 49, 50)]
    fixed = [date(year, 1, 1), date(year, 5, 1), date(year, 5, 17), *(date(year, 12, day) for day in range(24, 32))]
    shared = [date.fromisocalendar(year, week, day) for week in (28, 29, 30) for day in range(1, 8)]
    assert not any(map(is_workday, [*moving, *fixed, *shared, ascension + timedelta(1)]))


@pytest.mark.parametrize("year", EASTER)
def test_what_counts(year: int) -> None:
    wednesday = EASTER[year] - timedelta(4)
    assert is_workday(wednesday)
    assert is_workday(date.fromisocalendar(year, 31, 1))
    assert sum(is_workday(date(year, 1, 1) + timedelta(days)) for days in range(365)) > 220


@given(DAYS, st.integers(1, 15))
def test_it_is_a_business_day_to_come_with_as_many_between(day: date, business_days: int) -> None:
    then = after(day, business_days)
    assert is_workday(then)
    assert sum(is_workday(day + timedelta(days)) for days in range(1, (then - day).days + 1)) == business_days
