"""The choices of buttons: their form is pinned, because buttons remain in chats; a forged choice has no value."""

from enum import Enum

import pytest

from dialogs.model.draft_changes import Wish
from dialogs.model.facts import Category, Comfort, Size
from dialogs.model.outreach import Occasion, OutreachEvent, Purpose
from dialogs.model.slots import TargetField
from dialogs.protocol.choices import decoded, encoded, is_choice, read
from dialogs.text import Language

FORMS: list[tuple[int | Enum, str, str]] = [
    (0, "", "0"),
    (47, "", "47"),
    (3, "c", "c3"),
    (0, "t", "t0"),
    (12, "another", "another12"),
    (Category.FORMER, "", "c4"),
    (Comfort.EASY, "", "easy"),
    (Size.MEDIUM, "", "medium"),
    (Purpose.OPENINGS, "", "openings"),
    (OutreachEvent.ANSWERED, "", "answered"),
    (Occasion.TALK, "", "talk"),
    (Language.NB, "", "nb"),
    (Wish.SHORTER, "", "shorter"),
    (TargetField.INDUSTRY, "", "industry"),
]


@pytest.mark.parametrize(("value", "prefix", "choice"), FORMS)
def test_a_value_has_the_form_that_is_in_chats(value: int | Enum, prefix: str, choice: str) -> None:
    assert encoded(value, prefix) == choice
    assert decoded(type(value), choice, prefix) == value
    assert is_choice(type(value), choice, prefix)


@pytest.mark.parametrize("choice", ["", "x", "07", "+7", " 7", "7 ", "٣", "1_0", "c7", "7.0", "True"])
def test_a_forged_number_is_none(choice: str) -> None:
    assert read(int, choice) is None
    assert not is_choice(int, choice)


def test_a_forged_choice_is_not_decoded() -> None:
    with pytest.raises(ValueError, match="07"):
        decoded(int, "07")


def test_a_prefix_is_part_of_the_choice() -> None:
    assert read(int, "7", "c") is None
    assert read(int, "t7", "c") is None
    assert read(Category, "former") is None
