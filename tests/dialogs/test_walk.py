"""Every step of every dialog: what it asks, what it offers, and that nothing it offers leads nowhere."""

import asyncio
from collections.abc import Iterator
from enum import StrEnum

import pytest

from bot.i18n import Languages
from dialogs.coach import DIALOG_SET, DIALOGS, Coach
from dialogs.commands import COMMANDS
from dialogs.engine.dialog_set import BuiltIn
from dialogs.engine.script import PICKED, Script, Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.events import Pressed
from dialogs.protocol.callback_data import callback_data, pressed
from dialogs.protocol.events import Garbled, Nudged
from dialogs.protocol.replies import ANYWHERE, Button, Reply
from dialogs.text import Language
from tests.support.chat import STARTING_PEOPLE, TRANSCRIPTS, CoachAlone, Transcript

SCRIPTS = [dialog.SCRIPT for dialog in DIALOGS]
STEPS = [(script, step) for script in SCRIPTS for step in script.steps]

STORED = [
    "about.language",
    "about.done",
    "contacts.hub",
    "contacts.sort",
    "contacts.employments",
    "contacts.employer",
    "contacts.gate",
    "contacts.to_names",
    "contacts.to_trust",
    "contacts.to_forget",
    "contacts.done",
    "forget.who",
    "forget.sure",
    "forget.done",
    "drafts.whom",
    "drafts.held",
    "drafts.purpose",
    "drafts.other",
    "drafts.unfit",
    "drafts.job",
    "drafts.occasion",
    "drafts.to_relation",
    "drafts.to_writing",
    "feeling.felt",
    "feeling.done",
    "first.name",
    "first.which",
    "first.employer",
    "first.relation",
    "first.together",
    "first.to_draft",
    "first.to_contacts",
    "anyone.place",
    "anyone.employer",
    "anyone.looking",
    "anyone.here",
    "anyone.to_relation",
    "anyone.to_draft",
    "anyone.to_introductions",
    "anyone.done",
    "fits.employer",
    "fits.looking",
    "fits.akin",
    "fits.who",
    "fits.relation",
    "fits.comfort",
    "fits.nobody",
    "fits.to_import",
    "fits.to_whom",
    "fits.to_introductions",
    "fits.done",
    "choosing.people",
    "choosing.to_contacts",
    "choosing.to_import",
    "imports.to_choose",
    "imports.to_anyone",
    "imports.file",
    "imports.reading",
    "imports.found",
    "imports.details",
    "imports.keeping",
    "imports.kept",
    "imports.empty",
    "imports.to_fits",
    "imports.to_contacts",
    "imports.done",
    "imports.to_restoring",
    "restoring.found",
    "restoring.keeping",
    "restoring.kept",
    "restoring.done",
    "introductions.place",
    "introductions.known",
    "introductions.who",
    "introductions.relation",
    "introductions.receiver",
    "introductions.to_draft",
    "introductions.to_known",
    "introductions.done",
    "looking.when",
    "looking.which",
    "looking.done",
    "outcomes.what",
    "outcomes.more",
    "outcomes.next",
    "outcomes.to_draft",
    "outcomes.to_silence",
    "outcomes.to_somebody",
    "outcomes.to_whom",
    "outcomes.to_plan",
    "silence.what_now",
    "silence.else",
    "silence.to_draft",
    "silence.to_looking",
    "silence.to_outcomes",
    "silence.to_plan",
    "plan.to_outcomes",
    "plan.to_thanks",
    "room.full",
    "room.one",
    "room.to_writing",
    "room.done",
    "weekly.show",
    "weekly.done",
    "applied.place",
    "applied.known",
    "applied.role",
    "applied.public",
    "applied.sent",
    "applied.help",
    "applied.to_draft",
    "applied.to_who",
    "applied.to_referees",
    "applied.done",
    "referees.hub",
    "referees.pick",
    "referees.one",
    "referees.to_page",
    "referees.to_draft",
    "referees.to_contacts",
    "referees.done",
    "kit.job",
    "kit.stress",
    "kit.page",
    "kit.to_referees",
    "linkedin.list",
    "linkedin.item",
    "linkedin.to_draft",
    "linkedin.done",
    "news.hub",
    "news.interview",
    "news.down",
    "news.after_down",
    "news.stop",
    "news.stopped",
    "news.to_applied",
    "news.to_referees",
    "news.to_new_job",
    "news.to_draft",
    "news.to_whom",
    "news.done",
    "newjob.signed",
    "newjob.check",
    "newjob.last_day",
    "newjob.home",
    "newjob.help",
    "newjob.to_draft",
    "newjob.to_news",
    "newjob.done",
    "menu.more",
    "menu.to_news",
    "menu.to_new_job",
    "menu.to_stopped",
    "menu.to_linkedin",
    "menu.to_referees",
    "menu.to_week",
    "plan.to_week",
    "plan.to_ready",
    "outcomes.to_referees",
    "outcomes.to_new_job",
    "menu.home",
    "menu.to_target",
    "menu.to_first",
    "menu.to_contacts",
    "menu.to_whom",
    "menu.to_introductions",
    "menu.to_plan",
    "menu.resume",
    "habits.often",
    "habits.days",
    "habits.hours",
    "habits.zone",
    "habits.look_back",
    "habits.pause",
    "habits.done",
    "nudges.card",
    "nudges.later",
    "nudges.which",
    "nudges.put_off",
    "nudges.to_one",
    "nudges.to_thanks",
    "nudges.to_looking",
    "nudges.to_outcome",
    "nudges.to_plan",
    "nudges.to_often",
    "nudges.to_days",
    "nudges.to_hours",
    "nudges.to_zone",
    "nudges.to_look_back",
    "nudges.to_pause",
    "nudges.done",
    "names.names",
    "names.understood",
    "names.fix_which",
    "names.fix",
    "names.trust",
    "names.comfort",
    "names.next",
    "names.to_hub",
    "names.to_whom",
    "names.done",
    "plan.when",
    "plan.which",
    "plan.sure",
    "plan.whose",
    "plan.to_outcome",
    "plan.overview",
    "plan.one",
    "plan.to_whom",
    "plan.to_feeling",
    "plan.done",
    "privacy.card",
    "privacy.paused",
    "privacy.delete",
    "privacy.gone",
    "privacy.done",
    "rehearsal.read",
    "rehearsal.yes",
    "rehearsal.maybe",
    "rehearsal.no",
    "rehearsal.done",
    "target.sentence",
    "target.position",
    "target.industry",
    "target.which_industry",
    "target.size",
    "target.place",
    "target.aims",
    "target.card",
    "target.to_register",
    "register.search",
    "register.page",
    "register.leave_out",
    "register.done",
    "target.done",
    "welcome.hello",
    "welcome.stored",
    "welcome.work",
    "welcome.may_know",
    "welcome.done",
    "whom.propose",
    "whom.to_draft",
    "whom.to_introductions",
    "whom.done",
    "writing.own_line",
    "writing.language",
    "writing.ready",
    "writing.keep_own",
    "writing.to_purpose",
    "voice.ask",
    "voice.sample",
    "voice.to_ready",
    "writing.to_plan",
    "writing.to_voice",
    "writing.to_rehearsal",
    "writing.sent",
]
"""Every step that may stand in somebody's row. One that is renamed or taken away breaks a conversation under way."""


@pytest.fixture(scope="module")
def questions() -> dict[str, list[Reply]]:
    """Every question that the transcripts come to, by its step."""
    asked: dict[str, list[Reply]] = {}
    languages = Languages.load()

    class Listening(Coach):
        def play(self, turn: Turn) -> TurnResult:
            outcome = super().play(turn)
            replies = [said for said in outcome.says if isinstance(said, Reply)]
            if outcome.person and replies:
                step = DIALOG_SET.nudged if isinstance(turn.heard, Nudged) else outcome.person.where.step
                asked.setdefault(step, []).append(replies[-1])
            return outcome

    async def listen() -> None:
        for path in [*STARTING_PEOPLE, *TRANSCRIPTS]:
            transcript = Transcript.read(path)
            stage = CoachAlone(
                transcript.language, transcript.name, languages, coach=Listening(), house=transcript.house
            )
            await transcript.played(stage)

    asyncio.run(listen())
    return asked


def buttons_of(reply: Reply) -> Iterator[Button]:
    return (button for row in reply.buttons for button in row if isinstance(button, Button))


def test_no_stored_step_is_gone_and_every_new_one_is_written_down() -> None:
    assert sorted(STORED) == sorted(step.value for _, step in STEPS)


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
