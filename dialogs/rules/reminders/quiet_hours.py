"""Quiet hours: the days and times of day at which a user may get reminders that they did not ask for."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs.model.business_days import is_holiday
from dialogs.model.facts import Work
from dialogs.model.reminders import ReminderSettings

WEEKDAYS: Final = (0, 1, 2, 3, 4)
AFTER_WORK: Final = (16 * 60 + 30, 20 * 60)
"""Minutes after midnight for users who have a job: after working hours."""

DAYTIME: Final = (9 * 60, 17 * 60)

LONGEST: Final = 30
"""Days to search: a day may be a holiday, and a clock change may skip the hours."""


class Hours(Struct, frozen=True, gc=False):
    """The allowed time: weekdays (Monday is 0), and minutes after midnight with `begins` <= t < `ends`."""

    days: tuple[int, ...]
    begins: int
    ends: int
    zone: ZoneInfo

    @property
    def span(self) -> tuple[time, time]:
        """The begin and end as local times of day."""
        return as_clock(self.begins), as_clock(self.ends)

    def first(self, at: datetime, weekday: int | None = None) -> datetime:
        """Return the first allowed moment at or after `at`. A given weekday replaces the allowed days."""
        day = at.astimezone(self.zone).date()
        for _ in range(LONGEST):
            if day.weekday() in (self.days if weekday is None else (weekday,)) and not is_holiday(day):
                begins, ends = self._instant(day, self.begins), self._instant(day, self.ends)
                if at < ends and begins < ends:
                    return max(at, begins)
            day += timedelta(days=1)
        return at + timedelta(days=LONGEST)

    def begin(self, day: date) -> datetime:
        """Return the instant at which the hours begin on this day, even if it is not an allowed day."""
        return self._instant(day, self.begins)

    def midnight(self, day: date) -> datetime:
        """Return the instant at which this local day begins."""
        return self._instant(day, 0)

    def day_of(self, at: datetime) -> date:
        """Return the local date of an instant."""
        return at.astimezone(self.zone).date()

    def _instant(self, day: date, minutes: int) -> datetime:
        return instant(day, minutes, self.zone)


def hours_of(nudging: ReminderSettings, work: Work | None, zone: ZoneInfo) -> Hours:
    """Return the hours that the user chose, with defaults that depend on whether they have a job."""
    begins, ends = DAYTIME if work is Work.NONE else AFTER_WORK
    return Hours(
        WEEKDAYS if nudging.days is None else nudging.days,
        begins if nudging.begins is None else nudging.begins,
        ends if nudging.ends is None else nudging.ends,
        zone,
    )


@lru_cache(maxsize=4096)
def instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a local time. A time that the spring clock change skips moves forward by an hour."""
    return datetime.combine(day, as_clock(minutes), zone).astimezone(UTC)


def as_clock(minutes: int) -> time:
    """Return minutes after midnight as a time of day."""
    return time(minutes // 60 % 24, minutes % 60)
