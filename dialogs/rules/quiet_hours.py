"""When somebody may get what they did not ask for: on which days, between which hours, in which zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs.model.business_days import is_holiday
from dialogs.model.facts import Work
from dialogs.model.reminders import Nudging

WEEKDAYS: Final = (0, 1, 2, 3, 4)
AFTER_WORK: Final = (16 * 60 + 30, 20 * 60)
"""For users who have a job: never during work."""

DAYTIME: Final = (9 * 60, 17 * 60)

LONGEST: Final = 30
"""Days that are looked through: a weekday may be a holiday, and the hours may be missing on a night of the clock."""


class Hours(Struct, frozen=True, gc=False):
    """Weekdays, Monday is 0, and minutes after midnight: from `begins` until before `ends`."""

    days: tuple[int, ...]
    begins: int
    ends: int
    zone: ZoneInfo

    @property
    def span(self) -> tuple[time, time]:
        """From when until when."""
        return as_clock(self.begins), as_clock(self.ends)

    def first(self, at: datetime, weekday: int | None = None) -> datetime:
        """Return the first moment from `at` on that lies within them; on this weekday alone, where one is given."""
        day = at.astimezone(self.zone).date()
        for _ in range(LONGEST):
            if day.weekday() in (self.days if weekday is None else (weekday,)) and not is_holiday(day):
                begins, ends = self._instant(day, self.begins), self._instant(day, self.ends)
                if at < ends and begins < ends:
                    return max(at, begins)
            day += timedelta(days=1)
        return at + timedelta(days=LONGEST)

    def begin(self, day: date) -> datetime:
        """Return when they begin on a day, whichever it is."""
        return self._instant(day, self.begins)

    def midnight(self, day: date) -> datetime:
        """Return the beginning of a day."""
        return self._instant(day, 0)

    def day_of(self, at: datetime) -> date:
        """Return the day that it is there."""
        return at.astimezone(self.zone).date()

    def _instant(self, day: date, minutes: int) -> datetime:
        return instant(day, minutes, self.zone)


def hours_of(nudging: Nudging, work: Work | None, zone: ZoneInfo) -> Hours:
    """Return the hours that somebody chose, or those that fit whether they are in a job."""
    begins, ends = DAYTIME if work is Work.NONE else AFTER_WORK
    return Hours(
        WEEKDAYS if nudging.days is None else nudging.days,
        begins if nudging.begins is None else nudging.begins,
        ends if nudging.ends is None else nudging.ends,
        zone,
    )


@lru_cache(maxsize=4096)
def instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time; one in the hour that the spring change skips is moved by that hour."""
    return datetime.combine(day, as_clock(minutes), zone).astimezone(UTC)


def as_clock(minutes: int) -> time:
    """Minutes after midnight as a time of day."""
    return time(minutes // 60 % 24, minutes % 60)
