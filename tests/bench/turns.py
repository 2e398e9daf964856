"""The time of each turn of the transcripts for the coach alone, without channel and storage."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter_ns

from bot.i18n import Languages
from dialogs.coach import Coach
from dialogs.engine.script import Turn
from dialogs.engine.turn_result import TurnResult
from dialogs.protocol.events import Said
from tests.bench.figures import Figure, quantile
from tests.support.chat import TRANSCRIPTS, CoachAlone, Transcript


@dataclass(frozen=True, slots=True)
class Played:
    """A turn: its step, whether typed words had to be understood, and its time in µs."""

    step: str
    is_typed: bool
    took: float


class Timed(Coach):
    """A coach that records the time of each turn."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[Played] = []

    def play(self, turn: Turn) -> TurnResult:
        """Answer one event, as the coach does."""
        begun = perf_counter_ns()
        outcome = super().play(turn)
        took = (perf_counter_ns() - begun) / 1000
        is_typed = isinstance(turn.heard, Said) and not turn.text.startswith("/")
        self.turns.append(Played(turn.person.where.step, is_typed, took))
        return outcome


def played(rounds: int, paths: Sequence[Path] = TRANSCRIPTS) -> list[Played]:
    """Return every turn of the transcripts with the median time over the rounds, after a warm-up round."""
    languages = Languages.load()
    times = [asyncio.run(_round(paths, languages)) for _ in range(rounds + 1)][1:]
    return [Played(same[0].step, same[0].is_typed, median(t.took for t in same)) for same in zip(*times, strict=True)]


async def _round(paths: Sequence[Path], languages: Languages) -> list[Played]:
    coach = Timed()
    for path in paths:
        transcript = Transcript.read(path).in_full
        await transcript.played(
            CoachAlone(
                transcript.language,
                transcript.name,
                languages,
                operator=transcript.operator,
                coach=coach,
            )
        )
    return coach.turns


def figures(rounds: int) -> list[Figure]:
    """Return the turns as lines of the table."""
    turns = played(rounds)
    everything = [turn.took for turn in turns]
    typed = [turn.took for turn in turns if turn.is_typed]
    return [
        Figure(f"a turn of the coach alone, median of {len(turns)}, µs", median(everything), aim=100),
        Figure("  the 99th of 100, µs", quantile(everything, 0.99)),
        Figure(f"  where words were typed, median of {len(typed)}, µs", median(typed), aim=2000),
        Figure("  the slowest of those, µs", max(typed), aim=2000),
    ]
