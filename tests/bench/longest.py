"""The longest messages: the slowest reader of words and the slowest turn, on texts that are made to be slow."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot.i18n import Languages
from dialogs.coach import Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.model.person import Person
from dialogs.protocol.events import Said
from tests.bench.figures import Figure
from tests.support.chat import BEGINNING, TRANSCRIPTS, CoachAlone, Transcript
from tests.support.long_texts import FRAGMENTS, cpu_ms, long_text, readers

READER_MS: Final = 10
TURN_MS: Final = 50

LISTS: Final = (
    "kari nordmann, veidekke, prosjektleder\n",
    "Jeg vil gjerne jobbe i bygg i Oslo, helst i en stor bedrift. ",
)
"""Long texts that users might really write."""


def figures(every: int = 1) -> list[Figure]:
    """Return the slowest reader and the slowest turn as lines of the table, over every `every`th text."""
    texts = [long_text(fragment) for fragment in (*FRAGMENTS, *LISTS)][::every]
    took, reader = max((_slowest(partial(_ms, read), texts), name) for name, read in readers().items())
    longest, step = max((_slowest(partial(_turn_ms, person), texts), step) for step, person in _persons().items())
    return [
        Figure(f"the slowest reader of 4,096 characters, processor ms: {reader}", took, aim=READER_MS, digits=1),
        Figure(f"  the slowest turn, processor ms: {step}", longest, aim=TURN_MS, digits=1),
    ]


def _slowest(measure: "Measure", texts: list[str]) -> float:
    """Return the time of the slowest text, found by one try each and measured as the minimum of five."""
    worst = max(texts, key=partial(measure, tries=1))
    return measure(worst, tries=5)


class Measure(Protocol):
    """Returns the minimum milliseconds of several tries for a text."""

    def __call__(self, text: str, /, *, tries: int) -> float: ...


def _ms(read: Callable[[str], object], text: str, *, tries: int) -> float:
    return cpu_ms(partial(read, text), tries)


def _turn_ms(person: Person, text: str, *, tries: int) -> float:
    now = (person.where.heard_at or BEGINNING) + timedelta(minutes=1)

    def play() -> TurnResult:
        return COACH.play(Turn(person, Said(text), now, ZoneInfo("Europe/Oslo"), LANGUAGES.speak, called="Ola"))

    return cpu_ms(play, tries)


COACH: Final = Coach()
LANGUAGES: Final = Languages.load()


class _Listening(Coach):
    """A coach that remembers a person at each question."""

    def __init__(self) -> None:
        super().__init__()
        self.met: dict[str, Person] = {}

    def play(self, turn: Turn) -> TurnResult:
        """Answer one event, as the coach does."""
        outcome = super().play(turn)
        if outcome.person:
            self.met.setdefault(outcome.person.where.step, outcome.person)
        return outcome


def _persons() -> dict[str, Person]:
    """Return a person at each question that the transcripts reach."""
    coach = _Listening()
    for path in TRANSCRIPTS:
        transcript = Transcript.read(path)
        stage = CoachAlone(transcript.language, transcript.name, LANGUAGES, operator=transcript.operator, coach=coach)
        asyncio.run(transcript.played(stage))
    return coach.met
