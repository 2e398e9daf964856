"""No order of presses, including old and repeated ones, loses or duplicates a message or an outcome."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import fields

from bot.i18n import Languages
from dialogs.coach import Coach
from dialogs.engine.operator_settings import OperatorSettings
from dialogs.engine.script import Turn
from dialogs.model.events import Pressed
from dialogs.model.facts import Category, Comfort
from dialogs.model.outreach import OutreachEvent, Purpose
from dialogs.model.person import Person
from dialogs.model.undo_record import Undo
from dialogs.protocol.callback_data import callback_data
from dialogs.protocol.callback_data import pressed as pressed_data
from dialogs.protocol.events import Heard, Said
from dialogs.protocol.replies import Button, Reply
from dialogs.rules.open_requests import open_requests
from dialogs.rules.outreach import AGAIN, OUTCOMES, is_open, is_ready, is_waiting
from dialogs.text import Language
from tests.support.people_told import NOW, knowing, somebody

LANGUAGES = Languages.load()
OSLO = ZoneInfo("Europe/Oslo")
FACTS = [field.name for field in fields(Undo) if field.name != "added"]
CHOICES = [
    *(what.value for what in OUTCOMES),
    *(
        "more",
        "silent",
        "wrong",
        "rest",
        "unsent",
        "thank",
        "follow",
        "other",
        "many",
        "sent",
        "skip",
        "en",
        "proposed",
    ),
]
"""The buttons that affect messages."""


def through_the_wire(button: Button) -> Pressed:
    """Return the press of a button, through Telegram's callback data."""
    heard = pressed_data(callback_data(button))
    assert isinstance(heard, Pressed)
    return heard


def facts(person: Person) -> list[object]:
    return [getattr(person, name) for name in FACTS]


class Presses(RuleBasedStateMachine):
    """One person with three contacts, who only presses buttons and asks for the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.coach = Coach()
        self.now = NOW
        self.person: Person = somebody()
        self.buttons: list[Pressed] = []
        self.has_taken_back = False

    @initialize(language=st.sampled_from(Language))
    def begin(self, language: Language) -> None:
        """Start with three contacts, two of them at the same workplace, and a first message that was sent."""
        person = somebody(language)
        for name, category in (("Kari", Category.FORMER), ("Jonas", Category.ACQUAINTANCE)):
            person = knowing(person, name, category, workplace="Veidekke")
        self.person = knowing(person, "Lise", Category.FORMER, Comfort.FINE)
        self.hear(Said("/draft"))
        for choice in (str(self.person.contacts[0].n), "openings", "skip", "en", "sent", "proposed", "fine"):
            self.press_choice(choice)
        assert [is_waiting(outreach) for outreach in self.person.outreaches] == [True]

    def press_choice(self, choice: str) -> None:
        """Press the newest button with this choice twice, if there is one."""
        found = [pressed for pressed in self.buttons if pressed.choice == choice]
        if found:
            self.press(found[-1])

    def hear(self, heard: Heard) -> None:
        """Play a turn, and check that every message stays unless its removal was requested."""
        outcome = self.coach.play(Turn(self.person, heard, self.now, OSLO, LANGUAGES.speak, called="Ola"))
        assert outcome.person is not None
        before = {outreach.n: outreach for outreach in self.person.outreaches}
        after = {outreach.n: outreach for outreach in outcome.person.outreaches}
        assert before.keys() <= after.keys()
        assert len(after) <= len(before) + 1
        self.person = outcome.person
        replies = [said for said in outcome.says if isinstance(said, Reply)]
        self.buttons += [
            through_the_wire(button)
            for reply in replies
            for row in reply.buttons
            for button in row
            if isinstance(button, Button) and not button.step.startswith(("privacy", "forget"))
        ]

    def press(self, pressed: Pressed) -> None:
        """Press a button twice, and check that the second press changes no fact."""
        self.has_taken_back |= pressed.choice in {"wrong", "unsent"}
        self.hear(pressed)
        once = facts(self.person)
        self.hear(pressed)
        assert facts(self.person) == once

    @rule(back=st.integers(0, 9))
    def press_new(self, back: int) -> None:
        """Press one of the newest buttons twice."""
        self.press(self.buttons[-1 - back % len(self.buttons)])

    @rule(data=st.data())
    def press_old(self, data: st.DataObject) -> None:
        """Press any earlier button twice."""
        self.press(data.draw(st.sampled_from(self.buttons)))

    @rule(choice=st.sampled_from(CHOICES))
    def press_choice_of(self, choice: str) -> None:
        """Press the newest button with this choice, at any place."""
        self.press_choice(choice)

    @rule(data=st.data())
    def look_at(self, data: st.DataObject) -> None:
        """Open a message in the plan, and report its outcome."""
        self.hear(Said("/plan"))
        outreach = data.draw(st.sampled_from(self.person.outreaches))
        self.press_choice(str(outreach.n))
        for _ in range(data.draw(st.integers(1, 3))):
            self.press_choice(data.draw(st.sampled_from(CHOICES)))

    @rule(command=st.sampled_from(["/plan", "/draft", "/menu"]))
    def ask(self, command: str) -> None:
        """Move to another dialog."""
        self.hear(Said(command))

    @rule(days=st.integers(1, 30))
    def wait(self, days: int) -> None:
        """Let time pass."""
        self.now += timedelta(days=days)

    @invariant()
    def nothing_happened_twice(self) -> None:
        """Check that each message is drafted, sent and answered once, in chronological order."""
        for outreach in self.person.outreaches:
            count = Counter(event.what for event in outreach.events)
            assert outreach.events[0].what is OutreachEvent.DRAFTED
            assert all(number == 1 for what, number in count.items() if what not in AGAIN), outreach.events
            assert [event.at for event in outreach.events] == sorted(event.at for event in outreach.events)

    @invariant()
    def each_is_somewhere_in_the_plan(self) -> None:
        """Check that each message is either ready, waiting or done."""
        for outreach in self.person.outreaches:
            assert [is_ready(outreach), is_waiting(outreach), not is_open(outreach)].count(True) == 1

    @invariant()
    def no_draft_is_there_twice(self) -> None:
        """Check that unsent drafts are not duplicated, and that the open-request limit holds."""
        ready = [outreach for outreach in self.person.outreaches if is_ready(outreach)]
        keys = [(one.contact, one.purpose, one.about, one.introduction, one.job) for one in ready]
        assert len(keys) == len(set(keys))
        assert self.has_taken_back or len(open_requests(self.person)) <= OperatorSettings().open_requests

    @invariant()
    def what_was_sent_about_a_message_is_noted_on_it(self) -> None:
        """Check that the message records as many follow-ups and thanks as were sent."""
        about: Counter[tuple[int | None, Purpose]] = Counter(
            (outreach.about, outreach.purpose)
            for outreach in self.person.outreaches
            if any(event.what is OutreachEvent.SENT for event in outreach.events)
        )
        for outreach in self.person.outreaches:
            count = Counter(event.what for event in outreach.events)
            assert count[OutreachEvent.FOLLOWED_UP] <= about[outreach.n, Purpose.FOLLOW_UP]
            assert count[OutreachEvent.THANKED] <= about[outreach.n, Purpose.THANKS]


TestPresses = Presses.TestCase
TestPresses.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
