"""Stateful test of any history of a person and the server: reminders are never a nuisance and never lost."""

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.i18n import Languages
from bot.storage.queue.outbox import FRESH
from dialogs.coach import Coach
from dialogs.engine.script import Turn
from dialogs.model.business_days import is_holiday
from dialogs.model.events import Pressed
from dialogs.model.facts import Search, Work
from dialogs.model.outreach import Event, Outreach, OutreachEvent, Plan, Purpose
from dialogs.model.person import Person  # noqa: TC001  # used in the declaration of an attribute
from dialogs.model.records import replace
from dialogs.model.reminders import ReminderKind
from dialogs.protocol.events import Heard, ReminderCheck, Said
from dialogs.protocol.replies import Button, Reply, Spoiler
from dialogs.rules.reminders import due
from dialogs.rules.reminders.quiet_hours import hours_of
from dialogs.rules.reminders.topics import open_topics
from dialogs.text import Language
from dialogs.understanding.time_zones import zone_of
from tests.support.people_told import NOW, knowing, somebody

LANGUAGES = Languages.load()
OSLO = ZoneInfo("Europe/Oslo")
NAME = "Xylander"
"""A name that no other text contains."""

ZONES = ("", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "Asia/Kolkata")
SPANS = (None, (0, 60), (120, 180), (150, 210), (23 * 60, 23 * 60 + 59), (9 * 60, 17 * 60))


