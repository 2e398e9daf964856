"""The classifier of acts: its model belongs to the examples, knows every label, and reads what it was trained with."""

import pytest

from dialogs.acts import ACTS
from dialogs.engine.acts import rule_for
from dialogs.understanding.interpretation.acts import Act, reading_of
from dialogs.understanding.interpretation.classifier import readings_of, stored_model
from dialogs.understanding.interpretation.features import READ, features_of
from tests.training.labels import digest, example_files, examples_in


def test_the_model_was_trained_with_the_examples() -> None:
    assert stored_model().examples == digest(example_files()), "run `make classifier`"


def test_each_label_is_an_act_of_the_set() -> None:
    assert {reading_of(label).label for label in stored_model().labels} == set(stored_model().labels)


NOT_DONE = {Act.ANSWER, Act.QUESTION, Act.TARGET, Act.CHANGE, Act.APPOINTMENT, Act.ADVERT, Act.PASTED_REPLY}
"""Acts that other attempts of the engine take, or that are only recognised so far."""


def test_each_label_has_a_rule() -> None:
    readings = [reading_of(label) for label in stored_model().labels]
    without = {one.label for one in readings if one.act not in NOT_DONE and rule_for(ACTS, one) is None}
    assert not without - {"not_sent", "show:draft", "show:person"}


def test_most_examples_are_read_as_what_they_are() -> None:
    known = set(stored_model().labels)
    read = [
        (readings_of(one.text, one.situation)[0].label in one.labels)
        for path in example_files()
        for one in examples_in(path)
        if known.intersection(one.labels)
    ]
    assert sum(read) / len(read) >= 0.9


@pytest.mark.parametrize("text", ["", " ", "?", "\n\n", "😀" * 500, "a" * 4096, "<person>" * 300])
def test_odd_texts_are_read(text: str) -> None:
    readings = readings_of(text, "menu")
    assert sum(reading.certainty for reading in readings) <= 1.0001


def test_the_work_is_bounded_by_what_is_read() -> None:
    long = features_of("ord " * 1024, "menu")
    assert long == features_of(("ord " * 1024)[:READ], "menu")
