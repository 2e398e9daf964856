"""Whether two names of workplaces mean the same one."""

import pytest

from dialogs.companies import is_same, may_be_related


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
