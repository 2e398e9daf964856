"""What a message says has changed about a person: the rows are the specification."""

from pathlib import Path

import pytest

from dialogs.model.facts import Category
from dialogs.understanding.people.changes import ToldChange, change_in

TABLE = Path(__file__).parents[3] / "tables" / "changes_told.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("said", "workplace", "role", "left", "group"), [row[1:] for row in ROWS])
def test_what_has_changed_is_read(said: str, workplace: str, role: str, left: str, group: str) -> None:
    category = Category[group.upper()] if group else None
    assert change_in(said, is_working=True) == ToldChange(workplace, role, left, category)


def test_without_a_job_the_own_boss_is_a_former_one() -> None:
    assert change_in("er sjefen min", is_working=False).category is Category.FORMER
