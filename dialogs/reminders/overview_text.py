"""The content of /nudges: the settings of reminders, and what is planned."""

from dialogs.engine.script import Turn
from dialogs.model.reminders import ReminderFrequency, ReminderKind
from dialogs.protocol.replies import Block, Items, Para
from dialogs.reminders.wording import topic_name
from dialogs.rules.reminders.due import planned
from dialogs.rules.reminders.quiet_hours import Hours, hours_of
from dialogs.rules.reminders.topics import DueTopic
from dialogs.text import Clock, Moment, Row, Text, Value, Weekday, Words, label, t, tc
from dialogs.understanding.time_zones import zone_in_words

SHOWN = 4
"""Maximum number of planned reminders shown, so that it does not become a list of chores."""

PACES: dict[ReminderFrequency, Text] = {
    ReminderFrequency.DAILY: label("how often", "Once a day at most"),
    ReminderFrequency.SOME: label("how often", "Every third day at most"),
    ReminderFrequency.WEEKLY: label("how often", "Once a week at most"),
    ReminderFrequency.PLANS: label("how often", "Only my own plans"),
}


OTHERS: dict[ReminderKind, Text] = {
    ReminderKind.FOCUS: t("a word on your last weeks at work"),
    ReminderKind.UNFINISHED: t("what you stopped in the middle of"),
    ReminderKind.LOOK_BACK: t("your week in short"),
    ReminderKind.SMALL: t("one small thing"),
}


def settings_said(turn: Turn) -> tuple[Words, ...]:
    """Return the settings, one line each."""
    nudging, person = turn.person.nudging, turn.person
    hours = hours_of(nudging, person.me.work, turn.zone)
    begins, ends = hours.span
    off = tc("reminders", "off")
    return (
        t("How often: {pace}", pace=PACES[nudging.pace]),
        t("When: {days}, {begins}–{ends}", days=days_said(hours), begins=Clock(begins), ends=Clock(ends)),
        t("Time zone: {city}", city=zone_in_words(turn.zone.key)),
        t("Look back at the week: {day}", day=off if nudging.look_back is None else Weekday(nudging.look_back)),
        t("One small thing a week: {state}", state=tc("reminders", "on") if nudging.small_since else off),
    )


def days_said(hours: Hours) -> Value:
    """Return the days on which reminders come."""
    days = tuple(sorted(hours.days))
    if days == (0, 1, 2, 3, 4):
        return t("Monday to Friday")
    return t("every day") if len(days) == 7 else Row(tuple(Weekday(day, is_short=True) for day in days))


def planned_said(turn: Turn) -> tuple[Block, ...]:
    """Return the planned reminders, earliest first, or why there are none."""
    nudging = turn.person.nudging
    if nudging.is_stopped:
        return (Para(t("Stopped: nothing comes by itself.")),)
    paused: list[Block] = []
    if nudging.quiet_until and nudging.quiet_until > turn.now:
        until = Moment(nudging.quiet_until.astimezone(turn.zone))
        paused.append(Para(t("Paused until {time}.", time=until)))
    coming = planned(turn.person, turn.now, turn.zone)[:SHOWN]
    if not coming:
        return (*paused, Para(t("Nothing is planned just now.")))
    lines = [
        t("{time}: {what}", time=Moment(at.astimezone(turn.zone)), what=_what(turn, topic)) for at, topic in coming
    ]
    return (*paused, Para(t("To come:")), Items(tuple(lines)))


def _what(turn: Turn, topic: DueTopic) -> Text:
    name = topic_name(turn.person, topic)
    match topic.kind:
        case ReminderKind.PLAN:
            return t("your message to {name}", name=name)
        case ReminderKind.FOLLOW_UP:
            return t("has {name} answered?", name=name)
        case ReminderKind.THANKS:
            return t("a thank-you to {name}", name=name)
        case _:
            return OTHERS[topic.kind]
