"""Examples that follow from the project's other tables: lines about people, targets, sizes, times and questions."""

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Final

from dialogs.understanding.interpretation.acts import Act, Situation
from tests.training.labels import Example

TABLES: Final = Path(__file__).parents[1] / "tables"

WEIGHT: Final = 0.3
"""Of an example that was written as a specimen, beside one that was written as a message."""

EVERY: Final = 4
"""One in so many rows is taken: more of one kind would outweigh all others."""

ANSWERED: Final = (
    ("people", "text", (Situation.PEOPLE, Situation.WHO_KNOWS)),
    ("people_strangers", "text", (Situation.PEOPLE, Situation.WHO_KNOWS)),
    ("sentences", "text", (Situation.SENTENCE, Situation.POSITION)),
    ("places", "sentence", (Situation.PLACE,)),
    ("roles", "text", (Situation.POSITION,)),
    ("industry_words_nb", "typed", (Situation.INDUSTRY,)),
    ("industry_words_en", "typed", (Situation.INDUSTRY,)),
    ("times_nb", "text", (Situation.WHEN,)),
    ("times_en", "text", (Situation.WHEN,)),
)
"""Tables of answers: the name, the column of the words, and the situations in which they are the answer."""

ASKED_IN: Final = (
    Situation.MENU,
    Situation.PEOPLE,
    Situation.DRAFT,
    Situation.PLAN,
    Situation.SENTENCE,
)
"""Situations in which questions come, in turn."""


def derived_examples() -> Iterator[Example]:
    """Yield the examples of the other tables."""
    for name, column, situations in ANSWERED:
        for row, situation in zip(_rows(name)[::EVERY], cycle(situations), strict=False):
            text = row[column].replace("\\n", "\n")
            yield Example(row.get("language", ""), situation, text, text, (Act.ANSWER.value,), WEIGHT)
    yield from _questions()


def _questions() -> Iterator[Example]:
    """Yield the questions that the knowledge base knows."""
    base = tomllib.loads((files("dialogs.data") / "knowledge.toml").read_text(encoding="utf-8"))
    asked = [
        (language, text) for entry in base["entry"] for language in ("nb", "en") for text in entry[f"ask_{language}"]
    ]
    for (language, text), situation in zip(asked[:: 3 * EVERY], cycle(ASKED_IN), strict=False):
        yield Example(language, situation, text, text, (Act.QUESTION.value,), WEIGHT)


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
