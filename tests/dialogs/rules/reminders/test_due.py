"""The rules of due reminders, for people in many situations."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.model.facts import Search, Work
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderFrequency, ReminderKind, ReminderSettings, ReminderTime, SentReminders
from dialogs.rules.reminders import due
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.text import Language
from tests.support.people_told import knowing, somebody

OSLO = ZoneInfo("Europe/Oslo")
NEW_YORK = ZoneInfo("America/New_York")


def oslo(day: int, hour: int = 12, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """Return a local time in Oslo; 23 November 2026 is a Monday."""
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


def wrote(happening: OutreachEvent, at: datetime, *, work: Work = Work.DISCREET) -> Person:
    """Return a person whose message to Kari had only this event."""
    known = knowing(somebody(work=work), "Kari Nordmann", None)
    events = (
        Event(OutreachEvent.DRAFTED, at),
        *([Event(happening, at)] if happening is not OutreachEvent.DRAFTED else []),
    )
    outreach = Outreach(500, known.contacts[0].n, Purpose.OPENINGS, Language.NB, "Hei Kari!", events=events)
    return replace(known.with_nudging(look_back=None), outreaches=(outreach,), serial=500)


def planned(at: datetime) -> Person:
    """Return a person with a plan for the message to Kari at this time."""
    person = wrote(OutreachEvent.DRAFTED, oslo(23))
    return replace(person, plans=(Plan(501, 500, "tirsdag på bussen", at, has_hour=True),))


def next_look(person: Person, now: datetime, zone: ZoneInfo = OSLO) -> datetime | None:
    return due.next_reminder_check(person, now, zone, is_unfinished=False)


def kinds(person: Person, now: datetime, zone: ZoneInfo = OSLO) -> list[ReminderKind]:
    """Return the topics of the reminder that is due now."""
    reminder = due.reminder_due(person, now, zone, is_unfinished=False)
    return [topic.kind for topic in reminder.topics] if reminder else []


def told(person: Person, now: datetime) -> Person:
    """Return the person after the reminder that is due now."""
    reminder = due.reminder_due(person, now, OSLO, is_unfinished=False)
    assert reminder is not None
    return due.record_reminder(person, reminder, now, OSLO)


# --- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "sent", "asked"),
    [
        pytest.param(Work.DISCREET, oslo(23), oslo(30, 16, 30), id="five business days later, after work"),
        pytest.param(Work.NONE, oslo(23), oslo(30, 9), id="in the daytime for whoever is not in a job"),
        pytest.param(Work.OPEN, oslo(27, 18), oslo(4, 16, 30, month=12), id="a weekend does not count"),
        pytest.param(
            Work.OPEN, oslo(21, month=12), oslo(6, 16, 30, month=1, year=2027), id="romjul and new year do not count"
        ),
        pytest.param(Work.OPEN, oslo(9, month=7), oslo(31, 16, 30, month=7), id="nor does fellesferien"),
        pytest.param(
            Work.OPEN, oslo(11, month=5), oslo(20, 16, 30, month=5), id="nor Ascension and the day squeezed behind it"
        ),
    ],
)
def test_one_asks_for_an_answer_after_five_business_days(work: Work, sent: datetime, asked: datetime) -> None:
    assert next_look(wrote(OutreachEvent.SENT, sent, work=work), sent) == asked


def test_and_once_more_after_ten_and_then_it_rests() -> None:
    person = told(wrote(OutreachEvent.SENT, oslo(23)), oslo(30, 16, 30))
    again = next_look(person, oslo(30, 16, 30))
    assert again == oslo(7, 16, 30, month=12)
    assert next_look(told(person, again), again) is None


def test_thanks_are_owed_on_the_next_working_day_and_once() -> None:
    person = wrote(OutreachEvent.ANSWERED, oslo(27))
    assert next_look(person, oslo(27)) == oslo(30, 16, 30)
    person = told(person, oslo(30, 16, 30))
    assert next_look(person, oslo(30, 16, 30)) is None


@pytest.mark.parametrize("hour", [3, 9, 23])
def test_a_plan_comes_at_its_time_whatever_the_hours(hour: int) -> None:
    at = oslo(29, hour)
    person = planned(at)
    assert next_look(person, oslo(23)) == at
    assert kinds(person, at - timedelta(seconds=1)) == []
    assert kinds(person, at) == [ReminderKind.PLAN]
    assert next_look(told(person, at), at) is None


def test_a_plan_for_a_day_comes_when_the_hours_begin() -> None:
    person = planned(oslo(25, 9))
    day = replace(person, plans=(replace(person.plans[0], has_hour=False),))
    assert next_look(day, oslo(23)) == oslo(25, 16, 30)


def test_a_plan_does_not_count_as_unasked() -> None:
    person = planned(oslo(30, 16, 30))
    person = replace(person, outreaches=(*person.outreaches, *wrote(OutreachEvent.SENT, oslo(23)).outreaches))
    person = replace(person, outreaches=(person.outreaches[0], replace(person.outreaches[1], n=502)))
    only_plan = planned(oslo(30, 14))
    assert told(only_plan, oslo(30, 14)).nudges.unasked_at is None
    assert kinds(person, oslo(30, 16, 30)) == [ReminderKind.PLAN, ReminderKind.FOLLOW_UP], (
        "what is due together is one message"
    )


def test_what_was_sent_meanwhile_is_not_reminded_of() -> None:
    person = planned(oslo(24))
    sent = replace(person.outreaches[0], events=(Event(OutreachEvent.SENT, oslo(23)),))
    assert kinds(person.with_outreach(sent), oslo(24)) == []


def test_a_moved_plan_comes_again() -> None:
    person = told(planned(oslo(24)), oslo(24))
    moved = replace(person, plans=(replace(person.plans[0], at=oslo(25)),))
    assert kinds(moved, oslo(25)) == [ReminderKind.PLAN]


def test_an_unfinished_question_is_taken_up_after_a_day_and_once() -> None:
    person = wrote(OutreachEvent.RESTED, oslo(23))
    person = replace(person, where=replace(person.where, heard_at=oslo(23, 18)))
    at = due.next_reminder_check(person, oslo(23, 18), OSLO, is_unfinished=True)
    assert at == oslo(24, 18)
    reminder = due.reminder_due(person, at, OSLO, is_unfinished=True)
    assert reminder is not None
    person = due.record_reminder(person, reminder, at, OSLO)
    person = replace(person, where=replace(person.where, heard_at=oslo(26, 18)))
    assert due.next_reminder_check(person, oslo(26, 18), OSLO, is_unfinished=True) is None


def test_the_week_is_looked_back_at_on_its_day_only_if_there_is_something() -> None:
    quiet = somebody(work=Work.NONE)
    assert next_look(quiet, oslo(23)) is None
    person = wrote(OutreachEvent.RESTED, oslo(24), work=Work.NONE).with_nudging(look_back=6)
    assert next_look(person, oslo(24)) == oslo(29, 9), "Sunday, as chosen, whatever the other days"
    person = told(person, oslo(29, 9))
    assert next_look(person, oslo(29, 9)) is None, "nothing happened since"


def test_a_small_thing_comes_weekly_where_it_was_chosen_and_nothing_else_is_due() -> None:
    person = wrote(OutreachEvent.RESTED, oslo(23), work=Work.NONE).with_nudging(small_since=oslo(23))
    assert next_look(person, oslo(23)) == oslo(24, 9)
    person = told(person, oslo(24, 9))
    assert next_look(person, oslo(24, 9)) == oslo(1, 9, month=12)
    busy = wrote(OutreachEvent.SENT, oslo(16), work=Work.NONE).with_nudging(small_since=oslo(16))
    assert kinds(busy, oslo(24)) == [ReminderKind.FOLLOW_UP]


def test_from_the_new_job_on_there_is_a_word_now_and_then_until_the_last_day() -> None:
    person = wrote(OutreachEvent.SENT, oslo(20)).with_me(
        search=Search.FOUND, search_since=oslo(20), last_day=date(2026, 12, 31)
    )
    came: list[datetime] = []
    at = next_look(person, oslo(20))
    while at is not None:
        assert kinds(person, at) == [ReminderKind.FOCUS], "the search is over"
        person = told(person, at)
        came.append(at)
        person = due.record_user_activity(person, at)
        at = next_look(person, at)
    assert [moment.astimezone(OSLO).date() for moment in came] == [
        date(2026, 11, 27),
        date(2026, 12, 11),
    ]


def test_a_small_thing_waits_where_a_plan_is_due() -> None:
    person = planned(oslo(25, 17)).with_nudging(small_since=oslo(23))
    assert kinds(person, oslo(25, 17)) == [ReminderKind.PLAN]
    assert next_look(told(person, oslo(25, 17)), oslo(25, 17)) == oslo(25, 19)


def test_what_is_to_come_is_shown_at_the_end_of_a_pause_and_in_its_day_of_the_week() -> None:
    person = planned(oslo(24, 17)).with_nudging(small_since=oslo(23), look_back=4, quiet_until=oslo(30, 16, 30))
    coming = {topic.kind: at for at, topic in due.planned(person, oslo(23), OSLO)}
    assert coming == {
        ReminderKind.PLAN: oslo(30, 16, 30),
        ReminderKind.SMALL: oslo(30, 16, 30),
        ReminderKind.LOOK_BACK: oslo(4, 16, 30, month=12),
    }


# --- frequency -------------------------------------------------------------------------------------------------------


def many(count: int, sent: datetime) -> Person:
    """Return a person who sent this number of messages."""
    person = wrote(OutreachEvent.SENT, sent)
    outreaches = tuple(replace(person.outreaches[0], n=500 + n) for n in range(count))
    return replace(person, outreaches=outreaches, serial=600)


def test_all_that_is_due_is_one_message_and_no_list_of_chores() -> None:
    person = many(5, oslo(23))
    assert kinds(person, oslo(30, 17)) == [ReminderKind.FOLLOW_UP] * 3
    person = told(person, oslo(30, 17))
    assert kinds(person, oslo(30, 19)) == []
    assert next_look(person, oslo(30, 19)) == oslo(1, 16, 30, month=12)
    assert kinds(person, oslo(1, 16, 30, month=12)) == [ReminderKind.FOLLOW_UP] * 2


@pytest.mark.parametrize(
    ("pace", "days"), [(ReminderFrequency.DAILY, 1), (ReminderFrequency.SOME, 3), (ReminderFrequency.WEEKLY, 7)]
)
def test_the_next_comes_as_often_as_chosen(pace: ReminderFrequency, days: int) -> None:
    person = told(many(5, oslo(16)).with_nudging(pace=pace, days=(0, 1, 2, 3, 4, 5, 6)), oslo(24, 17))
    assert next_look(person, oslo(24, 17)) == oslo(24, 16, 30) + timedelta(days=days)


def test_with_only_plans_chosen_nothing_else_comes() -> None:
    assert next_look(many(5, oslo(16)).with_nudging(pace=ReminderFrequency.PLANS), oslo(24)) is None
    assert next_look(planned(oslo(25)).with_nudging(pace=ReminderFrequency.PLANS), oslo(24)) == oslo(25)


def test_after_two_unanswered_the_coach_asks_and_after_four_it_is_quiet() -> None:
    person, asked, at = many(9, oslo(2)).with_nudging(look_back=4), [], oslo(9, 16, 30)
    for _ in range(4):
        reminder = due.reminder_due(person, at, OSLO, is_unfinished=False)
        assert reminder is not None
        assert not reminder.is_farewell
        asked.append(reminder.asks_pace)
        person = due.record_reminder(person, reminder, at, OSLO)
        at = next_look(person, at) or at
    assert asked == [False, False, True, False]
    farewell = due.reminder_due(person, at, OSLO, is_unfinished=False)
    assert farewell is not None
    assert farewell.is_farewell
    person = due.record_reminder(person, farewell, at, OSLO)
    assert next_look(person, at) is None
    back = due.record_user_activity(person, at + timedelta(days=30))
    assert next_look(back, at + timedelta(days=30)) is not None, "until the person is heard"


def test_plans_come_also_while_the_coach_is_quiet_by_itself() -> None:
    person = replace(planned(oslo(30)), nudges=SentReminders(unanswered=5))
    assert next_look(person, oslo(24)) == oslo(30)


@pytest.mark.parametrize(
    "silent",
    [
        pytest.param(planned(oslo(25)).with_nudging(is_stopped=True), id="stopped"),
        pytest.param(replace(planned(oslo(25)), consent=None), id="without consent"),
    ],
)
def test_nothing_comes_to_whoever_wants_nothing(silent: Person) -> None:
    assert next_look(silent, oslo(24)) is None
    assert kinds(silent, oslo(25)) == []


def test_a_pause_puts_everything_off_to_its_end() -> None:
    person = planned(oslo(25)).with_nudging(quiet_until=oslo(30))
    assert next_look(person, oslo(24)) == oslo(30)
    assert kinds(person, oslo(26)) == []
    assert kinds(person, oslo(30)) == [ReminderKind.PLAN]


def test_nothing_unasked_comes_while_somebody_is_here() -> None:
    person = wrote(OutreachEvent.SENT, oslo(16))
    person = replace(person, where=replace(person.where, heard_at=oslo(24, 17)))
    assert next_look(person, oslo(24, 17)) == oslo(24, 19)


def test_what_was_put_off_comes_then_and_is_not_unasked() -> None:
    person = told(wrote(OutreachEvent.SENT, oslo(16)), oslo(24, 17))
    later = person.with_nudging(later=(ReminderTime(ReminderKind.FOLLOW_UP, 500, oslo(28, 7)),))
    assert next_look(later, oslo(24, 17)) == oslo(28, 7), "a Saturday morning"
    reminder = due.reminder_due(later, oslo(28, 7), OSLO, is_unfinished=False)
    assert reminder is not None
    assert not reminder.is_unasked
    again = due.record_reminder(later, reminder, oslo(28, 7), OSLO)
    assert next_look(again, oslo(28, 7)) == oslo(30, 16, 30), "the second time, after ten business days"


def test_what_was_put_off_is_not_asked_when_it_was_answered() -> None:
    person = wrote(OutreachEvent.ANSWERED, oslo(23)).with_nudging(
        later=(ReminderTime(ReminderKind.FOLLOW_UP, 500, oslo(28, 7)),)
    )
    assert kinds(person, oslo(28, 7)) == []


# --- unsent reminders, and clocks ------------------------------------------------------------------------------------


def test_a_nudge_that_was_not_sent_is_open_again() -> None:
    before = many(2, oslo(16))
    after = told(before, oslo(24, 17))
    assert due.without_unsent_reminder(after) == before
    assert due.without_unsent_reminder(due.record_user_activity(after, oslo(24, 18))) == due.record_user_activity(
        after, oslo(24, 18)
    )


def test_a_server_that_was_down_for_days_sends_one_message() -> None:
    person = planned(oslo(24))
    person = replace(person, plans=(*person.plans, replace(person.plans[0], n=502, at=oslo(26))))
    assert kinds(person, oslo(28)) == [ReminderKind.PLAN, ReminderKind.PLAN]
    assert next_look(told(person, oslo(28)), oslo(28)) is None


def test_a_clock_that_was_ahead_does_not_silence_the_coach() -> None:
    ahead = told(many(5, oslo(16)), oslo(17, 17, month=12))
    now = oslo(24, 17)
    person = due.without_future_times(ahead, now)
    assert kinds(person, now) == []
    assert next_look(person, now) == oslo(25, 16, 30)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        pytest.param(oslo(26, 1, month=3, year=2028), oslo(26, 3, month=3, year=2028), id="an hour that is not there"),
        pytest.param(oslo(25, 1, month=10), oslo(25, 2, month=10), id="an hour that comes twice: the first"),
    ],
)
def test_nights_on_which_the_clock_moves(now: datetime, first: datetime) -> None:
    night = hours_of(ReminderSettings(days=tuple(range(7)), begins=120, ends=210), Work.NONE, OSLO)
    assert night.first(now).astimezone(UTC) == first.astimezone(UTC)
    gone = hours_of(ReminderSettings(days=tuple(range(7)), begins=120, ends=180), Work.NONE, OSLO)
    if now.month == 3:
        assert gone.first(now) == oslo(27, 2, month=3, year=2028), "between two and three there is nothing that night"


def test_it_comes_in_the_zone_of_the_person() -> None:
    person = wrote(OutreachEvent.SENT, oslo(16))
    assert next_look(person, oslo(24), NEW_YORK) == datetime(2026, 11, 24, 16, 30, tzinfo=NEW_YORK)


def test_moving_to_another_zone_does_not_bring_two_in_a_day() -> None:
    person = told(many(5, oslo(16)), oslo(24, 19))
    tokyo = ZoneInfo("Asia/Tokyo")
    at = next_look(person.with_nudging(begins=0, ends=600), oslo(24, 19), tokyo)
    assert at is not None
    assert at - oslo(24, 19) >= timedelta(hours=12)


def test_no_unasked_word_on_a_holiday() -> None:
    person = wrote(OutreachEvent.SENT, oslo(14, month=12)).with_nudging(days=tuple(range(7)))
    later = replace(person, where=replace(person.where, heard_at=oslo(23, 19, month=12)))
    assert next_look(later, oslo(23, 19, month=12)) == oslo(2, 16, 30, month=1, year=2027)
