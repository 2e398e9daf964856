"""Words of danger to life are recognised, and idioms are not mistaken for them.

The authors of the rows had not seen the rules.
"""

from pathlib import Path

import pytest

from dialogs.understanding.crisis import speaks_of_crisis

TABLE = Path(__file__).parent.parent.parent / "tables" / "crisis.tsv"
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines()[1:]]

PLAIN = (
    *("jeg vil ikke leve mer", "JEG VIL IKKE LEEEVE MER!!!", "eg orkar ikkje leva lenger", "vil bare dø"),
    *("jeg tenker på å ta livet mitt", "har selvmordstanker", "hun prøvde å ta livet sitt"),
    *("i dont want to live anymore", "I’m suicidal", "gonna kill myself", "they'd be better off without me", "kms"),
)
"""Messages that must always be recognised."""

IDIOMS = (
    *("dette tar livet av meg", "jeg kan ikke leve av den lønna", "ta livet med ro", "ikke spør Live, hun er på ferie"),
    *("job hunting is killing me", "I'd kill for that job", "I don't want to live in Oslo", "the deadline is Friday"),
    *("I want to end things well with my boss", "it would be career suicide", "jeg vil avslutte kontrakten"),
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_known(text: str) -> None:
    assert speaks_of_crisis(text)


@pytest.mark.parametrize("text", IDIOMS)
def test_idioms_are_none(text: str) -> None:
    assert not speaks_of_crisis(text)


def test_most_of_what_strangers_wrote_is_known_and_hardly_anything_else() -> None:
    in_danger = [text for _, text, is_crisis in ROWS if is_crisis == "yes"]
    others = [text for _, text, is_crisis in ROWS if is_crisis == "no"]
    found = sum(map(speaks_of_crisis, in_danger))
    false = sum(map(speaks_of_crisis, others))
    print(f"known {found} of {len(in_danger)}, false {false} of {len(others)}")  # noqa: T201  # for `pytest -s`
    assert found >= 100
    assert false <= 3


def test_words_in_a_long_message_are_known_too() -> None:
    assert speaks_of_crisis("Snakket med Kari på Veidekke i dag. " * 40 + "ærlig talt orker jeg ikke leve lenger")
