"""Every step of every dialog: its question and its buttons, none of which is a dead end."""

import asyncio
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import dialogs
from bot.i18n import Languages
from dialogs import flow
from dialogs.coach import DIALOG_SET, DIALOGS, PACKAGES, Coach
from dialogs.commands import COMMANDS
from dialogs.engine.dialog_set import BuiltIn
from dialogs.engine.script import PICKED, Script, Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.events import Pressed
from dialogs.protocol.callback_data import callback_data, pressed
from dialogs.protocol.events import Garbled, ReminderCheck
from dialogs.protocol.replies import ANYWHERE, Button, Reply
from dialogs.text import Language
from tests.support.chat import STARTING_PEOPLE, TRANSCRIPTS, CoachAlone, Transcript

SCRIPTS = [dialog.SCRIPT for dialog in DIALOGS]
STEPS = [(script, step) for script in SCRIPTS for step in script.steps]

STORED = (Path(__file__).parent.parent / "stored_people" / "steps.txt").read_text(encoding="utf-8").split()
"""Every step of every release; renaming or removing one would break conversations in progress."""


@pytest.fixture(scope="module")
def questions() -> dict[str, list[Reply]]:
    """Return every question that the transcripts reach, by step."""
    asked: dict[str, list[Reply]] = {}
    languages = Languages.load()

    class Listening(Coach):
        def play(self, turn: Turn) -> TurnResult:
            outcome = super().play(turn)
            replies = [said for said in outcome.says if isinstance(said, Reply)]
            if outcome.person and replies:
                step = DIALOG_SET.nudged if isinstance(turn.heard, ReminderCheck) else outcome.person.where.step
                asked.setdefault(step, []).append(replies[-1])
            return outcome

    async def listen() -> None:
        for path in [*STARTING_PEOPLE, *TRANSCRIPTS]:
            transcript = Transcript.read(path)
            stage = CoachAlone(
                transcript.language,
                transcript.name,
                languages,
                coach=Listening(),
                operator=transcript.operator,
            )
            await transcript.played(stage)

    asyncio.run(listen())
    return asked


def buttons_of(reply: Reply) -> Iterator[Button]:
    return (button for row in reply.buttons for button in row if isinstance(button, Button))


def test_no_stored_step_is_gone() -> None:
    assert set(STORED) - {step.value for _, step in STEPS} == set()


def test_no_step_is_in_two_dialogs() -> None:
    values = [step.value for _, step in STEPS]
    assert len(values) == len(set(values))


def test_every_dialog_is_named_by_its_package() -> None:
    modules = [import_module(found.name) for found in walk_packages(dialogs.__path__, "dialogs.")]
    assert {module.__name__ for module in modules if hasattr(module, "SCRIPT")} == {one.__name__ for one in DIALOGS}


def test_no_end_is_followed_twice() -> None:
    assert len(DIALOG_SET.follows) == sum(len(part.FOLLOWS) for part in (*PACKAGES, flow))


def test_the_flow_leads_from_one_package_to_another() -> None:
    packages = {step: dialog.__name__.rpartition(".")[0] for dialog in DIALOGS for step in dialog.Step}
    inside = [end for end, follow in flow.FOLLOWS.items() if packages.get(follow.to) == packages[end]]
    assert inside == []


def test_the_transcripts_come_to_every_question(questions: dict[str, list[Reply]]) -> None:
    asked = {step.value for script, step in STEPS if not script.is_end(step)}
    assert asked - set(questions) == set()


def test_every_button_that_is_offered_is_heard(questions: dict[str, list[Reply]]) -> None:
    for step, replies in questions.items():
        script = next(script for script, own in STEPS if own.value == step)
        own = script.steps(step)
        for reply in replies:
            for button in buttons_of(reply):
                if button.step == ANYWHERE:
                    continue
                event = script.event(own, Pressed(button.step, button.choice, button.asking))
                assert event is not None, (step, button.choice)


def test_every_press_that_is_waited_for_is_offered_somewhere(questions: dict[str, list[Reply]]) -> None:
    offered = {
        (step, f"press:{button.choice}") for step, all_ in questions.items() for r in all_ for button in buttons_of(r)
    }
    waited = {(line.step.value, line.on) for script in SCRIPTS for line in script.lines if line.on.startswith("press:")}
    assert waited - offered == set()


@pytest.mark.parametrize("language", list(Language))
def test_every_question_looks_right_on_a_phone(language: Language, questions: dict[str, list[Reply]]) -> None:
    languages = Languages.load()
    for step, replies in questions.items():
        for reply in replies:
            spoken = languages.spoken(reply, language)
            labels = [str(button.label) for row in spoken.buttons for button in row]
            assert len(labels) == len(set(labels)), (step, labels)
            assert all(0 < len(label) <= 44 for label in labels), (step, labels)
            assert all(len(row) <= 4 for row in spoken.buttons), step


def test_callback_data_keeps_its_form_and_its_limit() -> None:
    longest = max((step.value for _, step in STEPS), key=len)
    assert callback_data(Button("x", "medium", "target.size", 123)) == "1:target.size:medium:3f"
    assert len(callback_data(Button("x", "0123456789", longest, 36**6)).encode()) <= 64


@pytest.mark.parametrize("data", ["", "1", "1:a", "1:a:b", "1:a:b:c:d", "2:a:b:1", "1:a:b:-1", "1:a:b:ø", "x" * 64])
def test_data_that_the_coach_never_made_is_garbled(data: str) -> None:
    assert pressed(data) == Garbled()


@pytest.mark.parametrize("number", [0, 1, 35, 36, 1295, 36**6])
def test_callback_data_is_read_as_it_was_written(number: int) -> None:
    assert pressed(callback_data(Button("x", "yes", "welcome.hello", number))) == Pressed(
        "welcome.hello", "yes", number
    )


@pytest.mark.parametrize(("script", "step"), STEPS, ids=lambda value: str(getattr(value, "value", "")))
def test_every_end_is_followed_and_every_question_has_a_way_on(script: Script, step: StrEnum) -> None:
    if script.is_end(step):
        is_last = any(line.is_erasing and line.to is step for line in script.lines)
        assert is_last or step in DIALOG_SET.follows
    else:
        ways = [
            line for line in script.lines if line.step is step and (line.on.startswith("press:") or line.on == PICKED)
        ]
        assert ways or script.hears(step, "said")


def test_every_command_is_told_in_the_language_of_its_reader() -> None:
    speak = Languages.load().speak
    for command in COMMANDS:
        assert DIALOG_SET.commands[command.name] is DIALOG_SET.commands[command.alias]
        assert command.name.isascii()
        assert command.alias.isascii()
        assert speak(command.description, Language.NB) != command.description.msgid
    assert DIALOG_SET.commands["back"] is BuiltIn.BACK
