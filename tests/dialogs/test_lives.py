"""Stateful test of any sequence of messages and presses: always an answer, never an exception, never a lost fact."""

import os
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.i18n import Languages
from bot.telegram.outbound.rendering import calls
from dialogs.coach import DIALOG_SET, DIALOGS, Coach
from dialogs.commands import COMMANDS
from dialogs.engine.script import Turn
from dialogs.model.events import Pressed
from dialogs.model.facts import Category, Work
from dialogs.model.outreach import OutreachEvent
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Edited, Garbled, Heard, MessageKind, Said, Sent, Shared, TaskDone
from dialogs.protocol.replies import Button, Reply, Toast
from dialogs.protocol.tasks import Document
from dialogs.rules.discretion import contacts_to_suggest, is_held_back
from dialogs.rules.ranking import next_proposal
from dialogs.text import Language
from tests.support.people_told import NOW, aiming, knowing, somebody

LANGUAGES = Languages.load()
OSLO = ZoneInfo("Europe/Oslo")

WORDS = st.one_of(
    st.sampled_from(
        [
            "Kari Nordmann, Veidekke",
            "Kari; Jonas, DNB; Lise",
            "ingen",
            "tilbake",
            "back",
            "hopp over",
            "avbryt",
            "meny",
            "prosjektleder i bygg, Bergen",
            "økonomi",
            "rundt 200",
            "Equinor",
            "i morgen etter jobb",
            "ja",
            "Yes",
            "hva mener du?",
            "<b>Kari</b> & Co",
            "{name} %s {0}",
            "x" * 4096,
            "مرحبا 🙂",
        ]
    ),
    st.text(max_size=60),
)


