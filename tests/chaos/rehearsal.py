"""The expected course of a conversation, played through the coach alone, without channel, storage or kills."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeAlias

from bot.i18n import Languages
from dialogs.model.conversation import Position
from dialogs.model.events import Pressed
from dialogs.model.person import Person
from dialogs.protocol.events import Heard, Said
from dialogs.protocol.replies import Reply, Toast
from dialogs.text import Language
from tests.support.chat import TRANSCRIPTS, Bubble, Clock, CoachAlone, Transcript, act

AT_ONCE: Final = ("/menu", "/plan", "/privacy")
"""Commands that may be typed at the same time as a button is pressed."""

NOT_WALKED: Final = ("register_", "restoring_", "choosing_")
WALKS: Final = [path for path in TRANSCRIPTS if not path.stem.startswith(NOT_WALKED)]
"""The usable transcripts. Those with the company register, with an export (each run makes a different one) and with
buttons below the input field (which have no callback data to recognise them) are excluded.
"""

Message: TypeAlias = tuple[str, tuple[tuple[str, Pressed], ...]]
"""The text of a message, and its buttons with their presses; two messages to a person are equal if these are."""


@dataclass(frozen=True, slots=True)
class Way:
    """One possible outcome of a step: the messages, and the person afterwards (None: erased)."""

    said: tuple[Message, ...]
    person: Person | None


@dataclass(frozen=True, slots=True)
class Step:
    """The simultaneous events of a step, and its possible outcomes."""

    does: tuple[Heard, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A conversation with its steps."""

    title: str
    language: Language
    name: str
    steps: tuple[Step, ...]


@dataclass
class Rehearsal(CoachAlone):
    """The coach alone, recording events and messages."""

    steps: list[Step] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)
    is_busy: bool = False
    has_wanted: bool = False

    def hear(self, heard: Heard, at: int | None = None) -> list[Bubble]:
        """Handle one event, including the results of its tasks."""
        if self.is_busy:
            self.has_wanted = True
            return super().hear(heard, at)
        self.is_busy, self.said = True, []
        bubbles = super().hear(heard, at)
        self.is_busy = False
        self._forget()
        self.steps.append(Step((heard,), (Way(tuple(self.said), self.person),)))
        return bubbles

    def _forget(self) -> None:
        """Reduce the person to what is stored: before consent, that is very little."""
        if self.person is not None and self.person.consent is None:
            old, where = self.person, self.person.where
            self.person = Person(old.id, old.language, Position(where.step, where.asking), serial=old.serial)

    def _bubble(self, said: Reply | Toast, language: Language, at: int | None) -> Bubble:
        bubble = super()._bubble(said, language, at)
        if not bubble.is_toast:
            n = at if bubble.is_instead and at is not None else -1
            self.said.append((flat(bubble.text), tuple(self.messages[n])))
        return bubble

    def at_once(self) -> Step | None:
        """Return a step that presses the newest button and types a command in either order, or None without a button.

        The answer to the command differs from the last message, which may be repeated after a kill. The button requests
        no task, because its result may come before or after the command.
        """
        pressable = [(n, buttons[0][1]) for n, buttons in enumerate(self.messages) if buttons]
        if self.person is None or not pressable:
            return None
        at, press = pressable[-1]
        known = set(self.steps[-1].ways[0].said)
        for command in AT_ONCE:
            tap, words = (press, at), (Said(command), None)
            copies = [self._both(order) for order in ((tap, words), (words, tap))]
            ways = tuple(copy.way for copy in copies)
            if not any(copy.has_wanted or known.intersection(copy.way.said) for copy in copies):
                return Step((press, words[0]), ways)
        return None

    def _both(self, order: Sequence[tuple[Heard, int | None]]) -> "Rehearsal":
        copy = replace(self, messages=deepcopy(self.messages), cards=dict(self.cards), steps=[], has_wanted=False)
        for heard, at in order:
            copy.hear(heard, at)
        return copy

    @property
    def way(self) -> Way:
        """The outcome of all its steps, as one."""
        return Way(tuple(message for step in self.steps for message in step.ways[0].said), self.person)


def flat(text: str) -> str:
    """Return a text without the differences between files and the wire format."""
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


async def walk(path: Path, languages: Languages, most: int | None = None) -> Walk:
    """Return the walk of a transcript as of today. It ends early if a button depends on the date of the transcript."""
    transcript = Transcript.read(path).in_full
    stage = Rehearsal(transcript.language, transcript.name, languages, Clock(datetime.now(UTC)))
    for action in [line[2:] for line in transcript.actions if line.startswith("> ")][:most]:
        try:
            await act(stage, action)
        except LookupError:
            break
    steps = tuple(stage.steps)
    last = stage.at_once()
    return Walk(path.stem, transcript.language, transcript.name, steps if last is None else (*steps, last))
