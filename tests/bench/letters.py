"""The time to compose a draft, over the full product of choices; a press on a button composes it again."""

from collections.abc import Iterable
from time import perf_counter_ns

from bot.i18n import Languages
from dialogs.messages.letters.compose import compose
from dialogs.text import Speak
from tests.bench.figures import Figure, quantile
from tests.support.letters_measured import Made, drafts

LIMIT_US = 5000
"""Maximum time for a draft in µs."""


def figures(every: int = 7) -> list[Figure]:
    """Yield the drafts as lines of the table, every `every`th of them."""
    speak = Languages.load().speak
    some = [made for number, made in enumerate(drafts(speak)) if number % every == 0]
    times = list(_times(some))
    return [
        Figure(f"making a draft, median of {len(times)}, µs, beside 5 ms", quantile(times, 0.5), LIMIT_US, 1, digits=0),
        Figure("  the slowest of those", max(times), LIMIT_US, 1),
    ]


def _times(some: Iterable[Made]) -> Iterable[float]:
    speak = Languages.load().speak
    for made in some:
        yield min(_time(made, speak) for _ in range(3))  # the minimum excludes other work of the machine


def _time(made: Made, speak: Speak) -> float:
    begun = perf_counter_ns()
    compose(made.brief, speak, made.language)
    return (perf_counter_ns() - begun) / 1000
