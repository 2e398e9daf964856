"""Collects the content of the page: each dialog with the replies at its steps, the links between steps, other texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TypeAlias

from babel.messages.mofile import read_mo

from bot.i18n import Languages
from bot.preview.letters import Letter, letters
from bot.preview.phrases import Way, first_sentence, ways
from bot.preview.replies_anywhere import RepliesAnywhere
from bot.preview.step_replies import Met, StepReplies
from bot.preview.texts import Collection, TextId, texts_of
from dialogs.coach import DESCRIPTION, DIALOG_SET, DIALOGS, NAME, SHORT_DESCRIPTION
from dialogs.commands import COMMANDS, Command
from dialogs.engine.dialog_set import Follow
from dialogs.engine.navigation import Navigator
from dialogs.engine.script import Script
from dialogs.protocol.replies import Button
from dialogs.text import Language, Text

Entrance: TypeAlias = StrEnum | Command
"""An entrance to a step from outside its dialog: the end of another dialog, or a command."""


@dataclass(frozen=True, slots=True)
class StepContents:
    """A step with a question: its replies, and the transitions from it."""

    step: StrEnum
    about: str
    met: Met
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class EndContents:
    """A step without a question: what follows it, and the steps to which that leads, if any."""

    step: StrEnum
    follow: Follow | None
    leads_to: tuple[StrEnum, ...]


@dataclass(frozen=True, slots=True)
class DialogContents:
    """A dialog."""

    script: Script
    about: str
    steps: tuple[StepContents, ...]
    ends: tuple[EndContents, ...]


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text that no sample person saw: its context, and its wording as translators see it."""

    context: str
    nb: str
    en: str


@dataclass(frozen=True, slots=True)
class PreviewContents:
    """The content of the whole page. `entrances` are by step, the other mappings by description."""

    dialogs: tuple[DialogContents, ...]
    entrances: Mapping[str, Sequence[Entrance]]
    everywhere: Mapping[str, Collection]
    letters: tuple[Letter, ...]
    profile: Mapping[str, Text]
    others: tuple[OtherText, ...]


PROFILE: Mapping[str, Text] = {
    "Name": NAME,
    "Before the first word": DESCRIPTION,
    "In the profile": SHORT_DESCRIPTION,
}
"""The coach's profile in a channel."""


def gathered(languages: Languages) -> PreviewContents:
    """Collect everything."""
    meeting = StepReplies(languages)
    dialogs = tuple(_dialog(dialog.SCRIPT, first_sentence(dialog.__doc__), meeting) for dialog in DIALOGS)
    everywhere = RepliesAnywhere(languages).told()
    drafted = tuple(letters(languages))
    known = {text for dialog in dialogs for step in dialog.steps for text in step.met.texts}
    known.update(*(told.texts for told in everywhere.values()), *(letter.told.texts for letter in drafted))
    known.update(
        *(texts_of(words) for words in PROFILE.values()), *(texts_of(command.description) for command in COMMANDS)
    )
    return PreviewContents(dialogs, _entrances(dialogs), everywhere, drafted, PROFILE, tuple(_others(known)))


def _dialog(script: Script, about: str, meeting: StepReplies) -> DialogContents:
    return DialogContents(
        script,
        about,
        tuple(_step(script, step, meeting) for step in script.steps if not script.is_end(step)),
        tuple(_end(step, meeting) for step in script.steps if script.is_end(step)),
    )


def _step(script: Script, step: StrEnum, meeting: StepReplies) -> StepContents:
    met = meeting.at(script, step)
    labels = {
        button.choice: str(button.label)
        for told in reversed(met.asked.told)
        for row in told.en.buttons
        for button in row
        if isinstance(button, Button)
    }
    return StepContents(step, first_sentence(script.asks[step].__doc__), met, tuple(ways(script, step, labels)))


def _end(step: StrEnum, meeting: StepReplies) -> EndContents:
    follow = DIALOG_SET.follows.get(step)
    if follow is None:
        return EndContents(step, None, ())
    navigator = Navigator(DIALOG_SET)
    is_fixed = isinstance(follow.to, StrEnum | None)
    turns = [turn for turn, _ in (meeting.turns[:1] if is_fixed else meeting.turns)]
    return EndContents(step, follow, tuple(dict.fromkeys(navigator.after(follow, turn) for turn in turns)))


def _entrances(dialogs: Sequence[DialogContents]) -> dict[str, list[Entrance]]:
    entrances: dict[str, list[Entrance]] = {}
    for dialog in dialogs:
        for end in dialog.ends:
            for step in end.leads_to:
                entrances.setdefault(step, []).append(end.step)
    for command in COMMANDS:
        if isinstance(command.action, StrEnum):
            entrances.setdefault(command.action, []).append(command)
    return entrances


def _others(known: set[TextId]) -> Iterator[OtherText]:
    """Yield the texts of the catalogue that are not in `known`, in each plural form."""
    with files("locales").joinpath(Language.NB, "LC_MESSAGES", "coach.mo").open("rb") as file:
        messages = [message for message in read_mo(file) if message.id]
    for message in messages:
        context = _decoded(message.context)
        for en, nb in zip(_forms(message.id), _forms(message.string or ""), strict=True):
            if (context, en) not in known:
                yield OtherText(context or "", nb, en)


def _decoded(context: object) -> str | None:
    # Babel does not decode the contexts of a compiled catalogue.
    return context.decode() if isinstance(context, bytes) else None


def _forms(words: str | tuple[str, ...] | list[str]) -> Sequence[str]:
    return [words] if isinstance(words, str) else words
