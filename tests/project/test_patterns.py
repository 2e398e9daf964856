"""Back, skip, cancel, correction, commands, old buttons and other kinds of messages at every step of every dialog."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Languages
from dialogs.coach import DIALOGS, Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.model.records import replace
from dialogs.protocol.events import Edited, Garbled, Heard, MessageKind, Said, Sent
from dialogs.protocol.replies import Button, Reply
from dialogs.text import Language
from tests.support.chat import STARTING_PEOPLE, TRANSCRIPTS, CoachAlone, Transcript, do
from tests.support.people_told import NOW

LANGUAGES = Languages.load()
COACH = Coach()
QUESTIONS = [step.value for dialog in DIALOGS for step in dialog.SCRIPT.asks]


def met() -> dict[str, Person]:
    """Return a person at every question of every dialog, as the transcripts lead there."""
    found: dict[str, Person] = {}

    class Listening(Coach):
        def play(self, turn: Turn) -> TurnResult:
            outcome = super().play(turn)
            if outcome.person:
                found.setdefault(outcome.person.where.step, outcome.person)
            return outcome

    async def listen() -> None:
        for path in [*STARTING_PEOPLE, *TRANSCRIPTS]:
            transcript = Transcript.read(path)
            stage = CoachAlone(
                transcript.language,
                transcript.name,
                LANGUAGES,
                operator=transcript.operator,
                coach=Listening(),
            )
            await transcript.begin(stage)
            for action in transcript.actions:
                await do(stage, action)

    asyncio.run(listen())
    return found


PERSONS = met()

TIMED = {"silence.what_now"}
"""Steps whose buttons depend on how long the user has waited."""

each_question = pytest.mark.parametrize("step", QUESTIONS)


def hear(person: Person, heard: Heard, away: timedelta = timedelta(minutes=1)) -> TurnResult:
    now = (person.where.heard_at or NOW) + away
    return COACH.play(Turn(person, heard, now, ZoneInfo("Europe/Oslo"), LANGUAGES.speak, called="Ola"))


def told(person: Person | None) -> object:
    """Return all the facts of a person."""
    assert person
    return replace(person, where=PERSONS["menu.home"].where, slots=PERSONS["menu.home"].slots, serial=0, tasks=())


def question(outcome: TurnResult) -> Reply:
    """Return the question at the end of a result."""
    return next(said for said in reversed(outcome.says) if isinstance(said, Reply))


@each_question
@pytest.mark.parametrize(
    "heard",
    [
        *(Sent(kind) for kind in MessageKind),
        Edited("noe annet"),
        Garbled(),
        Pressed("welcome.hello", "yes", 10**6),
        Pressed("no.such.step", "x", 1),
        Said("/help"),
        Said("/om"),
        Said("/start"),
        Said("/nosuchcommand"),
        Said("x" * 5000),
    ],
    ids=str,
)
def test_an_interruption_changes_nothing_and_the_question_stands(step: str, heard: Heard) -> None:
    person = PERSONS[step]
    outcome = hear(person, heard)
    if heard == Said("x" * 5000) and step in {"names.names", "names.understood"}:
        pytest.skip("long answers are welcome here")
    assert outcome.person
    assert outcome.person.where.step == person.where.step
    assert outcome.person.where.asking == person.where.asking
    assert told(outcome.person) == told(person)
    asked = [button for row in question(outcome).buttons for button in row if isinstance(button, Button)]
    assert all(button.asking == person.where.asking for button in asked)


@each_question
@pytest.mark.parametrize("words", ["tilbake", "back", "/back", "/tilbake"])
def test_back_leads_one_question_back_or_says_that_it_cannot(step: str, words: str) -> None:
    person = PERSONS[step]
    outcome = hear(person, Said(words))
    assert outcome.person
    if person.where.trail:
        assert len(outcome.person.where.trail) == len(person.where.trail) - 1
    else:
        assert told(outcome.person) == told(person)
        assert outcome.person.where.step == step


@each_question
def test_back_and_the_same_answer_again_leads_to_the_same_facts(step: str) -> None:
    person = PERSONS[step]
    asked = question(hear(person, Said("/help")))
    for button in (button for row in asked.buttons for button in row if isinstance(button, Button)):
        pressed = Pressed(button.step, button.choice, button.asking)
        once = hear(person, pressed)
        if (
            once.person is None
            or len(once.person.where.trail) <= len(person.where.trail)
            or not once.person.has_consented
        ):
            continue
        back = hear(once.person, Said("back"))
        assert back.person
        if (back.person.consent, back.person.language) != (person.consent, person.language):
            continue
        again = hear(back.person, replace(pressed, asking=back.person.where.asking))
        assert again.person
        assert _without_numbers(again.person) == _without_numbers(once.person), button.choice


def _without_numbers(person: Person) -> object:
    """Return the facts without numbers and times."""
    return (
        person.me,
        person.target,
        [contact.name for contact in person.contacts],
        [goal.company for goal in person.goals],
        [(outreach.text, [event.what for event in outreach.events]) for outreach in person.outreaches],
        [plan.words for plan in person.plans],
        len(person.introductions),
    )


@each_question
@pytest.mark.parametrize(
    "words", ["avbryt", "cancel", "/cancel", "hopp over", "skip", "/menu", "/meny", "/plan", "/draft"]
)
def test_leaving_loses_nothing(step: str, words: str) -> None:
    person = PERSONS[step]
    outcome = hear(person, Said(words))
    assert outcome.person
    kept = {contact.n for contact in outcome.person.contacts}
    assert {contact.n for contact in person.contacts} <= kept
    assert {outreach.n for outreach in person.outreaches} <= {outreach.n for outreach in outcome.person.outreaches}
    assert outcome.person.target == person.target or words in {"hopp over", "skip"}


@each_question
@pytest.mark.parametrize("language", list(Language))
def test_a_change_of_language_comes_back_to_the_same_question(step: str, language: Language) -> None:
    if step == "about.language":
        return
    person = PERSONS[step]
    asked = hear(person, Said("/language"))
    assert asked.person
    outcome = hear(asked.person, Pressed("about.language", language.value, asked.person.where.asking))
    assert outcome.person
    assert outcome.person.language is language
    assert told(replace(outcome.person, language=person.language)) == told(person)
    script = next(dialog.SCRIPT for dialog in DIALOGS if any(own.value == step for own in dialog.SCRIPT.steps))
    if script.steps(step) not in script.resting:
        assert outcome.person.where.step == step
        assert outcome.person.slots == person.slots


@each_question
@pytest.mark.parametrize("days", [1, 30])
def test_after_days_away_there_is_a_recap_and_then_the_question(step: str, days: int) -> None:
    person = PERSONS[step]
    if not person.has_consented:
        return
    soon, later = hear(person, Said("/start")), hear(person, Said("/start"), timedelta(days=days))
    assert later.person
    assert later.person.where.step == step
    assert step in TIMED or len(question(later).buttons) == len(question(soon).buttons)
    first = next(said for said in later.says if isinstance(said, Reply))
    spoken = LANGUAGES.spoken(first, person.language)
    assert (
        "Velkommen" in str(spoken.blocks[0])
        or "Welcome" in str(spoken.blocks[0])
        or "while" in str(spoken)
        or "stund" in str(spoken)
    )


@each_question
def test_a_step_that_is_no_more_reopens_at_a_safe_place(step: str) -> None:
    person = replace(PERSONS[step], where=replace(PERSONS[step].where, step=f"old.{step}"))
    outcome = hear(person, Said("hei"))
    assert outcome.person
    assert outcome.person.where.step in {"menu.home", "welcome.hello", "privacy.paused"}
    assert told(outcome.person) == told(person)
