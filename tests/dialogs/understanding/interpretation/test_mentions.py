"""Names on record in a message, and the parts of a message that may each be an act."""

import pytest

from dialogs.understanding.interpretation.interpret import parts_of
from dialogs.understanding.interpretation.mentions import Record, marked, mentions_in

RECORD = Record(
    ((1, "Kari Nordmann"), (2, "Ola Hansen"), (3, "Ola Moe"), (4, "Jonas Berg")),
    ("Statkraft", "Sopra Steria"),
    "Schibsted",
)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("kari svarte", [(1,)]),
        ("Kari Nordmann svarte", [(1,)]),
        ("karis svar kom i går", [(1,)]),
        ("skriv til ola", [(2, 3)]),
        ("skriv til Ola Moe", [(3,)]),
        ("jonas og kari", [(4,), (1,)]),
        ("karianne svarte", []),
        ("berg svarte", []),
        ("", []),
    ],
)
def test_people_are_known_by_whole_and_first_names(text: str, people: list[tuple[int, ...]]) -> None:
    assert [mention.contacts for mention in mentions_in(text, RECORD) if mention.contacts] == people


def test_names_are_replaced_by_marks() -> None:
    text = "Kari i sopra steria sa nei, og jeg er i Schibsted"
    said = marked(text, mentions_in(text, RECORD), RECORD.employer)
    assert said == "<person> i <place> sa nei, og jeg er i <employer>"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("kari svarte", ("kari svarte",)),
        ("Kari svarte ja. Minn meg på Tore i morgen", ("Kari svarte ja", "Minn meg på Tore i morgen")),
        ("kari sa nei, men jonas vil hjelpe", ("kari sa nei", "jonas vil hjelpe")),
        ("ja. nei. kanskje", ("ja. nei. kanskje",)),
        ("a b. c d. e f. g h. i j", ("a b. c d. e f. g h. i j",)),
    ],
)
def test_sentences_and_clauses_are_parts(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts
