"""Walks: real conversations for many concurrent users, with the actions and the number of messages that answer each."""

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
"""The transcripts from the first message to a finished draft and a plan, one in each language."""


class Step(Struct, frozen=True, gc=False):
    """A user's action, a text to type or the label of the newest button to press, and the number of replies."""

    does: str
    is_press: bool
    messages: int = 1


class Walk(Struct, frozen=True, gc=False):
    """A conversation of a user with this language and name."""

    language: Language
    name: str
    steps: tuple[Step, ...]

    @property
    def beginning(self) -> "Walk":
        """The walk with only its first step."""
        return replace(self, steps=self.steps[:1])

    @property
    def with_stock(self) -> "Walk":
        """The walk for a bot that always sends the same reply with the same buttons."""
        steps = [replace(step, does=LABEL if step.is_press else step.does, messages=1) for step in self.steps]
        return replace(self, steps=tuple(steps))


async def walks(paths: Sequence[Path] = FAST) -> tuple[Walk, ...]:
    """Return the walks of these transcripts, as the coach plays them now."""
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
