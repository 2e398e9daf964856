import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.job_titles import is_role, positions_in, role_words
from tests.support.free_words import Row, rows_of

ROWS = rows_of("roles.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_role_is_known_from_what_is_none(row: Row) -> None:
    assert is_role(row["text"]) == (row["role"] == "yes")


@pytest.mark.parametrize("row", [row for row in ROWS if row["positions"]], ids=lambda row: row["text"])
def test_positions_are_split_and_tidied_but_keep_the_users_words(row: Row) -> None:
    assert ";".join(positions_in(row["text"])) == row["positions"]


@pytest.mark.parametrize(
    "word",
    [
        "sjef",
        "leder",
        "boss",
        "ceo",
        "hr",
        "selger",
        "kam",
        "pl",
        "pm",
        "controller",
        "sivilingeniør",
        "førstekonsulent",
    ],
)
def test_every_short_word_of_the_coaching_notes_is_a_role(word: str) -> None:
    assert word in role_words()


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    is_role(text)
    assert all(position.strip() == position != "" for position in positions_in(text))