class NudgedLife(RuleBasedStateMachine):
    """One person whom the coach reminds, at any permitted time."""

    def __init__(self) -> None:
        super().__init__()
        self.coach = Coach()
        self.now = NOW
        self.person: Person | None = None
        self.look_at: datetime | None = None
        self.is_up = True
        self.is_blocked = False
        self.waits: Reply | None = None
        self.unasked: list[tuple[datetime, ZoneInfo, bool]] = []
        self.plans_said: list[tuple[int, datetime]] = []
        self.buttons: list[Pressed] = []

    @initialize(work=st.sampled_from(Work), days_ago=st.integers(0, 30), messages=st.integers(1, 9))
    def begin(self, work: Work, days_ago: int, messages: int) -> None:
        """Start with a person who has told facts and written to contacts on one day."""
        person = knowing(somebody(work=work), f"{NAME} Berg", None)
        self.now += timedelta(days=days_ago)
        self.person = person
        for _ in range(messages):
            self.write(OutreachEvent.SENT)
        self.hear(Said("/menu"))

    # --- time and the server -------------------------------------------------------------------------------------

    def turn(self, heard: Heard) -> Turn:
        assert self.person
        zone = zone_of(self.person.nudging.zone, OSLO)
        return Turn(self.person, heard, self.now, zone, LANGUAGES.speak, called="Ola", home=OSLO)

    def hear(self, heard: Heard) -> None:
        """Handle an event of the user; a reminder that was not sent before is taken back."""
        if self.person is None:
            return
        self.is_blocked = False
        if self.waits:
            self.person, self.waits = due.without_unsent_reminder(self.person), None
        outcome = self.coach.play(self.turn(heard))
        self.person, self.look_at = outcome.person, outcome.look_at
        for said in outcome.says:
            if isinstance(said, Reply):
                self.remember(said)

    def remember(self, said: Reply) -> None:
        buttons = (button for row in said.buttons for button in row if isinstance(button, Button))
        self.buttons += [Pressed(button.step, button.choice, button.asking) for button in buttons]

    def look(self) -> None:
        """Check the person, who is due."""
        assert self.person
        before = self.person
        if self.waits:
            before, self.waits = due.without_unsent_reminder(before), None
            self.person = before
        turn = self.turn(ReminderCheck())
        outcome = self.coach.play(turn)
        self.person, self.look_at = outcome.person, outcome.look_at
        for said in outcome.says:
            assert isinstance(said, Reply)
            self.waits = said
        assert self.person
        assert self.look_at is None or self.look_at > self.now, "no look is followed by the same look"
        assert self.person.where == before.where, "nobody is moved by a nudge"
        if not outcome.says:
            assert self.person.nudges.told == before.nudges.told

    def deliver(self) -> None:
        """Send the waiting message; only now does the reminder count."""
        if self.waits is None or self.person is None:
            return
        said, self.waits = self.waits, None
        nudges = self.person.nudges
        self.remember(said)
        self.judge(said)
        if nudges.unasked_at is not None and nudges.unasked_at == nudges.waiting_since:
            zone = zone_of(self.person.nudging.zone, OSLO)
            hours = hours_of(self.person.nudging, self.person.me.work, zone)
            day = self.now.astimezone(zone).date()
            weekdays = {*hours.days, self.person.nudging.look_back}
            is_fitting = hours.first(self.now, day.weekday()) == self.now and day.weekday() in weekdays
            self.unasked.append((self.now, zone, is_fitting and not is_holiday(day)))
        for one in nudges.told:
            if one.kind is ReminderKind.PLAN and one.at == nudges.waiting_since:
                (plan,) = [plan for plan in self.person.plans if plan.n == one.about]
                assert plan.at
                self.plans_said.append((plan.n, plan.at))

    def deliver_or_decide_anew(self) -> None:
        """Decide again about a message that waited too long, or send it."""
        assert self.person
        since = self.person.nudges.waiting_since
        if since is not None and self.now - since > FRESH:
            self.look()
        self.deliver()

    def judge(self, said: Reply) -> None:
        """Check that the first line is safe for any reader, and that names are behind a spoiler."""
        spoken = LANGUAGES.spoken(said, Language.NB)
        for block in spoken.blocks:
            assert isinstance(block, Spoiler) or NAME not in str(block)
        assert not isinstance(spoken.blocks[0], Spoiler)

    def reach(self, until: datetime, *, sends: bool = True) -> None:
        """Let time pass, with checks while the server is up. A waiting message is sent first, unless it is stale."""
        if sends and self.waits and self.is_up and not self.is_blocked:
            self.deliver_or_decide_anew()
        for _ in range(1000):
            is_looked_at = self.person and self.is_up and not self.is_blocked
            if not is_looked_at or self.look_at is None or self.look_at > until:
                break
            self.now = max(self.now, self.look_at)
            self.look()
            if sends:
                self.deliver()
        else:
            raise AssertionError("looks without end")
        self.now = max(self.now, until)

    @rule(minutes=st.integers(1, 600), sends=st.booleans())
    def minutes_pass(self, minutes: int, sends: bool) -> None:  # noqa: FBT001  # drawn, not passed
        self.reach(self.now + timedelta(minutes=minutes), sends=sends)

    @rule(days=st.integers(1, 45))
    def days_pass(self, days: int) -> None:
        self.reach(self.now + timedelta(days=days))

    @rule(hours=st.integers(1, 72))
    def server_is_down(self, hours: int) -> None:
        """Stop the server for some hours; all topics that become due then come in one message."""
        self.is_up = False
        self.reach(self.now + timedelta(hours=hours))
        self.is_up = True
        self.reach(self.now)

    @rule(hours=st.integers(1, 200))
    def telegram_is_away(self, hours: int) -> None:
        """Make Telegram unreachable for some hours: the server checks, but nothing is sent."""
        self.reach(self.now + timedelta(hours=hours), sends=False)
        if self.look_at is not None and self.look_at <= self.now and not self.is_blocked:
            self.look()

    # --- actions of the user -------------------------------------------------------------------------------------

    def write(self, happening: OutreachEvent, *, plan_at: datetime | None = None) -> None:
        """Write, send or answer a message, as the dialogs record it."""
        person = self.person
        if person is None or person.consent is None:
            return
        n = person.serial + 1
        events = [Event(OutreachEvent.DRAFTED, self.now)]
        if happening is not OutreachEvent.DRAFTED:
            events.append(Event(OutreachEvent.SENT, self.now))
        if happening not in {OutreachEvent.DRAFTED, OutreachEvent.SENT}:
            events.append(Event(happening, self.now))
        outreach = Outreach(
            n, person.contacts[0].n, Purpose.OPENINGS, Language.NB, f"Hei {NAME}!", events=tuple(events)
        )
        plans = () if plan_at is None else (Plan(n + 1, n, "på bussen", plan_at, has_hour=True),)
        self.person = replace(
            person, outreaches=(*person.outreaches, outreach), plans=(*person.plans, *plans), serial=n + 1
        )

    @rule(
        happening=st.sampled_from([OutreachEvent.DRAFTED, OutreachEvent.SENT, OutreachEvent.ANSWERED]),
        minutes=st.one_of(st.none(), st.integers(1, 20_000)),
    )
    def tell(self, happening: OutreachEvent, minutes: int | None) -> None:
        """Write another message, perhaps with a plan."""
        at = None if minutes is None else self.now + timedelta(minutes=minutes)
        if self.person and self.person.where.step == "menu.home":
            self.write(happening, plan_at=at)
        self.hear(Said("/menu"))

    @rule(span=st.sampled_from(SPANS), zone=st.sampled_from(ZONES), is_every_day=st.booleans())
    def choose(self, span: tuple[int, int] | None, zone: str, is_every_day: bool) -> None:  # noqa: FBT001  # drawn
        """Change hours, days and time zone."""
        if self.person and self.person.has_consented:
            begins, ends = span or (None, None)
            days = tuple(range(7)) if is_every_day else None
            self.person = self.person.with_nudging(begins=begins, ends=ends, zone=zone, days=days)
        self.hear(Said("/menu"))

    @rule(is_last_day_known=st.booleans())
    def find_a_job(self, is_last_day_known: bool) -> None:  # noqa: FBT001  # drawn
        """End the search."""
        if self.person and self.person.has_consented:
            last_day = (self.now + timedelta(days=40)).date() if is_last_day_known else None
            self.person = self.person.with_me(search=Search.FOUND, search_since=self.now, last_day=last_day)
        self.hear(Said("/menu"))

    @rule(
        text=st.sampled_from(
            ["/menu", "/nudges", "hm", "Pause or stop", "I en uke", "Til jeg sier fra", "Begynn igjen", "/utkast"]
        )
    )
    def say(self, text: str) -> None:
        self.hear(Said(text))

    @precondition(lambda self: self.buttons)
    @rule(back=st.integers(0, 6), times=st.integers(1, 2))
    def press(self, back: int, times: int) -> None:
        """Press a button, perhaps an old one, perhaps twice."""
        for _ in range(times):
            self.hear(self.buttons[-1 - back % len(self.buttons)])

    @rule()
    def block(self) -> None:
        """Block the bot: waiting messages are held, and decided again on unblocking; until then there are no checks."""
        self.is_blocked = True

    @rule()
    def unblock(self) -> None:
        if self.is_blocked:
            self.is_blocked = False
            if self.person:
                if self.waits:
                    self.person, self.waits = due.without_unsent_reminder(self.person), None
                self.look_at = self.now
                self.reach(self.now)

    @precondition(lambda self: len(self.unasked) > 3)
    @rule()
    def delete(self) -> None:
        """Delete everything, including waiting messages."""
        self.person, self.look_at, self.waits = None, None, None

    # --- invariants ----------------------------------------------------------------------------------------------

    @invariant()
    def unasked_words_come_once_a_day_within_the_hours(self) -> None:
        assert all(is_fitting for _, _, is_fitting in self.unasked)
        for (earlier, _, _), (later, zone, _) in pairwise(self.unasked):
            assert later - earlier >= due.APART
            # Only in the later time zone: after a change of zone, the dates in the two zones may be equal.
            assert earlier.astimezone(zone).date() != later.astimezone(zone).date()

    @invariant()
    def no_plan_is_said_twice(self) -> None:
        assert len(self.plans_said) == len(set(self.plans_said))

    @invariant()
    def nothing_that_was_asked_for_is_lost(self) -> None:
        """Check that the next check is no later than any topic that is due and was not sent."""
        if self.person is None or not self.person.has_consented or self.person.nudging.is_stopped or self.waits:
            return
        hours = hours_of(self.person.nudging, self.person.me.work, zone_of(self.person.nudging.zone, OSLO))
        asked = [one.at for one in open_topics(self.person, hours, is_unfinished=False) if one.is_asked]
        if asked and not self.is_blocked:
            assert self.look_at is not None
            assert self.look_at <= max(min(asked), self.person.nudging.quiet_until or min(asked))

    @invariant()
    def whoever_wants_nothing_is_not_looked_at(self) -> None:
        is_silent = self.person is None or not self.person.has_consented or self.person.nudging.is_stopped
        assert not is_silent or self.look_at is None


LIVES = int(os.environ.get("COACH_TEST_LIVES", "40"))

TestNudgedLife = NudgedLife.TestCase
TestNudgedLife.settings = settings(
    max_examples=LIVES,
    stateful_step_count=40 if LIVES <= 100 else 400,
    deadline=None,
    # Long lives are intended, so the health checks on size and time do not apply.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)


def test_the_machine_says_something() -> None:
    """The rules above would also hold for a coach that sends nothing; this one sends messages."""
    life = NudgedLife()
    life.begin(Work.NONE, 0, 1)
    life.tell(OutreachEvent.DRAFTED, 600)
    life.days_pass(30)
    assert life.unasked
    assert life.plans_said
    assert life.person
    assert life.person.id == UUID(int=7)
    assert life.now.tzinfo is UTC
