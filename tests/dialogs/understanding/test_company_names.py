"""Whether two names mean the same company."""

from collections import Counter
from pathlib import Path

import pytest

from dialogs.understanding.company_names import is_same, may_be_related

TABLES = Path(__file__).parent.parent.parent / "tables"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sopra Steria", "SopraSteria AS"),
        ("Equinor", "EQUINOR ASA"),
        ("DNB", "dnb"),
        ("Veidekke A/S", "Veidekke"),
        ("Rema 1000", "REMA-1000"),
        ("Accenture Norway", "Accenture"),
        ("Microsoft Norge AS", "Microsoft"),
    ],
)
def test_the_same_workplace_in_other_letters(one: str, other: str) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aker", "Aker Solutions"),
        ("DNB", "DNB Næringsmegling"),
        ("Equinor", "Equinor Storage"),
        ("Norge", "Norgesgruppen"),
    ],
)
def test_another_workplace_is_not_the_same(one: str, other: str) -> None:
    assert not is_same(one, other)


@pytest.mark.parametrize("name", ["", "  ", "-"])
def test_no_name_is_nobodys(name: str) -> None:
    assert not is_same(name, name)
    assert not may_be_related(name, "DNB")


def test_a_shorter_name_that_stands_whole_may_be_related() -> None:
    assert may_be_related("Aker", "Aker Solutions")
    assert not may_be_related("Aker", "Akershus")
    assert not may_be_related("DNB", "DNB ASA")


PAIRS = [line.split("\t") for line in (TABLES / "company_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]]
"""Pairs of names; half of them were held out when the rules were tuned."""


def told(one: str, other: str) -> str:
    return "same" if is_same(one, other) else "related" if may_be_related(one, other) else "different"


@pytest.mark.parametrize("half", ["tuned", "held out"])
def test_the_same_workplace_is_recognised_and_no_other_taken_for_it(half: str) -> None:
    counted = Counter((label, told(one, other)) for which, label, one, other in PAIRS if which == half)
    right = counted["same", "same"]
    precision = right / sum(number for (_, said), number in counted.items() if said == "same")
    recall = right / sum(number for (label, _), number in counted.items() if label == "same")
    print(f"\n{half}: {counted.total()} pairs, precision {precision:.3f}, recall {recall:.3f}, {dict(counted)}")  # noqa: T201  # the figures
    assert precision >= 0.98
    assert recall >= 0.85


def test_there_are_three_hundred_pairs_and_more_each_once() -> None:
    assert len({frozenset((one, other)) for _, _, one, other in PAIRS}) == len(PAIRS) >= 300
    assert {label for _, label, _, _ in PAIRS} == {"same", "related", "different"}


@pytest.mark.parametrize(("_half", "_label", "one", "other"), PAIRS)
def test_it_does_not_matter_which_name_comes_first(_half: str, _label: str, one: str, other: str) -> None:
    assert told(one, other) == told(other, one)
    assert told(one, one) == "same"
