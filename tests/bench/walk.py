"""A real conversation, as many users have it at once: what each of them does, and how many messages answer it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from bot.i18n import Languages
from dialogs.model.records import replace
from dialogs.text import Language
from tests.bench.stock import LABEL
from tests.support.chat import TRANSCRIPTS, CoachAlone, Transcript, act

FAST: Final = [path for path in TRANSCRIPTS if path.stem.startswith("fast_")]
"""From the first word to a message that is ready, and a plan: in each language."""


class Step(Struct, frozen=True, gc=False):
    """What a user does: type a text, or press the newest button with this label; and the messages that answer it."""

    does: str
    is_press: bool
    messages: int = 1


class Walk(Struct, frozen=True, gc=False):
    """A conversation of somebody with this language and name."""

    language: Language
    name: str
    steps: tuple[Step, ...]

    @property
    def beginning(self) -> "Walk":
        """Its first step alone."""
        return replace(self, steps=self.steps[:1])

    @property
    def with_stock(self) -> "Walk":
        """The same texts and presses with a bot that says one thing, always below the same buttons."""
        steps = [replace(step, does=LABEL if step.is_press else step.does, messages=1) for step in self.steps]
        return replace(self, steps=tuple(steps))


async def walks(paths: Sequence[Path] = FAST) -> tuple[Walk, ...]:
    """The conversations of these transcripts, as the coach leads them today."""
    languages = Languages.load()
    return tuple([await _walk(Transcript.read(path).in_full, languages) for path in paths])


async def _walk(transcript: Transcript, languages: Languages) -> Walk:
    stage = CoachAlone(transcript.language, transcript.name, languages)
    steps = []
    for action in (line[2:] for line in transcript.actions if line.startswith(">")):
        kinds = Counter(bubble.is_toast for bubble in await act(stage, action))
        is_press = action.startswith("[")
        steps.append(Step(action[1:-1] if is_press else action, is_press, kinds[False]))
    return Walk(transcript.language, transcript.name, tuple(steps))