class Life(RuleBasedStateMachine):
    """One person, who may do anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.coach = Coach()
        self.now = NOW
        self.person: Person = self.coach.meet(UUID(int=7), Language.NB)
        self.buttons: list[Pressed] = []
        self.tasks: list[int] = []

    @initialize(is_new=st.booleans(), work=st.sampled_from(Work))
    def begin(self, is_new: bool, work: Work) -> None:  # noqa: FBT001  # drawn, not passed
        """Start; half of the lives begin with a person who has told many facts."""
        if not is_new:
            known = somebody(work=work, employer="Rema 1000")
            for n, category in enumerate(Category):
                known = knowing(known, f"Kari {n}", category, workplace="Rema 1000" if n % 2 else "DNB")
            self.person = knowing(aiming(known, "DNB"), "Kari 1", None)

    def hear(self, heard: Heard) -> None:
        """Play a turn, and check its result."""
        self.now += timedelta(minutes=1)
        before = self.person
        turn = Turn(before, heard, self.now, OSLO, LANGUAGES.speak, called="Ola")
        outcome = self.coach.play(turn)
        again = self.coach.play(turn)
        assert outcome == again, "a turn is pure"
        if outcome.person is None:
            assert before.where.step == "privacy.delete"
        self.person = outcome.person or self.coach.meet(UUID(int=7), Language.NB)
        self.tasks += [number for number, _ in outcome.tasks]
        is_result = isinstance(heard, TaskDone)
        assert outcome.says or is_result, "there is always an answer"
        for said in outcome.says:
            self.look_at(said, before)
        self.forget_nothing(before, heard)
        replies = [said for said in outcome.says if isinstance(said, Reply)]
        self.leave_nothing_below(before.where.step, replies)

    def leave_nothing_below(self, step: str, replies: list[Reply]) -> None:
        """Check that buttons below the input field exist only while their question is open."""
        was_there = any(step in dialog.SCRIPT.choosing for dialog in DIALOGS)
        has_moved = self.person.where.step != step
        assert any(reply.ends_choosing for reply in replies) == (was_there and has_moved)
        assert not any(reply.ends_choosing and reply.buttons for reply in replies)
        is_there = any(self.person.where.step in dialog.SCRIPT.choosing for dialog in DIALOGS)
        assert is_there or not any(reply.is_choosing for reply in replies)

    def look_at(self, said: Reply | Toast, before: Person) -> None:
        """Check that a reply can be sent in its language, without unfilled placeholders."""
        if isinstance(said, Toast):
            assert LANGUAGES.speak(said.words, before.language)
            return
        spoken = LANGUAGES.spoken(said, self.person.language)
        assert calls(spoken)
        self.buttons += [
            Pressed(button.step, button.choice, button.asking)
            for row in spoken.buttons
            for button in row
            if isinstance(button, Button)
        ]

    def forget_nothing(self, before: Person, heard: Heard) -> None:
        """Check that only back, a correction and deletion remove a fact."""
        is_correction = isinstance(heard, Edited) and heard.message
        if self.person.consent is None or _is_back(heard) or is_correction or before.where.step == "forget.sure":
            return
        kept = {contact.n for contact in self.person.contacts}
        assert all(contact.n in kept for contact in before.contacts)
        kept = {outreach.n for outreach in self.person.outreaches}
        assert all(outreach.n in kept for outreach in before.outreaches)
        if not before.has_consented and before.consent is not None and not self.person.has_consented:
            assert replace(self.person, where=before.where, serial=0, tasks=()) == replace(
                before, serial=0, tasks=(), language=self.person.language, slots=self.person.slots
            ), "paused means that nothing is processed"

    @rule(text=WORDS)
    def say(self, text: str) -> None:
        """Type anything."""
        self.hear(Said(text))

    @rule(
        name=st.sampled_from(["Kari Nordmann", "Jonas Berg, DNB"]), meant=st.sampled_from(["Siri Li", "Ola Vik, NAV"])
    )
    def name_and_change(self, name: str, meant: str) -> None:
        """Name a person, then edit the message: only the corrected fact is kept, and no other changes."""
        known = {contact.n for contact in self.person.contacts}
        meant_name = meant.partition(",")[0]
        is_known = meant_name in {contact.name for contact in self.person.contacts}
        self.hear(Said(name, "9"))
        named = [contact.name for contact in self.person.contacts if contact.n not in known]
        if len(named) == 1:
            self.hear(Edited(meant, "9"))
            corrected = [contact.name for contact in self.person.contacts if contact.n not in known]
            if is_known:  # as introducer, a contact on the list is not added again
                assert corrected in ([], [meant_name])
            else:
                assert corrected == [meant_name]

    @rule(command=st.sampled_from([name for command in COMMANDS for name in (command.name, command.alias)]))
    def command(self, command: str) -> None:
        """Type a command."""
        self.hear(Said(f"/{command}"))

    @precondition(lambda self: self.buttons)
    @rule(back=st.integers(0, 4))
    def press_new(self, back: int) -> None:
        """Press one of the newest buttons."""
        self.hear(self.buttons[-1 - back % len(self.buttons)])

    @precondition(lambda self: self.buttons)
    @rule(data=st.data())
    def press_old(self, data: st.DataObject) -> None:
        """Press any earlier button, perhaps twice."""
        pressed = data.draw(st.sampled_from(self.buttons))
        self.hear(pressed)
        self.hear(pressed)

    @rule(step=st.sampled_from(["target.card", "menu.home", "contacts.hub", "nowhere", ""]), choice=st.text(max_size=8))
    def forge(self, step: str, choice: str) -> None:
        """Press a button that the coach never made."""
        self.hear(Pressed(step, choice, self.person.where.asking))

    @rule(heard=st.one_of(st.sampled_from(list(MessageKind)).map(Sent), WORDS.map(Edited), st.just(Garbled())))
    def send(self, heard: Heard) -> None:
        """Send any other event."""
        self.hear(heard)

    @rule(names=st.lists(st.sampled_from(["Ada Lovelace", "Bjørn", "李"]), min_size=1, max_size=3))
    def share(self, names: list[str]) -> None:
        """Share contacts."""
        self.hear(Shared("\n".join(names)))

    @precondition(lambda self: self.tasks)
    @rule()
    def find(self) -> None:
        """Deliver the result of a task, perhaps twice, perhaps after a deletion."""
        self.hear(TaskDone(self.tasks[-1], Document("x.json", b"{}")))

    @invariant()
    def hides_whoever_must_not_know(self) -> None:
        """Check that nobody who is held back is ever suggested."""
        assert not any(is_held_back(self.person, contact) for contact in contacts_to_suggest(self.person))
        proposal = next_proposal(self.person)
        assert proposal is None or not is_held_back(self.person, proposal.contact)

    @invariant()
    def knows_only_what_is_hers(self) -> None:
        """Check that every reference of a fact is to another fact of the same person."""
        contacts = {contact.n for contact in self.person.contacts}
        assert all(tie.contact in contacts for tie in self.person.ties)
        assert all(outreach.contact in contacts for outreach in self.person.outreaches)
        assert all(way.introducer in contacts for way in self.person.introductions)
        messages = {outreach.n for outreach in self.person.outreaches}
        assert all(plan.outreach in messages for plan in self.person.plans)
        assert all(outreach.events[0].what is OutreachEvent.DRAFTED for outreach in self.person.outreaches)

    @invariant()
    def stands_where_the_next_word_is_heard(self) -> None:
        """Check that the step asks something."""
        assert self.person.where.step in {step.value for script in DIALOG_SET.scripts for step in script.asks}
        assert len(self.person.where.trail) <= 12


def _is_back(heard: Heard) -> bool:
    return isinstance(heard, Said) and heard.text.strip(" .!").casefold() in {
        "back",
        "go back",
        "tilbake",
        "gå tilbake",
        "/back",
        "/tilbake",
    }


LIVES = int(os.environ.get("COACH_TEST_LIVES", "40"))
"""Number of lives; `make test-long` runs more and longer ones."""

TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=LIVES,
    stateful_step_count=50 if LIVES <= 100 else 1000,
    deadline=None,
    # Long lives are intended, so the health checks on size and time do not apply.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
